"""Released scores, made the way a wave makes them: from counts."""

from concordat.smallsample.disclosure import ReleasedMean, release_mean


def score(mean: float, *, n: int, invited: int, split: bool = False) -> ReleasedMean:
    """A release of ``n`` answers that lie as close to ``mean`` as whole answers can."""
    total = round(mean * n)
    answers = [total // n + (place < total % n) for place in range(n)]
    return release_mean(
        counts=[answers.count(rating) for rating in range(1, 11)], invited=invited, split=split
    )
