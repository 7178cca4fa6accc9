"""Sources: what can be read is read, what can't gets one sentence, and a camera may go and come back."""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, features
from pillow_heif import from_pillow

from companion.sources import pictures
from companion.sources.choose import choose
from companion.sources.frame import Change, SourceError, SourceEvent
from companion.sources.pictures import PictureSource, read_picture
from companion.sources.screen import ScreenSource, clip
from companion.words import causes, language, talk
from companion.words import help as help_words
from companion.words import sources as say
from tests.conftest import read_all

GREY = np.full((48, 64, 3), 100, np.uint8)


@pytest.mark.parametrize("name", ["text.mp4", "sound.wav", "empty.avi"])
def test_file_without_pictures_is_one_sentence(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes({"text.mp4": b"hello", "sound.wav": _sound(), "empty.avi": b""}[name])
    with pytest.raises(SourceError, match="holds no picture"):
        read_all(choose(str(path), paced=False))


def _sound() -> bytes:
    import io
    import wave

    stream = io.BytesIO()
    with wave.open(stream, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\0\0" * 8000)
    return stream.getvalue()


def test_text_named_jpg_is_left_out_of_a_folder_and_refused_alone(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_text("no picture")
    cv2.imwrite(str(tmp_path / "b.png"), GREY)
    (tmp_path / "c.jpg").symlink_to("c.jpg")  # one that nobody can look at
    frames, events = read_all(PictureSource(tmp_path, paced=False))
    assert [Path(frame.name).name for frame in frames] == ["b.png"]
    told = [(event.change, Path(event.detail).name) for event in events]
    assert told == [(Change.LEFT_OUT, "a.jpg"), (Change.LEFT_OUT, "c.jpg")]
    with pytest.raises(SourceError, match=r"a\.jpg is not a picture"):
        read_all(PictureSource(tmp_path / "a.jpg", paced=False))


@pytest.mark.parametrize("suffix", [".heic", ".HEIF"])
def test_a_damaged_photo_of_a_telephone_is_no_video(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"IMG_0001{suffix}"
    path.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100)
    with pytest.raises(SourceError, match="is not a picture"):
        read_all(choose(str(path), paced=False))
    cv2.imwrite(str(tmp_path / "z.png"), GREY)
    frames, events = read_all(choose(str(tmp_path), paced=False))
    assert len(frames) == 1
    assert events == [SourceEvent(Change.LEFT_OUT, str(path))]


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L"])
@pytest.mark.parametrize("name", ["IMG_0001.HEIC", "sent-on.jpg"])
def test_a_photo_of_a_telephone_is_read_in_its_colours_and_upright(
    tmp_path: Path, astronaut: NDArray[np.uint8], mode: str, name: str
) -> None:
    astronaut = astronaut[:301, :203]  # no width that memory is laid out in
    lying = Image.fromarray(np.rot90(astronaut)[..., ::-1]).convert(mode)
    turned = Image.Exif()
    turned[0x0112] = 6  # EXIF orientation: to be turned right by 90 degrees
    path = tmp_path / name
    from_pillow(lying).save(path, quality=90, exif=turned.tobytes(), format="HEIF")
    source = choose(str(path), paced=False)
    assert isinstance(source, PictureSource)
    (frame,), events = read_all(source)
    assert events == [] and frame.image.shape == astronaut.shape
    wanted = astronaut if mode != "L" else cv2.cvtColor(cv2.cvtColor(astronaut, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    assert np.abs(frame.image.astype(int) - wanted).mean() < 4
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(SourceError, match="is not a picture"):
        read_all(choose(str(path), paced=False))


@pytest.mark.parametrize(("suffix", "form"), [(".jpe", ".jpg"), (".JFIF", ".jpg"), (".avif", ".avif")])
def test_photos_with_rarer_endings_are_photos(tmp_path: Path, suffix: str, form: str) -> None:
    if not cv2.haveImageWriter(form):
        pytest.skip(f"this OpenCV writes no {form}")
    path = tmp_path / f"photo{suffix}"
    path.write_bytes(cv2.imencode(form, GREY)[1].tobytes())
    source = choose(str(path), paced=False)
    assert isinstance(source, PictureSource)
    assert [frame.image.shape for frame in read_all(source)[0]] == [GREY.shape]


def test_an_avif_photo_is_upright(tmp_path: Path, astronaut: NDArray[np.uint8]) -> None:
    if not features.check("avif"):
        pytest.skip("this Pillow reads no AVIF")
    astronaut, turned = astronaut[:301, :203], Image.Exif()
    turned[0x0112] = 6  # EXIF orientation: to be turned right by 90 degrees
    Image.fromarray(np.rot90(astronaut)[..., ::-1]).save(tmp_path / "photo.avif", quality=90, exif=turned)
    image = read_picture(tmp_path / "photo.avif")
    assert image.shape == astronaut.shape and np.abs(image.astype(int) - astronaut).mean() < 4


def test_many_files_that_are_no_pictures_are_told_in_two_notes(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number:02}.jpg").write_text("no picture")
    cv2.imwrite(str(tmp_path / "20-good.png"), GREY)
    frames, events = read_all(PictureSource(tmp_path, show_s=0.05))
    assert frames
    told = [(event.change, event.detail) for event in events]
    assert told[0] == (Change.LEFT_OUT, str(tmp_path / "00.jpg"))
    assert told[1:] == [(Change.LEFT_OUT_MORE, "20"), (Change.LEFT_OUT_MORE, "40")]


def test_folder_without_pictures_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no picture"):
        read_all(choose(str(tmp_path), paced=False))


def test_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is not there"):
        choose(str(tmp_path / "nothing.mp4"))


def test_a_photo_on_a_drive_that_fails_is_not_called_missing(tmp_path: Path) -> None:
    failing = Path("/proc/self/mem")
    if not failing.exists():
        pytest.skip("this system has no file that is there and can't be read by anyone")
    (tmp_path / "photo.jpg").symlink_to(failing)
    with pytest.raises(SourceError) as told:
        read_all(choose(str(tmp_path / "photo.jpg"), paced=False))
    assert str(told.value) == say.FILE_NOT_READ.format(path=tmp_path / "photo.jpg", detail=causes.NO_DRIVE)


def test_a_photo_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(path: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    (tmp_path / "photo.jpg").touch()
    monkeypatch.setattr(Path, "read_bytes", closed)  # these tests may run as root, to whom no file is closed
    with pytest.raises(SourceError, match=causes.NOT_ALLOWED):
        read_picture(tmp_path / "photo.jpg")


def test_screen_is_read_where_there_is_one() -> None:
    stop = threading.Event()
    frames = ScreenSource((10, 10, 200, 100)).frames(stop, lambda event: None)
    frame = next(frames)
    stop.set()
    assert frame.image.shape == (100, 200, 3)


def test_region_is_clipped_to_the_screen_or_refused() -> None:
    screen = {"left": 0, "top": 0, "width": 800, "height": 600}
    assert clip((700, 500, 400, 400), screen) == {"left": 700, "top": 500, "width": 100, "height": 100}
    assert clip((790, 0, 400, 400), screen) is None
    with pytest.raises(SourceError, match="screen:LEFT,TOP,WIDTH,HEIGHT"):
        choose("screen:1,2,3")


def test_folder_of_ten_thousand_pictures_begins_at_once_and_stops_at_once(tmp_path: Path) -> None:
    good, data = cv2.imencode(".png", GREY)
    assert good
    for number in range(10_000):
        (tmp_path / f"{number:05}.png").write_bytes(data.tobytes())
    stop = threading.Event()
    frames = PictureSource(tmp_path, paced=True).frames(stop, lambda event: None)
    began = time.monotonic()
    assert Path(next(frames).name).name == "00000.png"
    stop.set()
    assert next(frames, None) is None
    assert time.monotonic() - began < 10


class Impatient(threading.Event):
    """Is set once it was asked ten times."""

    asked = 0

    def is_set(self) -> bool:
        self.asked += 1
        return self.asked > 10


def test_a_folder_on_a_slow_disk_is_not_looked_through_to_its_end_by_who_leaves(tmp_path: Path) -> None:
    for number in range(100):
        (tmp_path / f"{number}.png").touch()
    assert len(pictures.pictures_in(tmp_path, Impatient())) == 10
    assert list(PictureSource(tmp_path).frames(Impatient(), lambda event: None)) == []


class Waits(threading.Event):
    """Lets the time of `now` go on in place of waiting."""

    def __init__(self, now: list[float]) -> None:
        super().__init__()
        self._now = now

    def wait(self, timeout: float | None = None) -> bool:
        self._now[0] += timeout or 0
        return self.is_set()


def test_a_picture_stays_for_the_rest_of_its_time_after_a_pause(tmp_path: Path) -> None:
    for name in "abc":
        cv2.imwrite(str(tmp_path / f"{name}.png"), GREY)
    now, seen = [100.0], list[str]()

    source = PictureSource(tmp_path, paced=True, show_s=2, clock=lambda: now[0])
    for frame in source.frames(Waits(now), lambda event: None):
        name = Path(frame.name).stem
        if name not in seen and seen:
            now[0] += 60  # paused as soon as the second and the third picture are there
        seen.append(name)
    assert min(seen.count(name) for name in "abc") >= 18
    assert frame.time_s < 6


def test_a_picture_that_takes_long_to_open_is_shown_for_its_whole_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "ab":
        cv2.imwrite(str(tmp_path / f"{name}.png"), GREY)
    now, times = [100.0], list[float]()

    def from_far(path: Path) -> np.ndarray:
        now[0] += 5
        return read_picture(path)

    monkeypatch.setattr(pictures, "read_picture", from_far)
    seen = []
    for frame in PictureSource(tmp_path, show_s=2, clock=lambda: now[0]).frames(Waits(now), lambda event: None):
        seen.append(Path(frame.name).stem)
        times.append(frame.time_s)
    assert min(seen.count(name) for name in "ab") >= 18
    assert times == sorted(times)


def test_what_can_not_be_looked_into_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SourceError, match="is not there"):
        choose("a" * 300)  # longer than a name may be

    def refuse(path: Path) -> None:
        raise PermissionError(path)

    source = choose(str(tmp_path), paced=False)
    monkeypatch.setattr(os, "scandir", refuse)  # tests often run as root, to whom no folder is closed
    with pytest.raises(SourceError, match=f"can't be looked into .{causes.NOT_ALLOWED}"):
        read_all(source)


def test_the_screen_is_not_read_under_wayland(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_SESSION_TYPE", "wayland")
    with pytest.raises(SourceError, match="Wayland"):
        read_all(ScreenSource((0, 0, 100, 100)))


@pytest.fixture
def german() -> Iterator[None]:
    language.use("de")
    yield
    language.use(language.ENGLISH)


def test_sentences_with_a_title_are_german_with_each_title(german: None) -> None:
    for title in (say.SCREEN_TITLE, say.CAMERA_TITLE.format(number=0)):
        for sentence in (say.EVENTS["back"].format(detail=title), say.BROKE.format(title=title)):
            # "Teil vom Bildschirm" has no article: it can stand for itself only.
            assert f": {title}." in sentence


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_what_broke_is_told_with_no_button_that_a_screen_may_lack(code: str) -> None:
    language.use(code)
    try:
        for sentence in (say.BROKE.format(title="a.mp4"), say.RECOGNITION_BROKE):
            # The small window and most steps of the Mirror have no "End", and nothing is called "Close".
            assert talk.END not in sentence and help_words.TOPICS["home"].title.lower() in sentence.lower()
            assert not {"close", "schließ"} & set(sentence.split())
    finally:
        language.use(language.ENGLISH)
