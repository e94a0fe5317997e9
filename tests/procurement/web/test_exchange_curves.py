from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from procurement.models import Look, Measured, User
from procurement.verification import Level
from tests.procurement.exchange import Cast, newer, other_run, submitted
from tests.procurement.exchange import cast as exchange_cast
from tests.procurement.web.conftest import SECRET
from tests.procurement.web.pages import Page, faults

pytestmark = pytest.mark.django_db
CURVES = "/results/curves/"


@pytest.fixture
def people() -> Cast:
    """In the place of the agency's people: those of an exchange."""
    return exchange_cast()


@pytest.fixture
def shown(people: Cast) -> Callable[..., str]:
    submitted(people.maker, level=Level.PUBLIC, title="공개한 자료")
    submitted(people.rival, data=other_run(), given=newer("9"), title="숨긴 자료")

    def look(by: User | None = None, **asked: str) -> str:
        client = Client()
        if by is not None:
            TOTP.activate(by, SECRET)
            client.force_login(by, backend="django.contrib.auth.backends.ModelBackend")
        answer = client.get(CURVES, asked)
        assert answer.status_code == 200
        return answer.content.decode()

    return look


def test_a_visitor_sees_curves_and_grid_of_what_is_public_and_no_trace_of_the_rest(shown: Callable[..., str]) -> None:
    page = shown()
    assert "plot-output_tps" in page
    assert "길이마다의 최대 출력" in page
    assert ("가상반도체" in page, "비밀반도체" in page) == (True, False)
    assert faults(Page(CURVES, "visitor", page)) == []


def test_every_measured_point_stands_in_the_table_and_what_was_not_is_not_measured(shown: Callable[..., str]) -> None:
    page = shown()
    for one in Measured.objects.filter(release__owner__name="가상반도체").exclude(output_tps=None):
        assert f"{round(one.output_tps or Decimal(0), 2):,f}".rstrip("0").rstrip(".") in page
    assert "미측정" in page


def test_limits_are_drawn_and_stay_in_the_form(shown: Callable[..., str]) -> None:
    page = shown(ttft="2000")
    assert 'value="2000"' in page
    assert "plot-limit" in page
    assert "plot-limit" not in shown(ttft="-1")


def test_throughput_per_million_won_needs_a_price_and_its_source(shown: Callable[..., str]) -> None:
    best = Measured.objects.filter(release__owner__name="가상반도체").exclude(output_tps=None)[0]
    per = f"{round((best.output_tps or Decimal(0)) / 100, 2):,f}".rstrip("0").rstrip(".")
    assert f">{per}<" in shown(won1="100000000", source1="가상 견적 2026-11-01")
    for asked in ({"won1": "100000000"}, {"won1": "many", "source1": "견적"}, {"won1": "0", "source1": "견적"}):
        assert "값 없음" in shown(**asked)


def test_changes_of_software_are_shown_with_their_versions(people: Cast, shown: Callable[..., str]) -> None:
    submitted(people.maker, data=other_run(3), given=newer("2027.1"), level=Level.PUBLIC)
    page = shown()
    assert "소프트웨어가 바뀌며 달라진 것" in page
    assert "→ 2027.1" in page


def test_who_has_looked_is_kept_for_the_owner(people: Cast, shown: Callable[..., str]) -> None:
    shown(people.officer)
    assert Look.objects.filter(by=people.officer, what="compared").count() == 1


def test_a_model_that_is_not_there_draws_nothing(shown: Callable[..., str]) -> None:
    page = shown(model="nothing")
    assert "plot-output_tps" not in page
