"""What was read and found, in lines for a terminal: each file, then all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from benchmarks.answers import questions
from benchmarks.findings import Finding, Level, above_pass
from benchmarks.repeats import Runs, Spread, runs_of
from benchmarks.slo import TpotDefinition, grade
from procurement.exports.xlsx.kperf_results import REJECTED, WITHDRAWN, Refused, Result, ResultFile, Results

_LEVELS: dict[Level, str] = {
    "pass": "통과 pass",
    "note": "참고 note",
    "warn": "주의 warn",
    "reject": "부적합 reject",
    "overridden": "예외 overridden",
    "not_applicable": "해당 없음 n/a",
}
_DEFINITIONS: tuple[TpotDefinition, ...] = ("tpot", "ntpot")
_NOT_MEASURED = "미측정"
_INDENT = "        "
_PER_CENT = 100
_MOST, _FIRST = 10, 3  # lines of one rule before they are counted; examples that are then shown


def told_file(read_file: ResultFile | Refused) -> Iterator[str]:
    """A file: format, tool, rows, repairs, how many checks came out how, each finding above pass, service grades."""
    yield read_file.name
    if isinstance(read_file, Refused):
        yield f"{_INDENT}거절 / refused: {read_file.reason}"
        return
    file = read_file
    tool = f"{file.tool} {file.tool_version}".strip()
    yield f"{_INDENT}{file.format}, {tool}, 측정점 {len(file.results)} / rows, sha256 {file.sha256[:12]}"
    yield from (f"{_INDENT}고쳐 읽음 / repaired: {repair}" for repair in file.repairs)
    yield f"{_INDENT}검사 / checks: {_counted(file.results)}"
    every = (finding for result in file.results for finding in result.findings)
    yield from (f"{_INDENT}{line}" for line in told_findings(every))
    yield from _grades(file.results)
    yield from _open(file.results)


def _counted(results: tuple[Result, ...]) -> str:
    counts = Counter(finding.level for result in results for finding in result.findings)
    return ", ".join(f"{word} {counts[level]}" for level, word in _LEVELS.items() if counts[level])


def told_findings(found: Iterable[Finding], *, names: tuple[str, ...] = ()) -> Iterator[str]:
    """A line for each finding above pass; where a rule says the same of many rows of a file, how many and the first."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    placed = [
        (one, (_file_of(one, names), one.rule, one.level, one.allowed, one.override)) for one in above_pass(found)
    ]
    for one, key in placed:
        groups.setdefault(key, []).append(one)
    for one, key in placed:
        group = groups[key]
        if len(group) <= _MOST:
            yield _finding(one, seen=_seen(one))
        elif one is group[0]:
            first = "; ".join(map(_seen, group[:_FIRST]))
            yield _finding(one, seen=f"{len(group):,}곳 / places: {first}; …")


def _file_of(finding: Finding, names: tuple[str, ...]) -> str:
    """The file that a place over several files begins with."""
    return max((name for name in names if finding.where.startswith(f"{name} ")), key=len, default="")


def _seen(finding: Finding) -> str:
    return f"{finding.where}: {finding.observed}"


def _finding(finding: Finding, *, seen: str) -> str:
    aside = f" [{finding.override}]" if finding.override else ""
    return f"{finding.rule} {_LEVELS[finding.level]} {seen} (허용 / allowed {finding.allowed}){aside}"


def _grades(results: tuple[Result, ...]) -> Iterator[str]:
    """A line for each row that has a grade, and how many have none."""
    ungraded = 0
    for result in results:
        m = result.measurement
        marks = {d: [one.mark for one in grade(m, definition=d).marks] for d in _DEFINITIONS}
        if result.state in {REJECTED, WITHDRAWN} or all(set(found) == {_NOT_MEASURED} for found in marks.values()):
            ungraded += 1
            continue
        load = "" if m.scenario.concurrency is None else f" C={m.scenario.concurrency.normalize():f}"
        said = ", ".join(f"{d.upper()} {' '.join(found)}" for d, found in marks.items())
        yield f"{_INDENT}등급 / grades {m.source.where}{load}: {said}"
    if ungraded:
        yield f"{_INDENT}등급 없음(미측정·부적합) / not graded: {ungraded}"


def _open(results: tuple[Result, ...]) -> Iterator[str]:
    names = dict.fromkeys(question.name for result in results for question in questions(result.measurement))
    if names:
        yield f"{_INDENT}채점 전에 답할 것 / to be answered before scoring: {', '.join(names)}"


def told_together(results: Results) -> Iterator[str]:
    """Files, rows and findings by rule, then duplicates, repeated runs with their spread, and what they contradict."""
    files, refused, rows = len(results.files), len(results.refused), len(results.every)
    yield f"■ 파일 {files + refused}개: 읽음 {files}, 거절 {refused}; 측정점 {rows} / files: read, refused; rows"
    counts = Counter((f.rule, f.level) for f in _everything(results))
    for rule in sorted({rule for rule, _ in counts}):
        levels = [f"{word} {counts[rule, level]}" for level, word in _LEVELS.items() if counts[rule, level]]
        yield f"  {rule}: {', '.join(levels)}"
    yield from _repeats(results)
    yield from _remedies(results.refused)


def _remedies(refused: tuple[Refused, ...]) -> Iterator[str]:
    """What to do about refused files, each remedy once with the files it is for."""
    named: dict[str, list[str]] = {}
    for one in refused:
        if one.remedy:
            named.setdefault(one.remedy, []).append(one.name)
    for remedy, names in named.items():
        yield f"▶ {remedy}"
        more = f" 외 / and {len(names) - _FIRST:,}" if len(names) > _FIRST else ""
        yield f"  {', '.join(names[:_FIRST])}{more}"


def _everything(results: Results) -> Iterator[Finding]:
    for result in results.every:
        yield from result.findings
    yield from results.together


def _repeats(results: Results) -> Iterator[str]:
    points = runs_of(result.measurement for result in results.every)
    duplicates = sum(len(point.duplicates) for point in points)
    repeated = [point for point in points if len(point.runs) > 1]
    yield f"■ 같은 내용 {duplicates}건, 되풀이한 조건 {len(repeated)}개 / duplicates, repeated conditions"
    for point in repeated:
        spreads = ", ".join(map(_spread, point.spreads)) or _NOT_MEASURED
        yield f"  {_named(point)}: {len(point.runs)}회 / runs; {spreads}"
    names = tuple(file.name for file in results.files)
    yield from (f"  {line}" for line in told_findings(results.together, names=names))


def _named(point: Runs) -> str:
    key = point.key
    lengths = "/".join("?" if n is None else f"{n.normalize():f}" for n in (key.isl, key.osl))
    load = "" if key.concurrency is None else f"C={key.concurrency.normalize():f}"
    texts = (key.accelerator or key.system, key.model, key.weight_precision, lengths, load)
    return " ".join(text for text in texts if text)


def _spread(spread: Spread) -> str:
    share = "–" if spread.cv is None else f"{spread.cv * _PER_CENT:.1f} %"
    return f"{spread.metric} {spread.statistic} {spread.minimum:.4g}–{spread.maximum:.4g} (CV {share})"
