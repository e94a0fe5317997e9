"""결과: technical points and, once the prices are opened, the ranking with every derivation; the decision."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from procurement.models import Decision
from procurement.permissions import may_decide, may_run_tender
from procurement.selectors.cases import final_case, technical_case
from procurement.services.results import decide
from procurement.web.asking import SignedIn, actor_of, must, now, own_tender, tongue
from procurement.web.derivations import derived
from procurement.web.forms import Refused, sent, shown
from procurement.workflow import OPENED, Stage, check_move, check_stage
from scoring.result import BidResult, Evaluation

NOBODY = "-"


class Award(forms.Form):
    """To whom, why, and until when objections are waited for."""

    bid = forms.ChoiceField(label=gettext_lazy("계약 상대"))
    reason = forms.CharField(label=gettext_lazy("결정 사유"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
    standstill_until = forms.DateField(
        label=gettext_lazy("대기 기간의 끝"),
        help_text=gettext_lazy("이의신청을 기다리는 마지막 날. 예: 2026-12-02"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )


@require_safe
def result_page(request: SignedIn, number: int) -> HttpResponse:
    """The result as far as it is known, each number with how it came to be."""
    tender = own_tender(request, number)
    if priced := Stage(tender.stage) in OPENED:
        evaluation = final_case(tender).evaluation
    else:
        check_stage(Stage(tender.stage), needed=Stage.TECHNICAL_CLOSED)
        evaluation = technical_case(tender).evaluation
    context = {
        "tender": tender,
        "priced": priced,
        "rows": [(one, derived(one), why(one)) for one in in_order(evaluation)],
        "notes": [(tongue(note.text), note.clause) for note in evaluation.notes] if priced else (),
        "digest": evaluation.input_digest,
        "decision": Decision.objects.filter(tender=tender).select_related("bid", "by").first(),
        "may_run": may_run_tender(request.user.roles(), same_agency=True),
        "may_decide": tender.stage == Stage.PRICES_OPENED and may_decide(request.user.roles(), same_agency=True),
    }
    return render(request, "tenders/result.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decide_page(request: SignedIn, number: int) -> HttpResponse:
    """The approver decides."""
    tender = own_tender(request, number)
    must(may_decide(request.user.roles(), same_agency=True))
    check_move(Stage(tender.stage), to=Stage.DECIDED)
    ranked = [one for one in in_order(final_case(tender).evaluation) if one.rank is not None]
    form = sent(Award, request)
    choices = [(one.bid.id, ranked_name(one)) for one in ranked]
    form.fields["bid"] = forms.ChoiceField(
        label=gettext_lazy("계약 상대"), choices=[*choices, (NOBODY, gettext_lazy("정하지 않음 (유찰)"))]
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with Refused(form):
            decide(
                tender,
                bid=None if given["bid"] == NOBODY else given["bid"],
                reason=given["reason"],
                standstill_until=given["standstill_until"],
                by=actor_of(request),
                at=now(),
            )
            messages.success(request, gettext("결정했습니다."))
            return redirect("result", tender.pk)
    return shown(request, "tenders/decide.html", form, tender=tender)


def ranked_name(result: BidResult) -> str:
    """The bid with its rank, for choosing."""
    return gettext("%(rank)s순위 %(name)s") % {"rank": result.rank, "name": result.bid.name}


def why(result: BidResult) -> tuple[str, ...]:
    """Why the bid stands where it stands, in the language of the page."""
    return tuple(map(tongue, result.ineligible_because or (result.why,)))


def in_order(evaluation: Evaluation) -> list[BidResult]:
    """By rank, then what has none by its technical points."""
    return sorted(
        evaluation.results, key=lambda one: (one.rank is None, one.rank or 0, -one.technical.value, one.bid.id)
    )
