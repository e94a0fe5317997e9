"""성능자료: measured results as far as one may see them, filtered by what they say, and 2-6 of them side by side."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from benchmarks.comparison import Figure, Row
from procurement.models import Measured, User
from procurement.models.evidence import STATES
from procurement.permissions import may_contribute
from procurement.selectors.evidence_compare import NotSelected, compared
from procurement.selectors.evidence_list import Facet, Filter, facets, listed, outdated_among
from procurement.services.evidence_sharing import look
from procurement.verification import State
from procurement.web.asking import actor_of, now, tongue

A_PAGE = 50
LABELS: dict[str, Promise] = {
    "model": gettext_lazy("모델"),
    "precision": gettext_lazy("정밀도"),
    "isl": gettext_lazy("입력 길이"),
    "osl": gettext_lazy("출력 길이"),
    "concurrency": gettext_lazy("동시 요청"),
    "device": gettext_lazy("장비"),
    "maker": gettext_lazy("제조사"),
    "domestic": gettext_lazy("국산"),
    "engine": gettext_lazy("소프트웨어"),
    "software": gettext_lazy("소프트웨어의 판"),
    "release__state": gettext_lazy("상태"),
    "release__owner__name": gettext_lazy("낸 기관"),
}
FIELDS = {"release__state": "state", "release__owner__name": "owner"}
ORDERS: dict[str, Promise] = {
    "": gettext_lazy("새로 낸 것부터"),
    "-output_tps": gettext_lazy("출력 처리량이 큰 것부터"),
    "ttft_p90": gettext_lazy("TTFT가 짧은 것부터"),
    "tpot_p90": gettext_lazy("TPOT이 짧은 것부터"),
    "average_w": gettext_lazy("전력이 작은 것부터"),
}


COLUMNS = frozenset(one.name for one in fields(Filter))


class Search(forms.Form):
    """Which results to list, in the words and numbers of the columns."""

    model = forms.CharField(required=False, max_length=160)
    precision = forms.CharField(required=False, max_length=40)
    isl = forms.DecimalField(required=False)
    osl = forms.DecimalField(required=False)
    concurrency = forms.DecimalField(required=False)
    device = forms.CharField(required=False, max_length=120)
    maker = forms.CharField(required=False, max_length=120)
    domestic = forms.NullBooleanField(required=False)
    engine = forms.CharField(required=False, max_length=80)
    software = forms.CharField(required=False, max_length=160)
    state = forms.ChoiceField(required=False, choices=[(one.value, one.value) for one in State])
    owner = forms.CharField(required=False, max_length=200)
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)
    order = forms.ChoiceField(required=False, choices=tuple(ORDERS.items()))
    past = forms.BooleanField(required=False)

    def wanted(self) -> Filter:
        """The filter; what cannot be read filters nothing."""
        self.is_valid()
        given: dict[str, Any] = {
            name: value for name, value in self.cleaned_data.items() if value not in (None, "") and name in COLUMNS
        }
        if "state" in given:
            given["state"] = State(given["state"])
        return Filter(**given, standing=not self.cleaned_data.get("past"))


@dataclass(frozen=True, slots=True)
class Chooser:
    """A column to filter by: its field, its label, and its values with how many results have each."""

    name: str
    label: str
    options: tuple[tuple[str, str, int], ...]
    chosen: str


@login_not_required
@require_safe
def result_list(request: HttpRequest) -> HttpResponse:
    """The results that the person, or a visitor, may see."""
    viewer, search = viewer_of(request), Search(request.GET)
    wanted = search.wanted()
    page = Paginator(listed(viewer, wanted=wanted), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": shown_rows(list(page.object_list), viewer),
        "choosers": [chooser(one, request) for one in facets(viewer, wanted=wanted)],
        "orders": [(key, label, request.GET.get("order", "") == key) for key, label in ORDERS.items()],
        "past": not wanted.standing,
        "since": request.GET.get("since", ""),
        "until": request.GET.get("until", ""),
        "filtered": any(request.GET.get(name) for name in search.fields),
        "may_hand_in": may_hand_in(viewer),
        "query": urlencode({name: value for name, value in request.GET.items() if name in search.fields and value}),
    }
    return render(request, "exchange/list.html", context)


@login_not_required
@require_safe
def result_compare(request: HttpRequest) -> HttpResponse:
    """Two to six results side by side, the first chosen being the reference."""
    viewer = viewer_of(request)
    chosen = [int(one) for one in request.GET.getlist("pick") if one.isascii() and one.isdigit()]
    try:
        found = compared(viewer, chosen=chosen)
    except NotSelected as refusal:
        words = {"refused": tongue(str(refusal))}
        return render(request, "exchange/compare.html", words, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if viewer is not None:
        look({row.release for row in found.rows}, what="compared", by=actor_of(request), at=now())
    rows = {one.row.pk: one for one in shown_rows(list(found.rows), viewer)}
    lines = [
        (rows[members[0].pk], len(members), shown_comparison(row))
        for row, members in zip(found.comparison.rows, found.members, strict=True)
    ]
    context = {"lines": lines, "rows": list(rows.values()), "metric": found.comparison.metric}
    return render(request, "exchange/compare.html", context)


def viewer_of(request: HttpRequest) -> User | None:
    """Who looks; None is a visitor, who sees what is public."""
    user = getattr(request, "user", None)
    return user if isinstance(user, User) else None


def may_hand_in(viewer: User | None) -> bool:
    """Whether the person may begin a release for the own organisation."""
    return (
        viewer is not None
        and viewer.organisation_id is not None
        and may_contribute(viewer.roles(), same_organisation=True)
    )


def chooser(facet: Facet, request: HttpRequest) -> Chooser:
    """A facet as a list to choose from."""
    name = FIELDS.get(facet.name, facet.name)
    options = tuple((value_of(value), value_words(facet.name, value), count) for value, count in facet.values)
    return Chooser(name, str(LABELS[facet.name]), options, request.GET.get(name, ""))


def value_of(value: object) -> str:
    """A column's value as it stands in an address."""
    return figure(value) if isinstance(value, Decimal) else str(value)


def value_words(column: str, value: object) -> str:
    """A column's value in words."""
    if isinstance(value, bool):
        return gettext("예") if value else gettext("아니오")
    if column == "release__state":
        return gettext(STATES[State(str(value))])
    return grouped(value) if isinstance(value, Decimal) else str(value)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A result as a line of the list; "" = 미측정."""

    row: Measured
    state: str
    old: bool
    figures: tuple[str, ...]

    @property
    def conditions(self) -> tuple[str, ...]:
        """Lengths and concurrency."""
        return tuple(grouped(one) for one in (self.row.isl, self.row.osl, self.row.concurrency))


def shown_rows(rows: list[Measured], viewer: User | None) -> list[ShownRow]:
    """Lines with the state of their release, and whether later software has replaced what was measured."""
    old = outdated_among(viewer, rows=rows)
    return [
        ShownRow(
            one,
            STATES[State(one.release.state)],
            one.pk in old,
            tuple(rounded(value) for value in (one.output_tps, one.ttft_p90, one.tpot_p90, one.average_w)),
        )
        for one in rows
    ]


def shown_comparison(row: Row) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The figures of a row, each with why it is missing, and every reason not to compare it with the first."""
    figures = (row.per_system, row.per_accelerator, row.per_watt)
    return tuple(map(told, figures)), tuple(tongue(str(one)) for one in row.differences)


def told(one: Figure) -> tuple[str, str]:
    """(the figure to four places, "") or ("", why there is none)."""
    return ("", tongue(one.why)) if one.value is None else (f"{one.value:,.4f}", "")


def figure(value: Decimal | None) -> str:
    """A number without zeros at its end."""
    text = "" if value is None else f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal | None) -> str:
    """A figure of a list to two places; the release's raw file has every digit. "" = 미측정."""
    return grouped(None if value is None else round(value, 2))


def grouped(value: Decimal | None) -> str:
    """A number with its thousands apart and no zeros at its end; "" = 미측정."""
    text = "" if value is None else f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
