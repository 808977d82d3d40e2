"""An edition as tagged PDF, from the same page that is read on a screen."""

from concordat.papers.pdf import typeset
from concordat.protocol.rules.writing.copies import Copy
from concordat.protocol.rules.writing.edition_page import to_html


def to_pdf(copy: Copy) -> bytes:
    name = f"{copy.on.isoformat()} {copy.title} {copy.fingerprint}"
    return typeset(to_html(copy), language=copy.language, name=name)
