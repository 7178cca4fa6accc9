"""Where pictures come from: each source gives `Frame`s and knows nothing of faces."""
