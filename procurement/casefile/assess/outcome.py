"""What an assessment leaves behind, the same for every kind of procedure."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.result import Note, Number


@dataclass(frozen=True, slots=True)
class Place:
    """Those who share a place (several while tied), the first place first, and why they stand there."""

    place: int
    ids: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """The result in one sentence, the order, who is left out and why, every derivation, and the notes."""

    result: str
    places: tuple[Place, ...]
    left_out: tuple[tuple[str, str], ...]
    numbers: tuple[tuple[str, Number], ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """A finding with its heading and what no rule text gives (`open`).

    `example` is what an invented case says of itself, empty for a real one.
    """

    kind: str
    id: str
    title: str
    agency: str
    example: str
    found: Found
    open: tuple[str, ...]
