"""Ends a training run cleanly when a signal asks for it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import keras

from training.datasets import tell


@contextmanager
def stop_on_signal(trainer: keras.Model) -> Iterator[list[int]]:
    """Let Ctrl+C (and a kill) end the training cleanly after the batch in hand; a second one ends the process at once.

    Yields:
        The signals that came.
    """
    came: list[int] = []

    def handle(number: int, frame: object) -> None:
        tell("Stopping after this batch; the best network is kept. (Again to stop at once.)")
        came.append(number)
        trainer.stop_training = True
        signal.signal(number, signal.SIG_DFL)

    former = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield came
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
