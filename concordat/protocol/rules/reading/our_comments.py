"""What a Markdown file of ours says of each clause, in a comment behind its words.

    - (a) Officers answer in ten days. <!-- clause label="(a)" kind="expectation" key="bcdf23" -->

Nobody who reads the page sees it, and whoever reads the file again has the same tree, the same identities.
"""

import html
import re
from collections.abc import Mapping

NAMES = ("label", "kind", "owed", "key", "tags", "depth")
COMMENT = re.compile(r'<!-- clause((?: [a-z]+="[^"]*")*) -->')
PAIR = re.compile(r' ([a-z]+)="([^"]*)"')


def written(facts: Mapping[str, str]) -> str:
    """One comment; what a comment may not hold is written as references."""
    pairs = "".join(f' {name}="{_safe(facts[name])}"' for name in NAMES if name in facts)
    return f"<!-- clause{pairs} -->"


def read(comment: str) -> dict[str, str] | None:
    """What one of our comments says; None if it is somebody else's."""
    found = COMMENT.fullmatch(comment.strip())
    if not found:
        return None
    return {name: html.unescape(value) for name, value in PAIR.findall(found.group(1)) if name in NAMES}


def _safe(words: str) -> str:
    return html.escape(words, quote=True).replace("-", "&#45;").replace("\n", " ")
