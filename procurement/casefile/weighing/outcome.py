"""What a weighing leaves behind: shares by each method, whole points, and for judgments every node and judge."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from scoring.ahp import Matrix, Priorities, Row
from scoring.ahp_consistency import Consistency
from scoring.ahp_group import Consensus, Judge, JudgeReport
from scoring.result import Note
from scoring.weights import Shares


@dataclass(frozen=True, slots=True)
class Weighed:
    """A criterion of the points table; `swing` says from which value to which, `given` what was entered for it."""

    id: str
    title: str
    group: str
    swing: str
    given: str = ""


@dataclass(frozen=True, slots=True)
class Method:
    """Shares of the whole by one method, in the announced order, and the whole points they would give."""

    name: str
    shares: Shares
    points: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One judge at one node: `given` as answered, `judge` with the gaps filled, `filled` what stands in them."""

    judge: Judge
    given: Matrix
    filled: tuple[tuple[str, str, Fraction], ...]
    priorities: Priorities
    report: JudgeReport


@dataclass(frozen=True, slots=True)
class Node:
    """Criteria compared with one another: each judge, the judgments put together (AIJ), the priorities (AIP)."""

    title: str
    names: tuple[str, ...]
    judged: tuple[Judged, ...]
    aij: Priorities
    consistency: Consistency
    aip: Row
    consensus: Consensus


@dataclass(frozen=True, slots=True)
class Weighing:
    """The first of `methods` makes the points; the others stand beside it. `nodes` are empty but for judgments."""

    kind: str
    id: str
    title: str
    agency: str
    example: str
    total: int
    criteria: tuple[Weighed, ...]
    methods: tuple[Method, ...]
    nodes: tuple[Node, ...]
    notes: tuple[Note, ...]
