"""Finds faces, follows them, judges how well they can be seen, and cuts them as FER2013 does."""
