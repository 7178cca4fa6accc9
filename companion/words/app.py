"""What the app says when it starts."""

NO_DISPLAY = "There is no screen to open a window on. Please start Companion on a desktop."
TK_BROKEN = "Tk, the part of Python that draws windows, can't start ({why})."
TK_BROKEN_MEND = "Please install Python again, together with Tk, or install a newer Python."
QUIT_AGAIN = "Press Ctrl and Q again to end at once."
# Said once, when the app is about to be closed; the next time it closes.
NOT_SAVED_YET = "{why} Not saved yet: {count}. If you close this window again, Companion ends without that."
NOT_SAVED_BUSY = (
    "Companion is open in another window, too. So this is not saved yet: {count}. Please close the other window first. "
    "If you close this one again, Companion ends without that."
)
STILL_IMPORTING = (
    "A copy is still being brought in. If you close this window again, Companion ends without the rest. "
    "Then please bring the copy in again later."
)
