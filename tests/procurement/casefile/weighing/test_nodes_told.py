from __future__ import annotations

from pathlib import Path

from procurement.casefile.weighing.nodes_told import node_lines, node_told
from tests.procurement.casefile.weighing.files import compared, weighed
from tests.scoring.ahp_cases import matrix


def test_a_judge_is_told_with_both_priorities_ratio_triad_and_mend(tmp_path: Path) -> None:
    node = weighed(tmp_path, "ahp").nodes[1]
    triad = "throughput : ttft = 0.5, ttft : models = 2이면 throughput : models = 1인데 0.25"
    mend = "throughput : models = 0.25, 다른 판단대로라면 / the others say 1.0000; CR 0.1011 → 0.0077"
    assert list(node_lines(node))[6:11] == [
        "  위원2 (비중 / weight 1): λmax 4.2699, CI 0.0900, RI 0.89, CR 0.1011 (0.1 초과 / above)",
        "    고유벡터 / eigenvector: throughput 0.1651, ttft 0.4110, tpot 0.0830, models 0.3409",
        "    기하평균 / geometric mean: throughput 0.1645, ttft 0.4205, tpot 0.0858, models 0.3291",
        f"    가장 어긋난 세 판단 / worst triad: {triad} (곱 / product 4, 1이면 일치 / 1 is consistent)",
        f"    다시 물을 판단 / ask again: {mend}",
    ]


def test_gaps_are_told_with_what_fills_them(tmp_path: Path) -> None:
    told = list(node_lines(weighed(tmp_path, "ahp").nodes[1]))
    filled = "    미비교, 채움 / not compared, filled: "
    how = "(로그 최소제곱 / logarithmic least squares)"
    assert [line for line in told if line.startswith(filled)] == [
        f"{filled}throughput : tpot → 2.7386 {how}",
        f"{filled}ttft : models → 1.8257 {how}",
    ]


def test_the_group_is_told_both_ways_with_its_consensus(tmp_path: Path) -> None:
    assert list(node_lines(weighed(tmp_path, "ahp").nodes[1]))[-5:] == [
        "  AIJ (판단을 합침 / judgments together): λmax 4.0306, CI 0.0102, RI 0.89, CR 0.0115 (0.1 이내 / within)",
        "    고유벡터 / eigenvector: throughput 0.4180, ttft 0.2724, tpot 0.1633, models 0.1463",
        "    기하평균 / geometric mean: throughput 0.4170, ttft 0.2734, tpot 0.1639, models 0.1457",
        "  AIP (가중치를 합침 / priorities together): throughput 0.4179, ttft 0.2721, tpot 0.1627, models 0.1472",
        "  합의 지수 / consensus (AHP-OS): 0.7880 (높음 / high)",
    ]


def test_a_judge_alone_has_no_group_and_two_criteria_no_ratio(tmp_path: Path) -> None:
    node = compared(tmp_path, matrix((("1", "3"), ("1/3", "1")))).nodes[0]
    assert list(node_lines(node)) == [
        "■ 전체 / whole: a, b",
        "  위원1 (비중 / weight 1): 항목 둘, 언제나 일치 / two criteria are always consistent",
        "    고유벡터 / eigenvector: a 0.7500, b 0.2500",
        "    기하평균 / geometric mean: a 0.7500, b 0.2500",
    ]
    assert node_told(node) == {
        "title": "전체 / whole",
        "judges": [
            {
                "judge": "위원1",
                "weight": "1",
                "eigenvector": "a 0.7500, b 0.2500",
                "geometric": "a 0.7500, b 0.2500",
                "cr": "0.0000",
                "consistency": "항목 둘, 언제나 일치 / two criteria are always consistent",
                "again": "",
            }
        ],
        "group": [],
    }


def test_the_group_is_written_too(tmp_path: Path) -> None:
    told = node_told(weighed(tmp_path, "ahp").nodes[2])
    assert isinstance(told, dict)
    assert told["group"] == [
        {
            "aij_eigenvector": "power 0.4071, maturity 0.5929",
            "aij_geometric": "power 0.4071, maturity 0.5929",
            "aij_cr": "0.0000",
            "aip": "power 0.4071, maturity 0.5929",
            "consensus": "0.8080",
            "consensus_words": "높음 / high",
        }
    ]
