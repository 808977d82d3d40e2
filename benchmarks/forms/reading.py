"""What is found in a form: something that stands in a place."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """``said`` stands in this form, in the place for ``what`` of this question and this group."""

    form: str
    wave: int
    group: str
    item: str
    what: str
    said: str
