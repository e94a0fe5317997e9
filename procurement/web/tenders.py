"""사업: the list, a tender's page, and its files."""

from __future__ import annotations

from pathlib import PurePosixPath

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from procurement.models.tender import STAGES
from procurement.permissions import may_run_tender
from procurement.selectors.tenders import digest_of, files_of, tenders_for
from procurement.web.asking import SignedIn, own_tender
from procurement.web.building import parts_of
from procurement.web.downloads import kept
from procurement.web.steps import NEXT, steps_of
from procurement.workflow import MOVES, Stage

A_PAGE = 50


class Search(forms.Form):
    """Which tenders to list."""

    words = forms.CharField(label=gettext_lazy("공고명 또는 공고번호"), required=False, max_length=100)
    stage = forms.ChoiceField(label=gettext_lazy("단계"), required=False)

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]  # what Django's form takes
        stages = [(stage.value, gettext_lazy(name)) for stage, name in STAGES.items()]
        self.fields["stage"] = forms.ChoiceField(
            label=gettext_lazy("단계"), required=False, choices=[("", gettext_lazy("모두")), *stages]
        )


@require_safe
def tender_list(request: SignedIn) -> HttpResponse:
    """The agency's tenders, fifty a page."""
    search = Search(request.GET)
    found = tenders_for(request.user)
    if search.is_valid():
        words, stage = search.cleaned_data["words"], search.cleaned_data["stage"]
        found = found.filter(Q(title__icontains=words) | Q(number__icontains=words))
        found = found.filter(stage=stage) if stage else found
    context = {
        "search": search,
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "filtered": any(request.GET.get(name) for name in search.fields),
        "may_run": may_run_tender(request.user.roles(), same_agency=True),
    }
    return render(request, "tenders/list.html", context)


@require_safe
def tender_page(request: SignedIn, number: int) -> HttpResponse:
    """Where a tender stands, its files and what comes next."""
    tender = own_tender(request, number)
    stage = Stage(tender.stage)
    runs = may_run_tender(request.user.roles(), same_agency=True)
    context = {
        "tender": tender,
        "steps": steps_of(tender),
        "next": NEXT[stage],
        "files": tender.files.defer("content"),
        "digest": tender.notice_digest or digest_of(files_of(tender)),
        "may_run": runs,
        "may_change": runs and stage == Stage.DRAFT,
        "parts": parts_of(tender) if runs and stage == Stage.DRAFT else (),
        "may_cancel": runs and (stage, Stage.CANCELLED) in MOVES,
    }
    return render(request, "tenders/page.html", context)


@require_safe
def tender_file(request: SignedIn, number: int, path: str) -> HttpResponse:
    """A file of the tender to keep; browsers never show it as a page."""
    file = get_object_or_404(own_tender(request, number).files, path=path)
    return kept(bytes(file.content), PurePosixPath(file.path).name)
