"""Gradient projection: down the slope of a criterion, then back onto the rotations."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from concordat.qmethod.results import Floats

# Loadings in; the criterion and its slope out.
Criterion = Callable[[Floats], tuple[float, Floats]]
TRIES = 11


@dataclass(frozen=True)
class Settings:
    """When to stop.

    small    the length of the projected slope below which a rotation is at rest
    rounds   at most so many steps
    polish   near the end the criterion no longer shows a gain, for lack of digits: go on as long as the slope
             gets shorter. Without it the path is that of the R package GPArotation.
    """

    small: float
    rounds: int
    polish: bool


TO_THE_END = Settings(small=1e-11, rounds=20_000, polish=True)
AS_IN_R = Settings(small=1e-5, rounds=1_000, polish=False)


class Rotations(ABC):
    """One kind of rotation: how T turns the unrotated loadings A, and how to stay among such T."""

    def __init__(self, unrotated: Floats) -> None:
        self.unrotated = unrotated

    @abstractmethod
    def turned(self, t: Floats) -> Floats: ...

    @abstractmethod
    def slope(self, t: Floats, by_loadings: Floats) -> Floats: ...

    @abstractmethod
    def along(self, t: Floats, slope: Floats) -> Floats:
        """The part of a slope that does not leave the rotations."""

    @abstractmethod
    def back(self, t: Floats) -> Floats:
        """The rotation nearest to a matrix that is none."""


class Orthogonal(Rotations):
    """L = A T, the columns of T at right angles and of length 1."""

    def turned(self, t: Floats) -> Floats:
        return np.asarray(self.unrotated @ t)

    def slope(self, t: Floats, by_loadings: Floats) -> Floats:
        return np.asarray(self.unrotated.T @ by_loadings)

    def along(self, t: Floats, slope: Floats) -> Floats:
        across = t.T @ slope
        return np.asarray(slope - t @ (across + across.T) / 2)

    def back(self, t: Floats) -> Floats:
        left, _, right = np.linalg.svd(t)
        return np.asarray(left @ right)


class Oblique(Rotations):
    """L = A (Tᵀ)⁻¹, the columns of T of length 1; TᵀT holds the correlations of the factors."""

    def turned(self, t: Floats) -> Floats:
        return np.asarray(self.unrotated @ np.linalg.inv(t).T)

    def slope(self, t: Floats, by_loadings: Floats) -> Floats:
        inverse = np.linalg.inv(t)
        return np.asarray(-((self.unrotated @ inverse.T).T @ by_loadings @ inverse).T)

    def along(self, t: Floats, slope: Floats) -> Floats:
        return np.asarray(slope - t * (t * slope).sum(axis=0))

    def back(self, t: Floats) -> Floats:
        return np.asarray(t / np.sqrt((t**2).sum(axis=0)))


def descend(
    *, among: Rotations, of: Criterion, settings: Settings, start: Floats | None = None
) -> tuple[Floats, bool]:
    """The rotation at which the criterion is least, seen from the start (which is no rotation at all).

    Returns T, shape (factors, factors), and whether it came to rest. A step is doubled, then halved up to 11
    times until the criterion falls by more than half of what the slope promises.
    Source: Bernaards & Jennrich (2005), Educ Psychol Meas 65, 676-696.
    """
    t = np.eye(among.unrotated.shape[1]) if start is None else start
    value, by_loadings = of(among.turned(t))
    down = among.along(t, among.slope(t, by_loadings))
    step = 1.0
    for _ in range(settings.rounds):
        length = _length(down)
        if length < settings.small:
            return t, True
        step *= 2
        for _ in range(TRIES):
            tried = among.back(t - step * down)
            new_value, by_loadings = of(among.turned(tried))
            new_down = among.along(tried, among.slope(tried, by_loadings))
            if new_value < value - 0.5 * length**2 * step:
                break
            if settings.polish and length < AS_IN_R.small and _length(new_down) < length:
                break
            step /= 2
        t, value, down = tried, new_value, new_down
    return t, _length(down) < settings.small


def _length(matrix: Floats) -> float:
    return float(np.sqrt((matrix**2).sum()))
