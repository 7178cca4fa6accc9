"""The wheel: one top-level package, with the released networks inside, which works where there is no TensorFlow."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from companion.reading.card import released_folder

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    # With the environment's own tools: nothing is fetched.
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    made = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert made.returncode == 0, made.stdout + made.stderr
    return next(out.glob("*.whl"))


def test_wheel_holds_companion_alone_with_every_released_network(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    top = {name.split("/")[0] for name in names}
    assert {name for name in top if not name.endswith(".dist-info")} == {"companion"}
    for folder in released_folder().iterdir():
        for file in ("network.onnx", "card.json"):
            assert f"companion/released/{folder.name}/{file}" in names
    assert not [name for name in names if name.endswith((".keras", ".png", ".jpg"))]


def test_wheel_reads_faces_from_another_folder_without_tensorflow(
    wheel: Path, tmp_path: Path, astronaut: object
) -> None:
    import cv2

    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    zipfile.ZipFile(wheel).extractall(site)
    cv2.imwrite(str(elsewhere / "face.png"), astronaut)  # type: ignore[call-overload]
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import companion, companion.cli\n"
        "assert companion.__file__.startswith(sys.argv[1]), companion.__file__\n"
        "status = companion.cli.run(['analyze', '--json', 'face.png'])\n"
        "assert 'tensorflow' not in sys.modules and 'keras' not in sys.modules\n"
        "sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(site)], cwd=elsewhere, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert '"kind"' in done.stdout
