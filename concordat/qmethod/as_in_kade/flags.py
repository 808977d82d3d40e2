"""KADE's automatic flags: K6 of the specification."""

import numpy as np

from concordat.qmethod.as_in_kade.rounding import rd, rd1
from concordat.qmethod.flagging import Flagging, Rule
from concordat.qmethod.results import Booleans, Floats
from concordat.qmethod.study import Refused


def flags(*, loadings: Floats, statements: int, flagging: Flagging) -> Booleans:
    """Which sorts define which factor, on loadings rounded to five decimals.

    loadings   shape (sorts, factors)
    flagging   its level, with the majority or without it, or the majority alone

    Returns the same shape: True where l² > (z/√N)² and l² > Σ of the sort's other l², both strictly, every
    square rounded to five decimals. Raises ``Refused`` for a rule that KADE does not have.
    """
    if flagging.rule is Rule.QFACTOR:
        raise Refused("KADE has no qfactor rule of flagging; choose a level, or the mode standard.")
    squares = rd(rd(loadings, 5) ** 2, 5)
    most = squares > rd(squares @ (1 - np.eye(squares.shape[1])), 5)
    if flagging.rule is Rule.MAJORITY_ALONE:
        return np.asarray(most)
    significant = squares > rd1(rd1(flagging.critical / statements**0.5, 5) ** 2, 5)
    return np.asarray(significant & most if flagging.majority else significant)
