"""What to say where no window can be opened: there is no screen, or Tk itself is broken."""

from __future__ import annotations

from companion.words import app as say


def tk_broken(error: Exception) -> str:
    """Return why Tk can't start, in a sentence, or "" where it only finds no screen; `error` is a TclError."""
    # The lines after the first are the folders that were searched.
    told = str(error).partition("\n")[0].strip(" :")
    return "" if "display" in told else say.TK_BROKEN.format(why=told)


def no_window(error: Exception, no_screen: str) -> str:
    """Return what to say, with the mend; `no_screen` is what is said where there is no screen."""
    broken = tk_broken(error)
    return f"{broken} {say.TK_BROKEN_MEND}" if broken else no_screen
