"""What the two papers report, to stand beside our own figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from companion.words.vocabulary import WORDS
from training.judge import Judged

# The poster's paper: PrivateTest, 3,589 pictures. The CK+ paper: a random split by picture, a fifth of CK+48's 981.
POSTER_TEST_PICTURES = 3589
CKPLUS_TEST_PICTURES = 197


def epochs_told(run: Mapping[str, Any]) -> str:
    """Return how many epochs a run had, and whether it began with trained weights; `run` as in run.json or a card."""
    epochs = str(run.get("epochs", "not known"))
    return f"{epochs} (from trained weights)" if run.get("init") else epochs


def beside(network: str, split: str, judged: Judged, epochs: str) -> list[tuple[str, str, str]]:
    """Return rows (what, the paper, here) for the pictures that the paper reports; none for any other network or data.

    Args:
        network: name of the network.
        split: the split that was judged.
        judged: by labels.
        epochs: how many epochs the run had, in words (`epochs_told`).
    """
    accuracy = f"{judged.right.mean():.2%}"
    without_twins = "not known" if judged.twin is None else f"{judged.right[~judged.twin].mean():.2%}"
    if network == "poster" and split == "PrivateTest" and len(judged.truth) == POSTER_TEST_PICTURES:
        happy, anger, disgust = (WORDS.index(word) for word in ("happiness", "anger", "disgust"))
        right_happy = int(((judged.truth == happy) & judged.right).sum())
        taken = int(((judged.truth == disgust) & (judged.answers == anger)).sum())
        return [
            ("accuracy", "68.24%", accuracy),
            ("accuracy without twins", "not told", without_twins),
            ("happy pictures that are right", "801", str(right_happy)),
            ("disgust taken for anger", "19", str(taken)),
            ("stopped after epoch", "52", epochs),
        ]
    if network == "ckplus" and split == "picture" and len(judged.truth) == CKPLUS_TEST_PICTURES:
        from training.metrics import averages, per_class

        # The paper does not say how it averaged over the words, so both ways are shown.
        means = averages(per_class(judged.truth, judged.answers, judged.classes))
        rows = [("accuracy", "0.95", f"{float(np.mean(judged.right)):.3f}")]
        for kind in ("weighted", "macro"):
            rows += [(f"{name} ({kind})", "0.95", f"{means[kind][name]:.3f}") for name in ("precision", "recall", "f1")]
        return [*rows, ("epochs", "not told", epochs)]
    return []
