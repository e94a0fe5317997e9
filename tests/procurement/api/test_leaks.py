"""A private release of another leaves no trace: no list, field, count, name, file, header or refusal tells of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from procurement.models import Measured, Release
from procurement.verification import Level
from tests.procurement.api.client import Api, api_of, document, visitor
from tests.procurement.exchange import ANSWERED, Cast, cast, draft, other_run, submitted

pytestmark = pytest.mark.django_db
SECRET = replace(ANSWERED, accelerator="비밀칩X9", engine="비밀엔진", engine_version="비밀판", measurer="비밀시험실")
NAME = "hidden-run.json"
WORDS = ("비밀칩", "비밀엔진", "비밀판", "비밀시험실", "비밀 자료", "비밀 초안", NAME)


@pytest.fixture
def people() -> Cast:
    """What is public of one supplier, and what another keeps to itself: a release and a draft."""
    found = cast()
    submitted(found.maker, level=Level.PUBLIC)
    submitted(found.rival, title="비밀 자료", name=NAME, data=other_run(), given=SECRET)
    draft(found.rival, title="비밀 초안", name=NAME, data=other_run(3))
    return found


def hidden() -> list[Release]:
    return list(Release.objects.filter(title__startswith="비밀"))


def addresses() -> Iterator[str]:
    """Every address that is read, with the keys of what is hidden, and filters that ask for it by name."""
    for path, operations in document()["paths"].items():
        if "get" not in operations:
            continue
        own = path.removeprefix("/api/v1/").replace("{name}", NAME)
        own = own.replace("{path}", "tender.toml").replace("{key}", "A")
        for key in [one.pk for one in hidden()] if "{number}" in own else [0]:
            yield own.replace("{number}", str(key))
    yield "measurements?past=true&perPage=200"
    for name, value in {
        "device": "비밀칩X9",
        "engine": "비밀엔진",
        "owner": "비밀반도체",
        "software": "비밀판",
    }.items():
        yield f"measurements?{name}={value}"
        yield f"measurements/facets?{name}={value}"
        yield f"measurements/results.json?{name}={value}"
    for column in ("device", "engine", "software", "model", "maker"):
        yield f"measurements/names?column={column}&typed=비밀"
    picked = [one.pk for one in Measured.objects.filter(release__in=hidden())][:2]
    both = "&".join(f"pick={one}" for one in picked)
    for place in ("comparison", "k-perf.xlsx", "results.json", "kperf_result.json"):
        yield f"measurements/{place}?{both}"


def traces(asks: Api) -> dict[str, list[str]]:
    """The addresses at which something of it is seen."""
    found = {}
    for address in addresses():
        answer = asks.client.get(f"/api/v1/{address}")
        seen = answer.content.decode("utf-8", "replace") + str(answer.headers)
        words = [word for word in WORDS if word in seen]
        if words:
            found[address] = words
    return found


@pytest.mark.parametrize("who", ["maker", "officer", "member", "outsider", "administrator", None])
def test_what_is_private_leaves_no_trace(who: str | None, people: Cast) -> None:
    asks = visitor() if who is None else api_of(getattr(people, who))
    assert traces(asks) == {}
    everything = asks.get("measurements", past="true").json()
    listed = {facet["name"]: facet["values"] for facet in asks.get("measurements/facets", past="true").json()}
    assert sum(one["count"] for one in listed["owner"]) == everything["count"]
    assert [one["value"] for one in listed["owner"]] == ["가상반도체"]
    assert asks.get("releases").json()["count"] == 1


def test_the_words_are_there_for_those_who_may_see_them(people: Cast) -> None:
    """The search itself finds what there is to be found."""
    found = traces(api_of(people.rival))
    assert {word for words in found.values() for word in words} >= {"비밀칩", "비밀엔진", "비밀 자료", "비밀 초안"}
    assert "hidden-run.json" in str(found)


def test_what_is_not_there_and_what_is_hidden_are_answered_alike(people: Cast) -> None:
    asks, nothing = api_of(people.maker), 999_999
    for one in hidden():
        for path in ("", "/files/hidden-run.json", "/sharing"):
            there, gone = asks.get(f"releases/{one.pk}{path}"), asks.get(f"releases/{nothing}{path}")
            assert (there.status_code, there.content) == (gone.status_code, gone.content)
        for act in ("check", "verification", "rejection", "withdrawal", "submission"):
            sent = {"reason": "x", "level": "public", "how": "certified", "answered": []}
            there, gone = asks.post(f"releases/{one.pk}/{act}", sent), asks.post(f"releases/{nothing}/{act}", sent)
            assert (there.status_code, there.content) == (gone.status_code, gone.content)
    for keys in ([one.pk for one in Measured.objects.filter(release__in=hidden())][:2], [nothing, nothing + 1]):
        answer = asks.get("measurements/comparison", pick=keys)
        assert answer.json()["detail"] == "고른 결과 가운데 없는 것이 있습니다"
    same = [asks.post("releases", {"title": "x", "supersedes": key}) for key in (hidden()[0].pk, nothing)]
    assert same[0].content == same[1].content
