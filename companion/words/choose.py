"""Every sentence of the screens that choose a camera or a part of the screen."""

from __future__ import annotations

CAMERA_HEADING = "Choose the camera"
CAMERA_LINE = "Choose a camera with the arrow keys or the mouse. You see its picture here. I keep no picture."
LOOKING = "I am looking for cameras."
NONE = (
    "No camera gives me a picture. Please plug one in, or check that no other program uses it. "
    "Or open a photo, a video or a folder of pictures."
)
CAMERA = "Camera {number}"
HANGS = "Camera {number} does not answer. Please check that no other program uses it, and press “Look again”."
OPENING = "I open this camera."
SHOWN = "This is what the camera sees."
USE_CAMERA = "Use this camera"
LOOK_AGAIN = "Look again"
NOT_SAVED_STAYS = "I use this camera until you close the app. {problem}"

REGION_HEADING = "Choose a part of the screen"
REGION_LINE = "This is for your own private video calls. I look at the part that you choose."
REGION_BEFORE = (
    "Open your call first. Then press the button “Take a still”. This window goes away for a moment, so that I see "
    "what is behind it. The still stays in memory and is never kept."
)
REGION_HOW = (
    "Draw a box around the face with the mouse. Or use the arrow keys to move the box, and Shift with the arrow keys "
    "to change its size."
)
REGION_KEEP_FREE = "In the talk, keep the call in view. I can't see through this window."
REGION_PLACE = "Box: {w} wide, {h} high, {x} from the left, {y} from the top."
TAKE_STILL = "Take a still"
USE_REGION = "Use this part"
STILL_NAME = "Still of the screen with a box"
