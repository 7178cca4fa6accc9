"""Sources: what can be read is read, what can't gets one sentence, and a camera may go and come back."""

from __future__ import annotations

import struct
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest

from companion.sources import pictures
from companion.sources.choose import choose
from companion.sources.frame import Change, Frame, Source, SourceError, SourceEvent
from companion.sources.pictures import PictureSource, read_picture
from companion.sources.screen import ScreenSource, clip
from companion.sources.video import VideoSource
from companion.words import language
from companion.words import sources as say
from tests.conftest import write_video

GREY = np.full((48, 64, 3), 100, np.uint8)


def read_all(source: Source) -> tuple[list[Frame], list[SourceEvent]]:
    events: list[SourceEvent] = []
    return list(source.frames(threading.Event(), events.append)), events


def test_video_gives_every_frame_with_its_time(video: Path) -> None:
    frames, events = read_all(VideoSource(video, paced=False))
    assert len(frames) == 60
    assert [frame.time_s for frame in frames] == pytest.approx([n / 30 for n in range(60)])
    assert frames[-1].image.shape == (512, 512, 3)
    assert events == []


def test_paced_video_takes_its_own_time(tmp_path: Path) -> None:
    path = write_video(tmp_path / "short.avi", [GREY] * 15)
    began = time.monotonic()
    frames, _ = read_all(VideoSource(path, paced=True))
    assert time.monotonic() - began >= 14 / 30
    assert frames[0].time_s == 0


def test_paced_video_leaves_frames_out_for_a_slow_reader(tmp_path: Path) -> None:
    path = write_video(tmp_path / "short.avi", [GREY] * 30)
    seen = []
    for frame in VideoSource(path, paced=True).frames(threading.Event(), lambda event: None):
        seen.append(frame.time_s)
        time.sleep(0.12)
    assert 2 < len(seen) < 20
    assert seen[-1] > 0.7


def test_video_goes_on_after_a_pause_instead_of_jumping(tmp_path: Path) -> None:
    path = write_video(tmp_path / "short.avi", [GREY] * 30)
    frames = VideoSource(path, paced=True).frames(threading.Event(), lambda event: None)
    before = [next(frames).time_s for _ in range(3)][-1]
    time.sleep(0.8)
    assert next(frames).time_s - before < 0.2
    frames.close()  # type: ignore[attr-defined]


def test_looped_video_counts_time_on(tmp_path: Path) -> None:
    path = write_video(tmp_path / "short.avi", [GREY] * 10)
    stop = threading.Event()
    times = []
    for frame in VideoSource(path, paced=False, loop=True).frames(stop, lambda event: None):
        times.append(frame.time_s)
        if len(times) == 25:
            stop.set()
    assert times == sorted(times)
    assert times[-1] == pytest.approx(24 / 30)


def write_matroska(path: Path, times_s: Sequence[float]) -> None:
    """Write a Motion JPEG video whose pictures come at any times, in milliseconds; OpenCV writes even steps only."""

    def part(name: str, *content: bytes) -> bytes:
        data = b"".join(content)
        return bytes.fromhex(name) + (1 << 56 | len(data)).to_bytes(8, "big") + data

    def number(name: str, value: int) -> bytes:
        return part(name, value.to_bytes(4, "big"))

    jpeg = cv2.imencode(".jpg", GREY)[1].tobytes()
    length_ms = struct.pack(">d", times_s[-1] * 1000 + 100)
    info = part("1549a966", number("2ad7b1", 1_000_000), part("4489", length_ms))
    size = part("e0", number("b0", GREY.shape[1]), number("ba", GREY.shape[0]))
    track = part("ae", number("d7", 1), number("73c5", 1), number("83", 1), part("86", b"V_MJPEG"), size)
    clusters = [
        part("1f43b675", number("e7", round(time_s * 1000)), part("a3", b"\x81\0\0\x80", jpeg)) for time_s in times_s
    ]
    header = part("1a45dfa3", part("4282", b"matroska"))
    path.write_bytes(header + part("18538067", info, part("1654ae6b", track), *clusters))


# First 30 pictures a second, then 10, as a telephone does where the light goes out.
UNEVEN = [*(n / 30 for n in range(30)), *(1 + n / 10 for n in range(20))]


def test_video_of_variable_rate_has_the_times_that_it_tells_and_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "uneven.mkv"
    write_matroska(path, UNEVEN)
    frames, events = read_all(VideoSource(path, paced=False))
    assert [frame.time_s for frame in frames] == pytest.approx(UNEVEN, abs=0.001)
    assert events == []


def test_a_video_whose_time_leaps_goes_on_at_its_own_pace(tmp_path: Path) -> None:
    path, half = tmp_path / "joined.mkv", len(UNEVEN) // 2
    write_matroska(path, [time_s + 25 * (number >= half) for number, time_s in enumerate(UNEVEN)])
    frames, _ = read_all(VideoSource(path, paced=False))
    steps = np.diff([frame.time_s for frame in frames])
    assert len(frames) == len(UNEVEN) and steps.max() < 2
    own = np.diff(UNEVEN)
    assert np.delete(steps, half - 1) == pytest.approx(np.delete(own, half - 1), abs=0.001)


def test_video_of_variable_rate_that_is_cut_off_says_so(tmp_path: Path) -> None:
    path = tmp_path / "uneven.mkv"
    write_matroska(path, UNEVEN)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    frames, events = read_all(VideoSource(path, paced=False))
    assert 0 < len(frames) < 30
    assert [event.change for event in events] == [Change.CUT_SHORT]


def test_real_video_of_variable_rate_has_its_own_times(media: Path) -> None:
    frames, events = read_all(VideoSource(media / "noface_then_face.mov", paced=False))
    times = [frame.time_s for frame in frames]
    assert (times[0], times[1], times[-1]) == (0, pytest.approx(0.0137, abs=0.001), pytest.approx(6.345, abs=0.001))
    assert times == sorted(set(times))
    assert events == []


def test_cut_off_video_gives_what_is_there_and_says_so(tmp_path: Path, media: Path) -> None:
    whole = media / "woman_talking.mp4"
    content = whole.read_bytes()
    path = tmp_path / "cut.mp4"
    path.write_bytes(content[: len(content) * 6 // 10])
    try:
        frames, events = read_all(VideoSource(path, paced=False))
    except SourceError as error:  # its index stood at the end and is lost
        assert str(path) in str(error)
    else:
        assert 0 < len(frames) < 464
        assert [event.change for event in events] == [Change.CUT_SHORT]


def test_cut_off_motion_jpeg_gives_its_first_part(tmp_path: Path, video: Path) -> None:
    path = tmp_path / "cut.avi"
    content = video.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    frames, _ = read_all(VideoSource(path, paced=False))
    assert 0 < len(frames) < 60


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
    frames, events = read_all(PictureSource(tmp_path, paced=False))
    assert [Path(frame.name).name for frame in frames] == ["b.png"]
    assert [(event.change, Path(event.detail).name) for event in events] == [(Change.LEFT_OUT, "a.jpg")]
    with pytest.raises(SourceError, match=r"a\.jpg is not a picture"):
        read_all(PictureSource(tmp_path / "a.jpg", paced=False))


@pytest.mark.parametrize("suffix", [".heic", ".HEIF"])
def test_a_photo_in_a_form_that_can_not_be_read_is_no_video(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"IMG_0001{suffix}"
    path.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100)
    with pytest.raises(SourceError, match="is not a picture"):
        read_all(choose(str(path), paced=False))
    cv2.imwrite(str(tmp_path / "z.png"), GREY)
    frames, events = read_all(choose(str(tmp_path), paced=False))
    assert len(frames) == 1
    assert events == [SourceEvent(Change.LEFT_OUT, str(path))]


@pytest.mark.parametrize(("suffix", "form"), [(".jpe", ".jpg"), (".JFIF", ".jpg"), (".avif", ".avif")])
def test_photos_with_rarer_endings_are_photos(tmp_path: Path, suffix: str, form: str) -> None:
    if not cv2.haveImageWriter(form):
        pytest.skip(f"this OpenCV writes no {form}")
    path = tmp_path / f"photo{suffix}"
    path.write_bytes(cv2.imencode(form, GREY)[1].tobytes())
    source = choose(str(path), paced=False)
    assert isinstance(source, PictureSource)
    assert [frame.image.shape for frame in read_all(source)[0]] == [GREY.shape]


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


def test_4k_video_is_made_smaller_for_talk_and_left_whole_for_analyze(tmp_path: Path) -> None:
    path = write_video(tmp_path / "large.avi", [np.full((2160, 3840, 3), 100, np.uint8)] * 6)
    frames, _ = read_all(VideoSource(path, paced=True))
    assert frames and {frame.image.shape for frame in frames} == {(720, 1280, 3)}
    frames, _ = read_all(VideoSource(path, paced=False))
    assert [frame.image.shape for frame in frames] == [(2160, 3840, 3)] * 6


def test_slow_video_keeps_its_times(tmp_path: Path) -> None:
    path = write_video(tmp_path / "slow.avi", [GREY] * 8, fps=5.0)
    frames, _ = read_all(VideoSource(path, paced=False))
    assert [frame.time_s for frame in frames] == pytest.approx([n / 5 for n in range(8)])


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
    monkeypatch.setattr(Path, "iterdir", refuse)  # tests often run as root, to whom no folder is closed
    with pytest.raises(SourceError, match="no picture"):
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
