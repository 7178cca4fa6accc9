"""Following: numbers stay with their faces, faces are found near their last place, and crossings are admitted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from companion.faces import places
from companion.faces.choosing import WHO_S, Chooser
from companion.faces.detector import Found
from companion.faces.face import Box, Doubt, Face
from companion.faces.finder import FaceFinder
from companion.faces.following import WHOLE_EVERY_S, Follower
from companion.faces.quality import crowded
from companion.faces.tracker import Track, Tracks, follow
from companion.words.states import state_line

SIZE = 100.0


def at(x: float) -> Box:
    return Box(x, 50, SIZE, SIZE)


def crossing(step: float = 12.0) -> list[list[Box]]:
    """Two faces that walk past each other; while one covers the other, the detector finds one of them only."""
    frames = []
    for n in range(50):
        a, b = n * step, 500 - n * step
        frames.append([at(a)] if abs(a - b) < SIZE * 0.6 else [at(a), at(b)])
    return frames


def test_faces_that_pass_far_apart_keep_their_numbers() -> None:
    tracks, first = follow(Tracks(), [Box(0, 0, 100, 100), Box(0, 300, 100, 100)], 0.0)
    for n in range(1, 40):
        tracks, numbers = follow(tracks, [Box(n * 10, 0, 100, 100), Box(400 - n * 10, 300, 100, 100)], n / 15)
        if n < 2:
            first = numbers
        assert tracks.mixed == frozenset()
        assert numbers == first


def test_crossing_faces_are_mixed_and_get_new_numbers_once_apart() -> None:
    tracks, seen, mixed, given_up = Tracks(), [], set(), set()
    for n, boxes in enumerate(crossing()):
        tracks, numbers = follow(tracks, boxes, n / 15)
        seen.append(numbers)
        mixed |= tracks.mixed
        given_up |= tracks.given_up
    assert seen[0] == [1, 2]
    assert mixed & {1, 2}
    assert given_up & {1, 2}
    assert len(seen[-1]) == 2
    assert not {1, 2} & set(seen[-1])
    assert tracks.mixed == frozenset()


def face(x: float, track: int) -> Face:
    return Face(at(x), None, np.zeros((48, 48), np.uint8), track=track)


def test_read_face_says_it_does_not_know_who_is_who_until_time_or_a_choice() -> None:
    chooser, tracks, who = Chooser(), Tracks(), []
    for n, boxes in enumerate([*crossing(), *[crossing()[-1]] * 60]):
        tracks, numbers = follow(tracks, boxes, n / 15)
        faces = [face(box.x, number) for box, number in zip(boxes, numbers, strict=True)]
        marked, chosen = chooser.choose(faces, tracks, False, n / 15)
        assert chosen is not None
        who.append(Doubt.WHO in marked[chosen].doubts)
    assert not any(who[:15])
    assert sum(who) / 15 >= WHO_S
    assert not any(who[-5:])


def test_choosing_ends_the_doubt() -> None:
    chooser = Chooser()
    chooser.choose([face(0, 1), face(300, 2)], Tracks(), False, 0.0)
    lost = Tracks(given_up=frozenset({1}))
    marked, chosen = chooser.choose([face(0, 3), face(300, 4)], lost, False, 0.1)
    assert chosen is not None and Doubt.WHO in marked[chosen].doubts
    marked, chosen = chooser.choose([face(0, 3), face(300, 4)], Tracks(), True, 0.2)
    assert chosen == 1 and Doubt.WHO not in marked[chosen].doubts


def place_of(*places: float) -> Tracks:
    """Tracks of faces 1, 2, ... that are all remembered."""
    return Tracks(tuple(Track(n + 1, at(x), 0.0) for n, x in enumerate(places)), len(places) + 1)


def test_the_largest_face_is_read_first_and_then_the_same_one_while_it_is_there() -> None:
    chooser, tracks = Chooser(), place_of(0, 300)
    large = replace(face(300, 2), box=Box(300, 0, 200, 200))
    assert chooser.choose([face(0, 1), large], tracks, False, 0.0)[1] == 1
    assert chooser.choose([large, replace(face(0, 1), box=Box(0, 0, 300, 300))], tracks, False, 0.1)[1] == 0
    assert chooser.choose([], tracks, False, 0.2) == ((), None)


def test_a_face_that_is_missed_for_a_moment_is_waited_for() -> None:
    chooser, tracks = Chooser(), place_of(0, 300)
    large = replace(face(300, 2), box=Box(300, 0, 200, 200))
    chooser.choose([face(0, 1), large], tracks, True, 0.0)
    assert chooser.choose([face(0, 1), large], tracks, False, 0.1)[1] == 0, "the small one, by N"
    assert chooser.choose([large], tracks, False, 0.2)[1] is None, "and nobody else while it is hidden"
    marked, chosen = chooser.choose([face(0, 1), large], tracks, False, 0.3)
    assert chosen == 0 and Doubt.WHO not in marked[0].doubts
    gone = replace(tracks, known=tracks.known[1:])
    marked, chosen = chooser.choose([large], gone, False, 1.5)
    assert chosen == 0 and Doubt.WHO not in marked[0].doubts, "only one is left"


def test_who_was_beside_it_and_missed_for_a_moment_does_not_take_its_place() -> None:
    chooser, tracks = Chooser(), place_of(0, 300)
    large = replace(face(0, 1), box=Box(0, 0, 200, 200))
    assert chooser.choose([large, face(300, 2)], tracks, False, 0.0)[1] == 0
    assert chooser.choose([large], tracks, False, 0.1)[1] == 0
    assert chooser.choose([face(300, 2)], tracks, False, 0.2)[1] is None, "the large one is missed now"
    assert chooser.choose([large, face(300, 2)], tracks, False, 0.3)[1] == 0
    chooser.choose([large], replace(tracks, known=tracks.known[:1]), False, 1.5)
    came = replace(tracks, known=(tracks.known[0], Track(2, at(300), 1.6)))
    assert chooser.choose([face(300, 2)], came, False, 1.6)[1] == 0, "one that was forgotten is new"


def test_who_is_read_instead_of_one_that_is_gone_is_said_to_be_uncertain() -> None:
    chooser, tracks = Chooser(), place_of(0, 300, 600)
    chooser.choose([face(0, 1), face(300, 2), face(600, 3)], tracks, False, 0.0)
    gone = replace(tracks, known=tracks.known[1:])
    marked, chosen = chooser.choose([face(300, 2), face(600, 3)], gone, False, 1.5)
    assert chosen is not None and Doubt.WHO in marked[chosen].doubts


def test_a_face_that_jumps_is_read_on_at_once() -> None:
    chooser, tracks = Chooser(), place_of(0, 300)
    chooser.choose([face(0, 1), face(300, 2)], tracks, False, 0.0)
    marked, chosen = chooser.choose([face(120, 3), face(300, 2)], tracks, False, 0.1)
    assert chosen == 0 and Doubt.WHO in marked[0].doubts
    alone = Chooser()
    alone.choose([face(0, 1)], tracks, False, 0.0)
    marked, chosen = alone.choose([face(120, 3)], tracks, False, 0.1)
    assert chosen == 0 and Doubt.WHO not in marked[0].doubts


def test_a_choice_counts_although_the_faces_stay_close_together() -> None:
    chooser = Chooser()
    tracks = Tracks((Track(1, at(0), 0.0, mixed=True), Track(2, at(40), 0.0, mixed=True)), 3)
    faces = [face(0, 1), face(40, 2)]
    marked, chosen = chooser.choose(faces, tracks, False, 0.0)
    assert chosen is not None and Doubt.WHO in marked[chosen].doubts
    for n in range(3):
        marked, chosen = chooser.choose(faces, tracks, n == 0, 0.1 + n)
        assert chosen is not None and Doubt.WHO not in marked[chosen].doubts


def test_a_choice_made_while_faces_were_apart_says_nothing_of_a_later_crossing() -> None:
    chooser = Chooser()
    faces = [face(0, 1), face(40, 2)]
    marked, chosen = chooser.choose(faces, place_of(0, 300), True, 0.0)
    assert chosen is not None and Doubt.WHO not in marked[chosen].doubts
    close = Tracks((Track(1, at(0), 0.5, mixed=True), Track(2, at(40), 0.5, mixed=True)), 3)
    marked, chosen = chooser.choose(faces, close, False, 0.5)
    assert chosen is not None and Doubt.WHO in marked[chosen].doubts


@pytest.mark.parametrize("own_face", [False, True], ids=["talk", "mirror"])
def test_who_comes_while_a_hand_hides_the_face_is_read_only_until_the_face_is_back(own_face: bool) -> None:
    chooser, tracks = Chooser(own_face), place_of(0, 300)
    chooser.choose([face(0, 1)], replace(tracks, known=tracks.known[:1]), False, 0.0)
    assert chooser.choose([face(300, 2)], tracks, False, 0.1)[1] == 0, "it may be the same one in another place"
    marked, chosen = chooser.choose([face(300, 2), face(0, 1)], tracks, False, 0.3)
    assert chosen == 1 and Doubt.WHO not in marked[1].doubts
    assert chooser.choose([face(300, 2)], tracks, False, 0.4)[1] is None, "now the newcomer was beside it"
    assert chooser.choose([face(300, 2), face(0, 1)], tracks, False, 0.5)[1] == 1


def test_who_was_chosen_while_the_face_was_hidden_stays_chosen() -> None:
    chooser, tracks = Chooser(), place_of(0, 300, 600)
    chooser.choose([face(0, 1)], replace(tracks, known=tracks.known[:1]), False, 0.0)
    chooser.choose([face(300, 2), face(600, 3)], tracks, False, 0.1)
    chosen = chooser.choose([face(300, 2), face(600, 3)], tracks, True, 0.2)[1]
    assert chosen is not None
    faces = [face(0, 1), face(300, 2), face(600, 3)]
    assert chooser.choose(faces, tracks, False, 0.3)[1] == chosen + 1


def test_a_hidden_face_does_not_take_the_number_of_the_one_that_hides_it() -> None:
    tracks, _ = follow(Tracks(), [at(0), at(60)], 0.0)
    tracks, _ = follow(tracks, [at(20)], 0.1)
    (seen,) = [track.number for track in tracks.known if track.seen_s == 0.1]
    tracks, numbers = follow(tracks, [at(40)], 0.2)
    assert numbers == [seen]


class Scripted:
    """A detector that finds a bright square, and notes how large the pictures were that it searched."""

    name = "haar"

    def __init__(self) -> None:
        self.searched: list[tuple[int, ...]] = []

    def find(self, image: NDArray[np.uint8], long_side: int) -> list[Found]:
        self.searched.append(image.shape)
        rows, columns = np.nonzero(image[..., 0] > 200)
        if not rows.size:
            return []
        x, y = int(columns.min()), int(rows.min())
        return [Found(Box(x, y, int(columns.max()) - x + 1, int(rows.max()) - y + 1), None, 0.9)]


def picture(x: int) -> NDArray[np.uint8]:
    image = np.zeros((360, 640, 3), np.uint8)
    image[120:220, x : x + 100] = 255
    return image


def test_most_frames_search_near_the_known_face_only() -> None:
    detector = Scripted()
    follower = Follower(FaceFinder(detector))
    for n in range(60):
        (found,) = follower.faces(picture(100 + n * 4), n / 30)
        assert found.box == Box(100 + n * 4, 120, 100, 100)
        assert found.track == 1
    whole = [shape for shape in detector.searched if shape == (360, 640, 3)]
    assert len(whole) == follower.whole_searches
    assert len(whole) <= 2 / WHOLE_EVERY_S + 1
    assert len(detector.searched) == 60


def test_lost_face_is_searched_everywhere_at_once() -> None:
    follower = Follower(FaceFinder(Scripted()))
    follower.faces(picture(0), 0.0)
    (found,) = follower.faces(picture(500), 0.03)
    assert (found.box.x, found.track) == (500, 2)


class Pair(Scripted):
    """Finds two squares, one above the other; the upper one only while `upper` is set."""

    upper = True

    def find(self, image: NDArray[np.uint8], long_side: int) -> list[Found]:
        top, low = image.copy(), image.copy()
        top[image[..., 0] != 255], low[image[..., 0] != 230] = 0, 0
        return [one for half in [top, low][not self.upper :] for one in super(Pair, self).find(half, long_side)]


def test_of_two_faces_one_that_is_missed_for_a_moment_is_found_again_at_once() -> None:
    image = np.zeros((360, 640, 3), np.uint8)
    image[20:120, 60:160], image[220:320, 400:500] = 255, 230
    detector = Pair()
    follower = Follower(FaceFinder(detector))
    follower.faces(image, 0.0)
    detector.upper = False
    assert [face.track for face in follower.faces(image, 0.1)] == [2]
    detector.upper = True
    assert [face.track for face in follower.faces(image, 0.2)] == [1, 2]


def test_another_size_or_an_earlier_time_begins_anew_with_fresh_numbers() -> None:
    follower = Follower(FaceFinder(Scripted()))
    assert follower.faces(picture(100), 5.0)[0].track == 1
    assert follower.faces(picture(100)[:, :500].copy(), 5.1)[0].track == 2
    assert follower.faces(picture(100), 0.0)[0].track == 3


def test_a_follower_that_begins_anew_gives_no_old_number() -> None:
    follower = Follower(FaceFinder(Scripted()))
    assert follower.faces(picture(100), 5.0)[0].track == 1
    follower.begin_anew()
    assert follower.faces(picture(100), 5.1)[0].track == 2


def test_faces_close_together_are_crowded() -> None:
    assert crowded([at(0), at(300)], "yunet") == [False, False]
    assert crowded([at(0), at(105), at(400)], "yunet") == [True, True, False]


@pytest.mark.parametrize(("chosen", "place"), [(0, "left"), (1, "right")])
def test_read_person_is_named_by_place(chosen: int, place: str) -> None:
    line = state_line(places.place_of([face(0, 1).box, face(300, 2).box], chosen), (), "camera 0")
    assert f"the person on the {place}" in line
