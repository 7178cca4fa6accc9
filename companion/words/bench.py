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
NOT_LIVE = "{source} is live, and nobody was asked. Please give a video."
NO_READING = "Nothing was read. companion doctor tells what is missing."
CLOSED = "The window was closed before the end. Please leave it open while I measure."
NO_FACE = "No face was there for long enough to measure how it is read. Please give a video with a face: --source FILE."

# `companion bench steadiness`
WAYS = {
    "raw": "Best word of each frame",
    "majority": "Most frequent of the last 15 frames",
    "average": "Running average",
    "companion": "Companion",
}
STEADINESS = (
    "{way}: {changes_per_min} changes a minute, {delay_s} seconds until a new word, "
    "wrong {wrong_share:.1%} and without a word {unnamed_share:.1%} of the time"
)
NO_SPLIT = "{path} holds no {split} pictures. Please give the whole fer2013.csv."
TOO_FEW_SURE = "The network is sure of too few pictures to measure this."
