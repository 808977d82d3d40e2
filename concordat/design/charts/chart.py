from dataclasses import dataclass


@dataclass(frozen=True)
class Chart:
    """A drawing that can also be read: no chart leaves here without its words and its figures."""

    svg: str
    title: str
    description: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
