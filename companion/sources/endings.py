"""The endings by which files are offered, and told apart; no library is needed to know them."""

from __future__ import annotations

PHOTOS = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".avif", ".bmp", ".tif", ".tiff", ".pgm", ".ppm"}
    # What telephones take. As a video OpenCV would read one tile of such a photo.
    | {".heic", ".heif", ".hif", ".mpo"}
)
# What the window offers; any file that is no photo is tried as a video.
VIDEOS = (".mp4", ".mov", ".avi", ".mkv", ".webm", ".m4v", ".mpg", ".mpeg", ".wmv", ".ogv", ".gif")
