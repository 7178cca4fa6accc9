"""`companion doctor --audit`: prints what the audit finds, line by line."""

from __future__ import annotations

import sys
import tempfile
import tkinter as tk
from collections.abc import Sequence
from pathlib import Path

from companion.audit.faults import Failure
from companion.no_window import no_window
from companion.paths import user_paths
from companion.settings import language_of
from companion.words import audit as say


def audit_command(only: Sequence[str] = ()) -> int:
    """Audit the app in a folder of its own, and print each failure as it is found.

    Args:
        only: names of screens; nothing for all.

    Returns:
        0 without a failure; 1 with one, or where there is no screen to open a window on.
    """
    try:
        from companion.audit import walk
        from companion.ui.palette import Look
    except ImportError:
        # Tk is missing: `companion doctor` says how to mend that.
        print(say.NO_DISPLAY, file=sys.stderr)
        return 1

    def seen(screen: str, failures: list[Failure]) -> None:
        for failure in failures:
            print(failure.line(), flush=True)

    with tempfile.TemporaryDirectory(prefix="companion-audit-", ignore_cleanup_errors=True) as folder:
        try:
            result = walk.audit(walk.whole_plan(), Path(folder), only, seen, code=language_of(user_paths().settings))
        except tk.TclError as error:
            print(no_window(error, say.NO_DISPLAY), file=sys.stderr)
            return 1
        except OSError:
            print(say.NOT_READ, file=sys.stderr)
            return 1
    print(say.LOOKED.format(looks=", ".join(Look), sizes=", ".join(str(percent) for percent in walk.ALL_SIZES)))
    print(say.DONE.format(screens=len(result.screens), failures=len(result.failures)))
    return 1 if result.failures else 0
