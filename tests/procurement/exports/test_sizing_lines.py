from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from benchmarks.traffic import Counted, Lengths
from procurement.exports.sizing_lines import lines
from procurement.sizing.purchase import Informed, Reached
from tests.procurement.exports.sizing_cases import sizings


def test_the_example_tells_demand_mix_cost_and_proof() -> None:
    told = list(lines(sizings()["example"]))
    wanted = [
        "  덮지 못함 / not covered: 요청의 1.54 %, 토큰의 4.86 % (처리한다고 세지 않음 / never counted as served)",
        "  2027년: DGX H100 (H100 SXM 8장) × 1 = 545,000,000원 (@545,000,000)",
        "  총비용 1,748,962,000원 / total cost",
        "    잔존가치 / residual: -52,500,000원",
        "  연도 예산 / year's budget 2027년: 795,000,000 원 <= 900,000,000 원, 여유 105,000,000 원",
        "    … 외 1종, 최장 4096/4096",
    ]
    assert [line for line in wanted if line not in told] == []
    assert told[0].endswith(" (예시 / example): 최소 비용 / least cost")


def test_what_is_not_served_is_told_by_year() -> None:
    lost = [line for line in lines(sizings()["part"]) if "unserved" in line]
    assert lost[0].startswith("  처리 못함 / unserved 2년 대화 ")


def test_why_nothing_fits_is_told() -> None:
    told = list(lines(sizings()["nothing"]))
    assert told[-2] == "■ 구성 없음 / no mix"
    assert "전력 750 W 이하" in told[-1]


def test_without_proof_or_bound_it_says_so_and_aims_are_listed() -> None:
    sizing = sizings()["bare"]
    assert sizing.sized.mix is not None
    aims = (Reached("cost", Fraction(5), None, proven=False), Reached("power", Fraction(7), None, proven=True))
    informed = Informed(Fraction(1, 2), Fraction(1, 4), "이유")
    mix = replace(sizing.sized.mix, proven=False, bound=None, gap=None, aims=aims, informed=informed)
    pairs = mix.unmeasured * 30
    told = list(lines(replace(sizing, sized=replace(sizing.sized, mix=replace(mix, unmeasured=pairs)))))
    assert (
        "■ 증명 / proof: 증명되지 않음 / not proven; 하한·상한 / bound 없음 / none, 차이 / gap 없음 / none"
        in "".join(told)
    )
    assert "  1순위 비용 / cost: 5 원, 한계 / bound 없음 / none (미증명 / not proven)" in told
    assert "  2순위 전력 / power: 7 W, 한계 / bound 없음 / none (증명 / proven)" in told
    assert "  국산 비중(참고) 25 %: 이유" in told
    assert told[-1] == f"  … 외 {len(pairs) - 40}쌍 (JSON에 모두 있음 / all in the JSON)"


def test_what_later_aims_cost_is_not_told_as_a_gap_and_what_serves_nothing_is_named() -> None:
    sizing = sizings()["bare"]
    assert sizing.sized.mix is not None
    aims = (Reached("cost", Fraction(5), Fraction(5), proven=True),)
    idle = tuple(replace(one, load=Decimal(0)) for one in sizing.sized.mix.purchases)
    mix = replace(sizing.sized.mix, bound=Decimal(5), gap=Decimal("0.2"), aims=aims, purchases=idle)
    told = "\n".join(lines(replace(sizing, sized=replace(sizing.sized, mix=mix))))
    assert "; 비용의 하한 / bound of the cost 5, 다음 목적에 더 쓴 몫 / spent on later aims 20 % (" in told
    assert "; 맡은 수요 없음: 한도를 맞추려고 산 것 / serves nothing, bought to keep a limit" in told


def test_a_purchase_without_utilisation_and_lengths_that_fit_on_the_screen() -> None:
    sizing = sizings()["bare"]
    assert sizing.sized.mix is not None
    bought = tuple(replace(one, utilisation=None, load=Decimal(1)) for one in sizing.sized.mix.purchases)
    mix = replace(sizing.sized.mix, purchases=bought, excluded=(), unmeasured=())
    one = sizing.covered[0]
    rest = replace(one.coverage.uncovered, lengths=(Counted(Lengths(9, 9), 1),))
    covered = (replace(one, coverage=replace(one.coverage, uncovered=rest)),)
    told = list(lines(replace(sizing, covered=covered, sized=replace(sizing.sized, mix=mix))))
    assert "  서버 (새것): 3대, 부하 1대" in told
    assert [line for line in told if "제외" in line or "외 1종" in line] == []
