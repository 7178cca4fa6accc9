"""Makes what a screen runs: a source, and recognition with the chosen network."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from companion.paths import Paths

if TYPE_CHECKING:
    from companion.pipeline import Pipeline
    from companion.reading.reading import Reading
    from companion.resting_store import RestingUse


def pipeline_maker(
    paths: Paths,
    source: str,
    network: str,
    loop: bool = False,
    resting: RestingUse | None = None,
    others: Iterable[int] = (),
) -> Callable[[Callable[[Reading], None]], Pipeline]:
    """Return what a screen calls, in a thread, to build its pipeline; the heavy imports happen in there.

    `resting` is for the Mirror only, where the person looks at themselves: it corrects the readings by their resting
    face, and of several faces the largest is read. `others`: cameras that may do where `source` is one without a
    picture.
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
            choose(source, loop=loop, others=others),
            lambda: default_finder(paths),
            lambda: Classifier(folder) if resting is None else RestingClassifier(folder, resting),
            folder.name,
            remember,
            own_face=resting is not None,
        )

    return make
