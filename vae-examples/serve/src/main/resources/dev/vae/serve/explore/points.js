// Points into pixels: typed arrays, as 70,000 calls of a canvas's pen take longer than a frame.

export const CLASSES = ['#4477aa', '#ee6677', '#228833', '#ccbb44', '#66ccee', '#aa3377', '#999999', '#ee7733', '#009988', '#cc3311'];
const VIRIDIS = [[68, 1, 84], [59, 82, 139], [33, 145, 140], [94, 201, 98], [253, 231, 37]];
const NONE = [136, 136, 136];
const STEPS = 256;

const hex = text => [1, 3, 5].map(i => parseInt(text.slice(i, i + 2), 16));

export function ramp(t) {
  const at = Math.min(.9999, Math.max(0, t)) * (VIRIDIS.length - 1);
  const i = Math.floor(at);
  return VIRIDIS[i].map((v, c) => Math.round(v + (at - i) * (VIRIDIS[i + 1][c] - v)));
}

/** The colour of each row as the number of one of some colours, and the ends of the scale. */
export function colourings(values, classes) {
  const palette = classes ? CLASSES.map(hex) : Array.from({ length: STEPS }, (_, i) => ramp(i / (STEPS - 1)));
  palette.push(NONE);
  const codes = new Uint16Array(values.length);
  if (classes) {
    for (let r = 0; r < values.length; r++) codes[r] = Number.isNaN(values[r]) ? palette.length - 1 : values[r] % CLASSES.length;
    return { palette, codes };
  }
  const sorted = values.filter(v => !Number.isNaN(v)).sort();
  const low = sorted[Math.floor(.02 * sorted.length)] ?? 0, high = sorted[Math.floor(.98 * (sorted.length - 1))] ?? 1;
  const times = (STEPS - 1) / ((high - low) || 1);
  for (let r = 0; r < values.length; r++) {
    codes[r] = Number.isNaN(values[r]) ? STEPS : Math.min(STEPS - 1, Math.max(0, (values[r] - low) * times));
  }
  return { palette, codes, ends: [low, high] };
}

/** Draws squares over what pixels (a word each: alpha, blue, green, red) hold, each a little transparent. */
export function paint(pixels, width, height, xs, ys, { palette, codes }, { scale, left, top, size, alpha }) {
  const part = Math.round(256 * alpha), rest = 256 - part;
  // red and blue in one word, as they do not meet; green in another
  const redBlue = Int32Array.from(palette, ([r, , b]) => Math.imul(b << 16 | r, part));
  const green = Int32Array.from(palette, ([, g]) => Math.imul(g << 8, part));
  const half = size >> 1;
  const right = width - size, bottom = height - size;
  for (let r = 0; r < xs.length; r++) {
    const x = Math.round(left + xs[r] * scale) - half, y = Math.round(top - ys[r] * scale) - half;
    if (!(x >= 0 && y >= 0 && x <= right && y <= bottom)) continue;
    const rb = redBlue[codes[r]], g = green[codes[r]];
    for (let j = 0; j < size; j++) {
      const from = (y + j) * width + x;
      for (let at = from; at < from + size; at++) {
        const was = pixels[at];
        pixels[at] = 0xff000000
          | (rb + Math.imul(was & 0xff00ff, rest)) >>> 8 & 0xff00ff
          | (g + Math.imul(was & 0xff00, rest)) >>> 8 & 0xff00;
      }
    }
  }
}
