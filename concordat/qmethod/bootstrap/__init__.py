"""How far a solution would move with other people: the bootstrap, for any extraction and number of factors.

``bootstrap`` resamples the people of an analysis, ``apply`` puts its intervals into the analysis, ``as_in_r``
follows R qmethod from given resamples. To end early a caller raises ``Stopped`` from its progress callback.
"""

from concordat.qmethod.bootstrap.applying import apply
from concordat.qmethod.bootstrap.as_in_r import AsInR, as_in_r
from concordat.qmethod.bootstrap.resampling import bootstrap
from concordat.qmethod.bootstrap.results import Bootstrap, Failed, Spread, Stopped

__all__ = ["AsInR", "Bootstrap", "Failed", "Spread", "Stopped", "apply", "as_in_r", "bootstrap"]
