"""The name that the system gives a camera, where it can be asked without another program."""

from __future__ import annotations

from pathlib import Path

LINUX_CAMERAS = Path("/sys/class/video4linux")


def camera_name(number: int, folder: Path = LINUX_CAMERAS) -> str:
    """Return the name of camera `number` ("Integrated Webcam: Integrated W"), or "" where there is none to be had."""
    try:
        text = (folder / f"video{number}" / "name").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    # Drivers often say the same twice, cut off at 31 letters: "HD Webcam: HD Webcam".
    name, _, again = (part.strip() for part in text.partition(":"))
    return name if name.startswith(again) else f"{name}: {again}"
