// How densely rows lie beside what the prior expects, on the plane of the map: where there are holes.

const SIZE = 128;
const TENTH = Math.log(10);

/** A histogram of points, smoothed by a Gaussian of this many cells; it sums to 1 / cell area. */
function density(xs, ys, half, bandwidth) {
  const cell = 2 * half / SIZE;
  let grid = new Float64Array(SIZE * SIZE);
  for (let r = 0; r < xs.length; r++) {
    const i = Math.floor((xs[r] + half) / cell), j = Math.floor((half - ys[r]) / cell);
    if (i >= 0 && j >= 0 && i < SIZE && j < SIZE) grid[j * SIZE + i] += 1 / (xs.length * cell * cell);
  }
  const reach = Math.ceil(4 * bandwidth / cell);
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, k) => Math.exp(-.5 * ((k - reach) * cell / bandwidth) ** 2));
  const sum = kernel.reduce((a, b) => a + b, 0);
  for (const [one, other] of [[1, SIZE], [SIZE, 1]]) { // along rows, then columns
    const next = new Float64Array(SIZE * SIZE);
    for (let a = 0; a < SIZE; a++) {
      for (let b = 0; b < SIZE; b++) {
        const value = grid[a * other + b * one] / sum;
        if (value === 0) continue;
        for (let k = Math.max(0, b - reach); k <= Math.min(SIZE - 1, b + reach); k++) next[a * other + k * one] += value * kernel[k - b + reach];
      }
    }
    grid = next;
  }
  return grid;
}

const spread = values => {
  let sum = 0, squares = 0;
  for (const v of values) { sum += v; squares += v * v; }
  return Math.sqrt(Math.max(1e-6, squares / values.length - (sum / values.length) ** 2));
};

/**
 * Compares draws of the rows' posteriors with the prior: N(0, I) about an origin, or draws of it.
 * Gives a picture of the plane from -half to half, and which part of the prior lies in holes, where
 * rows are less than a tenth as dense.
 */
export function holes(rows, prior, half) {
  // Scott's rule in two dimensions, and not less than a cell
  const bandwidth = Math.max(2 * half / SIZE, Math.sqrt(spread(rows.xs) * spread(rows.ys)) * rows.xs.length ** (-1 / 6));
  const q = density(rows.xs, rows.ys, half, bandwidth);
  const p = prior.xs ? density(prior.xs, prior.ys, half, bandwidth) : new Float64Array(SIZE * SIZE);
  const cell = 2 * half / SIZE;
  const variance = 1 + bandwidth ** 2; // as smooth as the other
  const picture = new ImageData(SIZE, SIZE);
  let all = 0, hollow = 0, most = 0;
  for (let at = 0; at < p.length; at++) {
    if (!prior.xs) {
      const x = (at % SIZE + .5) * cell - half - prior.origin[0], y = half - (Math.floor(at / SIZE) + .5) * cell - prior.origin[1];
      p[at] = Math.exp(-.5 * (x * x + y * y) / variance) / (2 * Math.PI * variance);
    }
    most = Math.max(most, p[at]);
  }
  for (let at = 0; at < p.length; at++) {
    all += p[at];
    const ratio = Math.log((q[at] + 1e-12) / (p[at] + 1e-12));
    if (ratio < -TENTH) hollow += p[at];
    const weight = Math.min(1, Math.abs(ratio) / TENTH) * (ratio < 0 ? Math.min(1, p[at] / (.02 * most)) : Math.min(1, q[at] / (.1 * most)));
    picture.data.set(ratio < 0 ? [70, 90, 220, 150 * weight] : [240, 150, 40, 110 * weight], 4 * at);
  }
  return { picture, fraction: all > 0 ? hollow / all : 0 };
}
