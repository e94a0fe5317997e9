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
from procurement.workflow import Stage
from tests.procurement.actors import AT, acting, agency, person
from tests.procurement.drafts import EXAMPLE, notice

SEATS = ("위원1", "위원2", "위원3")
BIDS = ("A", "B", "C", "D")
_PRICE = re.compile(r"^price = (\d+)\n", re.MULTILINE)


@dataclass(frozen=True)
class Crew:
    """The people of one agency who take a tender through."""

    agency: Organisation
    officer: User
    second: User
    approver: User
    chair: User
    members: tuple[User, ...]


@dataclass
class Round:
    """A tender, and the crew that takes it through."""

    crew: Crew
    tender: Tender

    @property
    def agency(self) -> Organisation:
        return self.crew.agency

    @property
    def officer(self) -> User:
        return self.crew.officer

    @property
    def second(self) -> User:
        return self.crew.second

    @property
    def approver(self) -> User:
        return self.crew.approver

    @property
    def chair(self) -> User:
        return self.crew.chair

    @property
    def members(self) -> tuple[User, ...]:
        return self.crew.members

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


def crew(name: str = "가상시청") -> Crew:
    own = agency(name)
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):  # nobody signs in
        officer, approver, chair = (
            person(f"{name}{role}", Role(role), at=own) for role in ("officer", "approver", "chair")
        )
        second = person(f"{name}둘째", Role.OFFICER, at=own)
        members = tuple(person(f"{name}{seat}", Role.EVALUATOR, at=own) for seat in SEATS)
    return Crew(own, officer, second, approver, chair, members)


def begun(name: str = "가상시청", *, people: Crew | None = None) -> Round:
    """The notice as a draft."""
    by = people or crew(name)
    return Round(by, start_tender(smaller_notice(), agency=by.agency, by=acting(by.officer), at=AT))


def take_further(made: Round) -> None:
    """One stage on, with all that belongs to it."""
    {
        Stage.DRAFT: _publish,
        Stage.PUBLISHED: _begin,
        Stage.EVALUATING: _close,
        Stage.TECHNICAL_CLOSED: _open,
        Stage.PRICES_OPENED: _decide,
    }[Stage(made.tender.stage)](made)
    made.tender.refresh_from_db()


def at(stage: Stage, name: str = "가상시청") -> Round:
    made = begun(name)
    while made.tender.stage != stage:
        take_further(made)
    return made


def published(name: str = "가상시청") -> Round:
    return at(Stage.PUBLISHED, name)


def with_bids(name: str = "가상시청") -> Round:
    made = published(name)
    _enter(made)
    return made


def evaluating(name: str = "가상시청") -> Round:
    return at(Stage.EVALUATING, name)


def declared(name: str = "가상시청") -> Round:
    made = evaluating(name)
    _declare(made)
    return made


def submitted(name: str = "가상시청") -> Round:
    made = evaluating(name)
    mark(made)
    return made


def closed(name: str = "가상시청") -> Round:
    return at(Stage.TECHNICAL_CLOSED, name)


def opened(name: str = "가상시청") -> Round:
    return at(Stage.PRICES_OPENED, name)


def decided(name: str = "가상시청") -> Round:
    return at(Stage.DECIDED, name)


def _publish(made: Round) -> None:
    publish(made.tender, by=acting(made.officer), at=AT)


def _enter(made: Round) -> None:
    by = acting(made.officer)
    for content, _ in example_bids().values():
        enter_bid(made.tender, content=content, evidence={}, by=by, at=AT)
    for seat, user in zip(SEATS, made.members, strict=True):
        seat_member(made.tender, name=seat, user=user, by=by, at=AT)


def _begin(made: Round) -> None:
    if not made.tender.bids.exists():
        _enter(made)
    begin_evaluation(made.tender, by=acting(made.officer), at=AT)


def _declare(made: Round) -> None:
    for seat in made.seats:
        for bid in BIDS:
            declare(seat, bid=bid, interest="", by=acting(seat.user), at=AT)


def mark(made: Round) -> None:
    """The panel's whole part of the example."""
    _declare(made)
    for seat in made.seats:
        fill(seat)
        submit_card(seat, by=acting(seat.user), at=AT)


def _close(made: Round) -> None:
    mark(made)
    close_technical(made.tender, by=acting(made.officer), at=AT)


def _open(made: Round) -> None:
    open_envelopes(made.tender, prices=needed_prices(made), by=acting(made.officer), at=AT)
    confirm_opening(made.tender, by=acting(made.second), at=AT)


def _decide(made: Round) -> None:
    until = date(2026, 12, 2)
    decide(made.tender, bid="A", reason="합산점수 1순위", standstill_until=until, by=acting(made.approver), at=AT)


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


def needed_prices(made: Round) -> dict[str, Envelope]:
    return {bid.key: example_bids()[bid.key][1] for bid in envelopes_to_open(made.tender)}
