"""장비 카탈로그: every value with its source, date and confidence, conflicts marked; proposals and their decision."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benchmarks.catalogue import devices
from procurement.models import Proposal
from procurement.models.exchange import CONFIDENCES
from procurement.permissions import may_edit_catalogue, may_reply
from procurement.selectors.evidence_catalogue import FIELDS, entries_of, history, proposals_for
from procurement.services.evidence_catalogue import Proposed, accept, decline, propose
from procurement.web.asking import SignedIn, actor_of, must, now
from procurement.web.exchange import viewer_of
from procurement.web.exchange_review import Reason
from procurement.web.forms import Refused, sent, shown

MOST_HISTORY = 100
LABELS = {
    "memory_gb": gettext_lazy("메모리 용량"),
    "memory_type": gettext_lazy("메모리 종류"),
    "bandwidth": gettext_lazy("메모리 대역폭"),
    "sram": gettext_lazy("온칩 메모리"),
    "tdp_w": gettext_lazy("정격 소비전력"),
    "form": gettext_lazy("형태"),
    "link": gettext_lazy("연결"),
    "logical_devices": gettext_lazy("논리 장치 수"),
    "availability": gettext_lazy("공급 시기"),
}


class Value(forms.Form):
    """A value with its source."""

    device = forms.CharField(
        label=gettext_lazy("장비"),
        help_text=gettext_lazy("카탈로그의 기호, 예: furiosa-rngd. 새 장비는 새 기호"),
        max_length=120,
    )
    field = forms.ChoiceField(label=gettext_lazy("항목"), choices=[(name, LABELS[name]) for name in FIELDS])
    value = forms.CharField(label=gettext_lazy("값"), max_length=200)
    unit = forms.CharField(label=gettext_lazy("단위"), max_length=20, required=False)
    source_title = forms.CharField(label=gettext_lazy("출처"), max_length=200)
    source_url = forms.URLField(label=gettext_lazy("출처의 주소"), max_length=400, assume_scheme="https")
    source_date = forms.CharField(
        label=gettext_lazy("출처의 날짜"), help_text=gettext_lazy("적힌 그대로"), max_length=20, required=False
    )
    confidence = forms.ChoiceField(
        label=gettext_lazy("신뢰도"),
        choices=[(key, gettext_lazy(words)) for key, words in CONFIDENCES.items()],
    )


@login_not_required
@require_safe
def catalogue_page(request: HttpRequest) -> HttpResponse:
    """Every device that the program or an accepted proposal knows."""
    viewer = viewer_of(request)
    shown_devices = [
        (key, *words, [(LABELS[one.field], one) for one in entries_of(key)]) for key, words in listed_devices().items()
    ]
    context = {
        "devices": shown_devices,
        "history": history()[:MOST_HISTORY],
        "proposals": [] if viewer is None else proposals_for(viewer),
        "may_propose": viewer is not None and may_reply(viewer.roles()),
        "may_decide": viewer is not None and may_edit_catalogue(viewer.roles()),
    }
    return render(request, "exchange/catalogue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def propose_page(request: SignedIn) -> HttpResponse:
    """Propose a value with its source."""
    must(may_reply(request.user.roles()))
    form = sent(Value, request)
    if request.method == "POST" and form.is_valid():
        with Refused(form):
            propose(Proposed(**form.cleaned_data), by=actor_of(request), at=now())
            messages.success(request, gettext("제안했습니다. 관리자가 정합니다."))
            return redirect("catalogue")
    return shown(request, "exchange/propose.html", form)


@require_POST
def accept_page(request: SignedIn, number: int) -> HttpResponse:
    """Put a proposed value into the catalogue."""
    must(may_edit_catalogue(request.user.roles()))
    accept(get_object_or_404(Proposal, pk=number), by=actor_of(request), at=now())
    messages.success(request, gettext("카탈로그에 넣었습니다."))
    return redirect("catalogue")


@require_http_methods(["GET", "HEAD", "POST"])
def decline_page(request: SignedIn, number: int) -> HttpResponse:
    """Leave a proposed value out, with the reason."""
    must(may_edit_catalogue(request.user.roles()))
    proposal, form = get_object_or_404(Proposal, pk=number), sent(Reason, request)
    if request.method == "POST" and form.is_valid():
        with Refused(form):
            decline(proposal, reason=form.cleaned_data["reason"], by=actor_of(request), at=now())
            messages.success(request, gettext("제안을 반려했습니다."))
            return redirect("catalogue")
    return shown(request, "exchange/decline.html", form, proposal=proposal)


def listed_devices() -> dict[str, tuple[str, str, bool | None]]:
    """Name, vendor and whether domestic (None = nobody has said) of every device by its sign."""
    known: dict[str, tuple[str, str, bool | None]] = {one.id: (one.name, one.vendor, one.domestic) for one in devices()}
    added = Proposal.objects.filter(state="accepted").exclude(device__in=known).values_list("device", flat=True)
    return known | {name: (name, "", None) for name in sorted(set(added))}
