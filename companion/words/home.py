"""Every sentence of the home screen and of the settings page, and what is said when settings go wrong."""

from __future__ import annotations

APP_NAME = "Companion"
APP_LINE = "A plain word for a face, what else it can mean, and “not sure” when I am not sure."
PRIVACY_LINE = "Everything stays on this computer. I never keep a picture of a face."

DOORS_HEADING = "What do you want to do?"
OPEN_DOOR = "Open {name}"
TALK = "Talk"
TALK_LINE = "Look at a person. I show a word for the face."
MIRROR = "Mirror"
MIRROR_LINE = "Say what you feel. Then see my guess."
HISTORY = "History"
HISTORY_LINE = "Look back at your talks and your notes."
SETTINGS = "Settings"
HELP = "Help"
SETTINGS_LINE = "Change colors, text size, language, speech and keys."

CAMERA_LOOKING = "I am looking for a camera."
CAMERA_FOUND = "Camera found: {camera}."
CAMERA_MISSING = "No camera gives me a picture. You can open a photo, a video or a folder of pictures."
OPEN_FILE = "Open a photo or a video"
OPEN_FOLDER = "Open a folder of pictures"
CHOOSE_CAMERA = "Choose the camera"
CHOOSE_REGION = "Choose a part of the screen"
PICK_FILE_TITLE = "Choose a photo or a video"
PICK_FOLDER_TITLE = "Choose a folder of pictures"
PHOTOS_AND_VIDEOS = "Photos and videos"
ALL_FILES = "All files"

DISMISS = "Close this note"
BACK = "Back"
BACK_TO_DEFAULT = "Back to default"
BACK_TO_DEFAULT_LINE = "This puts everything on this page back to how it was on the first day."
WAS_RESET = "Everything here was put back to how it was on the first day."
UNDO_RESET = "Undo that"

GROUP_HEADINGS: dict[str, str] = {
    "look": "Look",
    "camera": "Camera",
    "network": "How I read faces",
    "keys": "Keys",
    "speech": "Speech",
}

SETTING_LABELS: dict[str, str] = {
    "theme": "Colors",
    "text_size": "Text size",
    "network": "Network",
    "camera": "Camera",
    "mirror_image": "Show the Mirror picture like a mirror",
    "letter_keys": "Use single letters as keys",
    "speech_auto": "Speak when the word changes",
    "speech_volume": "Volume",
    "speech_rate": "Speed of speech",
    "speech_voice": "Voice",
    "read_controls": "Read the buttons aloud",
    "language": "Language",
}

SETTING_LINES: dict[str, str] = {
    "theme": "Choose the colors that are good for your eyes.",
    "text_size": "You can also press Ctrl and + or Ctrl and -.",
    "network": "The network is the part that guesses the word. “Choose for me” takes the best one here.",
    "camera": "The number of the camera that I use.",
    "mirror_image": "Your left side is then on the left side of the picture.",
    "letter_keys": "In a talk, for example, P presses “Pause”. Letters never act while you write.",
    "speech_auto": (
        "I say a new word by myself, but not more than once in 10 seconds. So look at the screen, too. "
        "Use headphones, so that only you hear it. By myself I never say angry, contempt, disgusted or scared."
    ),
    "speech_volume": "How loud I speak.",
    "speech_rate": "How fast I speak.",
    "speech_voice": "Which voice of this computer I use.",
    "read_controls": "I say the name of each button when you move to it with the Tab key. In History I also say the "
    "row that you choose. Others may hear it.",
    "language": "The language of all words in this app.",
}

CHOICE_LABELS: dict[str, dict[str, str]] = {
    "theme": {"system": "Like the system", "light": "Light", "dark": "Dark", "contrast": "High contrast"},
    "text_size": {"100": "100 %", "125": "125 %", "150": "150 %", "175": "175 %", "200": "200 %"},
    "network": {"auto": "Choose for me", "companion": "Companion", "poster": "Poster", "ckplus": "CK+"},
    "language": {"en": "English", "de": "Deutsch"},
    "speech_volume": {str(percent): f"{percent} %" for percent in (20, 40, 60, 80, 100)},
    "speech_rate": {"100": "Very slow", "130": "Slow", "160": "Usual", "200": "Fast", "240": "Very fast"},
}

VOICES_LOOKING = "I look for the voices."
VOICE_OF_COMPUTER = "Choose for me"
HEAR_IT = "Hear it"

HEADPHONES = "Do you wear headphones now? Without them, the other person hears what I say."
HEADPHONES_YES = "Yes, I wear them"
NOT_NOW = "Not now"

SETTINGS_NOT_SAVED = (
    "I can't save your settings. They hold until you close the app. "
    "Check that the disk is not full, and that their folder may be changed."
)
SETTINGS_NOT_READ = (
    "I can't read your settings, so I use the usual ones. What you choose now holds until you close the app."
)
SETTINGS_SET_ASIDE = "I could not read your settings, so I start with the usual ones. The old file is kept as {file}."
SETTINGS_OLD_STAYS = (
    "An old file with settings could not be removed. It may still hold what you deleted. The file is: {file}"
)
