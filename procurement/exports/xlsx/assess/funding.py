"""선정표 of a call: rank by rank what is left of the budget and the reserve places, and what that makes of each."""

from __future__ import annotations

from procurement.exports.assessed import CallCase
from procurement.exports.xlsx.assess import blocks
from procurement.exports.xlsx.assess.cover import Written
from procurement.exports.xlsx.book import Book, Page, korean
from scoring.open_call import Decision

SHEET = "선정표"
RANK = 5
"""The column of 단계별 심사 that holds the rank; the line of the list stands in the next."""
STOPS = {"stop": "멈춤", "skip": "건너뜀"}
OUTCOMES = {"selected": "선정", "reserve": "예비 선정", "not_selected": "미선정", "undecided": "미정"}
AFTER_TIE, FUNDED, TIED_BUDGET = "앞 순위의 동점이 정해지지 않음", "선정", "동점인데 예산에 모두 들지 않음"
NO_ROOM, TIED_RESERVE, RESERVED = "예산에 들지 않음", "동점인데 예비 자리가 모자람", "예비 선정"
UNRANKED = "적합하지 않거나 단계를 통과하지 못한 과제는 순위가 없다. 사유는 과제 입력과 단계별 심사에 있다."
_TIE, _BUDGET = "동점", "예산"
_EMPTY = ("", "", "")
_HEADER = 5
_FIRST = 6


def write_funding(book: Book, *, case: CallCase, stages: Page, entries: Page, first: int) -> Written:
    """Write 선정표; `stages` and `entries` hold the projects from row `first` on. Returns the result."""
    page = book.page(SHEET, widths=(6, 22, 6, 11, 18, 7, 18, 8, 18, 7, 7, 11, 18, 8, 7, 26), header_row=_HEADER)
    header = (
        "순서", "과제", "순위", "종합점수", "신청액(원)", "같은 순위", "신청액 계(원)", "일부 가능", "앞의 예산(원)",
        "앞의 예비", "앞의 마감", "결과", "남은 예산(원)", "남은 예비", "마감", "사유",
    )  # fmt: skip
    blocks.heading(page, SHEET, header, row=_HEADER)
    ranked = sorted((d for d in case.decisions if d.rank), key=lambda d: d.rank or 0)
    count = len(case.decisions)
    chosen = sum(d.outcome == "selected" for d in ranked)
    told = f"선정 {chosen}건"
    page.text(3, 1, "결과", look="header")
    page.formula(
        3,
        2,
        f'="선정 "&COUNTIF($L${_FIRST}:$L${_FIRST + max(count, 1) - 1},"선정")&"건"',
        told,
        look="verdict",
        what="결과",
    )
    states = _states(ranked, case)
    for number in range(count):
        decision = ranked[number] if number < len(ranked) else None
        _found(page, number, decision, case=case, stages=stages, entries=entries, first=first)
        _decided(page, number, decision, case=case, states=states)
    page.paragraph(_FIRST + count + 1, 1, UNRANKED)
    blocks.signatures(page, _FIRST + count + 4)
    return Written(page.ref(3, 2), told)


def _found(
    page: Page, number: int, decision: Decision | None, *, case: CallCase, stages: Page, entries: Page, first: int
) -> None:
    """The project of this line with its rank, points and amount, and those it shares the rank with."""
    row, last, end = _FIRST + number, first + len(case.decisions) - 1, _FIRST + len(case.decisions) - 1
    page.number(row, 1, number + 1, look="count")
    match = f"MATCH($A{row},{stages.span((first, RANK + 1), (last, RANK + 1))},0)"
    project = decision.project if decision else None
    total = decision.total.exact if decision and decision.total else ""
    lines = (
        (2, stages.span((first, 1), (last, 1)), project.id if project else "", "text"),
        (3, stages.span((first, RANK), (last, RANK)), (decision.rank or "") if decision else "", "rank"),
        (4, stages.span((first, 3), (last, 3)), total, "points"),
        (5, entries.span((first, 2), (last, 2)), project.requested if project else "", "won"),
    )
    for column, source, value, look in lines:
        page.formula(row, column, f'=IFERROR(INDEX({source},{match}),"")', value, look=look)
    alike = [d.project.requested for d in case.decisions if decision and d.rank == decision.rank]
    ranks, amounts = f"$C${_FIRST}:$C${end}", f"$E${_FIRST}:$E${end}"
    page.formula(row, 6, f'=IF(C{row}="","",COUNTIF({ranks},C{row}))', len(alike) or "", look="count")
    page.formula(row, 7, f'=IF(C{row}="","",SUMIFS({amounts},{ranks},C{row}))', sum(alike) or "", look="won")


State = tuple[int, int, str]
"""Won left, reserve places left, and what closed the list."""


def _states(ranked: list[Decision], case: CallCase) -> list[tuple[State, str, State]]:
    """Before, why and after for each line, as the library decided them."""
    found: list[tuple[State, str, State]] = []
    state: State = (case.call.budget, case.call.reserves, "")
    for number, decision in enumerate(ranked):
        if number and ranked[number - 1].rank == decision.rank:
            found.append(found[-1])
            continue
        why = korean(decision.why.partition(": ")[2].partition(" (남은")[0])
        group = [d.project.requested for d in ranked if d.rank == decision.rank]
        after = _after(state, why, group, stops=case.call.on_overrun == "stop")
        found.append((state, why, after))
        state = after
    return found


def _after(state: State, why: str, group: list[int], *, stops: bool) -> State:
    budget, places, closed = state
    if why in {AFTER_TIE, FUNDED}:
        return (budget - sum(group) if why == FUNDED else budget), places, closed
    if why == TIED_BUDGET:
        return budget, places, _TIE
    places = places - len(group) if why == RESERVED else 0 if why == TIED_RESERVE else places
    return budget, places, _BUDGET if stops else closed


def _decided(
    page: Page,
    number: int,
    decision: Decision | None,
    *,
    case: CallCase,
    states: list[tuple[State, str, State]],
) -> None:
    row, end = _FIRST + number, _FIRST + len(case.decisions) - 1
    before, why, after = states[number] if decision else (_EMPTY, "", _EMPTY)
    some = ""
    if decision:
        same = [d.project.requested for d in case.decisions if d.rank == decision.rank]
        some = blocks.yes(min(same) <= int(before[0]))
    fits = f"SUMPRODUCT(($C${_FIRST}:$C${end}=C{row})*($E${_FIRST}:$E${end}<=I{row}))>0"
    page.formula(row, 8, f'=IF(C{row}="","",IF({fits},"예","아니오"))', some, look="centre")
    looks: tuple[tuple[str, str, str, str], ...] = (
        ("I", "M", "예산", "won"),
        ("J", "N", "예비자리", "centre"),
        ("K", "O", '""', "centre"),
    )
    for offset, (letter, later, own, look) in enumerate(looks):
        carried = own if number == 0 else f"IF(C{row}=C{row - 1},{letter}{row - 1},{later}{row - 1})"
        page.formula(row, 9 + offset, f'=IF(C{row}="","",{carried})', before[offset], look=look)
    outcome = OUTCOMES[decision.outcome] if decision else ""
    name = decision.project.id if decision else ""
    page.formula(row, 12, _outcome(row), outcome, look="verdict", what=f"{name} 결과" if name else "")
    left = f'=IF(C{row}="","",IF(P{row}="{FUNDED}",I{row}-G{row},I{row}))'
    page.formula(row, 13, left, after[0], look="won", what=f"{name} 남은 예산" if name else "")
    places = f'IF(P{row}="{RESERVED}",J{row}-F{row},IF(P{row}="{TIED_RESERVE}",0,J{row}))'
    page.formula(row, 14, f'=IF(C{row}="","",{places})', after[1], look="centre")
    stops = f'IF(AND(초과처리="{STOPS["stop"]}",P{row}<>"{FUNDED}",P{row}<>"{AFTER_TIE}"),"{_BUDGET}",K{row})'
    page.formula(row, 15, f'=IF(C{row}="","",IF(P{row}="{TIED_BUDGET}","{_TIE}",{stops}))', after[2], look="centre")
    page.formula(row, 16, _why(row), why, look="text", what=f"{name} 사유" if name else "")


def _why(row: int) -> str:
    reserve = f'IF(J{row}=0,"{NO_ROOM}",IF(F{row}>J{row},"{TIED_RESERVE}","{RESERVED}"))'
    tied = f'IF(AND(K{row}="",F{row}>1,H{row}="예"),"{TIED_BUDGET}",{reserve})'
    funded = f'IF(AND(K{row}="",G{row}<=I{row}),"{FUNDED}",{tied})'
    return f'=IF(C{row}="","",IF(K{row}="{_TIE}","{AFTER_TIE}",{funded}))'


def _outcome(row: int) -> str:
    decided = f'IF(OR(P{row}="{FUNDED}",P{row}="{RESERVED}"),P{row},IF(P{row}="{NO_ROOM}","미선정","미정"))'
    return f'=IF(C{row}="","",{decided})'
