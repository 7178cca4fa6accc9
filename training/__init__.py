"""How the networks are trained, measured and released. The app never imports this room."""
