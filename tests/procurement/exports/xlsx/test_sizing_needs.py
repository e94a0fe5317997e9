from __future__ import annotations

from fractions import Fraction

from procurement.exports.xlsx.sizing_needs import bucket_of, capacity_for, load, year_name
from tests.procurement.exports.plan_cases import mix_of_case, plans


def test_a_load_is_the_years_rate_by_scale_by_share_over_what_a_server_carries() -> None:
    sized, mix = plans()["everything"], mix_of_case("everything")
    last = mix.shares[-1]
    assert (last.configuration, last.bucket, last.year) == ("b", "요약", 1)
    assert bucket_of(sized, last).title == "수요 요약"
    assert capacity_for(sized, last).rate == 4
    assert load(sized, mix, last) == Fraction("0.5") * 7 / 4


def test_a_year_without_a_title_is_the_first_year() -> None:
    assert year_name(plans()["replicas"], 0) == "첫해"
    assert year_name(plans()["everything"], 1) == "이듬해"
