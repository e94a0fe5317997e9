"""What the charts of a workbook say: their words, and the cells that they are drawn from."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook


@dataclass(frozen=True, slots=True)
class Drawn:
    """One chart: title and axes, the references of its series in order, and how many series it has."""

    words: tuple[str, ...]
    cells: tuple[str, ...]
    series: int
    xml: str


def charts_of(content: bytes) -> list[Drawn]:
    """Every chart of a workbook in the order of the file."""
    archive = zipfile.ZipFile(BytesIO(content))
    names = sorted((n for n in archive.namelist() if n.startswith("xl/charts/chart")), key=lambda n: (len(n), n))
    return [_drawn(archive.read(name).decode()) for name in names]


def _drawn(xml: str) -> Drawn:
    xml = re.sub(r' xmlns(:\w+)?="[^"]*"', "", xml)
    words = tuple(re.findall(r"<a:t>([^<]*)</a:t>", xml))
    return Drawn(words, tuple(re.findall(r"<f>([^<]*)</f>", xml)), len(re.findall("<ser>", xml)), xml)


def shown(book: Workbook, reference: str) -> list[object]:
    """The values of the cells that a chart refers to."""
    title, _, span = reference.rpartition("!")
    found = book[title.strip("'")][span.replace("$", "")]
    rows = found if isinstance(found, tuple) else ((found,),)
    return [cell.value for row in rows for cell in row]
