"""The words that head a column, in Korean and English, and what each of them says: a condition, a metric, a unit.

A word that may mean two things is read as neither: "처리량" alone does not say whether input tokens count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from benchmarks.readers.xlsx_mapping import COUNTS, LATENCIES, LENGTHS

_LONGEST_LABEL, _LONGEST_HEADING = 80, 200
THROUGHPUT = "throughput"  # tokens/s of the system, but not said of which tokens
_NOT_KEPT = re.compile(
    r"사용자\s*당|인당|per user|/\s*user|/w\b|/원|전성비|가성비|per watt|달성|등급|목표|증가|배\b|대비|비율"
)
_DEVICES = r"(npu|gpu|가속기|장비|카드)"
_CONDITIONS = (
    (LENGTHS, r"(?:입력|isl|in(?:put)?)(?: 길이)?\s*[/·,+]\s*(?:출력|osl|out(?:put)?)|입출력"),
    ("concurrency", r"동시\s*(?:접속|요청|사용)?자?\s*(?:건|개)?수?|concurren\w+(?:\s*(?:requests?|users?))?"),
    ("isl", r"입력|\bisl\b|input|prompt"),
    ("osl", r"출력|\bosl\b|output"),
    ("used", rf"{_DEVICES}(\s*카드)?\s*(수량|개수|장수|대수|수)\b|(cards|npus|gpus) used|# ?of (cards|npus|gpus)"),
    ("weight_precision", r"정밀도|precision|\bdtype\b|양자화"),
    ("engine_version", r"(엔진|소프트웨어|sw|engine|software)\s*(버전|version)"),
    ("sdk_version", r"sdk(\s*(버전|version))?"),
    ("engine", r"추론\s*(엔진|소프트웨어)|(serving|inference)\s*(engine|software)"),
    ("measurer", r"측정\s*(기관|자)|시험\s*기관|measured by"),
    ("vendor", r"제조사|제조업체|vendor|manufacturer"),
    ("system_name", r"서버\s*(명|모델명?)?|server( model)?"),
    ("accelerator", r"가속기|반도체|제품\s*(명|모델명?)?|장비명?|디바이스|\bnpu\b|\bgpu\b|device|accelerator|product"),
    ("model", r"모델|\bmodel\b|\bllm\b"),
)
_METRICS = (
    ("ntpot", r"ntpot|normali[sz]ed time per output"),
    ("ttft", r"ttft|첫\s*토큰|최초\s*토큰|time to first"),
    ("tpot", r"tpot|출력\s*토큰\s*당|토큰\s*당\s*(생성\s*)?(시간|지연)|time per output"),
    ("itl", r"\bitl\b|토큰\s*간|inter[- ]token"),
    ("e2e", r"\be2el?\b|종단|전체\s*지연|요청\s*지연|end[- ]to[- ]end|request latency"),
    (
        "output_tps",
        r"출력\s*(토큰\s*)?처리량|output\s*(token\s*)?throughput|output\s*(tps|tok(en)?s?\s*/\s*s)|생성\s*(속도|처리량)",
    ),
    ("input_tps", r"입력\s*(토큰\s*)?처리량|input\s*(token\s*)?throughput|input\s*(tps|tok(en)?s?\s*/\s*s)"),
    ("total_tps", r"전체\s*(토큰\s*)?처리량|(입력\s*\+\s*출력|총)\s*(토큰\s*)?처리량|total\s*(token\s*)?throughput"),
    ("rps", r"요청\s*처리(량|율)|request throughput|\brps\b|\bqps\b"),
    (THROUGHPUT, r"처리량|throughput|\btps\b|tok(en)?s?\s*/\s*s"),
    ("power", r"전력|power"),
    ("ok", r"성공\s*(요청|건|수)|successful|completed requests"),
    ("failed", r"실패\s*(요청|건|수)?|failed|errored"),
    ("sent", r"(총|전체)\s*요청\s*(수|건)|total requests"),
)
_STATISTICS = (
    ("p99_9", r"p\s?99[._]9|99[._]9\s?(%|백분위|th)"),
    ("p99", r"p\s?99(?![._]?9)|\b99\s?(%|백분위|th)"),
    ("p95", r"p\s?95|\b95\s?(%|백분위|th)"),
    ("p90", r"p\s?90|\b90\s?(%|백분위|th)"),
    ("p50", r"p\s?50|\b50\s?(%|백분위|th)|중앙값|중간값|median"),
    ("std", r"표준\s*편차|\bstd|stdev"),
    ("mean", r"평균|mean|\bavg\b|average"),
    ("min", r"최소|\bmin\b|minimum"),
    ("max", r"최대|\bmax\b|maximum"),
)
_UNIT_WORDS = (
    ("tokens/s", r"tok(en)?s?\s*/\s*s(ec)?\b|토큰\s*/\s*초|\btps\b"),
    ("requests/s", r"req(uest)?s?\s*/\s*s(ec)?\b|요청\s*/\s*초|건\s*/\s*초|\brps\b|\bqps\b"),
    ("ms", r"\bms(ec)?\b|밀리\s*초|㎳"),
    ("us", r"\bus\b|[µμ]s\b|마이크로\s*초"),
    ("s", r"[(\[,]\s*(s|sec|초)\s*[)\],]|단위\s*:?\s*(s|sec|초)\b|\bseconds?\b"),
    ("kW", r"\bkw\b"),
    ("W", r"\bw\b|\bwatts?\b|와트"),
)
_FITS = {
    **dict.fromkeys(LATENCIES, frozenset({"ms", "us", "s"})),
    **dict.fromkeys(("output_tps", "input_tps", "total_tps", THROUGHPUT), frozenset({"tokens/s"})),
    "rps": frozenset({"requests/s"}),
    "power": frozenset({"W", "kW"}),
}
PRECISION = re.compile(
    r"\b(bf16|fp16|fp8|fp4|mxfp4|nvfp4|int8|int4|fp32|tf32|w\d{1,2}a\d{1,2}(kv\d{1,2})?|nvfp4a16)\b", re.IGNORECASE
)
_GAP = r"\s*(?:길이|토큰|시퀀스|length|tokens?|seq\w*|len)*[\s=:(]*"
_LENGTHS = tuple(meaning for meaning in _CONDITIONS if meaning[0] in {"isl", "osl", "concurrency"})


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says: a metric, its statistic and unit; "" where it does not say one."""

    metric: str
    statistic: str
    unit: str


def folded(text: str) -> str:
    """A heading's text in one form: full-width letters narrow, capitals small."""
    return unicodedata.normalize("NFKC", text).casefold()


@lru_cache(maxsize=4096)
def condition_of(text: str) -> str:
    """The one condition that a heading names (isl, osl, isl/osl, concurrency, model …), or "" for none or several."""
    words = folded(text)
    if len(text) > _LONGEST_LABEL or _NOT_KEPT.search(words) or _named(_METRICS, words):
        return ""
    return _only(_named(_CONDITIONS, words))


def heading_of(texts: Sequence[str]) -> Heading | None:
    """What the texts over a cell say together, widest first; the nearest that names a metric, statistic, unit counts.

    None where no metric is named; so is a figure per user or per watt, and a percentile of a rate (a rate is a mean).
    """
    nearest = [folded(text[:_LONGEST_HEADING]) for text in reversed(texts)]
    metric = _nearest(_metric(words) for words in nearest)
    statistic = _nearest(_only(_named(_STATISTICS, words)) for words in nearest)
    if metric == THROUGHPUT and _nearest(_unit(words, "rps") for words in nearest):
        metric = "rps"
    if not metric or any(_NOT_KEPT.search(words) for words in nearest[:2]):
        return None
    if metric in COUNTS:
        return Heading(metric, "value", "count")
    unit = _nearest(_unit(words, metric) for words in nearest)
    if metric in LATENCIES:
        return Heading(metric, statistic, unit)
    return Heading(metric, "value", unit) if statistic in {"", "mean"} else None


def lengths_of(text: str) -> tuple[tuple[str, str], ...]:
    """(condition, number) pairs that a title states: 입력 128 / 출력 128, ISL=128, ISL/OSL 128/64, 동시 요청 8."""
    words = folded(text)
    pair = re.search(rf"(?:{_CONDITIONS[0][1]})[^\d]{{0,12}}(\d{{1,7}})\s*/\s*(\d{{1,7}})(?!\d)", words)
    if pair:
        return ("isl", pair[1]), ("osl", pair[2])
    found = ((name, re.search(rf"(?:{pattern}){_GAP}(\d{{1,7}})(?!\d)", words)) for name, pattern in _LENGTHS)
    return tuple((name, match[1]) for name, match in found if match and int(match[1]))


def _metric(words: str) -> str:
    """The one metric of a text; "처리량" or "tok/s" beside another metric is only its unit."""
    names = _named(_METRICS, words)
    return _only(names if len(names) == 1 else [name for name in names if name != THROUGHPUT])


def _unit(words: str, metric: str) -> str:
    fits = _FITS[metric]
    return _only([name for name in _named(_UNIT_WORDS, words) if name in fits])


def _named(meanings: tuple[tuple[str, str], ...], words: str) -> list[str]:
    """Every meaning that a text has words for; a word counts once, for the first that it fits."""
    found = []
    for name, pattern in meanings:
        left, times = re.subn(pattern, "|", words)
        if times:
            found.append(name)
            words = left
    return found


def _only(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ""


def _nearest(names: Iterable[str]) -> str:
    return next((name for name in names if name), "")
