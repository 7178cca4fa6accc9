"""How the app reads its words: rooms are imported, never names, and nothing is stored when a module is imported.

Only so can the language change while the app runs (`companion.words.language`).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import companion

APP = Path(companion.__file__).parent
# These hold data, not language.
NO_ROOMS = {"companion.words.vocabulary", "companion.words.language"}


def rooms_in(tree: ast.AST) -> set[str]:
    """Return the names under which a module knows rooms of words."""
    found = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "companion.words")
    return {name.asname or name.name for node in found for name in node.names}


def names_imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and name of each text or function that is imported by name; a class is no text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("companion.words."):
            if node.module not in NO_ROOMS:
                yield from ((node.lineno, name.name) for name in node.names if not is_class(name.name))
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, one.name) for one in node.names if one.name.startswith("companion.words."))


def is_class(name: str) -> bool:
    """Tell whether a name is written like a class."""
    return name[0].isupper() and not name.isupper()


def stored(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and text of each word that is read when the module is imported: constants, defaults, class bodies."""
    rooms = rooms_in(tree)

    def look(node: ast.AST, later: bool) -> Iterator[tuple[int, str]]:
        read = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in rooms
        if read and not later:
            assert isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
            yield node.lineno, f"{node.value.id}.{node.attr}"
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            # Defaults and decorators are read when the function is made.
            defaults = [*node.args.defaults, *(one for one in node.args.kw_defaults if one is not None)]
            decorators = [] if isinstance(node, ast.Lambda) else node.decorator_list
            for part in (*defaults, *decorators):
                yield from look(part, later)
            body = [node.body] if isinstance(node, ast.Lambda) else node.body
            for part in body:
                yield from look(part, True)
        elif isinstance(node, ast.AnnAssign):
            yield from look(node.value, later) if node.value is not None else ()
        else:
            for part in ast.iter_child_nodes(node):
                yield from look(part, later)

    yield from look(tree, False)


def app_files() -> Iterator[tuple[Path, ast.AST]]:
    for path in sorted(APP.rglob("*.py")):
        yield path.relative_to(APP.parent), ast.parse(path.read_text(encoding="utf-8"))


def test_words_are_imported_by_room_and_never_by_name() -> None:
    # Languages take classes and texts from each other: they are built once, and laid over as a whole.
    found = [
        f"{path}:{line}: {name}"
        for path, tree in app_files()
        if path.parts[:3] != ("companion", "words", "de")
        for line, name in names_imported(tree)
    ]
    assert found == []


def test_no_words_are_stored_at_import() -> None:
    # What a room derives from another at import, each language derives too; the test of completeness watches that.
    found = [
        f"{path}:{line}: {text}"
        for path, tree in app_files()
        if path.parts[:2] != ("companion", "words")
        for line, text in stored(tree)
    ]
    assert found == []


def test_both_checks_find_what_is_planted() -> None:
    planted = ast.parse(
        "from companion.words import talk as say\n"
        "from companion.words.home import TITLE, Look\n"
        "import companion.words.talk\n"
        "A = say.PAUSE\n"
        "B: dict[str, str] = {'a': f'{say.END}'}\n"
        "class C:\n"
        "    d = say.SAY\n"
        "    def e(self, f: str = say.AGAIN) -> str:\n"
        "        return say.OTHER\n"
        "G = lambda h=say.FROM: say.DETAILS\n"
    )
    assert [name for _, name in names_imported(planted)] == ["TITLE", "companion.words.talk"]
    read = [text for _, text in stored(planted)]
    assert read == ["say.PAUSE", "say.END", "say.SAY", "say.AGAIN", "say.FROM"]
