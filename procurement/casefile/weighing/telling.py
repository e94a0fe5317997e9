"""A weighing in lines for a terminal, and as texts for JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from procurement.casefile.weighing.nodes_told import Told, node_lines, node_told
from procurement.casefile.weighing.outcome import Weighed, Weighing
from scoring.ahp import WEIGHT_PLACES, rounded
from scoring.ahp_consistency import RANDOM_INDEX
from scoring.quantity import half_up, plain

RI_SOURCE = "Saaty 2005, Theory and Applications of the Analytic Network Process"


def lines(weighing: Weighing) -> Iterator[str]:
    """Heading, judges node by node, weights by each method with whole points, notes, and lines for tender.toml."""
    yield f"■ {weighing.title} ({weighing.id}, {weighing.agency}) [{weighing.kind}]"
    if weighing.example:
        yield f"  [예시 / example] {weighing.example}"
    if weighing.nodes:
        yield f"■ 임의지수 RI / random index ({RI_SOURCE})"
        yield "  " + ", ".join(f"n={size}: {half_up(index, places=2)}" for size, index in RANDOM_INDEX)
    for node in weighing.nodes:
        yield from node_lines(node)
    yield f"■ 가중치와 배점 / weights and points: 합 {weighing.total}점, 최대잔여법 / largest remainder"
    for n, one in enumerate(weighing.criteria):
        yield from _criterion(weighing, n, one)
    if weighing.notes:
        yield "■ 주의 / notes"
    for note in weighing.notes:
        yield f"  [{note.code}] {note.text} ({note.clause})"
    yield "■ tender.toml에 옮길 배점(kind와 값의 출처를 더할 것) / points for tender.toml, add kind and what feeds it"
    yield from fragment(weighing)


def fragment(weighing: Weighing) -> Iterator[str]:
    """[[criteria]] with id, title, group and points; each needs its kind, and what feeds it, before it is complete."""
    for one, (_, points) in zip(weighing.criteria, weighing.methods[0].points, strict=True):
        yield "[[criteria]]"
        yield f"id = {_quoted(one.id)}"
        yield f"title = {_quoted(one.title)}"
        yield f"group = {_quoted(one.group)}"
        yield f"points = {points}"
        yield f"# 변화 폭 / swing: {_quoted(one.swing)}"
        yield ""


def told(weighing: Weighing) -> dict[str, Told]:
    """The same for another program: weights as texts rounded as they are printed, points whole."""
    return {
        "kind": weighing.kind,
        "id": weighing.id,
        "title": weighing.title,
        "agency": weighing.agency,
        "example": weighing.example,
        "total": weighing.total,
        "random_index": {"source": RI_SOURCE, "values": {str(n): plain(index) for n, index in RANDOM_INDEX}},
        "nodes": [node_told(node) for node in weighing.nodes],
        "criteria": [_criterion_told(weighing, n, one) for n, one in enumerate(weighing.criteria)],
        "notes": [{"code": n.code, "text": n.text, "clause": n.clause} for n in weighing.notes],
        "fragment": "\n".join(fragment(weighing)),
    }


def _criterion(weighing: Weighing, n: int, one: Weighed) -> Iterator[str]:
    given = f", 입력 / given {one.given}" if one.given else ""
    yield f"  {one.id} {one.title} [{one.group}] ({one.swing}{given}): {weighing.methods[0].points[n][1]}점"
    for method in weighing.methods:
        share = method.shares[n][1]
        exact = half_up(share * weighing.total, places=WEIGHT_PLACES)
        yield f"    {method.name}: {_shown(share)} → {exact}점 → {method.points[n][1]}점"


def _criterion_told(weighing: Weighing, n: int, one: Weighed) -> Told:
    return {
        "id": one.id,
        "title": one.title,
        "group": one.group,
        "swing": one.swing,
        "given": one.given,
        "points": weighing.methods[0].points[n][1],
        "methods": [
            {"method": m.name, "weight": str(_shown(m.shares[n][1])), "points": m.points[n][1]}
            for m in weighing.methods
        ],
    }


def _shown(share: Fraction) -> Decimal:
    return rounded((share,))[0]


def _quoted(text: str) -> str:
    """A basic string of TOML: what JSON escapes and the one letter more that TOML does."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
