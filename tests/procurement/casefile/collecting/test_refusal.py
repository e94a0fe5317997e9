from __future__ import annotations

from procurement.casefile.collecting.refusal import Refusal


def test_a_refusal_names_file_place_fault_and_mend() -> None:
    assert str(Refusal("a.xlsx", "평가표!E9", "빈칸", "적으십시오.")) == "a.xlsx 평가표!E9: 빈칸 ▶ 적으십시오."
    assert str(Refusal("a.xlsx", "", "빈칸", "적으십시오.")) == "a.xlsx: 빈칸 ▶ 적으십시오."
