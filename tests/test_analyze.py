"""`companion analyze` as people run it: a real process, real files, JSON by contract, bad input told in a line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from companion.analyze import Result, analyze_frames
from companion.faces.detector import Found, YunetDetector
from companion.faces.face import Box, Doubt
from companion.faces.finder import FaceFinder
from companion.reading.card import network_folder
from companion.reading.classifier import Classifier
from companion.reading.reading import SCORE_NAMES, Kind, Reading
from companion.sources.frame import Frame
from companion.sources.pictures import read_picture
from companion.words import doctor, language, sources, talk
from tests.conftest import write_video

KEYS = {"source", "time_s", "face", "box", "kind", "words", "scores", "reasons"}


def analyze(*arguments: object, **environ: str) -> tuple[int, list[dict[str, Any]], list[str]]:
    done = subprocess.run(
        [sys.executable, "-m", "companion", "analyze", "--json", *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, **environ},
        timeout=300,
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr.splitlines()


def test_smile_in_a_video_is_found_with_haar(media: Path) -> None:
    status, rows, errors = analyze(media / "single_face.mp4")
    assert (status, errors) == (0, [])
    assert len(rows) == 72
    assert all(set(row) == KEYS for row in rows)
    assert sum(row["face"] is not None for row in rows) >= 0.95 * len(rows)
    assert any("happiness" in row["words"] for row in rows if row["time_s"] >= 1.4)
    seen = [row for row in rows if row["face"] is not None]
    assert all(set(row["scores"]) == set(SCORE_NAMES) for row in seen), "also before the first word: it was read"


def test_face_that_comes_into_an_empty_room(media: Path) -> None:
    _, rows, _ = analyze(media / "noface_then_face.mov")
    assert rows[0]["kind"] == "no_face"
    assert (rows[0]["face"], rows[0]["box"], rows[0]["scores"]) == (None, None, {})
    assert any(row["face"] is not None for row in rows)


def test_each_picture_that_is_not_read_is_one_line_whatever_libraries_say(tmp_path: Path) -> None:
    def noisy() -> bytes:
        good, png = cv2.imencode(".png", np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8))
        assert good
        return png.tobytes()

    (tmp_path / "cut.png").write_bytes(noisy()[:-2000])
    (tmp_path / "damaged.png").write_bytes(noisy()[:500] + b"no" + noisy()[502:])
    good, jpeg = cv2.imencode(".jpg", np.full((64, 64, 3), 90, np.uint8))
    assert good
    (tmp_path / "odd.jpg").write_bytes(jpeg.tobytes()[:-2] + bytes(25) + jpeg.tobytes()[-2:])  # it is read all the same
    status, rows, errors = analyze(*(tmp_path / name for name in ("cut.png", "damaged.png", "odd.jpg")))
    assert status == 2 and [row["kind"] for row in rows] == ["no_face"]
    assert errors == [sources.NOT_A_PICTURE.format(path=tmp_path / name) for name in ("cut.png", "damaged.png")]


def test_photos_are_not_smoothed_and_each_face_has_a_line(media: Path, yunet: Path) -> None:
    _, rows, _ = analyze(media / "multi_face.jpg", media / "single_face.jpg", COMPANION_DETECTOR=str(yunet))
    assert [Path(row["source"]).name for row in rows] == ["multi_face.jpg"] * 5 + ["single_face.jpg"]
    assert {row["time_s"] for row in rows} == {0}
    assert {row["face"] for row in rows} == {None}


def test_a_black_picture_says_why_there_is_no_face(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "black.png"), np.zeros((240, 320, 3), np.uint8))
    status, (row,), errors = analyze(tmp_path / "black.png")
    assert (status, errors, row["kind"], row["reasons"]) == (0, [], "no_face", ["dark"])
    black = Reading(Kind.NO_FACE, reasons=(Doubt.DARK,))
    assert Result("a.png", 0.0, None, black).as_text() == "a.png: I see no face. The picture is black."


def test_a_face_that_was_not_seen_for_long_has_its_reasons_and_scores(astronaut: np.ndarray) -> None:
    dark = (cv2.resize(astronaut, (640, 480)) * 0.15).astype(np.uint8)

    class Still:
        name = "haar"

        def find(self, image: np.ndarray, long_side: int) -> list[Found]:
            return [Found(Box(250, 80, 120, 120), None, 0.9)]

    frames = (Frame(dark, n / 15, "film") for n in range(3))
    results = list(analyze_frames(frames, FaceFinder(Still()), Classifier(network_folder()), photo=False))
    assert [result.reading.kind for result in results] == [Kind.UNSURE] * 3
    assert all(Doubt.DARK in result.reading.reasons and result.reading.scores is not None for result in results)


def test_a_still_gif_is_a_photo_and_a_moving_one_a_video(tmp_path: Path, astronaut: np.ndarray) -> None:
    pictures = [Image.fromarray(np.roll(astronaut, n, axis=1)[..., ::-1]) for n in range(3)]
    pictures[0].save(tmp_path / "still.gif")
    pictures[0].save(tmp_path / "moving.gif", save_all=True, append_images=pictures[1:], duration=100)
    status, still, errors = analyze(tmp_path / "still.gif")
    assert (status, errors) == (0, [])
    assert still and all(row["face"] is None and row["scores"] for row in still)
    _, moving, _ = analyze(tmp_path / "moving.gif")
    assert {row["time_s"] for row in moving} == {0, 0.1, 0.2}
    assert any(row["face"] == 1 for row in moving)


def test_a_film_that_is_too_short_for_a_word_is_read_picture_by_picture(tmp_path: Path, astronaut: np.ndarray) -> None:
    for name, count in (("short.avi", 5), ("long.avi", 20)):
        write_video(tmp_path / name, [np.roll(astronaut, n, axis=1) for n in range(count)])
    _, short, _ = analyze(tmp_path / "short.avi")
    _, long, _ = analyze(tmp_path / "long.avi")
    first = {name: [row for row in rows if row["face"] == 1] for name, rows in (("short", short), ("long", long))}
    assert [row["time_s"] for row in first["short"]] == [0, 0.033, 0.067, 0.1, 0.133], "each has its time"
    assert {row["kind"] for row in first["short"]} <= {"clear", "maybe"}
    kinds = [row["kind"] for row in first["long"]]
    assert set(kinds[:5]) == {"unsure"} and kinds[-1] in ("clear", "maybe")


def test_pictures_that_are_far_apart_are_read_as_photos_are(media: Path, yunet: Path) -> None:
    face, classifier = read_picture(media / "single_face.jpg"), Classifier(network_folder())
    finder = FaceFinder(YunetDetector(yunet))

    def kinds(step_s: float) -> list[Kind]:
        film = (Frame(face, n * step_s, "film") for n in range(3))
        return [one.reading.kind for one in analyze_frames(film, finder, classifier, photo=False)]

    assert kinds(1.0) == [Kind.CLEAR] * 3
    assert kinds(0.1) == [Kind.UNSURE] * 3, "too short for a word"


class Crossing:
    """A detector that sees two faces walk past each other."""

    name = "haar"

    def __init__(self) -> None:
        self._frame = 0

    def find(self, image: np.ndarray, long_side: int) -> list[Found]:
        self._frame += 1
        return [Found(Box(x, 100, 100, 100), None, 0.9) for x in (10 * self._frame, 500 - 10 * self._frame)]


def test_while_faces_cross_a_video_does_not_say_who_is_who(astronaut: np.ndarray) -> None:
    picture = cv2.resize(astronaut, (640, 480))
    frames = (Frame(picture, n / 15, "film") for n in range(50))
    results = list(analyze_frames(frames, FaceFinder(Crossing()), Classifier(network_folder()), photo=False))
    crossing = [result for result in results if Doubt.WHO in result.reading.reasons]
    assert crossing and all(result.reading.kind is Kind.UNSURE for result in crossing)
    assert all(1 < result.time_s < 2.4 for result in crossing), "far apart it is certain"
    first, last = ({result.face.track for result in results if result.time_s == time} for time in (0, 49 / 15))
    assert len(first) == len(last) == 2 and not first & last


def test_words_go_with_the_kind(media: Path) -> None:
    status, rows, _ = analyze(*sorted(media.glob("*.jpg")))
    assert status == 0 and rows
    for row in rows:
        assert len(row["words"]) == {"clear": 1, "maybe": 2}.get(row["kind"], 0)


def test_bad_input_is_one_line_each_and_the_rest_is_done(tmp_path: Path, astronaut: np.ndarray) -> None:
    (tmp_path / "text.jpg").write_text("hello")
    (tmp_path / "text.mp4").write_text("hello")
    (tmp_path / "empty").mkdir()
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "a.png").write_text("hello")
    cv2.imwrite(str(folder / "b.png"), astronaut)
    bad = [tmp_path / "text.jpg", tmp_path / "text.mp4", tmp_path / "empty", tmp_path / "none.jpg"]
    status, rows, errors = analyze(*bad, folder)
    assert status == 2
    assert {Path(row["source"]).name for row in rows} == {"b.png"}
    assert len(errors) == 5
    for path, line in zip([*bad, folder / "a.png"], errors, strict=True):
        assert str(path) in line


def test_unknown_network_is_one_line(media: Path) -> None:
    status, rows, errors = analyze("--network", "nobody", media / "single_face.jpg")
    assert (status, rows) == (1, [])
    assert len(errors) == 1
    assert "nobody" in errors[0]


def test_text_for_people_says_the_word_and_what_else_it_can_be(media: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "companion", "analyze", str(media / "single_face.jpg")],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "Face looks happy. It can also be" in done.stdout


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_a_photo_is_not_listened_to_and_nobody_waits_for_it(code: str) -> None:
    try:
        language.use(code)
        for word, look in talk.LOOKS.items():
            line = Result("a.png", 0.0, None, Reading(Kind.CLEAR, (word,))).as_text()
            assert look.headline in line
            if word in ("neutral", "surprise"):
                first, after = look.also.split(". ")
                assert line.endswith(f"{first}.") and after not in line
            else:
                assert line.endswith(look.also)
    finally:
        language.use(language.ENGLISH)


def test_reader_that_goes_away_is_no_error(media: Path) -> None:
    analyze_it = f"{sys.executable} -m companion analyze --json {media / 'single_face.mp4'}"
    command = f"{analyze_it} | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60)
    assert len(done.stdout.splitlines()) == 2
    assert (done.stdout.splitlines()[-1], done.stderr) == ("0", "")


def test_a_time_has_the_decimal_sign_of_its_language() -> None:
    result = Result("film.mp4", 1.5, None, Reading(Kind.NO_FACE, time_s=1.5))
    assert result.as_text().startswith("film.mp4 at 1.50 s: ")
    try:
        language.use("de")
        assert result.as_text().startswith("film.mp4 bei 1,50 s: ")
        assert json.loads(result.as_json())["time_s"] == 1.5
    finally:
        language.use(language.ENGLISH)


def test_a_video_with_an_odd_name_is_read_like_others(tmp_path: Path, video: Path) -> None:
    film, text = (Path(os.fsdecode(os.fsencode(tmp_path) + name)) for name in (b"/f\xfcr.avi", b"/te\xfct.avi"))
    film.write_bytes(video.read_bytes())
    text.write_text("hello")
    status, rows, errors = analyze(film, text, PYTHONUTF8="1")
    assert (status, len(rows), len(errors)) == (2, 60, 1)
    assert "holds no picture" in errors[0]


def test_odd_names_are_read_like_others(tmp_path: Path, astronaut: np.ndarray) -> None:
    picture = cv2.imencode(".png", astronaut)[1].tobytes()
    (tmp_path / "2025").mkdir()
    names = [b"2025/a.png", b"~nobody.png", b"f\xfcr.png"]
    for name in names:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(picture)
    done = subprocess.run(
        [sys.executable, "-m", "companion", "analyze", "2025", *map(os.fsdecode, names[1:])],
        capture_output=True, cwd=tmp_path, env={**os.environ, "PYTHONUTF8": "1"}, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    first, second, third = done.stdout.splitlines()
    assert (first[:10], second[:11]) == (names[0], names[1])
    assert third.startswith(b"f\\udcfcr.png")


def test_without_tk_a_window_is_one_sentence() -> None:
    program = "import sys; sys.modules['_tkinter'] = None; from companion.cli import run; sys.exit(run(sys.argv[1:]))"
    for command in ("mirror", "bench"):
        done = subprocess.run([sys.executable, "-c", program, command], capture_output=True, text=True, timeout=60)
        assert done.returncode == 1
        assert done.stderr.splitlines() == [f"{doctor.TK_NONE} {doctor.TK_MEND}"]


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("analyze", "--help")])
def test_help_starts_no_heavy_library(arguments: tuple[str, ...]) -> None:
    program = (
        "import sys; sys.argv[1:] = sys.argv[1:]\n"
        "from companion.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([name for name in ('cv2', 'onnxruntime', 'matplotlib', 'tkinter') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
