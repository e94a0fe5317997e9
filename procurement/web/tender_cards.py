"""평가 현황: who has declared and handed in; the marks themselves only after the technical close."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from procurement.permissions import may_chair
from procurement.selectors.ballots import cards_of
from procurement.selectors.cards import OPEN_TO_MEMBERS
from procurement.services.panel import reopen_card
from procurement.web.asking import SignedIn, actor_of, must, now, own_tender
from procurement.web.forms import Refused, sent, shown
from procurement.workflow import NotYet, Stage, check_stage

CLOSED = tuple(stage for stage in OPEN_TO_MEMBERS if stage != Stage.EVALUATING)


class GivenBack(forms.Form):
    """Why a card that is in is opened again."""

    reason = forms.CharField(
        label=gettext_lazy("다시 여는 사유"),
        help_text=gettext_lazy("위원과 감사자가 보고, 감사기록에 남습니다."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
    )


@require_safe
def tender_cards(request: SignedIn, number: int) -> HttpResponse:
    """The state of every card; before the close no mark of anybody is read (C.2-7)."""
    tender = own_tender(request, number)
    closed = Stage(tender.stage) in CLOSED
    seats = tender.seats.select_related("user").prefetch_related("declarations__bid", "reopenings__by")
    context = {
        "tender": tender,
        "seats": seats,
        "bids": tender.bids.count(),
        "closed": closed,
        "cards": cards_of(tender, seats=tender.seats.all()) if closed else (),
        "may_reopen": tender.stage == Stage.EVALUATING and may_chair(request.user.roles(), same_agency=True),
    }
    return render(request, "cards/panel.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: SignedIn, number: int, place: int) -> HttpResponse:
    """The chair gives a card back, with the reason."""
    tender = own_tender(request, number)
    must(may_chair(request.user.roles(), same_agency=True))
    seat = get_object_or_404(tender.seats.select_related("user"), pk=place)
    check_stage(Stage(tender.stage), needed=Stage.EVALUATING)
    if seat.submitted_at is None:
        raise NotYet(gettext("아직 제출하지 않은 평가표입니다."))
    form = sent(GivenBack, request)
    if request.method == "POST" and form.is_valid():
        with Refused(form):
            reopen_card(seat, reason=form.cleaned_data["reason"], by=actor_of(request), at=now())
            messages.success(request, gettext("%(seat)s의 평가표를 다시 열었습니다.") % {"seat": seat.name})
            return redirect("tender_cards", tender.pk)
    return shown(request, "cards/reopen.html", form, tender=tender, seat=seat)
