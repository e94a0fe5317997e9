"""LibreOffice as a program that may itself crash: an abort of its own is no finding about a sheet, so it runs again."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

ABORTED = 128
ATTEMPTS = 3


def convert(command: Sequence[str], *, seconds: float) -> None:
    """Run it; up to twice more where a signal ended it. CalledProcessError for any other failure."""
    for left in reversed(range(ATTEMPTS)):
        done = subprocess.run(command, check=False, capture_output=True, timeout=seconds)
        if left == 0 or 0 <= done.returncode <= ABORTED:
            done.check_returncode()
            return
