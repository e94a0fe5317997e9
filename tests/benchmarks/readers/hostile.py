"""What a reader must survive: a value changed anywhere in a good file. It is read and usable, or refused."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from benchmarks.canonical import Answers, measurements
from benchmarks.detail import detail_findings
from benchmarks.findings import findings, report_findings
from benchmarks.readers import UnreadableFile, read

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.sampled_from(["inf", "ms", "1e400", "N/A", [], {}, [{}], {"a": 1}, [[]]])
)


def with_changed_value(document: Any, data: st.DataObject) -> str:
    """The JSON text of a document with one value changed somewhere; the document itself stays."""
    changed = json.loads(json.dumps(document))
    node = changed
    while isinstance(node, dict | list) and node:
        place: Any = data.draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
        if not isinstance(node[place], dict | list) or data.draw(st.integers(0, 9)) == 0:
            node[place] = data.draw(LEAVES)
            break
        node = node[place]
    return json.dumps(changed)


def survives(text: str) -> bool:
    """Read the text and use all of it, or refuse it with place, problem and remedy; nothing else may happen."""
    try:
        report = read(text.encode(errors="surrogatepass"), filename="any")
    except UnreadableFile as refused:
        return _says_nothing_less(refused)
    report_findings(report)
    detail_findings(report)
    for measurement in measurements(report, answers=Answers()):
        findings(measurement)
    return True


def _says_nothing_less(refused: UnreadableFile) -> bool:
    assert all((refused.where, refused.problem, refused.remedy))
    return False
