"""What jobs make of files alone: workbooks, reconciliations, results read. Runs in a process of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import cast

from benchmarks.answers import Answers
from benchmarks.readers.unreadable import UnreadableFile
from procurement.casefile import REFUSALS, in_words
from procurement.exports.xlsx.english import Language
from procurement.exports.xlsx.english_parts import in_language
from procurement.exports.xlsx.openings import opening_workbook
from procurement.models.job import IMPORT, RECONCILIATION, WORKBOOK
from procurement.openings.opened import read_openings
from procurement.openings.reconciling import NotReconcilable, reconcile
from procurement.openings.telling import lines, told
from procurement.openings.terms import REFUSALS as TERM_REFUSALS
from procurement.openings.terms import read_terms
from procurement.selectors.documents import workbook_of
from procurement.services._reading import MAPPING, ReadFile, read_file, told_as_json
from procurement.services.jobs import OPENING, TERMS, Parameters
from procurement.services.record import Unusable

Files = Mapping[str, bytes]
READ = "read.json"
LINES, TOLD, COMPARED = "reconciliation.txt", "reconciliation.json", "reconciliation.xlsx"


def made_workbook(files: Files, parameters: Parameters) -> dict[str, bytes]:
    """The evaluation workbook of a case folder. Raises Unusable for what its files lack."""
    language, program = cast("Language", parameters["language"]), str(parameters["program"])
    try:
        return {f"workbook-{language}.xlsx": workbook_of(files, language=language, program=program)}
    except REFUSALS as refusal:
        raise Unusable(in_words(refusal)) from refusal


def made_reconciliation(files: Files, parameters: Parameters) -> dict[str, bytes]:
    """A saved opening compared: as lines, JSON and a workbook. Raises Unusable with the place in either file."""
    try:
        terms = read_terms(files[TERMS], filename=TERMS)
        found = reconcile(read_openings(files[OPENING], filename=OPENING), terms=terms)
    except (NotReconcilable, UnreadableFile) as refusal:
        raise Unusable(str(refusal)) from refusal
    except TERM_REFUSALS as refusal:
        said = str(refusal)
        raise Unusable(said if said.startswith(TERMS) else f"{TERMS}: {said}") from refusal
    sheets = in_language(cast("Language", parameters["language"]), lambda: opening_workbook(found), source=found)
    as_json = json.dumps(told(found), ensure_ascii=False, indent=2)
    return {LINES: "\n".join(lines(found)).encode(), TOLD: f"{as_json}\n".encode(), COMPARED: sheets.content}


def made_readings(files: Files, _parameters: Parameters) -> dict[str, bytes]:
    """Result files read and checked, as JSON. Raises Unusable that names each file that is refused."""
    mappings = {name: content for name, content in files.items() if name.endswith(MAPPING)}
    read, refused = dict[str, ReadFile](), []
    for name, content in sorted(files.items()):
        try:
            read[name] = read_file(name, content, mappings=mappings, answers=Answers())
        except Unusable as refusal:
            refused.append(f"- {refusal}")
    if refused:
        raise Unusable("\n".join(refused))
    return {READ: told_as_json(read)}


MADE: Mapping[str, Callable[[Files, Parameters], dict[str, bytes]]] = {
    WORKBOOK: made_workbook,
    RECONCILIATION: made_reconciliation,
    IMPORT: made_readings,
}
