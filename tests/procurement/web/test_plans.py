from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from procurement.casefile.archive import packed
from procurement.casefile.planning import NO_SERVER
from procurement.models import Job, Plan, User
from procurement.workflow import Stage
from tests.procurement.plans import EXAMPLE, planned, small
from tests.procurement.rounds import Crew, Round, take_further

NEW = {"title": "새 구성", "day": "2026-11-02", "objective": "cheapest", "utilisation": "0.8", "spares": "0"}


@pytest.fixture
def officer(entered: Callable[[str], Client]) -> Client:
    return entered("officer")


def uploaded(**files: bytes) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name.replace("_", "."), content) for name, content in files.items()]


def test_a_plan_is_begun_in_a_form_and_says_what_is_open(officer: Client) -> None:
    answer = officer.post("/plans/new/", NEW, follow=True)
    assert answer.redirect_chain[-1][0] == f"/plans/{Plan.objects.get().pk}/"
    page = answer.content.decode()
    assert NO_SERVER.partition(" / ")[0] in page
    assert "계산하기</h2>" not in page


def test_a_plan_is_begun_from_files_or_a_zip_and_what_is_wrong_is_said(officer: Client) -> None:
    sizing = small()["sizing.toml"]
    assert officer.post("/plans/new/files/", {"folder": uploaded(sizing_toml=sizing)}).status_code == 302
    assert officer.post("/plans/new/files/", {"folder": uploaded(plan_zip=packed(small()))}).status_code == 302
    assert Plan.objects.count() == 2
    broken = officer.post("/plans/new/files/", {"folder": uploaded(sizing_toml=small(published='"x"')["sizing.toml"])})
    assert broken.status_code == 422
    assert "sizing.toml" in broken.content.decode()
    assert officer.post("/plans/new/files/", {"folder": uploaded(plan_zip=b"no")}).status_code == 422
    assert Plan.objects.count() == 2


def test_the_example_begins_with_one_click_and_its_files_can_be_had(officer: Client) -> None:
    plan = officer.post("/plans/new/example/").headers["Location"]
    assert officer.get(f"{plan}files/sizing.toml").content == (EXAMPLE / "sizing.toml").read_bytes()
    assert "NXT RNGD Server" in officer.get(plan).content.decode()


def test_a_file_of_a_plan_is_replaced_unless_it_is_wrong(officer: Client, people: Crew) -> None:
    plan = planned(people.agency, people.officer)
    url = f"/plans/{plan.pk}/put/"
    assert officer.post(url, {"file": uploaded(sizing_toml=small(budget="1")["sizing.toml"])[0]}).status_code == 302
    assert officer.post(url, {"file": uploaded(sizing_toml=b"[plan")[0]}).status_code == 422
    assert bytes(plan.files.get().content) == small(budget="1")["sizing.toml"]


def test_what_is_asked_becomes_a_job_once(officer: Client, people: Crew) -> None:
    plan = planned(people.agency, people.officer)
    places = {officer.post(f"/plans/{plan.pk}/", {"seconds": "60", "prices": "on"}).headers["Location"] for _ in "ab"}
    assert places == {f"/jobs/{Job.objects.get().pk}/"}
    assert Job.objects.get().parameters == '{"frontier": null, "prices": true, "seconds": 60, "why": null}'


def test_bids_become_a_plan_from_the_page_of_results(officer: Client, made: Round) -> None:
    while made.tender.stage != Stage.PRICES_OPENED:
        take_further(made)
    page = officer.get(f"/tenders/{made.tender.pk}/result/").content.decode()
    assert f"/tenders/{made.tender.pk}/plan/" in page
    plan = officer.post(f"/tenders/{made.tender.pk}/plan/").headers["Location"]
    assert "개봉한 사업의 입찰로 만든 구성" in officer.get(plan).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_one_as_for_many(
    officer: Client, cast: dict[str, User], people: Crew, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        planned(people.agency, cast["officer"])
    officer.get("/plans/")
    with django_assert_num_queries(10):
        officer.get("/plans/")
