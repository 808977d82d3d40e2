"""The words of a letter: one text, read on the page without its secret and in the e-mail with it."""

import textwrap
from collections.abc import Iterable, Sequence

LONGEST_SUBJECT = 200
WIDTH = 72

# Stands in the stored text where the secret is to be read. No keyboard writes it, and no font shows it.
HERE = "\ue000"

# Stands before and behind the name of a language in a text that says the same in several.
TONGUE = "\ue001"
LONGEST_KEPT = 2 * (LONGEST_SUBJECT + len("en-gb") + 2)

Told = tuple[str, str]  # the language, and what is said in it


def parts(text: str) -> tuple[str, str]:
    """The first line of a letter is its subject; the rest is its body."""
    subject, _, body = text.strip().partition("\n")
    return " ".join(subject.split())[:LONGEST_SUBJECT], body.strip()


def in_several(told: Iterable[Told]) -> str:
    return "".join(f"{TONGUE}{language}{TONGUE}{words}" for language, words in told)


def by_language(text: str) -> Sequence[Told]:
    """What a text says in each of its languages; of one that was written in English alone, all of it."""
    _before, *marked = text.split(TONGUE)
    return list(zip(marked[::2], marked[1::2], strict=False)) or [("", text)]


def with_secret(body: str, secret: str) -> str:
    return body.replace(HERE, secret)


def in_a_line(kept: str) -> str:
    return " / ".join(words for _language, words in by_language(kept))


def subject_line(subject: str, *, council: str) -> str:
    """In a full letter box, people look for their council's name first."""
    return subject if council in subject else f"{council}: {subject}"


def below_one_another(kept: str) -> str:
    """As an e-mail says it, which cannot set two languages side by side."""
    return "\n\n* * *\n\n".join(words for _language, words in by_language(kept))


def in_short_lines(body: str) -> str:
    """Fit for any reader of e-mail. A link is never broken, however long it is."""
    return "\n".join(
        textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False)
        for line in body.splitlines()
    )
