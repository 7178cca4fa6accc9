"""What the app says about cameras, videos, folders and the screen."""

CAMERA_TITLE = "camera {number}"
SCREEN_TITLE = "part of the screen"
NO_SUCH_CAMERA = (
    "Camera {number} gives no picture. Please check that it is plugged in and that no other program uses it. "
    "The settings of this computer must allow it too."
)
NO_SUCH_FILE = "{path} is not there. Please check the name."
NO_PICTURE_IN_FILE = "{path} holds no picture that can be shown. Please choose another file."
NOT_A_PICTURE = "{path} is not a picture that can be opened. Please choose another file."
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
BAD_REGION = "{text} is not a part of the screen. Please write screen:LEFT,TOP,WIDTH,HEIGHT in pixels."

# Events while a source runs (companion.sources.frame.Change).
SILENT = "{detail} does not answer yet. I wait for it. Please check that no other program uses it."
LOST = "I can't see {detail} any more. I wait for it. Please check the cable."
HIDDEN = "I can't see this part of the screen any more. I wait for it."
BACK = "I can see {detail} again."
CUT_SHORT = "{detail} ends early. Part of the file is missing."
LEFT_OUT = "{detail} is not a picture that can be opened. It is left out."
LEFT_OUT_MORE = "{detail} files of this folder are no pictures that can be opened. They are left out."
EVENTS = {
    "silent": SILENT,
    "lost": LOST,
    "hidden": HIDDEN,
    "back": BACK,
    "cut_short": CUT_SHORT,
    "left_out": LEFT_OUT,
    "left_out_more": LEFT_OUT_MORE,
}
BROKE = "I can't go on with {title}. Please close it and try again."
RECOGNITION_BROKE = "I can't read faces any more. Please press End, and start again."
