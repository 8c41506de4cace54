"""Checks every ONNX file of a folder with onnx's own checker, and that protobuf writes the same bytes."""
import pathlib
import sys

import onnx

failures = 0
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.onnx")):
    try:
        model = onnx.load(str(file))
        onnx.checker.check_model(model, full_check=True)
        if model.SerializeToString() != file.read_bytes():
            raise ValueError("protobuf writes other bytes")
    except Exception as e:
        failures += 1
        print(file.name, type(e).__name__, e)
sys.exit(1 if failures else 0)
