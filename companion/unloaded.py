"""What to say where a library can't be loaded: one sentence, with the mend for this system."""

from __future__ import annotations

import sys

from companion.words import sources as say


def unloaded(error: ImportError, platform: str = sys.platform) -> str:
    """Return the sentence for a library that can't be loaded.

    OpenCV needs a part of Windows that Windows N lacks; once it has failed, it fails without a name.
    """
    if error.name not in (None, "cv2"):
        return say.NOT_LOADED.format(name=error.name)
    return say.PICTURES_NOT_LOADED_WINDOWS if platform == "win32" else say.PICTURES_NOT_LOADED
