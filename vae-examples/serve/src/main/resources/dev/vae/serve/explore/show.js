// How a row is shown.

const flat = row => Array.isArray(row) ? row : Object.values(row);

/** A row as a picture where it is one, else as a table. */
export function draw(data, row, size, caption) {
  const figure = document.createElement('figure');
  if (data.event.length < 2) {
    const names = data.columns.length ? data.columns : flat(row).map((_, i) => `x${i}`);
    const word = (v, i) => v == null || Number.isNaN(v) ? '' : typeof v !== 'number' ? v : data.words[i]?.[v] ?? String(+v.toPrecision(4));
    figure.append(table(['column', 'value'], flat(row).map((v, i) => [names[i], word(v, i)])));
  } else {
    const [height, width, channels = 1] = data.event;
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    canvas.className = 'picture';
    canvas.style.width = size + 'px';
    canvas.style.height = size * height / width + 'px';
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', caption || 'decoded picture');
    const pen = canvas.getContext('2d');
    const pixels = pen.createImageData(width, height);
    const values = flat(row);
    const times = values.some(v => v > 1) ? 1 : 255;
    for (let i = 0; i < width * height; i++) {
      for (let c = 0; c < 3; c++) pixels.data[4 * i + c] = times * values[i * channels + Math.min(c, channels - 1)];
      pixels.data[4 * i + 3] = 255;
    }
    pen.putImageData(pixels, 0, 0);
    figure.append(canvas);
  }
  if (caption) {
    const text = document.createElement('figcaption');
    text.textContent = caption;
    figure.append(text);
  }
  return figure;
}

/** What is said of a row's likelihood. */
export const nats = judged => judged == null ? '' : `−log p = ${judged.negLogLikelihood.toFixed(2)} nats` +
  (Number.isFinite(judged.standardError ?? NaN) ? ` ± ${judged.standardError.toFixed(2)}` : '');

/** Figures side by side. */
export function strip(...figures) {
  const made = document.createElement('div');
  made.className = 'strip';
  made.append(...figures);
  return made;
}

/** Lets a file be saved. */
export function save(name, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** A table of texts and elements. */
export function table(head, rows) {
  const made = document.createElement('table');
  const line = (cells, kind) => {
    const tr = document.createElement('tr');
    cells.forEach(cell => { const td = document.createElement(kind); td.append(cell); tr.append(td); });
    made.append(tr);
  };
  line(head, 'th');
  rows.forEach(cells => line(cells, 'td'));
  return made;
}

/** What a canvas shows as the values of a row, 0 to 255. */
export function picture(data, canvas) {
  const [height, width, channels = 1] = data.event;
  const small = document.createElement('canvas');
  small.width = width;
  small.height = height;
  const pen = small.getContext('2d');
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(canvas, 0, 0, width, height);
  const pixels = pen.getImageData(0, 0, width, height).data;
  const values = [];
  for (let i = 0; i < width * height; i++) {
    if (channels === 1) values.push(Math.round(.299 * pixels[4 * i] + .587 * pixels[4 * i + 1] + .114 * pixels[4 * i + 2]));
    else for (let c = 0; c < channels; c++) values.push(pixels[4 * i + c]);
  }
  return values;
}
