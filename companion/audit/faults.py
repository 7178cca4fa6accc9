"""What the audit finds: a fault of one widget, and the same with the screen and the look that it was found in."""

from __future__ import annotations

from dataclasses import dataclass

from companion.words import audit as say


@dataclass(frozen=True)
class Fault:
    """One fault. `who`: the widget and its text. `what`: what was measured, and the limit."""

    who: str
    what: str


@dataclass(frozen=True)
class Failure:
    """A fault where it was found: name of the screen, look, and text size in percent."""

    screen: str
    look: str
    percent: int
    fault: Fault

    def line(self) -> str:
        """Return it as one plain line."""
        line = say.LINE.format(
            screen=self.screen, look=self.look, percent=self.percent, who=self.fault.who, what=self.fault.what
        )
        return " ".join(line.split())
