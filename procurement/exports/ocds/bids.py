"""The bids section of a release: prices once they are open, evidence with hashes, and every score with its maximum."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from benchmarks.writers.exact_json import Json
from procurement.exports.dossier import Dossier, Evidenced
from procurement.exports.ocds.marks import cards
from procurement.exports.ocds.tender import CURRENCY, LOT, PRICE, won
from scoring.quantity import decimal_of
from scoring.result import BidResult, Evaluation, GateResult, ItemScore, Lot, Number

_NOT_MEASURED = "미측정"


def bids_json(dossier: Dossier, *, priced: bool, marks: bool) -> dict[str, Json]:
    """Counts and bids; without `priced` nothing that a price decides is told, with `marks` each evaluator's points.

    Raises NotExact for a number that no decimal writes.
    """
    evaluation = dossier.evaluation
    shown = cards(evaluation) if marks else {}
    return {
        "statistics": list(_statistics(evaluation, priced=priced)),
        "details": [
            _bid(result, dossier, priced=priced, marks=shown.get(result.bid.id, [])) for result in evaluation.results
        ],
    }


def tenderer(result: BidResult) -> dict[str, Json]:
    """The reference to the party that bids."""
    return {"id": f"bidder-{result.bid.id}", "name": result.bid.name}


def _statistics(evaluation: Evaluation, *, priced: bool) -> Iterator[Json]:
    yield _count("bids", len(evaluation.results))
    if not priced:
        return
    valid = [result.bid for result in evaluation.results if result.eligible]
    prices = [bid.price for bid in valid if bid.price is not None]
    yield _count("validBids", len(valid))
    yield _count("disqualifiedBids", len(evaluation.results) - len(valid))
    if prices:
        yield {**_count("lowestValidBidValue", min(prices)), "currency": CURRENCY}
        yield {**_count("highestValidBidValue", max(prices)), "currency": CURRENCY}


def _count(measure: str, value: int) -> dict[str, Json]:
    return {"id": measure, "measure": measure, "value": value, "relatedLot": LOT}


def _bid(result: BidResult, dossier: Dossier, *, priced: bool, marks: list[Json]) -> Json:
    told: dict[str, Json] = {"id": result.bid.id, "submissionType": "bid", "status": "pending"}
    if priced:
        told["status"] = "valid" if result.eligible else "disqualified"
        if result.bid.price is not None:
            told["value"] = won(result.bid.price)
        told["hasRank"] = result.rank is not None
    if priced and result.rank is not None:
        told["rank"] = result.rank
    told |= {"tenderers": [tenderer(result)], "relatedLots": [LOT]}
    if documents := _documents(result.bid.id, dossier.evidence):
        told["documents"] = documents
    if responses := [_response(result, gate) for gate in result.gates if _value(gate) is not None]:
        told["requirementResponses"] = responses
    told["evaluation"] = _evaluation(result, dossier.evaluation, priced=priced, marks=marks)
    return told


def _documents(bid: str, evidence: tuple[Evidenced, ...]) -> list[Json]:
    """The files that were measured, each once; a published figure has no file of the bidder's."""
    sources = {
        e.measurement.source.sha256: e.measurement.source
        for e in evidence
        if e.bid == bid and e.measurement.source.tool != "published"
    }
    return [
        {
            "id": sha256[:16],
            "documentType": "submissionDocuments",
            "title": source.filename.rpartition("/")[2],
            "relatedLots": [LOT],
            "sha256": sha256,
        }
        for sha256, source in sources.items()
    ]


def _value(gate: GateResult) -> Json:
    value = None if gate.evidence is None else gate.evidence.value
    return value if value is None or isinstance(value, str) else decimal_of(value)


def _response(result: BidResult, gate: GateResult) -> Json:
    return {
        "id": f"{result.bid.id}-{gate.gate.id}",
        "value": _value(gate),
        "requirement": {"id": gate.gate.id, "title": gate.gate.title},
    }


def _evaluation(result: BidResult, evaluation: Evaluation, *, priced: bool, marks: list[Json]) -> Json:
    """The local extension: a score for each criterion that has one of its own, and the sums the rules make of them."""
    told: dict[str, Json] = {}
    if scores := list(_scores(result, evaluation, priced=priced)):
        told["scores"] = scores
    told["subtotals"] = list(_subtotals(result, evaluation, priced=priced))
    if priced:
        told |= {"eligible": result.eligible, "reason": _without_witnesses(result.why, evaluation.lots)}
    if marks:
        told["evaluators"] = marks
    return told


def _without_witnesses(why: str, lots: tuple[Lot, ...]) -> str:
    """The reason of the rank; who watched a lot being drawn stays as unnamed as the evaluators do."""
    for lot in lots:
        why = why.replace(f"입회 {lot.witnessed_by}", "입회 비공개")
    return why


def _scores(result: BidResult, evaluation: Evaluation, *, priced: bool) -> Iterator[Json]:
    yield from (_item(item) for item in result.items)
    if priced and result.price is not None:
        yield {
            "criterion": PRICE,
            "score": result.price.number.value,
            "maximum": decimal_of(evaluation.scheme.price_points),
            "reason": _why(result.price.number),
        }


def _item(item: ItemScore) -> Json:
    value = None if item.missing or item.evidence is None else item.evidence.value
    return {
        "criterion": item.criterion.id,
        **({} if value is None else {"value": value if isinstance(value, str) else decimal_of(value)}),
        "score": item.number.value,
        "maximum": decimal_of(item.criterion.points),
        "reason": _NOT_MEASURED if value is None or item.evidence is None else item.evidence.trace,
    }


def _subtotals(result: BidResult, evaluation: Evaluation, *, priced: bool) -> Iterator[Json]:
    panel, scheme = evaluation.scheme.of_kind("qualitative"), evaluation.scheme
    if panel:
        most = decimal_of(sum((c.points for c in panel), Fraction(0)))
        told: list[Json] = [criterion.id for criterion in panel]
        yield {**_subtotal("panel", result.panel.number), "maximum": most, "criteria": told, "reason": _mean(result)}
    yield {**_subtotal("technicalRaw", result.technical_raw), "maximum": decimal_of(scheme.technical_points)}
    if not priced:
        return
    if result.differential is not None:
        yield {**_subtotal("technical", result.technical), "maximum": decimal_of(scheme.technical_points)}
    if result.deduction.value:
        yield _subtotal("deduction", result.deduction)
    if result.bonus is not None:
        yield _subtotal("bonus", result.bonus)
    if result.total is not None:
        most = decimal_of(scheme.technical_points + scheme.price_points)
        yield {**_subtotal("total", result.total), "maximum": most}


def _mean(result: BidResult) -> str:
    """The panel's formula without its numbers, which stand in the order of the evaluators' names."""
    cut = sum(1 for total in result.panel.totals if total.dropped == "high")
    return f"위원 {len(result.panel.totals)}명의 합계에서 최고·최저 {cut}개씩을 뺀 평균 ({result.panel.number.clause})"


def _subtotal(name: str, number: Number) -> dict[str, Json]:
    return {"id": name, "score": number.value, "reason": _why(number)}


def _why(number: Number) -> str:
    return f"{number.formula} ({number.clause})"
