"""What `companion bench` prints."""

NAMES = {
    "window_s": "Seconds until the window is there",
    "first_reading_s": "Seconds from opening the video to the first reading",
    "fps": "Frames drawn a second",
    "latency_ms": "Milliseconds from a frame to its reading on the screen",
    "recognition_ms": "Milliseconds to find, cut and read a face",
    "memory_mb": "Memory in MB",
}
NO_DISPLAY = "There is no screen to measure on. Please run this on a desktop (or under xvfb-run)."
NO_READING = "Nothing was read. companion doctor tells what is missing."
