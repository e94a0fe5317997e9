"""열쇠: one's own tokens for the API, made here and nowhere else, their secret shown once."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from procurement.permissions import SCOPES, Area
from procurement.selectors.tokens import tokens_for
from procurement.services.tokens import LONGEST_DAYS, end_token, give_token
from procurement.web.asking import SignedIn, actor_of, now
from procurement.web.forms import Refused, sent, shown

AREAS = {
    Area.TENDERS: gettext_lazy("사업"),
    Area.CARDS: gettext_lazy("내 평가표"),
    Area.PLANS: gettext_lazy("장비 구성"),
    Area.RESULTS: gettext_lazy("성능자료와 카탈로그"),
    Area.PEOPLE: gettext_lazy("기관과 사람"),
    Area.RECORD: gettext_lazy("감사기록"),
}
DEEDS = {"read": gettext_lazy("%(area)s 보기"), "write": gettext_lazy("%(area)s 보고 바꾸기")}


def scope_words(scope: str) -> str:
    """What a scope is good for, in words."""
    area, _, deed = scope.partition(":")
    return str(DEEDS[deed]) % {"area": AREAS[Area(area)]}


def choices() -> list[tuple[str, str]]:
    """Every scope with its words, in the language of the page."""
    return [(one, scope_words(one)) for one in SCOPES]


class NewToken(forms.Form):
    """Where it is used, what it is good for, and how long."""

    name = forms.CharField(
        label=gettext_lazy("쓰는 곳"), help_text=gettext_lazy("예: 전자조달 연계 서버"), max_length=80
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("할 수 있는 일"),
        help_text=gettext_lazy("필요한 것만 고르세요. 열쇠로도 내 역할이 할 수 있는 일만 됩니다."),
        widget=forms.CheckboxSelectMultiple,
        choices=choices,
    )
    days = forms.IntegerField(label=gettext_lazy("기간 (일)"), min_value=1, max_value=LONGEST_DAYS, initial=90)


@require_http_methods(["GET", "HEAD", "POST"])
def token_page(request: SignedIn) -> HttpResponse:
    """One's own tokens, and making one; its secret is on the page that answers and nowhere else."""
    form, secret = sent(NewToken, request), ""
    if request.method == "POST" and form.is_valid():
        with Refused(form):
            _, secret = give_token(**form.cleaned_data, by=actor_of(request), at=now())
    at = now()
    rows = [
        (one, [scope_words(scope) for scope in one.scopes.split()], one.ended_at is None and one.expires_at > at)
        for one in tokens_for(request.user)
    ]
    if secret:
        return render(request, "account/tokens.html", {"form": NewToken(), "rows": rows, "secret": secret})
    return shown(request, "account/tokens.html", form, rows=rows)


@require_POST
def token_end(request: SignedIn, number: int) -> HttpResponse:
    """End one of one's own tokens."""
    token = get_object_or_404(tokens_for(request.user), pk=number)
    form = forms.Form({})
    with Refused(form):
        end_token(token, by=actor_of(request), at=now())
        messages.success(request, gettext("열쇠를 없앴습니다: %(name)s") % {"name": token.name})
    return redirect("tokens")
