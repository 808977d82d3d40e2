"""A personal link: which atom it votes in, and what can be wrong with it."""


class NotALink(Exception):
    """Nobody was sent this link."""


class AlreadyAnswered(Exception):
    """The answers that came with this link are in the box already."""


class NotKept(Exception):
    """The database could not write just now. The link is still good."""


class TooLate(Exception):
    """The wave is closed."""


def atom_of(link: str) -> int | None:
    """The atom that the link names: it leads to one urn, so that no table of links is needed."""
    number, dash, token = link.partition("-")
    # isascii: other alphabets have digits of their own, which no database key is written in.
    if not (dash and token and number.isascii() and number.isdigit() and len(number) < 19):
        return None
    return int(number)
