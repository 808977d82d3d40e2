"""What a comparison could have seen, had it been there; and how much more would be needed to see it.

Both go by the interval that was found by permutation and not by a standard error, which is too small where
groups are small or kinds of enquiry many.
"""

from concordat.smallsample.quantiles import t_quantile

Ends = tuple[float, float]


def detectable_difference(*, ci95: Ends, df: float | None, power: float = 0.8) -> float | None:
    """The smallest true difference that such a comparison finds with ``power``, at 5% two-sided.

    ci95   the 95% interval, in whose unit the answer is
    df     the degrees of freedom of the difference

    Half the interval's width × (1 + t at power / t at .975). ``None`` where nothing varies to judge by.
    Source: Bloom (1995), Evaluation Review 19, 547-556.
    """
    reach = (ci95[1] - ci95[0]) / 2
    if df is None or reach <= 0:
        return None
    return reach * (1 + t_quantile(probability=power, df=df) / t_quantile(probability=0.975, df=df))


def needed_for_alike(
    *, ci90: Ends, df: float | None, margin: float, have: float, power: float = 0.8
) -> float | None:
    """How many councillor-years would show two groups alike within ``margin``, if they truly are.

    ci90   the 90% interval, in the unit of ``margin``
    have   councillor-years in this comparison

    The interval shrinks with the root of councillor-years, and two one-sided tests of 5% want
    (1 + t at (1 + power)/2 / t at .95) × half its width to be no more than the margin. A rough guide, not a
    promise. ``None`` where there is no variation to judge by.
    Source: Julious (2004), Statistics in Medicine 23, 1921-1986, section 4.
    """
    reach = (ci90[1] - ci90[0]) / 2
    if df is None or reach <= 0 or margin <= 0:
        return None
    wanted = reach * (
        1 + t_quantile(probability=(1 + power) / 2, df=df) / t_quantile(probability=0.95, df=df)
    )
    return have * (wanted / margin) ** 2
