"""A form under construction: who it is for stands on every sheet, inputs are the only cells that open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from openpyxl.worksheet.datavalidation import DataValidation

from benchmarks.table import LONGEST_TEXT
from procurement.exports.handout import DIGEST_NAME, TENDER_NAME, WHO_NAME, Form, Input, Notice, Place
from procurement.exports.xlsx.book import Book, Page, at, cleaned
from procurement.exports.xlsx.freeze import frozen

HEADER = 8
"""The row of the column headings; the block above it says which form this is."""
_LABELS = ("공고번호", "공고명", "대상", "양식 지문")
_LONGEST_LIST = 250
_LONGEST_NAME = 40
_LONGEST_PROMPT_TITLE, _LONGEST_PROMPT = 30, 220  # Excel calls a file with more than 32 and 255 damaged
_TALL = 3


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells one form from another: the announcement, the kind, for whom it is (`shown` as printed), the digest."""

    notice: Notice
    kind: Literal["ballot", "bid", "notice"]
    who: str
    shown: str
    digest: str


@dataclass(slots=True)
class Paper:
    """One form: its book and the inputs written so far."""

    stamp: Stamp
    book: Book = field(init=False)
    inputs: dict[Place, Input] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.book = book_of(self.stamp.notice)

    def sheet(self, title: str, *, widths: Sequence[int], heading: str, header: Sequence[str], how: str) -> Page:
        """A sheet with the block that names the form, `how` it is filled in, and the headings of its table."""
        page = self.book.page(title, widths=widths, header_row=HEADER)
        notice = self.stamp.notice
        page.sheet.protection.formatRows = False  # a long reason needs a taller row
        page.text(1, 1, heading, look="title")
        page.lines[1] = 2
        lines = (notice.tender_id, notice.title, self.stamp.shown, self.stamp.digest)
        for row, (label, value) in enumerate(zip(_LABELS, lines, strict=True), 2):
            page.text(row, 1, label, look="plain")
            page.text(row, 2, value, look="plain")
        if not self.inputs and len(self.book.pages) == 1:
            for name, row in ((TENDER_NAME, 2), (WHO_NAME, 4), (DIGEST_NAME, 5)):
                self.book.define(name, place=page.ref(row, 2))
        page.text(6, 1, how, look="plain")
        page.texts(HEADER, header, look="header")
        return page

    def ask(self, page: Page, row: int, column: int, asked: Input) -> None:
        """An open cell with its validation and a message in Korean."""
        page.blank(row, column, look=_look(asked))
        self.inputs[page.sheet.title, row, column] = asked
        rule = _validation(asked, at(row, column))
        rule.showErrorMessage = rule.showInputMessage = True
        rule.errorTitle, rule.promptTitle = "적는 값", _cut(asked.label, _LONGEST_PROMPT_TITLE)
        rule.error = rule.prompt = _cut(told(asked), _LONGEST_PROMPT)
        page.validate(rule, spans=[((row, column), (row, column))])

    def sign(self, page: Page, row: int, labels: Iterable[str]) -> None:
        """Boxes for signature and seal, one line each."""
        for line, label in enumerate(labels, row):
            page.texts(line, (label, ""), look="text")
            page.lines[line] = _TALL

    def form(self, filename: str) -> Form:
        """The form with its bytes; equal forms give equal bytes."""
        content = bytes_of(self.book, day=self.stamp.notice.day)
        return Form(self.stamp.kind, self.stamp.who, filename, self.stamp.digest, content, dict(self.inputs))


def book_of(notice: Notice) -> Book:
    """An empty workbook of a tender; an example says so on every sheet."""
    return Book(heading=notice.title, label="[예시] " if notice.example else "")


def bytes_of(book: Book, *, day: str) -> bytes:
    """The finished workbook; `day` (ISO) stands in for the time of saving."""
    book.workbook.active = 0
    book.finish()
    return frozen(book.workbook, cached=book.cached, stamp=f"{day}T00:00:00Z")


def told(asked: Input) -> str:
    """What may be written into the cell, in Korean."""
    if asked.kind == "choice":
        return f"다음에서 고르십시오: {', '.join(asked.choices)}"
    if asked.kind == "text":
        return f"{LONGEST_TEXT:,}자까지의 글. =, +, -, @로 시작하지 않습니다."
    if asked.allowed:
        return f"다음 점수 중 하나: {', '.join(f'{one:f}' for one in asked.allowed)}"
    most = f"{asked.least:,f} 이상 {asked.most:,f} 이하의 수"
    return f"{most}, {asked.step:f} 간격" if asked.step else f"{most}, 소수 {asked.places}자리까지"


def safe_names(names: Iterable[str], *, prefix: str) -> dict[str, str]:
    """Each name -> a file name that every system takes, no two alike."""
    found: dict[str, str] = {}
    for name in names:
        shown = "".join(letter if _in_names(letter) else "_" for letter in name.strip())[:_LONGEST_NAME].strip(". ")
        stem, number = f"{prefix}_{shown}", 2
        while stem.casefold() in {taken.casefold() for taken in found.values()}:
            stem, number = f"{prefix}_{shown} ({number})", number + 1
        found[name] = stem
    return {name: f"{stem}.xlsx" for name, stem in found.items()}


def _in_names(letter: str) -> bool:
    return letter.isprintable() and letter not in '<>:"/\\|?*'


def _look(asked: Input) -> str:
    if asked.kind != "number":
        return "entry_words"
    return "bid_won" if asked.places == 0 else "entry"


def _cut(text: str, longest: int) -> str:
    """The text in no more than `longest` UTF-16 units, which Excel counts, without what XML cannot hold."""
    held = " ".join(cleaned(text).split())
    units = held.encode("utf-16-le")
    return held if len(units) <= 2 * longest else f"{units[: 2 * longest - 2].decode('utf-16-le', errors='ignore')}…"


def _validation(asked: Input, place: str) -> DataValidation:
    if asked.kind == "text":
        return DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(LONGEST_TEXT))
    options = asked.choices or tuple(f"{one:f}" for one in asked.allowed)
    listed = ",".join(options)
    if options and len(listed) <= _LONGEST_LIST:
        return DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
    if asked.step:
        whole = f"ABS({place}/{asked.step:f}-ROUND({place}/{asked.step:f},0))<0.000001"
        within = f"{place}>={asked.least:f},{place}<={asked.most:f}"
        return DataValidation(type="custom", formula1=f"AND(ISNUMBER({place}),{within},{whole})", allow_blank=True)
    kind: Literal["decimal", "whole"] = "decimal" if asked.places else "whole"
    return DataValidation(
        type=kind, operator="between", formula1=f"{asked.least:f}", formula2=f"{asked.most:f}", allow_blank=True
    )
