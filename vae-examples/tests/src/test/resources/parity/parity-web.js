// Compares exported files with the references beside them in a browser, as parity.js does in Node.
import * as ort from './ort/ort.wasm.min.mjs';

ort.env.wasm.numThreads = 1;
ort.env.wasm.wasmPaths = new URL('./ort/', import.meta.url).href;

function worst(found, right, units) {
  let most = 0;
  for (let i = 0; i < right.length; i++) {
    if (found[i] === right[i] || (Number.isNaN(found[i]) && Number.isNaN(right[i]))) continue;
    const apart = Math.abs(found[i] - right[i]) / Math.max(units[i % units.length], Math.abs(right[i]));
    most = Number.isNaN(apart) ? Infinity : Math.max(most, apart);
  }
  return found.length === right.length ? most : Infinity;
}

const read = async (path, how) => (await fetch(path))[how]();
const lines = [];
let count = 0;
let largest = 0;
try {
  for (const reference of await read('references.json', 'json')) {
    const given = JSON.parse((await read(reference, 'text')).replace(/-?\b(NaN|Infinity)\b/g, '"$&"'));
    const bundle = await read(reference.replace(/[^/]*$/, 'bundle.json'), 'json');
    const name = reference.replace(/^.*\/|\.reference\.json$/g, '');
    const session = await ort.InferenceSession.create(reference.replace('.reference.json', '.onnx'), { executionProviders: ['wasm'] });
    const values = {};
    for (const port of bundle.files[name].inputs) {
      const shape = port.shape.map(d => typeof d === 'number' ? d : given.rows);
      values[port.name] = new ort.Tensor('float32', Float32Array.from(given.inputs[port.name], Number), shape);
    }
    const results = await session.run(values);
    for (const output of Object.keys(given.outputs)) {
      const most = worst(results[output].data, given.outputs[output].map(Number), given.units[output] || [1]);
      if (most > 1e-5) lines.push(`${reference} ${output} ${most}`);
      largest = Math.max(largest, most);
    }
    await session.release();
    document.title = String(++count);
  }
  lines.push(`${count} ${largest}`);
} catch (fault) {
  lines.push(`failed after ${count}: ${fault.message}`);
}
document.body.innerText = lines.join('\n');
document.body.dataset.ready = 'true';
