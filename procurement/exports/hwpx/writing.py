"""The one place that knows the library for HWPX, an optional package whose calls still change between versions."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import import_module
from importlib.metadata import version
from typing import Any

from procurement.exports.hwpx.freeze import frozen
from procurement.exports.hwpx.paper import Block, Heading, Line, Look, Paper, Table, held

HEADER_SHADE = "#D9E2F3"
_KNOWN = "6."
_INSTALL = f'python3 -m pip --python "{sys.executable}" install "python-hwpx>=6.9,<7"'
_MARGIN_MM = 15
_SIZES: dict[Look, int] = {"title": 18, "plain": 10, "small": 9}
_HEADING_SIZES = {1: 13, 2: 11}
_CELL_SIZE = 9
_ROW, _TALL_ROW = 1800, 4200
"""Heights of a row in HWPUNIT, 7200 to the inch; a row of more lines grows when the document is opened."""
_SIDES = {"l": "LEFT", "c": "CENTER", "r": "RIGHT"}


class NoHwpx(RuntimeError):
    """The optional package is not installed, or in a version whose calls are not known."""


class NotSound(RuntimeError):
    """The library's own check finds a fault in the file that it has made."""


def hwpx_file(paper: Paper) -> bytes:
    """The document as .hwpx bytes, landscape A4 with page numbers; equal papers give equal bytes.

    Raises NoHwpx where the optional package is not installed, NotSound where its check refuses the result.
    """
    document = needed("hwpx").HwpxDocument.new()
    _set_up(document, paper)
    for block in paper.blocks:
        _add(document, block)
    content = frozen(document.to_bytes())
    check(content)
    return content


def check(content: bytes) -> None:
    """Hold a package against the format's required structure. Raises NoHwpx, NotSound."""
    report = needed("hwpx.tools.package_validator").validate_package(content)
    if not report.ok:
        faults = "; ".join(str(issue) for issue in report.errors)
        raise NotSound(f"만든 HWPX가 형식 검사에 걸렸습니다 / the HWPX made does not pass its check: {faults}")


def needed(module: str) -> Any:  # noqa: ANN401 -- an optional package, not there when types are checked
    """A module of the optional package. Raises NoHwpx, which says how to install it."""
    try:
        found = import_module(module)
    except ImportError:
        raise NoHwpx(
            f"한글 문서(HWPX)를 만드는 python-hwpx가 없습니다. 설치하십시오: {_INSTALL} / "
            f"the optional package python-hwpx is not installed; install it: {_INSTALL}"
        ) from None
    if not (there := version("python-hwpx")).startswith(_KNOWN):
        raise NoHwpx(
            f"python-hwpx {there}은 확인하지 않은 판입니다. 다시 설치하십시오: {_INSTALL} / "
            f"python-hwpx {there} is not a version known here; install another: {_INSTALL}"
        )
    return found


def _set_up(document: Any, paper: Paper) -> None:  # noqa: ANN401 -- the library's document
    document.page.setup(
        paper_size="A4",
        orientation="landscape",
        margins_mm=dict.fromkeys(("left", "right", "top", "bottom"), _MARGIN_MM),
    )
    document.page.set_page_number(prefix="- ", suffix=" -")
    document.parts.clear_preview()
    stamp = f"{paper.day.isoformat()}T00:00:00Z"
    document.parts.clear_document_metadata(keep=("language",), timestamp=stamp)
    document.parts.set_document_metadata(title=held(paper.name), creator=held(paper.author))


def _add(document: Any, block: Block) -> None:  # noqa: ANN401 -- the library's document
    match block:
        case Heading(text, level):
            look = document.styles.ensure_run(bold=True, size=_HEADING_SIZES[level])
            heading = document.add_heading(held(text), level=level, char_pr_id_ref=look)
            document.styles.apply_paragraph_format(paragraphs=[heading], keep_with_next=True)
        case Line(text, look):
            _line(document, held(text), look)
        case Table():
            _table(document, block)


def _line(document: Any, text: str, look: Look) -> None:  # noqa: ANN401 -- the library's document
    shape = document.styles.ensure_run(bold=look == "title", size=_SIZES[look])
    line = document.add_paragraph(text, style="바탕글", char_pr_id_ref=shape)
    if look == "title":
        _aligned(document, [line], "CENTER")


def _table(document: Any, block: Table) -> None:  # noqa: ANN401 -- the library's document
    lines = (block.header, *block.rows)
    heights = (_ROW, *(_TALL_ROW if block.tall else _ROW for _ in block.rows))
    table = document.add_table(len(lines), len(block.header), height=sum(heights))
    table.set_treat_as_char(False)  # a table laid out like a letter is cut off at the end of its page
    table.element.set("repeatHeader", "1")
    cells = [row.cells for row in table.rows]
    plain, bold = (document.styles.ensure_run(size=_CELL_SIZE, bold=heavy) for heavy in (None, True))
    for row, texts, height in zip(cells, lines, heights, strict=True):
        for cell, text in zip(row, texts, strict=True):
            _fill(cell, held(text), bold if row is cells[0] else plain)
            cell.set_size(height=height)
    table.set_cell_shading(0, 0, HEADER_SHADE)
    for cell in cells[0]:
        cell.element.set("header", "1")
        cell.element.set("borderFillIDRef", cells[0][0].element.get("borderFillIDRef"))
    table.set_column_widths(block.shares)
    _align(document, cells, block.sides)


def _fill(cell: Any, text: str, look: str) -> None:  # noqa: ANN401 -- the library's cell
    cell.text = text
    for paragraph in cell.paragraphs:
        paragraph.char_pr_id_ref = look


def _align(document: Any, cells: list[Any], sides: str) -> None:  # noqa: ANN401 -- the library's document
    _aligned(document, (p for cell in cells[0] for p in cell.paragraphs), "CENTER")
    for side in sorted(set(sides)):
        columns = [column for column, own in enumerate(sides) if own == side]
        every = (p for row in cells[1:] for column in columns for p in row[column].paragraphs)
        _aligned(document, every, _SIDES[side])


def _aligned(document: Any, paragraphs: Iterable[Any], side: str) -> None:  # noqa: ANN401 -- the library's document
    """Format the first paragraph and give its shape to the rest, for the library searches all shapes each time."""
    if not (every := list(paragraphs)):
        return
    first, *others = every
    document.styles.apply_paragraph_format(paragraphs=[first], alignment=side, line_spacing_percent=130)
    for paragraph in others:
        paragraph.para_pr_id_ref = first.para_pr_id_ref
