"""One bidder's form without prices as it comes back on the screen: cell by cell, and the bid's file that it makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from procurement.casefile.collecting.bidding import BidChange, Came, bidders_with, change_of, named
from procurement.casefile.collecting.checking import Checked, checked, where
from procurement.casefile.collecting.collecting import not_evaluable, unknown
from procurement.casefile.collecting.own_ballot import FormRefused, opened
from procurement.casefile.collecting.refusal import Refusal
from procurement.casefile.handouts.reading import Asked
from procurement.exports.handout import DIGEST_NAME, Bidder, Form, Place
from procurement.exports.xlsx.handouts.filled import Filled

_PRICE_LABELS = ("투찰금액(원)", "서버 1대의 가격(원)")
_NO_PRICE = (
    "가격 칸이 있는 양식입니다. 가격은 두 사람이 개봉할 때 적습니다 / a form with prices, which come at the opening"
)
_CLOSED = "문서 화면의 가격 없는 제안서식에 적게 하십시오. / Have the form without prices filled in."
_NUMBER = "양식에 없거나 잠긴 칸에 수가 있습니다 / a number in a cell that the form does not open"


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer as it was read: what was asked, what stands there, and in which sheet and cell."""

    label: str
    value: str
    where: str


def came_in(data: bytes, *, filename: str, form: Form, tender_id: str) -> Came:
    """The filled form with its answers, which has to be `form`. Raises FormRefused; an amount is never repeated."""
    workbook = opened(data, filename=filename)
    if priced := tuple(_priced(workbook)):
        raise FormRefused(*(Refusal(filename, place, _NO_PRICE, _CLOSED) for place in priced))
    if workbook.named.get(DIGEST_NAME) != form.digest:
        raise FormRefused(unknown(workbook, tender_id=tender_id))
    answers = checked(workbook, form=form)
    if answers.untouched:
        problem = "아무것도 적지 않은 양식입니다 / nobody wrote into it"
        raise FormRefused(Refusal(filename, "", problem, "채운 파일을 올리십시오. / Send the file that was filled in."))
    if answers.refusals:
        raise FormRefused(*_without_amounts(answers, workbook, form))
    return Came(filename, data, form, answers)


def bidder_of(came: Came, *, bidders: tuple[Bidder, ...]) -> Bidder:
    """The bidder whose form it is: a known one by the name, else a new one under a free letter."""
    return bidders_with([came], bidders=bidders)[named(came, bidders=bidders)]


def change_by(
    came: Came, *, bidder: Bidder, asked: Asked, folder: Path, stored: Mapping[str, tuple[Path, bytes]]
) -> BidChange:
    """What storing the form would do, its evidence standing in the folder. Raises FormRefused."""
    change = change_of(came, bidder=bidder, folder=folder, stored=stored)
    if not isinstance(change, BidChange):
        raise FormRefused(*change)
    if refusal := not_evaluable(came, change, asked, folder):
        raise FormRefused(refusal)
    return change


def cells_of(came: Came) -> Iterator[Cell]:
    """Every answered cell in the order of the form."""
    for place, asked in came.form.inputs.items():
        value = came.answers.values.get(asked.key)
        if value is not None:
            yield Cell(asked.label, value if isinstance(value, str) else f"{value:,f}", where(place))


def _priced(workbook: Filled) -> Iterator[str]:
    """The cells beside the labels of prices, which no form without prices has."""
    for (sheet, row, column), content in workbook.cells.items():
        if content.text.startswith(_PRICE_LABELS):
            yield where((sheet, row, column + 1))


def _without_amounts(answers: Checked, workbook: Filled, form: Form) -> Iterator[Refusal]:
    """The refusals; a number where none belongs may be a price, and is not repeated."""
    numbers = {where(place) for place, content in workbook.cells.items() if _unasked(place, content.kind, form)}
    for one in answers.refusals:
        yield replace(one, problem=_NUMBER) if one.where in numbers else one


def _unasked(place: Place, kind: str, form: Form) -> bool:
    return kind == "number" and place not in form.inputs
