"""평가표: a member's own card, what is declared of each bid, the bids' files, and handing the card in."""

from __future__ import annotations

from pathlib import PurePosixPath

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from procurement.selectors.ballots import Ballot, Card, content_of
from procurement.services.cards import submit_card
from procurement.services.panel import declare
from procurement.services.record import NotAllowed, Unusable
from procurement.web.asking import SignedIn, actor_of, now
from procurement.web.ballots import is_open, lacking, open_ballot, own_card, tally
from procurement.web.downloads import kept
from procurement.web.forms import Refused, sent, shown
from procurement.workflow import Stage, check_stage

NONE, INTEREST = "none", "interest"
LONGEST_INTEREST = 1000


class Declarations(forms.Form):
    """For each bid: no interest, or which; bids may be left for later."""

    def __init__(self, *given: object, ballots: tuple[Ballot, ...]) -> None:
        super().__init__(*given)  # type: ignore[arg-type]  # what Django's form takes
        self.ballots = ballots
        choices = [
            ("", gettext("아직 정하지 않음")),
            (NONE, gettext("이해관계가 없음을 서약합니다")),
            (INTEREST, gettext("이해관계가 있습니다")),
        ]
        for one in ballots:
            self.fields[f"choice{one.number}"] = forms.ChoiceField(label=one.shown, choices=choices, required=False)
            self.fields[f"interest{one.number}"] = forms.CharField(
                label=gettext("%(bid)s: 이해관계의 내용") % {"bid": one.shown},
                help_text=gettext("이해관계가 있을 때만 적습니다."),
                widget=forms.Textarea(attrs={"rows": 2}),
                max_length=LONGEST_INTEREST,
                required=False,
            )
        self.fields["sure"] = forms.BooleanField(
            label=gettext("위의 서약을 확인했습니다. 서약은 되돌릴 수 없음을 압니다.")
        )

    def clean(self) -> dict[str, object]:
        """An interest comes with its words, and words only with an interest."""
        found = dict(self.cleaned_data)
        for one in self.ballots:
            choice, words = found.get(f"choice{one.number}"), found.get(f"interest{one.number}")
            if choice == INTEREST and not words:
                self.add_error(f"interest{one.number}", gettext("어떤 이해관계인지 적으세요."))
            if words and choice != INTEREST:
                self.add_error(f"choice{one.number}", gettext("이해관계를 적었으면 있음을 고르세요."))
        if not any(found.get(f"choice{one.number}") for one in self.ballots):
            self.add_error(None, gettext("적어도 한 입찰에 서약하세요."))
        return found

    @property
    def declared(self) -> dict[str, str]:
        """The interest by the bid's key, "" for none; bids left for later are not there."""
        chosen = [one for one in self.ballots if self.cleaned_data[f"choice{one.number}"]]
        return {one.key: self.cleaned_data[f"interest{one.number}"] for one in chosen}


class HandingIn(forms.Form):
    """The card as it stands is final."""

    sure = forms.BooleanField(label=gettext_lazy("점수와 사유를 확인했습니다. 제출하면 바꿀 수 없음을 압니다."))


@require_safe
def card_page(request: SignedIn, number: int) -> HttpResponse:
    """How far the card has come and what is next; once it is in, all that it says."""
    card = own_card(request, number)
    context = {
        "card": card,
        "open": is_open(card),
        "tallies": [(ballot, tally(ballot)) for ballot in card.ballots],
        "lacking": lacking(card),
    }
    return render(request, "cards/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def declare_page(request: SignedIn, number: int) -> HttpResponse:
    """Declare of each bid, before anything of it is seen."""
    card = own_card(request, number)
    check_stage(Stage(card.seat.tender.stage), needed=Stage.EVALUATING)
    if not card.undeclared:
        return redirect("card", card.seat.pk)
    form = Declarations(*((request.POST,) if request.method == "POST" else ()), ballots=card.undeclared)
    if request.method == "POST" and form.is_valid():
        with Refused(form):
            _declare(request, card, form.declared)
            messages.success(request, gettext("서약했습니다."))
            return redirect("card", card.seat.pk)
    return shown(request, "cards/declare.html", form, card=card)


def _declare(request: SignedIn, card: Card, declared: dict[str, str]) -> None:
    """All of them or none, so that what is refused can be mended on the page where it was written."""
    with transaction.atomic():
        for key, interest in declared.items():
            declare(card.seat, bid=key, interest=interest, by=actor_of(request), at=now())


@require_safe
def card_file(request: SignedIn, number: int, place: int, path: str) -> HttpResponse:
    """A file of a bid that was declared on, to keep; browsers never show it as a page."""
    card = own_card(request, number)
    ballot = open_ballot(card, place)
    if card.hidden:
        raise NotAllowed(gettext("공고가 업체 이름을 가리므로, 이름이 적힌 입찰 파일은 드리지 않습니다."))
    content = content_of(path, ballot=ballot, card=card)
    if content is None:
        raise Http404
    return kept(content, PurePosixPath(path).name)


@require_http_methods(["GET", "HEAD", "POST"])
def submit_page(request: SignedIn, number: int) -> HttpResponse:
    """Show what will be handed in, or all that is lacking; then hand it in."""
    card = own_card(request, number)
    check_stage(Stage(card.seat.tender.stage), needed=Stage.EVALUATING)
    if not is_open(card):
        return redirect("card", card.seat.pk)
    form = sent(HandingIn, request)
    if request.method == "POST" and form.is_valid() and _submitted(request, card, form):
        messages.success(request, gettext("평가표를 제출했습니다."))
        return redirect("card", card.seat.pk)
    return shown(request, "cards/submit.html", form, card=card, lacking=lacking(card))


def _submitted(request: SignedIn, card: Card, form: HandingIn) -> bool:
    """Whether it is in; a refusal's own words may hold a name that the notice hides."""
    try:
        submit_card(card.seat, by=actor_of(request), at=now())
    except Unusable:
        form.add_error(None, gettext("제출하지 못했습니다. 화면을 새로 열어 빠진 것이 없는지 확인하세요."))
        return False
    return True
