"""What goes into a chart and what comes out of it."""

from dataclasses import dataclass
from typing import Literal

Cap = Literal["", "or above", "or below"]
NOT_SHOWN = "not shown"


@dataclass(frozen=True)
class Chart:
    """A drawing that can also be read: no chart leaves here without its words and its figures."""

    svg: str
    title: str
    description: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Point:
    """A released figure: where it stands, what is printed, and its likely range.

    value, low, high   on the chart's scale; low <= value <= high
    shown              the printed string, which is all that a reader ever sees of the value ("8.5 or above")
    capped             whether the true value may lie anywhere beyond
    """

    value: float
    shown: str
    low: float
    high: float
    capped: Cap = ""

    @property
    def likely(self) -> str:
        return f"{figure(self.low)} to {figure(self.high)}"


def figure(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def said(point: Point | None) -> str:
    """A figure as a sentence says it."""
    return NOT_SHOWN if point is None else f"{point.shown} (likely {point.likely})"


def cells(point: Point | None) -> tuple[str, str]:
    """A figure as two cells of a table: what is shown and its likely range."""
    return (NOT_SHOWN, NOT_SHOWN) if point is None else (point.shown, point.likely)
