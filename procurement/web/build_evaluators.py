"""평가위원 자리: under which names the evaluators stand on the sheets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from procurement.selectors.drafting import written_in
from procurement.web.asking import SignedIn
from procurement.web.building import Section, draft_asked, stored
from procurement.web.forms import sent, shown

MOST, LONGEST = 40, 40


class Places(Section):
    """The names, or how many places to number."""

    names = forms.CharField(
        label=gettext_lazy("자리의 이름"),
        help_text=gettext_lazy("한 줄에 하나. 공고 때는 보통 위원1, 위원2처럼 적고 실명은 쓰지 않습니다."),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
    )
    count = forms.IntegerField(
        label=gettext_lazy("자리 수만 정하기"),
        help_text=gettext_lazy("적으면 위의 이름 대신 위원1부터 차례로 만듭니다."),
        min_value=1,
        max_value=MOST,
        required=False,
    )

    def clean_names(self) -> list[str]:
        """The names, each once and short."""
        names = [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if len(set(names)) < len(names):
            raise forms.ValidationError(gettext("같은 이름이 두 번 있습니다."))
        if len(names) > MOST or any(len(name) > LONGEST for name in names):
            raise forms.ValidationError(gettext("자리는 40개까지, 이름은 40자까지입니다."))
        return names

    def clean(self) -> dict[str, Any]:
        """One of the two is needed."""
        given = super().clean() or self.cleaned_data
        if not self.errors and not given["names"] and not given["count"]:
            self.add_error("names", gettext("이름이나 자리 수를 적으세요."))
        return given


@require_http_methods(["GET", "HEAD", "POST"])
def evaluators_page(request: SignedIn, number: int) -> HttpResponse:
    """The places of the panel in a draft."""
    tender = draft_asked(request, number)
    written = written_in(tender)
    table = written.table("evaluators")
    form = sent(Places, request, seen=written.digest, names="\n".join(table.get("ids", [])))
    if request.method == "POST" and form.is_valid():
        count = form.cleaned_data["count"]
        ids = [f"위원{place}" for place in range(1, count + 1)] if count else form.cleaned_data["names"]
        if stored(request, form, tender=tender, section="evaluators", value=table | {"ids": ids}):
            return redirect("tender_page", tender.pk)
    return shown(request, "building/evaluators.html", form, tender=tender)
