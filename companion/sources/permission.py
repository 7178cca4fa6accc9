"""Whether the computer is asking, at this moment, if the camera may be used: a Mac does the first time."""

from __future__ import annotations

import sys

# AVAuthorizationStatusNotDetermined
NOT_ANSWERED = 0


def is_asked() -> bool:
    """Tell whether the person has still to answer; until then the camera gives no picture. False where nobody knows."""
    if sys.platform != "darwin":
        return False
    try:
        from AVFoundation import AVCaptureDevice, AVMediaTypeVideo  # comes with pyttsx3 there (pyobjc)
    except ImportError:
        return False
    return bool(AVCaptureDevice.authorizationStatusForMediaType_(AVMediaTypeVideo) == NOT_ANSWERED)
