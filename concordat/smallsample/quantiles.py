"""The few distributions that the figures need, so that no statistics package is needed to run."""

from math import erfc, exp, fsum, gamma, lgamma, log, log1p, sqrt

TINY = 1e-300
CLOSE = 1e-15
MOST_TERMS = 10_000


class NotConverged(ArithmeticError):
    """The degrees of freedom are too many or too odd for this way of counting."""


def incomplete_beta(*, a: float, b: float, x: float, rest: float) -> float:
    """The regularised incomplete beta function I_x(a, b), a probability.

    a, b   above 0
    x      from 0 to 1, and ``rest`` is 1 - x, given apart so that neither is lost to rounding

    By its continued fraction, evaluated in the manner of Lentz; agrees with SciPy to 1e-10 for a and b
    up to 5,000. Raises ``NotConverged``. Source: NIST Digital Library of Mathematical Functions, 8.17.22.
    """
    if x <= 0 or rest <= 0:
        return float(x > 0)
    # The fraction converges quickly on this side of the mean only.
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(a=b, b=a, x=rest, rest=x)
    log_x = log1p(-rest) if rest < 0.5 else log(x)
    log_rest = log1p(-x) if x < 0.5 else log(rest)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log_x + b * log_rest) / a
    return front / _fraction(a, b, x)


def _fraction(a: float, b: float, x: float) -> float:
    value, numerator, denominator = 1.0, 1.0, 0.0
    for term in range(1, MOST_TERMS):
        m = term // 2
        if term % 2:
            factor = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            factor = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        denominator = 1 / ((1 + factor * denominator) or TINY)
        numerator = (1 + factor / numerator) or TINY
        value *= numerator * denominator
        if abs(numerator * denominator - 1) < CLOSE:
            return value
    raise NotConverged(f"No value for a = {a} and b = {b}.")


def t_two_sided(*, t: float, df: float) -> float:
    """The probability that Student's t with ``df`` degrees of freedom lies further from 0 than ``t``."""
    whole = df + t * t
    return incomplete_beta(a=df / 2, b=0.5, x=df / whole, rest=t * t / whole)


def t_quantile(*, probability: float, df: float) -> float:
    """The value below which Student's t with ``df`` degrees of freedom lies with this probability."""
    if probability == 0.5:
        return 0.0
    size = sqrt(f_quantile(probability=abs(2 * probability - 1), df1=1, df2=df))
    return size if probability > 0.5 else -size


def chi_square_above(*, value: float, df: int) -> float:
    """The probability that chi-square with ``df`` degrees of freedom, a whole number, lies above ``value``.

    A finite sum, to which an odd number adds the tail of the normal distribution.
    Source: NIST Digital Library of Mathematical Functions, 8.4.6, 8.4.10 and 8.8.2.
    """
    if df < 1 or value < 0:
        raise ValueError(f"There is no chi-square of {value} with {df} degrees of freedom.")
    half, odd = value / 2, df % 2
    terms = [pow(half, j + odd / 2) / gamma(j + 1 + odd / 2) for j in range((df - odd) // 2)]
    return (erfc(sqrt(half)) if odd else 0.0) + exp(-half) * fsum(terms)


def f_quantile(*, probability: float, df1: float, df2: float) -> float:
    """The value below which F(df1, df2) lies with this probability, above 0 and below 1. By bisection."""
    if not 0 < probability < 1:
        raise ValueError(f"There is no quantile at {probability}.")
    low, high = 0.0, 1.0
    while _f_below(high, df1, df2) < probability:
        low, high = high, 2 * high
    while low < (middle := (low + high) / 2) < high:
        if _f_below(middle, df1, df2) < probability:
            low = middle
        else:
            high = middle
    return high


def _f_below(value: float, df1: float, df2: float) -> float:
    whole = df1 * value + df2
    return incomplete_beta(a=df1 / 2, b=df2 / 2, x=df1 * value / whole, rest=df2 / whole)
