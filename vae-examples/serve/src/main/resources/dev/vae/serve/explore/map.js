// The map: points on a canvas, by two dimensions or by the plane in which they spread most.
import { CLASSES, colourings, paint, ramp } from './points.js';
import { holes } from './density.js';

const OPAQUE = 5000; // from so many points on they are more transparent

export class LatentMap {
  /** Told: point(lift, row) where one points, choose(row), and view() after panning and zooming. */
  constructor(canvas, legend, rows, told) {
    Object.assign(this, { canvas, legend, rows, told, xs: new Float32Array(rows.count), ys: new Float32Array(rows.count) });
    this.marked = 0;
    this.cursor = null;
    this.dense = null; // what is behind the points
    this.touches = new Map();
    this.layer = document.createElement('canvas'); // the points; drawn anew only when they change
    this.pen = this.layer.getContext('2d', { willReadFrequently: true });
    new ResizeObserver(() => this.fit()).observe(canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.fit());
    canvas.onpointerdown = e => this.down(e);
    canvas.onpointermove = e => this.moved(e);
    canvas.onpointerup = canvas.onpointercancel = e => this.up(e);
    canvas.onwheel = e => { e.preventDefault(); this.zoom(e.deltaY < 0 ? 1.2 : 1 / 1.2, this.model(e.offsetX, e.offsetY)); };
    canvas.onkeydown = e => this.key(e);
  }

  /** Shows by other dimensions. */
  look(across, up) {
    const { rows, xs, ys } = this;
    this.pca = across === 'pca' || up === 'pca';
    this.dims = [+across, +up];
    this.projectAll(rows.z, xs, ys);
    let most = 0;
    for (let r = 0; r < rows.count; r++) most = Math.max(most, Math.abs(xs[r]), Math.abs(ys[r]));
    this.whole = Math.max(3.2, Math.min(most, 50)) * 1.05;
    this.dense = null;
    this.reset();
  }

  reset() {
    this.half = this.whole;
    this.middle = [0, 0];
    this.told.view?.();
    this.later();
  }

  /** Shows the part of the plane around a point. */
  see(x, y, half) {
    this.middle = [x, y];
    this.half = half;
    this.told.view?.();
    this.later();
  }

  /** Shows in other colours: a value of every row, of classes or of a scale. */
  colour(values, classes) {
    this.paints = colourings(values, classes);
    this.legends(classes);
    this.later();
  }

  /** Shows how dense rows are beside the prior; or no longer. Tells which part lies in holes. */
  holes(draws, prior) {
    this.dense = null;
    let fraction = null;
    if (draws) {
      const of = z => {
        const xs = new Float32Array(z.length / this.rows.latent), ys = new Float32Array(xs.length);
        this.projectAll(z, xs, ys);
        return { xs, ys };
      };
      const half = Math.max(4.5, 1.4 * this.whole); // wider than what is seen at first
      const found = holes(of(draws), prior ? of(prior) : { origin: this.origin() }, half);
      const picture = document.createElement('canvas');
      picture.width = picture.height = found.picture.width;
      picture.getContext('2d').putImageData(found.picture, 0, 0);
      this.dense = { picture, half };
      fraction = found.fraction;
    }
    this.later();
    return fraction;
  }

  project(point) {
    const { mean, axes } = this.rows.data;
    if (!this.pca) return [point[this.dims[0]], point[this.dims[1]]];
    return axes.map(axis => axis.reduce((sum, a, d) => sum + a * (point[d] - mean[d]), 0));
  }

  projectAll(z, xs, ys) {
    const { latent, data: { mean, axes } } = this.rows;
    const [a, b] = this.dims;
    for (let r = 0, at = 0; r < xs.length; r++, at += latent) {
      if (!this.pca) { xs[r] = z[at + a]; ys[r] = z[at + b]; continue; }
      let x = 0, y = 0;
      for (let d = 0; d < latent; d++) {
        const v = z[at + d] - mean[d];
        x += axes[0][d] * v;
        y += axes[1][d] * v;
      }
      xs[r] = x; ys[r] = y;
    }
  }

  /** Where the prior's middle is. */
  origin() { return this.pca ? this.project(new Float32Array(this.rows.latent)) : [0, 0]; }

  /** The point of a place: what the map does not show stays as it is. */
  lift([x, y], point) {
    const { mean, axes } = this.rows.data;
    const lifted = Array.from(point);
    if (!this.pca) {
      lifted[this.dims[0]] = x;
      lifted[this.dims[1]] = y;
      return lifted;
    }
    return lifted.map((_, d) => mean[d] + x * axes[0][d] + y * axes[1][d]);
  }

  place(row) { return [this.xs[row], this.ys[row]]; }

  fit() {
    const ratio = window.devicePixelRatio || 1;
    const { canvas, layer } = this;
    canvas.width = layer.width = Math.max(1, Math.round(canvas.clientWidth * ratio));
    canvas.height = layer.height = Math.max(1, Math.round(canvas.clientHeight * ratio));
    this.ratio = ratio;
    this.image = this.pen.createImageData(layer.width, layer.height);
    this.ground = getComputedStyle(canvas).backgroundColor;
    this.points();
  }

  scale() { return Math.min(this.canvas.width, this.canvas.height) / 2 / this.half; }

  pixel(x, y) {
    return [this.canvas.width / 2 + (x - this.middle[0]) * this.scale(), this.canvas.height / 2 - (y - this.middle[1]) * this.scale()];
  }

  model(px, py) {
    return [(px * this.ratio - this.canvas.width / 2) / this.scale() + this.middle[0],
      (this.canvas.height / 2 - py * this.ratio) / this.scale() + this.middle[1]];
  }

  zoom(by, at) {
    this.half /= by;
    this.middle = this.middle.map((m, i) => at[i] + (m - at[i]) / by);
    this.told.view?.();
    this.later();
  }

  pan(dx, dy) {
    this.middle = [this.middle[0] - dx * this.ratio / this.scale(), this.middle[1] + dy * this.ratio / this.scale()];
    this.told.view?.();
    this.later();
  }

  /** Draws the points at the next frame, once. */
  later() {
    if (this.due || !this.ratio) return;
    this.due = requestAnimationFrame(() => { this.due = 0; this.points(); });
  }

  points() {
    const { layer, pen } = this;
    if (!this.paints || !this.middle) return;
    const { width, height } = layer;
    const pixels = new Uint32Array(this.image.data.buffer);
    if (this.dense) {
      const { picture, half } = this.dense;
      const [left, top] = this.pixel(-half, half), wide = 2 * half * this.scale();
      pen.fillStyle = this.ground;
      pen.fillRect(0, 0, width, height);
      pen.drawImage(picture, left, top, wide, wide);
      pixels.set(new Uint32Array(pen.getImageData(0, 0, width, height).data.buffer));
    } else {
      const [r, g, b] = this.ground.match(/\d+/g);
      pixels.fill((0xff000000 | b << 16 | g << 8 | r) >>> 0);
    }
    const [left, top] = this.pixel(0, 0);
    const many = this.rows.count > OPAQUE;
    const size = Math.max(2, Math.round(Math.max(1.5, Math.min(5, 220 / Math.sqrt(this.rows.count))) * this.ratio));
    paint(pixels, width, height, this.xs, this.ys, this.paints, { scale: this.scale(), left, top, size, alpha: many ? .6 : .85 });
    pen.putImageData(this.image, 0, 0);
    this.overlay();
  }

  overlay() {
    const pen = this.canvas.getContext('2d');
    pen.drawImage(this.layer, 0, 0);
    if (!this.middle) return;
    pen.strokeStyle = '#888c';
    pen.lineWidth = this.ratio;
    for (const ring of [1, 2, 3]) {
      pen.beginPath();
      pen.arc(...this.pixel(...this.origin()), ring * this.scale(), 0, 2 * Math.PI);
      pen.stroke();
    }
    pen.lineWidth = 2 * this.ratio;
    pen.strokeStyle = '#d33';
    pen.beginPath();
    pen.arc(...this.pixel(...this.place(this.marked)), 7 * this.ratio, 0, 2 * Math.PI);
    pen.stroke();
    if (this.cursor) {
      const [x, y] = this.pixel(...this.cursor);
      const arm = 8 * this.ratio;
      pen.beginPath();
      pen.moveTo(x - arm, y); pen.lineTo(x + arm, y); pen.moveTo(x, y - arm); pen.lineTo(x, y + arm);
      pen.stroke();
    }
  }

  legends(classes) {
    const items = classes
      ? classes.slice(0, 30).map((name, i) => [CLASSES[i % CLASSES.length], name])
      : this.paints.ends.map((end, i) => [`rgb(${ramp(i)})`, (end ?? NaN).toPrecision(3)]);
    this.legend.replaceChildren(...items.map(([paint, name]) => {
      const item = document.createElement('li');
      const dot = document.createElement('span');
      dot.style.background = paint;
      item.append(dot, name);
      return item;
    }));
  }

  mark(row) { this.marked = row; this.overlay(); }

  pointer(point) { this.cursor = this.project(point); this.overlay(); }

  /** Points at a place; at the next frame, once. */
  move(where) {
    this.cursor = where;
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.overlay();
      this.told.point(point => this.lift(this.cursor, point), this.nearest());
    });
  }

  nearest() {
    const { xs, ys, cursor: [x, y] } = this;
    let best = 0, least = Infinity;
    for (let r = 0; r < xs.length; r++) {
      const far = (xs[r] - x) * (xs[r] - x) + (ys[r] - y) * (ys[r] - y);
      if (far < least) { best = r; least = far; }
    }
    return best;
  }

  // --- a mouse points, and pans while its button is down; a finger points, two pan and zoom -----------

  down(e) {
    this.canvas.setPointerCapture(e.pointerId);
    this.touches.set(e.pointerId, [e.offsetX, e.offsetY]);
    this.still = this.touches.size === 1;
    this.begun = [e.offsetX, e.offsetY];
    if (e.pointerType !== 'mouse') this.move(this.model(e.offsetX, e.offsetY));
  }

  moved(e) {
    const held = this.touches.get(e.pointerId);
    const here = [e.offsetX, e.offsetY];
    if (held) this.touches.set(e.pointerId, here);
    if (held && Math.hypot(here[0] - this.begun[0], here[1] - this.begun[1]) > 4) this.still = false;
    if (held && this.touches.size === 2) {
      const [other] = [...this.touches].filter(([id]) => id !== e.pointerId).map(pair => pair[1]);
      const before = Math.hypot(held[0] - other[0], held[1] - other[1]), now = Math.hypot(here[0] - other[0], here[1] - other[1]);
      this.pan((here[0] - held[0]) / 2, (here[1] - held[1]) / 2);
      if (before > 0 && now > 0) this.zoom(now / before, this.model((here[0] + other[0]) / 2, (here[1] + other[1]) / 2));
    } else if (held && e.pointerType === 'mouse') {
      if (!this.still) this.pan(here[0] - held[0], here[1] - held[1]);
    } else if (this.touches.size < 2) {
      this.move(this.model(...here));
    }
  }

  up(e) {
    const chosen = this.still && e.type === 'pointerup' && this.touches.size === 1;
    this.touches.delete(e.pointerId);
    if (!chosen) return;
    cancelAnimationFrame(this.waiting); // the row counts, no longer the place
    this.waiting = 0;
    this.cursor = this.model(e.offsetX, e.offsetY);
    this.told.choose(this.nearest());
  }

  key(e) {
    const step = this.half / 20;
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const cursor = this.cursor || this.place(this.marked);
    const move = moves[e.key];
    if (move && e.shiftKey) this.pan(-20 * move[0], 20 * move[1]);
    else if (move) this.move(cursor.map((v, i) => v + step * move[i]));
    else if (e.key === 'Enter' && this.cursor) this.told.choose(this.nearest());
    else if (e.key === '+' || e.key === '-') this.zoom(e.key === '+' ? 1.2 : 1 / 1.2, cursor);
    else if (e.key === '0') this.reset();
    else return;
    e.preventDefault();
  }
}
