"""Words in addresses."""

# Pages of the room that stand where a study's name would.
TAKEN_BY_PAGES = frozenset({"new", "import", "method"})


class NameTaken(Exception):
    """The council has a study of that name already."""


def a_free_name(slug: str) -> str:
    """The name as it stands in the address; one of signs alone, or of one of our pages, gets a word more."""
    short = slug[:50].strip("-")
    if not short:
        return "study"
    return f"{short}-1" if short in TAKEN_BY_PAGES else short
