from __future__ import annotations

import json

import pytest

from benchmarks.readers import UnreadableFile, read
from benchmarks.readers.not_results import OTHERS

SYSTEM = {"accelerator_model_name": "NPU", "accelerators_per_node": 4, "number_of_nodes": 1}
SAMPLES = "Time,07-17-2024 07:02:47.866,Watts,2381.800000,Volts,239.206667,Amps,3.441000\n"
PROSE = "# How to run\n\nFirst, start the server.\nThen start the client and wait until it is done.\n" * 4


def refused(text: str) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as found:
        read(text.encode(), filename="f")
    return found.value


@pytest.mark.parametrize(
    ("text", "english"),
    [
        (json.dumps({"$defs": {}, "title": "Report"}), "a JSON schema"),
        (json.dumps(SYSTEM), "an MLPerf system description"),
        (json.dumps({"version": "1.0", "timezone": 0, "modules": {}}), "a log of MLPerf's power session"),
        (SAMPLES, "power samples (spl.txt)"),
        (json.dumps({"successes": {"count": 1, "queue_len": {}}}), "the server's own counters (Prometheus)"),
        ("accuracy=76.1%, good=38053, total=50000\nhash=33589a6e\n", "the output of an accuracy check"),
        ("TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:17:03,4808,10\n", "a trace of requests (lengths)"),
        ("input_length\n8254\n", "a trace of requests (lengths)"),
        (PROSE, "prose, a program or what a tool printed"),
    ],
)
def test_a_file_that_is_no_result_is_called_by_its_name(text: str, english: str) -> None:
    (kind,) = (kind for kind in OTHERS if kind.english == english)
    found = refused(text)
    assert found.problem == f"측정 결과가 아니라 {kind.korean}입니다. / Not a result but {english}."
    assert (found.where, found.remedy) == ("line 1", kind.remedy)


@pytest.mark.parametrize(
    "text",
    [
        "a,b,c\n" + "1,2,3\n" * 50,
        "short",
        json.dumps({"successes": {"count": 1}}),
        json.dumps({"version": "1.0", "modules": {}}),
        json.dumps([SYSTEM, SYSTEM]),
        json.dumps({"words": "a " * 100}),
    ],
)
def test_what_is_not_known_is_not_guessed(text: str) -> None:
    assert refused(text).problem == "인식하지 못한 형식입니다. / The format was not recognised."
