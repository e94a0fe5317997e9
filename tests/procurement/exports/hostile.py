"""Every free text of a value replaced by one that a spreadsheet or XML might take for something else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import cycle
from types import UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

LONGEST = 32_767
TEXTS = {
    "formula": "=1+1",
    "plus": "+1+cmd|' /C calc'!A0",
    "minus": "-1-cmd|' /C calc'!A0",
    "at": '@SUM(A1)*HYPERLINK("https://example.org")',
    "tab": "\t=1",
    "control": "a\x00b\x07c\x1b\ufffe",
    "markup": "]]></t><f>1</f>&amp;<b>'\"",
    "escape": "_x003D_1+1_x0041_",
    "right to left": "\u202e\u200f거꾸로\u202c",
    "emoji": "😀👨‍👩‍👧🇰🇷",
    "jamo": "ㄱㅏㄴㅏ \u1112\u1161\u11ab 각",
    "codes": '&P&A&"굴림" {=1} \'=1 #REF!',
    "lines": "첫 줄\n둘째 줄\r\n셋째 줄",
    "longest": "가나다 " * (LONGEST // 4),
    "too long": "가" * 40_000,
}
_LEADS = ("formula", "plus", "minus", "at", "tab", "escape")
ENDLESS = ("longest", "too long")
_TAIL = "".join(text for name, text in TEXTS.items() if name not in {*_LEADS, *ENDLESS})
WHOLE = {name: TEXTS[name] + _TAIL for name in _LEADS}
"""What a text may begin with to be taken for something else, each with every other text after it."""
FIXED = {
    "price_formula", "metric", "statistic", "key", "code", "rules", "tool", "format", "comparison",
    "objective", "rule", "day", "on", "formula",
    "sha256", "digest", "input_digest", "clause", "generator", "numpy",
}  # fmt: skip
"""Fields of str that hold one of a few words, or the text of the law."""
HELD = tuple(text for name, text in TEXTS.items() if name not in {"control", *ENDLESS})
"""Those that a cell, a document and a release hold letter by letter."""
Text = Callable[[str], str]
T = TypeVar("T")


def everywhere(value: T, *, text: Text) -> T:
    """The same value with `text` of every free text in it that says something; what differed still differs."""
    return cast("T", _walked(value, type(value), text))


def before(text: str) -> Text:
    """Each text with the hostile one before it, so that names stay apart; what is too long stands after it."""
    if len(text) > LONGEST:
        return lambda old: f"{old}{text}"
    return lambda old: f"{text[: LONGEST - len(old)]}{old}"


def mixed() -> Text:
    """A different hostile text before each different text, in turn; none that is cut or cleaned."""
    return _in_turn([before(text) for text in HELD])


def endless() -> Text:
    """Each different text as long as a cell may be, or too long for one, in turn."""
    return _in_turn([before(TEXTS[name]) for name in ENDLESS])


def _in_turn(texts: list[Text]) -> Text:
    turns, given = cycle(texts), dict[str, str]()

    def one(old: str) -> str:
        if old not in given:
            given[old] = next(turns)(old)
        return given[old]

    return one


def _walked(value: Any, hint: Any, text: Text) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        hints = get_type_hints(type(value))
        named = ((f.name, getattr(value, f.name)) for f in fields(value) if f.init and f.name not in FIXED)
        return replace(value, **{name: _walked(held, hints[name], text) for name, held in named})
    if isinstance(value, str):
        return text(value) if value and _takes_text(hint) else value
    if isinstance(value, tuple):
        return tuple(_walked(one, kind, text) for one, kind in zip(value, _kinds(hint, len(value)), strict=True))
    if isinstance(value, frozenset):
        return frozenset(_walked(one, get_args(hint)[0], text) for one in value)
    return value


def _takes_text(hint: Any) -> bool:
    if get_origin(hint) in {Union, UnionType}:
        return any(_takes_text(one) for one in get_args(hint))
    return hint is str


def _kinds(hint: Any, count: int) -> Iterator[Any]:
    args = get_args(hint)
    if get_origin(hint) in {Union, UnionType}:
        args = next((get_args(one) for one in args if get_origin(one) is tuple), ())
    if not args:
        return iter([Literal] * count)
    return iter([args[0]] * count if args[-1] is Ellipsis else args)
