"""How much a call has to do, in lines of Python run: the same on a slow machine, a busy one and a quick one.

Seconds belong in `benchmarks`. What C does, a regular expression or NumPy, is one step however long it takes.
"""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def lines_run(call: Callable[[], object]) -> int:
    """Lines of Python run by the call, in every function that it calls. What traced before traces again."""
    run = 0

    def trace(_frame: FrameType, event: str, _about: Any) -> Any:
        nonlocal run
        run += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return run
