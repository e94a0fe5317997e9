"""One section of a TOML file set anew; what people wrote in the others stays as it is."""

from __future__ import annotations

import tomllib
from decimal import Decimal

from procurement.casefile.collecting.toml_edit import NotKept, edited
from procurement.casefile.collecting.toml_places import Span, located
from procurement.casefile.collecting.toml_text import key_text, toml_of, value_text


def with_section(text: str, *, section: str, value: object) -> str:
    """The text with `value` (a table, a list of tables, None for nothing) as its section of that name.

    Comments stay where values change one by one; where tables come or go, those inside the section are lost, those
    outside stay. Raises NotKept for a section that is not written as tables.
    """
    before = tomllib.loads(text, parse_float=Decimal)
    after = {key: held for key, held in before.items() if key != section} | ({} if value is None else {section: value})
    try:
        return edited(text, after=after)
    except NotKept:
        made = _written_anew(text, section, value)
    if tomllib.loads(made, parse_float=Decimal) != after:
        raise NotKept(section)
    return made


def _written_anew(text: str, section: str, value: object) -> str:
    """The section's tables cut out, and the new ones in the place of the first."""
    feed = "\r\n" if "\r\n" in text else "\n"
    tables = _tables(section, value).strip("\n").replace("\n", feed)
    spans = _spans(text, section)
    if not spans:
        return f"{text.rstrip()}{feed * 2}{tables}{feed}" if tables else text
    (start, end), *others = spans
    for begin, last in reversed(others):
        text = text[:begin].rstrip() + feed * 2 + text[last:].lstrip("\r\n")
    rest = text[end:].lstrip("\r\n")
    return text[:start] + (tables + feed if tables else "") + (feed if rest and tables else "") + rest


def _tables(section: str, value: object) -> str:
    """A list as one table after another, each with its values on lines of their own."""
    if not isinstance(value, list):
        return "" if value is None else toml_of({section: value})
    blocks = (
        "".join((f"[[{section}]]\n", *(f"{key_text(key)} = {value_text(held)}\n" for key, held in one.items())))
        for one in value
    )
    return "\n".join(blocks)


def _spans(text: str, section: str) -> list[Span]:
    """From each header of the section to the end of its last line, in order."""
    places = located(text)
    if (section,) in places.keys:
        raise NotKept(section)
    return sorted((start, places.ends[path]) for path, start in places.heads.items() if path[0] == section)
