"""A pair of works that are timed in turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Subject:
    """Our work, the peer's work, and what is claimed of them; the peer does 1/`scale` of what we do."""

    title: str
    peer: str
    goal: str
    ours: Work
    theirs: Work
    scale: int = 1
