"""An assessment in lines for a terminal, and as a table of texts for JSON."""

from __future__ import annotations

from collections.abc import Iterator

from procurement.casefile.assess.outcome import Assessment
from scoring.quantity import plain
from scoring.result import Number

Told = dict[str, "str | list[dict[str, str]]"]


def lines(assessment: Assessment) -> Iterator[str]:
    """Heading, result, order with reasons, derivations, notes, and what no rule text gives."""
    found = assessment.found
    yield f"■ {assessment.title} ({assessment.id}, {assessment.agency}) [{assessment.kind}]"
    if assessment.example:
        yield f"  [예시 / example] {assessment.example}"
    yield f"■ 결과 / result: {found.result}"
    for place in found.places:
        yield f"  {place.place}. {', '.join(place.ids)}: {place.why}"
    for name, why in found.left_out:
        yield f"  -  {name}: {why}"
    if found.numbers:
        yield "■ 산출 근거 / derivations"
    for label, number in found.numbers:
        yield f"  {label} = {number.value} = {number.formula} ({number.clause})"
    if found.notes:
        yield "■ 주의 / notes"
    for note in found.notes:
        yield f"  [{note.code}] {note.text} ({note.clause})"
    if assessment.open:
        yield "■ 조문을 확보하지 못한 값 / values that no text gives"
    for line in assessment.open:
        yield f"  {line}"


def told(assessment: Assessment) -> Told:
    """The same as texts, numbers exact: what another program reads."""
    found = assessment.found
    return {
        "kind": assessment.kind,
        "id": assessment.id,
        "title": assessment.title,
        "agency": assessment.agency,
        "example": assessment.example,
        "result": found.result,
        "places": [{"place": str(p.place), "ids": ", ".join(p.ids), "why": p.why} for p in found.places],
        "left_out": [{"id": name, "why": why} for name, why in found.left_out],
        "numbers": [{"label": label, **_number(number)} for label, number in found.numbers],
        "notes": [{"code": n.code, "text": n.text, "clause": n.clause} for n in found.notes],
        "not_obtained": [{"text": line} for line in assessment.open],
    }


def _number(number: Number) -> dict[str, str]:
    return {
        "value": str(number.value),
        "exact": plain(number.exact),
        "formula": number.formula,
        "clause": str(number.clause),
    }
