"""One solution for each resample, many at a time where the arithmetic allows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from concordat.qmethod import centroid, horst, judgment, principal_axis
from concordat.qmethod.results import Analysis, Extracted, Extraction, Floats, Integers, Rotated, Rotation
from concordat.qmethod.rotation import oblimin, promax, quartimax
from concordat.qmethod.rotation.varimax import varimax_many
from concordat.qmethod.study import Refused

WRONG = (Refused, ArithmeticError, ValueError, np.linalg.LinAlgError)
NOTHING_LEFT = 1e-12

EXTRACT: Mapping[Extraction, Callable[..., Extracted]] = {
    Extraction.CENTROID: centroid.brown,
    # Factors too many for a resample may turn about for ever; KADE ends there too, after as many rounds.
    Extraction.HORST: partial(horst.horst, rounds=30),
    Extraction.PRINCIPAL_AXIS: principal_axis.principal_axis,
}
ROTATE: Mapping[Rotation, Callable[..., Rotated]] = {
    Rotation.QUARTIMAX: quartimax.quartimax,
    Rotation.OBLIMIN: oblimin.oblimin,
    Rotation.PROMAX: promax.promax,
}


@dataclass(frozen=True)
class Solver:
    """How a resample is extracted and rotated.

    correlation   (P, P) of the full sample: that of a resample is its rows and columns
    root          (P, r) with root @ rootᵀ = correlation, for components; None for the other extractions
    rotation      None: towards the full sample's own loadings, because that was turned by hand or to a target
    towards       (P, k), the full sample's loadings
    """

    correlation: Floats
    root: Floats | None
    extraction: Extraction
    rotation: Rotation | None
    towards: Floats

    @property
    def is_nested(self) -> bool:
        """Whether the first of k unrotated factors are those of a solution with fewer."""
        return self.extraction in (Extraction.PCA, Extraction.CENTROID)

    @property
    def is_quick(self) -> bool:
        return self.root is not None and self.rotation not in ROTATE

    def solve(self, drawn: Integers, *, unrotated: Floats | None = None) -> tuple[Floats, dict[int, str]]:
        """Rotated loadings of the drawn sorts, and why some resamples have none.

        drawn       shape (resamples, sorts drawn)
        unrotated   what ``extracted`` gives for them, where it is known

        Returns shape (resamples, sorts drawn, k), in no particular order and sign, NaN for a failed
        resample; and resample (counted from 0) to reason.
        """
        try:
            found = self._rotated(self.extracted(drawn) if unrotated is None else unrotated, drawn)
            if np.isfinite(found).all():
                return found, {}
        except WRONG:
            if len(drawn) == 1:
                raise
        return self._one_by_one(drawn)

    def _one_by_one(self, drawn: Integers) -> tuple[Floats, dict[int, str]]:
        found = np.full((*drawn.shape, self.towards.shape[1]), np.nan)
        reasons = {}
        for step, rows in enumerate(drawn):
            try:
                one = self._rotated(self.extracted(rows[None]), rows[None])[0]
            except WRONG as wrong:
                reasons[step] = str(wrong) or type(wrong).__name__
                continue
            if np.isfinite(one).all():
                found[step] = one
            else:
                reasons[step] = "The loadings are not finite."
        return found, reasons

    def extracted(self, drawn: Integers) -> Floats:
        """Unrotated loadings, shape (resamples, sorts drawn, k). Raises whatever the extraction raises."""
        k = self.towards.shape[1]
        if self.root is not None:
            return self._components(self.root, drawn, k)
        extract = EXTRACT[self.extraction]
        return np.stack(
            [extract(correlation=self.correlation[np.ix_(r, r)], factors=k).loadings for r in drawn]
        )

    def _components(self, root: Floats, drawn: Integers, k: int) -> Floats:
        """With R = GGᵀ and c how often each sort was drawn, the components of the resample come from
        Gᵀ diag(c) G, which is never larger than the statements are many."""
        p, r = root.shape
        counts = np.stack([np.bincount(rows, minlength=p) for rows in drawn]).astype(float)
        products = (root[:, :, None] * root[:, None, :]).reshape(p, r * r)
        _, vectors = np.linalg.eigh((counts @ products).reshape(len(drawn), r, r))
        return np.asarray((root @ vectors[:, :, ::-1][:, :, :k])[np.arange(len(drawn))[:, None], drawn])

    def _rotated(self, unrotated: Floats, drawn: Integers) -> Floats:
        if self.rotation is None:
            pulled = unrotated.transpose(0, 2, 1) @ self.towards[drawn]
            left, _, right = np.linalg.svd(pulled)
            return np.asarray(unrotated @ (left @ right))
        if self.rotation is Rotation.NONE:
            return unrotated
        if self.rotation in ROTATE:
            return np.stack([ROTATE[self.rotation](loadings=each).loadings for each in unrotated])
        return varimax_many(loadings=unrotated, normalised=self.rotation is Rotation.VARIMAX).loadings


def solver(analysis: Analysis, *, towards: Floats) -> Solver:
    """How the analysis was made, read from its record.

    towards   shape (sorts, factors): its loadings before any factor was split
    """
    extraction = Extraction(analysis.record["extraction"])
    root = _root(analysis.correlation, least=towards.shape[1]) if extraction is Extraction.PCA else None
    return Solver(analysis.correlation, root, extraction, _rotation(analysis.record), towards)


def _root(correlation: Floats, *, least: int) -> Floats:
    values, vectors = np.linalg.eigh(correlation)
    kept = values > values[-1] * NOTHING_LEFT
    kept[-least:] = True
    return np.asarray(vectors[:, kept] * np.sqrt(np.maximum(values[kept], 0.0)))


def _rotation(record: Mapping[str, Any]) -> Rotation | None:
    rotation: Rotation | None = Rotation(record["rotation"])
    for step in judgment.counting(record.get("log", ())):
        if step["op"] in judgment.CRITERIA:
            rotation = Rotation(step["op"])
        elif step["op"] in ("rotate", "target"):
            rotation = None
    return rotation
