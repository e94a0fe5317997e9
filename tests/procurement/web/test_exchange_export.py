from __future__ import annotations

import json
from io import BytesIO

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from openpyxl import load_workbook

from procurement.models import Look, Measured
from procurement.selectors import evidence_export
from procurement.verification import Level
from procurement.web import exchange_export
from tests.procurement.exchange import Cast, newer, other_run, submitted
from tests.procurement.exchange import cast as exchange_cast
from tests.procurement.web.conftest import SECRET

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    """In the place of the agency's people: those of an exchange, with one public and one hidden release."""
    made = exchange_cast()
    submitted(made.maker, level=Level.PUBLIC)
    submitted(made.rival, data=other_run(), given=newer("9"))
    return made


def keys(owner: str) -> list[int]:
    return list(Measured.objects.filter(release__owner__name=owner).values_list("pk", flat=True))


def test_a_visitor_takes_away_what_is_public_and_nothing_else(people: Cast) -> None:
    assert people
    client = Client()
    told = client.get("/results/results.json").content.decode()
    assert [one["name"].partition("/")[0] for one in json.loads(told)["files"]] == ["가상반도체"]
    assert "비밀반도체" not in told
    book = load_workbook(BytesIO(client.get("/results/k-perf.xlsx").content))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert any("가상반도체" in one for one in cells)
    assert not any("비밀반도체" in one for one in cells)


def test_picking_what_one_may_not_see_finds_nothing(people: Cast) -> None:
    assert people
    hidden = keys("비밀반도체")
    assert Client().get("/results/results.json", {"pick": hidden}).status_code == 422
    both = Client().get("/results/results.json", {"pick": hidden + keys("가상반도체")})
    assert "비밀반도체" not in both.content.decode()


def test_who_took_it_away_is_kept_for_the_owner(people: Cast) -> None:
    client = Client()
    TOTP.activate(people.officer, SECRET)
    client.force_login(people.officer, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/results/kperf_result.json").status_code == 200
    assert Look.objects.get(by=people.officer).what == "downloaded"


def test_several_conditions_or_too_many_results_are_refused_in_words(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    client.force_login(people.first, backend="django.contrib.auth.backends.ModelBackend")
    several = client.get("/results/kperf_result.json")
    assert (several.status_code, "한 조건의 결과만" in several.content.decode()) == (422, True)
    assert client.get("/results/results.json", {"model": "nothing"}).status_code == 422
    monkeypatch.setattr(exchange_export, "MOST", 1)
    assert evidence_export.MOST > 1
    assert "1건까지 고르거나" in client.get("/results/results.json").content.decode()
