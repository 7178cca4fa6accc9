"""A video is read whole, in its own time, paced for a talk, and what is cut off or no video is told."""

from __future__ import annotations

import errno
import os
import struct
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from companion.sources import video
from companion.sources.frame import Change, SourceError, SourceEvent
from companion.sources.video import VideoSource
from companion.words import causes
from companion.words import sources as say
from tests.conftest import read_all, write_video

GREY = np.full((48, 64, 3), 100, np.uint8)


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


class SlowCapture:
    """A video that this computer decodes more slowly than it plays: each frame takes 0.08 s in place of 0.033."""

    def __init__(self, capture: cv2.VideoCapture) -> None:
        self._capture = capture

    def __getattr__(self, name: str) -> Any:
        return getattr(self._capture, name)

    def grab(self) -> bool:
        time.sleep(0.08)
        return bool(self._capture.grab())


def test_a_video_that_decodes_slowly_is_no_slide_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_video(tmp_path / "short.avi", [GREY] * 30)
    opened = video._opened
    monkeypatch.setattr(video, "_opened", lambda path: SlowCapture(opened(path)))
    assert len(read_all(VideoSource(path, paced=True))[0]) >= 10


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


def write_matroska(path: Path, times_s: Sequence[float], longer_s: float = 0.1) -> None:
    """Write a Motion JPEG video whose pictures come at any times, in milliseconds; OpenCV writes even steps only.

    Args:
        longer_s: the file lasts so much longer than its last picture's beginning.
    """

    def part(name: str, *content: bytes) -> bytes:
        data = b"".join(content)
        return bytes.fromhex(name) + (1 << 56 | len(data)).to_bytes(8, "big") + data

    def number(name: str, value: int) -> bytes:
        return part(name, value.to_bytes(4, "big"))

    jpeg = cv2.imencode(".jpg", GREY)[1].tobytes()
    length_ms = struct.pack(">d", (times_s[-1] + longer_s) * 1000)
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


def test_a_gif_of_pictures_that_stand_for_long_has_the_times_that_it_tells(tmp_path: Path) -> None:
    pictures = [Image.new("RGB", (64, 48), (60 * n, 0, 0)) for n in range(4)]
    pictures[0].save(tmp_path / "slow.gif", save_all=True, append_images=pictures[1:], duration=12_000)
    frames, events = read_all(VideoSource(tmp_path / "slow.gif", paced=False))
    assert [frame.time_s for frame in frames] == pytest.approx([0, 12, 24, 36]) and events == []


def test_a_video_that_plays_again_and_again_tells_once_that_it_ends_early(tmp_path: Path) -> None:
    path = tmp_path / "short.mkv"
    write_matroska(path, UNEVEN)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    stop, events = threading.Event(), list[SourceEvent]()
    for frame in VideoSource(path, paced=False, loop=True).frames(stop, events.append):
        if frame.time_s > 10:  # it holds one second or less
            stop.set()
    assert [event.change for event in events] == [Change.CUT_SHORT]


def test_a_video_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(path: Path, mode: str) -> Any:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    write_video(tmp_path / "mine.avi", [GREY] * 3)
    monkeypatch.setattr(Path, "open", closed)  # these tests may run as root, to whom no file is closed
    with pytest.raises(SourceError, match=causes.NOT_ALLOWED):
        read_all(VideoSource(tmp_path / "mine.avi"))


@pytest.mark.skipif(sys.platform == "win32", reason="devices are no paths there")
def test_what_is_there_and_no_file_is_not_called_missing() -> None:
    with pytest.raises(SourceError) as told:
        read_all(VideoSource(Path(os.devnull)))
    assert str(told.value) == say.NO_PICTURE_IN_FILE.format(path=os.devnull)


def test_video_of_variable_rate_that_is_cut_off_says_so(tmp_path: Path) -> None:
    path = tmp_path / "uneven.mkv"
    write_matroska(path, UNEVEN)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    frames, events = read_all(VideoSource(path, paced=False))
    assert 0 < len(frames) < 30
    assert [event.change for event in events] == [Change.CUT_SHORT]


def test_a_whole_video_whose_sound_goes_on_is_not_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "sound goes on.webm"
    write_matroska(path, [n / 30 for n in range(60)], longer_s=1.0)
    frames, (event,) = read_all(VideoSource(path, paced=False))
    assert len(frames) == 60
    told = say.EVENTS[event.change].format(detail=event.detail)
    assert told.startswith(f"The picture of {path.name} ends early. Maybe only the sound goes on.")


def test_real_video_of_variable_rate_has_its_own_times(media: Path) -> None:
    frames, events = read_all(VideoSource(media / "noface_then_face.mov", paced=False))
    times = [frame.time_s for frame in frames]
    assert (times[0], times[1], times[-1]) == (0, pytest.approx(0.0137, abs=0.001), pytest.approx(6.345, abs=0.001))
    assert times == sorted(set(times))
    assert events == []


@pytest.mark.skipif(sys.platform == "win32", reason="no name there has a colon")
def test_a_video_with_a_colon_in_its_name_is_a_file(
    tmp_path: Path, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "10:30:00.mp4").symlink_to(media / "single_face.mp4")
    monkeypatch.chdir(tmp_path)
    assert next(VideoSource(Path("10:30:00.mp4"), paced=False).frames(threading.Event(), lambda event: None))


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


def test_a_still_gif_stays_until_a_word_can_settle(tmp_path: Path) -> None:
    path = tmp_path / "still.gif"
    Image.fromarray(GREY).save(path)
    frames, _ = read_all(VideoSource(path, paced=True))
    times = [frame.time_s for frame in frames]
    assert times == sorted(set(times)) and times[-1] >= 0.8
    assert len(read_all(VideoSource(path, paced=False))[0]) == 1


def write_slides(path: Path, step_s: float) -> Path:
    slides = [Image.fromarray(np.full_like(GREY, 60 * n)) for n in (1, 2, 3)]
    slides[0].save(path, save_all=True, append_images=slides[1:], duration=round(step_s * 1000))
    return path


def test_each_picture_of_a_slow_gif_is_given_again_while_it_stands(tmp_path: Path) -> None:
    frames, events = read_all(VideoSource(write_slides(tmp_path / "slides.gif", 0.8), paced=True))
    times = [frame.time_s for frame in frames]
    assert times == sorted(set(times)) and events == []
    for n in range(3):
        shown = [frame for frame in frames if 0.8 * n <= frame.time_s < 0.8 * (n + 1) - 1e-6]
        assert len(shown) >= 3 and len({int(frame.image[0, 0, 0]) for frame in shown}) == 1
        assert shown[-1].time_s - shown[0].time_s > 0.3, "a word can settle, also of the last"


def test_a_picture_that_stands_has_the_rest_of_its_time_after_a_pause(tmp_path: Path) -> None:
    times = []
    source = VideoSource(write_slides(tmp_path / "slides.gif", 0.8), paced=True)
    for frame in source.frames(threading.Event(), lambda event: None):
        times.append(frame.time_s)
        if len(times) in (2, 5):
            time.sleep(1.0)
    assert times == sorted(set(times))
    assert np.diff(times).max() < 0.5, "neither pause is missing in it"


def test_a_slow_gif_stops_at_once(tmp_path: Path) -> None:
    stop, seen = threading.Event(), 0
    for _ in VideoSource(write_slides(tmp_path / "slides.gif", 5.0), paced=True).frames(stop, lambda event: None):
        seen += 1
        if seen == 3:
            stop.set()
    assert seen == 3
