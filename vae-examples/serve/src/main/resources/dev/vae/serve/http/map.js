// The map: points on a canvas, by two dimensions or by the plane in which they spread most.

const CLASSES = ['#4477aa', '#ee6677', '#228833', '#ccbb44', '#66ccee', '#aa3377', '#bbbbbb', '#ee7733', '#009988', '#cc3311'];
const RAMP = [[68, 1, 84], [59, 82, 139], [33, 145, 140], [94, 201, 98], [253, 231, 37]]; // viridis

function ramp(t) {
  const at = Math.min(.9999, Math.max(0, t)) * (RAMP.length - 1);
  const i = Math.floor(at);
  return `rgb(${RAMP[i].map((v, c) => Math.round(v + (at - i) * (RAMP[i + 1][c] - v)))})`;
}

export class LatentMap {
  constructor(canvas, legend, data, z, told) {
    Object.assign(this, { canvas, legend, data, z, told, xs: new Float32Array(data.count), ys: new Float32Array(data.count) });
    this.marked = 0;
    this.cursor = null;
    this.layer = document.createElement('canvas'); // the points; drawn anew only when they change
    new ResizeObserver(() => this.fit()).observe(canvas);
    canvas.onpointermove = e => this.move(this.model(e.offsetX, e.offsetY));
    canvas.onclick = () => this.cursor && told.choose(this.nearest());
    canvas.onwheel = e => { e.preventDefault(); this.zoom(e.deltaY < 0 ? 1.2 : 1 / 1.2, this.model(e.offsetX, e.offsetY)); };
    canvas.onkeydown = e => this.key(e);
  }

  /** Shows by other dimensions, in other colours. */
  look(across, up, colour) {
    const { data, z, xs, ys } = this;
    this.pca = across === 'pca' || up === 'pca';
    this.dims = [+across, +up];
    for (let r = 0; r < data.count; r++) [xs[r], ys[r]] = this.project(z.subarray(r * data.latent, (r + 1) * data.latent));
    this.colour = colour;
    this.range();
    this.legends();
    this.fit();
  }

  project(point) {
    const { mean, axes } = this.data;
    if (!this.pca) return [point[this.dims[0]], point[this.dims[1]]];
    return axes.map(axis => axis.reduce((sum, a, d) => sum + a * (point[d] - mean[d]), 0));
  }

  /** The point of a place: what the map does not show stays as it is. */
  lift([x, y], point) {
    const { mean, axes } = this.data;
    const lifted = Array.from(point);
    if (!this.pca) {
      lifted[this.dims[0]] = x;
      lifted[this.dims[1]] = y;
      return lifted;
    }
    return lifted.map((_, d) => mean[d] + x * axes[0][d] + y * axes[1][d]);
  }

  place(row) { return [this.xs[row], this.ys[row]]; }

  range() {
    let most = 0;
    for (let r = 0; r < this.data.count; r++) most = Math.max(most, Math.abs(this.xs[r]), Math.abs(this.ys[r]));
    this.half = Math.max(3.2, Math.min(most, 50)) * 1.05;
    this.middle = [0, 0];
  }

  fit() {
    const ratio = window.devicePixelRatio || 1;
    const { canvas, layer } = this;
    canvas.width = layer.width = Math.max(1, Math.round(canvas.clientWidth * ratio));
    canvas.height = layer.height = Math.max(1, Math.round(canvas.clientHeight * ratio));
    this.ratio = ratio;
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
    this.points();
  }

  paints() {
    const { colour, data } = this;
    const values = colour.numbers;
    if (colour.classes) {
      return r => Number.isNaN(values[r]) ? '#8888' : CLASSES[values[r] % CLASSES.length];
    }
    const sorted = Float32Array.from(values).filter(v => !Number.isNaN(v)).sort();
    const low = sorted[Math.floor(.02 * sorted.length)], high = sorted[Math.floor(.98 * (sorted.length - 1))];
    this.ends = [low, high];
    return r => Number.isNaN(values[r]) ? '#8888' : ramp((values[r] - low) / ((high - low) || 1));
  }

  points() {
    const pen = this.layer.getContext('2d');
    const paint = this.paints();
    const size = Math.max(1.5, Math.min(5, 220 / Math.sqrt(this.data.count))) * this.ratio;
    pen.clearRect(0, 0, this.layer.width, this.layer.height);
    pen.strokeStyle = '#8886';
    for (const ring of [1, 2, 3]) {
      pen.beginPath();
      const origin = this.pca ? this.project(new Float32Array(this.data.latent)) : [0, 0];
      pen.arc(...this.pixel(...origin), ring * this.scale(), 0, 2 * Math.PI);
      pen.stroke();
    }
    const groups = new Map(); // a change of colour costs more than a point
    for (let r = 0; r < this.data.count; r++) {
      const own = paint(r);
      if (!groups.has(own)) groups.set(own, []);
      groups.get(own).push(r);
    }
    pen.globalAlpha = this.data.count > 5000 ? .6 : .85;
    for (const [own, rows] of groups) {
      pen.fillStyle = own;
      for (const r of rows) {
        const [x, y] = this.pixel(this.xs[r], this.ys[r]);
        pen.fillRect(x - size / 2, y - size / 2, size, size);
      }
    }
    pen.globalAlpha = 1;
    this.overlay();
  }

  overlay() {
    const pen = this.canvas.getContext('2d');
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    pen.drawImage(this.layer, 0, 0);
    pen.lineWidth = 2 * this.ratio;
    pen.strokeStyle = '#d33';
    pen.beginPath();
    pen.arc(...this.pixel(...this.place(this.marked)), 7 * this.ratio, 0, 2 * Math.PI);
    pen.stroke();
    if (this.cursor) {
      const [x, y] = this.pixel(...this.cursor);
      pen.beginPath();
      pen.moveTo(x - 8, y); pen.lineTo(x + 8, y); pen.moveTo(x, y - 8); pen.lineTo(x, y + 8);
      pen.stroke();
    }
  }

  legends() {
    const items = this.colour.classes
      ? this.colour.classes.slice(0, 30).map((name, i) => [CLASSES[i % CLASSES.length], name])
      : (this.paints(), this.ends.map((end, i) => [ramp(i), (end ?? NaN).toPrecision(3)]));
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

  move(where) {
    this.cursor = where;
    if (!this.waiting) {
      this.waiting = true;
      requestAnimationFrame(() => {
        this.waiting = false;
        this.overlay();
        this.told.point(point => this.lift(this.cursor, point));
      });
    }
  }

  nearest() {
    let best = 0, least = Infinity;
    for (let r = 0; r < this.data.count; r++) {
      const far = (this.xs[r] - this.cursor[0]) ** 2 + (this.ys[r] - this.cursor[1]) ** 2;
      if (far < least) [best, least] = [r, far];
    }
    return best;
  }

  key(e) {
    const step = this.half / 20;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
    const cursor = this.cursor || this.place(this.marked);
    if (moves[e.key]) this.move(cursor.map((v, i) => v + moves[e.key][i]));
    else if (e.key === 'Enter' && this.cursor) this.told.choose(this.nearest());
    else if (e.key === '+' || e.key === '-') this.zoom(e.key === '+' ? 1.2 : 1 / 1.2, cursor);
    else return;
    e.preventDefault();
  }
}
