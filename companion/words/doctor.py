"""What `companion doctor` says."""

# What is looked at; `--json` keeps the keys.
NAMES = {name: name for name in ("camera", "display", "voice", "detector", "network", "journal")}
STATES = {"good": "good", "warning": "warning", "missing": "missing"}

CAMERA_GOOD = "camera {number} gives a picture."
CAMERA_NONE = "there is no camera that gives a picture."
CAMERA_MEND = (
    "Plug one in, check that no other program uses it, and let it be used in the settings of this computer (camera, "
    "privacy). Or use a photo or a video: companion talk --source FILE"
)
TK_NONE = "Tk is not installed, so there can be no window."
TK_MEND = "Install it (Debian: apt install python3-tk; Homebrew, for Python 3.13: brew install python-tk@3.13)."
DISPLAY_GOOD = "a window can be shown on a screen of {size} (Tk {tk})."
DISPLAY_NONE = "no screen can be reached."
DISPLAY_MEND = "Start Companion on a desktop; companion analyze works without one."
VOICE_GOOD = "words can be said aloud."
VOICE_NONE = "{program} is not installed, so nothing can be said aloud."
VOICE_NONE_HERE = "this computer has no voice for me, so nothing can be said aloud."
VOICE_MEND_HERE = "Add a voice in the settings of this computer (speech). The app runs without it."
VOICE_MEND = "Install it (Debian: apt install espeak-ng alsa-utils). The app runs without it."
DETECTOR_GOOD = "YuNet finds the faces ({path})."
DETECTOR_HAAR = "the Haar cascade of OpenCV finds the faces."
DETECTOR_BROKEN = "{path} can't be opened, so the Haar cascade of OpenCV finds the faces."
DETECTOR_MEND = "A better face finder can be fetched: companion doctor --get-detector"
NETWORK_GOOD = "{name} reads the faces."
JOURNAL_GOOD = "it is kept in {path}."
JOURNAL_READ_ONLY = "{path} can't be written, so nothing can be kept."
JOURNAL_MEND = "Allow writing there, or set COMPANION_HOME to another folder."
JOURNAL_NEWER_MEND = "Install the newest Companion, then it is written again."
JOURNAL_BROKEN = "{path} can't be read as a journal. The next time Companion opens, it puts it aside and begins anew."
JOURNAL_BROKEN_MEND = "If you have saved a copy, bring it in: companion import FILE.json"

FETCH_FAILED = (
    "The better face finder could not be fetched ({why}). Companion works without it, with the one in OpenCV."
)
FETCH_WRONG = "What was fetched is not the face finder (its check sum is wrong). Companion works without it."
FETCH_NOT_KEPT = "The face finder could not be kept ({why}). Companion works without it."
