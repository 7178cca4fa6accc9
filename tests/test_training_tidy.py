"""What is taken out of an ONNX file changes no answer."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from companion.reading.quiet_runtime import quiet_runtime
from training.tidy import short_names, tidy

FILTERS, MORE = 8, 16


def weights(name: str, *shape: int) -> onnx.TensorProto:
    return numpy_helper.from_array(np.random.default_rng(shape[0]).normal(0, 0.3, shape).astype(np.float32), name)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Write what Keras' export makes of squeeze-and-excitation and of a shortcut to half the size."""
    nodes = [
        helper.make_node("Conv", ["x", "k1"], ["c"], pads=[1, 1, 1, 1]),
        helper.make_node("GlobalAveragePool", ["c"], ["mean"]),
        helper.make_node("Transpose", ["mean"], ["mean_last"], perm=[0, 2, 3, 1]),
        helper.make_node("MatMul", ["mean_last", "d"], ["share"]),
        helper.make_node("Transpose", ["c"], ["c_last"], perm=[0, 2, 3, 1]),
        helper.make_node("Mul", ["c_last", "share"], ["product_last"]),
        helper.make_node("Transpose", ["product_last"], ["product"], perm=[0, 3, 1, 2]),
        helper.make_node("AveragePool", ["product"], ["half"], kernel_shape=[2, 2], strides=[2, 2]),
        helper.make_node("Conv", ["half", "k2", "b2"], ["y"]),
    ]
    graph = helper.make_graph(
        nodes, "g", [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 1, 12, 12])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", MORE, 6, 6])],
        [weights("k1", FILTERS, 1, 3, 3), weights("d", FILTERS, FILTERS), weights("k2", MORE, FILTERS, 1, 1),
         weights("b2", MORE)],
    )  # fmt: skip
    path = tmp_path / "network.onnx"
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)
    return path


def answer(path: Path, count: int = 3) -> np.ndarray:
    session = quiet_runtime().InferenceSession(str(path), providers=["CPUExecutionProvider"])
    pictures = np.random.default_rng(1).normal(size=(count, 1, 12, 12)).astype(np.float32)
    return np.asarray(session.run(None, {"x": pictures})[0])


def steps(path: Path) -> Counter[str]:
    return Counter(node.op_type for node in onnx.load(path).graph.node)


def test_fewer_steps_give_the_same_answer_for_any_number_of_faces(file: Path) -> None:
    before, had = [answer(file, count) for count in (1, 3)], steps(file)
    tidy(file)
    for count, values in zip((1, 3), before, strict=True):
        np.testing.assert_allclose(answer(file, count), values, atol=1e-5)
    now = steps(file)
    assert had["AveragePool"] == 1 and now["AveragePool"] == 0
    assert had["Transpose"] == 3 and now["Transpose"] < 2
    assert now["Conv"] == 2 and now["Mul"] == 1


def test_what_has_a_second_use_is_left_alone(file: Path) -> None:
    model = onnx.load(file)
    for name, shape in (("half", ["n", FILTERS, 6, 6]), ("product_last", ["n", 12, 12, FILTERS])):
        model.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))
    onnx.save(model, file)
    before = answer(file)
    tidy(file)
    np.testing.assert_allclose(answer(file), before, atol=1e-5)
    assert {output.name for output in onnx.load(file).graph.output} == {"y", "half", "product_last"}


def test_names_that_nobody_sees_become_short(file: Path) -> None:
    before, size = answer(file), file.stat().st_size
    model = onnx.load(file)
    outside = [one.name for one in (*model.graph.input, *model.graph.output)]
    for tensor in model.graph.initializer:
        assert tensor.name not in outside
    short_names(file)
    np.testing.assert_array_equal(answer(file), before)
    model = onnx.load(file)
    assert [one.name for one in (*model.graph.input, *model.graph.output)] == outside
    inside = {name for node in model.graph.node for name in (*node.input, *node.output)} - set(outside)
    assert max(map(len, inside)) < 5 and file.stat().st_size < size


def test_nothing_is_reported_by_who_tidies(file: Path, tmp_path: Path) -> None:
    """ONNX Runtime keeps an identifier in the home, for its reports, unless it is told not to before it starts."""
    home = tmp_path / "home"
    home.mkdir()
    script = "import sys; from pathlib import Path; from training.tidy import tidy; tidy(Path(sys.argv[1]))"
    told = {"ORT_DISABLE_TELEMETRY", "ORT_TELEMETRY_DISABLED"}
    env = {name: value for name, value in os.environ.items() if name not in told} | {"HOME": str(home)}
    root = str(Path(__file__).parent.parent)
    subprocess.run([sys.executable, "-c", script, str(file)], cwd=root, env=env | {"PYTHONPATH": root}, check=True)
    assert not list(home.rglob("*onnxruntime*"))
