"""The steps that cannot be taken back: they show what will be frozen and ask once."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from procurement.permissions import may_run_tender
from procurement.selectors.drafting import requirements_in, written_in
from procurement.selectors.tenders import digest_of, files_of
from procurement.services.record import Unusable
from procurement.services.tenders import cancel, publish
from procurement.web.asking import SignedIn, actor_of, must, now, own_tender
from procurement.web.build_criteria import row_of
from procurement.web.build_rules import answers_in
from procurement.web.building import parts_of
from procurement.web.forms import Refused, sent, shown
from procurement.workflow import Stage, check_move


class Publication(forms.Form):
    """The officer has seen these files, no others."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    sure = forms.BooleanField(label=gettext_lazy("위의 파일을 확인했습니다. 공고 뒤에는 바꿀 수 없습니다."))


class Cancellation(forms.Form):
    """Why a tender ends without a decision."""

    reason = forms.CharField(
        label=gettext_lazy("취소 사유"),
        help_text=gettext_lazy("감사기록에 남습니다."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def publish_tender(request: SignedIn, number: int) -> HttpResponse:
    """Show what will be frozen, then freeze it."""
    tender = own_tender(request, number)
    must(may_run_tender(request.user.roles(), same_agency=True))
    check_move(Stage(tender.stage), to=Stage.PUBLISHED)
    digest = digest_of(files_of(tender))
    form = sent(Publication, request, digest=digest)
    if request.method == "POST" and form.is_valid():
        with Refused(form):
            _check_seen(form.cleaned_data["digest"], digest)
            publish(tender, by=actor_of(request), at=now())
            messages.success(request, gettext("공고했습니다. 파일이 동결되었습니다."))
            return redirect("tender_page", tender.pk)
    context = {
        "tender": tender,
        "files": tender.files.defer("content"),
        "digest": digest,
        "notice": written_in(tender).values,
        "rows": [row_of(one) for one in written_in(tender).tables("criteria")],
        "gates": requirements_in(tender, viewer=request.user),
        "answers": answers_in(tender),
        "left": [part for part in parts_of(tender) if part.lines],
    }
    return shown(request, "tenders/publish.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel_tender(request: SignedIn, number: int) -> HttpResponse:
    """End a tender with a reason."""
    tender = own_tender(request, number)
    must(may_run_tender(request.user.roles(), same_agency=True))
    check_move(Stage(tender.stage), to=Stage.CANCELLED)
    form = sent(Cancellation, request)
    if request.method == "POST" and form.is_valid():
        with Refused(form):
            cancel(tender, reason=form.cleaned_data["reason"], by=actor_of(request), at=now())
            messages.success(request, gettext("사업을 취소했습니다."))
            return redirect("tender_page", tender.pk)
    return shown(request, "tenders/cancel.html", form, tender=tender)


def _check_seen(seen: str, digest: str) -> None:
    if seen != digest:
        raise Unusable(gettext("그사이 파일이 바뀌었습니다. 화면을 새로 열어 다시 확인하세요."))
