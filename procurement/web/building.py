"""Writing a notice in forms: what every page of a draft shares, beginning one, and what the tender is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from procurement.casefile.beginning import Beginning, first_files
from procurement.casefile.readiness import PartKey
from procurement.models import Tender
from procurement.permissions import may_run_tender
from procurement.selectors.drafting import progress_of, written_in
from procurement.services.record import Unusable
from procurement.services.tenders import put_section, start_tender
from procurement.web.asking import SignedIn, actor_of, must, now, own_tender, tongue
from procurement.web.drafting import own_agency
from procurement.web.forms import Refused, sent, shown
from procurement.workflow import Stage, check_stage

PARTS: dict[PartKey, tuple[Promise, str]] = {
    "rules": (gettext_lazy("적용 규정"), "build_rules"),
    "answers": (gettext_lazy("규정이 묻는 것"), "build_rules"),
    "gates": (gettext_lazy("성능 요구"), "build_gates"),
    "criteria": (gettext_lazy("평가항목·배점"), "build_criteria"),
    "price": (gettext_lazy("가격 배점"), "build_criteria"),
    "evaluators": (gettext_lazy("평가위원 자리"), "build_evaluators"),
    "sizing": (gettext_lazy("장비 구성의 수요"), "build_sizing"),
}
PROCEDURES = {
    "negotiation_national": gettext_lazy("협상에 의한 계약 (국가계약)"),
    "negotiation_pps": gettext_lazy("협상에 의한 계약 (조달청 대행)"),
    "negotiation_local": gettext_lazy("협상에 의한 계약 (지방계약)"),
    "negotiation_international": gettext_lazy("국제입찰 산식"),
}


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One part of the checklist: `state` is done, open, optional; `lines` what is left, in the page's language."""

    label: Promise
    url: str
    state: str
    lines: tuple[str, ...]


def parts_of(tender: Tender) -> tuple[ShownPart, ...]:
    """The checklist of a draft."""
    return tuple(
        ShownPart(
            *PARTS[part.key],
            "open" if part.open else "done" if part.there else "optional",
            tuple(tongue(line) for line in part.open),
        )
        for part in progress_of(tender).parts
    )


class Section(forms.Form):
    """A form on one section of a notice, drawn from the file with this digest."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class NewNotice(forms.Form):
    """What has to be known to begin writing a notice."""

    number = forms.RegexField(
        r"^\S+$",
        label=gettext_lazy("공고번호"),
        help_text=gettext_lazy(
            "빈칸 없이. 나중에 바꿀 수 없습니다. 나라장터 번호가 아직 없으면 기관의 관리번호를 적으세요."
        ),
        max_length=80,
    )
    title = forms.CharField(
        label=gettext_lazy("공고명"),
        help_text=gettext_lazy("제조사나 제품의 이름은 쓸 수 없습니다(집행기준 제5조④5호)."),
        max_length=300,
    )
    rules_day = forms.DateField(
        label=gettext_lazy("규정을 적용할 날"),
        help_text=gettext_lazy("입찰공고일. 이날 시행 중인 규정의 값으로 계산합니다."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    procedure = forms.ChoiceField(label=gettext_lazy("계약방법"), choices=tuple(PROCEDURES.items()))
    example_note = forms.CharField(
        label=gettext_lazy("예시라면 무엇이 지어낸 것인지"),
        help_text=gettext_lazy("비워 두면 진짜 사업입니다. 적으면 모든 시트에 예시라고 찍힙니다."),
        required=False,
        max_length=300,
    )


class Basics(NewNotice, Section):
    """What the tender is; its number stays."""

    number = None  # type: ignore[assignment]  # Django takes an inherited field away by None


@require_http_methods(["GET", "HEAD", "POST"])
def begin_notice(request: SignedIn) -> HttpResponse:
    """Begin a tender whose notice is written in forms."""
    agency, form = own_agency(request.user), sent(NewNotice, request)
    if request.method == "POST" and form.is_valid():
        begun = Beginning(agency=agency.name, **form.cleaned_data)
        with Refused(form):
            made = start_tender(first_files(begun), agency=agency, by=actor_of(request), at=now())
            messages.success(request, gettext("사업을 시작했습니다. 아래 차례대로 정하세요."))
            return redirect("tender_page", made.pk)
    return shown(request, "building/new.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
def basics_page(request: SignedIn, number: int) -> HttpResponse:
    """Change what the tender is."""
    tender = draft_asked(request, number)
    written = written_in(tender)
    form = sent(Basics, request, seen=written.digest, **written.table("tender"))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        note = {"example_note": given["example_note"]} if given["example_note"] else {}
        kept = {key: value for key, value in written.table("tender").items() if key != "example_note"}
        changed = {key: given[key] for key in ("title", "rules_day", "procedure")}
        if stored(
            request, form, tender=tender, section="tender", value=kept | changed | {"example": bool(note)} | note
        ):
            return redirect("tender_page", tender.pk)
    return shown(request, "building/basics.html", form, tender=tender)


def draft_asked(request: SignedIn, number: int) -> Tender:
    """The draft of an officer who may change it; else 404, 403 or 409."""
    tender = own_tender(request, number)
    must(may_run_tender(request.user.roles(), same_agency=True))
    check_stage(Stage(tender.stage), needed=Stage.DRAFT)
    return tender


def stored(request: SignedIn, form: forms.Form, *, tender: Tender, section: str, value: object) -> bool:
    """Whether the section was set anew; what the service refuses stands in the form then."""
    with Refused(form):
        seen: Any = form.cleaned_data.get("seen") or form.data.get("seen", "")
        if not seen:
            raise Unusable(gettext("화면을 새로 열어 다시 고치세요."))
        put_section(tender, section=section, value=value, seen=str(seen), by=actor_of(request), at=now())
        messages.success(request, gettext("저장했습니다."))
        return True
    return False
