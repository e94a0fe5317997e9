from __future__ import annotations

import pytest

from procurement.casefile.collecting.toml_text import toml_of
from procurement.selectors.plan_evidence import copied_evidence, path_of
from tests.procurement.exchange import cast, submitted, verified

pytestmark = pytest.mark.django_db


def test_a_release_comes_with_its_raw_files_its_answers_and_its_verification() -> None:
    people = cast()
    release = verified(submitted(people.maker), people)
    found = list(copied_evidence(release))
    file = release.files.get()
    assert [content for _, content in found] == [bytes(file.content)]
    table = found[0][0]
    assert table["file"] == path_of(file) == f"releases/{release.pk}-{file.name}"
    answers = table["answers"]
    assert isinstance(answers, dict)
    assert answers["verification"] == release.verification != "self_declared"
    assert None not in answers.values()
    assert "releases/" in toml_of({"evidence": [table]})
