"""An import job: many result files read in batches, by every worker that is free, and put into the draft together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from procurement.casefile.archive import own_files, packed
from procurement.models import Job, Release
from procurement.models.job import IMPORT
from procurement.services._reading import MAPPING, ReadFile, from_json
from procurement.services.evidence_drafts import add_files
from procurement.services.record import Actor, Unusable
from procurement.tasks.apart import SECONDS, made_apart
from procurement.tasks.making import READ
from procurement.tasks.pulse import Pulse, now
from procurement.tasks.sharing import Shared, Stopping

BATCH = 10
_FINE, _REFUSED = b"+", b"-"


class Import(NamedTuple):
    """The files, and what was read of each."""

    files: Mapping[str, bytes]
    read: Mapping[str, ReadFile]


def imported(job: Job, *, pulse: Pulse, shared: Shared | None) -> Import:
    """Every file read. Raises Unusable that names each file that is refused."""
    files = own_files(bytes(job.inputs))
    orders = _batches(files)
    answers = _one_by_one(orders, pulse) if shared is None else shared(orders, seconds=SECONDS)
    refused = [one[1:].decode() for one in answers if one[:1] == _REFUSED]
    if refused:
        raise Unusable("받을 수 없는 파일이 있습니다 / files that cannot be taken:\n" + "\n".join(refused))
    return Import(files, {name: one for told in answers for name, one in from_json(told[1:]).items()})


def kept(job: Job, found: Import) -> None:
    """Put the files into the draft in the name of who asked. Raises NotAllowed, NotYet and Unusable."""
    release = Release.objects.filter(pk=int(job.subject.partition(":")[2])).first()
    if release is None:
        raise Unusable("자료가 지워졌습니다 / the draft was discarded")
    add_files(release, files=found.files, read=found.read, by=Actor(job.asked_by, ""), at=now())


def read_batch(order: bytes, should_stop: Stopping) -> bytes:
    """What a batch of files says, or why some are refused: an answer too, and the same for whoever reads."""
    try:
        return _FINE + made_apart(IMPORT, order, parameters={}, should_stop=should_stop)[READ]
    except Unusable as refusal:
        return _REFUSED + str(refusal).encode()


def _batches(files: Mapping[str, bytes]) -> list[bytes]:
    """A few files each, with every signed mapping beside them."""
    mappings = {name: content for name, content in files.items() if name.endswith(MAPPING)}
    results = sorted(files.keys() - mappings.keys())
    parts = (results[place : place + BATCH] for place in range(0, max(len(results), 1), BATCH))
    return [packed(mappings | {name: files[name] for name in part}) for part in parts]


def _one_by_one(orders: list[bytes], pulse: Pulse) -> tuple[bytes, ...]:
    answers = list[bytes]()
    for order in orders:
        pulse.count(len(answers), whole=len(orders))
        answers.append(read_batch(order, pulse.should_stop))
    return tuple(answers)
