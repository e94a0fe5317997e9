"""Cards: a tender whose notice hides the bidders' names and counts the points out, and cards that are in."""

from __future__ import annotations

from procurement.models import User
from procurement.services.cards import submit_card
from procurement.services.tenders import start_tender
from procurement.workflow import Stage
from tests.procurement.actors import AT, acting
from tests.procurement.rounds import Crew, Round, crew, example_bids, fill, smaller_notice, take_further

NAMES = {key: content.decode().split('name = "', 1)[1].split('"', 1)[0] for key, (content, _) in example_bids().items()}
RULES = """
[criterion.understanding]
shares = [1, 0.8, 0.6]
reason = "always"

[criterion.technical_plan]
step = 0.5
reason_below = 0.6
"""


def hiding(people: Crew | None = None) -> Round:
    """The draft."""
    by = people or crew()
    bidders = "".join(
        f'[[bidders]]\nid = "{key}"\nname = "{name}"\nshown = "업체 {number}"\n'
        for number, (key, name) in enumerate(NAMES.items(), start=1)
    )
    files = smaller_notice() | {"forms.toml": (bidders + RULES).encode()}
    return Round(by, start_tender(files, agency=by.agency, by=acting(by.officer), at=AT))


def hiding_names(people: Crew | None = None) -> Round:
    """Where the panel declares and marks."""
    made = hiding(people)
    while made.tender.stage != Stage.EVALUATING:
        take_further(made)
    return made


def seated(made: Round, user: User) -> int:
    """The number of the person's card."""
    return int(made.tender.seats.get(user=user).pk)


def handed_in(made: Round) -> None:
    """Every member's card of the example."""
    for seat in made.seats:
        for bid in made.tender.bids.all():
            seat.declarations.create(bid=bid, interest="", at=AT)
        fill(seat)
        submit_card(seat, by=acting(seat.user), at=AT)
