"""출처, 정의, 파일, 검사 결과: where every row comes from, by which tool and definition, and what the checks found."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.findings import Finding, above_pass
from benchmarks.measurement import Latency, Measurement
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page, korean
from procurement.exports.xlsx.evidence import verdict
from procurement.exports.xlsx.kperf_results import Result, ResultFile, Results

SOURCES, DEFINITIONS, FILES, CHECKED = "출처", "정의", "파일", "검사 결과"
LEVELS = {"note": "참고", "warn": "주의", "reject": "부적합", "overridden": "예외 적용"}
ROLES = {
    "vendor": "판매자", "buyer": "발주자", "third_party_lab": "시험기관", "certifier": "인증기관",
    "community": "공개 측정",
}  # fmt: skip
LOADS = {
    "closed_loop": "동시 요청 고정", "open_loop": "요청률 고정", "offline": "일괄(오프라인)",
    "single_stream": "단일 요청", "static_batch": "고정 배치", "trace": "기록 재생",
}  # fmt: skip
_HEADER_ROW = 3
_FIRST = _HEADER_ROW + 1
_SOURCE_HEADER = (
    "번호", "파일", "위치", "sha256(앞 12자)", "도구·판", "소프트웨어", "부하", "측정자", "지위", "측정 일시",
    "검증 상태", "정의", "검사 결과", "이름을 바꾼 것",
)  # fmt: skip
_SOURCE_WIDTHS = (6, 34, 15, 15, 16, 16, 18, 14, 10, 18, 11, 6, 30, 20)
_FINDING_HEADER = ("측정 번호", "규칙", "판정", "내용", "위치", "값", "허용", "예외 사유(책임자, 일자)")
_LATENCIES = ("ttft", "tpot", "ntpot", "itl", "e2e")


def write_sources(book: Book, *, results: Results) -> None:
    """Write 출처 (a row a measurement), 정의, 파일 (a row a file, also the refused) and 검사 결과 (workbook.md, 4).

    A row's 정의 is the number of the set of definitions its latencies were measured by.
    """
    page = book.page(SOURCES, widths=_SOURCE_WIDTHS, header_row=_HEADER_ROW)
    page.text(1, 1, "측정값의 출처", look="title")
    page.texts(_HEADER_ROW, _SOURCE_HEADER, look="header")
    sets: dict[tuple[tuple[str, str], ...], int] = {}
    for number, result in enumerate(results.every, 1):
        row = _FIRST + number - 1
        page.number(row, 1, number, look="count")
        page.texts(row, _source(result), column=2)
        page.number(row, 12, sets.setdefault(_definitions(result.measurement), len(sets) + 1), look="count")
        renamed = (f"{old} → {new}" for old, new in result.renamed)
        page.texts(row, (verdict(result.findings), "\n".join(renamed)), column=13)
    _write_definitions(book, sets)
    _files(book, results)
    _findings(book, results)


def _source(result: Result) -> tuple[str, ...]:
    m = result.measurement
    s, p = m.source, m.provenance
    software = " ".join(part for part in (m.software.engine, m.software.engine_version, m.software.sdk_version) if part)
    return (
        s.filename,
        s.where,
        s.sha256[:12],
        f"{s.tool} {s.tool_version}".strip(),
        software or forms.NOT_STATED,
        _load(m),
        p.measurer or forms.NOT_STATED,
        ROLES.get(p.measurer_role or "", forms.NOT_STATED),
        _moment(m),
        forms.VERIFICATION[p.verification],
    )


def _load(measurement: Measurement) -> str:
    scenario = measurement.scenario
    parts = [LOADS.get(scenario.load or "", forms.NOT_STATED)]
    parts += [f"{scenario.rate_offered:f} req/s 제시"] if scenario.rate_offered is not None else []
    parts += [f"{scenario.duration_s:.1f}초"] if scenario.duration_s is not None else []
    return ", ".join(parts)


def _moment(measurement: Measurement) -> str:
    at = measurement.provenance.measured_at
    if at is None:
        return forms.NOT_STATED
    zone = at.strftime("%z") if measurement.provenance.tz_known else "시간대 미기재"
    return f"{at:%Y-%m-%d %H:%M:%S} {zone}"


def _definitions(measurement: Measurement) -> tuple[tuple[str, str], ...]:
    """The definition each latency was measured by, as the tool has it; a computed one says so."""
    found: list[tuple[str, Latency | None]] = [(name, getattr(measurement.latency, name)) for name in _LATENCIES]
    return tuple((name.upper(), one.definition) for name, one in found if one is not None and one.definition)


def _write_definitions(book: Book, sets: Mapping[tuple[tuple[str, str], ...], int]) -> None:
    page = book.page(DEFINITIONS, widths=(8, 10, 100), header_row=_HEADER_ROW)
    page.text(1, 1, "도구가 쓴 지연의 정의", look="title")
    page.texts(_HEADER_ROW, ("정의", "지표", "도구의 정의"), look="header")
    row = _FIRST
    for held, number in sets.items():
        for name, definition in held or (("", "지연 없음"),):
            page.number(row, 1, number, look="count")
            page.texts(row, (name, definition), column=2)
            row += 1


def _files(book: Book, results: Results) -> None:
    page = book.page(FILES, widths=(40, 18, 20, 70, 12, 8, 60), header_row=_HEADER_ROW)
    page.text(1, 1, "읽은 파일과 읽지 못한 파일", look="title")
    page.texts(
        _HEADER_ROW, ("파일", "형식", "도구·판", "sha256", "바이트", "측정점", "고쳐 읽은 것·사유"), look="header"
    )
    row = _FIRST
    for file in results.files:
        _file(page, row, file)
        row += 1
    for refused in results.refused:
        page.texts(row, (refused.name, "읽지 못함", "", "", "", "", korean(refused.reason)))
        row += 1


def _file(page: Page, row: int, file: ResultFile) -> None:
    page.texts(row, (file.name, file.format, f"{file.tool} {file.tool_version}".strip(), file.sha256))
    page.number(row, 5, file.size, look="won")
    page.number(row, 6, len(file.results), look="count")
    page.text(row, 7, "\n".join(korean(repair) for repair in file.repairs))


def _findings(book: Book, results: Results) -> None:
    page = book.page(CHECKED, widths=(10, 8, 10, 50, 40, 40, 24, 40), header_row=_HEADER_ROW)
    page.text(1, 1, "검사 결과: 통과하지 못한 것", look="title")
    page.texts(_HEADER_ROW, _FINDING_HEADER, look="header")
    row = _FIRST
    for number, result in enumerate(results.every, 1):
        for finding in above_pass(result.findings):
            page.number(row, 1, number, look="count")
            _finding(page, row, finding)
            row += 1
    for finding in above_pass(results.together):
        page.text(row, 1, "여럿")
        _finding(page, row, finding)
        row += 1


def _finding(page: Page, row: int, finding: Finding) -> None:
    said = (finding.rule, LEVELS[finding.level], korean(finding.message), finding.where)
    page.texts(row, (*said, finding.observed, finding.allowed, finding.override), column=2)
