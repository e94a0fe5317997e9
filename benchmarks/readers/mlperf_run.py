"""One MLPerf run folder read as one result: summary, detail, power log and system description (formats.md §1.6)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import NoReturn, TypeVar

from benchmarks.readers import mlperf_detail, mlperf_log
from benchmarks.readers.document import Contents, Document, Format, opened
from benchmarks.readers.mlperf_path import KEY, announced
from benchmarks.readers.mlperf_power import analyzer, clock, power_cells, power_samples
from benchmarks.readers.mlperf_system import described, is_system
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Report, Row

_SUMMARY, _DETAIL, _SAMPLES = "mlperf_log_summary.txt", "mlperf_log_detail.txt", "spl.txt"
_CLIENT, _SERVER, _SYSTEM, _MEASUREMENT = "client.json", "server.json", "system description", "measurement description"
_BY_NAME = frozenset({_SUMMARY, _DETAIL, _SAMPLES, _CLIENT, _SERVER})
_LOGS = ((_SUMMARY, mlperf_log.FORMAT), (_DETAIL, mlperf_detail.FORMAT))
_OF_ONE_RUN = frozenset({"sut_name", "scenario", "verdict"})
_LARGEST_DESCRIPTION = 65_536
_OTHER_RUNS = frozenset({"accuracy", "ranging"})
_Item = TypeVar("_Item", Cell, Fact)
_Found = tuple[tuple[Cell, ...], tuple[Fact, ...]]
_SAME_RUN = "한 실행 폴더의 파일만 올려 주십시오. / Use the files of one run folder."
_PERFORMANCE_FOLDER = "performance/run_1 폴더를 올려 주십시오. / Use the folder performance/run_1."
_NO_WINDOW = (
    "spl.txt가 있으나 mlperf_log_detail.txt의 power_begin·power_end가 없어 유휴 시간을 뺄 수 없으므로 전력을 미측정으로"
    " 둡니다. / There is a spl.txt but no power_begin and power_end of a detail log to leave idle time out: the power"
    " stays unmeasured."
)
_NO_SAMPLE = (
    "spl.txt의 표본이 측정 구간에 하나도 없어 전력을 미측정으로 둡니다."
    " / No sample of spl.txt lies in the measured time: the power stays unmeasured."
)


def read_run(files: Mapping[str, bytes], *, folder: str = "") -> Report:
    """The files of one run folder, by their names in it, as one report of one row.

    `mlperf_log_summary.txt` or `mlperf_log_detail.txt` is needed; spl.txt, power/client.json, power/server.json, the
    system and the measurement description are joined where they are there. Files of the accuracy and ranging runs and
    all others are left out and said. Each `where` names the file and the place in it. The scenario that `folder`, the
    path of the run, announces becomes the fact `path_scenario` (formats.md §4, V18).
    The report's sha256 is that of the lines `<sha256 of the file>  <name>`, sorted by name, of the files read.
    Raises UnreadableFile, also where two files are not of the same run or client.json or server.json recorded
    another sha1 of a file.
    """
    _refuse_other_folder(folder)
    names = _chosen(files, folder=folder)
    documents = {role: opened(files[name], filename=name) for role, name in names.items()}
    _check_recorded(files, documents)
    logs = _logs(documents, folder=folder)
    path = folder or logs[0].rows[0].where
    power, remark = _power(documents, row=_joined(logs))
    left_out = _left_out(files, names=tuple(names.values()))
    repairs = dict.fromkeys((*(said for log in logs for said in log.repairs), *remark, *left_out))
    return Report(
        format="mlperf-run",
        tool=logs[0].tool,
        tool_version=logs[-1].tool_version,
        filename=path,
        sha256=_digest({name: files[name] for name in names.values()}),
        size=sum(len(files[name]) for name in names.values()),
        rows=(_with(_joined(logs), power, *_descriptions(documents), ((), announced(path))),),
        repairs=tuple(repairs),
    )


def _refuse_other_folder(folder: str) -> None:
    last = folder.replace("\\", "/").rstrip("/").rpartition("/")[2]
    if last.casefold() in _OTHER_RUNS:
        problem = f"'{last}' 폴더는 성능 실행이 아닙니다. / The folder '{last}' is not of a performance run."
        raise UnreadableFile(folder, "/", problem, _PERFORMANCE_FOLDER)


def _chosen(files: Mapping[str, bytes], *, folder: str) -> dict[str, str]:
    """The name of the one file of each role. Raises UnreadableFile for two of one role."""
    names: dict[str, str] = {}
    for name in sorted(files):
        role = _role(name, files[name])
        if role and names.setdefault(role, name) != name:
            problem = f"{role}이(가) 둘입니다. / Two files are a {role}: {names[role]}, {name}."
            raise UnreadableFile(folder or name, name, problem, _SAME_RUN)
    return names


def _role(name: str, data: bytes) -> str:
    *folders, base = name.replace("\\", "/").split("/")
    if _OTHER_RUNS & {folder.casefold() for folder in folders}:
        return ""
    if base in _BY_NAME:
        return base
    if not base.endswith(".json") or len(data) > _LARGEST_DESCRIPTION:
        return ""
    try:
        records = opened(data, filename=name).records
    except UnreadableFile:
        return ""
    if len(records) != 1:
        return ""
    return _SYSTEM if is_system(records[0]) else _MEASUREMENT if "weight_data_types" in records[0].fields else ""


def _left_out(files: Mapping[str, bytes], *, names: tuple[str, ...]) -> tuple[str, ...]:
    others = ", ".join(sorted(files.keys() - set(names)))
    return (f"읽지 않은 파일: {others} / Files not read: {others}",) if others else ()


def _check_recorded(files: Mapping[str, bytes], documents: Mapping[str, Document]) -> None:
    """Compare each file with the sha1 that the power client and server recorded when the run ended."""
    for recorder in (_CLIENT, _SERVER):
        records = documents[recorder].records if recorder in documents else ()
        recorded = records[0].fields.get("results") if records else None
        for path, sha1 in (recorded if isinstance(recorded, dict) else {}).items():
            for document in documents.values():
                if document.filename.endswith(path):
                    _check_sha1(files[document.filename], sha1, document=document, recorder=recorder)


def _check_sha1(data: bytes, sha1: object, *, document: Document, recorder: str) -> None:
    found = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    if found != sha1:
        problem = f"측정 때 {recorder}이 적은 sha1과 다릅니다. / Not the sha1 that {recorder} recorded at the run."
        remedy = "측정 직후의 원본을 올려 주십시오. / Use the file as the run left it."
        raise UnreadableFile(document.filename, f"sha1 {found}", problem, remedy)


def _logs(documents: Mapping[str, Document], *, folder: str) -> tuple[Contents, ...]:
    """The summary and the detail log, as far as they are there, each place with its file's name."""
    found = tuple(_log(documents[role], known) for role, known in _LOGS if role in documents)
    if not found:
        problem = "성능 실행의 LoadGen 기록이 없습니다. / There is no LoadGen log of a performance run."
        raise UnreadableFile(folder or "/", "/", problem, _PERFORMANCE_FOLDER)
    return found


def _log(document: Document, known: Format) -> Contents:
    if not known.recognises(document):
        problem = f"{known.title}이(가) 아닙니다. / Not a {known.title}."
        raise UnreadableFile(document.filename, "line 1", problem, _SAME_RUN)
    contents = known.read(document)
    row = contents.rows[0]
    name = document.filename
    facts = tuple(fact for fact in row.facts if fact.key != KEY)  # the folder announces it for the whole run
    placed = Row(name, _placed(row.cells, name=name), _placed(facts, name=name))
    return replace(contents, rows=(placed,))


def _placed(items: tuple[_Item, ...], *, name: str) -> tuple[_Item, ...]:
    return tuple(replace(item, where=f"{name} {item.where}") for item in items)


def _joined(logs: tuple[Contents, ...]) -> Row:
    """The summary's row with what only the detail log has; where both say it, they must agree."""
    first = logs[0].rows[0]
    cells = {(cell.quantity, cell.statistic): cell for cell in first.cells}
    facts = {fact.key: fact for fact in first.facts}
    for log in logs[1:]:
        for cell in log.rows[0].cells:
            known = cells.setdefault((cell.quantity, cell.statistic), cell)
            if cell.unit == "ns" and known.value != cell.value:
                _refuse_other_run(known.where, cell.where, filename=first.where)
        for fact in log.rows[0].facts:
            told = facts.setdefault(fact.key, fact)
            if told.value != fact.value and fact.key in _OF_ONE_RUN:
                _refuse_other_run(told.where, fact.where, filename=first.where)
    return Row("", tuple(cells.values()), tuple(facts.values()))


def _refuse_other_run(one: str, other: str, *, filename: str) -> NoReturn:
    problem = f"{other}의 값이 {one}와 다릅니다(다른 실행의 기록). / {other} differs from {one}: not of one run."
    raise UnreadableFile(filename, one, problem, _SAME_RUN)


def _power(documents: Mapping[str, Document], *, row: Row) -> tuple[_Found, tuple[str, ...]]:
    """Power over the run's window, its scope and method; or why it stays unmeasured."""
    if _SAMPLES not in documents:
        return ((), ()), ()
    document = documents[_SAMPLES]
    samples = power_samples(document)
    facts = {fact.key: fact for fact in row.facts}
    if not {"power_begin", "power_end"} <= facts.keys():
        return ((), ()), (_NO_WINDOW,)
    begin, end = (_moment(facts[key]) for key in ("power_begin", "power_end"))
    queries = next((cell for cell in row.cells if cell.quantity == "queries"), None)
    cells = power_cells(samples, window=(begin, end), scenario=facts["scenario"].value, queries=queries)
    if not cells:
        return ((), ()), (_NO_SAMPLE,)
    scope = Fact("power_scope", "node_wall", document.filename)
    return (_placed(cells, name=document.filename), (scope, _method(documents))), ()


def _moment(fact: Fact) -> datetime:
    name, _, where = fact.where.partition(" line ")
    return clock(fact.value, where=f"line {where}", filename=name)


def _method(documents: Mapping[str, Document]) -> Fact:
    found = analyzer(documents[_SERVER]) if _SERVER in documents else None
    if found is None:
        return Fact("power_method", "PTDaemon, spl.txt", documents[_SAMPLES].filename)
    return replace(found, where=f"{documents[_SERVER].filename} {found.where}")


def _descriptions(documents: Mapping[str, Document]) -> Iterator[_Found]:
    """What the system and the measurement description say."""
    if _SYSTEM in documents:
        document = documents[_SYSTEM]
        cells, facts = described(document.records[0])
        yield _placed(cells, name=document.filename), _placed(facts, name=document.filename)
    if _MEASUREMENT in documents:
        document = documents[_MEASUREMENT]
        weights = tuple(document.records[0].facts(("weight_data_types", "weight_precision")))
        yield (), _placed(weights, name=document.filename)


def _with(row: Row, *found: _Found) -> Row:
    cells = tuple(cell for more, _ in found for cell in more)
    return replace(row, cells=row.cells + cells, facts=row.facts + tuple(fact for _, more in found for fact in more))


def _digest(files: Mapping[str, bytes]) -> str:
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    return hashlib.sha256("".join(lines).encode()).hexdigest()
