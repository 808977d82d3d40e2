"""What kinds of instrument there are."""

from enum import StrEnum


class InstrumentKind(StrEnum):
    """A protocol says what each side may expect; a code what one must do; a scheme how a thing is done."""

    PROTOCOL = "protocol"
    CODE = "code"
    SCHEME = "scheme"


class NameTaken(Exception):
    """The council has an instrument of this name already."""
