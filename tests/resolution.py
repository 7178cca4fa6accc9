"""A screen of its own whose size a test changes, as undocking does."""

from __future__ import annotations

import ctypes


class Resolution:
    """Sets the size of the screen at DISPLAY, as undocking does: by RandR, which Xvfb has."""

    def __init__(self) -> None:
        self._x, self._randr = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXrandr.so.2")
        pointer, number = ctypes.c_void_p, ctypes.c_int
        self._x.XOpenDisplay.restype, self._x.XDefaultRootWindow.restype = pointer, ctypes.c_ulong
        self._x.XDefaultRootWindow.argtypes, self._x.XSync.argtypes = [pointer], [pointer, number]
        self._randr.XRRGetScreenResources.restype = ctypes.POINTER(Resources)
        self._randr.XRRGetScreenResources.argtypes = [pointer, ctypes.c_ulong]
        self._randr.XRRSetScreenSize.argtypes = [pointer, ctypes.c_ulong, number, number, number, number]
        self._randr.XRRSetCrtcConfig.argtypes = [
            pointer, ctypes.POINTER(Resources), ctypes.c_ulong, ctypes.c_ulong, number, number, ctypes.c_ulong,
            ctypes.c_ushort, pointer, number,
        ]  # fmt: skip
        self._display = self._x.XOpenDisplay(None)
        self._root = self._x.XDefaultRootWindow(self._display)

    def set(self, width: int, height: int) -> None:
        found = self._randr.XRRGetScreenResources(self._display, self._root)
        for place in range(found.contents.crtc_count):
            crtc = found.contents.crtcs[place]
            self._randr.XRRSetCrtcConfig(self._display, found, crtc, 0, 0, 0, 0, 1, None, 0)
        self._randr.XRRSetScreenSize(self._display, self._root, width, height, width // 4, height // 4)
        self._x.XSync(self._display, 0)


class Resources(ctypes.Structure):
    _fields_ = (
        ("time", ctypes.c_ulong), ("changed", ctypes.c_ulong),
        ("crtc_count", ctypes.c_int), ("crtcs", ctypes.POINTER(ctypes.c_ulong)),
        ("output_count", ctypes.c_int), ("outputs", ctypes.POINTER(ctypes.c_ulong)),
        ("mode_count", ctypes.c_int), ("modes", ctypes.c_void_p),
    )  # fmt: skip
