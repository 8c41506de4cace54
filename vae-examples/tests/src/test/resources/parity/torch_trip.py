"""Compares model.py with the references beside it, trains it for an epoch, and stores its weights."""
import json, pathlib, sys
import numpy as np, torch
sys.path.insert(0, sys.argv[1])
import model as generated

folder = pathlib.Path(sys.argv[1])
torch.manual_seed(1)
model = generated.Model().load(str(folder / "weights.safetensors"))
largest = 0.0
for reference in sorted(folder.glob("*.reference.json")):
    given = json.loads(reference.read_text())
    name = reference.name.split(".")[0]
    rows = given["rows"]
    bundle = json.loads((folder / "bundle.json").read_text())
    values = {}
    for port in bundle["files"][name]["inputs"]:
        shape = [d if isinstance(d, int) else rows for d in port["shape"]]
        values[port["name"]] = torch.tensor(given["inputs"][port["name"]]).reshape(shape)
    if not any(k in values for k in ("x", "z", "condition")):
        values["rows"] = rows
    with torch.no_grad():
        found = getattr(model, name)(**values)
    for output, right in given["outputs"].items():
        right = np.array(right, np.float64)
        units = np.resize(np.array(given["units"].get(output, [1.0])), right.size)
        apart = np.abs(found[output].numpy().reshape(-1) - right) / np.maximum(units, np.abs(right))
        worst = float(np.max(apart))
        if not worst <= 1e-5:
            print(reference, output, worst)
        largest = max(largest, worst)
print("largest", largest)

rows = torch.tensor(json.loads((folder / "rows.json").read_text()))
mask = {"mask": torch.ones_like(rows)} if len(sys.argv) > 2 else {}
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
for batch in torch.split(torch.randperm(len(rows)), 16):
    optimizer.zero_grad()
    loss = model.loss(rows[batch], **{k: v[batch] for k, v in mask.items()})["negLogLikelihood"].mean()
    loss.backward()
    optimizer.step()
model.store(str(folder / "weights.safetensors"))
with torch.no_grad():
    codes = model.encoder(rows[:1], **{k: v[:1] for k, v in mask.items()})["mean"]
print("codes", codes[0].tolist())
