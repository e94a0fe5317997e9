from __future__ import annotations

from procurement.web.documents import KINDS
from procurement.web.handouts import EVERY, GROUPS, MARKED, PAPERS, PUBLISHED
from procurement.workflow import OPENED, Stage


def test_every_paper_has_an_address_of_its_own_and_a_known_kind() -> None:
    papers = [paper for group in GROUPS for paper in group.papers]
    assert len({paper.name for paper in papers}) == len(papers) == len(PAPERS)
    assert {paper.name.rpartition(".")[2] for paper in papers} <= set(KINDS)
    assert [group.key for group in GROUPS] == ["notice", "bidders", "panel", "result", "audit"]


def test_nothing_of_a_result_comes_before_the_opening() -> None:
    assert {paper.stages for group in GROUPS for paper in group.papers if group.key == "result"} == {OPENED}
    assert {Stage.PRICES_OPENED, Stage.DECIDED} == OPENED
    assert MARKED < PUBLISHED < EVERY
    assert Stage.CANCELLED not in PUBLISHED
