from __future__ import annotations

from dataclasses import replace

from procurement.sizing.offer_sentences import offer_sentences
from procurement.sizing.offers import Bundle, Pairing
from tests.procurement.sizing.builders import configuration, problem

PAIR = (configuration("npu", maximum=2), configuration("gpu"))
ASKED = problem(PAIR, {"x": "5"}, {("npu", "x"): 2, ("gpu", "x"): 5})


def test_terms_that_are_not_set_have_no_sentence() -> None:
    assert list(offer_sentences(replace(ASKED, configurations=(PAIR[1],)))) == []


def test_every_term_has_its_sentence_with_its_numbers() -> None:
    asked = replace(
        ASKED,
        configurations=(replace(PAIR[0], lot="가", minimum=2), replace(PAIR[1], lot="나")),
        bundles=(Bundle("pack", "묶음", (("gpu", 2),), 150, maximum=1),),
        exclusive=(("npu", "pack"), ("gpu", "npu")),
        pairings=(Pairing("llama", ("npu", "gpu"), "only", "인증"),),
    )
    assert [(rule, sentence.partition(" / ")[0]) for rule, sentence in offer_sentences(asked)] == [
        ("maximum", "구성별 최대 대수: npu ≤ 2, pack ≤ 1"),
        ("minimum", "주문 한 번의 최소 대수: npu ≥ 2"),
        ("pairing", "llama: npu, gpu에서만 (인증)"),
        ("lot", "구매단위(가, 나)마다 한 업체"),
        ("exclusive", "다음 중 하나만 구매: npu, pack; gpu, npu"),
    ]
