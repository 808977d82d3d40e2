"""A solution: what was chosen for it, and the analysis that its log of steps leads to.

Nothing numeric is kept. Whoever looks at a solution computes it anew from the sorts, the choices and the log.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from concordat.qmethod.results import Analysis
from concordat.qmethod.study import Refused
from concordat.viewpoints.rules.collected import Collection, study_of

Step = Mapping[str, Any]

MOST_FACTORS = 8
EXTRACTIONS = ("pca", "principal-axis", "centroid", "horst")
ROTATIONS = ("varimax", "raw-varimax", "quartimax", "oblimin", "promax", "none")
CORRELATIONS = ("pearson", "spearman", "kendall")
CORRECTIONS = ("holm", "bh", "by")
# The other two programs offer no more than this.
OF_MODE = {"standard": EXTRACTIONS, "qmethod": ("pca", "centroid"), "kade": ("pca", "centroid", "horst")}
LEVELS = (0.2, 0.15, 0.1, 0.05, 0.01, 0.005, 0.001, 0.0005, 0.0001)


@dataclass(frozen=True)
class Settings:
    """What is chosen when a solution is begun. It never changes: another choice is another solution.

    level       of the flags: |loading| beyond what chance gives at this p
    majority    whether a flag also needs more than half of the sort's communality
    left_out    pseudonym to the reason why that sort has no part in this solution
    """

    factors: int
    extraction: str = "pca"
    rotation: str = "varimax"
    correlation: str = "pearson"
    mode: str = "standard"
    level: float = 0.05
    majority: bool = True
    correction: str = "holm"
    left_out: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def settings_from(told: Mapping[str, Any]) -> Settings:
    """The settings as they were kept. A choice that an older version did not know has its usual value."""
    return Settings(**{name: value for name, value in told.items() if name in Settings.__annotations__})


def obstacle(settings: Settings) -> str:
    """Why these choices do not go together: a sentence, or nothing."""
    if settings.extraction not in OF_MODE[settings.mode]:
        return f"The program {settings.mode} has no extraction called {settings.extraction}."
    if settings.mode == "kade" and settings.rotation not in {"varimax", "none"}:
        return "KADE knows varimax and rotation by hand, and no other rotation."
    if settings.mode != "standard" and settings.correlation != "pearson" and settings.mode == "kade":
        return "KADE correlates by Pearson alone."
    return ""


def solved(
    collection: Collection, settings: Settings, log: Sequence[Step] = (), *, equivalence: float = 0.5
) -> Analysis:
    """The solution as its log leaves it. Raises ``Refused`` with a sentence for what cannot be computed."""
    # Imported here: NumPy takes a tenth of a second to load, and most pages of the room need none of it.
    from concordat.qmethod import analyse
    from concordat.qmethod.flagging import Flagging

    words = obstacle(settings)
    if words:
        raise Refused(words)
    return analyse(
        study_of(collection, without=settings.left_out),
        factors=settings.factors,
        extraction=settings.extraction,
        rotation=settings.rotation,
        mode=settings.mode,
        correlation=settings.correlation,
        flagging=Flagging(level=settings.level, majority=settings.majority),
        correction=settings.correction,
        equivalence=equivalence,
        log=tuple(log),
    )
