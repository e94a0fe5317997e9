"""Thirty evaluators' filled forms read back, every locked cell held against the form, beside reading the cells only."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from procurement.casefile.collecting.collecting import collected
from procurement.casefile.handouts.reading import asked_of
from procurement.exports.handout import Form, Key
from procurement.exports.xlsx.handouts.ballot import ballots
from tests.procurement.casefile.folder import TENDER, write
from tests.procurement.exports.xlsx.handouts.notices import filled_in

_PLAN = """\
[[criteria]]
id = "plan"
title = "수행계획"
group = "기술"
kind = "qualitative"
points = 70

"""
_CRITERION = """\
[[criteria]]
id = "c{number}"
title = "정성 항목 {number}"
group = "기술"
kind = "qualitative"
points = {points}

"""


@dataclass(frozen=True, slots=True)
class Inbox:
    """How many evaluators mark how many bids on how many criteria; the points are 70 in all."""

    evaluators: int
    bids: int
    criteria: int

    def case(self, folder: Path) -> Path:
        """The tender's folder, bidders announced and no bid in it."""
        least, more = divmod(70, self.criteria)
        points = [least + (number < more) for number in range(self.criteria)]
        criteria = "".join(_CRITERION.format(number=n, points=p) for n, p in enumerate(points, 1))
        names = ", ".join(f'"위원{n}"' for n in range(1, self.evaluators + 1))
        text = TENDER.replace(_PLAN, criteria).replace('["위원1", "위원2"]', f"[{names}]")
        bidders = "".join(f'[[bidders]]\nid = "b{n}"\nname = "업체 {n}"\n\n' for n in range(1, self.bids + 1))
        write(folder / "tender.toml", text)
        write(folder / "forms.toml", bidders)
        return folder

    def files(self, folder: Path) -> tuple[tuple[str, bytes], ...]:
        """The forms of the folder as they come back, with points in every open cell and a reason in some."""
        return tuple((form.filename, _marked(form)) for form in ballots(asked_of(folder).notice))


_HOW = (
    "`collect`는 파일마다 양식을 새로 만들어 잠긴 칸을 하나하나 견준다. 견준 것은 같은 파일의 칸을 읽기만 하는 "
    "openpyxl이다. 처리기 시간, 한 번씩."
)
INBOXES = (Inbox(30, 10, 30), Inbox(30, 30, 30))


def _marked(form: Form) -> bytes:
    typed: dict[Key, str | float | bool] = {}
    for number, asked in enumerate(form.inputs.values()):
        if asked.key[0] == "points":
            typed[asked.key] = float(asked.most) - 0.25 * (number % 3)
        elif number % 5 == 0:
            typed[asked.key] = f"계획이 구체적임 {number}"
    return filled_in(form, typed)


def table() -> str:
    """A table in Markdown: reading everything back against going through the cells of the same files, once each."""
    return "\n".join(
        (
            "## 돌아온 평가표 읽기 / filled forms read back",
            "",
            _HOW,
            "",
            "| 파일 | 입찰 × 항목 | 점수 | 크기 | 우리 | 견준 것 | 비율 |",
            "|---|---|---|---|---|---|---|",
            *(_line(inbox) for inbox in INBOXES),
            "",
        )
    )


def _line(inbox: Inbox) -> str:
    with tempfile.TemporaryDirectory() as folder:
        case = inbox.case(Path(folder))
        files = inbox.files(case)
        theirs, cells = _timed(lambda: sum(_read(content) for _, content in files))
        ours, marks = _timed(lambda: _collected(files, case))
    assert cells > marks == inbox.evaluators * inbox.bids * inbox.criteria
    size = sum(len(content) for _, content in files) / 1_000_000
    return (
        f"| {inbox.evaluators} | {inbox.bids} × {inbox.criteria} | {marks:,} | {size:.1f} MB "
        f"| {ours:.1f} s | {theirs:.1f} s | {ours / theirs:.3g}배 |"
    )


def _timed(work: Callable[[], int]) -> tuple[float, int]:
    start = time.process_time()
    found = work()
    return time.process_time() - start, found


def _collected(files: tuple[tuple[str, bytes], ...], case: Path) -> int:
    outcome = collected(files, folder=case)
    assert outcome.refusals == []
    return sum(amount for _, _, amount in outcome.ballots.values())


def _read(content: bytes) -> int:
    book = load_workbook(BytesIO(content), read_only=True)
    try:
        return sum(
            1 for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None
        )
    finally:
        book.close()
