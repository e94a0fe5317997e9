"""위원: who sits where, the beginning of the evaluation and its close."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from procurement.models import Tender, User
from procurement.permissions import may_run_tender
from procurement.selectors.panels import evaluators, seats_of_notice
from procurement.services.panel import begin_evaluation, close_technical, seat_member
from procurement.web.asking import SignedIn, actor_of, must, now, own_tender
from procurement.web.forms import Refused, sent, shown
from procurement.workflow import Stage, check_move, check_stage


class Sure(forms.Form):
    """A step that cannot be taken back."""

    sure = forms.BooleanField(label=gettext_lazy("확인했습니다. 되돌릴 수 없음을 압니다."))


class Seating(forms.Form):
    """A person for every seat of the notice."""

    def __init__(self, *given: object, seats: dict[str, User | None], people: list[User]) -> None:
        super().__init__(*given)  # type: ignore[arg-type]  # what Django's form takes
        choices = [("", gettext_lazy("정하지 않음")), *((str(one.pk), _told(one)) for one in people)]
        for index, (name, user) in enumerate(seats.items()):
            self.fields[f"seat{index}"] = forms.ChoiceField(
                label=name, choices=choices, required=False, initial=str(user.pk) if user else ""
            )


def _told(user: User) -> str:
    return f"{user} ({user.organisation})"


@require_http_methods(["GET", "HEAD", "POST"])
def panel_page(request: SignedIn, number: int) -> HttpResponse:
    """Who sits where; an officer gives the seats while nobody has declared."""
    tender = own_tender(request, number)
    seats, people = seats_of_notice(tender), list(evaluators())
    runs = may_run_tender(request.user.roles(), same_agency=True)
    given = (request.POST,) if request.method == "POST" else ()
    form = Seating(*given, seats=seats, people=people)
    if request.method == "POST":
        must(runs)
        check_stage(Stage(tender.stage), needed=Stage.PUBLISHED)
        if form.is_valid():
            with Refused(form):
                _seat(request, tender, form, seats, {str(one.pk): one for one in people})
                messages.success(request, gettext("위원을 정했습니다."))
                return redirect("panel", tender.pk)
    may_seat = runs and tender.stage == Stage.PUBLISHED
    return shown(request, "tenders/panel.html", form, tender=tender, seats=seats, may_seat=may_seat)


def _seat(
    request: SignedIn, tender: Tender, form: Seating, seats: dict[str, User | None], people: dict[str, User]
) -> None:
    for index, (name, before) in enumerate(seats.items()):
        user = people.get(form.cleaned_data[f"seat{index}"])
        if user is not None and user != before:
            seat_member(tender, name=name, user=user, by=actor_of(request), at=now())


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: SignedIn, number: int) -> HttpResponse:
    """Close the bids and let the panel begin."""
    tender = own_tender(request, number)
    must(may_run_tender(request.user.roles(), same_agency=True))
    check_move(Stage(tender.stage), to=Stage.EVALUATING)
    form = sent(Sure, request)
    if request.method == "POST" and form.is_valid():
        with Refused(form):
            begin_evaluation(tender, by=actor_of(request), at=now())
            messages.success(request, gettext("접수를 마치고 기술평가를 시작했습니다."))
            return redirect("tender_page", tender.pk)
    bids = tender.bids.defer("content")
    return shown(request, "tenders/begin.html", form, tender=tender, bids=bids, seats=seats_of_notice(tender))


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: SignedIn, number: int) -> HttpResponse:
    """Close the technical evaluation: cards are frozen."""
    tender = own_tender(request, number)
    must(may_run_tender(request.user.roles(), same_agency=True))
    check_move(Stage(tender.stage), to=Stage.TECHNICAL_CLOSED)
    form = sent(Sure, request)
    if request.method == "POST" and form.is_valid():
        with Refused(form):
            close_technical(tender, by=actor_of(request), at=now())
            messages.success(request, gettext("기술평가를 마감했습니다. 평가표가 동결되었습니다."))
            return redirect("result", tender.pk)
    seats = tender.seats.select_related("user")
    return shown(request, "tenders/close.html", form, tender=tender, seats=seats)
