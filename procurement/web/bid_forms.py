"""입찰 양식 올리기: a bidder's filled form, shown cell by cell before it is entered."""

from __future__ import annotations

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from procurement.casefile.collecting.own_ballot import FormRefused
from procurement.models import Tender
from procurement.permissions import may_run_tender
from procurement.selectors.bid_forms import ReadBid, read_form
from procurement.services.bids import enter_bid
from procurement.services.record import Unusable
from procurement.web.asking import SignedIn, actor_of, must, now, own_tender, said, tongue
from procurement.web.forms import sent
from procurement.web.uploads import FilesField, ManyFiles, name_of
from procurement.workflow import Stage, check_stage


class FilledBid(forms.Form):
    """The filled form and the result files that it names; `seen` is what was shown before it is entered."""

    form = forms.FileField(
        label=gettext_lazy("채운 제안서식 (엑셀)"),
        help_text=gettext_lazy(
            "문서 화면에서 받은 가격 없는 제안서식을 업체가 채운 것. 이 파일도 증빙으로 보관합니다."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
    evidence = FilesField(
        label=gettext_lazy("측정 결과 파일"),
        help_text=gettext_lazy("제안서식의 측정 근거 시트에 적은 파일 모두. 이름이 같아야 합니다."),
        widget=ManyFiles(),
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


@require_http_methods(["GET", "HEAD", "POST"])
def upload_bid(request: SignedIn, number: int) -> HttpResponse:
    """Read the form and show it; enter it once the very same was shown."""
    tender = own_tender(request, number)
    must(may_run_tender(request.user.roles(), same_agency=True))
    check_stage(Stage(tender.stage), needed=Stage.PUBLISHED)
    form = sent(FilledBid, request)
    if request.method != "POST" or not form.is_valid():
        return _page(request, tender, form)
    try:
        read = _read(tender, form)
        if form.cleaned_data["seen"] != read.digest:
            return _page(request, tender, form, read=read)
        made = enter_bid(tender, content=read.content, evidence=read.files, by=actor_of(request), at=now())
    except FormRefused as refusal:
        return _page(request, tender, form, refused=tuple(tongue(str(one)) for one in refusal.refusals))
    except Unusable as refusal:
        return _page(request, tender, form, refused=(said(refusal),))
    messages.success(request, gettext("입찰을 받았습니다: %(bid)s") % {"bid": made})
    if _by_script(request):
        return HttpResponseClientRedirect(reverse("bid", args=[tender.pk, made.key]))
    return redirect("bid", tender.pk, made.key)


def _read(tender: Tender, form: FilledBid) -> ReadBid:
    given = form.cleaned_data
    evidence = {name_of(one): bytes(one.read()) for one in given["evidence"] or [] if one}
    return read_form(tender, data=given["form"].read(), filename=name_of(given["form"]), evidence=evidence)


def _page(
    request: SignedIn, tender: Tender, form: FilledBid, *, read: ReadBid | None = None, refused: tuple[str, ...] = ()
) -> HttpResponse:
    """The page; the script takes what was read out of it and leaves the chosen files where they are."""
    wrong = bool(refused) or (form.is_bound and not form.is_valid())
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong and not _by_script(request) else HTTPStatus.OK
    context = {"tender": tender, "form": form, "read": read, "refused": refused}
    return render(request, "tenders/bid_form.html", context, status=status)


def _by_script(request: SignedIn) -> bool:
    return request.headers.get("HX-Request") == "true"
