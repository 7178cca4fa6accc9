"""The private journal: SQLite in the user's own folder, never a picture."""
