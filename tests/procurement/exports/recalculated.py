"""Workbooks recalculated by LibreOffice with every cached value thrown away."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from openpyxl import load_workbook

from tests.procurement.exports.office import convert

_SHEET, _DRAWING = re.compile("xl/worksheets/[^/]+$"), re.compile(rb"<drawing [^>]*/>")
_FORCE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""

Cell = tuple[str, str]
Value = str | float | int | bool | None
Difference = tuple[Cell, str, Value, Value]


def recalculated(contents: Sequence[bytes], *, soffice: Path, folder: Path) -> list[bytes]:
    """The same workbooks as LibreOffice writes them after recalculating every formula; two runs side by side."""
    sources = [folder / f"in{number}.xlsx" for number in range(len(contents))]
    for source, content in zip(sources, contents, strict=True):
        source.write_bytes(_without_charts(content))
    halves = [half for half in (sources[::2], sources[1::2]) if half]
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda run: _convert(run[1], soffice=soffice, home=folder / f"run{run[0]}"), enumerate(halves)))
    return [source.with_suffix(".out").read_bytes() for source in sources]


def _without_charts(content: bytes) -> bytes:
    """The workbook with its drawings left out: no formula reads them, and they cost a third of the time."""
    source, buffer = ZipFile(BytesIO(content)), BytesIO()
    with ZipFile(buffer, "w") as target:
        for name in source.namelist():
            target.writestr(name, _DRAWING.sub(b"", source.read(name)) if _SHEET.match(name) else source.read(name))
    return buffer.getvalue()


def _convert(sources: Sequence[Path], *, soffice: Path, home: Path) -> None:
    """One run with a profile of its own: two runs that share one wait for each other."""
    profile, out = home / "profile", home / "out"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_FORCE, encoding="utf-8")
    command = [str(soffice), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", "xlsx", "--outdir", str(out), *(str(source) for source in sources)]
    convert(command, seconds=1200)
    for source in sources:
        (out / source.name).rename(source.with_suffix(".out"))


def formulas(content: bytes) -> dict[Cell, str]:
    """Every formula cell of a workbook."""
    return {
        (sheet.title, cell.coordinate): str(cell.value)
        for sheet in load_workbook(BytesIO(content)).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def values(content: bytes) -> dict[Cell, Value]:
    """Every value of a workbook, of formulas the one that stands beside them."""
    return {
        (sheet.title, cell.coordinate): plain(cell.value)
        for sheet in load_workbook(BytesIO(content), data_only=True).worksheets
        for row in sheet.iter_rows()
        for cell in row
    }


def plain(value: object) -> Value:
    """A cell's value; the workbooks hold numbers and texts and nothing else."""
    if value is None or isinstance(value, str | float | int):
        return value
    raise TypeError(value)


def differing(live: Mapping[Cell, str], mine: Mapping[Cell, Value], other: Mapping[Cell, Value]) -> list[Difference]:
    """Formula cells whose value beside the formula is not what the recalculation gives."""
    return [(c, f, mine[c], other.get(c)) for c, f in live.items() if not same(mine[c], other.get(c))]


def same(mine: Value, other: Value) -> bool:
    """Equal texts, or numbers equal to twelve significant digits; an empty text is an empty cell."""
    if isinstance(mine, str) or isinstance(other, str) or mine is None or other is None:
        return (mine or "") == (other or "")
    return abs(mine - other) <= 1e-12 * max(1.0, abs(mine))
