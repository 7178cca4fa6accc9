"""Writes a network as an ONNX file, without steps that cost the app time and change no answer."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxslim
from onnx import helper, numpy_helper

from companion.reading.quiet_runtime import quiet_runtime

# ONNX Runtime 1.19 and later read this opset, and tf2onnx writes it without notes.
OPSET = 17
TO_LAST, TO_FIRST = [0, 2, 3, 1], [0, 3, 1, 2]


def write_onnx(core: Any, path: Path) -> None:
    """Write a network as an ONNX file.

    Raises:
        OSError: it cannot be written.
    """
    import keras

    with warnings.catch_warnings():  # Keras' own use of NumPy is none of the person's business
        warnings.simplefilter("ignore", FutureWarning)
        core.export(
            path,
            format="onnx",
            verbose=False,
            opset_version=OPSET,
            input_signature=[keras.InputSpec(shape=(None, 48, 48, 1), dtype="float32", name="face")],
        )
    tidy(path)


def tidy(path: Path) -> None:
    """Rewrite an ONNX file that Keras wrote, in place.

    Onnxslim takes out the arithmetic of shapes, of which each Dense on a (N, 1, 1, C) brings some. Then squeeze-and-
    excitation multiplies without turning the picture to channels-last and back, and a mean over 2x2 pixels with a 1x1
    convolution behind it is one 2x2 convolution. Measured in training/EXPERIMENTS.md, "Smaller numbers: int8".

    Raises:
        OSError: the file cannot be read or written.
    """
    quiet_runtime()  # onnxslim loads ONNX Runtime, which would report its use
    model = onnxslim.slim(onnx.load(path))
    graph = model.graph
    _multiply_in_place(graph)
    _one_convolution(graph)
    used = {name for node in graph.node for name in node.input}
    for tensor in [tensor for tensor in graph.initializer if tensor.name not in used]:
        graph.initializer.remove(tensor)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def short_names(path: Path) -> None:
    """Give all that is not seen from outside a short name, in place: in a small network names are a hundredth of it.

    Raises:
        OSError: the file cannot be read or written.
    """
    model = onnx.load(path)
    graph = model.graph
    short = {one.name: one.name for one in (*graph.input, *graph.output)} | {"": ""}
    for tensor in graph.initializer:
        tensor.name = short.setdefault(tensor.name, f"_{len(short)}")
    for node in graph.node:
        node.name = ""
        node.input[:] = [short.setdefault(name, f"_{len(short)}") for name in node.input]
        node.output[:] = [short.setdefault(name, f"_{len(short)}") for name in node.output]
    del graph.value_info[:]
    onnx.checker.check_model(model)
    onnx.save(model, path)


def _attribute(node: Any, name: str) -> Any:
    found = [helper.get_attribute_value(one) for one in node.attribute if one.name == name]
    return list(found[0]) if found else None


def _only_user(graph: Any, name: str) -> Any:
    """Return the one node that takes this, None where several do or where it is an answer of the network."""
    users = [node for node in graph.node if name in node.input]
    return None if len(users) != 1 or any(output.name == name for output in graph.output) else users[0]


def _replace(graph: Any, old: Any, new: list[Any]) -> None:
    at = list(graph.node).index(old)
    graph.node.remove(old)
    for node in reversed(new):
        graph.node.insert(at, node)


def _multiply_in_place(graph: Any) -> None:
    """Transpose, Mul by (N, 1, 1, C), Transpose back: Mul by (N, C, 1, 1)."""
    made_by = {name: node for node in graph.node for name in node.output}
    for mul in [node for node in graph.node if node.op_type == "Mul"]:
        turns = [
            side
            for side, name in enumerate(mul.input)
            if name in made_by and made_by[name].op_type == "Transpose" and _attribute(made_by[name], "perm") == TO_LAST
        ]
        back = _only_user(graph, mul.output[0])
        if len(turns) != 1 or back is None or _attribute(back, "perm") != TO_FIRST:
            continue
        turn, share = made_by[mul.input[turns[0]]], mul.input[1 - turns[0]]
        shape, shaped = f"{share}_shape", f"{share}_per_filter"
        graph.initializer.append(numpy_helper.from_array(np.array([0, -1, 1, 1], np.int64), shape))
        per_filter = helper.make_node("Reshape", [share, shape], [shaped], name=shaped)
        product = helper.make_node("Mul", [turn.input[0], shaped], list(back.output), name=mul.name)
        alone = _only_user(graph, turn.output[0]) is not None
        graph.node.remove(back)
        _replace(graph, mul, [per_filter, product])
        if alone:
            graph.node.remove(turn)


def _one_convolution(graph: Any) -> None:
    """AveragePool of 2x2, 1x1 Conv: a 2x2 Conv with a quarter of the kernel at each of the four pixels."""
    kernels = {tensor.name: tensor for tensor in graph.initializer}
    for pool in [node for node in graph.node if node.op_type == "AveragePool"]:
        conv = _only_user(graph, pool.output[0])
        square = _attribute(pool, "kernel_shape") == _attribute(pool, "strides") == [2, 2]
        if not square or conv is None or conv.op_type != "Conv" or conv.input[1] not in kernels:
            continue
        kernel = numpy_helper.to_array(kernels[conv.input[1]])
        if kernel.shape[2:] != (1, 1) or _attribute(conv, "strides") not in (None, [1, 1]):
            continue
        name = f"{conv.input[1]}_2x2"
        graph.initializer.append(numpy_helper.from_array(np.tile(kernel / 4, (1, 1, 2, 2)), name))
        inputs, outputs = [pool.input[0], name, *conv.input[2:]], list(conv.output)
        whole = helper.make_node("Conv", inputs, outputs, name=conv.name, kernel_shape=[2, 2], strides=[2, 2])
        graph.node.remove(pool)
        _replace(graph, conv, [whole])
