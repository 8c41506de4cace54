// What the page knows of rows: read from files beside it, the large ones when they are needed.

const json = async url => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
};
const bytes = async url => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.arrayBuffer();
};

export class Rows {
  /** Opens the exploration of a folder such as 'explore/0/'. */
  static async open(base) {
    const rows = new Rows();
    Object.assign(rows, { base, parts: new Map() });
    rows.data = await json(base + 'data.json');
    rows.z = new Float32Array(await bytes(base + 'z.bin'));
    rows.count = rows.data.count;
    rows.latent = rows.data.latent;
    rows.tabular = rows.data.kind === 'table';
    rows.pictured = !rows.tabular && rows.data.event.length > 1;
    return rows;
  }

  /** Floats of a file that is read once. */
  floats(name) {
    if (!this.parts.has(name)) this.parts.set(name, bytes(this.base + name).then(b => new Float32Array(b)));
    return this.parts.get(name);
  }

  colour(i) { return this.floats(`colours/${i}.bin`); }

  /** The latents of a row: the mean of its posterior. */
  latents(row) { return Array.from(this.z.subarray(row * this.latent, (row + 1) * this.latent)); }

  part(folder, number, type) {
    const name = `${folder}/${number}.${type === 'json' ? 'json' : 'bin'}`;
    if (!this.parts.has(name)) this.parts.set(name, type === 'json' ? json(this.base + name) : bytes(this.base + name));
    return this.parts.get(name);
  }

  /** A row as the data file holds it: numbers, or cells by column. */
  async row(number) {
    const { each, type } = this.data.rows;
    const part = await this.part('rows', Math.floor(number / each), type);
    if (type === 'json') return part[number % each];
    const all = type === 'u1' ? new Uint8Array(part) : new Float64Array(part);
    const width = this.data.event.reduce((a, b) => a * b, 1);
    return Array.from(all.subarray((number % each) * width, (number % each + 1) * width));
  }

  /** What the model of a table said of a row, for pages that no server answers. */
  async judged(number) {
    const { each } = this.data.rows;
    return (await this.part('judged', Math.floor(number / each), 'json'))[number % each];
  }

  /** The cells of a row as the files of a bundle take them, for pages that run those. */
  async taken(number) {
    const { each } = this.data.rows;
    return (await this.part('taken', Math.floor(number / each), 'json'))[number % each];
  }

  /** The rows nearest to one, by their latents. */
  nearest(row, most) {
    const { z, latent, count } = this;
    const found = []; // [distance, row], the nearest first
    for (let r = 0; r < count; r++) {
      if (r === row) continue;
      let far = 0;
      for (let d = 0; d < latent; d++) far += (z[r * latent + d] - z[row * latent + d]) ** 2;
      if (found.length < most || far < found[found.length - 1][0]) {
        let at = found.length;
        while (at > 0 && found[at - 1][0] > far) at--;
        found.splice(at, 0, [far, r]);
        if (found.length > most) found.pop();
      }
    }
    return found.map(pair => pair[1]);
  }
}
