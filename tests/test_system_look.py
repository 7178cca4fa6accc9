"""The look that the computer is set to, where the program that tells it takes long (just after the start)."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from companion.settings import TEXT_SIZE, THEME, Settings
from companion.ui import window
from companion.ui.palette import Look, palette_for
from companion.ui.shell import Shell
from companion.ui.system_look import PATIENCE_S
from tests.plain_screen import Plain

Wait = Callable[..., None]
# The first answer takes long.
PROGRAM = """#!/bin/sh
echo "$@" >> "{folder}/asked"
[ -e "{folder}/warm" ] || {{ touch "{folder}/warm"; sleep {long}; }}
case "$*" in *color-scheme) cat "{folder}/scheme";; esac
"""


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desktop that is set to dark, and the folder in which its program writes down what it is asked."""
    program = tmp_path / "bin" / "gsettings"
    program.parent.mkdir()
    program.write_text(PROGRAM.format(folder=tmp_path, long=PATIENCE_S * 4))
    program.chmod(0o755)
    (tmp_path / "scheme").write_text("'prefer-dark'\n")
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.delenv("GTK_THEME", raising=False)
    return tmp_path


@pytest.mark.skipif(sys.platform != "linux", reason="asks gsettings")
def test_the_window_turns_dark_in_the_evening_with_its_desktop(
    desktop: Path, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "LOOK_EVERY_S", 0.1)
    (desktop / "warm").touch()
    (desktop / "scheme").write_text("'default'\n")
    shell = Shell(Settings(), {"home": Plain})
    shell.show("home")
    assert shell.theme.palette == palette_for(Look.LIGHT)
    (desktop / "scheme").write_text("'prefer-dark'\n")
    wait_until(lambda: shell.theme.palette == palette_for(Look.DARK), update=shell.update)
    # Who can't be asked for a moment changes nothing.
    (desktop / "bin" / "gsettings").write_text("#!/bin/sh\necho failed >> '" + str(desktop / "asked") + "'\nexit 1\n")
    wait_until(lambda: (desktop / "asked").read_text().count("failed") >= 3, update=shell.update)
    assert shell.theme.palette == palette_for(Look.DARK)
    shell.settings.set(THEME, "light")
    count = (desktop / "asked").read_text().count("scheme")
    end = time.monotonic() + 0.5
    wait_until(lambda: time.monotonic() > end, update=shell.update)
    assert (desktop / "asked").read_text().count("scheme") <= count + 1, "it is not asked for what nobody wants to know"
    assert shell.theme.palette == palette_for(Look.LIGHT)
    shell.close()


@pytest.fixture
def shell(desktop: Path) -> Iterator[Shell]:
    made = Shell(Settings(), {"home": Plain})
    made.show("home")
    yield made
    made.close()


@pytest.mark.skipif(sys.platform != "linux", reason="asks gsettings")
def test_a_late_answer_counts_and_is_kept_at_another_text_size(shell: Shell, desktop: Path, wait_until: Wait) -> None:
    assert shell.theme.palette == palette_for(Look.LIGHT), "the window does not wait"
    wait_until(lambda: shell.theme.palette == palette_for(Look.DARK), update=shell.update)
    asked = (desktop / "asked").read_text()
    (desktop / "scheme").write_text("'default'\n")
    shell.settings.set(TEXT_SIZE, 150)
    assert shell.theme.palette == palette_for(Look.DARK) and shell.theme.percent == 150
    assert (desktop / "asked").read_text() == asked, "nobody asked for another look"


@pytest.mark.skipif(sys.platform != "linux", reason="asks gsettings")
def test_who_chooses_the_look_of_the_computer_gets_that_of_now(shell: Shell, desktop: Path, wait_until: Wait) -> None:
    wait_until(lambda: shell.theme.palette == palette_for(Look.DARK), update=shell.update)
    (desktop / "scheme").write_text("'default'\n")
    shell.settings.set(THEME, "contrast")
    shell.settings.set(THEME, "system")
    wait_until(lambda: shell.theme.palette == palette_for(Look.LIGHT), update=shell.update)
