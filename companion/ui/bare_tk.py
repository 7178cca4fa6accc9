"""A Tk window that runs no code of the folder that the app was started in."""

from __future__ import annotations

import tkinter as tk


class BareTk(tk.Tk):
    """Tk without `.Tk.py` and its like.

    tkinter runs such files of the home folder, and where no HOME is set (usual on Windows) those of the present one.
    """

    def readprofile(self, baseName: str, className: str) -> None:
        """Read nothing."""
