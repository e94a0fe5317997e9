"""How many servers a part of the demand needs, by the measured capacity it rests on."""

from __future__ import annotations

from fractions import Fraction

from procurement.exports.dossier import Sized
from procurement.exports.sizing_words import year_title
from procurement.sizing.capacity import Capacity
from procurement.sizing.choice import Share
from procurement.sizing.demand import Bucket, rate_in
from procurement.sizing.mix import Mix
from procurement.sizing.problem import measured


def bucket_of(sized: Sized, share: Share) -> Bucket:
    """The demand that a share is part of."""
    return next(b for b in sized.problem.buckets if b.id == share.bucket)


def year_name(sized: Sized, year: int) -> str:
    """A year of the plan by its title, 첫해 where the plan has one year without a title."""
    return year_title(sized, year) or "첫해"


def capacity_for(sized: Sized, share: Share) -> Capacity:
    """The measured capacity that a share rests on."""
    asked = share.configuration, share.bucket
    return next(c for c in measured(sized.problem) if (c.configuration, c.bucket) == asked)


def load(sized: Sized, mix: Mix, share: Share) -> Fraction:
    """Servers' worth of load of one share: rate of its year × scale × share / (capacity × utilisation)."""
    capacity = capacity_for(sized, share)
    rate = rate_in(bucket_of(sized, share), year=share.year)
    return rate * Fraction(mix.scale) * Fraction(share.share) / (capacity.rate * Fraction(capacity.utilisation))
