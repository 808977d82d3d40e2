"""An edition as a page that stands alone: every clause under its permanent address, and good to print."""

from collections.abc import Iterator

from concordat.papers.html import page
from concordat.protocol.rules.clauses import Clause, Kind
from concordat.protocol.rules.comparing.stretches import stretches_of
from concordat.protocol.rules.writing.copies import Copy
from concordat.protocol.rules.writing.markup import head, heading, lines, text
from concordat.protocol.rules.writing.plain_text import PICTURE


def to_html(copy: Copy) -> str:
    return page(
        article(copy),
        title=f"{copy.title} – {copy.council}",
        author=copy.council,
        description=copy.title,
        language=copy.language,
        on=copy.on,
    )


def article(copy: Copy) -> str:
    facts = [*copy.facts, ("SHA-256", copy.fingerprint), ("Address", copy.address)]
    return (
        f'<article class="paper" lang="{text(copy.language)}">\n{head(copy.title, copy.council, facts)}'
        f"{''.join(_body(copy))}</article>\n"
    )


def _body(copy: Copy) -> Iterator[str]:
    """Headings are headings; the clauses below them are lists, as deep as the text goes.

    They are lists by their role and not by their element: a list would be given numbers of its own, by
    whoever reads the page in without its style.
    """
    # Depths of the lists that are open; a tree may be deeper than Python likes to call itself.
    open_at: list[int] = []
    begun: set[int] = set()
    for place, words in stretches_of(copy.clauses, range(len(copy.clauses))):
        clause = copy.clauses[place]
        closing = clause.kind is Kind.HEADING
        while open_at and (open_at[-1] > clause.depth or (closing and open_at[-1] >= clause.depth)):
            open_at.pop()
            yield "</div></div>\n"
        if closing:
            mark = f'<span class="paper-clause-mark">{text(clause.label)}</span> ' if clause.label else ""
            yield heading(f"{mark}{text(clause.heading)}", clause.depth + 1, copy.anchor(place))
        elif place in begun:
            yield f"<p>{lines(words)}</p>"
        else:
            begun.add(place)
            if open_at and open_at[-1] == clause.depth:
                yield "</div>\n"
            else:
                open_at.append(clause.depth)
                yield '<div class="paper-clauses" role="list">\n'
            yield f'<div role="listitem" id="{text(copy.anchor(place))}">{_begun(clause, words)}'
    yield "</div></div>\n" * len(open_at)


def _begun(clause: Clause, words: str) -> str:
    mark = f'<span class="paper-clause-mark">{text(clause.label)}</span> ' if clause.label else ""
    said = lines(words)
    if clause.heading:
        own, _, rest = words.partition("\n")
        said = f"<strong>{text(own)}</strong> {lines(rest)}"
    if clause.kind is Kind.IMAGE_MISSING and not words:
        said = f'<span class="paper-aside">{text(PICTURE)}</span>'
    paragraph = f"<p>{mark}{said}</p>"
    return f"<blockquote>{paragraph}</blockquote>" if clause.kind is Kind.QUOTATION else paragraph
