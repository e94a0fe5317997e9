"""제안서 평가 결과서: the whole evaluation as one document to sign and to publish, evaluators without names."""

from __future__ import annotations

from collections.abc import Iterator

from procurement.exports.dossier import Dossier
from procurement.exports.hwpx.paper import Block, Heading, Line, Paper
from procurement.exports.hwpx.report_basis import committee, method_and_clauses, overview
from procurement.exports.hwpx.report_details import measured, panel_points, prices, reasons
from procurement.exports.hwpx.report_scores import ranking, ties, totals
from procurement.exports.hwpx.sections import digests, facts, marked, signatures

TITLE = "제안서 평가 결과서"
_SIGNED_BY = ("작성자", "검토자", "평가위원장", "계약담당공무원")


def report(dossier: Dossier) -> Paper:
    """The 평가결과서 of an evaluation: the numbers of the workbook, to the same digit (PPS 세부기준 별지7)."""
    name = f"{marked(dossier)}{TITLE}"
    return Paper(name, dossier.program, dossier.tender.rules_day, (Line(name, "title"), *_blocks(dossier)))


def _blocks(dossier: Dossier) -> Iterator[Block]:
    evaluation = dossier.evaluation
    yield from overview(dossier)
    yield from committee(evaluation)
    yield from method_and_clauses(dossier)
    yield from totals(evaluation)
    yield from ranking(evaluation)
    yield from ties(evaluation)
    yield from panel_points(evaluation)
    yield from measured(evaluation)
    yield from prices(evaluation)
    yield from reasons(evaluation)
    yield Heading("서명")
    yield signatures(_SIGNED_BY)
    yield Heading("요약값과 프로그램")
    yield facts(digests(dossier))
