"""Puts the window together: settings, journal, screens. The one place that knows all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from companion.paths import Paths
from companion.settings import CLEAR_AFTER, FIRST_RUN_DONE, NETWORK, Setting, load_settings
from companion.sources.endings import is_camera
from companion.ui.camera_search import KnownCamera, open_when_asked
from companion.ui.home import Home, HomeActions, HomeState
from companion.ui.make_pipeline import pipeline_maker
from companion.ui.notes import Notes
from companion.ui.reading_controls import ReadControls
from companion.ui.resting_goes import RestingGoes
from companion.ui.screen import Screen
from companion.ui.shell import Shell
from companion.ui.speaking import Speaking
from companion.ui.unsaved import would_be_lost
from companion.ui.window_language import follow_language

if TYPE_CHECKING:
    from companion.journal.events import Notice
    from companion.journal.writer import Writer
    from companion.resting_store import RestingUse
    from companion.ui.live import MakePipeline

# While Home is shown and there is no camera, one is looked for this often.
LOOK_AGAIN_S = 10.0


class App:
    """The running app. Screens ask it for what lies outside of them.

    Attributes:
        shell: the window.
        speaking: says things aloud; Talk and the settings page use it.
    """

    def __init__(
        self, paths: Paths, network: str | None = None, last_resort: Callable[[], object] = lambda: None
    ) -> None:
        """Make the window. `last_resort` is called when all is to end at once, before anything that could hang."""
        self.paths, self._last_resort = paths, last_resort
        self._network = network
        settings, broken = load_settings(paths.settings)
        self.shell = Shell(
            settings,
            {
                "home": lambda shell, **extra: self._home(),
                "talk": lambda shell, source=None, agreed=False: self._talk(source, agreed),
                "mirror": lambda shell, source=None, agreed=False: self._mirror(source, agreed),
                "history": lambda shell: self._history(),
                "settings": lambda shell: self._settings_page(),
                "camera": lambda shell: self._choose_camera(),
                "first_run": lambda shell, then=None: self._first_run(then),
                "help": lambda shell, topic="home": self._help(topic),
                "card": lambda shell: self._card(),
                "region": lambda shell: self._choose_region(),
            },
        )
        self._notes = Notes(self.shell, [broken] if broken else [], lambda: self.speaking.problem)
        self._saving_fails = ""  # why, while it is so
        self._unsaved = broken  # what was told last of settings that are not saved
        self.shell.on_saved = self._tell_unsaved
        self.shell.on_close = self._close
        follow_language(self.shell)
        self.shell.on_end_at_once = self._silence
        self.shell.on_help = lambda topic: self.shell.cover("help", topic=topic)
        self.speaking = Speaking(self.shell, settings, self.tell, cache=paths.cache)
        ReadControls(self.shell, self.speaking)
        self._writer: Writer | None = None
        self._resting_goes = RestingGoes(settings, lambda: self.writer, self.shell.post, self._tell_problem)
        self.shell.before_close = lambda: would_be_lost(self._writer)
        settings.listen(self._setting_changed)
        self._camera = KnownCamera(settings, self.shell.post, self._camera_known, self.tell)

    @property
    def notes(self) -> list[str]:
        """Sentences for the person that no screen could show when they came, and those on the home screen."""
        return self._notes.kept

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
        if self.shell.settings.get(FIRST_RUN_DONE):
            self._begin(screen, source)
        else:
            self.shell.show("first_run", then=lambda: self._begin(screen, source))
        self.shell.later(0.05, self._open_journal, keep=True)

    def _begin(self, screen: str, source: str | None) -> None:
        self.shell.show(screen, **({"source": source} if screen in ("talk", "mirror") else {}))

    def _open_journal(self) -> None:
        # A talk that a crash left open is closed now, and what was deleted before is gone for good.
        months = self.shell.settings.get(CLEAR_AFTER)
        if months:
            from companion.journal.events import ClearOlder

            self.writer.post(ClearOlder(months))
        self._resting_goes.settle()

    def _setting_changed(self, setting: Setting[Any]) -> None:
        if setting is NETWORK:
            self._network = None  # it was given for this run, but the person has chosen since

    def _silence(self) -> None:
        """All is to end at once: speech goes first, since others hear it."""
        self._last_resort()
        self.speaking.close()

    def _close(self) -> None:
        self.speaking.close()
        self._camera.stop()
        self.shell.settings.save_again()
        if self._writer is not None and self._writer.stop():
            from companion.journal.events import Saving
            from companion.resting_store import settle

            if self._writer.saving is Saving.NOW:  # else another window may have it, where it can be brought back
                settle(self.shell.settings)

    def _journal_notice(self, notice: Notice) -> None:
        # Called in the journal's thread.
        if getattr(notice, "gone", False):
            self._resting_goes.carried_out(getattr(notice, "uid", ""))
        if hasattr(notice, "lost"):  # saving works again
            self.shell.post(self.shell.warn_anew)
            self.shell.post(lambda failed=self._saving_fails: self._notes.take_back(failed))  # type: ignore[misc]
            self.shell.post(lambda: self._tell_unsaved(self.shell.settings.save_again()))
        sentence = getattr(notice, "sentence", "")
        if getattr(notice, "failing", False):
            self._saving_fails = sentence
        if sentence:
            self.shell.post(lambda: self.tell(sentence))

    def _tell_problem(self, problem: str | None) -> None:
        if problem:
            self.tell(problem)

    def _tell_unsaved(self, problem: str | None) -> None:
        # Once, and not with each press of Ctrl +, until all is saved again.
        if problem and problem != self._unsaved:
            self.tell(problem)
        self._unsaved = self.shell.settings.problem

    def tell(self, sentence: str) -> None:
        """Show a sentence on the screen that is open, or else on the next that can show one."""
        self._notes.tell(sentence)

    # -- screens

    def _home(self) -> Screen:
        self._camera.forget_if_gone()
        home = Home(
            self.shell,
            HomeState(camera=self._camera.name, notes=self._notes.at_home()),
            HomeActions(
                open_talk=lambda source: self.shell.show("talk", source=source),
                open_mirror=lambda: self.shell.show("mirror"),
                open_history=lambda: self.shell.show("history"),
                open_settings=lambda: self.shell.show("settings"),
                open_help=self.shell.show_help,
                choose_camera=lambda: self.shell.show("camera"),
                choose_region=lambda: self.shell.show("region"),
                note_closed=self._notes.closed,
            ),
        )
        self._camera.look()
        # One may be plugged in, or allowed by the system, while this screen is shown.
        self.shell.every(LOOK_AGAIN_S, lambda: self._camera.look(again=True))
        return home

    def _camera_known(self) -> None:
        for screen in (self.shell.screen, self.shell.covered):
            if isinstance(screen, Home):
                screen.set_camera(self._camera.name)

    def _talk(self, source: str | None, agreed: bool) -> Screen:
        from companion.journal.records import Mode
        from companion.session import Session
        from companion.ui.talk import Talk

        text, kind, others = self._source(source)
        # A video or a folder shows nobody who could be asked now.
        live = kind != "file"
        if live and not agreed:
            return self._consent("talk", source)
        session = Session(self.writer, Mode.TALK, kind, consent=True if live else None)
        talk = Talk(self.shell, self._pipeline_maker(text, kind, others), session, speaking=self.speaking)
        self._notes.tell_waiting(talk.notice)
        if kind == "camera" and source is None:
            self._camera.gone = lambda: talk.source_gone
        return talk

    def _consent(self, screen: str, source: str | None) -> Screen:
        from companion.ui.consent import Consent

        return Consent(
            self.shell,
            on_yes=lambda: self.shell.show(screen, source=source, agreed=True),
            on_no=lambda: self.shell.show("home"),
            on_card=lambda: self.shell.cover("card"),
        )

    def _mirror(self, source: str | None, agreed: bool) -> Screen:
        from companion.journal.records import Mode
        from companion.resting_store import RestingUse, used
        from companion.session import Session
        from companion.ui.mirror import Mirror

        text, kind, others = self._source(source)
        if kind == "screen" and not agreed:
            return self._consent("mirror", source)  # there it is seldom one's own face
        new_session = partial(Session, self.writer, Mode.MIRROR, consent=True if agreed else None)
        use = RestingUse(used(self.shell.settings))
        make = self._pipeline_maker(text, kind, others, loop=True, resting=use)
        mirror = Mirror(self.shell, make, new_session, kind, use)
        self._notes.tell_waiting(mirror.notice)
        if kind == "camera" and source is None:
            self._camera.gone = lambda: mirror.source_gone
        return mirror

    def _source(self, source: str | None) -> tuple[str, str, Iterable[int]]:
        """Return the source's text (the camera that Home tells of where none is given), what kind it is, and which
        cameras may do in its place."""
        if source is None:
            return str(self._camera.number), "camera", self._camera.others
        return source, "camera" if is_camera(source) else "screen" if source.startswith("screen:") else "file", ()

    def _pipeline_maker(
        self, text: str, kind: str, others: Iterable[int], loop: bool = False, resting: RestingUse | None = None
    ) -> MakePipeline:
        network = self._network or self.shell.settings.get(NETWORK)
        make = pipeline_maker(self.paths, text, network, loop, resting, others)
        return self._camera.given_way(make) if kind == "camera" else make

    def _first_run(self, then: Callable[[], object] | None) -> Screen:
        from companion.ui.first_run import FirstRun

        def done() -> None:
            self._tell_problem(self.shell.settings.set(FIRST_RUN_DONE, True))
            (then or (lambda: self.shell.show("home")))()

        return FirstRun(self.shell, self.speaking, done)

    def _help(self, topic: str) -> Screen:
        from companion.ui.help import Help

        return Help(self.shell, topic, self.speaking)

    def _card(self) -> Screen:
        from companion.ui.consent_card import ConsentCard

        return ConsentCard(self.shell, self.speaking)

    def _history(self) -> Screen:
        from companion.ui.history import History

        return History(self.shell, self.paths, self.writer, tell=self.tell)

    def _settings_page(self) -> Screen:
        from companion.ui.settings_page import SettingsPage

        return SettingsPage(self.shell, self.speaking)

    def _choose_camera(self) -> Screen:
        from companion.ui.choose_source import CameraActions, ChooseCamera

        opener = self._camera.given_way(open_when_asked)
        actions = CameraActions(
            lambda source: self.shell.show("talk", source=source), self._camera.chosen, opener=opener
        )
        return ChooseCamera(self.shell, actions)

    def _choose_region(self) -> Screen:
        from companion.ui.choose_region import ChooseRegion

        return ChooseRegion(self.shell, lambda source: self.shell.show("talk", source=source))
