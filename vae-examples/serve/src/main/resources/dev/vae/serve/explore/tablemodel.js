// The model of a table in the browser: cells as they are written go in, words on them come out, as from the server.
import { Cells } from './cells.js';
import { Graphs } from './graphs.js';

/** What files call a column: characters that onnxruntime's Java does not pass on are written as {U+1F600}. */
const port = name => name.replace(/[\0\u{10000}-\u{10FFFF}]/gu, c => `{U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}}`);

export class BrowserTable {
  static async open(rows, say) {
    const graphs = await Graphs.open(rows.base, say, true);
    const { columns, missing } = rows.data;
    return Object.assign(new BrowserTable(), { graphs, rows, columns, cells: columns.map(column => new Cells(column, missing)) });
  }

  /** What is read of each cell; of cells that are as in a row of the data, what was read there. */
  async read(records, row) {
    const known = row == null ? null : { record: await this.rows.row(row), values: await this.rows.taken(row) };
    return records.map(record => this.columns.map(({ name }, c) => {
      const cell = record[name] ?? '', read = this.cells[c].read(cell);
      if (!known || cell !== (known.record[name] ?? '')) return read;
      const value = known.values[c];
      return { value, problem: value == null || read.value != null ? read.problem : undefined };
    }));
  }

  async run(file, records, row, also) {
    const read = await this.read(records, row);
    const { prefix } = this.graphs, count = records.length;
    const out = await this.graphs.run(file, () => {
      const feeds = {};
      for (const { name, type } of this.graphs.inputs(file)) {
        const c = this.columns.findIndex(column => port(column.name) === name);
        if (c < 0) continue; // noise, which the file holds
        const { hashed, levels } = this.columns[c];
        const values = read.map(cells => cells[c].value);
        feeds[name] = type === 'string' ? this.graphs.tensor(type, values.map(v => v == null ? this.cells[c].none : this.cells[c].write(v)), [count]) // dates in the column's style
          : this.graphs.tensor(type, Float64Array.from(values, v => v == null ? NaN : hashed ? Cells.bucket(v, levels.length) : v), [count]);
      }
      for (const [name, [type, values, shape]] of Object.entries(also)) feeds[prefix + name] = this.graphs.tensor(type, values, shape);
      return feeds;
    });
    return out && { read, of: name => out[prefix + port(name)]?.data };
  }

  problems(read, record) {
    return this.columns.flatMap(({ name }, c) => read[c].problem ? [`column '${name}', '${record[name]}': ${read[c].problem}`] : []);
  }

  /** As the server: the score, its place among usual rows, and the columns that surprise most. */
  async score(records, { reasons = 3, row } = {}) {
    const out = await this.run('score', records, row, { reasons: ['bool', Uint8Array.of(reasons > 0 ? 1 : 0), []] });
    return out ? records.map((record, r) => {
      const problems = this.problems(out.read[r], record);
      return {
        score: out.of('score')[r], standardError: out.of('standardError')[r],
        percentile: out.of('percentile')[r], pValue: out.of('pValue')[r],
        reasons: this.columns.map(({ name }, c) => ({
          column: name, surprise: reasons ? out.of('surprise/' + name)[r] : NaN,
          expected: reasons ? this.cells[c].write(out.of('expected/' + name)[r]) : ''
        })).filter(reason => !Number.isNaN(reason.surprise)).sort((a, b) => b.surprise - a.surprise).slice(0, reasons),
        ...(problems.length && { problems })
      };
    }) : [];
  }

  /** As the server: what the missing cells were filled with. */
  async impute(records, { row } = {}) {
    const count = records.length;
    const out = await this.run('impute', records, row,
      { level: ['float64', Float64Array.of(.9), []], choice: ['float32', new Float32Array(0), [0, count]] });
    return out ? records.map((_, r) => ({ filled: this.columns.flatMap((column, c) => this.filled(out, column, c, r)) })) : [];
  }

  filled(out, { name, levels, number, date, duration }, c, r) {
    const spread = out.of('spread/' + name)[r];
    if (Number.isNaN(spread) || out.read[r][c].value == null && out.read[r][c].problem) return []; // what cannot be read stays
    const given = out.of('imputed/' + name)[r];
    // the file gives dates in words or days, as it takes them, and numbers of an epoch in its unit
    const text = this.cells[c].write(date && typeof given === 'number' ? given / this.cells[c].given(1) : given);
    const cell = { column: name, value: (number || duration) && !levels.length ? given : text, text, spread };
    if (!levels.length) {
      const low = out.of('low/' + name)[r], high = out.of('high/' + name)[r];
      const lowText = this.cells[c].write(low), highText = this.cells[c].write(high);
      return [{ ...cell, low: date ? lowText : low, high: date ? highText : high, lowText, highText }];
    }
    const set = out.of('set/' + name), chance = out.of('probability/' + name), width = levels.length;
    const told = [...levels.keys()].filter(l => set[r * width + l]);
    if (chance) told.sort((a, b) => chance[r * width + b] - chance[r * width + a]);
    return [{ ...cell, levels: told.map(l => levels[l]) }];
  }

  /** Where rows lie in the latent space. */
  async encode(records, { row } = {}) {
    const out = await this.run('encoder', records, row, {});
    const mean = out && out.of('mean');
    return out ? records.map((_, r) => ({ mean: Array.from(mean.subarray(r * this.rows.latent, (r + 1) * this.rows.latent)) })) : [];
  }
}
