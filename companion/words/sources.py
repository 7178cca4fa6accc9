"""What the app says about cameras, videos, folders and the screen."""

CAMERA_TITLE = "camera {number}"
SCREEN_TITLE = "part of the screen"
NO_SUCH_CAMERA = (
    "Camera {number} gives no picture. Please check that it is plugged in and that no other program uses it. "
    "The settings of this computer must allow it too. Then begin again."
)
NO_SUCH_FILE = "{path} is not there. Please check the name."
FILE_NOT_READ = "{path} can't be read ({detail}). Please try again, or choose another file."
NO_PICTURE_IN_FILE = "{path} holds no picture that can be shown. Please choose another file."
NOT_A_PICTURE = "{path} is not a picture that can be opened. Please choose another file."
FOLDER_NOT_READ = "{path} can't be looked into ({detail}). Please try again, or choose another folder."
EMPTY_FOLDER = "{path} holds no picture that can be opened. Please choose another folder."
NO_SCREEN = "The screen can't be read here. Please use a camera, a photo or a video."
NO_SCREEN_WAYLAND = (
    "The screen can't be read here (Wayland does not allow it). Please use a camera, a photo or a video."
)
NO_SCREEN_MAC = (
    "This Mac does not let me see other windows yet. Please allow it for the program that started me, in System "
    "Settings, Privacy & Security, Screen Recording. Then start Companion again."
)
REGION_OUTSIDE = "This part of the screen is not on the screen. Please choose another part."
REGION_TOO_SMALL = "This part of the screen is too small. It needs at least {least} pixels in width and in height."
BAD_REGION = "{text} is not a part of the screen. Please write screen:LEFT,TOP,WIDTH,HEIGHT in pixels."

# Events while a source runs (companion.sources.frame.Change).
SILENT = "I get no answer from {detail} yet. I wait for it. Please check that no other program uses it."
LOST = (
    "There is no picture from {detail} any more. I wait for it. If it has a cable, please check that. "
    "Or another program may use it."
)
HIDDEN = "I can't see this part of the screen any more. I wait for it."
BACK = "The picture is back: {detail}."
SEEN = "The picture is here now: {detail}."
# Which of both it is, many files do not tell.
CUT_SHORT = "The picture of {detail} ends early. Maybe only the sound goes on. Or a part of the file is missing."
LEFT_OUT = "{detail} is not a picture that can be opened. It is left out."
LEFT_OUT_MORE = "{detail} files of this folder are no pictures that can be opened. They are left out."
EVENTS = {
    "silent": SILENT,
    "lost": LOST,
    "hidden": HIDDEN,
    "back": BACK,
    "seen": SEEN,
    "cut_short": CUT_SHORT,
    "left_out": LEFT_OUT,
    "left_out_more": LEFT_OUT_MORE,
}
SLEPT = "The computer slept. So I look at nothing now. Press “Go on” to go on."
# A library that can't be loaded, by its name; and OpenCV, which on some Windows needs more than pip can bring.
NOT_LOADED = "A part of Companion ({name}) can't be loaded. Please install Companion again."
PICTURES_NOT_LOADED = "A part of Companion that reads pictures can't be loaded. Please install Companion again."
PICTURES_NOT_LOADED_WINDOWS = (
    "A part of Companion that reads pictures can't be loaded. Please install the “Media Feature Pack” (Windows "
    "Settings, Optional features). Then start Companion again. If that does not help, install Companion again."
)
NOT_READY = "I can't get ready. Please go back, and try again."
# With no button's name: they are said on screens that have no "End", or none that is called "Close".
BROKE = "I can't go on with {title}. Please go back to the start, and begin again."
RECOGNITION_BROKE = "I can't read faces any more. Please go back to the start, and begin again."
