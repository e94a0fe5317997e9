from __future__ import annotations

from procurement.casefile.collecting.refusal import Refusal, shown


def test_a_refusal_names_file_place_fault_and_mend() -> None:
    assert str(Refusal("a.xlsx", "평가표!E9", "빈칸", "적으십시오.")) == "a.xlsx 평가표!E9: 빈칸 ▶ 적으십시오."
    assert str(Refusal("a.xlsx", "", "빈칸", "적으십시오.")) == "a.xlsx: 빈칸 ▶ 적으십시오."


def test_nothing_from_outside_steers_the_terminal() -> None:
    assert shown("a\x1b[2Jb\u202ec\nd 한글 😀") == "a\ufffd[2Jb\ufffdc\nd 한글 😀"
    assert str(Refusal("a\x1b.xlsx", "", "b", "c")) == "a\ufffd.xlsx: b ▶ c"
