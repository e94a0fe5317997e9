"""`python -m tests.performance.load_site fill|count`: tenders at the evaluation with large panels, and what was kept.

Runs in a process of its own with the installation's settings; prints JSON.
"""

from __future__ import annotations

import json
import re
import sys
from typing import Any

import django

TENDERS, SEATS = 5, 10


def filled() -> dict[str, Any]:
    """Who may ask for what: the cookie of each evaluator with the places to mark, and of each officer with a tender."""
    from procurement.services.panel import begin_evaluation, declare, seat_member  # noqa: PLC0415 -- after the set-up
    from tests.procurement.actors import AT, acting  # noqa: PLC0415 -- the same
    from tests.procurement.rounds import BIDS  # noqa: PLC0415 -- the same

    told: dict[str, Any] = {"evaluators": [], "officers": []}
    for number in range(TENDERS):
        tender, officer, members = _published(number)
        by = acting(officer)
        for name, user in members.items():
            seat_member(tender, name=name, user=user, by=by, at=AT)
        begin_evaluation(tender, by=by, at=AT)
        for seat in tender.seats.select_related("user", "tender"):
            for bid in BIDS:
                declare(seat, bid=bid, interest="", by=acting(seat.user), at=AT)
            told["evaluators"].append({"cookie": _cookie(seat.user), "seat": seat.pk, "bids": _places(seat)})
        told["officers"].append({"cookie": _cookie(officer), "tender": tender.pk})
    return told


def counted() -> dict[str, str]:
    """The newest mark of each place: seat/bid/row to version and points."""
    from procurement.models import Seat  # noqa: PLC0415 -- after the set-up
    from procurement.selectors.ballots import card_of  # noqa: PLC0415 -- the same

    found = {}
    for seat in Seat.objects.select_related("tender", "user"):
        for ballot in card_of(seat).ballots:
            for row, place in enumerate(ballot.places, start=1):
                if place.newest is not None:
                    found[f"{seat.pk}/{ballot.number}/{row}"] = f"{place.newest.version} {place.newest.text}"
    return found


def _published(number: int) -> tuple[Any, Any, dict[str, Any]]:
    from procurement.permissions import Role  # noqa: PLC0415 -- after the set-up
    from procurement.services.bids import enter_bid  # noqa: PLC0415 -- the same
    from procurement.services.tenders import publish, start_tender  # noqa: PLC0415 -- the same
    from tests.procurement.actors import AT, acting, agency, person  # noqa: PLC0415 -- the same
    from tests.procurement.drafts import notice  # noqa: PLC0415 -- the same
    from tests.procurement.rounds import example_bids  # noqa: PLC0415 -- the same

    own = agency(f"가상{number}시청")
    officer = person(f"{own}담당", Role.OFFICER, at=own)
    members = {f"위원{one + 1}": person(f"{own}위원{one + 1}", Role.EVALUATOR, at=own) for one in range(SEATS)}
    files = notice()
    text = files["tender.toml"].decode()
    ids = ", ".join(f'"{name}"' for name in members)
    files["tender.toml"] = re.sub(r"^ids = \[.*\]$", f"ids = [{ids}]", text, flags=re.MULTILINE).encode()
    tender, by = start_tender(files, agency=own, by=acting(officer), at=AT), acting(officer)
    publish(tender, by=by, at=AT)
    for content, _ in example_bids().values():
        enter_bid(tender, content=content, evidence={}, by=by, at=AT)
    return tender, officer, members


def _places(seat: Any) -> dict[int, list[list[tuple[str, str]]]]:
    """By bid, for each row of the card the points and reasons that the example's evaluators gave there."""
    from procurement.selectors.ballots import card_of  # noqa: PLC0415 -- after the set-up
    from tests.procurement.rounds import example_marks  # noqa: PLC0415 -- the same

    given: dict[str, set[tuple[str, str]]] = {}
    for _, _, criterion, points, reason in example_marks():
        given.setdefault(criterion, set()).add((points, reason or "근거를 적음"))
    return {
        ballot.number: [sorted(given[place.rule.criterion.id]) for place in ballot.places]
        for ballot in card_of(seat).ballots
    }


def _cookie(user: Any) -> str:
    from django.conf import settings  # noqa: PLC0415 -- after the set-up
    from django.test import Client  # noqa: PLC0415 -- the same

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


if __name__ == "__main__":
    django.setup()
    told = filled() if sys.argv[1] == "fill" else counted()
    sys.stdout.write(json.dumps(told, ensure_ascii=False))
