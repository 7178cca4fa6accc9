"""The live picture with a box around the face that is read."""

from __future__ import annotations

import tkinter as tk
from typing import TYPE_CHECKING

from PIL import Image, ImageTk

from companion.ui.theme import theme_of
from companion.ui.widgets import surface_colour

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from companion.faces.face import Face


class PictureView(tk.Canvas):
    """Shows frames as large as the room allows, never stretched. It takes no focus: nothing can be done with it.

    While nobody can see it (under Help, behind the details, in a minimised window) no frame is drawn: that would be a
    waste. The last one is drawn once it can be seen. Boxes cost next to nothing.
    """

    def __init__(self, parent: tk.Misc) -> None:
        super().__init__(parent, highlightthickness=0, borderwidth=0, width=320, height=240, takefocus=False)
        self._photo: ImageTk.PhotoImage | None = None
        self._item = self.create_image(0, 0, anchor="nw")
        self._place = (0.0, 0.0, 1.0)
        # For a picture that stands still while the room for it changes (a paused or ended video).
        self._shown: tuple[NDArray[np.uint8], bool] | None = None
        self._marked: tuple[tuple[Face, ...], int | None, int, bool] = ((), None, 1, False)
        self._missed = False  # to draw what was given last
        self.bind("<Configure>", lambda event: self._again())
        # Where something else lay in its place, it is only told that it must be drawn.
        for happening in ("<Map>", "<Expose>", "<Visibility>"):
            self.bind(happening, lambda event: self._again() if self._missed else None)
        self.bind("<<ThemeChanged>>", lambda event: self._recolour())
        self._recolour()

    def show(self, image: NDArray[np.uint8], mirrored: bool) -> None:
        """Draw uint8 (H, W, 3) BGR, scaled to fit."""
        self._shown, self._missed = (image, mirrored), not self.winfo_viewable()
        if self._missed:
            return
        import cv2

        height, width = image.shape[:2]
        scale = min(self.winfo_width() / width, self.winfo_height() / height)
        size = (max(1, int(width * scale)), max(1, int(height * scale)))
        small = cv2.resize(image, size, interpolation=cv2.INTER_AREA if scale < 0.5 else cv2.INTER_LINEAR)
        if mirrored:
            small = cv2.flip(small, 1)
        picture = Image.fromarray(cv2.cvtColor(small, cv2.COLOR_BGR2RGB))
        left, top = (self.winfo_width() - size[0]) / 2, (self.winfo_height() - size[1]) / 2
        if self._photo is None or (self._photo.width(), self._photo.height()) != size:
            self._photo = ImageTk.PhotoImage(picture, master=self)
            self.itemconfigure(self._item, image=self._photo)
        else:
            self._photo.paste(picture)
        self.coords(self._item, left, top)
        self._place = (left, top, scale)

    def mark(self, faces: tuple[Face, ...], chosen: int | None, width: int, mirrored: bool) -> None:
        """Draw a box around the face that is read, and a thin one around each other.

        Args:
            width: of the source picture in pixels; a mirrored picture's boxes are mirrored in it.
        """
        self._marked = (faces, chosen, width, mirrored)
        self.delete("box")
        left, top, scale = self._place
        theme = theme_of(self)
        for index, face in enumerate(faces):
            box = face.box
            x = width - box.x - box.w if mirrored else box.x
            corners = (
                left + x * scale,
                top + box.y * scale,
                left + (x + box.w) * scale,
                top + (box.y + box.h) * scale,
            )
            # White over black is seen on any picture, light or dark.
            wide = theme.px(3) if index == chosen else 1
            self.create_rectangle(*corners, outline="#000000", width=wide + theme.px(3), tags="box")
            self.create_rectangle(*corners, outline="#ffffff", width=wide, tags="box")

    def clear(self) -> None:
        """Show nothing (paused: the last picture of a face does not stay on the screen)."""
        self.delete("box")
        self.itemconfigure(self._item, image="")
        self._photo = self._shown = None
        self._missed = False
        self._marked = ((), None, 1, False)

    def _again(self) -> None:
        if self._shown is not None:
            self.show(*self._shown)
            self.mark(*self._marked)

    def _recolour(self) -> None:
        self.configure(background=surface_colour(self.master))
