from __future__ import annotations

import pytest

from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.table import TableError
from benchmarks.traffic import Counted, Lengths, Traffic
from benchmarks.traffic_histogram import parse_histogram, read_histogram_csv

TEXT = """
title = "창구"
source = "자체 집계"
rows = "osl"
columns = "isl"
isl = [256, 1024, 4096]
osl = [128, 512]
requests = [[5, 4, 0], [3, 2, 1]]
"""
COUNTS = {
    Counted(Lengths(256, 128), 5),
    Counted(Lengths(1024, 128), 4),
    Counted(Lengths(256, 512), 3),
    Counted(Lengths(1024, 512), 2),
    Counted(Lengths(4096, 512), 1),
}


def parsed(text: str) -> Traffic:
    return parse_histogram(text.encode(), filename="h.toml")


def test_the_axes_are_those_that_are_named() -> None:
    found = parsed(TEXT)
    assert (set(found.requests), found.title, found.source) == (COUNTS, "창구", "자체 집계")
    assert (found.upper_ends, found.rate, found.total) == (True, None, 15)
    turned = TEXT.replace('rows = "osl"\ncolumns = "isl"', 'rows = "isl"\ncolumns = "osl"')
    turned = turned.replace("[[5, 4, 0], [3, 2, 1]]", "[[5, 3], [4, 2], [0, 1]]")
    assert set(parsed(turned).requests) == COUNTS


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('rows = "osl"', "", "rows"),
        ('rows = "osl"', 'rows = "isl"', "are both 'isl'"),
        ('rows = "osl"\ncolumns = "isl"', 'rows = "isl"\ncolumns = "osl"', "must have 3 rows of 2"),
        ("[[5, 4, 0], [3, 2, 1]]", "[[5, 4, 0]]", "must have 2 rows of 3"),
        ("[[5, 4, 0], [3, 2, 1]]", "[[5, 4], [3, 2]]", "must have 2 rows of 3"),
        ("[[5, 4, 0], [3, 2, 1]]", "7", "must have 2 rows of 3"),
        ("[[5, 4, 0], [3, 2, 1]]", "[[0, 0, 0], [0, 0, 0]]", "no request at all"),
        ("[[5, 4, 0]", "[[0.5, 4, 0]", r"requests\[0\]\[0\]"),
        ("[256, 1024, 4096]", "[1024, 256, 4096]", "isl: .* that rise"),
        ("[256, 1024, 4096]", "[256, 256, 4096]", "isl: .* that rise"),
        ("[256, 1024, 4096]", "[0, 256, 4096]", "isl: .* that rise"),
        ("[256, 1024, 4096]", "[256, 1024, 4000000000]", "isl: .* that rise"),
        ("osl = [128, 512]", "osl = []", "osl: .* that rise"),
        ("title", "titel", "titel"),
        ('source = "자체 집계"', "", "source"),
    ],
)
def test_a_wrong_histogram_is_refused(old: str, new: str, says: str) -> None:
    with pytest.raises(TableError, match=says):
        parsed(TEXT.replace(old, new))


def csv(text: str) -> Traffic:
    return read_histogram_csv(text.encode(), filename="h.csv", title="창구", source="자체 집계")


def test_a_csv_histogram_names_its_columns() -> None:
    found = csv("requests,osl,isl\n2,5,10\n1,7,8\n0,1,1\n")
    assert found == Traffic(
        "창구", "자체 집계", (Counted(Lengths(8, 7), 1), Counted(Lengths(10, 5), 2)), upper_ends=True
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("osl,isl,n\n1,1,1", "0 columns 'requests'"),
        ("osl,isl,requests,n\n1,1,1,1", "no column but these"),
        ("isl,osl,requests\n1,1,x", "line 2/requests"),
        ("isl,osl,requests\n0,1,1", "line 2: .*length of 0"),
        ("isl,osl,requests\n1,0,1", "line 2: .*length of 0"),
        ("isl,osl,requests\n1,1,1\n1,1,2", "line 3: .*comes twice"),
        ("isl,osl,requests\n1,1,0", "There is no request"),
    ],
)
def test_a_wrong_csv_histogram_is_refused(text: str, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says):
        csv(text)
