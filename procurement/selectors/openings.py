"""Which envelopes the rules need."""

from __future__ import annotations

import tomllib

from procurement.models import Bid, Tender
from procurement.selectors.cases import technical_case
from procurement.selectors.tenders import files_of


def asks_server_price(tender: Tender) -> bool:
    """Whether the notice sizes the equipment, for which the price of one server is needed."""
    return "sizing" in tomllib.loads(files_of(tender)["tender.toml"].decode("utf-8-sig"))


def envelopes_to_open(tender: Tender) -> tuple[Bid, ...]:
    """The bids whose price is used: those that pass the technical evaluation, or all where the lowest is of all bids.

    Raises casefile's REFUSALS.
    """
    evaluation = technical_case(tender).evaluation
    every = evaluation.answers.l_pool == "valid_all"
    needed = {one.bid.id for one in evaluation.results if every or one.eligible}
    return tuple(bid for bid in tender.bids.order_by("key") if bid.key in needed)
