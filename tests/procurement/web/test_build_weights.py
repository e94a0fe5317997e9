from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from django.test import Client

from procurement.casefile.weighing.reading import read_weighing
from procurement.models import Tender
from procurement.selectors.drafting import written_in
from procurement.selectors.tenders import files_of


@pytest.fixture
def officer(entered: Callable[[str], Client]) -> Client:
    return entered("officer")


def items(tender: Tender) -> list[str]:
    return [one["id"] for one in written_in(tender).tables("criteria")]


def judged(tender: Tender, judge: str, *, first: str = "3") -> dict[str, str]:
    """Each item three (or so) times the next, the rest left to be filled."""
    names = items(tender)
    swings = {f"swing__{name}": "하 → 상" for name in names}
    chain = {f"{one}__{other}": first for one, other in pairwise(names)}
    return {"judge": judge, "seen": written_in(tender).digest} | swings | chain


def test_comparisons_become_whole_points_that_the_command_gives_too(
    officer: Client, tender: Tender, tmp_path: Path
) -> None:
    url = f"/tenders/{tender.pk}/criteria/weights/"
    assert officer.post(url, judged(tender, "위원1", first="1")).status_code == 302
    page = officer.get(url).content.decode()
    assert "기술 90점을 나눈 배점" in page
    assert officer.post(f"{url}apply/", {"seen": written_in(tender).digest}).status_code == 302
    points = {one["id"]: one["points"] for one in written_in(tender).tables("criteria")}
    (tmp_path / "weigh.toml").write_bytes(files_of(tender)["weigh.toml"])
    assert points == dict(read_weighing(tmp_path / "weigh.toml").methods[0].points)
    assert sum(points.values()) == 90


def test_a_second_judge_is_put_together_with_the_first(officer: Client, tender: Tender) -> None:
    url = f"/tenders/{tender.pk}/criteria/weights/"
    for judge in ("위원1", "위원2", "위원1"):
        officer.post(url, judged(tender, judge))
    assert "위원2, 위원1" in officer.get(url).content.decode()


def test_comparisons_that_do_not_hang_together_say_so_and_give_no_points(officer: Client, tender: Tender) -> None:
    url = f"/tenders/{tender.pk}/criteria/weights/"
    names = items(tender)
    lone = {key: held for key, held in judged(tender, "위원1").items() if key != f"{names[0]}__{names[1]}"}
    officer.post(url, lone)
    assert "기술 90점을 나눈 배점" not in officer.get(url).content.decode()
    assert officer.post(f"{url}apply/", {"seen": written_in(tender).digest}).headers["Location"] == url
    assert officer.post(url, lone | {"judge": ""}).status_code == 422


def test_without_whole_points_left_nothing_is_compared(officer: Client, tender: Tender) -> None:
    price = {"points": "10.5", "weight_reason": "까닭", "seen": written_in(tender).digest}
    officer.post(f"/tenders/{tender.pk}/criteria/", price)
    page = officer.get(f"/tenders/{tender.pk}/criteria/weights/").content.decode()
    assert "가격 배점이 정수로 정해져 있어야" in page
