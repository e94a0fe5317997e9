"""검수 출처: where the figures of either side come from, with the SHA-256 of every file and what the checks found."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.findings import Finding
from benchmarks.measurement import Measurement
from procurement.exports.acceptance import Handover
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page
from procurement.exports.xlsx.evidence import verdict

SHEET = "검수 출처"
_HEADER_ROW = 3
_HEADER = (
    "번호", "구분", "가속기", "사용 수", "파일·위치", "sha256", "측정 도구", "소프트웨어", "측정자", "측정일시",
    "검증 상태", "응답 수", "검사 결과",
)  # fmt: skip
_WIDTHS = (6, 8, 16, 8, 32, 36, 16, 18, 16, 16, 12, 9, 34)


def write_acceptance_sources(book: Book, *, handover: Handover) -> None:
    """Write the sheet: for each condition the bid's source, then the delivery's where there is one."""
    page = book.page(SHEET, widths=_WIDTHS, header_row=_HEADER_ROW)
    page.text(1, 1, SHEET, look="title")
    page.texts(_HEADER_ROW, _HEADER, look="header")
    findings, row = dict(handover.findings), _HEADER_ROW
    for number, point in enumerate(handover.acceptance.points, 1):
        for side, measurement in (("입찰", point.bid), ("검수", point.delivered)):
            row += 1
            page.number(row, 1, number, look="count")
            page.text(row, 2, side, look="centre")
            if measurement is None:
                page.text(row, 3, "재지 않음")
            else:
                _source(page, row, measurement, findings)


def _source(page: Page, row: int, one: Measurement, findings: Mapping[str, tuple[Finding, ...]]) -> None:
    software = " ".join(filter(None, (one.software.engine, one.software.engine_version, one.software.sdk_version)))
    at = one.provenance.measured_at
    page.text(row, 3, one.system.accelerator or forms.NOT_STATED)
    texts = (
        f"{one.source.filename} {one.source.where}",
        one.source.sha256,
        f"{one.source.tool} {one.source.tool_version}".strip(),
        software or forms.NOT_STATED,
        one.provenance.measurer or forms.NOT_STATED,
        at.isoformat(sep="\n", timespec="seconds") if at else forms.NOT_STATED,
        forms.VERIFICATION[one.provenance.verification],
    )
    page.texts(row, texts, column=5)
    for column, count in ((4, one.system.used), (12, one.counts.ok)):
        if count is None:
            page.text(row, column, forms.NOT_STATED, look="centre")
        else:
            page.number(row, column, count, look="count")
    page.text(row, 13, verdict(findings.get(one.id, ())))
