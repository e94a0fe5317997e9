from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.table import TableError
from procurement.casefile.assess.reading import REFUSALS, RULES, in_words, read_assessment
from tests.procurement.casefile.assess.folder import EXAMPLES, KINDS, assessed


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_is_assessed_and_says_that_it_is_one(kind: str) -> None:
    found = read_assessment(EXAMPLES / f"assess-{kind}")
    assert found.kind == kind.replace("-", "_")
    assert found.example.startswith("예시: ")
    assert found.title.startswith("[예시] ")


def test_there_is_an_example_of_every_kind() -> None:
    assert {kind.replace("-", "_") for kind in KINDS} == set(RULES)
    assert {f"assess-{kind}" for kind in KINDS} == {path.name for path in EXAMPLES.glob("assess-*")}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('kind = "qualification"', 'kind = "lottery"', "assess.toml.assessment: kind = 'lottery'"),
        ('kind = "qualification"', 'kind = "mas"', "assess.toml: 알 수 없는 키 'qualification'"),
        ("rules_day = 2026-11-02", "rules_day = 2001-01-01", "assess.toml: kr."),
        ('form = "appendix_2"', 'form = "appendix_99"', "assess.toml: form.appendix_99."),
        (
            'form = "appendix_2"',
            'form = "sme_competition"',
            "assess.toml: kr.qualification.forms: form.sme_competition",
        ),
        ("price = 100000000", "price = 0", "assess.toml.bids[0]: price = 0"),
        ("capability = 29", "capability = 31", "assess.toml: 가온: 가격"),
        ('id = "나래"', 'id = "가온"', "assess.toml: 예정가격"),
        ("[[bids]]", "[bids]]", "assess.toml 15행"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(REFUSALS) as caught:
        assessed(tmp_path, "qualification", (old, new))
    assert in_words(caught.value).startswith(says), in_words(caught.value)


def test_without_the_file_the_examples_are_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"^assess\.toml: 폴더에 이 파일이 없습니다"):
        read_assessment(tmp_path)
