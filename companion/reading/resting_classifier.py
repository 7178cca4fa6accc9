"""A classifier that corrects its scores by a person's resting face, and can be watched while that is learned."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from companion.faces.face import Face
from companion.reading.classifier import Classifier
from companion.reading.reading import Scores
from companion.reading.resting import corrected
from companion.resting_store import RestingUse


class RestingClassifier(Classifier):
    """A released network whose scores are corrected by `use.resting`."""

    def __init__(self, folder: Path, use: RestingUse) -> None:
        """Load the network in `folder`.

        Raises:
            NetworkError: it is missing or damaged.
        """
        super().__init__(folder)
        # A newer release has the same name, and its scores mean something else; so do those of another temperature.
        card = self.card
        self._use, self._looker = use, f"{folder.name} {card.weights[:16]} {card.file} {card.temperature:.4g}"
        use.network = self._looker
        use.knows_still_face = self.card.knows_still_face

    def scores_of(self, faces: Sequence[Face]) -> list[Scores]:
        """Return the corrected `Scores` of each face."""
        return self._corrected(faces, super().scores_of(faces))

    def follow(self, face: Face, time_s: float) -> Scores:
        """Return the corrected `Scores` of a followed face; see `Classifier.follow`."""
        return self._corrected([face], [super().follow(face, time_s)])[0]

    def _corrected(self, faces: Sequence[Face], found: list[Scores]) -> list[Scores]:
        watch, resting = self._use.watch, self._use.resting
        if watch is not None:
            for face, scores in zip(faces, found, strict=True):
                watch(face, scores)
        if resting is None or resting.network != self._looker or not self.card.knows_still_face:
            return found
        return [corrected(scores, resting) for scores in found]
