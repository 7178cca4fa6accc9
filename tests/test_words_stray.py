"""No sentence for people is written outside of `companion/words`: every text in the code is looked at."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import companion

APP = Path(companion.__file__).parent
# Names of typefaces and of a Windows setting: not said to anybody.
NAMES = {
    "Atkinson Hyperlegible Next", "Atkinson Hyperlegible", "Segoe UI Variable Text", "Segoe UI", "SF Pro Text",
    "Helvetica Neue", "Noto Sans", "DejaVu Sans", "Control Panel\\Accessibility\\HighContrast",
}  # fmt: skip
# What an imaginary person wrote, so that the audit has something to look at.
SAMPLES = {"samples.py", "recipes.py"}
# What shows or says its texts: functions and widgets, by their last name; and arguments, by their name.
SHOWERS = {"say", "say_now", "tell", "notice", "print", "WrappedLabel", "ActionButton", "NoticeBar", "hint", "set_text"}
SHOWN = {"text", "label", "message", "sentence", "help", "description"}
# Written for who reads the code or the log: exceptions of Python itself, and the log.
LOGGERS = {"debug", "info", "warning", "error", "exception", "critical"}
PYTHON = {name for name, value in vars(builtins).items() if isinstance(value, type) and issubclass(value, Exception)}
SQL = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|EXISTS|COALESCE|BETWEEN|NULL|TABLE|AND|WHERE)\b")
WORD = re.compile(r"[^\W\d_]{2,}")


def looks_like_a_sentence(text: str) -> bool:
    """Tell whether a text reads like a sentence or a label: two words with a capital first, or with an end."""
    text = text.strip()
    if text in NAMES or SQL.search(text) or "[" in text or len(WORD.findall(text)) < 2 or not re.search(r"\w\s", text):
        return False
    first = next((letter for letter in text if letter.isalpha()), "")
    return first.isupper() or text[-1] in ".?!…"


def looks_like_a_label(text: str) -> bool:
    """Tell whether a text that is shown reads like a word for people."""
    found = WORD.findall(text)
    return bool(found) and text not in NAMES and (found[0][0].isupper() or len(found) > 1)


def last_name(node: ast.expr) -> str:
    """Return the last name of what is called: `say` of `self._state.say`."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def text_of(node: ast.AST) -> str | None:
    """Return the text of a literal; fields of an f-string count as a word of their own."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def stray(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and text of each literal that people seem to read or hear."""

    def look(node: ast.AST, shown: bool) -> Iterator[tuple[int, str]]:
        text = text_of(node)
        if text is not None:
            if looks_like_a_sentence(text) or (shown and looks_like_a_label(text)):
                assert isinstance(node, ast.expr)
                yield node.lineno, text
        elif isinstance(node, ast.Call):
            name = last_name(node.func)
            is_log = isinstance(node.func, ast.Attribute) and name in LOGGERS and last_name(node.func.value) == "log"
            if is_log or name in PYTHON or name == "cast":
                return
            yield from look(node.func, False)
            for place, part in enumerate(node.args):
                # A text comes first, or second behind the parent; what follows is a style or a letter.
                yield from look(part, name in SHOWERS and place < 2)
            for word in node.keywords:
                yield from look(word.value, word.arg in SHOWN)
        elif isinstance(node, ast.Assert):
            yield from look(node.test, False)
        elif isinstance(node, ast.AnnAssign):
            yield from look(node.value, False) if node.value is not None else ()
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return  # a docstring
        elif isinstance(node, ast.arg):
            return
        else:
            for part in ast.iter_child_nodes(node):
                # Within a choice (`a if b else "Text"`) the text is still shown.
                yield from look(part, shown and isinstance(node, ast.IfExp | ast.BoolOp | ast.BinOp))

    yield from look(tree, False)


def test_every_sentence_for_people_stands_in_the_words() -> None:
    found = [
        f"{path.relative_to(APP.parent)}:{line}: {text!r}"
        for path in sorted(APP.rglob("*.py"))
        if "words" not in path.relative_to(APP).parts and path.name not in SAMPLES
        for line, text in stray(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize(
    "planted",
    [
        'label = ttk.Label(parent, text="Pause")',
        'self._state.say("Saved")',
        'self._state.say("The talk is over" if over else "")',
        'notice(f"Camera {number} is lost.")',
        'print("done: 3 files", file=sys.stderr)',
        'TITLE = "Your data"',
        'raise SourceError(f"{path} is not there. Please check the name.")',
        'self.button("Go back", back, "B", kind="Accent")\n',
        'NAMES = {"end": "The end of it"}',
        'parser.add_argument("--x", help="read photos")',
    ],
)
def test_a_stray_sentence_is_found(planted: str) -> None:
    assert len(list(stray(ast.parse(planted)))) == 1


@pytest.mark.parametrize(
    "harmless",
    [
        '"""A docstring. It has two sentences."""',
        'log.warning("The source broke: %s", error)',
        'raise ValueError(f"{key} does not accept {value!r}")',
        'db.execute("SELECT uid FROM sessions WHERE id = ?")',
        'button = ActionButton(row, say.PAUSE, self.pause, letter="P", kind="Accent")',
        'widget.bind("<Shift-Tab>", move)',
        'style = "Choice.TRadiobutton"',
        'maker = cast("Callable[[Reading], None]", make)',
        'text = ", ".join(parts)',
        'assert ready, "This must be ready"',
        'open_file(path, "rb", encoding="utf-8")',
    ],
)
def test_what_nobody_reads_is_left_alone(harmless: str) -> None:
    assert list(stray(ast.parse(harmless))) == []
