from __future__ import annotations

import pytest

from procurement.web.downloads import kept


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("a.zip", 'attachment; filename="a.zip"'),
        ("결과.xlsx", "attachment; filename*=utf-8''%EA%B2%B0%EA%B3%BC.xlsx"),
        ('a"b\\c', 'attachment; filename="a\\"b\\\\c"'),
    ],
)
def test_a_file_is_kept_and_never_shown(name: str, header: str) -> None:
    sent = kept(b"<script>", name)
    assert (sent.headers["Content-Type"], sent.headers["Content-Disposition"]) == ("application/octet-stream", header)
