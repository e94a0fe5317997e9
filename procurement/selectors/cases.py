"""A tender with all that came to it, as the case folder that the libraries read and the command line evaluates."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from django.utils.timezone import localtime

from procurement.casefile import Case, envelopes, marks, read_case
from procurement.casefile.collecting.toml_text import toml_of
from procurement.models import Bid, Declaration, Mark, Price, Reopening, Seat, Tender
from procurement.selectors.tenders import files_of, folder_of
from scoring.criteria import Mark as Given


def case_files(tender: Tender) -> dict[str, bytes]:
    """Every file of the case folder by path: the notice, bids and their evidence, recusals, marks, opened prices."""
    files = files_of(tender)
    for bid in tender.bids.prefetch_related("files"):
        files[bid.path] = bytes(bid.content)
        files |= {file.path: bytes(file.content) for file in bid.files.all()}
    if told := recusals_of(tender) | reopenings_of(tender):
        files["marks.toml"] = toml_of(told).encode()
    if given := given_marks(tender):
        files["marks.csv"] = marks.written(given)
    if opened := opened_envelopes(tender):
        files[envelopes.FILE] = envelopes.written(opened)
    return files


def technical_case(tender: Tender) -> Case:
    """The technical evaluation, without any price. Raises casefile's REFUSALS."""
    files = case_files(tender)
    files.pop(envelopes.FILE, None)
    with folder_of(files) as folder:
        return read_case(folder, closed=True)


def final_case(tender: Tender) -> Case:
    """The evaluation with the opened prices. Raises casefile's REFUSALS."""
    with folder_of(case_files(tender)) as folder:
        return read_case(folder)


def standing_marks(tender: Tender) -> tuple[Mark, ...]:
    """The newest version of every mark, by seat, bid and criterion; an emptied one is none."""
    newest: dict[tuple[int, int, str], Mark] = {}
    for mark in Mark.objects.filter(seat__tender=tender).select_related("seat", "bid").order_by("version"):
        newest[mark.seat_id, mark.bid_id, mark.criterion] = mark
    return tuple(newest[key] for key in sorted(newest) if newest[key].points is not None)


def given_marks(tender: Tender) -> tuple[Given, ...]:
    """The standing marks as the libraries know them."""
    return tuple(
        Given(mark.seat.name, mark.bid.key, mark.criterion, Fraction(mark.points), mark.reason)
        for mark in standing_marks(tender)
        if mark.points is not None
    )


def recusals_of(tender: Tender) -> dict[str, object]:
    """[[excused]] of marks.toml: the members who declared an interest; {} where nobody did."""
    found = Declaration.objects.filter(seat__tender=tender).exclude(interest="").select_related("seat", "bid")
    excused = [
        {"evaluator": one.seat.name, "bid": one.bid.key, "kind": "recused", "reason": one.interest}
        for one in found.order_by("seat_id", "bid_id")
    ]
    return {"excused": excused} if excused else {}


def reopenings_of(tender: Tender) -> dict[str, object]:
    """[[reopened]] of marks.toml: the cards that were given back, and the marks that were changed; {} for none."""
    found = Reopening.objects.filter(seat__tender=tender).select_related("seat", "by").order_by("at", "pk")
    reopened = [
        {
            "evaluator": one.seat.name,
            "at": localtime(one.at),
            "by": one.by.get_username(),
            "reason": one.reason,
            "changed": list(_changed(one)),
        }
        for one in found
    ]
    return {"reopened": reopened} if reopened else {}


def _changed(reopening: Reopening) -> Iterator[dict[str, object]]:
    """The marks that stood when a card was given back and do not stand any more."""
    marks = Mark.objects.filter(seat=reopening.seat).select_related("bid").order_by("version")
    before = {(one.bid.key, one.criterion): one for one in marks if one.at <= reopening.at}
    newest = {(one.bid.key, one.criterion): one for one in marks}
    for place, was in before.items():
        now = newest[place]
        if was.points is not None and (was.points, was.reason) != (now.points, now.reason):
            yield {"bid": place[0], "criterion": place[1], "points": was.points, "reason": was.reason}


def opened_envelopes(tender: Tender) -> dict[str, envelopes.Envelope]:
    """What the confirmed opening found, by bid; nothing before two officers have opened."""
    opened = Price.objects.filter(opening__tender=tender, opening__second__isnull=False).select_related("bid")
    return {one.bid.key: envelopes.Envelope(one.won, one.server_won) for one in opened}


def undeclared(seat: Seat) -> tuple[Bid, ...]:
    """The bids of which the member has declared nothing yet."""
    return tuple(Bid.objects.filter(tender=seat.tender_id).exclude(declarations__seat=seat))
