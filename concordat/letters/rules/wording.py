"""The words of a letter: one text, read on the page without its secret and in the e-mail with it."""

import textwrap

LONGEST_SUBJECT = 200
WIDTH = 72

# Stands in the stored text where the secret is to be read. No keyboard writes it, and no font shows it.
HERE = "\ue000"


def parts(text: str) -> tuple[str, str]:
    """The first line of a letter is its subject; the rest is its body."""
    subject, _, body = text.strip().partition("\n")
    return " ".join(subject.split())[:LONGEST_SUBJECT], body.strip()


def with_secret(body: str, secret: str) -> str:
    return body.replace(HERE, secret)


def subject_line(subject: str, *, council: str) -> str:
    """In a full letter box, people look for their council's name first."""
    return subject if council in subject else f"{council}: {subject}"


def in_short_lines(body: str) -> str:
    """Fit for any reader of e-mail. A link is never broken, however long it is."""
    return "\n".join(
        textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False)
        for line in body.splitlines()
    )
