"""Builds a pipeline in a thread of its own; whatever comes of that is told to the Tk thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from companion.unloaded import unloaded
from companion.words import sources as say

if TYPE_CHECKING:
    from companion.pipeline import Pipeline

log = logging.getLogger(__name__)


def load_in_thread(
    make: Callable[[], Pipeline],
    post: Callable[[Callable[[], None]], None],
    loaded: Callable[[Pipeline], None],
    failed: Callable[[str, bool], None],
) -> None:
    """Call `make` in a thread, then `loaded`, or `failed` with a sentence; both by way of `post`.

    `failed` is also told whether the source itself is not there.
    """
    threading.Thread(target=_load, args=(make, post, loaded, failed), name="load", daemon=True).start()


def _load(
    make: Callable[[], Pipeline],
    post: Callable[[Callable[[], None]], None],
    loaded: Callable[[Pipeline], None],
    failed: Callable[[str, bool], None],
) -> None:
    pipeline, sentence, absent = None, "", False
    try:
        from companion.reading.card import NetworkError
        from companion.sources.frame import SourceError

        try:
            pipeline = make()
        except (SourceError, NetworkError) as error:
            sentence, absent = str(error), isinstance(error, SourceError)
    except ImportError as error:
        log.warning("A library can't be loaded: %s", error)
        sentence = unloaded(error)
    except Exception:
        # The screen must hear of it in any case: it waits.
        log.exception("The pipeline can't be built.")
        sentence = say.NOT_READY
    post(lambda: failed(sentence, absent) if pipeline is None else loaded(pipeline))
