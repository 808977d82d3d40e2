"""A score that somebody else printed, in the form of our own, so that it can be set beside them."""

from decimal import Decimal, InvalidOperation

from concordat.smallsample.cautions import Caution
from concordat.smallsample.clamps import HIGHEST, LOWEST
from concordat.smallsample.disclosure import ReleasedMean
from concordat.smallsample.margins import mean_margin


class NotAScore(ValueError):
    """What was printed cannot be read as a score from 1 to 10."""


def published_mean(*, shown: str, n: int | None = None, invited: int | None = None) -> ReleasedMean:
    """A mean rating from 1 to 10 as its source printed it, and always with a caution.

    shown        as printed: "7.73". The last digit tells how it was rounded
    n, invited   if the source says so; without n there is no margin, and so no verdict. With n but no
                 roster the margin carries no finite population correction

    It has been through no disclosure rule of ours: it is out already. Raises ``NotAScore``, and
    ``ValueError`` if the numbers cannot be.
    """
    try:
        printed = Decimal(shown.strip())
    except InvalidOperation as fault:
        raise NotAScore(f"{shown!r} is not a number.") from fault
    places = printed.as_tuple().exponent
    if not isinstance(places, int) or not LOWEST <= printed <= HIGHEST:
        raise NotAScore(f"{shown!r} is not a score from {LOWEST} to {HIGHEST}.")
    value, rounding = float(printed), 10.0 ** min(places, 0) / 2
    sampling = None if n is None else mean_margin(n=n, population=invited)
    told = {
        Caution.LOW_RESPONSE: n is not None and invited is not None and 2 * n < invited,
        Caution.SMALL_GROUP: n is not None and n < 20,
        Caution.CENSUS_ROUNDING: n is not None and n == invited,
        Caution.NOT_COMPUTED_BY_US: True,
        Caution.NUMBERS_NOT_STATED: n is None,
    }
    return ReleasedMean(
        n=n or 0,
        invited=invited or 0,
        shown=shown.strip(),
        value=value,
        low=None if sampling is None else max(float(LOWEST), value - sampling - rounding),
        high=None if sampling is None else min(float(HIGHEST), value + sampling + rounding),
        capped=None,
        suppressed=None,
        cautions=tuple(caution for caution, holds in told.items() if holds),
        sampling=sampling,
        rounding=rounding,
    )
