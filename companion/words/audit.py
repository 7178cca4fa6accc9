"""What `companion doctor --audit` prints: plain lines for who looks after the app."""

NO_DISPLAY = "The audit needs a screen to open its window, and there is none here."
NOT_READ = "The audit can't see its own window on this screen (Wayland hides windows). An X11 session can run it."

LINE = "{screen}, {look}, {percent} %: {who}: {what}"
DONE = "{screens} screens, {failures} failures"
LOOKED = "Each was opened in {looks} at {sizes} %."
SCREEN = "{screen} ({state})"
THE_SCREEN = "the screen"
WHO = '{kind} "{text}"'
PART = '{who}, text "{text}"'
CHART_PART = '{who}, chart text "{text}"'
FACES = "drawn faces {one} and {other}"
WORDS = "words {one} and {other}"

KINDS = {
    "TLabel": "label",
    "Label": "label",
    "TButton": "button",
    "Button": "button",
    "TCheckbutton": "check box",
    "Checkbutton": "check box",
    "TRadiobutton": "choice",
    "Radiobutton": "choice",
    "TEntry": "field",
    "Entry": "field",
    "Text": "field of many lines",
    "TCombobox": "list box",
    "TProgressbar": "progress bar",
    "TScrollbar": "scroll bar",
    "Treeview": "table",
    "TFrame": "frame",
    "Frame": "frame",
}

TEXT_WEAK = "its text has a contrast of {measured:.2f}, it needs {limit:g}"
EDGE_WEAK = "its edge has a contrast of {measured:.2f} to what is behind it, it needs {limit:g}"
MARK_WEAK = "its mark has a contrast of {measured:.2f}, it needs {limit:g}"
SHAPE_WEAK = "a drawn {shape} has a contrast of {measured:.2f}, it needs {limit:g}"
CHOSEN_WEAK = "its chosen row has a contrast of {measured:.2f} to the others, it needs {limit:g}"

TOO_SMALL = "it is {wide} x {high} pixels, it needs {limit} x {limit}"

CUT_WIDE = "it needs {needed} pixels of width and has {given}"
CUT_HIGH = "it needs {needed} pixels of height and has {given}"
WORD_CUT = 'its word "{word}" needs {needed} pixels of width and has {given}'
OUTSIDE = "{pixels} pixels of it are cut off by what it lies in; 0 may be"
OVERLAPS = "it covers {wide} x {high} pixels of {other}; 0 may be"

NOT_REACHED = "Tab does not reach it in {steps} steps"
NO_END = "Tab does not come back to the start in {limit} steps"
ORDER = "Tab comes to it after {other}, which lies below or to the right of it (by {pixels} pixels; 0 may be)"
NO_RING = "its focus changes {measured} pixels at its edge with a contrast of {contrast:g} or more, it needs {limit}"
NOT_IN_VIEW = "with the focus, {measured} pixels of it are seen, {limit} could be"

BY_COLOUR = "these two {shape}s differ by their colour alone: {measured} other signs, it needs {limit}"
SAME_IN_GREY = "they differ in {measured:.1f} % of their picture when it is grey, it needs {limit:g}"
SAME_HATCH = "both are drawn with the hatch {hatch!r} in charts; it needs {limit} different ones"
BAR_WEAK = "a bar or mark has a contrast of {measured:.2f} to the chart's ground, it needs {limit:g}"

BROKE = "something broke in the app meanwhile: {problem}"
NO_RECIPE = "the audit does not know how to open it"
FOCUS_LOST = "another window has taken the keyboard; the audit needs it to itself"
NOT_OPENED = "it could not be shown after \"{after}\": {problem}"
THE_WORDS = "the eight words"
