// The page of `vae explore`: a map of rows in the latent space, and what the model makes of any point of it.
import { LatentMap } from './map.js';
import { Decoder, draw, picture, table } from './decode.js';

const $ = id => document.getElementById(id);
const say = problem => { $('problem').hidden = !problem; $('problem').textContent = problem || ''; };
const numbers = text => {
  const bytes = Uint8Array.from(atob(text), c => c.charCodeAt(0));
  return new Float32Array(bytes.buffer);
};

const data = await (await fetch('explore/data.json')).json();
const z = numbers(data.z);
const latent = data.latent;
data.colours.forEach(colour => { colour.numbers = numbers(colour.values); });
const tabular = data.kind === 'table';
const decoder = new Decoder(data, () => $('condition').value, say);
const rowZ = row => Array.from(z.subarray(row * latent, (row + 1) * latent));
const cells = new Map();
const mostUsed = Math.max(0, data.kl.indexOf(Math.max(...data.kl.map(v => v ?? 0))));
const state = { across: 'pca', up: 'pca', colour: 0, row: 0, from: 0, to: Math.min(1, data.count - 1), dim: mostUsed };
let point = rowZ(0);

document.title = $('title').textContent = `vae explore: ${data.model}, ${data.count} rows`;
$('latents').hidden = $('pointer').hidden = tabular;
$('own').hidden = tabular || data.event.length < 2;
$('conditioned').hidden = !data.condition;
$('condition').title = data.condition || '';

// --- the view lives in the address, so that it can be sent and kept ---------------------------------

const remember = () => history.replaceState(null, '', '#' + new URLSearchParams(state));
for (const [key, value] of new URLSearchParams(location.hash.slice(1))) {
  if (key in state) state[key] = key === 'across' || key === 'up' ? value : Math.max(0, Math.trunc(+value) || 0);
}
const inside = row => Math.min(data.count - 1, Math.max(0, row));
state.row = inside(state.row); state.from = inside(state.from); state.to = inside(state.to);
state.dim = Math.min(latent - 1, state.dim); state.colour = Math.min(data.colours.length - 1, state.colour);

// --- the map ----------------------------------------------------------------------------------------

const map = new LatentMap($('map'), $('legend'), data, z, {
  point: where => { point = where(point); show(); },
  choose: row => choose(row)
});

const order = [...Array(latent).keys()].sort((a, b) => (data.kl[b] ?? 0) - (data.kl[a] ?? 0));
const kl = d => data.kl[d] == null ? '' : `, KL ${data.kl[d].toFixed(2)}`;
for (const [select, which] of [[$('across'), 'across'], [$('up'), 'up']]) {
  select.add(new Option('PCA', 'pca'));
  order.forEach(d => select.add(new Option(`z${d}${kl(d)}`, d)));
  select.value = [...select.options].some(o => o.value === state[which]) ? state[which] : 'pca';
  select.onchange = () => {
    state[which] = select.value;
    // both are of the plane of PCA, or both are dimensions
    const other = which === 'across' ? 'up' : 'across';
    if (select.value === 'pca') state[other] = $(other).value = 'pca';
    else if (state[other] === 'pca') state[other] = $(other).value = String(order.find(d => String(d) !== select.value) ?? 0);
    look();
  };
}
data.colours.forEach((colour, i) => $('colour').add(new Option(colour.name, i)));
$('colour').value = state.colour;
$('colour').onchange = () => { state.colour = +$('colour').value; look(); };
const look = () => { map.look(state.across, state.up, data.colours[state.colour]); remember(); };

// --- a point, and a row -----------------------------------------------------------------------------

let shown = 0;
async function show() {
  setSliders();
  if (tabular) return;
  const mine = ++shown;
  const [row] = await decoder.decode([point]);
  if (mine === shown && row) $('decoded').replaceChildren(draw(data, row, 168));
}

async function row(number) {
  if (!cells.has(number)) cells.set(number, await (await fetch(`explore/rows/${number}`)).json());
  return cells.get(number);
}

async function choose(number) {
  state.row = inside(number);
  $('row').value = state.row;
  remember();
  map.mark(state.row);
  point = rowZ(state.row);
  show();
  const values = await row(state.row);
  if (tabular) { edit(values); } else {
    const [again] = await decoder.call('reconstruct', [values]);
    const [judged] = await decoder.call('score', [values]);
    $('chosen').replaceChildren(draw(data, values, 112, 'the row'), again ? draw(data, again, 112, 'reconstructed') : '');
    $('chosen').className = 'strip';
    if (judged) $('judged').textContent = words(judged);
  }
  near();
  traverse();
}
const words = judged => `−log p = ${judged.negLogLikelihood.toFixed(2)} nats` +
  (judged.standardError == null ? '' : ` ± ${judged.standardError.toFixed(2)}`);

async function near() {
  const own = rowZ(state.row);
  const far = new Float64Array(data.count);
  for (let r = 0; r < data.count; r++) {
    for (let d = 0; d < latent; d++) far[r] += (z[r * latent + d] - own[d]) ** 2;
  }
  const nearest = [...Array(data.count).keys()].sort((a, b) => far[a] - far[b]).filter(r => r !== state.row).slice(0, 6);
  const shown = await Promise.all(nearest.map(async r => {
    const figure = tabular ? document.createElement('figure') : draw(data, await row(r), 48, `row ${r}`);
    if (tabular) figure.textContent = `row ${r}`;
    const button = document.createElement('button');
    button.append(figure);
    button.onclick = () => choose(r);
    return button;
  }));
  const title = document.createElement('h2');
  title.textContent = 'Nearest rows';
  const strip = document.createElement('div');
  strip.className = 'strip';
  strip.append(...shown);
  $('neighbours').replaceChildren(title, strip);
}
$('row').max = $('from').max = $('to').max = data.count - 1;
$('row').onchange = () => choose(+$('row').value);

// --- tables: edit a row, and see what that does -----------------------------------------------------

function edit(values) {
  const inputs = new Map();
  const judge = async () => {
    const record = Object.fromEntries([...inputs].map(([name, input]) => [name, input.value === '' ? null : input.value]));
    const [judged] = await decoder.call('score', [record], { reasons: data.columns.length });
    const [filled] = await decoder.call('impute', [record]);
    if (!judged || !filled) return;
    const p = judged.pValue.toPrecision(2);
    $('judged').textContent = `score ${judged.score.toFixed(2)} nats, higher than ${judged.percentile.toFixed(0)} of 100 rows, p = ${p}` +
      (judged.problems ? '; ' + judged.problems.join('; ') : '');
    for (const [name, input] of inputs) {
      const reason = judged.reasons.find(r => r.column === name);
      const cell = filled.filled.find(f => f.column === name);
      const note = input.closest('tr').lastElementChild;
      note.textContent = cell ? `missing: ${cell.text}${cell.levels ? ' of ' + cell.levels.join(', ') : ` (${cell.low.toPrecision(4)} to ${cell.high.toPrecision(4)})`}`
        : reason ? `${reason.surprise.toFixed(1)}, expected ${reason.expected}` : '';
      note.className = reason && reason.surprise > 4 ? 'odd' : '';
    }
  };
  const rows = data.columns.map(column => {
    const input = document.createElement('input');
    input.value = values[column.name] ?? '';
    input.setAttribute('aria-label', column.name);
    if (column.levels.length) {
      const list = document.createElement('datalist');
      list.id = 'levels-' + data.columns.indexOf(column);
      column.levels.forEach(level => list.append(new Option(level)));
      document.body.append(list);
      input.setAttribute('list', list.id);
    }
    input.onchange = judge;
    inputs.set(column.name, input);
    return [column.name, input, ''];
  });
  $('chosen').replaceChildren(table(['column', 'value', 'surprise (4 and more: 1 row in 50)'], rows));
  judge();
}

// --- sliders, strips --------------------------------------------------------------------------------

const sliders = order.map(d => {
  const label = document.createElement('label');
  const name = document.createElement('button');
  const slider = document.createElement('input');
  name.textContent = `z${d}${kl(d)}`;
  name.title = 'show what lies along this dimension';
  name.onclick = () => { state.dim = d; remember(); traverse(); };
  Object.assign(slider, { type: 'range', min: -4, max: 4, step: .05 });
  slider.setAttribute('aria-label', `dimension ${d}`);
  slider.oninput = () => { point = point.slice(); point[d] = +slider.value; map.pointer(point); show(); };
  label.append(name, slider);
  label.className = data.kl[d] != null && data.kl[d] < .01 ? 'unused' : '';
  $('sliders').append(label);
  return [d, slider];
});
const setSliders = () => sliders.forEach(([d, slider]) => { slider.value = point[d]; });

async function traverse() {
  if (tabular) return;
  const steps = [-3, -2, -1, 0, 1, 2, 3];
  const along = steps.map(step => { const at = rowZ(state.row); at[state.dim] = step; return at; });
  const rows = await decoder.decode(along);
  $('traversal').replaceChildren(...rows.map((values, i) => draw(data, values, 84, `z${state.dim} = ${steps[i]}`)));
}

async function morph() {
  if (tabular) return;
  state.from = inside(+$('from').value);
  state.to = inside(+$('to').value);
  remember();
  const a = rowZ(state.from), b = rowZ(state.to);
  const steps = [...Array(8).keys()].map(i => i / 7);
  const rows = await decoder.decode(steps.map(t => a.map((v, d) => v + t * (b[d] - v))));
  const judged = await decoder.call('score', rows);
  $('morph').replaceChildren(...rows.map((values, i) =>
    draw(data, values, 84, judged[i] ? judged[i].negLogLikelihood.toFixed(1) + ' nats' : '')));
}
$('from').value = state.from;
$('to').value = state.to;
$('from').onchange = $('to').onchange = morph;
$('condition').onchange = () => { choose(state.row); traverse(); morph(); };

// --- a picture of one's own -------------------------------------------------------------------------

if (!$('own').hidden) {
  const pad = $('pad').getContext('2d', { willReadFrequently: true });
  const own = async () => {
    const values = picture(data, $('pad'));
    const [again] = await decoder.call('reconstruct', [values]);
    const [judged] = await decoder.call('score', [values]);
    if (!again || !judged) return;
    const strip = document.createElement('div');
    strip.className = 'strip';
    strip.append(draw(data, values, 112, 'as the model sees it'), draw(data, again, 112, 'reconstructed'), words(judged));
    $('ownresult').replaceChildren(strip);
  };
  const clear = () => { pad.fillStyle = '#000'; pad.fillRect(0, 0, 224, 224); };
  let last = null;
  const at = e => [e.offsetX * 224 / $('pad').clientWidth, e.offsetY * 224 / $('pad').clientHeight];
  $('pad').onpointerdown = e => { $('pad').setPointerCapture(e.pointerId); last = at(e); };
  $('pad').onpointermove = e => {
    if (!last) return;
    const next = at(e);
    Object.assign(pad, { lineWidth: 18, lineCap: 'round', strokeStyle: '#fff' });
    pad.beginPath(); pad.moveTo(...last); pad.lineTo(...next); pad.stroke();
    last = next;
  };
  $('pad').onpointerup = () => { last = null; own(); };
  $('clear').onclick = () => { clear(); $('ownresult').replaceChildren(); };
  document.ondragover = e => e.preventDefault();
  document.ondrop = async e => {
    e.preventDefault();
    try {
      const image = await createImageBitmap(e.dataTransfer.files[0]);
      pad.drawImage(image, 0, 0, 224, 224);
      own();
    } catch { say('that is no picture that this browser can read'); }
  };
  clear();
}

// --- saving -----------------------------------------------------------------------------------------

const save = (name, blob) => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
};
$('png').onclick = () => $('map').toBlob(blob => save('map.png', blob));
$('csv').onclick = () => {
  const head = ['row', 'across', 'up', ...order.map(d => `z${d}`)].join(',');
  const lines = [...Array(data.count).keys()].map(r => [r, ...map.place(r), ...order.map(d => z[r * latent + d])].join(','));
  save('points.csv', new Blob([[head, ...lines].join('\n') + '\n'], { type: 'text/csv' }));
};

look();
choose(state.row);
morph();
document.body.dataset.ready = 'true';
