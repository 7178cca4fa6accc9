"""Shows the surest mistakes in a window. They are never saved: they are pictures of people."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from companion.words.vocabulary import WORDS
from training.datasets import tell
from training.judge import Judged

ROWS, COLUMNS = 4, 6


def surest_mistakes(judged: Judged, many: int = ROWS * COLUMNS) -> NDArray[np.intp]:
    """Return the rows of the wrong answers, the surest first."""
    wrong = np.flatnonzero((judged.truth >= 0) & ~judged.right)
    return wrong[np.argsort(-judged.sure[wrong], kind="stable")][:many]


def show_mistakes(judged: Judged, pictures: NDArray[np.uint8]) -> None:
    """Show a page of the surest mistakes until its window is closed; without a screen, one line says so.

    Args:
        judged: answers beside the truth.
        pictures: uint8 (N, 48, 48), row for row.
    """
    import matplotlib

    try:
        matplotlib.use("TkAgg")
        from matplotlib import pyplot

        # A window's own tools would offer to save the page.
        with matplotlib.rc_context({"toolbar": "None", "keymap.save": []}):
            figure, axes = pyplot.subplots(ROWS, COLUMNS, figsize=(12, 9), layout="constrained")
            for ax in axes.flat:
                ax.axis("off")
            for ax, row in zip(axes.flat, surest_mistakes(judged), strict=False):
                ax.imshow(pictures[row], cmap="gray", vmin=0, vmax=255)
                said, right = WORDS[judged.answers[row]], WORDS[judged.truth[row]]
                ax.set_title(f"said {said} ({judged.sure[row]:.0%})\nlabel {right}", fontsize=9)
            figure.suptitle("The surest mistakes. This page is not saved.")
            pyplot.show()
            pyplot.close(figure)
    except Exception as error:  # Tk without a display raises its own kinds of error
        tell(f"The mistakes cannot be shown without a screen ({str(error).splitlines()[0]}).")
