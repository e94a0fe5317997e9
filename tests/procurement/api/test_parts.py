from __future__ import annotations

import pytest

from procurement.api.parts import folder_in, handed
from procurement.casefile.archive import packed
from procurement.services.record import Unusable


def test_a_zip_is_its_files_and_anything_else_is_refused() -> None:
    assert folder_in(packed({"a/b.txt": b"1", "c.txt": b"2"})) == {"a/b.txt": b"1", "c.txt": b"2"}
    with pytest.raises(Unusable, match="ZIP"):
        folder_in(b"x")


def test_a_file_is_handed_out_to_be_kept_with_its_digest() -> None:
    made = handed(b"x", "folder/이름.toml", sha256="ab")
    assert made.headers["ETag"] == '"ab"'
    assert made.headers["Content-Disposition"].startswith("attachment; filename")
