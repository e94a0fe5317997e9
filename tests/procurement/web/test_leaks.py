"""A private release of another leaves no trace on any page, in any count, export or refusal (C.4-19)."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from procurement.models import Measured
from tests.procurement.api import test_leaks
from tests.procurement.api.test_leaks import NAME, WORDS, hidden
from tests.procurement.exchange import Cast
from tests.procurement.plans import planned
from tests.procurement.rounds import begun
from tests.procurement.web.test_exchange_release import entering
from tests.procurement.web.test_urls import patterns

pytestmark = pytest.mark.django_db
people = test_leaks.people
LEAVING = {"account_logout", "mfa_picture", "mfa_authenticate", "mfa_reauthenticate"}


def places() -> Iterator[str]:
    """Every page, with the keys of what is hidden where a number stands, and the queries that ask for it."""
    for pattern in patterns(get_resolver().url_patterns):
        if pattern.name not in LEAVING:
            yield from filled(pattern)
    measured = [one.pk for one in Measured.objects.filter(release__in=hidden())][:2]
    picked = "&".join(f"pick={one}" for one in measured)
    for path in ("compare/", "k-perf.xlsx", "results.json", "kperf_result.json", "curves/"):
        yield f"/results/{path}?{picked}"
    for field, value in {
        "device": "비밀칩X9",
        "engine": "비밀엔진",
        "owner": "비밀반도체",
        "software": "비밀판",
    }.items():
        for path in ("", "curves/", "k-perf.xlsx", "results.json"):
            yield f"/results/{path}?{field}={quote(value)}&past=1"


def filled(pattern: URLPattern) -> Iterator[str]:
    converters = pattern.pattern.converters
    numbers = [one.pk for one in hidden()] if "number" in converters else [0]
    for number in numbers:
        given: dict[str, object] = dict.fromkeys(converters, NAME) | {"number": number}
        given |= {name: number for name, one in converters.items() if type(one).__name__ == "IntConverter"}
        given |= {"path": "tender.toml", "key": "new"}
        if pattern.name:
            yield reverse(pattern.name, kwargs={name: given[name] for name in converters})


def traces(client: Client) -> dict[str, list[str]]:
    found = {}
    for place in places():
        answer = client.get(place)
        text = answer.content.decode("utf-8", "replace") + str(answer.headers)
        # what was asked for stands in links back to the same question
        text = text.replace(quote(place), "").replace(place.partition("?")[2].replace("&", "&amp;"), "")
        asked = [word for word in WORDS if word in place or quote(word) in place]
        if words := [word for word in WORDS if word in text and word not in asked]:
            found[place] = words
    return found


@pytest.mark.parametrize("who", ["maker", "officer", "member", "outsider", "administrator", None])
def test_what_is_private_is_on_no_page(who: str | None, people: Cast) -> None:
    made = begun("가상군청")
    planned(made.agency, made.officer)
    client = Client() if who is None else entering(getattr(people, who))
    assert traces(client) == {}


def test_the_search_finds_what_its_owner_sees(people: Cast) -> None:
    found = traces(entering(people.rival))
    assert {word for words in found.values() for word in words} >= {
        "비밀칩",
        "비밀엔진",
        "비밀 자료",
        "비밀 초안",
        NAME,
    }
