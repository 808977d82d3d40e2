"""A personal link: which atom it votes in, what can be wrong with it, and that no log may hold it."""

import logging

# Without a stroke at its end: the page on which the code of a slip is typed tells as much by its time.
ADDRESS = "/answer"


class NotALink(Exception):
    """Nobody was sent this link."""


class Spent(Exception):
    """A link of ours that opens no ballot paper any more. ``in_both``: it asked in two languages."""

    def __init__(self, *, in_both: bool = False) -> None:
        super().__init__()
        self.in_both = in_both


class AlreadyAnswered(Spent):
    """The answers that came with this link are in the box already."""


class NotKept(Exception):
    """The database could not write just now. The link is still good."""


class TooLate(Spent):
    """The wave is closed."""


def atom_of(link: str) -> int | None:
    """The atom that the link names: it leads to one urn, so that no table of links is needed."""
    number, dash, token = link.partition("-")
    # isascii: other alphabets have digits of their own, which no database key is written in.
    if not (dash and token and number.isascii() and number.isdigit() and len(number) < 19):
        return None
    return int(number)


class NoBallots(logging.Filter):
    """Lets no line pass that names the address of a ballot. Of one that broke, it says only that."""

    def filter(self, record: logging.LogRecord) -> bool:
        if ADDRESS not in record.getMessage():
            return True
        if record.levelno < logging.ERROR:
            return False
        # The trace says where it broke. Django's own line, and the request, would say with which link.
        record.msg, record.args = "A ballot page broke.", ()
        record.__dict__.pop("request", None)
        return True
