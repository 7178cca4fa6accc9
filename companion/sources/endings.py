"""What sources are called: the endings by which files are told apart, and numbers of cameras. Needs no library."""

from __future__ import annotations

PHOTOS = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".avif", ".bmp", ".tif", ".tiff", ".pgm", ".ppm"}
    # What telephones take. As a video OpenCV would read one tile of such a photo.
    | {".heic", ".heif", ".hif", ".mpo"}
)
# What the window offers; any file that is no photo is tried as a video.
VIDEOS = (".mp4", ".mov", ".avi", ".mkv", ".webm", ".m4v", ".mpg", ".mpeg", ".wmv", ".ogv", ".gif", ".mjpeg", ".mjpg")
# No computer has so many cameras that their numbers are longer.
MOST_DIGITS = 4


def is_camera(text: str) -> bool:
    """Tell whether a source's text is a camera number."""
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
