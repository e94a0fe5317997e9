"""The first half of the 평가결과서: what was evaluated, by whom (without names), and by which clauses."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from procurement.exports.dossier import Dossier
from procurement.exports.hwpx.paper import Block, Heading, Line, Table
from procurement.exports.hwpx.sections import facts, identity, section, split
from procurement.exports.masked import public_numbers
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.cover import Constant, constants
from procurement.exports.xlsx.points import method
from scoring.quantity import plain
from scoring.result import Evaluation

_MASKED = (
    "공개 번호는 채점 결과에 따라 매긴 것으로 이름이나 위촉 순서와 무관하다(협상에 의한 계약체결기준 제7조제10항)."
)
_NOT_MARKED = "채점하지 않은 위원"


def overview(dossier: Dossier) -> Iterator[Block]:
    """개요: the tender, its points and how many took part."""
    evaluation, tender = dossier.evaluation, dossier.tender
    scheme = evaluation.scheme
    yield Heading("개요")
    yield facts(
        (
            *identity(dossier),
            ("적용 규정 기준일", tender.rules_day.isoformat()),
            ("배점", split(scheme.technical_points, scheme.price_points)),
            ("배점 조정 사유", tender.weight_reason),
            ("입찰자", f"{len(evaluation.results)}인"),
            ("평가위원", f"{len(public_numbers(evaluation))}인"),
        )
    )


def committee(evaluation: Evaluation) -> Iterator[Block]:
    """평가위원: public numbers, for how many bids each gave marks, and who was away; never a name."""
    numbers = public_numbers(evaluation)
    pairs = {(mark.evaluator, mark.bid) for mark in evaluation.marks}
    rows = tuple((str(number), str(sum(1 for one, _ in pairs if one == name))) for name, number in numbers.items())
    yield Heading("평가위원")
    yield from section("평가위원(공개 번호)", Table(("공개 번호", "평가한 업체 수"), rows, (1, 1), "cc"), note=_MASKED)
    yield from section("제척·기피·회피, 교체, 불참", _away(evaluation, numbers))


def _away(evaluation: Evaluation, numbers: dict[str, int]) -> Table:
    names = {r.bid.id: r.bid.name for r in evaluation.results}
    rows = tuple(
        (_number(a.evaluator, numbers), names.get(a.bid or "", "모든 업체"), forms.AWAY[a.kind])
        for a in (evaluation.sitting.absences if evaluation.sitting else ())
    )
    return Table(("공개 번호", "업체", "구분"), tuple(sorted(rows)), (1, 2, 1), "clc")


def _number(name: str, numbers: dict[str, int]) -> str:
    return str(numbers[name]) if name in numbers else _NOT_MARKED


def method_and_clauses(dossier: Dossier) -> Iterator[Block]:
    """평가방법: every setting and every value of the law with its clause, and the announced points."""
    places = dict(dossier.tender.places)
    header = ("항목", "적용값", "판단·단위", "공고 위치", "근거 조문")
    rows = tuple(
        (c.label, _value(c), c.judgement, places.get(c.key, ""), c.clause) for c in constants(dossier.evaluation)
    )
    yield Heading("평가방법과 근거")
    yield from section("적용 기준", Table(header, rows, (4, 3, 4, 5, 6), "lclll"))
    yield from section("배점표", _points(dossier.evaluation))
    yield Line(
        "정성 항목은 평가위원이, 정량 항목은 계약담당공무원이 평가한다(협상에 의한 계약체결기준 제7조제5항).", "small"
    )


def _value(constant: Constant) -> str:
    value = constant.value
    if isinstance(value, Fraction):
        return plain(value)
    return f"{value:,}" if isinstance(value, int) else value


def _points(evaluation: Evaluation) -> Table:
    scheme = evaluation.scheme
    rows = [(c.group, c.title, forms.KIND[c.kind], plain(c.points), method(c)) for c in scheme.criteria]
    rows.append(("가격", "입찰가격", "", plain(scheme.price_points), evaluation.answers.price_formula))
    rows.append(("", "계", "", plain(scheme.technical_points + scheme.price_points), ""))
    return Table(("분야", "세부항목", "구분", "배점", "평가방법"), tuple(rows), (2, 5, 1, 1, 4), "llcrl")
