"""Goes through all screens in all looks and text sizes, and says what is wrong."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from companion.audit.alone import alike_faces, alike_hatches
from companion.audit.faults import Failure, Fault
from companion.audit.looking import look
from companion.audit.pixels import Meter, Photo
from companion.audit.recipes import Recipe, recipes
from companion.audit.samples import draw_picture
from companion.audit.stage import Stage, State
from companion.paths import HOME_VARIABLE, user_paths
from companion.ui.palette import Look
from companion.words import audit as say
from companion.words.language import ENGLISH

# 125 % is the tightest: the largest text that is laid out as small text is.
ALL_SIZES = (100, 125, 150, 200)

# The looks that are tried at each text size.
Plan = Mapping[int, Sequence[Look]]
Seen = Callable[[str, list[Failure]], None]

log = logging.getLogger(__name__)


@dataclass
class Result:
    """What the audit found: `screens`, the names of all screens and states that were looked at, and the failures."""

    screens: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


def whole_plan() -> Plan:
    """Return every look at every size."""
    return {percent: tuple(Look) for percent in ALL_SIZES}


def audit(
    plan: Plan,
    folder: Path,
    only: Sequence[str] = (),
    seen: Seen = lambda screen, failures: None,
    brief: bool = False,
    known: Mapping[str, Recipe] | None = None,
    code: str = ENGLISH,
) -> Result:
    """Walk through the app.

    Args:
        folder: where the fresh COMPANION_HOME of each text size is made.
        only: names of the shell's mapping; nothing for all.
        seen: told after each screen and state, with what was found there.
        brief: after the first look of each size look at colours only, and not again at what is alike.
        known: other recipes than our own.
        code: the language.

    Raises:
        tk.TclError: there is no display.
        OSError: the window can't be photographed here.
    """
    result = Result()
    for percent, looks in plan.items():
        home = folder / str(percent)
        paths = user_paths({HOME_VARIABLE: str(home)})
        paths.make_private()
        with _environment(HOME_VARIABLE, str(home)):
            stage = Stage(paths, draw_picture(home / "pictures"), code)
            try:
                Walk(stage, percent, looks, result, seen, brief).through(recipes() if known is None else known, only)
            finally:
                stage.shell.close()
    return result


@contextlib.contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    """Set a variable for a while: what asks for the user's folders by itself then gets the fresh ones."""
    former = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if former is None:
            del os.environ[name]
        else:
            os.environ[name] = former


class _Errors(logging.Handler):
    """Keeps what is logged as an error: the window reports a callback that fails there."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one."""
        cause = record.exc_info[1] if record.exc_info else None
        self.found.append(record.getMessage() if cause is None else f"{type(cause).__name__}: {cause}")


class Walk:
    """Goes through the screens at one text size."""

    def __init__(
        self, stage: Stage, percent: int, looks: Sequence[Look], result: Result, seen: Seen, brief: bool
    ) -> None:
        self._stage, self._percent, self._looks, self._result = stage, percent, looks, result
        self._seen, self._brief, self._meter, self._errors = seen, brief, Meter(), _Errors()

    def through(self, known: Mapping[str, Recipe], only: Sequence[str]) -> None:
        """Go through all screens of the shell's mapping, by their recipes; a screen without one is a failure."""
        stage = self._stage
        stage.dress(self._looks[0], self._percent)
        stage.app.start("home", None)
        stage.settle()
        if np.unique(Photo(stage.shell).colours).size == 1:
            raise OSError(say.NOT_READ)
        app_log = logging.getLogger("companion")
        app_log.addHandler(self._errors)
        try:
            for name in stage.shell.screens:
                if not only or name in only:
                    self._screen(name, known.get(name))
        finally:
            app_log.removeHandler(self._errors)
        for one in self._looks:
            stage.dress(one, self._percent)
            theme = stage.shell.theme
            failures = self._note(say.THE_WORDS, one, [*alike_faces(theme), *alike_hatches(theme)])
            self._seen(say.THE_WORDS, failures)

    def _screen(self, name: str, recipe: Recipe | None) -> None:
        if recipe is None:
            self._broken(name, say.NO_RECIPE)
            return
        after = ""
        try:
            for state in recipe(self._stage):
                after = state.name
                self._state(say.SCREEN.format(screen=name, state=state.name), state)
        except Exception as error:
            # Whatever breaks on the way is a failure of this screen, and the others are still looked at.
            log.debug("a recipe broke", exc_info=error)
            self._broken(name, say.NOT_OPENED.format(after=after, problem=f"{type(error).__name__}: {error}"))

    def _state(self, called: str, state: State) -> None:
        stage, failures = self._stage, list[Failure]()
        for place, one in enumerate(self._looks):
            if place and self._brief and state.alike:
                break
            stage.dress(one, self._percent)
            stage.window.focus_force()
            faults = look(stage.window, self._meter, stage.settle, state.tab, brief=bool(place and self._brief))
            faults += [Fault(say.THE_SCREEN, say.BROKE.format(problem=problem)) for problem in self._errors.found]
            self._errors.found.clear()
            failures += self._note(called, one, faults)
        stage.dress(self._looks[0], self._percent)
        self._seen(called, failures)

    def _broken(self, name: str, problem: str) -> None:
        self._seen(name, self._note(name, self._looks[0], [Fault(say.THE_SCREEN, problem)]))

    def _note(self, called: str, one: Look, faults: Sequence[Fault]) -> list[Failure]:
        failures = [Failure(called, str(one), self._percent, fault) for fault in faults]
        self._result.failures += failures
        if called not in self._result.screens:
            self._result.screens.append(called)
        return failures
