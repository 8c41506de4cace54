// A second model beside the first, by the same rows.
import { LatentMap } from './map.js';
import { Rows } from './rows.js';
import { openModel } from './model.js';
import { draw, nats, strip, table } from './show.js';

const $ = id => document.getElementById(id);

const mean = values => values.reduce((a, b) => a + b, 0) / values.length;

export class Beside {
  /** Opens the second model; told what to do when one points at or chooses a row of it. */
  static async open(first, condition, say, told) {
    const beside = Object.assign(new Beside(), { first, rows: await Rows.open('explore/1/') });
    const { rows } = beside;
    beside.model = await openModel(rows, condition, say);
    beside.map = new LatentMap($('map2'), document.createElement('ul'), rows, {
      point: (lift, row) => { told.point(row); beside.decode(row); },
      choose: told.choose
    });
    $('beside').hidden = false;
    document.querySelector('main').className = 'two';
    $('besidetitle').textContent = `Beside it: ${rows.data.model}`;
    beside.map.look('pca', 'pca');
    $('compare').onclick = () => beside.compareAll();
    return beside;
  }

  /** What the second model has at the row that the first is pointed at. */
  point(row) {
    this.map.pointer(this.rows.latents(row));
    this.decode(row);
  }

  async decode(row) {
    if (this.rows.tabular || this.busy) { this.next = row; return; }
    this.busy = true;
    const [made] = await this.model.decode([this.rows.latents(row)]);
    this.busy = false;
    if (made) $('decoded2').replaceChildren(draw(this.rows.data, made, 112, `row ${row} decoded`));
    if (this.next != null) { const next = this.next; this.next = null; this.decode(next); }
  }

  /** Both models' words on a row. */
  async choose(number, values, judged) {
    this.map.mark(number);
    const { rows, model } = this;
    const asked = ++this.asked || (this.asked = 1);
    const [own] = await model.score([values], rows.tabular ? { reasons: 0, row: number } : {});
    if (asked !== this.asked || !own) return;
    const score = answer => answer ? answer.negLogLikelihood ?? answer.score : NaN;
    const lines = [[this.first.data.model, score(judged).toFixed(2)], [rows.data.model, score(own).toFixed(2)],
      ['difference', (score(judged) - score(own)).toFixed(2)]];
    $('compared').replaceChildren(table(['model', `−log p of row ${number} (nats)`], lines));
    if (rows.tabular) return;
    const [again] = await model.reconstruct([values]);
    if (asked === this.asked && again) $('chosen2').replaceChildren(strip(draw(rows.data, again, 112, `reconstructed by ${rows.data.model}`)), nats(own));
  }

  colour(values, classes) { this.map.colour(values, classes); }

  /** Scores of all rows by both, and a colour for where they differ. */
  async compareAll() {
    const find = rows => rows.data.colours.findIndex(c => c.name.startsWith('score'));
    const [a, b] = [find(this.first), find(this.rows)];
    if (a < 0 || b < 0) { $('all').textContent = 'one of them gives no score'; return; }
    $('all').textContent = 'computing the scores of all rows ...';
    const [ours, theirs] = await Promise.all([this.first.colour(a), this.rows.colour(b)]);
    const apart = ours.map((v, r) => v - theirs[r]);
    const error = Math.sqrt(mean(apart.map(v => (v - mean(apart)) ** 2)) / apart.length);
    const better = apart.filter(v => v < 0).length / apart.length;
    $('all').textContent = `mean −log p of ${apart.length} rows: ${mean(ours).toFixed(2)} and ${mean(theirs).toFixed(2)} nats, ` +
      `difference ${mean(apart).toFixed(2)} ± ${error.toFixed(2)}; ${this.first.data.model} is the better for ${(100 * better).toFixed(0)} of 100 rows. ` +
      `Both maps show the difference: yellow where ${this.rows.data.model} is better.`;
    this.told?.(apart);
  }
}
