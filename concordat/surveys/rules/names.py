"""Words in addresses."""

# Pages of the room that stand where a wave's or an instrument's name would.
TAKEN_BY_PAGES = frozenset({"new", "questions", "method", "trends", "elections", "pools"})


class NameTaken(Exception):
    """The council has one of that name already."""


def a_free_name(slug: str) -> str:
    """The name as it stands in the address; one of signs alone, or of one of our pages, gets a word more."""
    short = slug[:50].strip("-")
    if not short:
        return "wave"
    return f"{short}-1" if short in TAKEN_BY_PAGES else short
