from __future__ import annotations

from benchmarks.readers.unreadable import UnreadableFile


def test_the_message_names_file_place_problem_and_remedy() -> None:
    refused = UnreadableFile("결과.json", "line 3", "문제 / problem", "조치 / remedy")
    assert str(refused) == "결과.json, line 3: 문제 / problem ▶ 조치 / remedy"
    assert (refused.filename, refused.where) == ("결과.json", "line 3")
    assert (refused.problem, refused.remedy) == ("문제 / problem", "조치 / remedy")


def test_what_the_file_says_is_shown_only_as_far_as_it_can_be() -> None:
    refused = UnreadableFile("f\n.json", "/" + "a" * 1000, "'\ud800\x1b' / \x00", "조치 / remedy")
    assert (refused.filename, refused.where, refused.problem) == ("f�.json", "/" + "a" * 499, "'��' / �")
    assert str(refused) == f"f�.json, {refused.where}: '��' / � ▶ 조치 / remedy"
