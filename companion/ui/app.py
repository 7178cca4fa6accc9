"""Puts the window together: settings, journal, screens. The one place that knows all of them."""

from __future__ import annotations

import sys
import threading
import tkinter as tk
from collections.abc import Callable
from typing import TYPE_CHECKING

from companion.paths import Paths
from companion.settings import CAMERA, CLEAR_AFTER, NETWORK, load_settings
from companion.ui.home import Home, HomeActions, HomeState
from companion.ui.reading_controls import ReadControls
from companion.ui.shell import Screen, Shell
from companion.ui.speaking import Speaking
from companion.words import app as say
from companion.words.sources import CAMERA_TITLE

if TYPE_CHECKING:
    from companion.journal.events import Notice
    from companion.journal.writer import Writer
    from companion.pipeline import Pipeline
    from companion.reading.reading import Reading
    from companion.resting_store import RestingUse


class App:
    """The running app. Screens ask it for what lies outside of them.

    Attributes:
        shell: the window.
        notes: sentences for the person that came before the home screen could show them.
        speaking: says things aloud; Talk and the settings page use it.
    """

    def __init__(self, paths: Paths, network: str | None = None) -> None:
        self.paths = paths
        self._network = network
        settings, broken = load_settings(paths.settings)
        self.notes: list[str] = [broken] if broken else []
        self.shell = Shell(
            settings,
            {
                "home": lambda shell, **extra: self._home(),
                "talk": lambda shell, source=None, agreed=False: self._talk(source, agreed),
                "mirror": lambda shell, source=None: self._mirror(source),
                "history": lambda shell: self._history(),
                "settings": lambda shell: self._settings_page(),
                "camera": lambda shell: self._choose_camera(),
                "region": lambda shell: self._choose_region(),
            },
        )
        self.shell.on_close = self._close
        self.speaking = Speaking(self.shell, settings, self.tell)
        ReadControls(self.shell, self.speaking)
        self._writer: Writer | None = None
        self._camera: str | None = None
        self._looked_for_camera = False

    @property
    def writer(self) -> Writer:
        """The journal's writer; started when it is first needed, so that the window is there before it."""
        if self._writer is None:
            from companion.journal.moment import system_clock
            from companion.journal.writer import Writer

            self._writer = Writer(self.paths, system_clock, self._journal_notice)
            self._writer.start()
        return self._writer

    def start(self, screen: str, source: str | None) -> None:
        """Show the first screen, then do what can wait."""
        if screen in ("talk", "mirror"):
            self.shell.show(screen, source=source)
        else:
            self.shell.show(screen)
        self.shell.later(0.05, self._open_journal, keep=True)

    def _open_journal(self) -> None:
        # A talk that a crash left open is closed now, and what was deleted before is gone for good.
        months = self.shell.settings.get(CLEAR_AFTER)
        if months:
            from companion.journal.events import ClearOlder

            self.writer.post(ClearOlder(months))
        else:
            self.writer  # noqa: B018

    def _close(self) -> None:
        self.speaking.close()
        if self._writer is not None:
            self._writer.stop()

    def _journal_notice(self, notice: Notice) -> None:
        # Called in the journal's thread.
        sentence = getattr(notice, "sentence", "")
        if sentence:
            self.shell.post(lambda: self.tell(sentence))

    def tell(self, sentence: str) -> None:
        """Show a sentence on the screen that is open, if it can show one, else on the home screen."""
        show = getattr(self.shell.screen, "notice", None)
        if callable(show):
            show(sentence)
        else:
            self.notes.append(sentence)
            if isinstance(self.shell.screen, Home):
                self.shell.show("home")

    # -- screens

    def _home(self) -> Screen:
        home = Home(
            self.shell,
            HomeState(camera=self._camera, notes=tuple(self.notes)),
            HomeActions(
                open_talk=lambda source: self.shell.show("talk", source=source),
                open_mirror=lambda: self.shell.show("mirror"),
                open_history=lambda: self.shell.show("history"),
                open_settings=lambda: self.shell.show("settings"),
                choose_camera=lambda: self.shell.show("camera"),
                choose_region=lambda: self.shell.show("region"),
                note_closed=self.notes.remove,
            ),
        )
        if not self._looked_for_camera:
            self._looked_for_camera = True
            threading.Thread(target=self._look_for_camera, name="find-camera", daemon=True).start()
        return home

    def _look_for_camera(self) -> None:
        from companion.sources.camera import find_camera

        chosen = self.shell.settings.get(CAMERA)
        number = find_camera(numbers=range(chosen, chosen + 1))
        if number is None:
            number = find_camera()
        self.shell.post(lambda: self._camera_found(number))

    def _camera_found(self, number: int | None) -> None:
        self._camera = "" if number is None else CAMERA_TITLE.format(number=number)
        if isinstance(self.shell.screen, Home):
            self.shell.screen.set_camera(self._camera)

    def _talk(self, source: str | None, agreed: bool) -> Screen:
        from companion.journal.records import Mode
        from companion.session import Session
        from companion.ui.consent import Consent
        from companion.ui.talk import Talk

        text, kind = self._source(source)
        # A video or a folder shows nobody who could be asked now.
        live = kind != "file"
        if live and not agreed:
            return Consent(
                self.shell,
                on_yes=lambda: self.shell.show("talk", source=source, agreed=True),
                on_no=lambda: self.shell.show("home"),
            )
        session = Session(self.writer, Mode.TALK, kind, consent=True if live else None)
        network = self._network or self.shell.settings.get(NETWORK)
        return Talk(self.shell, pipeline_maker(self.paths, text, network), session, speaking=self.speaking)

    def _mirror(self, source: str | None) -> Screen:
        from companion.journal.records import Mode
        from companion.resting_store import RestingUse, used
        from companion.session import Session
        from companion.ui.mirror import Mirror

        text, kind = self._source(source)
        network = self._network or self.shell.settings.get(NETWORK)
        use = RestingUse(used(self.shell.settings))
        make = pipeline_maker(self.paths, text, network, loop=True, resting=use)
        return Mirror(self.shell, make, lambda seen: Session(self.writer, Mode.MIRROR, seen), kind, use)

    def _source(self, source: str | None) -> tuple[str, str]:
        """Return the source's text (the chosen camera where none is given), and what kind of source it is."""
        text = source if source is not None else str(self.shell.settings.get(CAMERA))
        return text, "camera" if text.isdigit() else "screen" if text.startswith("screen:") else "file"

    def _history(self) -> Screen:
        from companion.ui.history import History

        return History(self.shell, self.paths, self.writer)

    def _settings_page(self) -> Screen:
        from companion.ui.settings_page import SettingsPage

        return SettingsPage(self.shell, self.speaking)

    def _choose_camera(self) -> Screen:
        from companion.ui.choose_source import CameraActions, ChooseCamera

        def chosen(number: int, name: str) -> None:
            self._camera = name or CAMERA_TITLE.format(number=number)

        return ChooseCamera(self.shell, CameraActions(lambda source: self.shell.show("talk", source=source), chosen))

    def _choose_region(self) -> Screen:
        from companion.ui.choose_region import ChooseRegion

        return ChooseRegion(self.shell, lambda source: self.shell.show("talk", source=source))


def pipeline_maker(
    paths: Paths, source: str, network: str, loop: bool = False, resting: RestingUse | None = None
) -> Callable[[Callable[[Reading], None]], Pipeline]:
    """Return what a screen calls, in a thread, to build its pipeline; the heavy imports happen in there.

    `resting` corrects the readings by the person's resting face: for the Mirror only.
    """

    def make(remember: Callable[[Reading], None]) -> Pipeline:
        from companion.faces.finder import default_finder
        from companion.pipeline import Pipeline
        from companion.reading.card import network_folder
        from companion.reading.classifier import Classifier
        from companion.reading.resting_classifier import RestingClassifier
        from companion.sources.choose import choose

        folder = network_folder(network)
        return Pipeline(
            choose(source, loop=loop),
            lambda: default_finder(paths),
            lambda: Classifier(folder) if resting is None else RestingClassifier(folder, resting),
            folder.name,
            remember,
        )

    return make


def run_app(paths: Paths, screen: str, source: str | None = None, network: str | None = None) -> int:
    """Open the window and stay until it is closed; 1 with a sentence where there can be no window."""
    try:
        app = App(paths, network)
    except tk.TclError:
        print(say.NO_DISPLAY, file=sys.stderr)
        return 1
    app.start(screen, source)
    app.shell.mainloop()
    return 0

