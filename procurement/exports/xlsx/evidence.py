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
_NUMBERS = range(7, 17)


def write_evidence(book: Book, *, evidence: tuple[Evidenced, ...]) -> None:
    """Write 성능 근거. What was not measured reads 미측정 (workbook.md, promise 4)."""
    widths = (18, 18, 8, 26, 9, 16, 8, 8, 9, 11, 11, 11, 12, 12, 11, 11, 40, 14, 26, 36)
    page = book.page(forms.EVIDENCE, widths=widths, header_row=_HEADER)
    page.text(1, 1, forms.EVIDENCE, look="title")
    page.text(2, 1, forms.EVIDENCE_NOTE, look="plain")
    page.texts(_HEADER, forms.EVIDENCE_HEADER, look="header")
    for row, item in enumerate(evidence, _FIRST):
        _conditions(page, row, item)
        _numbers(page, row, item.measurement)
        _source(page, row, item)


def _conditions(page: Page, row: int, item: Evidenced) -> None:
    m = item.measurement
    engine = " ".join(part for part in (m.software.engine, m.software.engine_version, m.software.sdk_version) if part)
    used = None if m.system.used is None else str(m.system.used)
    texts = (item.bidder, m.system.accelerator, used, m.model.name, m.model.weight_precision, engine)
    page.texts(row, tuple(text or forms.NOT_STATED for text in texts))


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
            page.number(row, column, value, look="measured")


def _source(page: Page, row: int, item: Evidenced) -> None:
    m = item.measurement
    page.text(row, 17, f"{m.source.filename} {m.source.where} {m.provenance.public_url}".strip())
    page.text(row, 18, m.source.sha256[:12])
    who = (m.provenance.measurer or forms.NOT_STATED, forms.VERIFICATION[m.provenance.verification])
    page.text(row, 19, " · ".join(who))
    page.text(row, 20, verdict(item.findings))


def verdict(findings: Iterable[Finding]) -> str:
    """부적합 or 주의 with the rules that say so, or 이상 없음 with the rules that could be tested."""
    by_level: dict[str, list[str]] = {}
    for finding in findings:
        by_level.setdefault(finding.level, []).append(finding.rule)
    if rejected := by_level.get("reject"):
        return "부적합: " + ", ".join(rejected)
    if warned := by_level.get("warn"):
        return "주의: " + ", ".join(warned)
    passed = ", ".join(by_level.get("pass", ())) or "없음"
    return f"이상 없음 (검사한 규칙: {passed})"
