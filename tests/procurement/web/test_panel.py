from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from procurement.models import Seat, Tender
from procurement.services.bids import enter_bid
from tests.procurement.actors import AT, acting
from tests.procurement.rounds import Round, example_bids, take_further


def test_seats_are_given_then_bids_close_and_the_evaluation_begins(
    entered: Callable[[str], Client], made: Round
) -> None:
    take_further(made)
    officer, own = entered("officer"), f"/tenders/{made.tender.pk}/"
    members = {f"seat{index}": user.pk for index, user in enumerate(made.members)}
    twice = officer.post(f"{own}panel/", members | {"seat1": members["seat0"]})
    assert twice.status_code == 422
    assert "이미 다른 자리에 있습니다" in twice.content.decode()
    assert officer.post(f"{own}panel/", members).status_code == 302
    assert list(Seat.objects.values_list("name", "user__username")) == [
        (f"위원{number}", f"가상시청위원{number}") for number in (1, 2, 3)
    ]
    assert "입찰이 없습니다" in officer.post(f"{own}begin/", {"sure": "on"}).content.decode()
    for content, _ in example_bids().values():
        enter_bid(made.tender, content=content, evidence={}, by=acting(made.officer), at=AT)
    page = officer.get(f"{own}begin/").content.decode()
    assert all(bid.sha256 in page for bid in made.tender.bids.all())
    assert officer.post(f"{own}begin/", {}).status_code == 422
    assert officer.post(f"{own}begin/", {"sure": "on"}).status_code == 302
    assert Tender.objects.get().stage == "evaluating"
    assert officer.post(f"{own}panel/", members).status_code == 409


def test_the_close_names_who_is_missing(entered: Callable[[str], Client], made: Round) -> None:
    for _ in range(2):
        take_further(made)
    officer, own = entered("officer"), f"/tenders/{made.tender.pk}/"
    page = officer.post(f"{own}close/", {"sure": "on"})
    assert page.status_code == 422
    assert "아직 제출하지 않은 위원: 위원1, 위원2, 위원3" in page.content.decode()
