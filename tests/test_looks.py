"""The page of looks: a chosen sign moves on the drawing, alone, and then the whole look stands there again."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from companion.settings import Settings
from companion.ui.face_shapes import Face, face_for
from companion.ui.face_signs import STAY_S, TIMES, WAY_S, moved, signs_of
from companion.ui.help import Help
from companion.ui.looks import Looks
from companion.ui.shell import Shell
from companion.words import looks as say
from companion.words.vocabulary import WORDS

Wait = Callable[..., None]


@pytest.fixture
def shell() -> Iterator[Shell]:
    made = Shell(Settings(None), {"home": lambda shell: Help(shell, "home")})
    made.show("home")
    made.update()
    yield made
    made.close()


def test_every_look_but_neutral_has_signs_that_are_a_part_of_it() -> None:
    for word in WORDS:
        signs = signs_of(word)
        assert bool(signs) == (word != "neutral")
        for name, sign in signs.items():
            assert name in say.SIGN_NAMES
            own = {key for key, value in vars(sign).items() if value}
            assert own and own <= {key for key, value in vars(face_for(word)).items() if value}


def test_a_sign_goes_there_stays_and_comes_back() -> None:
    sign = signs_of("surprise")["brows_up"]
    assert moved("surprise", sign, 0.0) == (Face(), False)
    assert moved("surprise", sign, WAY_S + STAY_S / 2) == (sign, False)
    halfway, _ = moved("surprise", sign, WAY_S / 2)
    assert 0 < halfway.au1 < sign.au1 and halfway.au26 == 0, "the mouth does not move with it"
    assert moved("surprise", sign, TIMES * 2 * (WAY_S + STAY_S)) == (face_for("surprise"), True)


def test_help_leads_to_the_page_and_a_sign_moves_until_it_is_over(shell: Shell, wait_until: Wait) -> None:
    assert isinstance(shell.screen, Help)
    shell.screen.show_looks()
    shell.update()
    page = next(child for child in shell.screen.frame.winfo_children() if isinstance(child, Looks))
    page.words["surprise"].invoke()
    assert set(page.signs) == {"brows_up", "eyes_wide", "mouth_open"}
    assert page.face.face == face_for("surprise") and not page.moving
    shell.update()
    assert all(button.winfo_viewable() for button in page.signs.values())
    page.signs["brows_up"].invoke()
    wait_until(lambda: page.face.face.au1 > 0.5 and page.face.face.au26 == 0, update=shell.update)
    wait_until(lambda: not page.moving, update=shell.update)
    assert page.face.face == face_for("surprise")
    page.words["neutral"].invoke()
    assert not page.signs
    page.words["fear"].invoke()
    page.signs["eyes_wide"].invoke()
    assert shell.screen.back(), "Esc leads to the beginning of Help"
    shell.update()
    assert not page.winfo_exists() and not page.moving
