"""자료 요청: results that a buyer asks for, and suppliers' answers."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from procurement.models import DataRequest, Release
from procurement.permissions import Kind, may_ask, may_reply
from procurement.selectors.evidence import releases_for
from procurement.selectors.evidence_exchange import replies_for, requests_for
from procurement.services.evidence_requests import Wanted, ask, refuse, reply
from procurement.verification import NOT_STANDING
from procurement.web.asking import SignedIn, actor_of, must, now
from procurement.web.exchange import A_PAGE
from procurement.web.exchange_review import Reason
from procurement.web.forms import Refused, sent, shown


class Asked(forms.Form):
    """What is asked for; empty = any."""

    model = forms.CharField(label=gettext_lazy("모델"), max_length=160)
    precision = forms.CharField(label=gettext_lazy("정밀도"), max_length=40, required=False)
    isl = forms.IntegerField(label=gettext_lazy("입력 길이"), min_value=1, required=False)
    osl = forms.IntegerField(label=gettext_lazy("출력 길이"), min_value=1, required=False)
    concurrency = forms.IntegerField(label=gettext_lazy("동시 요청"), min_value=1, required=False)
    service_level = forms.CharField(
        label=gettext_lazy("서비스 수준"),
        help_text=gettext_lazy("예: TTFT P90 2초 이하"),
        max_length=200,
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("설명"),
        help_text=gettext_lazy("모든 공급사가 봅니다. 사업의 이름이나 예산은 적지 마세요."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )


class Answered(forms.Form):
    """An own release as the answer."""

    release = forms.ModelChoiceField(
        Release.objects.none(),
        label=gettext_lazy("답으로 내는 자료"),
        help_text=gettext_lazy("제출했고 요청한 기관에 보이는 자료. 보이지 않으면 먼저 공개 범위를 바꾸세요."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def request_list(request: SignedIn) -> HttpResponse:
    """The requests that concern the person, and asking for more."""
    user, organisation = request.user, request.user.organisation
    asks = organisation is not None and may_ask(user.roles(), kind=Kind(organisation.kind))
    must(asks or may_reply(user.roles()))
    form = sent(Asked, request)
    if request.method == "POST" and form.is_valid():
        with Refused(form):
            made = ask(Wanted(**form.cleaned_data), by=actor_of(request), at=now())
            messages.success(request, gettext("요청했습니다. 공급사들이 봅니다."))
            return redirect("data_request", made.pk)
    page = Paginator(requests_for(user).prefetch_related("replies"), A_PAGE).get_page(request.GET.get("page"))
    return shown(request, "exchange/requests.html", form, page=page, asks=asks)


@require_safe
def request_page(request: SignedIn, number: int) -> HttpResponse:
    """A request with the answers that concern the person."""
    asked = seen_request(request, number)
    replies = replies_for(request.user).filter(request=asked)
    answers = may_reply(request.user.roles()) and asked.organisation_id != request.user.organisation_id
    return shown(request, "exchange/request.html", forms.Form(), asked=asked, replies=replies, answers=answers)


@require_http_methods(["GET", "HEAD", "POST"])
def reply_page(request: SignedIn, number: int) -> HttpResponse:
    """Answer with an own release."""
    asked = seen_request(request, number)
    must(may_reply(request.user.roles()))
    form = sent(Answered, request)
    own = releases_for(request.user).filter(owner=request.user.organisation_id).exclude(state__in=NOT_STANDING)
    form.fields["release"].queryset = own  # type: ignore[attr-defined]  # a ModelChoiceField
    if request.method == "POST" and form.is_valid():
        with Refused(form):
            reply(asked, release=form.cleaned_data["release"], by=actor_of(request), at=now())
            messages.success(request, gettext("답했습니다."))
            return redirect("data_request", asked.pk)
    return shown(request, "exchange/reply.html", form, asked=asked)


@require_http_methods(["GET", "HEAD", "POST"])
def refuse_page(request: SignedIn, number: int) -> HttpResponse:
    """Answer that no results will be given, and why."""
    asked = seen_request(request, number)
    must(may_reply(request.user.roles()))
    form = sent(Reason, request)
    if request.method == "POST" and form.is_valid():
        with Refused(form):
            refuse(asked, reason=form.cleaned_data["reason"], by=actor_of(request), at=now())
            messages.success(request, gettext("답했습니다."))
            return redirect("data_request", asked.pk)
    return shown(request, "exchange/refuse.html", form, asked=asked)


def seen_request(request: SignedIn, number: int) -> DataRequest:
    """The request, or 404 where it does not concern the person."""
    return get_object_or_404(requests_for(request.user), pk=number)
