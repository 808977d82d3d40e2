"""What is not read, and the one sentence that says why."""


class CannotRead(Exception):
    """The words are for whoever chose the file: what is wrong with it, and how to mend it."""


MEGABYTE = 1_000_000
# A constitution of 500 pages is about 1.5 MB of text, and 30 MB as a PDF with its coat of arms on each page.
LARGEST = 60 * MEGABYTE
LARGEST_TEXT = 20 * MEGABYTE
MOST_LINES = 150_000


def megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.0f} MB" if size >= MEGABYTE else f"{size / 1000:.0f} kB"


def not_too_large(size: int, *, most: int = LARGEST) -> None:
    if size > most:
        raise CannotRead(
            f"The file has {megabytes(size)}; at most {megabytes(most)} are read."
            " Save the instrument alone, without the papers around it."
        )
