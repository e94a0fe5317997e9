"""C.9-47: what costs much is limited by person and by address, and the answer says when to come again."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern

from procurement.models import Tender
from procurement.web import limits
from procurement.web.limits import COMPUTES, EXPORTS, LIMITS, LOOKS, UPLOADS, Limit
from procurement.web.urls import urlpatterns

WEB = Path(limits.__file__).parent


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in LIMITS:
        monkeypatch.setitem(LIMITS, kind, Limit(2, 3))


def test_a_person_is_told_to_wait_and_another_is_not(entered: Callable[[str], Client], tender: Tender) -> None:
    officer, url = entered("officer"), f"/tenders/{tender.pk}/files/tender.toml"
    assert [officer.get(url).status_code for _ in range(3)] == [200, 200, 429]
    refused = officer.get(url)
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert "초 뒤에 다시 할 수 있습니다" in refused.content.decode()
    assert officer.get(f"/tenders/{tender.pk}/").status_code == 200
    chair = entered("chair")
    chair.defaults["REMOTE_ADDR"] = "192.0.2.8"
    assert chair.get(url).status_code == 200


def test_an_address_is_limited_whoever_asks(entered: Callable[[str], Client], tender: Tender) -> None:
    url = f"/tenders/{tender.pk}/files/tender.toml"
    asked = [entered(role).get(url).status_code for role in ("officer", "chair", "approver", "auditor")]
    assert asked == [200, 200, 200, 429]


def test_what_is_handed_in_and_computed_counts_and_looking_at_the_form_does_not(
    entered: Callable[[str], Client],
) -> None:
    officer = entered("officer")
    assert [officer.get("/plans/new/files/").status_code for _ in range(4)] == [200] * 4
    assert [officer.post("/plans/new/files/", {}).status_code for _ in range(3)] == [422, 422, 429]


FILES = re.compile(r"\bFiles?Field\(")


def modules() -> dict[str, set[str]]:
    """The names of the pages of each module of the web."""
    found: dict[str, set[str]] = {}
    for one in urlpatterns:
        if isinstance(one, URLPattern) and one.callback.__module__.startswith("procurement.web."):
            found.setdefault(one.callback.__module__.rpartition(".")[2], set()).add(str(one.name))
    return found


def test_every_module_that_takes_files_limits_it_and_every_limited_page_is_there() -> None:
    pages = modules()
    taking = {name for name in pages if FILES.search((WEB / f"{name}.py").read_text(encoding="utf-8"))}
    assert {name for name in taking if not pages[name] & UPLOADS} == set()
    assert set[str]().union(*pages.values()) >= UPLOADS | COMPUTES | LOOKS | EXPORTS
