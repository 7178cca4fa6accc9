"""What the page of looks and their signs says. Reading grade 6 or lower."""

from __future__ import annotations

TITLE = "Looks and their signs"
LINE = "Pick a look. Then pick a sign. You see it move on the drawing."
OPEN = "Looks and signs"
SIGNS = "Signs"
NO_SIGNS = "Eyebrows, eyes and mouth are relaxed. There is no sign to move."
NOT_ALWAYS = "Not every face has all the signs. The same sign can also mean something else."

# What can move, by the name that companion/ui/face_signs.py gives it.
SIGN_NAMES: dict[str, str] = {
    "brows_low": "low, close eyebrows",
    "brows_up": "raised eyebrows",
    "brows_inner": "inner eyebrows up",
    "brows_up_close": "high, close eyebrows",
    "eyes_wide": "wide eyes",
    "cheeks_up": "raised cheeks",
    "nose": "wrinkled nose",
    "top_lip": "raised top lip",
    "lips_tight": "lips pressed tight",
    "corners_up": "mouth corners up",
    "corner_up": "one mouth corner up",
    "corners_down": "mouth corners down",
    "mouth_back": "mouth pulled wide",
    "mouth_open": "open mouth",
}
