"""What is not read, and the one sentence that says why."""


class CannotRead(Exception):
    """The words are for whoever chose the file: what is wrong with it, and how to mend it."""


MEGABYTE = 1_000_000
# A constitution of 500 pages is about 1.5 MB of text, and 30 MB as a PDF with its coat of arms on each page.
LARGEST = 60 * MEGABYTE
# In a web page most of it is markup; what is nothing but words says as much in far less.
LARGEST_PAGE = 20 * MEGABYTE
LARGEST_TEXT = 6 * MEGABYTE
MOST_LINES = 60_000  # of print: 1,300 pages
MOST_NESTED = 1_000
TOO_MANY_LINES = (
    f"The file has more than {MOST_LINES:,} lines. Save the instrument alone, without the papers around it."
)
TOO_DEEP = f"Its lists stand more than {MOST_NESTED:,} deep within one another, as in a trap; it is not read."


def megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.0f} MB" if size >= MEGABYTE else f"{size / 1000:.0f} kB"


def not_too_large(size: int, *, most: int = LARGEST) -> None:
    if size > most:
        raise CannotRead(
            f"The file has {megabytes(size)}; at most {megabytes(most)} are read."
            " Save the instrument alone, without the papers around it."
        )


def not_too_long(lines: int) -> None:
    if lines > MOST_LINES:
        raise CannotRead(TOO_MANY_LINES)


def not_too_deep(lists: int) -> None:
    if lists > MOST_NESTED:
        raise CannotRead(TOO_DEEP)
