// Compares exported files with the references beside them, as parity.py does.
const fs = require("fs");
const path = require("path");
const ort = require("onnxruntime-node");

function references(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const full = path.join(folder, entry.name);
    return entry.isDirectory() ? references(full) : full.endsWith(".reference.json") ? [full] : [];
  });
}

function worst(found, right, units) {
  let most = 0;
  for (let i = 0; i < right.length; i++) {
    if (found[i] === right[i] || (Number.isNaN(found[i]) && Number.isNaN(right[i]))) continue;
    const apart = Math.abs(found[i] - right[i]) / Math.max(units[i % units.length], Math.abs(right[i]));
    most = Number.isNaN(apart) ? Infinity : Math.max(most, apart);
  }
  return found.length === right.length ? most : Infinity;
}

async function main() {
  let count = 0;
  let largest = 0;
  for (const reference of references(process.argv[2])) {
    const text = fs.readFileSync(reference, "utf8").replace(/-?\b(NaN|Infinity)\b/g, '"$&"');
    const given = JSON.parse(text);
    const session = await ort.InferenceSession.create(reference.replace(".reference.json", ".onnx"));
    const values = {};
    const bundle = JSON.parse(fs.readFileSync(path.join(path.dirname(reference), "bundle.json")));
    for (const port of bundle.files[path.basename(reference, ".reference.json")].inputs) {
      const shape = port.shape.map(d => typeof d === "number" ? d : given.rows);
      values[port.name] = new ort.Tensor("float32", Float32Array.from(given.inputs[port.name], Number), shape);
    }
    const results = await session.run(values);
    for (const name of Object.keys(given.outputs)) {
      const most = worst(results[name].data, given.outputs[name].map(Number), given.units[name] || [1]);
      if (most > 1e-5) console.log(reference, name, most);
      largest = Math.max(largest, most);
    }
    await session.release();
    count++;
  }
  console.log(count + " " + largest);
}

main();
