"""ONNX Runtime, kept from reporting: since 1.29 its official builds send usage data to Microsoft unless told not to.

Seen with strace on 1.31.1: a look-up of mobile.events.data.microsoft.com and an identifier under ~/.cache/Microsoft,
at the first session and again at the end of the process. With the variable below, neither
(https://github.com/microsoft/onnxruntime/pull/27379).
"""

from __future__ import annotations

import os
from types import ModuleType

# Read once, when the library starts; the second name is the one of some builds in between.
OPT_OUT = ("ORT_DISABLE_TELEMETRY", "ORT_TELEMETRY_DISABLED")


def quiet_runtime() -> ModuleType:
    """Return the module `onnxruntime`, which from now on reports nothing. Nobody else may be the first to import it."""
    for name in OPT_OUT:
        os.environ[name] = "1"
    import onnxruntime

    # Windows has its own way, which the variables don't reach.
    onnxruntime.disable_telemetry_events()
    module: ModuleType = onnxruntime
    return module
