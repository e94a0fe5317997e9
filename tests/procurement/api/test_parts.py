from __future__ import annotations

from procurement.api.parts import handed


def test_a_file_is_handed_out_to_be_kept_with_its_digest() -> None:
    made = handed(b"x", "folder/이름.toml", sha256="ab")
    assert made.headers["ETag"] == '"ab"'
    assert made.headers["Content-Disposition"].startswith("attachment; filename")
