"""The words for one's own feelings: few first, then finer ones; signs that point to several; places on the map."""

from __future__ import annotations

import pytest

from companion.ui.body_figure import SPOTS, next_spot
from companion.ui.feeling_grid import ground
from companion.ui.mirror_faces import family_face
from companion.ui.palette import TEXT_CONTRAST, Look, contrast, palette_for
from companion.words import mirror as say
from companion.words.feelings import AT_ONCE, FAMILIES, SIGNS, family_of, feeling, near, pointed_at


def test_few_words_open_to_finer_ones_and_each_has_its_meaning_in_one_line() -> None:
    assert len(FAMILIES) <= AT_ONCE
    words = [one.word for kin in FAMILIES for one in kin.feelings]
    assert len(words) == len(set(words)) > 30
    for kin in FAMILIES:
        assert 3 <= len(kin.finer) < AT_ONCE
        assert kin.feelings[0] is kin.broad
        family_face(kin.broad.word)
        for one in kin.feelings:
            assert one.meaning.endswith(".") and len(one.meaning) <= 60
            assert family_of(one.word) is kin
            assert -1 <= one.pleasant <= 1 and -1 <= one.lively <= 1


@pytest.mark.parametrize("sign", SIGNS)
def test_a_body_sign_points_to_several_feelings_of_more_than_one_family(sign: str) -> None:
    found = pointed_at([sign])
    assert len(found) >= 4
    assert len({family_of(one.word).broad.word for one in found}) >= 2


def test_feelings_of_several_signs_come_first() -> None:
    both = pointed_at(["tired eyes", "heavy arms"])
    assert [one.word for one in both[:2]] == ["tired", "sad"]
    assert len(pointed_at(SIGNS)) == AT_ONCE
    assert pointed_at([]) == ()


def test_words_near_a_point_are_the_nearest() -> None:
    assert near(0.7, 0.9)[0].word == "excited"
    assert near(-0.9, -0.3)[0].word == "grieving"
    assert all(one.pleasant < 0 and one.lively > 0 for one in near(-0.9, 0.9))
    assert feeling("lonely") in near(-0.6, -0.5)


def test_every_sign_has_a_spot_that_the_arrow_keys_reach() -> None:
    assert set(SPOTS) == set(SIGNS)
    start = next(iter(SPOTS))
    reached, todo = {start}, [start]
    while todo:
        spot = todo.pop()
        for right, down in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            after = next_spot(spot, right, down)
            if after not in reached:
                reached.add(after)
                todo.append(after)
    assert reached == set(SIGNS)


@pytest.mark.parametrize(
    ("point", "words"),
    [
        ((0.0, 0.0), "in the middle"),
        ((0.3, 0.0), "a little pleasant"),
        ((-0.5, 0.9), "unpleasant and very lively"),
        ((0.9, -0.3), "very pleasant and a little calm"),
    ],
)
def test_a_point_is_told_in_words(point: tuple[float, float], words: str) -> None:
    assert say.place(*point) == words


@pytest.mark.parametrize("look", list(Look))
def test_text_on_the_tinted_map_can_be_read(look: Look) -> None:
    colours = palette_for(look)
    picture = ground(colours, colours.surface, 40)
    found = {"#{:02x}{:02x}{:02x}".format(*picture.getpixel((x, y))) for x in range(0, 40, 3) for y in range(0, 40, 3)}
    assert min(contrast(colours.muted, tint) for tint in found) >= TEXT_CONTRAST
