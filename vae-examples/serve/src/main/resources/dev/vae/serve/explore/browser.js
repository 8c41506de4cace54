// A model of rows of numbers in the browser.
import { Graphs } from './graphs.js';

/** Random numbers that are the same for a seed: mulberry32. */
function random(seed) {
  return () => {
    seed = seed + 0x6D2B79F5 | 0;
    let t = Math.imul(seed ^ seed >>> 15, 1 | seed);
    t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t;
    return ((t ^ t >>> 14) >>> 0) / 4294967296;
  };
}

/** Noise of a kind; normal by Box and Muller (1958). */
function noise(kind, size, seed) {
  const next = random(seed);
  const values = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    const u = Math.max(next(), 1e-7);
    values[i] = kind === 'normal' ? Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * next()) : Math.min(u, 1 - 1e-7);
  }
  return values;
}

export class BrowserModel {
  static async open(rows, condition, say) {
    const graphs = await Graphs.open(rows.base, say, false);
    await graphs.session('decoder');
    return Object.assign(new BrowserModel(), { graphs, rows, condition });
  }

  run(name, given, count) { return this.graphs.run(name, () => this.feeds(name, given, count)); }

  feeds(name, given, count) {
    const feeds = {};
    this.graphs.inputs(name).forEach((port, i) => {
      const shape = port.shape.map(d => typeof d === 'number' ? d : count);
      const size = shape.reduce((a, b) => a * b, 1);
      const values = port.noise ? noise(port.noise, size, 1 + i)
        : port.name === 'condition' ? this.conditions(count)
        : port.name === 'mask' ? Float32Array.from(given.x, v => v == null || Number.isNaN(v) ? 0 : 1)
        : Float32Array.from(given[port.name], v => v ?? NaN);
      feeds[port.name] = this.graphs.tensor('float32', values, shape);
    });
    return feeds;
  }

  /** What the model is told beside each row: a 1 for the class, or the number itself. */
  conditions(count) {
    const asked = this.condition();
    const one = this.rows.data.condition.flatMap(({ name, classes }) =>
      classes.length ? classes.map(c => c === asked[name] ? 1 : 0) : [Number(asked[name])]);
    return Float32Array.from(Array(count).fill(one).flat());
  }

  static split(tensor, count) {
    const width = tensor.data.length / count;
    return Array.from({ length: count }, (_, r) => Array.from(tensor.data.subarray(r * width, (r + 1) * width)));
  }

  async decode(points) {
    const results = await this.run('decoder', { z: points.flat() }, points.length);
    return results ? BrowserModel.split(results.mean, points.length) : [];
  }

  async reconstruct(rows) {
    const results = await this.run('encoder', { x: rows.flat() }, rows.length);
    return results ? this.decode(BrowserModel.split(results.mean, rows.length)) : [];
  }

  async score(rows) {
    if (!this.graphs.has('score')) return [];
    const results = await this.run('score', { x: rows.flat() }, rows.length);
    return results ? rows.map((_, r) => ({
      negLogLikelihood: results.negLogLikelihood.data[r],
      standardError: results.standardError.data[r]
    })) : [];
  }
}
