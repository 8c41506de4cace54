"""Compares exported files with the references beside them; prints files above 1e-5, then how many and the largest."""
import json, pathlib, sys
import numpy as np, onnxruntime

count, largest = 0, 0.0
for reference in sorted(pathlib.Path(sys.argv[1]).rglob("*.reference.json")):
    given = json.loads(reference.read_text())
    session = onnxruntime.InferenceSession(str(reference).replace(".reference.json", ".onnx"))
    values = {}
    for port in session.get_inputs():
        shape = [d if isinstance(d, int) else given["rows"] for d in port.shape]
        values[port.name] = np.array(given["inputs"][port.name], np.float32).reshape(shape)
    names = [output.name for output in session.get_outputs()]
    for name, found in zip(names, session.run(names, values)):
        right = np.array(given["outputs"][name], np.float64)
        found = found.reshape(-1).astype(np.float64)
        units = np.resize(np.array(given["units"].get(name, [1.0])), right.size)
        both = (found == right) | (np.isnan(found) & np.isnan(right))
        apart = np.where(both, 0, np.abs(found - right) / np.maximum(units, np.abs(right)))
        worst = float(np.max(np.where(np.isnan(apart), np.inf, apart), initial=0))
        if worst > 1e-5:
            print(reference, name, worst)
        largest = max(largest, worst)
    count += 1
print(count, largest)
