"""Makes an ONNX file half as large: kernels kept in 16 bits, and turned back to 32 when the file is opened."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper

# Smaller tensors, such as biases, are not worth the rounding.
LEAST_NUMBERS = 1024


def shrink(path: Path) -> None:
    """Rewrite an ONNX file so that its kernels are float16, with a Cast to float32 behind each.

    The runtime does the casts once, when it opens the file; what it then reckons with is float32 as before. A kernel's
    numbers are rounded to a part in 2,048.

    Raises:
        OSError: the file cannot be read or written.
    """
    model = onnx.load(path)
    casts = []
    for tensor in model.graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size < LEAST_NUMBERS:
            continue
        name = tensor.name
        tensor.CopyFrom(numpy_helper.from_array(values.astype(np.float16), f"{name}_16"))
        casts.append(helper.make_node("Cast", [tensor.name], [name], to=onnx.TensorProto.FLOAT))
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.save(model, path)
