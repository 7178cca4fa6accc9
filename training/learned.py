"""What the weights that a run begins with, or is taught by, had learned before, as is told beside them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from companion.sources.fer2013 import DataError


def learned_before(init: Path | None, out: Path, resume: bool) -> dict[str, str]:
    """Return the data sets (file name -> SHA-256) that a run's first weights had learned from, so far as it is known.

    Args:
        init: the weights that the run starts from, beside the run.json or card.json that tells of them; or None.
        out: the run's own folder; a resumed run has it in its run.json.
        resume: the run goes on.
    """
    if init is None:
        return dict(told_in(out / "run.json").get("init_data", {})) if resume else {}
    kept = told_of(init)
    before = kept.get("init_data") or kept.get("recipe", {}).get("init_data") or {}
    return {**before, **kept.get("data", {})}


def pictures_before(init: Path | None, out: Path, resume: bool) -> list[str]:
    """Return the SHA-256 of the pictures (training/known.py) that a run's first weights had learned from; as above."""
    if init is None:
        return list(told_in(out / "run.json").get("init_pictures", [])) if resume else []
    kept = told_of(init)
    recipe = kept.get("recipe") or {}
    found = [*(kept.get("init_pictures") or recipe.get("init_pictures") or [])]
    return sorted({*found, *filter(None, [kept.get("data_pictures") or recipe.get("data_pictures")])})


def all_pictures_before(inits: Sequence[Path]) -> dict[str, list[str]]:
    """Return what the run.json of a network that is made of others tells of their pictures: what any learned from."""
    found = {sha for init in inits for sha in pictures_before(init, init.parent, resume=False)}
    return {"init_pictures": sorted(found)} if found else {}


def check_parts_before(init: Path) -> list[str | None]:
    """Return the part of the pictures that choose the epoch that a network has not learned from, such as "1/3".

    One for each branch of a tree, one for any other network; None: it has learned from no such pictures, or it is not
    known.

    Args:
        init: its network.keras, beside the run.json or card.json that tells of it.
    """
    kept = told_of(init)
    recipe = kept.get("recipe") or {}
    found = kept.get("check_parts") or recipe.get("check_parts") or []
    return list(found) or [kept.get("check_part") or recipe.get("check_part")]


def refuse_seen(init: Path, network: str, left_out: str | None) -> None:
    """Raise where the pictures that shall choose a run's epoch have been learned from by the weights it starts from.

    Args:
        init: those weights.
        network: what is trained. A `branch` takes only the front of a tree, which no branch has trained.
        left_out: the part that this run does not learn from either.

    Raises:
        DataError: they have been, and the figures would flatter.
    """
    parts = check_parts_before(init)
    if len(set(parts)) == 1:
        parts = parts[:1]  # where all branches left out the same, the front may have learned the rest as well
    if len(parts) == 1 and parts[0] not in (None, left_out):
        raise DataError(f"{init} has learned from what chooses the epoch, but for one part: --check-part {parts[0]}.")
    if len(parts) > 1 and network != "branch":
        raise DataError(f"{init} has learned from what chooses the epoch. Take one branch out (branches.py --take).")


def told_of(init: Path) -> dict[str, Any]:
    """Return what is told of a network beside it: its run.json, or else its card."""
    return told_in(init.parent / "run.json") or told_in(init.parent / "card.json")


def told_in(path: Path) -> dict[str, Any]:
    """Return what a JSON file holds; nothing where it can't be read, or holds no object."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
