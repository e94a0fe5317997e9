"""평가표 엑셀: the own form to take away, and the filled one read back into the own card after it was shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from procurement.casefile.collecting.own_ballot import FormRefused, OwnMark, own_ballot
from procurement.exports.handout import Form
from procurement.selectors.ballots import Ballot, Card
from procurement.selectors.handouts import ballot_of, panel_notice
from procurement.services.record import NotAllowed, Unusable
from procurement.web.asking import SignedIn, said
from procurement.web.ballots import is_open, own_card
from procurement.web.documents import KINDS
from procurement.web.downloads import kept
from procurement.web.forms import sent
from procurement.web.marking import Row, rows_of, saved
from procurement.web.uploads import content_of, name_of
from procurement.workflow import NotYet, Stage, check_stage
from scoring.quantity import plain


class FilledForm(forms.Form):
    """The own form, filled in."""

    form = forms.FileField(
        label=gettext_lazy("채운 평가표 (엑셀)"),
        help_text=gettext_lazy(
            "이 화면에서 받은 파일을 채워 올립니다. 올려도 제출되지 않고, 저장하기 전에 보여 드립니다."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


@dataclass(frozen=True, slots=True)
class Change:
    """One mark as it stands beside what the form gives; `where` is its cell, "" once it was sent back to be saved."""

    ballot: Ballot
    kept: Row
    row: Row
    where: str

    @property
    def place(self) -> str:
        """What tells its fields from those of the others."""
        return f"{self.ballot.number}-{self.row.number}"


@require_safe
def card_form(request: SignedIn, number: int) -> HttpResponse:
    """The own form as it goes out now."""
    form = _form_of(_card_to_fill(request, number))
    return kept(form.content, form.filename, kind=KINDS["xlsx"])


@require_http_methods(["GET", "HEAD", "POST"])
def upload_card(request: SignedIn, number: int) -> HttpResponse:
    """Read the filled form, show what would change, save it row by row when that is asked for; never hand it in."""
    card = _card_to_fill(request, number)
    if request.method == "POST" and "save" in request.POST:
        return _kept(request, card)
    form = sent(FilledForm, request)
    changes: list[Change] = []
    refused: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["form"]
        try:
            changes = list(_changes(card, content_of(file), name_of(file)))
        except FormRefused as refusal:
            refused = tuple(said(Unusable(str(one))) for one in refusal.refusals)
    read = request.method == "POST" and form.is_valid() and not refused
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" and not read else HTTPStatus.OK
    context = {"card": card, "form": form, "changes": changes, "refused": refused, "read": read}
    return render(request, "cards/upload.html", context, status=status)


def _card_to_fill(request: SignedIn, number: int) -> Card:
    """The own card while it can be written on and all of it is declared. Raises Http404, NotYet and NotAllowed."""
    card = own_card(request, number)
    check_stage(Stage(card.seat.tender.stage), needed=Stage.EVALUATING)
    if not is_open(card):
        raise NotYet(gettext("이미 제출한 평가표입니다."))
    if card.undeclared:
        raise NotAllowed(gettext("서약한 뒤에 자료를 보고 평가합니다. 평가표에서 먼저 서약하세요."))
    return card


def _form_of(card: Card) -> Form:
    form = ballot_of(card.seat)
    if form is None:
        raise Http404
    return form


def _changes(card: Card, content: bytes, filename: str) -> Iterator[Change]:
    """The marks of the form that differ from what stands. Raises FormRefused."""
    notice = panel_notice(card.seat.tender)
    marks = own_ballot(content, filename=filename, form=_form_of(card), notice=notice)
    given = {(mark.bid, mark.criterion): mark for mark in marks}
    for ballot, row in _rows(card):
        mark = given.get((ballot.key, row.place.rule.criterion.id))
        if mark is not None and (plain(mark.points), mark.reason.strip()) != (row.points, row.reason):
            yield Change(ballot, row, _with(row, mark), mark.where)


def _with(row: Row, mark: OwnMark) -> Row:
    return replace(row, points=plain(mark.points), reason=mark.reason.strip())


def _rows(card: Card) -> Iterator[tuple[Ballot, Row]]:
    return ((ballot, row) for ballot in card.mine if ballot.open for row in rows_of(ballot))


def _sent_back(request: SignedIn, card: Card) -> Iterator[Change]:
    """The rows that were shown and are to be saved, each on the version that it was shown beside."""
    given = request.POST
    for ballot, row in _rows(card):
        place = f"{ballot.number}-{row.number}"
        if f"points-{place}" in given:
            version = given.get(f"version-{place}", "")
            reason = given.get(f"reason-{place}", "").replace("\r\n", "\n")
            typed = replace(row, points=given[f"points-{place}"], reason=reason)
            yield Change(ballot, row, replace(typed, version=int(version) if version.isdecimal() else -1), "")


def _kept(request: SignedIn, card: Card) -> HttpResponse:
    done = [replace(one, row=saved(request, card, one.ballot, one.row)) for one in _sent_back(request, card)]
    left = [one for one in done if not one.row.saved]
    messages.success(
        request,
        gettext("점수 %(count)s개를 저장했습니다. 아직 제출한 것은 아닙니다.") % {"count": len(done) - len(left)},
    )
    if not left:
        return redirect("card", card.seat.pk)
    status = max(one.row.status for one in left)
    context = {"card": card, "form": FilledForm(), "left": left}
    return render(request, "cards/upload.html", context, status=status)
