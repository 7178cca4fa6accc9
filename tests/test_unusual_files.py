"""Files as they come from sticks, cameras and broken downloads: each is read, or told, and the rest is done."""

from __future__ import annotations

import contextlib
import threading
import weakref
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, features

from companion.analyze import analyze_frames
from companion.faces.detector import Found
from companion.faces.face import Box
from companion.faces.finder import FaceFinder
from companion.reading.card import network_folder
from companion.reading.classifier import Classifier
from companion.reading.reading import Kind
from companion.sources import pictures
from companion.sources.choose import choose
from companion.sources.frame import Frame, SourceError
from companion.sources.pictures import PictureSource, pictures_in, read_picture


@pytest.mark.skipif(not features.check("avif"), reason="this Pillow reads no AVIF")
def test_a_damaged_avif_is_told_and_ends_nothing(tmp_path: Path, astronaut: NDArray[np.uint8]) -> None:
    path = tmp_path / "b.avif"
    Image.fromarray(astronaut).save(path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + b"\0" * (len(data) // 2))
    with contextlib.suppress(SourceError):  # what OpenCV makes of it counts, if it makes anything of it
        read_picture(path)


def test_a_heic_without_a_picture_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Empty:
        def to_pillow(self) -> Image.Image:
            raise IndexError("list index out of range")  # as pi_heif does

    monkeypatch.setattr("pi_heif.open_heif", lambda data: Empty())
    path = tmp_path / "b.heic"
    path.write_bytes(b"\0\0\0\x18ftypheic" + b"\0" * 100)
    with pytest.raises(SourceError, match="is not a picture"):
        read_picture(path)


@pytest.mark.parametrize("name", ["rot", "rot.mpo", "rot.jpg_large", "IMG.JPG~"])
def test_a_photo_with_another_ending_is_read_as_a_photo_and_upright(
    tmp_path: Path, astronaut: NDArray[np.uint8], name: str
) -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    Image.fromarray(np.ascontiguousarray(astronaut[:300])).save(tmp_path / name, "JPEG", exif=turned)
    source = choose(str(tmp_path / name), paced=False)
    assert isinstance(source, PictureSource)
    (frame,) = source.frames(threading.Event(), lambda event: None)
    assert frame.image.shape[:2] == (512, 300)


@pytest.mark.parametrize("text", ["", "4294967296", "99999999999"])
def test_nothing_and_numbers_that_no_camera_has_are_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceError, match="is not there"):
        choose(text)


def test_what_a_mac_leaves_on_a_stick_is_passed_over_and_a_link_to_nothing_told(tmp_path: Path) -> None:
    for name in ("a.jpg", "._a.jpg"):
        (tmp_path / name).touch()
    (tmp_path / "gone.jpg").symlink_to("/nowhere.jpg")
    assert [path.name for path in pictures_in(tmp_path, threading.Event())] == ["a.jpg", "gone.jpg"]


class Gone:
    """A detector that sees one face, but not from the 50th to the 80th picture."""

    name = "haar"

    def __init__(self) -> None:
        self._frame = -1

    def find(self, image: NDArray[np.uint8], long_side: int) -> list[Found]:
        self._frame += 1
        return [] if 50 <= self._frame < 80 else [Found(Box(200, 100, 200, 200), None, 0.9)]


def test_who_was_gone_for_a_second_has_no_word_of_before(astronaut: NDArray[np.uint8]) -> None:
    frames = (Frame(astronaut, n / 30, "film") for n in range(90))
    results = list(analyze_frames(frames, FaceFinder(Gone()), Classifier(network_folder()), photo=False))
    kinds = [result.reading.kind for result in results]
    assert kinds[49] is not Kind.UNSURE, "it had a word"
    assert set(kinds[50:80]) == {Kind.NO_FACE}
    assert kinds[80] is Kind.UNSURE, "and is somebody new"


def test_a_folder_that_is_read_keeps_no_picture_of_before(
    tmp_path: Path, astronaut: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch
) -> None:
    alive: list[weakref.ref[NDArray[np.uint8]]] = []
    read = pictures.read_picture

    def remembered(path: Path) -> NDArray[np.uint8]:
        image = read(path)
        alive.append(weakref.ref(image))
        return image

    monkeypatch.setattr(pictures, "read_picture", remembered)
    for number in range(5):
        Image.fromarray(astronaut[::4, ::4]).save(tmp_path / f"{number}.png")
    frames = choose(str(tmp_path), paced=False).frames(threading.Event(), lambda event: None)
    most = 0
    for _ in analyze_frames(frames, FaceFinder(Gone()), Classifier(network_folder()), photo=True):
        most = max(most, sum(one() is not None for one in alive))
    assert len(alive) == 5 and most <= 3
