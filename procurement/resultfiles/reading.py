"""One result file read, put into Jeoul's units and checked, or the reason why it was refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from benchmarks.canonical import ContradictedAnswer
from benchmarks.findings import Finding
from benchmarks.readers import MAX_BYTES, UnreadableFile, read
from benchmarks.readers.mlperf_run import read_run
from benchmarks.readers.xlsx_guard import is_workbook
from benchmarks.readers.xlsx_read import confirmed, read_workbook
from benchmarks.repeats import repeat_findings
from benchmarks.report import Report
from benchmarks.table import TableError
from procurement.casefile.evidence import examined_report
from procurement.exports.xlsx.kperf_results import Refused, Result, ResultFile, Results
from procurement.resultfiles.answers import AnswerSheet
from procurement.resultfiles.folder import Found


def read_file(found: Found, *, answers: AnswerSheet) -> ResultFile | Refused:
    """A file's measurements with what the checks find; a file that cannot be read is refused and says why.

    A workbook is read through the mapping of its layout, a *.mapping.toml beside it or in mappings/ there.
    Raises benchmarks.table.TableError for answers, aliases or overrides that are wrong in themselves.
    """
    try:
        report = _report(found)
        examined = examined_report(report, table=answers.of(found.name))
    except UnreadableFile as refusal:
        return Refused(found.name, f"{refusal.where}: {refusal.problem}", refusal.remedy)
    except ContradictedAnswer as refusal:
        return Refused(found.name, str(refusal))
    except OSError as error:
        return Refused(found.name, f"읽을 수 없습니다 / cannot be read: {error.strerror}")
    return ResultFile(
        name=found.name,
        format=report.format,
        tool=report.tool,
        tool_version=report.tool_version,
        sha256=report.sha256,
        size=report.size,
        repairs=report.repairs,
        results=tuple(Result(one.measurement, one.findings, one.renamed) for one in examined),
    )


def _report(found: Found) -> Report:
    contents = {}
    for path in found.paths:
        if not path.is_file():
            problem = "보통 파일이 아니거나 없습니다. / It is not a plain file, or not there."
            raise UnreadableFile(found.name, "byte 0", problem, "파일을 확인하십시오. / Check the file.")
        with path.open("rb") as file:
            contents[path.name] = file.read(MAX_BYTES + 1)
    if len(contents) > 1:
        return read_run(contents, folder=found.name)
    (data,) = contents.values()
    return _workbook(found, data) if is_workbook(data) else read(data, filename=found.name)


def _workbook(found: Found, data: bytes) -> Report:
    here = found.paths[0].parent
    places = sorted({*here.glob("*.mapping.toml"), *(here / "mappings").glob("*.toml")})
    try:
        mappings = [confirmed(place.read_bytes(), filename=place.relative_to(here).as_posix()) for place in places]
    except TableError as wrong:
        remedy = "매핑을 고치거나 치우십시오. / Mend the mapping or move it away."
        raise UnreadableFile(found.name, "mapping", str(wrong), remedy) from wrong
    return read_workbook(data, filename=found.name, mappings=mappings)


def gathered(read_files: Iterable[ResultFile | Refused], *, program: str) -> Results:
    """Everything read, with what only several measurements beside each other show: copies, repeats, power."""
    every = tuple(read_files)
    files = tuple(one for one in every if isinstance(one, ResultFile))
    refused = tuple(one for one in every if isinstance(one, Refused))
    return Results(files, refused, _together(files), program)


def _together(files: tuple[ResultFile, ...]) -> tuple[Finding, ...]:
    """The findings over all files; their places name the file too."""
    placed = []
    for file in files:
        for result in file.results:
            source = result.measurement.source
            named = replace(source, filename="", where=f"{source.filename} {source.where}")
            placed.append(replace(result.measurement, source=named))
    return tuple(replace(one, observed=one.observed.replace("=  ", "= ", 1)) for one in repeat_findings(placed))
