"""목적의 순서: what each of several aims reached in its turn, and what no purchase can beat."""

from __future__ import annotations

from procurement.exports.sizing_words import AIM_WORDS
from procurement.exports.xlsx.book import Book, korean
from procurement.sizing.mix import Mix

SHEET = "목적의 순서"
_HEADER = ("순위", "목적", "단위", "자기 차례에 이른 값", "이보다 나을 수 없는 값", "증명")
_NOTE = "앞선 목적은 정한 허용 폭 안에서 지키고 다음 목적을 찾는다. 허용 폭을 적지 않은 목적은 조금도 내주지 않는다."


def write_aims(book: Book, *, mix: Mix) -> None:
    """Write 목적의 순서, where several aims were asked for."""
    if not mix.aims:
        return
    page = book.page(SHEET, widths=(8, 34, 8, 26, 26, 14))
    page.text(1, 1, SHEET, look="title")
    row = page.paragraph(2, 1, _NOTE) + 2
    page.texts(row, _HEADER, look="header")
    for place, aim in enumerate(mix.aims, 1):
        here = row + place
        words, unit = AIM_WORDS[aim.aim]
        page.number(here, 1, place, look="rank")
        page.texts(here, (korean(words), "원" if unit == "KRW" else unit), column=2)
        page.number(here, 4, aim.value, look="won")
        if aim.bound is None:
            page.text(here, 5, "없음", look="centre")
        else:
            page.number(here, 5, aim.bound, look="won")
        page.text(here, 6, "증명됨" if aim.proven else "증명되지 않음", look="centre")
