"""Cards as they are read: every bid under the name that members see, what was declared and what was given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db.models import QuerySet

from procurement.casefile.handouts.marking import fault_of
from procurement.casefile.handouts.reading import asked_of
from procurement.exports.handout import MarkRule, Notice
from procurement.models import Bid, BidFile, Declaration, Mark, Seat, Tender
from procurement.selectors.tenders import files_of, folder_of
from scoring.quantity import plain


@dataclass(frozen=True, slots=True)
class Given:
    """What was given at one moment; `points` None = emptied."""

    version: int
    points: Fraction | None
    reason: str
    at: datetime

    @property
    def text(self) -> str:
        """The points as they are typed; "" where there are none."""
        return "" if self.points is None else plain(self.points)


@dataclass(frozen=True, slots=True)
class Place:
    """One criterion of one bid: its rule, all that was given, oldest first, and what is lacking in words."""

    rule: MarkRule
    given: tuple[Given, ...]
    fault: str

    @property
    def most(self) -> str:
        """The points of the criterion, as they are written."""
        return plain(self.rule.criterion.points)

    @property
    def newest(self) -> Given | None:
        """What stands, emptied or not."""
        return self.given[-1] if self.given else None

    @property
    def earlier(self) -> tuple[Given, ...]:
        """What it followed."""
        return self.given[:-1]


@dataclass(frozen=True, slots=True)
class Ballot:
    """One bid on a card; `number` counts from 1 in the order of the bids, `shown` is the name that members see."""

    number: int
    key: str
    shown: str
    declaration: Declaration | None
    places: tuple[Place, ...]

    @property
    def open(self) -> bool:
        """Whether the member has declared to have no interest in the bid."""
        return self.declaration is not None and not self.declaration.interest

    @property
    def given(self) -> tuple[Fraction, ...]:
        """The points that stand."""
        newest = (place.newest for place in self.places)
        return tuple(one.points for one in newest if one is not None and one.points is not None)

    @property
    def most(self) -> Fraction:
        """All the points that can be given."""
        return sum((place.rule.criterion.points for place in self.places), Fraction(0))


@dataclass(frozen=True, slots=True)
class Card:
    """A seat with its ballots; `hidden` where the notice hides the bidders' names from the members."""

    seat: Seat
    hidden: bool
    ballots: tuple[Ballot, ...]

    @property
    def undeclared(self) -> tuple[Ballot, ...]:
        """The ballots on which nothing is declared yet."""
        return tuple(one for one in self.ballots if one.declaration is None)

    @property
    def mine(self) -> tuple[Ballot, ...]:
        """The ballots that the member marks, or will once the declaration is in."""
        return tuple(one for one in self.ballots if one.declaration is None or one.open)


def card_of(seat: Seat) -> Card:
    """The seat's card as it stands. Raises casefile's REFUSALS."""
    return cards_of(seat.tender, seats=Seat.objects.filter(pk=seat.pk))[0]


def cards_of(tender: Tender, *, seats: QuerySet[Seat]) -> tuple[Card, ...]:
    """The seats' cards as they stand, under the names that members see. Raises casefile's REFUSALS."""
    with folder_of(files_of(tender)) as folder:
        notice = asked_of(folder).notice
    found = seats.select_related("tender__agency").prefetch_related("declarations", "marks", "reopenings__by")
    bids = list(tender.bids.defer("content").order_by("key"))
    hidden = any(bidder.shown != bidder.name for bidder in notice.bidders)
    return tuple(Card(seat, hidden, tuple(_ballots(seat, bids, notice))) for seat in found)


def paths_of(ballot: Ballot, *, card: Card) -> tuple[str, ...]:
    """The bid's own file and its evidence; none where names are hidden, as the files hold them."""
    if card.hidden:
        return ()
    evidence = BidFile.objects.filter(bid__tender=card.seat.tender_id, bid__key=ballot.key)
    return (f"bids/{ballot.key}.toml", *evidence.order_by("path").values_list("path", flat=True))


def content_of(path: str, *, ballot: Ballot, card: Card) -> bytes | None:
    """A file of the bid; None where there is none of that path."""
    bid = Bid.objects.get(tender=card.seat.tender_id, key=ballot.key)
    if path == bid.path:
        return bytes(bid.content)
    found = bid.files.filter(path=path).first()
    return bytes(found.content) if found else None


def _ballots(seat: Seat, bids: list[Bid], notice: Notice) -> Iterator[Ballot]:
    shown = {bidder.id: bidder.shown for bidder in notice.bidders}
    declared = {one.bid_id: one for one in seat.declarations.all()}
    given: dict[tuple[int, str], list[Mark]] = {}
    for mark in seat.marks.all():
        given.setdefault((mark.bid_id, mark.criterion), []).append(mark)
    for number, bid in enumerate(bids, start=1):
        places = (_place(rule, given.get((bid.pk, rule.criterion.id), [])) for rule in notice.marking)
        yield Ballot(number, bid.key, shown.get(bid.key, bid.name), declared.get(bid.pk), tuple(places))


def _place(rule: MarkRule, marks: list[Mark]) -> Place:
    given = tuple(map(_given, sorted(marks, key=lambda mark: mark.version)))
    last = given[-1] if given else None
    if last is None or last.points is None:
        return Place(rule, given, "점수가 없습니다. 미채점은 0점이 아닙니다 / the mark is missing and is not zero")
    return Place(rule, given, fault_of(rule, points=last.points, reason=last.reason))


def _given(mark: Mark) -> Given:
    points = None if mark.points is None else Fraction(mark.points)
    return Given(mark.version, points, mark.reason, mark.at)
