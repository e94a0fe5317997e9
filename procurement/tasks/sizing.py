"""A sizing job: the plan's files as they were asked, its answers as JSON and as a workbook in both languages."""

from __future__ import annotations

from collections.abc import Callable

from procurement import __version__
from procurement.casefile.archive import unpacked
from procurement.casefile.sizing import read_sizing
from procurement.casefile.sizing_whole import Further, Phase, sizing_whole
from procurement.exports.sizing import Sizing
from procurement.exports.sizing_json import sizing_json
from procurement.exports.xlsx.english import Language
from procurement.exports.xlsx.english_parts import in_language
from procurement.exports.xlsx.sizing import sizing_workbook
from procurement.selectors.tenders import folder_of
from procurement.services.jobs import Parameters
from procurement.sizing.solver import Watch

PROGRAM = f"Jeoul {__version__}"
SECONDS = 300.0
JSON, KOREAN, ENGLISH = "sizing.json", "sizing.xlsx", "sizing-en.xlsx"


def sized_files(
    inputs: bytes, *, parameters: Parameters, watch: Watch, begin: Callable[[Phase], None]
) -> dict[str, bytes]:
    """What is handed out of a plan. Raises as `sizing_whole`; the same inputs give the same files."""
    asked = dict(parameters)
    seconds = float(asked.pop("seconds", None) or SECONDS)
    further = Further(**asked)  # type: ignore[arg-type]  # the form's fields, checked when asked
    with folder_of(unpacked(inputs)) as folder:
        case = read_sizing(folder)
        found = sizing_whole(case, further=further, wall_seconds=seconds, program=PROGRAM, watch=watch, begin=begin)
    return {JSON: sizing_json(found).encode(), KOREAN: _workbook(found, "ko"), ENGLISH: _workbook(found, "en")}


def _workbook(found: Sizing, language: Language) -> bytes:
    return in_language(language, lambda: sizing_workbook(found), source=found).content
