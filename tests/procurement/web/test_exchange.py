from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from procurement.models import Look, Measured
from procurement.verification import Level
from tests.procurement.exchange import Cast, cast, newer, other_run, run_of_2031, submitted
from tests.procurement.web.pages import Page, faults
from tests.procurement.web.test_exchange_release import SECRET, entering


@pytest.fixture
def people(db: None) -> Cast:  # noqa: ARG001 -- asks for the database
    """A public release of three points, and a private one of another supplier in which everything could leak."""
    made = cast()
    submitted(made.maker, level=Level.PUBLIC)
    submitted(made.rival, given=SECRET, title="비밀 자료", data=run_of_2031())
    return made


def test_a_visitor_finds_what_is_public_and_nothing_of_the_rest(people: Cast, client: Client) -> None:
    """C.4-19: list, counts, filters, and what a filter on a hidden value says."""
    for path in ("/results/", "/results/?past=1", "/results/?device=비밀칩-X9", "/results/?order=-output_tps"):
        text = client.get(path).content.decode()
        assert faults(Page(path, "visitor", text)) == []
        assert all(word not in text.replace("비밀번호", "") for word in ("비밀 자료", "비밀반도체", "비밀엔진", "INT3"))
    page = client.get("/results/?model=mock-model&isl=128&concurrency=4").content.decode()
    assert "측정 1건" in page
    assert page.count('name="pick"') == 1
    assert "조건에 맞는 측정 결과가 없습니다" in client.get("/results/?precision=INT4").content.decode()
    assert people.own.releases.count() == 1


def test_what_cannot_be_read_filters_nothing(people: Cast, client: Client) -> None:
    text = client.get("/results/?isl=x&since=nie&state=none&order=content&page=9").content.decode()
    assert "측정 3건" in text
    assert people.own.releases.count() == 1


def test_later_software_and_unmeasured_figures_are_said(people: Cast, client: Client) -> None:
    submitted(people.maker, level=Level.PUBLIC, given=newer(), data=other_run(2))
    text = client.get("/results/?software=2026.3.0").content.decode()
    assert text.count("그 뒤의 판으로 잰 자료가 있음") == 3
    assert text.count('<td class="number">미측정</td>') == 3  # no power


def test_chosen_results_stand_side_by_side_with_what_differs(people: Cast) -> None:
    first, second = Measured.objects.filter(release__owner=people.own)[:2]
    officer = entering(people.officer)
    text = officer.get(f"/results/compare/?pick={first.pk}&pick={second.pk}").content.decode()
    assert faults(Page("", "officer", text)) == []
    assert "견줄 기준" in text
    assert "동시" in text
    assert [one.what for one in Look.objects.all()] == ["compared"]


@pytest.mark.parametrize("pick", ["", "pick=1", "pick=1&pick=1", "pick=1&pick=4", "pick=1&pick=99999", "pick=x"])
def test_a_choice_of_too_few_or_of_what_is_not_there_is_refused_alike(people: Cast, client: Client, pick: str) -> None:
    response = client.get(f"/results/compare/?{pick}")
    assert response.status_code == 422
    assert ("고르세요" in response.content.decode()) or ("없는 것이 있습니다" in response.content.decode())
    assert "비밀 자료" not in response.content.decode()
    assert people.own.releases.count() == 1


def test_queries_do_not_grow_with_the_rows(
    people: Cast, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(4) as few:
        client.get("/results/")
    submitted(people.maker, level=Level.PUBLIC, data=other_run(3))
    with django_assert_num_queries(len(few.captured_queries)):
        client.get("/results/")


def test_who_may_hand_in_is_shown_the_way(people: Cast, client: Client) -> None:
    asking = (entering(people.maker), entering(people.officer), client)
    pages = [one.get("/results/").content.decode() for one in asking]
    assert ["/results/new/" in page for page in pages] == [True, True, False]


def test_repeated_runs_that_are_picked_are_one_line_of_the_comparison(people: Cast, client: Client) -> None:
    """Two hand-ins of one operating point: their mean is compared, and both stand in the table below."""
    submitted(people.maker, level=Level.PUBLIC, data=run_of_2031(), title="다시 잰 자료")
    found = Measured.objects.filter(release__owner=people.own).order_by("concurrency", "pk")
    picks = "&".join(f"pick={one.pk}" for one in found[:3])
    answer = client.get(f"/results/compare/?{picks}")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "같은 조건을 되풀이해 잰 2건의 평균" in page
    results, below = page.split("고른 측정 결과")
    assert (results.count("<tr>"), below.count("<tr>")) == (3, 4)
