"""The comment page of a ballot paper: what may show the writer is marked, and nothing of it is kept.

The check is made each time anew from what the form brings; it stores nothing, and the writer decides.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from django.utils.timezone import localdate

from concordat.surveys import forms, queries
from concordat.surveys.queries import BallotPaper
from concordat.surveys.rules import comments, identifying
from concordat.surveys.rules.comments import EMPTY, Comment, TooLong
from concordat.surveys.rules.identifying import Mark

COMMENT, MAY_QUOTE, LOOKED = "own-comment", "own-may_quote", "own-looked"


def carried(typed: Mapping[str, str]) -> list[tuple[str, str]]:
    """What was typed on this page, to travel along unseen while another is shown."""
    return [(name, typed[name]) for name in (COMMENT, MAY_QUOTE, LOOKED) if typed.get(name)]


def written(paper: BallotPaper, typed: Mapping[str, str]) -> Comment:
    """The comment as it will be sealed. Raises ``TooLong``."""
    if not paper.reviewer:
        return EMPTY
    return comments.written(typed.get(COMMENT, ""), may_quote=MAY_QUOTE in typed)


def must_be_shown(paper: BallotPaper, typed: Mapping[str, str]) -> bool:
    """Whether the writer must see this page again: it is too long, or words were not shown to them yet."""
    try:
        comment = written(paper, typed)
    except TooLong:
        return True
    return bool(marks_of(paper, comment.text)) and typed.get(LOOKED) != _print_of(comment.text)


def page(paper: BallotPaper, typed: Mapping[str, str], *, languages: Sequence[str]) -> dict[str, object]:
    text = comments.tidied(typed.get(COMMENT, ""))
    tidy = {COMMENT: text} | {name: typed[name] for name in (MAY_QUOTE,) if name in typed}
    form = forms.OwnWords(tidy, languages=languages)
    marks: tuple[Mark, ...] = ()
    try:
        written(paper, typed)
        marks = marks_of(paper, text)
    except TooLong:
        form.refuse(signs=len(text))
    return {
        "form": form,
        "marks": marks,
        "pieces": identifying.pieces(text, marks),
        "looked": _print_of(text),
    }


def marks_of(paper: BallotPaper, text: str) -> tuple[Mark, ...]:
    if not text:
        return ()
    known = queries.known_of(wave_id=paper.wave_id, council_id=paper.council_id, today=localdate())
    return identifying.identifying(text, known=known)


def _print_of(text: str) -> str:
    """By which the form knows whether these very words were shown marked already."""
    return sha256(text.encode()).hexdigest()
