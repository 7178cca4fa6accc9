"""Plans a run's time: what work took so far, and the learning rate that fits the time there is."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

import keras

from training.backend import sync_state

# A gap between two batches longer than this is a pause (the process was stopped), not work.
PAUSE_S = 60.0
# To judge a picture costs about a third of learning from it (a forward pass, against forward, backward, update), and
# more where the training is in bfloat16: the report judges in float32.
JUDGING_SHARE = 0.4
# The learning rate is set anew once it should differ by this share.
RATE_STEP = 0.02
# The cosine ends at this share of the highest learning rate.
RATE_FLOOR = 0.01
# However short the time, and however much of it was used before the first batch, so much of it is for learning.
LEAST_LEARNING = 0.25


def cosine(share: float, top: float, warm: float = 0.02, floor: float = RATE_FLOOR) -> float:
    """Return the learning rate at `share` (0..1) of the planned time: a short rise, then half a cosine down.

    >>> round(cosine(0.02, 1.0), 3), round(cosine(1.0, 1.0), 3)
    (1.0, 0.01)
    """
    share = min(max(share, 0.0), 1.0)
    if share < warm:
        return top * max(share / warm, 0.05)
    fall = (share - warm) / (1 - warm)
    return top * (floor + (1 - floor) * 0.5 * (1 + math.cos(math.pi * fall)))


class WorkClock(keras.callbacks.Callback):
    """Counts the seconds of work, training and validation batches, and leaves pauses out.

    Args:
        clock: seconds that only go forward.
        used_s: work of earlier parts of the same run.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, used_s: float = 0.0) -> None:
        super().__init__()
        self._clock = clock
        self._last: float | None = None
        self.used_s = used_s

    def tick(self) -> None:
        """Count the time since the last tick, if it was work."""
        now = self._clock()
        if self._last is not None and now - self._last < PAUSE_S:
            self.used_s += now - self._last
        self._last = now

    def add(self, seconds: float) -> None:
        """Count work that has no batches, such as reading the data, and go on from now."""
        self.used_s += seconds
        self._last = self._clock()

    def on_train_begin(self, logs: Any = None) -> None:
        self.tick()

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self.tick()

    def on_test_batch_end(self, batch: int, logs: Any = None) -> None:
        self.tick()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self.tick()


class PlannedTime(keras.callbacks.Callback):
    """Sets the learning rate from the share of the planned time that has passed, and ends the training in time.

    Args:
        clock: what work took so far.
        seconds: for everything, what follows the training included; where reading took most of it, it gets longer.
        top: the highest learning rate.
        judged: how many pictures are judged after the last batch, for each training picture.
        after_s: seconds for all else after training: figures and files.
        epoch_s: seconds an epoch took in an earlier part of this run, if known.
        floor: the learning rate at the end, as a share of `top`.
        began_s: work before the first batch, if known from an earlier part of this run.
    """

    def __init__(
        self,
        clock: WorkClock,
        seconds: float,
        top: float,
        judged: float = 0.0,
        after_s: float = 0.0,
        epoch_s: float | None = None,
        floor: float = RATE_FLOOR,
        began_s: float | None = None,
    ) -> None:
        super().__init__()
        self._clock, self._seconds, self._top, self._floor = clock, seconds, top, floor
        self._judged, self._after_s = judged, after_s
        self._rate = 0.0
        self.epoch_s, self.began_s = epoch_s, began_s
        self._epoch_began_s = 0.0

    def state(self) -> dict[str, float | None]:
        """Return what a resumed run needs of it."""
        return {"epoch_s": self.epoch_s, "began_s": self.began_s}

    def share(self) -> float:
        """Return the share of the training time that has passed, 0..1 (and above when late)."""
        return self._clock.used_s / self._end_s()

    def rate_share(self) -> float:
        """Return the same from the first batch on: what is read and judged before it must not cost the high rates."""
        began_s = self.began_s or 0.0
        return (self._clock.used_s - began_s) / max(self._end_s() - began_s, 1.0)

    def _end_s(self) -> float:
        least_s = (self.began_s or 0.0) + LEAST_LEARNING * self._seconds
        return max(self._seconds - self._reserve_s(), least_s, 1.0)

    def _reserve_s(self) -> float:
        # Before the first epoch's speed is known, nothing is set aside for judging: a guess would bend the schedule.
        return self._judged * JUDGING_SHARE * (self.epoch_s or 0.0) + self._after_s

    def on_train_begin(self, logs: Any = None) -> None:
        if self.began_s is None:
            self.began_s = self._clock.used_s

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self._epoch_began_s = self._clock.used_s

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        rate = cosine(self.rate_share(), self._top, floor=self._floor)
        # Small steps are taken together: with JAX each costs a round trip of all weights.
        if batch == 0 or abs(rate - self._rate) > RATE_STEP * self._rate:
            sync_state(self.model)
            self.model.optimizer.learning_rate = self._rate = rate

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        done = (batch + 1) / self.params["steps"]
        # The first batches are slower: the backend compiles then.
        if done > 0.01:
            self.epoch_s = (self._clock.used_s - self._epoch_began_s) / done
        if self.share() >= 1:
            self.model.stop_training = True


class PlannedEpochs(keras.callbacks.Callback):
    """Sets the learning rate by the same cosine over a fixed number of epochs."""

    def __init__(self, epochs: int, top: float, floor: float = RATE_FLOOR) -> None:
        super().__init__()
        self._epochs, self._top, self._floor = epochs, top, floor
        self._epoch = 0

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self._epoch = epoch

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        sync_state(self.model)
        share = (self._epoch + batch / self.params["steps"]) / self._epochs
        self.model.optimizer.learning_rate = cosine(share, self._top, floor=self._floor)
