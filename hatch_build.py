"""Puts each released network (its ONNX file and its card) into the wheel, as far as it is there."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

RELEASED_FILES = ("*.onnx", "card.json")


class ReleasedNetworks(BuildHookInterface):  # type: ignore[type-arg]
    """A plain force-include of a missing file would break both the wheel and the editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":  # a checkout reads model/released itself
            return
        released = Path(self.root) / "model" / "released"
        for name in RELEASED_FILES:
            for path in sorted(released.glob(f"*/{name}")):
                build_data["force_include"][str(path)] = f"companion/released/{path.parent.name}/{path.name}"
