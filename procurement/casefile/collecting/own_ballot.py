"""One evaluator's own form as it comes back on the screen: its marks cell by cell, or everything wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from benchmarks.readers.unreadable import UnreadableFile
from procurement.casefile.collecting.ballots import reasons_owed
from procurement.casefile.collecting.checking import Checked, checked
from procurement.casefile.collecting.collecting import unknown
from procurement.casefile.collecting.refusal import Refusal
from procurement.exports.handout import DIGEST_NAME, SPECIMEN, TENDER_NAME, WHO_NAME, Form, Notice
from procurement.exports.xlsx.handouts.filled import Filled, filled

_FOR = "평가위원 "
_OWN = "자기 평가표 화면에서 받은 파일에 적어 올리십시오. / Fill in the file that your own card gives."


class FormRefused(ValueError):
    """A filled form that cannot be taken; `refusals` name file, sheet, cell and the mend, all of them."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__("\n".join(map(str, refusals)))
        self.refusals = refusals


@dataclass(frozen=True, slots=True)
class OwnMark:
    """What the form gives one bid on one criterion, and the cell in which the points stand."""

    bid: str
    criterion: str
    points: Fraction
    reason: str
    where: str


def own_ballot(data: bytes, *, filename: str, form: Form, notice: Notice) -> tuple[OwnMark, ...]:
    """The marks of a filled form, which has to be `form` and whole. Raises FormRefused."""
    workbook = opened(data, filename=filename)
    if workbook.named.get(DIGEST_NAME) != form.digest:
        raise FormRefused(_other(workbook, form, notice))
    answers = checked(workbook, form=form)
    refusals = (*answers.refusals, *reasons_owed(answers, filename=filename, marking=notice.marking))
    if answers.untouched:
        problem = "아무것도 적지 않은 양식입니다 / nobody wrote into it"
        raise FormRefused(Refusal(filename, "", problem, "노란 칸을 적어 올리십시오. / Fill in the yellow cells."))
    if refusals:
        raise FormRefused(*refusals)
    return tuple(_marks(answers))


def opened(data: bytes, *, filename: str) -> Filled:
    """The workbook that came back. Raises FormRefused."""
    try:
        return filled(data, filename=filename)
    except UnreadableFile as error:
        raise FormRefused(Refusal(filename, error.where, error.problem, error.remedy)) from error


def _other(workbook: Filled, form: Form, notice: Notice) -> Refusal:
    """Why the file is not the evaluator's own form as it goes out now."""
    who = workbook.named.get(WHO_NAME, "")
    ours = workbook.named.get(TENDER_NAME) == notice.tender_id
    if ours and who.startswith(_FOR) and who not in {f"{_FOR}{form.who}", f"{_FOR}{SPECIMEN}"}:
        problem = "다른 위원의 평가표입니다 / another evaluator's form"
        return Refusal(workbook.filename, "", problem, _OWN)
    return unknown(workbook, tender_id=notice.tender_id)


def _marks(answers: Checked) -> Iterator[OwnMark]:
    for key, value in answers.values.items():
        if key[0] == "points" and isinstance(value, Decimal):
            _, bid, criterion = key
            reason = str(answers.values.get(("reason", bid, criterion), ""))
            yield OwnMark(bid, criterion, Fraction(value), reason, answers.places[key])
