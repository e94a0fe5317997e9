"""성능 요구: what a bid must keep, and how many makers are known to keep it."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from procurement.casefile.market import FEWEST, Standing, makers_passing
from procurement.selectors.drafting import requirements_in, written_in
from procurement.selectors.evidence_compare import Makers
from procurement.web.asking import SignedIn
from procurement.web.building import Section, draft_asked, stored
from procurement.web.entries import Values, gate_of, initial_of
from procurement.web.entry_forms import GateForm
from procurement.web.forms import sent, shown

NEW = "new"


@dataclass(frozen=True, slots=True)
class ShownGate:
    """A requirement for the page: its sentence, and by maker who keeps it; no standings where bids offer the value."""

    id: str
    title: str
    sentence: str
    standings: tuple[Standing, ...]
    verified: Makers | None

    @property
    def makers(self) -> int:
        """How many makers pass."""
        return len(makers_passing(self.standings))

    @property
    def too_few(self) -> bool:
        """Whether so few pass that competition is in question."""
        return bool(self.standings) and self.makers < FEWEST


@require_safe
def gates_page(request: SignedIn, number: int) -> HttpResponse:
    """The requirements of a draft."""
    tender = draft_asked(request, number)
    gates = [
        ShownGate(one.id, one.title, one.sentence, one.standings, one.verified)
        for one in requirements_in(tender, viewer=request.user)
    ]
    return render(request, "building/gates.html", {"tender": tender, "gates": gates, "seen": written_in(tender).digest})


@require_http_methods(["GET", "HEAD", "POST"])
def gate_page(request: SignedIn, number: int, key: str) -> HttpResponse:
    """One requirement, new or changed."""
    tender = draft_asked(request, number)
    written = written_in(tender)
    gates = written.tables("gates")
    before = entry_of(gates, key)
    form = sent(GateForm, request, seen=written.digest, **(initial_of(before) if before else {}))
    if request.method == "POST" and form.is_valid():
        value = placed(gates, before, gate_of(form.cleaned_data, before=before))
        if stored(request, form, tender=tender, section="gates", value=value):
            return redirect("build_gates", tender.pk)
    return shown(request, "building/gate.html", form, tender=tender, new=not before)


@require_POST
def gate_remove(request: SignedIn, number: int, key: str) -> HttpResponse:
    """Take a requirement away."""
    tender = draft_asked(request, number)
    gates = written_in(tender).tables("gates")
    left = [one for one in gates if one is not entry_of(gates, key)]
    form = Section(request.POST)
    form.full_clean()
    if not stored(request, form, tender=tender, section="gates", value=left or None):
        tell(request, form)
    return redirect("build_gates", tender.pk)


def entry_of(entries: list[Values], key: str) -> Values:
    """The entry with this sign; {} for a new one. Raises Http404 where there is none."""
    if key == NEW:
        return {}
    found = next((one for one in entries if one.get("id") == key), None)
    if found is None:
        raise Http404
    return found


def placed(entries: list[Values], before: Values, entry: Values) -> list[Values]:
    """The entries with the changed one in its place, or a new one at the end."""
    return [entry if one is before else one for one in entries] if before else [*entries, entry]


def tell(request: SignedIn, form: forms.Form) -> None:
    """What was refused of a form that has no page of its own."""
    said = " ".join(str(line) for lines in form.errors.values() for line in lines)
    messages.error(request, said or gettext("화면을 새로 열어 다시 고치세요."))
