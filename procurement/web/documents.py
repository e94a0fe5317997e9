"""문서: what is handed out, made when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from procurement.casefile import REFUSALS, in_words
from procurement.casefile.handouts.brands import BrandNamed
from procurement.exports.hwpx.writing import NoHwpx, NotSound
from procurement.exports.xlsx.english import LANGUAGES
from procurement.models import AuditHead, Tender
from procurement.permissions import may_run_tender
from procurement.selectors.documents import program_and_head
from procurement.selectors.drafting import progress_of
from procurement.selectors.handouts import Paper, asked_for
from procurement.selectors.jobs import workbook_jobs
from procurement.selectors.releases import has_publication
from procurement.services.jobs import ask_workbook
from procurement.services.record import Unusable
from procurement.tasks.thread import carry
from procurement.web.asking import SignedIn, actor_of, must, now, own_tender, tongue
from procurement.web.downloads import kept
from procurement.web.handouts import GROUPS, PAPERS, HandOut
from procurement.workflow import OPENED, NotYet, Stage

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "hwpx": "application/hwp+zip",
    "json": "application/json",
    "zip": "application/zip",
    "txt": "text/plain; charset=utf-8",
}
SHOWN = 5
READS_NOTHING = {"folder_file"}
"""Papers that are there even where the folder cannot be read."""


@dataclass(frozen=True, slots=True)
class Row:
    """A paper and why it is not made now; "" = it is."""

    paper: HandOut
    lacking: str


@require_safe
def documents_page(request: SignedIn, number: int) -> HttpResponse:
    """Which papers there are, from when, and which can be had now."""
    tender = own_tender(request, number)
    fault = fault_of(tender)
    groups = [(group, [Row(paper, lacking(paper, tender, fault)) for paper in group.papers]) for group in GROUPS]
    context = {
        "tender": tender,
        "groups": groups,
        "fault": fault,
        "head": AuditHead.objects.get(),
        "may_ask": Stage(tender.stage) in OPENED and may_run_tender(request.user.roles(), same_agency=True),
        "jobs": workbook_jobs(tender)[:SHOWN],
    }
    return render(request, "tenders/documents.html", context)


@require_POST
def document_job(request: SignedIn, number: int, language: str) -> HttpResponse:
    """Have the workbook made by a job, for evaluations that take long."""
    tender = own_tender(request, number)
    must(may_run_tender(request.user.roles(), same_agency=True))
    if language not in LANGUAGES:
        raise Http404
    try:
        job = ask_workbook(tender, language=language, program=program_and_head(), by=actor_of(request), at=now())
    except Unusable as refusal:
        messages.info(request, tongue(str(refusal)))
        return redirect("documents", tender.pk)
    carry(job.pk)
    return redirect("job", job.pk)


@require_safe
def document(request: SignedIn, number: int, key: str) -> HttpResponse:
    """One paper. What its files lack is told in words, as is a stage too early."""
    made = made_paper(PAPERS[key], own_tender(request, number))
    return kept(made.content, made.filename, kind=KINDS[made.filename.rpartition(".")[2]])


def made_paper(paper: HandOut, tender: Tender) -> Paper:
    """The paper as it is now. Raises NotYet for a stage too early and for what the files lack."""
    if Stage(tender.stage) not in paper.stages:
        raise NotYet(gettext("아직 만들 수 없는 문서입니다. 만드는 때: %(when)s.") % {"when": paper.when})
    try:
        return paper.make(tender)
    except (BrandNamed, NoHwpx, NotSound) as refusal:
        raise NotYet(str(refusal)) from refusal
    except REFUSALS as refusal:
        raise NotYet(in_words(refusal)) from refusal


def addresses() -> list[URLPattern]:
    """An address for each paper."""
    start = "tenders/<int:number>/documents/"
    asked = path(f"{start}workbook/<str:language>/", document_job, name="document_job")
    return [asked, *(path(f"{start}{one.name}", document, {"key": one.key}, name=one.key) for one in PAPERS.values())]


def fault_of(tender: Tender) -> str:
    """What the folder lacks for its papers, in the language of the page; "" = nothing."""
    try:
        if tender.stage == Stage.DRAFT and (left := progress_of(tender).open):
            return "\n".join(map(tongue, left))
        asked_for(tender)
    except BrandNamed as refusal:
        return _told(str(refusal))
    except REFUSALS as refusal:
        return _told(in_words(refusal))
    return ""


def _told(text: str) -> str:
    """Each line in the language of the page: lists that follow a sentence stand in no language."""
    return "\n".join(map(tongue, text.splitlines()))


def lacking(paper: HandOut, tender: Tender, fault: str) -> str:
    """Why the paper cannot be had now; "" = it can."""
    if Stage(tender.stage) not in paper.stages:
        return gettext("만드는 때: %(when)s") % {"when": paper.when}
    if fault and paper.key not in READS_NOTHING:
        return gettext("위에 적은 것을 마치면 만듭니다")
    if paper.key == "release_file" and not has_publication(tender):
        return gettext("publication.toml을 작성 단계에서 넣어야 만듭니다")
    return ""
