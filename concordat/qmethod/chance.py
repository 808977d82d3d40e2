"""What chance alone can do: intervals from resamples, and p from permutations."""

from collections.abc import Callable, Iterator

import numpy as np

from concordat.qmethod.results import Floats

# done, of
Progress = Callable[[int, int], None]
AT_A_TIME = 500


def in_chunks(
    steps: int,
    progress: Progress | None,
    *,
    of: int | None = None,
    before: int = 0,
    at_a_time: int = AT_A_TIME,
) -> Iterator[int]:
    """The sizes of the chunks that make up so many steps; after each, ``progress(done, of)`` is called.

    of, before   when these steps are part of a longer run: how long that is, and what was done already
    """
    for start in range(0, steps, at_a_time):
        size = min(at_a_time, steps - start)
        yield size
        if progress is not None:
            progress(before + start + size, steps if of is None else of)


def interval(*, draws: Floats, level: float = 0.95) -> tuple[Floats, Floats]:
    """The percentile interval over the first axis (Efron & Tibshirani 1993). NaN where nothing was drawn."""
    if not len(draws):
        nothing = np.full(draws.shape[1:], np.nan)
        return nothing, nothing
    tail = (1 - level) / 2
    low, high = np.quantile(draws, [tail, 1 - tail], axis=0)
    return np.asarray(low), np.asarray(high)


def two_sided(*, exceeding: Floats, permutations: int) -> Floats:
    """p = (1 + how many permutations are as far from 0 or farther)/(permutations + 1)."""
    return np.asarray((1 + exceeding) / (permutations + 1))
