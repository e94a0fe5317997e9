"""Results of the exchange as the workbook and the JSON that `manage.py results` makes of files."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.findings import Finding
from procurement import __version__
from procurement.exports.xlsx.kperf import kperf_workbook
from procurement.exports.xlsx.kperf_results import Result, ResultFile, Results
from procurement.models import Measured, ReleaseFile, User
from procurement.resultfiles.handing import kperf_json, results_json
from procurement.selectors.evidence import examined_of
from procurement.selectors.evidence_list import outdated_among

MOST = 500
"""Results in one hand-out."""


def results_of(rows: Sequence[Measured], *, viewer: User | None) -> Results:
    """The measurements by their files, each verified as far as its release is now, with the findings that were kept.

    Where their owner has handed in later software since, as far as the viewer may see, a finding says so.
    """
    outdated = outdated_among(viewer, rows=rows)
    by_file: dict[ReleaseFile, list[Result]] = {}
    for row in rows:
        found = examined_of(row)
        findings = (*found.findings, _later(row)) if row.pk in outdated else found.findings
        by_file.setdefault(row.file, []).append(Result(found.measurement, findings, found.renamed))
    files = tuple(_file(file, tuple(results)) for file, results in by_file.items())
    return Results(files=files, refused=(), together=(), program=f"Jeoul {__version__}")


def workbook_of(results: Results) -> bytes:
    """The K-Perf workbook."""
    return kperf_workbook(results).content


def json_of(results: Results) -> bytes:
    """Every digit, as JSON."""
    return results_json(results)


def sweep_of(results: Results) -> bytes:
    """One kperf_result.json. Raises resultfiles.handing.NotOneSweep."""
    return kperf_json(results)


def _later(row: Measured) -> Finding:
    said = "같은 장비를 다른 소프트웨어로 잰 자료가 그 뒤에 나와, 검증은 적힌 판에만 맞습니다 / "
    said += "later results with other software exist; the verification holds for this version only"
    return Finding("E01", "note", said, row.place, row.software, "")


def _file(file: ReleaseFile, results: tuple[Result, ...]) -> ResultFile:
    return ResultFile(
        name=f"{file.release.owner.name}/{file.release_id}/{file.name}",
        format=file.format,
        tool=file.tool,
        tool_version=file.tool_version,
        sha256=file.sha256,
        size=file.size,
        repairs=tuple(line for line in file.repairs.splitlines() if line),
        results=results,
    )
