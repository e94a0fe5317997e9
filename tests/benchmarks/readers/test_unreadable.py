from __future__ import annotations

from benchmarks.readers.unreadable import UnreadableFile


def test_the_message_names_file_place_problem_and_remedy() -> None:
    refused = UnreadableFile("결과.json", "line 3", "문제 / problem", "조치 / remedy")
    assert str(refused) == "결과.json, line 3: 문제 / problem ▶ 조치 / remedy"
    assert (refused.filename, refused.where) == ("결과.json", "line 3")
    assert (refused.problem, refused.remedy) == ("문제 / problem", "조치 / remedy")
