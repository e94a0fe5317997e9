"""성능자료를 쓴 곳: the releases that a tender rests on, and citing one more."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from procurement.models import Release, Tender, User
from procurement.models.evidence import STATES
from procurement.permissions import may_run_tender
from procurement.selectors.evidence import releases_for
from procurement.selectors.evidence_exchange import cited_in
from procurement.services.evidence_tenders import Purpose, cite
from procurement.verification import NOT_STANDING, State
from procurement.web.asking import SignedIn, actor_of, must, now, own_tender
from procurement.web.forms import Refused, shown
from procurement.workflow import NotYet, Stage

PURPOSES: dict[Stage, Purpose] = {Stage.DRAFT: "market", Stage.PUBLISHED: "bid"}


class Citation(forms.Form):
    """A release, and the bid that it backs once there are bids."""

    release = forms.ModelChoiceField(
        Release.objects.none(),
        label=gettext_lazy("성능자료"),
        help_text=gettext_lazy("볼 수 있고 철회·반려되지 않은 자료. 지금의 요약값과 상태를 사업에 남깁니다."),
    )
    bid = forms.ChoiceField(label=gettext_lazy("뒷받침하는 입찰"), required=False)

    def __init__(self, *given: Any, tender: Tender, viewer: User, **named: Any) -> None:  # noqa: ANN401 -- what Django takes
        super().__init__(*given, **named)
        self.fields["release"].queryset = releases_for(viewer).exclude(state__in=NOT_STANDING)  # type: ignore[attr-defined]  # a ModelChoiceField
        if tender.stage == Stage.PUBLISHED:
            bids = [(one.key, str(one)) for one in tender.bids.all()]
            self.fields["bid"].choices = [("", gettext_lazy("고르세요")), *bids]  # type: ignore[attr-defined]  # a ChoiceField
        else:
            del self.fields["bid"]


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_page(request: SignedIn, number: int) -> HttpResponse:
    """What a tender rests on; its officer adds to it while it is a draft, and for its bids while it is open."""
    tender = own_tender(request, number)
    may_cite = may_run_tender(request.user.roles(), same_agency=True) and tender.stage in PURPOSES
    given = {"data": request.POST} if request.method == "POST" else {}
    form = Citation(tender=tender, viewer=request.user, **given)
    if request.method == "POST":
        must(may_run_tender(request.user.roles(), same_agency=True))
        if not may_cite:
            raise NotYet(gettext("이 단계에서는 성능자료를 더 넣을 수 없습니다."))
        if form.is_valid() and put(request, tender, form):
            return redirect("tender_evidence", tender.pk)
    cited = [(one, STATES[State(one.citation.state)], STATES[one.now]) for one in cited_in(tender)]
    return shown(request, "tenders/evidence.html", form, tender=tender, cited=cited, may_cite=may_cite)


def put(request: SignedIn, tender: Tender, form: Citation) -> bool:
    """Whether the release is cited now; what the service refuses stands in the form then."""
    given, purpose = form.cleaned_data, PURPOSES[Stage(tender.stage)]
    with Refused(form):
        cite(
            tender, release=given["release"], purpose=purpose, bid=given.get("bid", ""), by=actor_of(request), at=now()
        )
        messages.success(request, gettext("성능자료를 사업에 넣었습니다."))
        return True
    return False
