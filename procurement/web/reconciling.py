"""개찰결과 대조: a saved opening of 나라장터 handed in with what it does not say, compared by a job."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from procurement.demo import EXAMPLES
from procurement.models.job import RECONCILIATION
from procurement.selectors.jobs import jobs_for
from procurement.services.jobs import MOST_BYTES, OPENING, TERMS, ask_reconciliation
from procurement.tasks.thread import carry
from procurement.web.asking import SignedIn, actor_of, now, tongue
from procurement.web.downloads import kept
from procurement.web.drafting import own_agency
from procurement.web.forms import Refused, sent, shown
from procurement.web.uploads import content_of

EXAMPLE = EXAMPLES / "reconcile"
SHOWN = 20
VERDICTS: dict[str, Promise] = {
    "같음": gettext_lazy("같음"),
    "다름": gettext_lazy("다름"),
    "미공표": gettext_lazy("미공표"),
    "미산출": gettext_lazy("미산출"),
}
BASIS: dict[str, Promise] = {
    "규정": gettext_lazy("규정"),
    "기준금액 E": gettext_lazy("기준금액 E"),
    "배점": gettext_lazy("배점"),
    "최저가 L": gettext_lazy("최저가 L"),
}


class Handed(forms.Form):
    """The opening, and what it does not say."""

    opening = forms.FileField(
        label=gettext_lazy("개찰결과 (JSON)"),
        help_text=gettext_lazy("공공데이터포털의 개찰결과 응답(getOpengResultListInfoOpengCompt)을 저장한 파일."),
    )
    terms = forms.FileField(
        label=gettext_lazy("개찰결과에 없는 것 (reconcile.toml)"),
        help_text=gettext_lazy("기준금액과 부가가치세, 배점, 그날의 규정과 물음의 답. 아래 예시를 고쳐 쓰세요."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("통합문서의 언어"), choices=[("ko", gettext_lazy("한국어")), ("en", gettext_lazy("영어"))]
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reconcile_page(request: SignedIn) -> HttpResponse:
    """Hand both files in; the job says what agrees."""
    agency, form = own_agency(request.user), sent(Handed, request)
    if request.method == "POST" and form.is_valid():
        opening, terms = (content_of(form.cleaned_data[name], most=MOST_BYTES) for name in ("opening", "terms"))
        language = form.cleaned_data["language"]
        with Refused(form):
            job = ask_reconciliation(
                agency, opening=opening, terms=terms, language=language, by=actor_of(request), at=now()
            )
            carry(job.pk)
            return redirect("job", job.pk)
    before = [(one, "") for one in jobs_for(request.user).filter(kind=RECONCILIATION)[:SHOWN]]
    return shown(request, "reconcile.html", form, jobs=before)


@require_safe
def reconcile_example(_request: SignedIn, name: str) -> HttpResponse:
    """A file of the example, made up throughout."""
    if name not in {OPENING, TERMS}:
        raise Http404
    return kept((EXAMPLE / name).read_bytes(), name)


def shown_comparison(told: Mapping[str, Any]) -> dict[str, Any]:
    """What the page of the job shows of reconciliation.json, in the language of the page."""
    bids = [
        {
            **one,
            "won": f"{int(one['amount']):,}" if one["amount"] else "–",
            "price": VERDICTS[one["price_verdict"]],
            "total": VERDICTS[one["total_verdict"]],
        }
        for one in told["bids"]
    ]
    basis = [(BASIS.get(one["name"], one["name"]), one["value"]) for one in told["basis"]]
    lists = {"causes": "causes_explaining_all", "some": "causes_explaining_some", "checks": "checks"}
    said = {name: [tongue(one) for one in told[key]] for name, key in (*lists.items(), ("notices", "notices"))}
    return {**told, **said, "bids": bids, "basis": basis}
