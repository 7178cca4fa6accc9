"""How each screen is brought to each of its states: one recipe for each name in the shell's mapping.

A recipe works the screen as a person would, and yields a `State` whenever there is something to look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from companion.audit.recipe_history import history
from companion.audit.recipe_mirror import mirror
from companion.audit.recipe_talk import talk
from companion.audit.samples import DrawnCamera
from companion.audit.stage import Stage, State, texts_of
from companion.words import choose
from companion.words import first_run as first_words
from companion.words import help as help_words
from companion.words import home as home_words

Recipe = Callable[[Stage], Iterator[State]]


def recipes() -> dict[str, Recipe]:
    """Return the recipes by screen name."""
    return {
        "first_run": first_run,
        "help": help_page,
        "card": card,
        "home": home,
        "settings": settings,
        "camera": camera,
        "region": region,
        "history": history,
        "talk": talk,
        "mirror": mirror,
    }


def first_run(stage: Stage) -> Iterator[State]:
    """The three cards."""
    screen = stage.show("first_run")
    yield State("what it is")
    stage.press(first_words.NEXT)
    yield State("your data")
    stage.press(first_words.NEXT)
    stage.until(lambda: home_words.VOICES_LOOKING not in texts_of(stage.window))
    yield State("look and voice")
    screen.cards.show(0)


def help_page(stage: Stage) -> Iterator[State]:
    """What it says of each screen, over that screen; and "If it is too much"."""
    stage.show("home")
    for number, topic in enumerate(help_words.TOPICS):
        stage.shell.cover("help", topic=topic)
        stage.settle()
        yield State(topic, tab=not number, alike=bool(number))
        stage.shell.leave()
    stage.shell.cover("help", topic="home")
    stage.press(help_words.TOO_MUCH)
    yield State("too much")
    stage.press(help_words.CONTACT_KEEP)
    yield State("nothing kept", tab=False, alike=True)
    stage.screen.show_looks()
    stage.settle()
    yield State("looks and signs")
    stage.screen.show_cards()
    stage.settle()
    yield State("the cards", tab=False, alike=True)
    stage.shell.leave()


def card(stage: Stage) -> Iterator[State]:
    """The card for the other person, over the consent question."""
    stage.show("talk", source="0")
    stage.shell.cover("card")
    stage.settle()
    yield State("for the other person")
    stage.shell.leave()


def home(stage: Stage) -> Iterator[State]:
    """The doors; then with a note of what went wrong."""
    stage.show("home")
    stage.until(lambda: home_words.CAMERA_LOOKING not in texts_of(stage.window))
    yield State("doors")
    stage.app.notes.append(home_words.SETTINGS_NOT_SAVED)
    stage.show("home")
    yield State("a note", alike=True)
    stage.app.notes.clear()


def settings(stage: Stage) -> Iterator[State]:
    """The page, once the voices are listed; then with a note."""
    screen = stage.show("settings")
    stage.until(lambda: home_words.VOICES_LOOKING not in texts_of(stage.window))
    yield State("page")
    screen.notice(home_words.SETTINGS_NOT_SAVED)
    stage.settle()
    yield State("a note", tab=False, alike=True)


def camera(stage: Stage) -> Iterator[State]:
    """With two drawn cameras, and with none."""
    from companion.ui.choose_source import CameraActions, ChooseCamera

    def actions(shift: int) -> CameraActions:
        return CameraActions(
            lambda source: None, name=lambda number: f"Integrated camera {number}",
            opener=lambda number: DrawnCamera(number + shift),
        )  # fmt: skip

    with stage.instead("camera", lambda shell: ChooseCamera(shell, actions(0))):
        stage.show("camera")
        stage.until(lambda: choose.SHOWN in texts_of(stage.window))
        yield State("two cameras")
    with stage.instead("camera", lambda shell: ChooseCamera(shell, actions(99))):
        stage.show("camera")
        stage.until(lambda: choose.NONE in texts_of(stage.window))
        yield State("no camera")


def region(stage: Stage) -> Iterator[State]:
    """Before the still is taken, and with it (or with the sentence that the screen can't be read)."""
    stage.show("region")
    yield State("before")
    if choose.TAKE_STILL in texts_of(stage.window):
        stage.press(choose.TAKE_STILL)
        stage.until(lambda: stage.shell.state() == "normal" and choose.REGION_BEFORE not in texts_of(stage.window))
        stage.settle()
        yield State("still")
