"""The drawn faces that stand beside one's own feelings: one for each broad word."""

from __future__ import annotations

from companion.ui.face_shapes import NO_FACE, NOT_SURE, Face, face_for
from companion.ui.mirror_view import Answer
from companion.words import feelings


def family_face(broad: str) -> Face:
    """Return the face of a broad word.

    Raises:
        KeyError: there is none.
    """
    own = {
        "calm": Face(au7=0.25, au6=0.2, au12_left=0.4, au12_right=0.4),
        "ashamed": Face(au1=0.9, au4=0.25, au7=0.6, au15=0.45, au23=0.5),
        "tired": Face(au7=1.0, au1=0.25, au15=0.3, au26=0.1),
    }
    looks = {"happy": "happiness", "sad": "sadness", "angry": "anger", "scared": "fear", "surprised": "surprise"}
    return own[broad] if broad in own else face_for(looks[broad])


def own_face(answer: Answer) -> Face:
    """Return the face for the person's own answer."""
    if answer.skipped:
        return face_for(NO_FACE)
    return face_for(NOT_SURE) if answer.word is None else family_face(feelings.family_of(answer.word).broad.word)
