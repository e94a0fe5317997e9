"""weigh.toml of a notice's own items: who judged what, kept beside the notice so that the points come out again."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from procurement.casefile.collecting.toml_text import toml_of

FILE = "weigh.toml"
GROUP = "AIJ"


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the notice to be weighed."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Judging:
    """One judge's comparisons: (first, second) to how many times more the first is worth, "3" or "1/3"."""

    name: str
    times: Mapping[tuple[str, str], str]


def pairs_of(items: Sequence[Item]) -> tuple[tuple[Item, Item], ...]:
    """Every two items, in the order of the notice."""
    return tuple((one, other) for at, one in enumerate(items) for other in items[at + 1 :])


def composed(
    before: bytes | None,
    *,
    notice: Mapping[str, Any],
    items: Sequence[Item],
    swings: Mapping[str, str],
    judging: Judging,
    total: int,
) -> bytes:
    """weigh.toml with this judge's comparisons; the other judges stay, as far as they are about these items."""
    known = {item.id for item in items}
    kept = [one for one in judges_in(before) if one["name"] != judging.name]
    for one in kept:
        one["judgments"] = [three for three in one["judgments"] if {three[0], three[1]} <= known]
    given = [[first, second, _times(times)] for (first, second), times in judging.times.items() if times]
    judges = [*kept, {"name": judging.name, "judgments": given}]
    weighing = {
        "kind": "ahp",
        "id": notice["id"],
        "title": notice["title"],
        "agency": notice["agency"],
        "points": total,
        "group": GROUP,
    }
    criteria = [{"id": item.id, "title": item.title, "swing": swings[item.id]} for item in items]
    return toml_of({"weighing": weighing, "criteria": criteria, "judges": judges}).encode()


def judges_in(content: bytes | None) -> list[dict[str, Any]]:
    """The judges of a weigh.toml; [] without one."""
    return [] if content is None else list(_read(content).get("judges", []))


def swings_in(content: bytes | None) -> dict[str, str]:
    """From which value to which each item goes, by id."""
    return {} if content is None else {one["id"]: one.get("swing", "") for one in _read(content).get("criteria", [])}


def _read(content: bytes) -> dict[str, Any]:
    return tomllib.loads(content.decode("utf-8-sig"), parse_float=Decimal)


def _times(text: str) -> int | str:
    return text if "/" in text else int(text)
