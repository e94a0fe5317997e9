"""HWPX documents read back with the library, and papers looked into, for the tests of both."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from procurement.exports.hwpx.paper import Block, Heading, Line, Paper, Table, held

Grid = list[list[str]]


def opened(content: bytes) -> Any:
    """The library's document; a test that asks for it is skipped where the optional package is missing."""
    return pytest.importorskip("hwpx").HwpxDocument.open(BytesIO(content))


def grids(content: bytes) -> list[Grid]:
    """Every table of a file, as the library reads it."""
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in opened(content).tables]


def paragraphs(content: bytes) -> list[str]:
    """The text of every body paragraph that holds no table."""
    return [one.text for one in opened(content).paragraphs if not one.tables]


def expected(paper: Paper) -> tuple[list[str], list[Grid]]:
    """What must be read back: the lines, after the empty one of a new document, and the tables."""
    lines = ["", *(held(block.text) for block in paper.blocks if isinstance(block, Heading | Line))]
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    return lines, [[[held(text) for text in row] for row in (table.header, *table.rows)] for table in tables]


def under(blocks: tuple[Block, ...], heading: str) -> Table:
    """The table right below a heading."""
    at = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.text == heading)
    found = blocks[at + 1]
    assert isinstance(found, Table), found
    return found


def words(paper: Paper) -> str:
    """Everything that a paper says."""
    lines, tables = expected(paper)
    return "\n".join((paper.name, *lines, *(text for grid in tables for row in grid for text in row)))
