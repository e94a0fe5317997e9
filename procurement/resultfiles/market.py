"""The makers' results of a folder as candidates for a specification: what was read, and what could not be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from procurement.casefile.evidence import Examined
from procurement.exports.xlsx.kperf_results import Refused
from procurement.resultfiles.answers import AnswerSheet, read_answers
from procurement.resultfiles.folder import found_files
from procurement.resultfiles.reading import read_file


@dataclass(frozen=True, slots=True)
class Market:
    """Measurements with what the checks find in them, and the files that were refused."""

    examined: tuple[Examined, ...]
    refused: tuple[Refused, ...]


def market_of(folder: Path, *, answers: Path | None) -> Market:
    """Every result file of the folder, with a person's answers where given. Raises TableError and OSError."""
    sheet = AnswerSheet() if answers is None else read_answers(answers.read_bytes(), filename=answers.name)
    found = found_files([folder])
    sheet.check(one.name for one in found)
    read = [read_file(one, answers=sheet) for one in found]
    results = (result for file in read if not isinstance(file, Refused) for result in file.results)
    return Market(
        tuple(Examined(one.measurement, one.findings, one.renamed) for one in results),
        tuple(file for file in read if isinstance(file, Refused)),
    )
