"""Nothing is left for others: no words in a LaTeX folder, no selection, no code of a folder, no half file, no core."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from companion import doctor
from companion.bench import bench
from companion.paths import Paths, make_private
from companion.ui.app import App
from companion.ui.consent import Consent
from companion.ui.help import Help
from companion.words import bench as bench_words

# Another program that has the selection, and tells whether it keeps it.
OWNER = """
import tkinter
root = tkinter.Tk()
entry = tkinter.Entry(root)
entry.pack()
entry.insert(0, "mine")
entry.selection_range(0, "end")
root.update()
print("ready", flush=True)
root.after(1500, root.quit)
root.mainloop()
print("still mine" if root.selection_get(selection="PRIMARY") == "mine" and root.selection_own_get(selection="PRIMARY")
      is entry else "lost", flush=True)
"""


def test_the_charts_go_by_no_matplotlibrc(tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text("text.usetex: True\nlines.linewidth: 9\n")
    script = (
        "import matplotlib; print(matplotlib.rcParams['text.usetex'])\n"
        "from companion.charts.style import library\n"
        "print(library().rcParams['text.usetex'], library().rcParams['lines.linewidth'])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["True", "False", "1.5"], done.stderr


def test_what_is_selected_in_a_private_field_is_there_for_no_other_program(app: App) -> None:
    app.start("home", None)
    app.shell.show_help()
    screen = app.shell.screen
    assert isinstance(screen, Help)
    screen.show_too_much()
    assert screen.contact is not None
    screen.contact.insert(0, "a secret")
    other = subprocess.Popen([sys.executable, "-c", OWNER], stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout is not None and other.stdout.readline() == "ready\n"
        screen.contact.selection_range(0, "end")
        app.shell.update()
        assert other.stdout.readline() == "still mine\n"
    finally:
        other.kill()
        other.communicate()


def test_no_code_of_the_present_folder_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, app: App) -> None:
    for name in (".Companion.py", ".Tk.py"):
        (tmp_path / name).write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HOME", raising=False)
    App(app.paths).shell.close()
    assert doctor._display().state is doctor.State.GOOD
    assert not (tmp_path / "ran").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_crash_writes_no_memory_to_the_disk() -> None:
    script = "import resource\nfrom companion.__main__ import _keep_no_memory\n_keep_no_memory()\n"
    script += "print(resource.getrlimit(resource.RLIMIT_CORE)[0])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "0", done.stderr


def test_a_detector_that_could_not_be_kept_leaves_nothing(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(part: Path, file: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(doctor, "put_in_place", full)
    (tmp_path / "model").write_bytes(b"x")
    assert doctor.get_detector(paths, (tmp_path / "model").as_uri(), doctor._sha256(b"x"))
    assert list(paths.data.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_folders_above_are_private_too(tmp_path: Path) -> None:
    import os

    before = os.umask(0)
    try:
        make_private(tmp_path / "deep" / "home" / "data")
    finally:
        os.umask(before)
    for folder in ("deep", "deep/home", "deep/home/data"):
        assert (tmp_path / folder).stat().st_mode & 0o777 == 0o700


def test_nobody_is_looked_at_live_without_being_asked(app: App, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench("0", None, as_json=True) == bench("screen:0,0,9,9", None, as_json=True) == 1
    assert capsys.readouterr().err.splitlines() == [
        bench_words.NOT_LIVE.format(source=source) for source in ("0", "screen:0,0,9,9")
    ]
    app.start("mirror", "screen:0,0,200,200")
    assert isinstance(app.shell.screen, Consent)
    app.shell.screen.yes.invoke()
    assert app.shell.screen_name == "mirror" and not isinstance(app.shell.screen, Consent)
