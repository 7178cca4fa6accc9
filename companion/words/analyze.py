"""What `companion analyze` prints for people."""

from companion.reading.reading import Kind, Reading
from companion.words import mirror, talk

LINE_TIME = "{source} at {time} s"
DECIMAL = "."  # as in 1.50
LINE_FACE = ", face {number}"
NOT_LIVE = "{path} is live. Please give photos, folders or videos here, or use: companion talk --source {path}"


def line(reading: Reading) -> str:
    """Return a reading as one short text: the headline, its other meaning, and a measured reason."""
    said = talk.spoken(reading)
    if reading.kind is Kind.NO_FACE:
        return f"{said.headline} {said.lines[0]}" if reading.reasons else said.headline
    # The last line is a question for a talk; the one before it says what else the look can be. Of some looks that tells
    # how to go on in a talk: here the Mirror's words fit, as a photo has no voice and does not go on.
    also = said.lines[-2]
    if reading.kind is Kind.CLEAR:
        also = mirror.OWN_ALSO.get(reading.words[0], also)
    reason = f" {talk.REASONS[reading.reasons[0]].why}" if reading.reasons else ""
    return f"{said.headline} {also}{reason}"
