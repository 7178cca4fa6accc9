"""What the app says when it starts."""

NO_DISPLAY = "There is no screen to open a window on. Please start Companion on a desktop."
QUIT_AGAIN = "Press Ctrl and Q again to end at once."
