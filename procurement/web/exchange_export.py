"""Results taken away: what was picked, or what a filter finds, as K-Perf workbook and as JSON."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from procurement.exports.xlsx.kperf_results import Results
from procurement.models import Measured
from procurement.resultfiles.handing import NotOneSweep
from procurement.selectors.evidence import measurements_for
from procurement.selectors.evidence_export import MOST, json_of, results_of, sweep_of, workbook_of
from procurement.selectors.evidence_list import listed
from procurement.services.evidence_sharing import look
from procurement.web.asking import actor_of, now, tongue
from procurement.web.documents import KINDS
from procurement.web.downloads import kept
from procurement.web.exchange import Search, viewer_of


@login_not_required
@require_safe
def result_workbook(request: HttpRequest) -> HttpResponse:
    """The K-Perf workbook."""
    return _handed(request, workbook_of, "k-perf.xlsx")


@login_not_required
@require_safe
def result_json(request: HttpRequest) -> HttpResponse:
    """Every digit, finding and grade."""
    return _handed(request, json_of, "results.json")


@login_not_required
@require_safe
def result_sweep(request: HttpRequest) -> HttpResponse:
    """One sweep as kperf_result.json."""
    return _handed(request, sweep_of, "kperf_result.json")


def _handed(request: HttpRequest, make: Callable[[Results], bytes], name: str) -> HttpResponse:
    rows = _asked(request)
    if not 0 < len(rows) <= MOST:
        why = gettext("내려받을 결과가 %(count)d건입니다. 1건에서 %(most)d건까지 고르거나 조건을 좁히세요.")
        return _refused(request, why % {"count": len(rows), "most": MOST})
    try:
        content = make(results_of(rows, viewer=viewer_of(request)))
    except NotOneSweep as refusal:
        return _refused(request, tongue(str(refusal)))
    if viewer_of(request) is not None:
        look({row.release for row in rows}, what="downloaded", by=actor_of(request), at=now())
    return kept(content, name, kind=KINDS[name.rpartition(".")[2]])


def _asked(request: HttpRequest) -> list[Measured]:
    """What was picked, else what the filter finds, one more than may be taken at most; only what one may see."""
    viewer = viewer_of(request)
    picked = [int(one) for one in request.GET.getlist("pick") if one.isascii() and one.isdigit()]
    if picked:
        found = measurements_for(viewer).filter(pk__in=picked[: MOST + 1])
    else:
        found = listed(viewer, wanted=Search(request.GET).wanted())
    return list(found.select_related("file__release__owner").prefetch_related("findings")[: MOST + 1])


def _refused(request: HttpRequest, why: str) -> HttpResponse:
    return render(request, "exchange/compare.html", {"refused": why}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
