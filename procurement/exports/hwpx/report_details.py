"""What lies behind the totals: every evaluator's points, measured items, requirements, prices and reasons."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from procurement.exports.hwpx.paper import Block, Heading, Table
from procurement.exports.hwpx.sections import percent, printed, section
from procurement.exports.masked import MaskedCard, masked_cards, public_numbers
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import korean
from procurement.exports.xlsx.panel_records import far_from_the_mean
from scoring.quantity import half_up, plain
from scoring.result import Answers, BidResult, Evaluation, GateResult, ItemScore

_DROPPED = {"": "", "high": forms.HIGH, "low": forms.LOW}
_SIGN = {">=": "이상", "<=": "이하"}
_NAMES_PEOPLE = frozenset({"absence", "deviation_reason_owed", "deviation_explained"})
"""Notes that say which evaluator; their facts stand in tables with public numbers instead."""


def panel_points(evaluation: Evaluation) -> Iterator[Block]:
    """위원별·항목별 점수, a table for each bid, and the mean after the trim (PPS 제안서평가 세부기준 별지7)."""
    criteria = evaluation.scheme.of_kind("qualitative")
    header = ("공개 번호", *(f"{c.title} ({plain(c.points)})" for c in criteria), "계", "제외")
    shares, sides = (2, *(3 for _ in criteria), 2, 2), "c" + "r" * len(criteria) + "rc"
    yield Heading("위원별·항목별 점수")
    cards = masked_cards(evaluation)
    for result in evaluation.results:
        rows = [_card(card) for card in cards[result.bid.id]]
        if rows:
            rows.append(("평균", *("" for _ in criteria), printed(result.panel.number), ""))
        yield from section(result.bid.name, Table(header, tuple(rows), shares, sides))


def _card(card: MaskedCard) -> tuple[str, ...]:
    points = (plain(given) for _, given in card.points)
    return (str(card.number), *points, plain(card.total), _DROPPED[card.dropped])


def measured(evaluation: Evaluation) -> Iterator[Block]:
    """정량평가와 필수규격: the value of every item and requirement, and what it gave."""
    yield Heading("정량평가와 필수규격")
    items = tuple(_item(result, item) for result in evaluation.results for item in result.items)
    header = ("업체", "세부항목", "배점", "증빙값", "단위", "점수", "상태")
    yield from section("정량평가", Table(header, items, (4, 6, 1, 3, 2, 2, 2), "llrrcrc"))
    gates = tuple(_gate(result, gate) for result in evaluation.results for gate in result.gates)
    asked = ("업체", "필수규격", "요구값", "측정값", "단위", "판정")
    yield from section("필수규격", Table(asked, gates, (4, 6, 3, 3, 2, 2), "llrrcc"))


def _item(result: BidResult, item: ItemScore) -> tuple[str, ...]:
    own, value = item.criterion, item.evidence.value if item.evidence else None
    state = forms.NOT_MEASURED if item.missing else ""
    return (result.bid.name, own.title, plain(own.points), _measured(value), own.unit, printed(item.number), state)


def _gate(result: BidResult, found: GateResult) -> tuple[str, ...]:
    gate, value = found.gate, found.evidence.value if found.evidence else None
    limit = f"{plain(gate.limit)} {_SIGN[gate.comparison]}"
    verdict = forms.MET if found.passed else forms.NOT_MET
    return (result.bid.name, gate.title, limit, _measured(value), gate.unit, verdict)


def _measured(value: Fraction | str | None) -> str:
    if value is None:
        return forms.NOT_MEASURED
    return plain(value) if isinstance(value, Fraction) else value


def prices(evaluation: Evaluation) -> Iterator[Block]:
    """입찰가격 평가, and 차등점수 where it applies."""
    yield Heading("입찰가격 평가")
    yield from section("입찰가격", _prices(evaluation))
    if evaluation.answers.differential_step is not None:
        yield from section("차등점수", _differential(evaluation))


def _prices(evaluation: Evaluation) -> Table:
    answers = evaluation.answers
    rows = tuple(
        (
            r.bid.name,
            *_offered(r.bid.price, answers),
            printed(r.price.number if r.price else None, missing=forms.NOT_OPENED),
        )
        for r in evaluation.results
    )
    header = ("업체", "투찰금액(원)", "기준금액 대비(%)", "상한 이내", "가격점수")
    return Table(header, rows, (4, 3, 2, 1, 2), "lrrcr")


def _offered(price: int | None, answers: Answers) -> tuple[str, str, str]:
    if price is None:
        return forms.CLOSED, "", ""
    within = forms.YES if price <= answers.ceiling else forms.NO
    return f"{price:,}", percent(Fraction(price, answers.e_amount)), within


def _differential(evaluation: Evaluation) -> Table:
    rows = tuple(
        (
            r.bid.name,
            printed(r.technical_raw),
            str(r.differential.rank) if r.differential else "",
            plain(r.differential.raw_gap) if r.differential else "",
            plain(r.differential.applied_gap) if r.differential else "",
            printed(r.technical),
        )
        for r in evaluation.results
    )
    header = ("업체", "원점수", "순위", "바로 위와의 차", "적용 점수차", "차등점수")
    return Table(header, rows, (4, 2, 1, 2, 2, 2), "lrcrrr")


def reasons(evaluation: Evaluation) -> Iterator[Block]:
    """감점·가점과 평가 사유: points with their clauses, the evaluators' words under public numbers, and notes."""
    yield Heading("감점·가점과 평가 사유")
    changed = ("업체", "구분", "점수", "사유", "근거")
    yield from section("감점·가점", Table(changed, tuple(_changes(evaluation)), (3, 1, 1, 5, 3), "lcrll"))
    told = ("업체", "세부항목", "공개 번호", "점수", "사유")
    yield from section("평가 사유", Table(told, _words(evaluation), (3, 3, 1, 1, 7), "llcrl"))
    far = ("업체", "공개 번호", "합계", "위원 평균", "편차(%)", "사유")
    yield from section("위원 평균에서 벗어난 합계", Table(far, _far(evaluation), (3, 1, 1, 2, 1, 6), "lcrrrl"))
    notes = (n for n in evaluation.notes if n.code not in _NAMES_PEOPLE)
    rows = tuple((forms.NOTE[n.code], korean(n.text), n.clause) for n in notes)
    yield from section("주의", Table(("구분", "내용", "근거"), rows, (2, 7, 4), "lll"))


def _changes(evaluation: Evaluation) -> Iterator[tuple[str, ...]]:
    for result in evaluation.results:
        for cut in result.bid.deductions:
            yield (result.bid.name, "감점", plain(cut.points), cut.reason, cut.clause)
        for added in result.bid.bonuses:
            yield (result.bid.name, forms.BONUS, plain(added.points), added.reason, "")


def _words(evaluation: Evaluation) -> tuple[tuple[str, ...], ...]:
    """The reasons by bid, criterion and public number, so that the order of the marks tells nothing."""
    numbers = public_numbers(evaluation)
    titles = {c.id: c.title for c in evaluation.scheme.criteria}
    bids, items = [r.bid.id for r in evaluation.results], list(titles)
    names = {r.bid.id: r.bid.name for r in evaluation.results}
    given = [m for m in evaluation.marks if m.reason]
    given.sort(key=lambda m: (bids.index(m.bid), items.index(m.criterion), numbers[m.evaluator]))
    return tuple(
        (names[m.bid], titles[m.criterion], str(numbers[m.evaluator]), plain(m.points), m.reason) for m in given
    )


def _far(evaluation: Evaluation) -> tuple[tuple[str, ...], ...]:
    numbers, names = public_numbers(evaluation), {r.bid.id: r.bid.name for r in evaluation.results}
    far = sorted(far_from_the_mean(evaluation), key=lambda one: (list(names).index(one.bid), numbers[one.evaluator]))
    return tuple(
        (
            names[one.bid],
            str(numbers[one.evaluator]),
            *(f"{half_up(value, places=4)}" for value in (one.total, one.mean)),
            f"{half_up(one.deviation * 100, places=2):+}",
            one.given or "사유서 필요",
        )
        for one in far
    )
