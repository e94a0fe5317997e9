"""A small notice for the tests of forms, and forms filled in as a person would."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from io import BytesIO

from openpyxl import Workbook, load_workbook

from procurement.exports.handout import Bidder, Form, Key, MarkRule, Notice, Requirement
from scoring.criteria import Criterion, Gate, Scheme

PLAN = Criterion("plan", "수행계획", "기술", "qualitative", Fraction(70))
HELP = Criterion("help", "유지관리", "지원", "qualitative", Fraction(20))
GATE = Gate("power", "서버 전력", "W", "<=", Fraction(5000))
NOTICE = Notice(
    tender_id="T-1",
    title="시험 사업",
    agency="시험 기관",
    example=False,
    day="2026-11-02",
    scheme=Scheme((PLAN, HELP), (GATE,), Fraction(10)),
    marking=(
        MarkRule(PLAN, Fraction(1, 2), (), always=True, reason_below=None),
        MarkRule(HELP, None, (Fraction(1), Fraction(9, 10)), always=False, reason_below=Fraction(19, 20)),
    ),
    evaluators=("위원1", "위원2"),
    bidders=(Bidder("A", "가사", "업체 1"), Bidder("B", "나사", "업체 2")),
    excused=frozenset(),
    requirements=(Requirement("power", "서버 전력: 5,000 W 이하일 것 (또는 동등 이상)", "5,000 W 이하", "", "제안서"),),
    scored=(),
    notes=("추정하지 않는다.",),
    models=("mock-model",),
    vat="부가가치세 포함",
)
HOSTILE = ("=1+1", "+82", "-x", "@a", "\x07bell", "가" * 40_000, "\u202eabc", "😀한글 자모 각", "_x0041_")


def hostile(text: str) -> Notice:
    """The notice with this text wherever a person names something."""
    plan = replace(PLAN, title=text, group=text)
    return replace(
        NOTICE,
        title=text,
        scheme=Scheme((plan, HELP), (replace(GATE, title=text),), Fraction(10)),
        marking=(replace(NOTICE.marking[0], criterion=plan), NOTICE.marking[1]),
        evaluators=(text, "위원2"),
        bidders=(Bidder("A", text, text), Bidder("B", "나사", "업체 2")),
        requirements=(Requirement("power", text, text, text, text),),
        notes=(text,),
    )


def place_of(form: Form, key: Key) -> tuple[str, int, int]:
    """Where a form asks for something."""
    (found,) = [place for place, asked in form.inputs.items() if asked.key == key]
    return found


def opened(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def filled_in(form: Form, answers: Mapping[Key, str | float | bool]) -> bytes:
    """The form with cells typed in; a text stays a text, even one that begins with =."""
    book = opened(form.content)
    for key, value in answers.items():
        sheet, row, column = place_of(form, key)
        cell = book[sheet].cell(row, column)
        cell.value = value
        if isinstance(value, str) and not key[-1].startswith("formula"):
            cell.data_type = "s"
    return saved(book)


def marked(**points: float) -> dict[Key, str | float | bool]:
    """The points of a ballot by bid and criterion: `A_plan=60` and so on, with a reason beside each."""
    given: dict[Key, str | float | bool] = {}
    for name, value in points.items():
        bid, _, criterion = name.partition("_")
        given["points", bid, criterion] = value
        given["reason", bid, criterion] = f"{bid} 사유"
    return given
