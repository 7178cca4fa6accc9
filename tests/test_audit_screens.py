"""The true audit: every screen of the real app, in every look and text size, without a failure; and what it prints."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from companion.audit.command import audit_command
from companion.audit.recipes import recipes
from companion.audit.stage import Stage, State
from companion.audit.walk import audit, whole_plan
from companion.paths import Paths
from companion.ui import home
from companion.ui.app import App
from companion.ui.palette import Look
from companion.words import audit as say

ONE_LOOK = {100: (Look.LIGHT,)}


def test_every_screen_passes(tmp_path: Path) -> None:
    """All screens and looks, at the smallest and the largest text. `companion doctor --audit` leaves nothing out.

    Here the second look of a size is looked at for its colours only, and 125 and 150 % not at all, which takes long.
    """
    result = audit({100: (Look.LIGHT, Look.DARK), 200: (Look.CONTRAST, Look.DARK)}, tmp_path, brief=True)
    assert [failure.line() for failure in result.failures] == []
    assert len(result.screens) >= 75


def test_every_screen_of_the_app_has_a_recipe(paths: Paths) -> None:
    app = App(paths)
    try:
        assert set(app.shell.screens) == set(recipes())
    finally:
        app.shell.close()


def test_a_screen_without_a_recipe_is_a_failure(tmp_path: Path) -> None:
    result = audit(ONE_LOOK, tmp_path, only=("home",), known={})
    assert [failure.fault.what for failure in result.failures] == [say.NO_RECIPE]


def test_a_screen_that_breaks_is_a_failure_and_the_others_are_looked_at(tmp_path: Path) -> None:
    def broken(stage: Stage) -> Iterator[State]:
        stage.show("settings")
        yield State("page", tab=False)
        stage.press("No such button")

    result = audit(ONE_LOOK, tmp_path, only=("home", "settings"), known={**recipes(), "settings": broken})
    assert {"home (doors)", "settings (page)"} <= set(result.screens)
    (failure,) = result.failures
    assert "No such button" in failure.line()


def test_a_callback_that_fails_is_a_failure(tmp_path: Path) -> None:
    def failing(stage: Stage) -> Iterator[State]:
        stage.show("settings")
        stage.shell.after(1, lambda: {}["nothing"])
        yield State("page", tab=False)

    result = audit(ONE_LOOK, tmp_path, only=("settings",), known={"settings": failing})
    assert ["KeyError" in failure.line() for failure in result.failures] == [True]


def test_the_command_names_a_planted_fault_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A grey line on the real home screen: screen, look, size, widget, figure and limit are printed, status 1."""
    real = home.Home.__init__

    def with_grey(self: Any, *args: Any, **more: Any) -> None:
        real(self, *args, **more)
        self._camera.configure(foreground="#9a9a9a")

    monkeypatch.setattr(home.Home, "__init__", with_grey)
    monkeypatch.setattr("companion.audit.walk.whole_plan", lambda: ONE_LOOK)
    assert audit_command(only=("home",)) == 1
    lines = capsys.readouterr().out.splitlines()
    assert any(
        line.startswith("home (doors), light, 100 %: label ") and "a contrast of 2." in line and "it needs 7" in line
        for line in lines
    ), lines
    screens, failures = lines[-1].split(", ")
    assert screens.endswith(" screens")
    assert int(failures.removesuffix(" failures")) >= 1


def test_the_command_passes_where_nothing_is_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    monkeypatch.setattr("companion.audit.walk.whole_plan", lambda: ONE_LOOK)
    before = sorted(home.rglob("*"))
    assert audit_command(only=("card",)) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2 screens, 0 failures"
    assert sorted(home.rglob("*")) == before, "the audit has a COMPANION_HOME of its own"


def test_the_whole_plan_is_all_looks_at_all_sizes() -> None:
    assert whole_plan() == {percent: tuple(Look) for percent in (100, 125, 150, 200)}


def test_without_a_display_it_says_one_sentence() -> None:
    environ = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    command = [sys.executable, "-m", "companion", "doctor", "--audit"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", say.NO_DISPLAY + "\n")
