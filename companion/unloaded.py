"""What to say where a library can't be loaded: one sentence, with the mend for this system."""

from __future__ import annotations

import sys

from companion.words import sources as say


def unloaded(error: ImportError, platform: str = sys.platform) -> str:
    """Return the sentence for a library that can't be loaded.

    OpenCV needs libraries of the system, which pip does not bring; once it has failed, it fails without a name.
    """
    if error.name not in (None, "cv2"):
        return say.NOT_LOADED.format(name=error.name)
    if platform == "win32":
        return say.PICTURES_NOT_LOADED_WINDOWS
    return say.PICTURES_NOT_LOADED_LINUX if platform == "linux" else say.PICTURES_NOT_LOADED
