"""쌍대비교로 배점 정하기: one judge's comparisons at a time, what they add up to, and taking the points over."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from procurement.casefile.weighing.composing import FILE, Item, Judging, composed, judges_in, pairs_of, swings_in
from procurement.casefile.weighing.outcome import Weighing
from procurement.models import Tender
from procurement.selectors.drafting import Written, weighing_in, written_in
from procurement.selectors.tenders import files_of
from procurement.services.tenders import put_file
from procurement.web.asking import SignedIn, actor_of, now, tongue
from procurement.web.build_gates import tell
from procurement.web.building import Section, draft_asked, stored
from procurement.web.forms import Refused, shown

WHOLE, MOST_ITEMS = 100, 10
TIMES = (*(f"{n}" for n in range(9, 1, -1)), "1", *(f"1/{n}" for n in range(2, 10)))
SEPARATOR = "__"


class Comparisons(Section):
    """One judge's name, from which value to which each item goes, and one answer for every two items."""

    judge = forms.CharField(label=gettext_lazy("판단자"), max_length=40)

    def __init__(self, *given: Any, items: tuple[Item, ...] = (), **named: Any) -> None:  # noqa: ANN401 -- what Django's form takes
        super().__init__(*given, **named)
        self.items = items
        for item in items:
            self.fields[f"swing{SEPARATOR}{item.id}"] = forms.CharField(
                label=gettext("%(title)s: 무엇에서 무엇까지") % {"title": item.title}, max_length=100
            )
        for one, other in pairs_of(items):
            self.fields[f"{one.id}{SEPARATOR}{other.id}"] = forms.ChoiceField(
                label=gettext("%(one)s : %(other)s") % {"one": one.title, "other": other.title},
                choices=_choices(one.title, other.title),
                required=False,
            )

    @property
    def swings(self) -> list[forms.BoundField]:
        """The fields for the range of each item."""
        return [self[f"swing{SEPARATOR}{item.id}"] for item in self.items]

    @property
    def pairs(self) -> list[forms.BoundField]:
        """The fields for every two items."""
        return [self[f"{one.id}{SEPARATOR}{other.id}"] for one, other in pairs_of(self.items)]


@require_http_methods(["GET", "HEAD", "POST"])
def weights_page(request: SignedIn, number: int) -> HttpResponse:
    """Compare the items of a draft, one judge at a time."""
    tender = draft_asked(request, number)
    written, before = written_in(tender), files_of(tender).get(FILE)
    items = _items(written)
    initial = {f"swing{SEPARATOR}{key}": text for key, text in swings_in(before).items()}
    data = request.POST if request.method == "POST" else None
    form = Comparisons(data, items=items, initial={"seen": written.digest, **initial})
    if request.method == "POST" and form.is_valid():
        content = _composed(written, before, items, form.cleaned_data)
        with Refused(form):
            put_file(tender, path=FILE, content=content, by=actor_of(request), at=now())
            messages.success(
                request, gettext("%(judge)s의 판단을 저장했습니다.") % {"judge": form.cleaned_data["judge"]}
            )
            return redirect("build_weights", tender.pk)
    weighing, refused = weighing_in(tender)
    context = {
        "tender": tender,
        "can": 1 < len(items) <= MOST_ITEMS and _total(written) > 0,
        "judges": [one["name"] for one in judges_in(before)],
        "weighing": weighing,
        "rows": [] if weighing is None else _rows(weighing),
        "notes": [] if weighing is None else [tongue(note.text) for note in weighing.notes],
        "refused": tongue(refused),
        "seen": written.digest,
    }
    return shown(request, "building/weights.html", form, **context)


@require_POST
def weights_apply(request: SignedIn, number: int) -> HttpResponse:
    """Take the points of the comparisons over into the table of points."""
    tender = draft_asked(request, number)
    form = Section(request.POST)
    form.full_clean()
    weighing, _ = weighing_in(tender)
    if weighing is not None and _apply(request, form, tender, weighing):
        return redirect("build_criteria", tender.pk)
    tell(request, form)
    return redirect("build_weights", tender.pk)


def _apply(request: SignedIn, form: Section, tender: Tender, weighing: Weighing) -> bool:
    points = dict(weighing.methods[0].points)
    criteria = [one | {"points": points.get(one["id"], one["points"])} for one in written_in(tender).tables("criteria")]
    return stored(request, form, tender=tender, section="criteria", value=criteria)


def _items(written: Written) -> tuple[Item, ...]:
    return tuple(Item(one["id"], one["title"]) for one in written.tables("criteria"))


def _total(written: Written) -> int:
    """What is left for technical points; 0 where the price's points are not whole or not there yet."""
    price = Decimal(written.table("price").get("points", WHOLE))
    return int(WHOLE - price) if price == price.to_integral_value() else 0


def _composed(written: Written, before: bytes | None, items: tuple[Item, ...], given: dict[str, Any]) -> bytes:
    times = {(one.id, other.id): given[f"{one.id}{SEPARATOR}{other.id}"] for one, other in pairs_of(items)}
    return composed(
        before,
        notice=written.table("tender"),
        items=items,
        swings={item.id: given[f"swing{SEPARATOR}{item.id}"] for item in items},
        judging=Judging(given["judge"], times),
        total=_total(written),
    )


def _rows(weighing: Weighing) -> list[tuple[str, str, int]]:
    """Title, share in percent and points of each item by the method that counts."""
    chosen = weighing.methods[0]
    shares = dict(chosen.shares)
    titles = {one.id: one.title for one in weighing.criteria}
    return [(titles[key], f"{float(shares[key]):.1%}", points) for key, points in chosen.points]


def _choices(one: str, other: str) -> list[tuple[str, str]]:
    said = {"": gettext("비워 둠 (나머지에서 채움)"), "1": gettext("같음")}
    for times in TIMES:
        if "/" in times:
            said[times] = gettext("%(title)s 쪽이 %(n)s배") % {"title": other, "n": times[2:]}
        elif times != "1":
            said[times] = gettext("%(title)s 쪽이 %(n)s배") % {"title": one, "n": times}
    return [(key, said[key]) for key in ("", *TIMES)]
