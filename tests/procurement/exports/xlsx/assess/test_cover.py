from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from procurement.exports.xlsx import forms
from tests.procurement.casefile.assess.folder import EXAMPLES
from tests.procurement.exports.xlsx.assess.workbooks import line, made, rows, written


def test_the_cover_names_rules_digests_program_result_and_what_does_not_apply() -> None:
    assessed = made("qualification")
    content = written(assessed)
    digest = sha256((EXAMPLES / "assess-qualification" / "assess.toml").read_bytes()).hexdigest()
    assert line(content, forms.COVER, "입력 요약값")[1] == f"sha256 {digest} (assess.toml)"
    assert line(content, forms.COVER, "절차")[1] == "적격심사"
    assert line(content, forms.COVER, "결과")[1] == "낙찰 예정: 나래"
    assert line(content, forms.COVER, "프로그램")[1] == "Jeoul"
    for text in assessed.rules:
        assert str(line(content, forms.COVER, f"규정 요약값 {text.id}")[1]).endswith(text.digest)
    assert line(content, forms.COVER, forms.DIFFERENTIAL)[1] == "없음: 협상에 의한 계약에만 쓰는 시트"
    assert line(content, forms.COVER, "낙찰하한")[1] == "있음"


def test_a_real_case_has_no_word_of_an_example_and_open_values_are_named() -> None:
    content = written(replace(made("qualification"), example="", open=("mas.x: 산식",)))
    assert rows(content, forms.COVER)[0][0] == "적격심사 계산 결과"
    assert line(content, forms.COVER, "조문 미확보")[1] == "mas.x: 산식"
