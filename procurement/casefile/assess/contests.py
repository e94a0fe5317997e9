"""다수공급자계약 2단계경쟁 and a call for projects from assess.toml."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, cast

from benchmarks.table import Table
from procurement.casefile.answers import NotAnswered
from procurement.casefile.assess.outcome import Found, Place
from procurement.exports.assessed import CallCase, MasCase
from scoring.mas import InvitationRefused, Proposal, Supplier, check_invitation, mas_ranking, needs_competition
from scoring.open_call import Call, Decision, Given, Item, Project, Stage, decide
from scoring.quantity import plain
from scoring.result import Lot, Note
from scoring.rules.loading import places as places_of
from scoring.rules.loading import unanswered
from scoring.rules.schema import Rules

_OUTCOMES = {"selected": "선정", "reserve": "예비 선정", "not_selected": "미선정", "undecided": "미정"}


def invited(root: Table, *, rules: tuple[Rules, ...], lots: tuple[Lot, ...]) -> Found:
    """MAS: [mas], [[invited]], [[proposals]]. Raises TableError, InvitationRefused and what `mas_ranking` raises."""
    table = root.table("mas").only("amount", "between_smes", "price_type", "reserved_for_smes", "reason")
    suppliers = tuple(_supplier(one) for one in root.tables("invited"))
    proposals = tuple(_proposal(one) for one in root.tables("proposals"))
    check_invitation(suppliers, reason=table.optional_text("reason") or "", rules=rules)
    _refuse_uninvited(proposals, {one.id for one in suppliers})
    price_type = cast("Literal['A', 'B']", table.choice("price_type", choices=("A", "B")))
    found = mas_ranking(
        proposals,
        price_type=price_type,
        reserved_for_smes=table.flag("reserved_for_smes"),
        rules=rules,
        lots=lots,
    )
    starts = [1 + sum(map(len, found.order[:n])) for n in range(len(found.order))]
    said = {p.id: f"{p.score}점, {p.price:,}원" for p in proposals}
    places = tuple(
        Place(start, group, "; ".join(f"{bid} {said[bid]}" for bid in group))
        for start, group in zip(starts, found.order, strict=True)
    )
    tied = f"{', '.join(found.undecided)}: 동점, 추첨하여 기록할 것 / tied, draw a lot and record it"
    result = (
        f"1순위: {found.winner} / first" if found.winner else tied if found.undecided else "제안 없음 / no proposal"
    )
    case = MasCase(
        amount=table.count("amount"),
        between_smes=table.flag("between_smes"),
        price_type=price_type,
        reserved_for_smes=table.flag("reserved_for_smes"),
        reason=table.optional_text("reason") or "",
        suppliers=suppliers,
        proposals=proposals,
        competes=needs_competition(table.count("amount"), between_smes=table.flag("between_smes"), rules=rules),
        rate_places=places_of(rules, step="mas.rate"),
        found=found,
    )
    return Found(result, places, (), (), (*_on_amount(table, rules), *found.notes), case)


def _on_amount(table: Table, rules: tuple[Rules, ...]) -> tuple[Note, ...]:
    amount, between = table.count("amount"), table.flag("between_smes")
    if needs_competition(amount, between_smes=between, rules=rules):
        return ()
    text = f"{amount:,}원: 2단계경쟁을 하지 않아도 되는 금액 / below the amount that asks for the second stage"
    return (Note(code="below_threshold", text=text, clause="mas.threshold"),)


def _supplier(table: Table) -> Supplier:
    table.only("id", "manufacturer")
    return Supplier(table.text("id"), table.text("manufacturer"))


def _proposal(table: Table) -> Proposal:
    table.only("id", "price", "contract_price", "score", "formula", "employs_well")
    return Proposal(
        id=table.text("id"),
        price=table.count("price"),
        contract_price=table.count("contract_price"),
        score=table.number("score"),
        formula=table.text("formula"),
        employs_well=table.flag("employs_well"),
    )


def _refuse_uninvited(proposals: tuple[Proposal, ...], invited_ids: set[str]) -> None:
    for one in proposals:
        if one.id not in invited_ids:
            raise InvitationRefused(f"{one.id}: 제안요청을 받지 않은 계약상대자입니다 / was not invited")


def called(root: Table, *, rules: tuple[Rules, ...]) -> Found:
    """A call: [call], [[stages]], [[projects]]. Raises TableError, NotAnswered and what `decide` raises."""
    table = root.table("call").only("ranked_by", "bonus_max", "budget", "on_overrun", "reserves")
    stages = root.tables("stages")
    _refuse_silence(table, stages, rules)
    call = Call(
        stages=tuple(_stage(one) for one in stages),
        ranked_by=table.texts("ranked_by"),
        bonus_max=Fraction(table.number("bonus_max")),
        budget=table.count("budget"),
        on_overrun=cast("Literal['stop', 'skip']", table.choice("on_overrun", choices=("stop", "skip"))),
        reserves=table.whole("reserves"),
    )
    projects = tuple(_project(one) for one in root.tables("projects"))
    decisions = decide(projects, call=call)
    ranked = sorted((d for d in decisions if d.rank), key=lambda d: (d.rank or 0, d.project.id))
    chosen = ", ".join(d.project.id for d in ranked if d.outcome == "selected")
    return Found(
        result=f"선정: {chosen or '없음 / none'}",
        places=tuple(Place(d.rank or 0, (d.project.id,), f"{_OUTCOMES[d.outcome]}: {d.why}") for d in ranked),
        left_out=tuple((d.project.id, d.why) for d in decisions if d.rank is None),
        numbers=tuple((f"{d.project.id} 종합점수", d.total) for d in ranked if d.total),
        notes=tuple(_capped(d, call) for d in ranked if d.project.bonus > call.bonus_max),
        case=CallCase(call, projects, decisions),
    )


def _capped(decision: Decision, call: Call) -> Note:
    given, most = plain(decision.project.bonus), plain(call.bonus_max)
    text = f"{decision.project.id}: 가점 {given}점 중 {most}점까지만 인정 / bonus cut to the most that counts"
    return Note(code="bonus_capped", text=text, clause="call_bonus_max")


def _refuse_silence(table: Table, stages: tuple[Table, ...], rules: tuple[Rules, ...]) -> None:
    given = {f"call_{key}" for key in table.values}
    if stages and all("pass_mark" in stage.values for stage in stages):
        given.add("call_pass_mark")
    asked = unanswered(rules, given=frozenset(given))
    if asked:
        lines = "\n".join(f"  {q.key.removeprefix('call_')}: {q.text} ({q.reference})" for q in asked)
        raise NotAnswered(f"{table.where}: 공고가 답해야 하는 항목입니다 / the notice has to answer these:\n{lines}")


def _stage(table: Table) -> Stage:
    table.only("id", "title", "pass_mark", "items")
    items = tuple(_item(one) for one in table.tables("items"))
    return Stage(table.text("id"), table.text("title"), items, Fraction(table.number("pass_mark")))


def _item(table: Table) -> Item:
    table.only("id", "title", "points")
    return Item(table.text("id"), table.text("title"), Fraction(table.number("points")))


def _project(table: Table) -> Project:
    table.only("id", "requested", "suitable", "why", "bonus", "points")
    points = table.optional_table("points") or Table(f"{table.where}.points", {})
    return Project(
        id=table.text("id"),
        requested=table.count("requested"),
        suitable=table.flag("suitable"),
        why=table.text("why"),
        given=tuple(Given(key, Fraction(points.number(key))) for key in points.values),
        bonus=Fraction(table.optional_number("bonus") or 0),
    )
