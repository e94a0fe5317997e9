"""문서: what is handed out, made when it is asked for."""

from __future__ import annotations

from typing import Literal

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from procurement.models import Tender
from procurement.selectors.documents import case_folder, hancom_report, workbook
from procurement.web.asking import SignedIn, own_tender
from procurement.web.downloads import kept
from procurement.web.opening import AFTER
from procurement.workflow import NotYet, Stage

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def documents_page(request: SignedIn, number: int) -> HttpResponse:
    """Which documents there are at this stage."""
    tender = own_tender(request, number)
    return render(request, "tenders/documents.html", {"tender": tender, "priced": Stage(tender.stage) in AFTER})


@require_safe
def folder_file(request: SignedIn, number: int) -> HttpResponse:
    """The case folder as a ZIP."""
    tender = own_tender(request, number)
    return kept(case_folder(tender), f"{tender.number}.zip", kind="application/zip")


@require_safe
def workbook_file(request: SignedIn, number: int) -> HttpResponse:
    """The evaluation's workbook in the language of the page."""
    tender = _opened(request, number)
    language: Literal["ko", "en"] = "en" if (get_language() or "").startswith("en") else "ko"
    return kept(workbook(tender, language=language), f"{tender.number}-{language}.xlsx", kind=XLSX)


@require_safe
def report_file(request: SignedIn, number: int) -> HttpResponse:
    """The report for Hancom Office."""
    tender = _opened(request, number)
    return kept(hancom_report(tender), f"{tender.number}.hwpx", kind="application/hwp+zip")


def _opened(request: SignedIn, number: int) -> Tender:
    tender = own_tender(request, number)
    if Stage(tender.stage) not in AFTER:
        raise NotYet(f"가격을 개봉한 뒤에 만듭니다. 지금은 {tender.stage} / after the prices are opened")
    return tender
