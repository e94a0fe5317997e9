"""제안서 평가표: one document for each evaluator, with the points given or with room for them, and a signature."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from procurement.exports.dossier import Dossier
from procurement.exports.handout import Bidder, Form, Notice
from procurement.exports.hwpx.paper import Block, Heading, Line, Paper, Table
from procurement.exports.hwpx.sections import digests, facts, identity, marked
from procurement.exports.hwpx.writing import hwpx_file
from procurement.exports.xlsx.handouts.ballot import allowed, when
from procurement.exports.xlsx.handouts.paper import safe_names
from scoring.criteria import Bid, Mark
from scoring.panel import evaluators_of
from scoring.quantity import plain, sum_of
from scoring.result import Evaluation

TITLE = "제안서 평가표 (정성)"
_FILLED = ("세부항목", "배점", "점수", "사유")
_BLANK = ("세부항목", "배점", "줄 수 있는 점수", "점수", "사유", "사유가 필요한 때")
_AWAY = "제척·회피·불참: 채점하지 않음"
_BY_HAND = "인쇄해 손으로 적는 서식이다. 프로그램은 엑셀 평가표만 읽으므로, 점수는 엑셀 평가표에도 적는다."
_UNNAMED = Bidder("", "업체:", "업체:")


def score_cards(dossier: Dossier) -> dict[str, Paper]:
    """File name -> the card of one evaluator as it was given, to print and sign; evaluators by their names."""
    evaluation = dossier.evaluation
    names = safe_names(evaluators_of(evaluation.marks), prefix="평가표_채점")
    return {_hwpx(name): _card(dossier, evaluator) for evaluator, name in names.items()}


def _card(dossier: Dossier, evaluator: str) -> Paper:
    name = f"{marked(dossier)}{TITLE}"
    return Paper(name, dossier.program, dossier.tender.rules_day, (Line(name, "title"), *_filled(dossier, evaluator)))


def _filled(dossier: Dossier, evaluator: str) -> Iterator[Block]:
    evaluation = dossier.evaluation
    own = {(m.bid, m.criterion): m for m in evaluation.marks if m.evaluator == evaluator}
    yield facts((*identity(dossier), ("평가위원", evaluator)))
    for bid in (r.bid for r in evaluation.results):
        yield Heading(bid.name)
        yield from _points(evaluation, bid, own, evaluator)
    yield from _end()
    yield facts(digests(dossier))


def _points(evaluation: Evaluation, bid: Bid, own: dict[tuple[str, str], Mark], evaluator: str) -> Iterator[Block]:
    criteria = evaluation.scheme.of_kind("qualitative")
    marks = [own[bid.id, c.id] for c in criteria if (bid.id, c.id) in own]
    if not marks:
        yield Line(_AWAY)
        return
    rows = [(c.title, plain(c.points), plain(m.points), m.reason) for c, m in zip(criteria, marks, strict=True)]
    rows.append(("계", plain(sum_of(c.points for c in criteria)), plain(sum_of(m.points for m in marks)), ""))
    yield Table(_FILLED, tuple(rows), (4, 1, 1, 8), "lrrl")
    for one in evaluation.sitting.reasons if evaluation.sitting else ():
        if (one.evaluator, one.bid) == (evaluator, bid.id):
            yield Line(f"합계에 대한 사유: {one.text}")


def card_forms(notice: Notice, *, ballots: tuple[Form, ...], program: str) -> tuple[Form, ...]:
    """Beside each evaluators' form a blank card to print, with that form's digest. Raises NoHwpx, NotSound."""
    return tuple(
        replace(
            form,
            filename=_hwpx(form.filename),
            content=hwpx_file(blank_card(notice, ballot=form, program=program)),
            inputs={},
        )
        for form in ballots
    )


def blank_card(notice: Notice, *, ballot: Form, program: str) -> Paper:
    """The card of the evaluator that the form is for; without bidders one table for a bidder yet unnamed."""
    name = f"{'[예시] ' if notice.example else ''}{TITLE}"
    who = ("평가위원", ballot.who)
    told = (("공고번호", notice.tender_id), ("공고명", notice.title), ("수요기관", notice.agency), who)
    blocks: list[Block] = [Line(name, "title"), facts(told), Line(_BY_HAND, "small")]
    for bidder in notice.bidders or (_UNNAMED,):
        away = (ballot.who, bidder.id) in notice.excused
        blocks += [Heading(bidder.shown), Line(_AWAY) if away else _to_fill(notice)]
    blocks += [*_end(), facts((("양식 지문", f"sha256 {ballot.digest}"), ("프로그램", program)))]
    return Paper(name, program, date.fromisoformat(notice.day), tuple(blocks))


def _to_fill(notice: Notice) -> Table:
    rows = [
        (rule.criterion.title, plain(rule.criterion.points), allowed(rule), "", "", when(rule))
        for rule in notice.marking
    ]
    rows.append(("계", plain(sum_of(rule.criterion.points for rule in notice.marking)), "", "", "", ""))
    return Table(_BLANK, tuple(rows), (4, 1, 3, 1, 6, 2), "lrcrlc", tall=True)


def _end() -> Iterator[Block]:
    yield Heading("서명")
    yield Table(("평가일", "평가위원 성명", "서명", "정정 날인"), (("", "", "", ""),), (2, 2, 3, 2), "cccc", tall=True)


def _hwpx(name: str) -> str:
    return f"{name.removesuffix('.xlsx')}.hwpx"
