from __future__ import annotations

import pytest

from procurement.verification import Level
from tests.procurement.api.client import api_of, problem, visitor
from tests.procurement.exchange import GUIDELLM, cast, content, other_run, submitted

pytestmark = pytest.mark.django_db
ANSWERS = {
    "names": [GUIDELLM],
    "accelerator": "RNGD",
    "used": 4,
    "weightPrecision": "FP8",
    "engine": "Furiosa-LLM",
    "engineVersion": "2026.3.0",
    "measurer": "퓨리오사AI",
    "measurerRole": "vendor",
    "powerScope": "not_measured",
}


def test_a_supplier_hands_a_release_in() -> None:
    people = cast()
    maker = api_of(people.maker)
    begun = maker.post("releases", {"title": "RNGD 4장"})
    assert begun.status_code == 201
    own = f"releases/{begun.json()['id']}"
    refused = maker.put_file(f"{own}/files/broken.json", b"{")
    assert "broken.json" in problem(refused)["detail"]
    assert maker.put_file(f"{own}/files/{GUIDELLM}", content()).json()["format"]
    assert maker.post_zip(f"{own}/files", {"a/again.json": content()}).json()[0]["name"] == GUIDELLM
    twice = maker.post_zip(f"{own}/files", {"a/x.json": b"1", "b/x.json": b"2"})
    assert twice.status_code == 422
    assert maker.get(own).json()["questions"]
    early = maker.post(f"{own}/submission", {"level": "public"})
    assert "답해야" in problem(early)["detail"]
    answered = maker.put(f"{own}/answers", ANSWERS).json()
    assert answered["questions"] == []
    assert answered["measurements"][0]["device"]
    assert maker.put(f"{own}/answers", ANSWERS | {"used": 0}).status_code == 422
    done = maker.post(f"{own}/submission", {"level": "public"}).json()
    assert (done["state"], done["level"], done["number"]) == ("submitted", "public", 1)
    assert len(done["digest"]) == 64
    assert maker.delete(own).status_code == 409
    assert visitor().get(f"{own}/files/{GUIDELLM}").content == content()


def test_a_draft_is_emptied_and_thrown_away() -> None:
    people = cast()
    maker = api_of(people.maker)
    own = f"releases/{maker.post('releases', {'title': '버릴 것'}).json()['id']}"
    maker.put_file(f"{own}/files/{GUIDELLM}", content())
    assert maker.delete(f"{own}/files/{GUIDELLM}").status_code == 204
    assert maker.delete(f"{own}/files/{GUIDELLM}").status_code == 422
    assert maker.delete(own).status_code == 204
    assert maker.get(own).status_code == 404
    assert api_of(people.administrator).post("releases", {"title": "x"}).status_code == 403


def test_a_release_supersedes_an_own_one() -> None:
    people = cast()
    before = submitted(people.maker, level=Level.PUBLIC)
    maker = api_of(people.maker)
    made = maker.post("releases", {"title": "새 판", "supersedes": before.pk}).json()
    assert made["supersedes"] == before.pk
    foreign = submitted(people.rival, data=other_run(), level=Level.PUBLIC)
    assert maker.post("releases", {"title": "남의 것", "supersedes": foreign.pk}).status_code == 404
    assert maker.get("releases").json()["count"] == 3
