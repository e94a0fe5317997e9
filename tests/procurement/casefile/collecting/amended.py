"""Workbooks of the examples' assessments, as officers send them back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import ndiff
from functools import cache
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

from procurement.casefile.assess.outcome import assessed_of
from procurement.casefile.assess.reading import assessment_from
from procurement.casefile.collecting.amending import workbooks_collected
from procurement.casefile.collecting.collecting import Outcome
from procurement.exports.handout import Form, Key, Place
from procurement.exports.xlsx.assess.form import assess_form
from tests.procurement.exports.reading import opened

PROGRAM = "Jeoul"
Typed = dict[Key, str | float | bool | None]


def form_of(folder: Path) -> Form:
    return _form((folder / "assess.toml").read_bytes())


@cache
def _form(content: bytes) -> Form:
    return assess_form(assessed_of(assessment_from(content), program=PROGRAM), filename="assess.toml")


def place_of(form: Form, key: Key) -> Place:
    return next(place for place, asked in form.inputs.items() if asked.key == key)


def changed(content: bytes, change: Callable[[Workbook], None]) -> bytes:
    book = opened(content)
    change(book)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def typed(folder: Path, values: Typed) -> bytes:
    """The folder's workbook with these values typed into the cells of their keys."""
    form = form_of(folder)

    def put(book: Workbook) -> None:
        for key, value in values.items():
            sheet, row, column = place_of(form, key)
            book[sheet].cell(row, column).value = value

    return changed(form.content, put)


def back(folder: Path, *contents: bytes) -> Outcome:
    files = [(f"{number}.xlsx", content) for number, content in enumerate(contents, 1)]
    return workbooks_collected(files, folder=folder, program=PROGRAM)


def rewritten(folder: Path, outcome: Outcome) -> list[str]:
    """The lines of assess.toml that go and come."""
    [(path, content)] = outcome.contents.items()
    assert path == folder / "assess.toml"
    old, new = ((text.decode()).splitlines() for text in (path.read_bytes(), content))
    return list(_differing(old, new))


def _differing(old: list[str], new: list[str]) -> Iterator[str]:
    yield from (line for line in ndiff(old, new) if line[0] in "+-")
