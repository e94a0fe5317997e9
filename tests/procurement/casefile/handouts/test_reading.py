from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from benchmarks.table import TableError
from procurement.casefile.handouts.brands import BrandNamed
from procurement.casefile.handouts.reading import asked_of, submissions_if_any
from procurement.exports.handout import Bidder
from scoring.checks import UnusableScheme
from tests.procurement.casefile.folder import change, small_case, write

HIDDEN = """\
[[bidders]]
id = "A"
name = "A사"
shown = "업체 1"
[[bidders]]
id = "B"
name = "B사"
[[bidders]]
id = "C"
name = "C사"
"""


def before_bids(folder: Path) -> Path:
    small_case(folder)
    for path in (folder / "bids").iterdir():
        path.unlink()
    (folder / "marks.csv").unlink()
    return folder


def test_before_there_are_bids_the_notice_is_there_and_nobody_bids(tmp_path: Path) -> None:
    asked = asked_of(before_bids(tmp_path))
    assert (asked.notice.tender_id, asked.notice.bidders, asked.notice.evaluators) == ("T-1", (), ("위원1", "위원2"))
    assert (asked.notice.models, asked.notice.vat) == (("mock-model",), "부가가치세 포함")
    assert submissions_if_any(tmp_path, asked=asked) == ()


def test_the_bidders_are_those_of_the_bids(tmp_path: Path) -> None:
    asked = asked_of(small_case(tmp_path))
    assert asked.notice.bidders == (
        Bidder("A", "A사", "A사"),
        Bidder("B", "B사", "B사"),
        Bidder("C", "C사", "C사"),
    )
    assert [one.bid.id for one in submissions_if_any(tmp_path, asked=asked)] == ["A", "B", "C"]


def test_names_may_be_given_before_and_hidden_from_the_evaluators(tmp_path: Path) -> None:
    write(before_bids(tmp_path) / "forms.toml", HIDDEN + '[specification]\nnotes = ["정밀도는 FP8 이상"]\n')
    notice = asked_of(tmp_path).notice
    assert notice.bidders[0] == Bidder("A", "A사", "업체 1")
    assert notice.notes[-1] == "정밀도는 FP8 이상"


def test_an_excused_evaluator_is_known(tmp_path: Path) -> None:
    write(
        small_case(tmp_path) / "marks.toml",
        '[[excused]]\nevaluator = "위원1"\nbid = "A"\nkind = "recused"\nreason = "이해관계"\n',
    )
    assert asked_of(tmp_path).notice.excused == {("위원1", "A")}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HIDDEN.replace('"C사"', '"A사"'), "two have the same name"),
        (HIDDEN.replace('id = "B"', 'id = "A"'), "two have the same id"),
        (HIDDEN.replace('name = "B사"', 'name = "업체 1"'), "two have the same shown"),
        (HIDDEN.replace('id = "C"', 'id = "D"'), "these bids are not listed, add them"),
        (HIDDEN + 'extra = "x"\n', "unknown key 'extra'"),
        ("[form]\n", "unknown key 'form'"),
    ],
)
def test_a_forms_toml_that_contradicts_the_folder_is_refused(tmp_path: Path, text: str, says: str) -> None:
    write(small_case(tmp_path) / "forms.toml", text)
    with pytest.raises(TableError, match=says):
        asked_of(tmp_path)


def test_the_sample_in_the_readme_is_read(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[4]
    blocks = re.findall(r"```toml\n(.*?)```", (root / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    (sample,) = [text for text in blocks if "[[bidders]]" in text]
    shutil.copytree(root / "docs" / "examples" / "npu-llm-servers", tmp_path / "case")
    for path in (tmp_path / "case" / "bids").iterdir():
        path.unlink()
    write(tmp_path / "case" / "forms.toml", sample)
    notice = asked_of(tmp_path / "case").notice
    assert notice.bidders == (Bidder("A", "가온누리솔루션", "업체 1"),)
    assert [len(rule.shares) for rule in notice.marking] == [0, 0, 0, 5]
    assert notice.notes[-1] == "가중치 정밀도는 FP8 이상으로 한다."


def test_a_folder_without_a_tender_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"tender\.toml: 사업 폴더에 이 파일이 없습니다"):
        asked_of(tmp_path)


def test_a_scheme_that_evaluate_would_refuse_goes_out_in_no_form(tmp_path: Path) -> None:
    change(small_case(tmp_path) / "tender.toml", "points = 70", "points = 60")
    with pytest.raises(UnusableScheme):
        asked_of(tmp_path)


def test_a_makers_name_in_the_announcement_is_refused_and_in_a_model_told(tmp_path: Path) -> None:
    change(small_case(tmp_path) / "tender.toml", 'title = "서버 전력"', 'title = "H100 서버 전력"')
    with pytest.raises(BrandNamed, match=r"tender\.toml\.gates\[1\]\.title: 'H100'"):
        asked_of(tmp_path)
    change(tmp_path / "tender.toml", "H100 서버 전력", "서버 전력")
    change(tmp_path / "tender.toml", "mock-model", "nvidia/mock-model")
    assert [one.name for one in asked_of(tmp_path).model_brands] == ["nvidia"]
