"""성능 근거: each measurement with its conditions, its source, who measured, and what the checks found."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.findings import Finding
from benchmarks.measurement import Latency, Measurement
from procurement.exports.dossier import Evidenced
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page

_HEADER = 4
_FIRST = _HEADER + 1
_NUMBERS = range(8, 18)
_LATENCIES = 11
_SHOWN = {
    ("concurrency", "value"): "J", ("ttft", "p90"): "K", ("ttft", "p99"): "L", ("tpot", "p90"): "M",
    ("output_tps", "value"): "N",
}  # fmt: skip
_WIDTHS = (6, 20, 20, 7, 18, 10, 22, 8, 8, 9, 10, 10, 10, 12, 12, 10, 10)


def evidence_cell(number: int, *, metric: str, statistic: str) -> str:
    """The cell of a value of the measurement in this place (0 = first); "" where the sheet does not show it."""
    column = _SHOWN.get((metric, statistic))
    return f"'{forms.EVIDENCE}'!${column}${_FIRST + number}" if column else ""


def write_evidence(book: Book, *, evidence: tuple[Evidenced, ...]) -> None:
    """Write 성능 근거. What was not measured reads 미측정 (workbook.md, promise 4)."""
    page = book.page(forms.EVIDENCE, widths=_WIDTHS, header_row=_HEADER)
    page.text(1, 1, forms.EVIDENCE, look="title")
    page.text(2, 1, forms.EVIDENCE_NOTE, look="plain")
    page.texts(_HEADER, forms.EVIDENCE_HEADER, look="header")
    for row, item in enumerate(evidence, _FIRST):
        page.number(row, 1, row - _HEADER, look="count")
        _conditions(page, row, item)
        _numbers(page, row, item.measurement)
    sources = book.page(forms.SOURCES, widths=(6, 22, 60, 16, 20, 14, 44), header_row=_HEADER)
    sources.text(1, 1, forms.SOURCES, look="title")
    sources.texts(_HEADER, forms.SOURCE_HEADER, look="header")
    for row, item in enumerate(evidence, _FIRST):
        sources.number(row, 1, row - _HEADER, look="count")
        _source(sources, row, item)


def _conditions(page: Page, row: int, item: Evidenced) -> None:
    m = item.measurement
    engine = " ".join(part for part in (m.software.engine, m.software.engine_version, m.software.sdk_version) if part)
    used = None if m.system.used is None else str(m.system.used)
    texts = (item.bidder, m.system.accelerator, used, m.model.name, m.model.weight_precision, engine)
    page.texts(row, tuple(text or forms.NOT_STATED for text in texts), column=2)


def _numbers(page: Page, row: int, m: Measurement) -> None:
    s, t = m.scenario, m.throughput
    ttft, tpot = m.latency.ttft or Latency(), m.latency.tpot or Latency()
    values = (
        s.isl_target or s.isl_mean, s.osl_target or s.osl_mean, s.concurrency,
        ttft.p90, ttft.p99, tpot.p90, t.output_tps, t.total_tps, t.rps, m.power.average_w,
    )  # fmt: skip
    for column, value in zip(_NUMBERS, values, strict=True):
        if value is None:
            page.text(row, column, forms.NOT_MEASURED, look="centre")
        else:
            page.number(row, column, value, look="points" if column < _LATENCIES else "measured")


def _source(page: Page, row: int, item: Evidenced) -> None:
    m = item.measurement
    place = f"{m.source.filename} {m.source.where} {m.provenance.public_url}".strip()
    who = (m.provenance.measurer or forms.NOT_STATED, forms.VERIFICATION[m.provenance.verification])
    page.texts(row, (item.bidder, place, m.source.sha256[:12], *who, verdict(item.findings)), column=2)


def verdict(findings: Iterable[Finding]) -> str:
    """부적합 and its rules; else what was set aside, why, and 주의; else 이상 없음, or that nothing could be tested."""
    by_level: dict[str, dict[str, str]] = {}
    for finding in findings:
        said = f"{finding.rule} {finding.override}".strip()
        by_level.setdefault(finding.level, {})[finding.rule] = said
    if rejected := by_level.get("reject"):
        return "부적합: " + ", ".join(rejected.values())
    marked = [
        f"{word}: {', '.join(by_level[level].values())}"
        for level, word in (("overridden", "예외 적용"), ("warn", "주의"))
        if level in by_level
    ]
    if marked:
        return "; ".join(marked)
    if passed := by_level.get("pass"):
        return "이상 없음: " + ", ".join(passed.values())
    return "검사할 수 있는 값이 없음"
