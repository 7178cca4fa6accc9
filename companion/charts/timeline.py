"""One session from left to right: a lane for each word, for doubts, and for what the person said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.charts.parts import Timeline
from companion.charts.style import Style, axes_at, known_family, new_figure, plain, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# All times the text size: a lane, and the room above and below the lanes.
ROW, ABOVE, BELOW = 2.2, 0.5, 3.6
# Ways to divide a session, in seconds: each is what a clock shows in whole steps.
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400)


def timeline(data: Timeline, unit: str, style: Style) -> Figure:
    """Return a figure as high as it needs to be; `unit` stands under the axis."""
    size, lanes = style.text_px, max(1, len(data.lanes))
    figure = new_figure(style, (lanes * ROW + ABOVE + BELOW) * size)
    left = style.name_width(lane.name for lane in data.lanes) + 2 * size
    _draw(axes_at(figure, left, ABOVE * size, style.width_px - left - 2 * size, lanes * ROW * size), data, unit, style)
    return figure


def _draw(axes: Axes, data: Timeline, unit: str, style: Style) -> None:
    length = max(data.length_s, 1.0)
    width = axes.bbox.width
    # A change of half a second in an hour is still a stroke that can be seen.
    least = length * 2 * style.text_px / 14 / max(width, 1)
    for place, lane in enumerate(data.lanes):
        parts = [(one.start_s, max(one.end_s - one.start_s, least)) for one in data.spans if one.lane == place]
        axes.broken_barh(
            parts, (place - 0.34, 0.68), facecolor=style.colour(lane.key), edgecolor=style.background,
            hatch=style.hatch(lane.key), linewidth=0,
        )  # fmt: skip
    family, size = known_family(style.family), style.points
    for mark in data.marks:
        axes.scatter(
            mark.at_s, mark.lane, s=(size * (1.4 if mark.shape == "D" else 1.6)) ** 2, marker=mark.shape,
            color=style.accent, clip_on=False, zorder=2,
        )  # fmt: skip
        axes.annotate(
            str(mark.number), (mark.at_s, mark.lane), ha="center", va="center", color=style.on_accent,
            fontsize=size * 0.8, family=family, zorder=3, annotation_clip=False,
        )  # fmt: skip
    axes.set_xlim(0, length)
    axes.set_ylim(max(1, len(data.lanes)) - 0.5, -0.5)
    axes.set_yticks(range(len(data.lanes)), [short(lane.name) for lane in data.lanes])
    step = _step(length, width, style.text_px)
    places = [step * number for number in range(int(length // step) + 1)]
    axes.set_xticks(places, [clock(place) for place in places])
    axes.grid(axis="x", color=style.line, linewidth=style.text_px / 14)
    axes.set_xlabel(unit, color=style.text, fontsize=size, family=family, labelpad=style.text_px * 0.3)
    plain(axes, style)
    # A mark at the very start reaches to the left by half of its width.
    axes.tick_params(axis="y", pad=style.text_px)


def clock(seconds: float) -> str:
    """Return a time since the start: 0:05, 12:30, 1:02:03.

    >>> clock(3723)
    '1:02:03'
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _step(length_s: float, width_px: float, text_px: float) -> int:
    """Return the smallest step whose labels have room."""
    room = max(1, width_px / (text_px * 5))
    return next((step for step in _STEPS if length_s / step <= room), _STEPS[-1] * 7)
