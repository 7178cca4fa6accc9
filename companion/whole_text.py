"""Text that can be kept: a field may hand over half a character, and no file takes one."""

from __future__ import annotations


def whole(text: str) -> str:
    """Return the text with its halves of characters joined; one without its other half becomes U+FFFD.

    Tk 8.6 cuts an emoji in two where one is deleted from a field with several of them.
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
