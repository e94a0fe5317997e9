"""What is handed out before a tender closes and comes back filled in: the announcement, the forms, their inputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from scoring.criteria import Criterion, Scheme

Kind = Literal["number", "text", "choice"]
Place = tuple[str, int, int]
"""A cell: sheet, row, column; rows and columns from 1."""
Key = tuple[str, ...]
"""What a cell answers: ("points", bid, criterion), ("reason", bid, criterion), ("offer", "power_w") and the like."""
FORM_VERSION = 1
"""Raised when a form's layout changes, so that older files are told apart and not misread."""
TENDER_NAME, DIGEST_NAME, WHO_NAME = "양식공고번호", "양식지문", "양식대상"
"""The names of the cells that say which form a file is."""
SPECIMEN = "견본"


@dataclass(frozen=True, slots=True)
class MarkRule:
    """How one qualitative criterion is marked: any points, steps of `step`, or `shares` of its points.

    A reason is asked for always, for marks below a share of the points (`reason_below`), or never.
    """

    criterion: Criterion
    step: Fraction | None
    shares: tuple[Fraction, ...]
    always: bool
    reason_below: Fraction | None

    @property
    def allowed(self) -> tuple[Fraction, ...]:
        """The points that may be given where they are counted out, most first; empty where they are not."""
        return tuple(share * self.criterion.points for share in self.shares)


@dataclass(frozen=True, slots=True)
class Bidder:
    """A bidder: the id in bids/, its name, and the name the evaluators see, which may hide it (업체 1)."""

    id: str
    name: str
    shown: str


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement in words. `checked` tells how it is verified, `value` and `unit` repeat its limit."""

    id: str
    sentence: str
    value: str
    conditions: str
    checked: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What the forms are made of. `excused` are pairs of evaluator and bid that must not be marked.

    `vat` says in Korean whether bids include it; `models` are the names that the measurements must use.
    """

    tender_id: str
    title: str
    agency: str
    example: bool
    day: str
    scheme: Scheme
    marking: tuple[MarkRule, ...]
    evaluators: tuple[str, ...]
    bidders: tuple[Bidder, ...]
    excused: frozenset[tuple[str, str]]
    requirements: tuple[Requirement, ...]
    scored: tuple[Requirement, ...]
    notes: tuple[str, ...]
    models: tuple[str, ...]
    vat: str


@dataclass(frozen=True, slots=True)
class Input:
    """One cell that a person fills in. Numbers keep to least..most and `places`, or to `step` or `allowed`."""

    key: Key
    label: str
    kind: Kind
    required: bool = True
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(10**15)
    places: int = 4
    step: Decimal | None = None
    allowed: tuple[Decimal, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it goes out: for whom (an evaluator, a bidder's id, "" for any bidder), its digest and its inputs.

    The workbook of an assessment is one too: for its kind, with the values of assess.toml in its inputs.
    """

    kind: Literal["ballot", "bid", "notice", "assess"]
    who: str
    filename: str
    digest: str
    content: bytes
    inputs: Mapping[Place, Input]


@dataclass(frozen=True, slots=True)
class Judged:
    """One requirement held against one product's measured value; `value` None is 미측정."""

    requirement: str
    title: str
    comparison: str
    limit: Fraction
    unit: str
    value: Fraction | None
    trace: str

    @property
    def met(self) -> bool:
        """Whether a value was measured and keeps the limit."""
        if self.value is None:
            return False
        return self.value >= self.limit if self.comparison == ">=" else self.value <= self.limit


@dataclass(frozen=True, slots=True)
class Product:
    """A maker's product and what its results say of every requirement that is measured."""

    maker: str
    name: str
    judged: tuple[Judged, ...]

    @property
    def passes(self) -> bool:
        """Whether every requirement is measured and met."""
        return all(one.met for one in self.judged)
