"""A small tender taken from its notice to any stage, by its people and through the services."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from django.test import override_settings

from procurement.casefile.envelopes import Envelope
from procurement.models import Mark, Organisation, Seat, Tender, User
from procurement.permissions import Role
from procurement.selectors.openings import envelopes_to_open
from procurement.services._tender import notice_of
from procurement.services.bids import enter_bid
from procurement.services.cards import save_mark, submit_card
from procurement.services.panel import begin_evaluation, close_technical, declare, seat_member
from procurement.services.prices import confirm_opening, open_envelopes
from procurement.services.results import decide
from procurement.services.tenders import publish, start_tender
from tests.procurement.actors import AT, acting, agency, person
from tests.procurement.drafts import EXAMPLE, notice

SEATS = ("위원1", "위원2", "위원3")
BIDS = ("A", "B", "C", "D")
_PRICE = re.compile(r"^price = (\d+)\n", re.MULTILINE)


@dataclass
class Round:
    """The people of one agency and their tender."""

    agency: Organisation
    officer: User
    second: User
    approver: User
    chair: User
    members: tuple[User, ...]
    tender: Tender

    @property
    def seats(self) -> list[Seat]:
        return list(Seat.objects.filter(tender=self.tender).select_related("tender", "user"))


def smaller_notice() -> dict[str, bytes]:
    """The example's notice with three seats."""
    files = notice()
    text = files["tender.toml"].decode()
    seats = re.search(r"^ids = \[.*\]$", text, re.MULTILINE)
    assert seats
    return files | {"tender.toml": text.replace(seats[0], 'ids = ["위원1", "위원2", "위원3"]').encode()}


@cache
def example_bids() -> dict[str, tuple[bytes, Envelope]]:
    """The example's bids: each file without its prices, and the envelope with them."""
    found = {}
    for key, path in zip(BIDS, sorted((EXAMPLE / "bids").glob("*.toml")), strict=True):
        text = path.read_text(encoding="utf-8")
        total, server = map(int, _PRICE.findall(text))
        found[key] = _PRICE.sub("", text).encode(), Envelope(total, server)
    return found


@cache
def example_marks() -> tuple[tuple[str, str, str, str, str], ...]:
    rows = csv.reader(io.StringIO((EXAMPLE / "marks.csv").read_text(encoding="utf-8")))
    return tuple((e, b, c, p, r) for e, b, c, p, r in rows if e in SEATS)


def published(name: str = "가상시청") -> Round:
    own = agency(name)
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):  # nobody signs in
        people = [person(f"{name}{role}", Role(role), at=own) for role in ("officer", "approver", "chair")]
        second = person(f"{name}둘째", Role.OFFICER, at=own)
        members = tuple(person(f"{name}{seat}", Role.EVALUATOR, at=own) for seat in SEATS)
    tender = start_tender(smaller_notice(), agency=own, by=acting(people[0]), at=AT)
    tender = publish(tender, by=acting(people[0]), at=AT)
    return Round(own, people[0], second, people[1], people[2], members, tender)


def with_bids(name: str = "가상시청") -> Round:
    made = published(name)
    for content, _ in example_bids().values():
        enter_bid(made.tender, content=content, evidence={}, by=acting(made.officer), at=AT)
    for seat, user in zip(SEATS, made.members, strict=True):
        seat_member(made.tender, name=seat, user=user, by=acting(made.officer), at=AT)
    return made


def evaluating(name: str = "가상시청") -> Round:
    made = with_bids(name)
    made.tender = begin_evaluation(made.tender, by=acting(made.officer), at=AT)
    return made


def declared(name: str = "가상시청") -> Round:
    made = evaluating(name)
    for seat in made.seats:
        for bid in BIDS:
            declare(seat, bid=bid, interest="", by=acting(seat.user), at=AT)
    return made


def fill(seat: Seat) -> None:
    """The member's whole card of the example at once; `typed` goes the members' own way."""
    bids = {bid.key: bid for bid in seat.tender.bids.all()}
    most = {rule.criterion.id: rule.criterion.points for rule in notice_of(seat.tender).notice.marking}
    Mark.objects.bulk_create(
        Mark(
            seat=seat,
            bid=bids[bid],
            criterion=name,
            version=1,
            points=Decimal(points),
            most=int(most[name]),
            reason=why,
            at=AT,
        )
        for who, bid, name, points, why in example_marks()
        if who == seat.name
    )


def typed(seat: Seat) -> None:
    by = acting(seat.user)
    for who, bid, name, points, why in example_marks():
        if who == seat.name:
            save_mark(seat, bid=bid, criterion=name, points=points, reason=why, version=0, by=by, at=AT)


def submitted(name: str = "가상시청") -> Round:
    made = declared(name)
    for seat in made.seats:
        fill(seat)
        submit_card(seat, by=acting(seat.user), at=AT)
    return made


def closed(name: str = "가상시청") -> Round:
    made = submitted(name)
    made.tender = close_technical(made.tender, by=acting(made.officer), at=AT)
    return made


def opened(name: str = "가상시청") -> Round:
    made = closed(name)
    open_envelopes(made.tender, prices=needed_prices(made), by=acting(made.officer), at=AT)
    confirm_opening(made.tender, by=acting(made.second), at=AT)
    made.tender.refresh_from_db()
    return made


def needed_prices(made: Round) -> dict[str, Envelope]:
    return {bid.key: example_bids()[bid.key][1] for bid in envelopes_to_open(made.tender)}


def decided(name: str = "가상시청") -> Round:
    made = opened(name)
    decide(
        made.tender,
        bid="A",
        reason="합산점수 1순위",
        standstill_until=date(2026, 12, 2),
        by=acting(made.approver),
        at=AT,
    )
    made.tender.refresh_from_db()
    return made
