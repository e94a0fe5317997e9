from __future__ import annotations

import pytest

from procurement.casefile.handouts.brands import BrandNamed, brands_in, refuse_brands


def names(text: str) -> list[str]:
    return [one.name for one in brands_in([("a", text)])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("NVIDIA의 제품", ["NVIDIA"]),
        ("h100급 처리량", ["h100"]),
        ("H100 또는 H200, 다시 H100", ["H100", "H200"]),
        ("ＮＶＩＤＩＡ", ["NVIDIA"]),
        ("NVI\u200bDIA", ["NVIDIA"]),
        ("퓨리오사 RNGD", ["퓨리오사", "RNGD"]),
        ("ATOM-Max 서버", ["ATOM-Max"]),
        ("CUDA 12를 지원", ["CUDA"]),
        ("인텔 가속기", ["인텔"]),
        ("SYS-521GE-TNRT", ["SYS-521GE-TNRT"]),
    ],
)
def test_a_makers_or_products_name_is_found_however_it_is_written(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    "text", ["AI 서버 8대", "인텔리전트 서비스", "FP8, 80GB 이상", "LPU 또는 NPU server", "XH100Y", "anatomy", ""]
)
def test_words_that_name_nobody_are_left_alone(text: str) -> None:
    assert names(text) == []


def test_every_place_is_told_at_once() -> None:
    with pytest.raises(BrandNamed) as caught:
        refuse_brands([("gates[0].title", "H100급"), ("b", "좋은 말"), ("criteria[2].title", "엔비디아 처리량")])
    said = str(caught.value)
    assert said.splitlines()[1:] == [
        "  gates[0].title: 'H100' (H100급)",
        "  criteria[2].title: '엔비디아' (엔비디아 처리량)",
    ]
    refuse_brands([("b", "좋은 말")])
