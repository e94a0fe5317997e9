"""A new tender and the files of a draft."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from procurement.demo import EXAMPLE, NUMBER
from procurement.models import Organisation, User
from procurement.permissions import may_run_tender
from procurement.selectors.tenders import tenders_for
from procurement.services.record import NotAllowed
from procurement.services.tenders import put_file, start_tender
from procurement.web.asking import SignedIn, actor_of, must, now, own_tender
from procurement.web.forms import Refused, sent, shown
from procurement.web.uploads import FilesField, ManyFiles, content_of, name_of
from procurement.workflow import Stage, check_stage

EXAMPLE_FILES = ("tender.toml", "README.md")
ACCEPTED = ".toml,.csv,.md"


class NewTender(forms.Form):
    """The files of a case folder."""

    folder = FilesField(
        label=gettext_lazy("사업 폴더의 파일"),
        help_text=gettext_lazy("tender.toml을 꼭 넣고, 함께 쓰는 .toml, .csv, .md 파일을 한꺼번에 고르세요."),
        widget=ManyFiles(attrs={"accept": ACCEPTED}),
    )


class OneFile(forms.Form):
    """A file of the draft: a new one, or one that takes the place of another."""

    file = forms.FileField(
        label=gettext_lazy("파일"),
        help_text=gettext_lazy(".toml, .csv, .md 파일, 1,000,000바이트까지."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    path = forms.CharField(
        label=gettext_lazy("놓일 자리"),
        help_text=gettext_lazy("비워 두면 파일 이름 그대로입니다. 폴더는 한 단계까지 됩니다."),
        required=False,
        max_length=120,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_tender(request: SignedIn) -> HttpResponse:
    """Begin a tender from the files of a case folder, or from the example."""
    agency, form = own_agency(request.user), sent(NewTender, request)
    if request.method == "POST" and form.is_valid():
        files = {name_of(file): content_of(file) for file in form.cleaned_data["folder"]}
        with Refused(form):
            made = start_tender(files, agency=agency, by=actor_of(request), at=now())
            messages.success(request, gettext("사업을 시작했습니다."))
            return redirect("tender_page", made.pk)
    return shown(request, "tenders/new.html", form, example=_example_is_free(request))


@require_POST
def example_tender(request: SignedIn) -> HttpResponse:
    """Begin the example tender, once an agency."""
    agency, form = own_agency(request.user), NewTender({})
    files = {name: (EXAMPLE / name).read_bytes() for name in EXAMPLE_FILES}
    with Refused(form):
        made = start_tender(files, agency=agency, by=actor_of(request), at=now())
        messages.success(request, gettext("예제 사업을 시작했습니다."))
        return redirect("tender_page", made.pk)
    return shown(request, "tenders/new.html", form, example=False)


@require_http_methods(["GET", "HEAD", "POST"])
def put_tender_file(request: SignedIn, number: int) -> HttpResponse:
    """Put or replace a file of a draft."""
    tender = own_tender(request, number)
    must(may_run_tender(request.user.roles(), same_agency=True))
    check_stage(Stage(tender.stage), needed=Stage.DRAFT)
    form = sent(OneFile, request, path=request.GET.get("path", ""))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        path = form.cleaned_data["path"] or name_of(file)
        with Refused(form):
            put_file(tender, path=path, content=content_of(file), by=actor_of(request), at=now())
            messages.success(request, gettext("파일을 넣었습니다: %(path)s") % {"path": path})
            return redirect("tender_page", tender.pk)
    return shown(request, "tenders/file.html", form, tender=tender)


def own_agency(user: User) -> Organisation:
    """The agency for which the person begins tenders. Raises NotAllowed."""
    agency = user.organisation
    if agency is None or not may_run_tender(user.roles(), same_agency=True):
        raise NotAllowed(gettext("사업은 수요기관의 계약담당자가 시작합니다."))
    return agency


def _example_is_free(request: SignedIn) -> bool:
    return not tenders_for(request.user).filter(number=NUMBER).exists()
