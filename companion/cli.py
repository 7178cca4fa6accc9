"""The commands and their flags (design §3). Each imports what it needs only when it runs: the window is quick."""

from __future__ import annotations

import argparse
import errno
import io
import json
import os
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from companion import __version__
from companion.causes import plain_cause
from companion.paths import user_paths
from companion.settings import language_of
from companion.unloaded import unloaded
from companion.words import cli as say
from companion.words import doctor as doctor_words
from companion.words import language


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    top = argparse.ArgumentParser(prog="companion", description=say.ABOUT)
    top.add_argument("--version", action="version", version=__version__)
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    talk = commands.add_parser("talk", help=say.TALK)
    talk.add_argument("--source", type=_source, metavar="SOURCE", help=say.SOURCE)
    talk.add_argument("--network", metavar="NAME", help=say.NETWORK)
    mirror = commands.add_parser("mirror", help=say.MIRROR)
    mirror.add_argument("--source", type=_source, metavar="SOURCE", help=say.SOURCE)
    mirror.add_argument("--network", metavar="NAME", help=say.NETWORK)
    commands.add_parser("history", help=say.HISTORY)
    analyze = commands.add_parser("analyze", help=say.ANALYZE)
    analyze.add_argument("paths", nargs="+", metavar="PATH")
    analyze.add_argument("--json", action="store_true", help=say.JSON_LINES)
    analyze.add_argument("--network", metavar="NAME", help=say.NETWORK)
    export = commands.add_parser("export", help=say.EXPORT)
    export.add_argument("file", type=Path, metavar="FILE")
    export.add_argument("--from", dest="first", type=_day, metavar="YYYY-MM-DD", help=say.FROM)
    export.add_argument("--to", dest="last", type=_day, metavar="YYYY-MM-DD", help=say.TO)
    importing = commands.add_parser("import", help=say.IMPORT)
    importing.add_argument("file", type=Path, metavar="FILE.json")
    doctor = commands.add_parser("doctor", help=say.DOCTOR)
    doctor.add_argument("--json", action="store_true", help=say.JSON)
    doctor.add_argument("--get-detector", action="store_true", help=say.GET_DETECTOR)
    doctor.add_argument("--audit", action="store_true", help=say.AUDIT)
    bench = commands.add_parser("bench", help=say.BENCH)
    bench.add_argument("what", nargs="?", choices=["steadiness"], help=say.BENCH_STEADINESS)
    bench.add_argument("--data", type=Path, metavar="PATH", help=say.BENCH_DATA)
    bench.add_argument("--source", metavar="FILE", help=say.BENCH_SOURCE)
    bench.add_argument("--network", metavar="NAME", help=say.NETWORK)
    bench.add_argument("--json", action="store_true", help=say.JSON)
    return top


def _source(text: str) -> str:
    """Return a source as the app takes it: Linux's own name of a camera, or a link to it, stands for its number."""
    device = re.fullmatch(r"/dev/video(\d+)", os.path.realpath(text)) if text.startswith("/dev/") else None
    return text if device is None else device[1]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(say.BAD_DAY.format(text=text)) from None


def run(argv: Sequence[str]) -> int:
    """Run one command line.

    Returns:
        The exit status: 0 done; 1 the app cannot run here, or a check or a measurement found that something is amiss; 2
        some input could not be used; 130 ended by Ctrl+C.
    """
    try:
        language.use(language_of(user_paths().settings))
        if isinstance(sys.stdout, io.TextIOWrapper):
            # A file's name may hold letters that a terminal's encoding lacks.
            sys.stdout.reconfigure(errors="backslashreplace")
        status = _run(parser().parse_args(argv))
        print(end="", flush=True)  # at the end of Python a full disk could only be complained of
        return status
    except OSError as error:
        if _nobody_reads(error):
            _give_up_output()
            return 0
        cause = plain_cause(error)
        # A full disk without a name is below the output: what was asked for may well be done.
        told = say.NOT_ALL_WRITTEN if error.errno == errno.ENOSPC and not error.filename else say.NOT_DONE
        print(told.format(cause=f"{error.filename}: {cause}" if error.filename else cause), file=sys.stderr)
        _give_up_output()
        return 1
    except ImportError as error:
        # On Debian, Tk is a package of its own.
        if error.name in ("tkinter", "_tkinter"):
            print(f"{doctor_words.TK_NONE} {doctor_words.TK_MEND}", file=sys.stderr)
        elif (error.name or "").partition(".")[0] == "companion":
            raise  # a fault of ours
        else:
            print(f"{unloaded(error)} ({error})", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _nobody_reads(error: OSError) -> bool:
    """Tell whether the reader of our output (`head`) has gone; Windows calls that an argument that is not valid."""
    windows = sys.platform == "win32" and error.errno == errno.EINVAL and not error.filename
    return isinstance(error, BrokenPipeError) or windows


def _give_up_output() -> None:
    """Let go of what can't be written any more: Python would complain when it flushes at the end, and end with 120."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(args: argparse.Namespace) -> int:
    if args.command == "analyze":
        return _analyze(args)
    if args.command == "doctor":
        return _doctor(args)
    if args.command == "bench" and args.what == "steadiness":
        from companion.steadiness import bench_steadiness

        if args.data is None:
            print(say.STEADINESS_DATA, file=sys.stderr)
            return 2
        return bench_steadiness(args.data, args.network, as_json=args.json)
    if args.command == "bench":
        from companion.bench import bench

        return bench(args.source, args.network, as_json=args.json)
    if args.command in ("export", "import"):
        from companion.journal.command import export_command, import_command

        if args.command == "export":
            return export_command(user_paths(), args.file, args.first, args.last)
        return import_command(user_paths(), args.file)
    from companion.ui.run import run_app

    return run_app(
        user_paths(),
        screen=args.command or "home",
        source=getattr(args, "source", None),
        network=getattr(args, "network", None),
    )


def _analyze(args: argparse.Namespace) -> int:
    from companion.analyze import analyze
    from companion.faces.finder import default_finder
    from companion.reading.card import NetworkError, network_folder
    from companion.reading.classifier import Classifier
    from companion.silent_libraries import silent_libraries

    try:
        classifier = Classifier(network_folder(args.network))
    except NetworkError as error:
        print(error, file=sys.stderr)
        return 1
    with silent_libraries():
        return analyze(args.paths, default_finder(user_paths()), classifier, args.json)


def _doctor(args: argparse.Namespace) -> int:
    if args.audit:
        from companion.audit.command import audit_command

        return audit_command()
    from companion.doctor import examine, get_detector

    if args.get_detector:
        problem = get_detector(user_paths())
        print(problem or say.DETECTOR_KEPT)
        return 1 if problem else 0
    checks = examine(user_paths())
    if args.json:
        print(json.dumps({"checks": [check.as_dict() for check in checks], "ok": all(c.can_run for c in checks)}))
    else:
        for check in checks:
            print(check.line())
    return 0 if all(check.can_run for check in checks) else 1
