"""What people hand in beside a result and is none: said by name, so that an officer knows which file to look for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.readers.csv_records import header_of
from benchmarks.readers.document import Document
from benchmarks.readers.mlperf_system import is_system
from benchmarks.readers.unreadable import UnreadableFile

_ENOUGH = 20_000
_LENGTHS = frozenset({"input_length", "ContextTokens"})
_ACCURACY = ("accuracy=", "exact_match", "rouge1", "mAP=", "Average Precision", "mean")
_POWER_SESSION = frozenset({"version", "timezone", "modules"})
_FEWEST_WORDS = 40


@dataclass(frozen=True, slots=True)
class Other:
    """A kind of file that holds no result: its names, and which file to use instead."""

    korean: str
    english: str
    remedy: str
    holds: Callable[[Document], bool]


def check_is_no_other(document: Document) -> None:
    """Say which known kind of file this is that holds no result. Raises UnreadableFile; not for an unknown kind."""
    found = next((kind for kind in OTHERS if kind.holds(document)), None)
    if found is not None:
        problem = f"측정 결과가 아니라 {found.korean}입니다. / Not a result but {found.english}."
        raise UnreadableFile(document.filename, "line 1", problem, found.remedy)


def _schema(document: Document) -> bool:
    return len(document.records) == 1 and bool({"$defs", "$schema"} & document.records[0].fields.keys())


def _system(document: Document) -> bool:
    return len(document.records) == 1 and is_system(document.records[0])


def _power_session(document: Document) -> bool:
    return len(document.records) == 1 and document.records[0].fields.keys() >= _POWER_SESSION


def _power_samples(document: Document) -> bool:
    return document.text.startswith("Time,") and ",Watts," in document.text[:_ENOUGH].partition("\n")[0]


def _server_metrics(document: Document) -> bool:
    """inference-perf's Prometheus file: the server's own counters over the stage."""
    if len(document.records) != 1:
        return False
    answered = document.records[0].fields.get("successes")
    return isinstance(answered, dict) and "queue_len" in answered


def _accuracy(document: Document) -> bool:
    """What LoadGen's accuracy scripts print: their words and the hash of the log at the end."""
    return "hash=" in document.text[-_ENOUGH:] and any(word in document.text for word in _ACCURACY)


def _trace(document: Document) -> bool:
    return bool(_LENGTHS & set(header_of(document.text)))


def _prose(document: Document) -> bool:
    """Words in lines that are no table: a licence, a manual, a program, what a tool printed."""
    if document.is_json:
        return False
    text = document.text[:_ENOUGH]
    lines = [line for line in text.splitlines() if line.strip()]
    like_a_table = sum(1 for line in lines if line.count(",") >= max(2, lines[0].count(",")))
    return len(text.split()) >= _FEWEST_WORDS and like_a_table * 2 < len(lines)


_RUN_FOLDER = (
    "실행 폴더의 mlperf_log_summary.txt와 함께 올려 주십시오."
    " / Use it together with the mlperf_log_summary.txt of its run folder."
)
_RESULT = "측정 도구가 쓴 결과 파일을 올려 주십시오. / Use the result file that the tool wrote."
OTHERS: tuple[Other, ...] = (
    Other("JSON 스키마(형식의 설명)", "a JSON schema", _RESULT, _schema),
    Other("MLPerf 시스템 설명서", "an MLPerf system description", _RUN_FOLDER, _system),
    Other("MLPerf 전력 측정 기록", "a log of MLPerf's power session", _RUN_FOLDER, _power_session),
    Other("전력 표본(spl.txt)", "power samples (spl.txt)", _RUN_FOLDER, _power_samples),
    Other(
        "서버 자체 계측값(Prometheus)",
        "the server's own counters (Prometheus)",
        "같은 폴더의 stage_N_lifecycle_metrics.json을 올려 주십시오."
        " / Use the stage_N_lifecycle_metrics.json of the same folder.",
        _server_metrics,
    ),
    Other("정확도 검사의 출력", "the output of an accuracy check", _RUN_FOLDER, _accuracy),
    Other(
        "요청 기록(입출력 길이)",
        "a trace of requests (lengths)",
        "측정 결과가 아닌 수요 자료로 올려 주십시오. / Use it as traffic, not as a result.",
        _trace,
    ),
    Other("글(설명서·라이선스·프로그램·화면 출력)", "prose, a program or what a tool printed", _RESULT, _prose),
)
