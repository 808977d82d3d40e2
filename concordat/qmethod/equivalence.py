"""Whether two factors agree on a statement: shown to be close, not merely not shown to differ."""

import numpy as np

from concordat.qmethod.results import Booleans, Floats

# Half a standard deviation, unless the study set another before it closed.
MARGIN = 0.5
ONE_SIDED = 1.645


def agrees(*, differences: Floats, se: Floats, margin: float = MARGIN) -> Booleans:
    """Where two one-sided tests at .05 both show that a difference lies within ±``margin``.

    differences   of z-scores, shape (statements, pairs)
    se            their standard errors, shape (pairs,) or (statements, pairs): of a bootstrap where
                  there is one, else the SED
    margin        above 0, in standard deviations of z

    True where |δ| + 1.645 SE < margin. With a large SE nothing agrees: a study of few sorts cannot
    show consensus. Source: Schuirmann (1987); Lakens (2017).
    """
    return np.asarray(np.abs(differences) + ONE_SIDED * se < margin)
