"""가격 개봉: one officer enters what the envelopes hold, another compares and confirms."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from procurement.casefile.envelopes import Envelope, UnreadablePrices, won
from procurement.models import Bid, Opening, Tender
from procurement.permissions import may_run_tender
from procurement.selectors.openings import asks_server_price, envelopes_to_open
from procurement.services.prices import confirm_opening, open_envelopes, turn_down_opening
from procurement.web.asking import SignedIn, actor_of, must, now, own_tender, said
from procurement.web.forms import Refused, sent, shown
from procurement.web.panel import Sure
from procurement.workflow import OPENED, NotYet, Stage, check_stage

_DIGITS = {"inputmode": "numeric", "autocomplete": "off"}


class Envelopes(forms.Form):
    """What each envelope holds; commas are allowed."""

    def __init__(self, *given: object, bids: tuple[Bid, ...], servers: bool) -> None:
        super().__init__(*given)  # type: ignore[arg-type]  # what Django's form takes
        self.bids = bids
        for index, bid in enumerate(bids):
            self.fields[f"won{index}"] = forms.CharField(
                label=gettext("%(bid)s 입찰가격(원)") % {"bid": bid},
                widget=forms.TextInput(attrs=_DIGITS),
                max_length=30,
            )
            if servers:
                self.fields[f"server{index}"] = forms.CharField(
                    label=gettext("%(bid)s 서버 1대 값(원)") % {"bid": bid},
                    help_text=gettext("장비 구성 검토에 씁니다."),
                    widget=forms.TextInput(attrs=_DIGITS),
                    max_length=30,
                )

    def clean(self) -> dict[str, object]:
        """Every amount in whole won."""
        found = dict(self.cleaned_data)
        for name, text in list(self.cleaned_data.items()):
            try:
                found[name] = won(text, where=str(self.fields[name].label)) if text else None
            except UnreadablePrices as refusal:
                self.add_error(name, said(refusal))
        return found

    @property
    def envelopes(self) -> dict[str, Envelope]:
        """What was entered, by bid."""
        found = self.cleaned_data
        return {bid.key: Envelope(found[f"won{i}"], found.get(f"server{i}")) for i, bid in enumerate(self.bids)}


class TurnedDown(forms.Form):
    """Why what was entered is wrong."""

    reason = forms.CharField(
        label=gettext_lazy("돌려보내는 사유"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )


@require_http_methods(["GET", "HEAD", "POST"])
def opening_page(request: SignedIn, number: int) -> HttpResponse:
    """The opening as far as it has come: to enter, to confirm, or done."""
    tender = own_tender(request, number)
    if Stage(tender.stage) in OPENED:
        return _done(request, tender)
    check_stage(Stage(tender.stage), needed=Stage.TECHNICAL_CLOSED)
    opening = Opening.objects.filter(tender=tender).select_related("first").first()
    if opening is not None:
        return _confirm(request, tender, opening)
    return _enter(request, tender)


@require_http_methods(["GET", "HEAD", "POST"])
def turn_down(request: SignedIn, number: int) -> HttpResponse:
    """Send what was entered back, with a reason."""
    tender = own_tender(request, number)
    must(may_run_tender(request.user.roles(), same_agency=True))
    check_stage(Stage(tender.stage), needed=Stage.TECHNICAL_CLOSED)
    if not Opening.objects.filter(tender=tender).exists():
        raise NotYet(gettext("아직 아무도 개봉하지 않았습니다."))
    form = sent(TurnedDown, request)
    if request.method == "POST" and form.is_valid():
        with Refused(form):
            turn_down_opening(tender, reason=form.cleaned_data["reason"], by=actor_of(request), at=now())
            messages.success(request, gettext("적은 금액을 돌려보냈습니다. 다시 개봉해 적으세요."))
            return redirect("opening", tender.pk)
    return shown(request, "tenders/turn_down.html", form, tender=tender)


def _enter(request: SignedIn, tender: Tender) -> HttpResponse:
    runs, bids = may_run_tender(request.user.roles(), same_agency=True), envelopes_to_open(tender)
    if request.method == "POST":
        must(runs)
    given = (request.POST,) if request.method == "POST" else ()
    form = Envelopes(*given, bids=bids, servers=asks_server_price(tender))
    if request.method == "POST" and form.is_valid():
        with Refused(form):
            open_envelopes(tender, prices=form.envelopes, by=actor_of(request), at=now())
            messages.success(request, gettext("금액을 적었습니다. 다른 계약담당자가 확인해야 합니다."))
            return redirect("opening", tender.pk)
    left = tender.bids.exclude(pk__in=[bid.pk for bid in bids]).defer("content")
    return shown(request, "tenders/opening_enter.html", form, tender=tender, closed=left, runs=runs)


def _confirm(request: SignedIn, tender: Tender, opening: Opening) -> HttpResponse:
    runs = may_run_tender(request.user.roles(), same_agency=True)
    if request.method == "POST":
        must(runs)
    form = sent(Sure, request)
    if request.method == "POST" and form.is_valid():
        with Refused(form):
            confirm_opening(tender, by=actor_of(request), at=now())
            messages.success(request, gettext("두 사람이 가격을 개봉했습니다."))
            return redirect("result", tender.pk)
    context = {"opening": opening, "prices": opening.prices.select_related("bid"), "runs": runs}
    mine = opening.first_id == request.user.pk
    return shown(request, "tenders/opening_confirm.html", form, tender=tender, mine=mine, **context)


def _done(request: SignedIn, tender: Tender) -> HttpResponse:
    if request.method == "POST":
        raise NotYet(gettext("이미 두 사람이 개봉했습니다."))
    opening = Opening.objects.select_related("first", "second").get(tender=tender)
    closed = tender.bids.filter(price=None).defer("content")
    context = {"opening": opening, "prices": opening.prices.select_related("bid"), "closed": closed}
    return shown(request, "tenders/opening_done.html", Sure(), tender=tender, **context)
