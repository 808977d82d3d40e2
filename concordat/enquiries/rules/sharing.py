"""Who besides the councillor who asked may read an enquiry: their choice, and theirs to change."""

from enum import StrEnum


class Sharing(StrEnum):
    ONLY_ME = "only me"
    WARD = "ward"
    GROUP_IN_WARD = "group in ward"


def shared_with(sharing: str, *, ward: str, group: str, reader_ward: str, reader_group: str) -> bool:
    """Whether a councillor of this ward and group reads along.

    ward, group   those of the councillor who asked, on the day on which they asked
    """
    if not ward or reader_ward != ward:
        return False
    if sharing == Sharing.WARD:
        return True
    return sharing == Sharing.GROUP_IN_WARD and bool(group) and reader_group == group
