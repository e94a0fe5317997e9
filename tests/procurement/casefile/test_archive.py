from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.casefile import archive
from procurement.casefile.archive import NotUnpacked, packed, unpacked

NAMES = st.from_regex(r"[a-z]{1,5}(/[a-z]{1,5})?\.toml", fullmatch=True)


def zipped(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


@given(st.dictionaries(NAMES, st.binary(max_size=50), min_size=2))
def test_what_is_packed_comes_out_again_and_packs_to_the_same_bytes(files: dict[str, bytes]) -> None:
    files["sizing.toml"] = b""
    assert unpacked(packed(files)) == files
    assert packed(dict(reversed(files.items()))) == packed(files)


def test_the_one_folder_that_holds_all_is_taken_off() -> None:
    assert unpacked(zipped({"구성/sizing.toml": b"x", "구성/bids/a.toml": b"y"})) == {
        "sizing.toml": b"x",
        "bids/a.toml": b"y",
    }
    assert set(unpacked(zipped({"sizing.toml": b"x", "bids/a.toml": b"y"}))) == {"sizing.toml", "bids/a.toml"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no zip", "ZIP으로 읽을 수 없습니다"),
        (zipped({"../sizing.toml": b""}), "받을 수 없는 이름"),
        (zipped({"/etc/passwd": b""}), "받을 수 없는 이름"),
        (zipped({"a/b/c/d/e": b""}), "받을 수 없는 이름"),
        (zipped({"C:\\x": b""}), "받을 수 없는 이름"),
        (zipped({"x": bytes(archive.MOST_UNPACKED + 1)}), "바이트를 넘습니다"),
        (zipped({f"{n}": b"" for n in range(archive.MOST_FILES + 1)}), "개를 넘습니다"),
    ],
)
def test_what_cannot_be_taken_is_refused_before_it_does_harm(data: bytes, said: str) -> None:
    with pytest.raises(NotUnpacked, match=said):
        unpacked(data)
