"""평가항목·배점: the table of points, the price's points with their reason, presets, and one item at a time."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from procurement.casefile.presets import preset_named, presets
from procurement.selectors.drafting import Written, written_in
from procurement.web.asking import SignedIn, tongue
from procurement.web.build_gates import entry_of, placed, tell
from procurement.web.building import Section, draft_asked, parts_of, stored
from procurement.web.entries import BETTER, CURVES, Values, criterion_of, initial_of
from procurement.web.entry_forms import CriterionForm
from procurement.web.forms import sent, shown
from scoring.quantity import plain

WHOLE = 100
QUANTITATIVE = "quantitative"


class PriceForm(Section):
    """The points of the price, and why they are what they are."""

    points = forms.DecimalField(label=gettext_lazy("가격 배점"), min_value=Decimal("0.0001"), max_value=WHOLE)
    weight_reason = forms.CharField(
        label=gettext_lazy("기술과 가격의 배점을 이렇게 정한 사유"),
        help_text=gettext_lazy("평가계획과 기준전사표에 그대로 나옵니다."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )


class PresetForm(Section):
    """Which table of points to begin with."""

    preset = forms.ChoiceField(
        label=gettext_lazy("배점 틀"),
        widget=forms.RadioSelect,
        choices=lambda: [(one.id, tongue(one.title)) for one in presets()],
    )
    replace = forms.BooleanField(
        label=gettext_lazy("지금 항목을 지우고 바꿉니다."),
        required=False,
        help_text=gettext_lazy("이미 항목이 있을 때"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def criteria_page(request: SignedIn, number: int) -> HttpResponse:
    """The items of a draft, and the points of the price."""
    tender = draft_asked(request, number)
    written = written_in(tender)
    form = sent(PriceForm, request, seen=written.digest, **written.table("price"))
    if request.method == "POST" and form.is_valid():
        value = {key: form.cleaned_data[key] for key in ("points", "weight_reason")}
        if stored(request, form, tender=tender, section="price", value=value):
            return redirect("build_criteria", tender.pk)
    rows = [row_of(one) for one in written.tables("criteria")]
    context = {
        "tender": tender,
        "rows": rows,
        "technical": sum((row["points"] for row in rows), Decimal(0)),
        "price": written.table("price").get("points"),
        "parts": [one for one in parts_of(tender) if one.url == "build_criteria" and one.lines],
        "seen": written.digest,
        "presets": PresetForm(auto_id="preset_%s", initial={"seen": written.digest}),
        "sources": [(tongue(one.title), tongue(one.source)) for one in presets()],
    }
    return shown(request, "building/criteria.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def criterion_page(request: SignedIn, number: int, key: str) -> HttpResponse:
    """One item, new or changed."""
    tender = draft_asked(request, number)
    written = written_in(tender)
    criteria = written.tables("criteria")
    before = entry_of(criteria, key)
    form = sent(CriterionForm, request, seen=written.digest, **(initial_of(before) if before else {}))
    if request.method == "POST" and form.is_valid():
        value = placed(criteria, before, criterion_of(form.cleaned_data, before=before))
        if stored(request, form, tender=tender, section="criteria", value=value):
            return redirect("build_criteria", tender.pk)
    return shown(request, "building/criterion.html", form, tender=tender, new=not before)


@require_POST
def criterion_act(request: SignedIn, number: int, key: str, act: str) -> HttpResponse:
    """Take an item away, or move it up or down."""
    tender = draft_asked(request, number)
    criteria = written_in(tender).tables("criteria")
    at = criteria.index(entry_of(criteria, key))
    if act == "remove":
        criteria.pop(at)
    elif act in {"up", "down"}:
        to = min(max(at + (1 if act == "down" else -1), 0), len(criteria) - 1)
        criteria[at], criteria[to] = criteria[to], criteria[at]
    else:
        raise Http404
    form = Section(request.POST)
    form.full_clean()
    if not stored(request, form, tender=tender, section="criteria", value=criteria or None):
        tell(request, form)
    return redirect("build_criteria", tender.pk)


@require_POST
def criteria_preset(request: SignedIn, number: int) -> HttpResponse:
    """Begin the table of points with a preset; one that is there is replaced only where that is ticked."""
    tender = draft_asked(request, number)
    form = PresetForm(request.POST)
    if form.is_valid() and _may_replace(form, written_in(tender)):
        chosen = preset_named(form.cleaned_data["preset"])
        if chosen and stored(request, form, tender=tender, section="criteria", value=list(chosen.criteria)):
            return redirect("build_criteria", tender.pk)
    tell(request, form)
    return redirect("build_criteria", tender.pk)


def row_of(entry: Values) -> Values:
    """An item for the table: how it is scored in words, its points as a number."""
    value = entry.get("value", {})
    pairs = value.get("steps") or value.get("knots") or list(value.get("shares", {}).items())
    return {
        "id": entry["id"],
        "group": entry["group"],
        "title": entry["title"],
        "points": Decimal(entry["points"]),
        "quantitative": entry["kind"] == QUANTITATIVE,
        "unit": entry.get("unit", ""),
        "curve": CURVES.get(value.get("kind", ""), ""),
        "better": BETTER.get(value.get("better", ""), ""),
        "steps": [(held, share, plain(Fraction(entry["points"]) * Fraction(share))) for held, share in pairs],
        "ends": [value[key] for key in ("floor", "target") if key in value],
        "measured": entry.get("measure"),
    }


def _may_replace(form: PresetForm, written: Written) -> bool:
    if written.tables("criteria") and not form.cleaned_data["replace"]:
        form.add_error("replace", gettext_lazy("이미 항목이 있습니다. 바꾸려면 아래 칸을 고르세요."))
        return False
    return True
