from __future__ import annotations

import zipfile
from io import BytesIO

from procurement.exports.hwpx.freeze import frozen, numbered


def package(section: str) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/hwp+zip")
        archive.writestr("Contents/section0.xml", section)
        archive.writestr("Contents/header.xml", '<hp:p x="1" id="77">')
    return target.getvalue()


def test_ids_are_counted_in_the_order_they_appear_and_references_follow() -> None:
    body = b'<hp:p id="0"><hp:footer id="991"/><hp:footerApply a="b" idRef="991"/><hp:p a="1" id="55"><hp:tbl id="991">'
    counted = b'<hp:p id="0"><hp:footer id="1"/><hp:footerApply a="b" idRef="1"/><hp:p a="1" id="2"><hp:tbl id="1">'
    assert numbered(body) == counted


def test_text_that_looks_like_an_id_stays() -> None:
    body = b'<hp:p id="7"><hp:t>id="123" &lt;hp:p id="9"</hp:t><hp:pos idRef="123"/>'
    assert numbered(body) == body.replace(b'"7"', b'"1"')


def test_the_package_has_no_time_and_its_mimetype_first_and_unpacked() -> None:
    content = frozen(package('<hp:p id="31">'))
    assert content == frozen(package('<hp:p id="32">'))
    archive = zipfile.ZipFile(BytesIO(content))
    assert [(one.filename, one.compress_type) for one in archive.infolist()] == [
        ("mimetype", zipfile.ZIP_STORED),
        ("Contents/section0.xml", zipfile.ZIP_DEFLATED),
        ("Contents/header.xml", zipfile.ZIP_DEFLATED),
    ]
    assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert archive.read("Contents/section0.xml") == b'<hp:p id="1">'
    assert archive.read("Contents/header.xml") == b'<hp:p x="1" id="77">'
