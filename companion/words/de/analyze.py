"""German: what `companion analyze` prints for people."""

LINE_TIME = "{source} bei {time} s"
DECIMAL = ","
LINE_FACE = ", Gesicht {number}"
NOT_LIVE = "{path} ist live. Bitte gib hier Fotos, Ordner oder Videos an, oder nimm: companion talk --source {path}"
