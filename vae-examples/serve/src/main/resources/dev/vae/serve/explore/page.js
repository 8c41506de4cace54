// The page of `vae explore`: a map of rows in the latent space, and what the model makes of any point of it.
import { LatentMap } from './map.js';
import { Rows } from './rows.js';
import { openModel } from './model.js';
import { draw, nats, save, strip } from './show.js';

const $ = id => document.getElementById(id);
const say = problem => { $('problem').hidden = !problem; $('problem').textContent = problem || ''; };
window.addEventListener('unhandledrejection', e => say(e.reason?.message || String(e.reason)));
window.addEventListener('error', e => say(e.message));

const rows = await Rows.open('explore/0/');
const { data, count, latent, tabular } = rows;

// --- the view lives in the address, so that it can be sent and kept ---------------------------------

const mostUsed = Math.max(0, data.kl.indexOf(Math.max(...data.kl.map(v => v ?? 0))));
const state = { across: 'pca', up: 'pca', colour: 0, row: 0, from: 0, to: Math.min(1, count - 1), dim: mostUsed, holes: 0, view: '' };
for (const [key, value] of new URLSearchParams(location.hash.slice(1))) {
  if (key in state) state[key] = typeof state[key] === 'string' ? value : Math.max(0, Math.trunc(+value) || 0);
}
const inside = row => Math.min(count - 1, Math.max(0, Math.trunc(row) || 0));
state.row = inside(state.row); state.from = inside(state.from); state.to = inside(state.to);
state.dim = Math.min(latent - 1, state.dim); state.colour = Math.min(data.colours.length - 1, state.colour);
let due = 0;
const remember = () => {
  clearTimeout(due); // browsers refuse a new address too often
  due = setTimeout(() => history.replaceState(null, '', '#' + new URLSearchParams(state)), 150);
};

// --- what there is ----------------------------------------------------------------------------------

document.title = $('title').textContent = `vae explore: ${data.model}, ${count} rows`;
const factors = data.condition.map(({ name, classes, mean }) => {
  const label = document.createElement('label');
  const input = document.createElement(classes.length ? 'select' : 'input');
  if (classes.length) classes.forEach(c => input.add(new Option(c))); else Object.assign(input, { type: 'number', step: 'any', value: +mean.toPrecision(4) });
  label.append(name + ' ', input);
  $('conditions').append(label);
  return [name, input];
});
const condition = () => Object.fromEntries(factors.map(([name, input]) => [name, input.value]));
const model = await openModel(rows, condition, say);
$('latents').hidden = tabular || !model;
$('pointer').hidden = tabular;
$('own').hidden = !model || !rows.pictured;
$('pointhelp').textContent = tabular
  ? (data.beside ? 'Point to see where the nearest row lies on both maps; click to choose it' : 'Click to choose the nearest row') +
    (model ? '; the cross is where you point, or where the chosen row would lie with its cells as they are edited;' : ';')
  : model ? 'Point to decode what lies there; click to choose the nearest row;' : 'Point to see the nearest row; click to choose it;';
$('lacks').hidden = !!model;
$('lacks').textContent = tabular
  ? 'This page was made without onnxruntime-web and has no server: it shows the rows, their scores and what was filled in, as they were when it was made; cells cannot be edited.'
  : 'This page was made without onnxruntime-web and has no server: it shows the rows, where they lie and how they score, and decodes nothing; pointing shows the nearest row.';

// --- the map ----------------------------------------------------------------------------------------

let point = rows.latents(state.row);
let beside = null;
const map = new LatentMap($('map'), $('legend'), rows, {
  point: (lift, row) => {
    point = lift(point);
    show(row);
    beside?.point(row);
  },
  choose: row => choose(row),
  view: () => {
    state.view = map.half === map.whole && !map.middle[0] && !map.middle[1] ? '' : [...map.middle, map.half].map(v => +v.toPrecision(4)).join(' ');
    remember();
  }
});

const order = [...Array(latent).keys()].sort((a, b) => (data.kl[b] ?? 0) - (data.kl[a] ?? 0));
const kl = d => data.kl[d] == null ? '' : `, KL ${data.kl[d].toFixed(2)}`;
for (const [select, which] of [[$('across'), 'across'], [$('up'), 'up']]) {
  select.add(new Option('PCA', 'pca'));
  order.forEach(d => select.add(new Option(`z${d}${kl(d)}`, d)));
  select.value = state[which] = [...select.options].some(o => o.value === state[which]) ? state[which] : 'pca';
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
$('colour').onchange = () => { state.colour = +$('colour').value; colours(); };
$('holes').checked = state.holes > 0;
$('holes').disabled = data.prior === 'conditional';
$('holes').onchange = () => { state.holes = +$('holes').checked; density(); };
$('whole').onclick = () => map.reset();

async function colours() {
  remember();
  const asked = state.colour, { name, classes } = data.colours[asked];
  $('busy').textContent = `computing ${name} ...`;
  const values = await rows.colour(asked);
  $('busy').textContent = '';
  if (asked !== state.colour) return;
  map.colour(values, classes);
  const other = beside?.rows.data.colours.findIndex(c => c.name === name) ?? -1;
  if (other >= 0) beside.colour(await beside.rows.colour(other), classes);
  else beside?.colour(values, classes);
}

async function density() {
  remember();
  $('hollow').textContent = state.holes ? 'drawing from the posteriors of all rows ...' : '';
  const draws = state.holes ? await rows.floats('draws.bin') : null;
  const prior = state.holes && data.prior === 'draws' ? await rows.floats('prior.bin') : null;
  if (!state.holes !== !draws) return; // it was changed meanwhile
  const fraction = map.holes(draws, prior);
  $('hollow').textContent = fraction == null ? '' :
    `Blue: the prior puts mass where rows are rarer than it expects; orange: rows are denser. On this plane ${(100 * fraction).toFixed(1)} % of the prior lies in holes, where rows are less than a tenth as dense.`;
}

function look() {
  map.look(state.across, state.up);
  if (state.holes && !$('holes').disabled) density();
  remember();
}

// --- a point, and a row -----------------------------------------------------------------------------

let busy = false, next = null;
async function show(nearest) {
  setSliders();
  if (tabular) return;
  if (busy) { next = nearest ?? -1; return; } // the latest counts
  busy = true;
  if (model) {
    const [row] = await model.decode([point]);
    if (row) $('decoded').replaceChildren(draw(data, row, 168));
  } else if (nearest >= 0) {
    $('decoded').replaceChildren(draw(data, await rows.row(nearest), 168, `row ${nearest}, the nearest on the map`));
  }
  busy = false;
  if (next != null) { const again = next; next = null; show(again); }
}

const edit = tabular ? (await import('./table.js')).editor(rows, model, {
  chosen: $('chosen'), judged: $('judged'),
  moved: z => { point = z; map.pointer(z); } // where the row would lie with its cells edited
}) : null;
let choice = 0;
async function choose(number) {
  state.row = inside(number);
  $('row').value = state.row;
  remember();
  map.mark(state.row);
  point = rows.latents(state.row);
  show(state.row);
  const mine = ++choice;
  const values = await rows.row(state.row);
  let judged = null;
  if (tabular) {
    await edit(state.row);
    if (beside) [judged] = await model.score([values], { reasons: 0, row: state.row });
  } else {
    const figures = [draw(data, values, 112, 'the row')];
    if (model) {
      const [again] = await model.reconstruct([values]);
      if (again) figures.push(draw(data, again, 112, 'reconstructed'));
      [judged] = await model.score([values]);
    }
    if (mine !== choice) return;
    $('chosen').replaceChildren(strip(...figures));
    $('judged').textContent = nats(judged);
  }
  beside?.choose(state.row, values, judged);
  near();
  await traverse();
}

async function near() {
  const shown = await Promise.all(rows.nearest(state.row, 6).map(async r => {
    const button = document.createElement('button');
    button.append(rows.pictured ? draw(data, await rows.row(r), 48, `row ${r}`) : `row ${r}`);
    button.onclick = () => choose(r);
    return button;
  }));
  const title = document.createElement('h2');
  title.textContent = 'Nearest rows';
  $('neighbours').replaceChildren(title, strip(...shown));
}
$('row').max = $('from').max = $('to').max = count - 1;
$('row').onchange = () => choose(+$('row').value);

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
function setSliders() { sliders.forEach(([d, slider]) => { slider.value = point[d]; }); }

async function traverse() {
  if (tabular || !model) return;
  const steps = [-3, -2, -1, 0, 1, 2, 3];
  const along = steps.map(step => { const at = rows.latents(state.row); at[state.dim] = step; return at; });
  const made = await model.decode(along);
  $('traversal').replaceChildren(...made.map((values, i) => draw(data, values, 84, `z${state.dim} = ${steps[i]}`)));
}

async function morph() {
  if (tabular || !model) return;
  state.from = inside(+$('from').value);
  state.to = inside(+$('to').value);
  remember();
  const a = rows.latents(state.from), b = rows.latents(state.to);
  const steps = [...Array(8).keys()].map(i => i / 7);
  const made = await model.decode(steps.map(t => a.map((v, d) => v + t * (b[d] - v))));
  const judged = await model.score(made);
  $('morph').replaceChildren(...made.map((values, i) =>
    draw(data, values, 84, judged[i] ? judged[i].negLogLikelihood.toFixed(1) + ' nats' : '')));
}
$('from').value = state.from;
$('to').value = state.to;
$('from').onchange = $('to').onchange = morph;
factors.forEach(([, input]) => { input.onchange = () => { choose(state.row); morph(); }; });

// --- saving, and a picture of one's own -------------------------------------------------------------

$('png').onclick = () => $('map').toBlob(blob => save('map.png', blob));
$('csv').onclick = () => {
  const head = ['row', 'across', 'up', ...order.map(d => `z${d}`)].join(',');
  const lines = [...Array(count).keys()].map(r => [r, ...map.place(r), ...order.map(d => rows.z[r * latent + d])].join(','));
  save('points.csv', new Blob([[head, ...lines].join('\n') + '\n'], { type: 'text/csv' }));
};
if (!$('own').hidden) {
  const { ownPicture } = await import('./pad.js');
  ownPicture(rows, model, $('pad'), { clear: $('clear'), file: $('file'), result: $('ownresult'), say });
}

// --- begin ------------------------------------------------------------------------------------------

if (data.beside) {
  const { Beside } = await import('./beside.js');
  beside = await Beside.open(rows, condition, say, {
    point: row => { map.pointer(rows.latents(row)); point = rows.latents(row); show(row); },
    choose
  });
  beside.told = apart => {
    map.colour(apart);
    beside.colour(apart);
    $('colour').selectedIndex = -1; // none of those
  };
}
const [x, y, half] = state.view.split(' ').map(Number);
look();
if (Number.isFinite(x) && Number.isFinite(y) && half > 0) map.see(x, y, half);
await colours();
await choose(state.row);
await morph();
document.body.dataset.ready = 'true';
