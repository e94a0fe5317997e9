"""The result of the 평가결과서: totals, ranking and ties, with the reasons."""

from __future__ import annotations

from collections.abc import Iterator

from procurement.exports.hwpx.paper import Block, Heading, Line, Table
from procurement.exports.hwpx.sections import printed, section
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import korean
from procurement.exports.xlsx.reasons import reason
from scoring.lots import negotiation_order
from scoring.quantity import half_up, plain
from scoring.ranking import levels_of
from scoring.result import BidResult, Evaluation

_TOTALS = (
    "업체", "정성", "정량", "기술계(원점수)", "적용 기술점수", "기준점수", "필수규격", "협상적격", "가격", "감점",
    forms.BONUS, "합계", "순위",
)  # fmt: skip


def totals(evaluation: Evaluation) -> Iterator[Block]:
    """종합평가표: every part of every bid's total, in the announced order."""
    rows = tuple(_total(result) for result in evaluation.results)
    yield Heading("종합평가표")
    yield Table(_TOTALS, rows, (5, 2, 2, 3, 3, 2, 2, 2, 2, 2, 2, 3, 2), "lrrrrrccrrrrc")


def _total(result: BidResult) -> tuple[str, ...]:
    met = all(gate.passed for gate in result.gates)
    return (
        result.bid.name,
        printed(result.panel.number),
        printed(result.quantitative),
        printed(result.technical_raw),
        printed(result.technical),
        plain(result.threshold.exact),
        forms.MET if met else forms.NOT_MET,
        forms.ELIGIBLE if result.eligible else forms.NOT_ELIGIBLE,
        printed(result.price.number if result.price else None, missing=forms.NOT_OPENED),
        printed(result.deduction),
        printed(result.bonus, missing="0.0000"),
        printed(result.total, missing=forms.NOT_OPENED),
        "" if result.rank is None else str(result.rank),
    )


def ranking(evaluation: Evaluation) -> Iterator[Block]:
    """협상순위: the eligible bids in order with the reason, then those that are not and why."""
    ranked = sorted((r for r in evaluation.results if r.rank), key=lambda r: r.rank or 0)
    left = [r for r in evaluation.results if r.rank is None]
    rows = [(str(r.rank), r.bid.name, printed(r.total), reason(r, evaluation=evaluation)) for r in ranked]
    out = [(r.bid.name, reason(r, evaluation=evaluation), korean(r.why)) for r in left]
    yield Heading("협상순위")
    yield from section("협상적격자", Table(("순위", "업체", "합계", "사유"), tuple(rows), (1, 4, 2, 5), "clrl"))
    yield from section("부적격", Table(("업체", "판정", "사유"), tuple(out), (3, 4, 5), "lll"))


def ties(evaluation: Evaluation) -> Iterator[Block]:
    """동점처리: the bids with equal totals, what decided between them, or that nothing did."""
    by_lot = negotiation_order(evaluation.rules)[-1] == "lot"
    yield Heading("동점처리")
    yield Line(forms.LOTS_NOTE if by_lot else forms.TIES_NOTE, "small")
    tied = _tied(evaluation)
    yield from section("합계가 같은 협상적격자", _tied_table(tied, evaluation))
    if tied and not by_lot:
        yield from section("배점이 큰 항목부터의 점수", _levels(tied, evaluation))
    if evaluation.lots:
        yield from section("추첨 기록", _lots(evaluation))


def _tied(evaluation: Evaluation) -> list[BidResult]:
    eligible = [r for r in evaluation.results if r.eligible and r.total]
    values = [r.total.value for r in eligible if r.total]
    return [r for r in eligible if r.total and values.count(r.total.value) > 1]


def _tied_table(tied: list[BidResult], evaluation: Evaluation) -> Table:
    rows = tuple(
        (r.bid.name, printed(r.total), printed(r.technical), str(r.rank), reason(r, evaluation=evaluation))
        for r in sorted(tied, key=lambda r: r.rank or 0)
    )
    return Table(("업체", "합계", "기술점수", "순위", "처리"), rows, (4, 2, 2, 1, 5), "lrrcl")


def _levels(tied: list[BidResult], evaluation: Evaluation) -> Table:
    ids = {result.bid.id for result in tied}
    found = levels_of(tied, scheme=evaluation.scheme, marks=(m for m in evaluation.marks if m.bid in ids))
    header = ("업체", *(f"배점 {plain(level)}점 항목" for level, _ in found[0]))
    rows = tuple(
        (r.bid.name, *(f"{half_up(score, places=forms.SUM_PLACES).normalize():f}" for _, score in levels))
        for r, levels in zip(tied, found, strict=True)
    )
    return Table(header, rows, (3, *(1 for _ in found[0])), "l" + "r" * len(found[0]))


def _lots(evaluation: Evaluation) -> Table:
    names = {r.bid.id: r.bid.name for r in evaluation.results}
    rows = tuple(
        (names[bid], str(place), lot.day.isoformat(), lot.record)
        for lot in evaluation.lots
        for place, bid in enumerate(lot.bids, 1)
    )
    return Table(("업체", "추첨 순번", "추첨일", "기록"), rows, (3, 1, 2, 4), "lccl")
