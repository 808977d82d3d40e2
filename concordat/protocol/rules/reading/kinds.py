"""What each clause is: an expectation and whose, a definition, an illustration, a quotation, a rule."""

import re
from collections.abc import Iterator

from concordat.protocol.rules.clauses import Kind, Owed
from concordat.protocol.rules.reading import quotations
from concordat.protocol.rules.reading.nodes import Node, together, walk
from concordat.protocol.rules.reading.words import any_of, pattern, word

COUNCILLORS = any_of("councillors")
OFFICERS = any_of("officers")
ALL_COUNCILLORS = re.compile(COUNCILLORS, re.IGNORECASE)
ALL_OFFICERS = re.compile(OFFICERS, re.IGNORECASE)
EITHER = f"(?:{COUNCILLORS}|{OFFICERS})"
EXPECT = re.compile(
    rf"(?P<who>(?:all\s+)?{EITHER}(?:\s*(?:and|&|/)\s*{EITHER})?)\s+{any_of('may')}"
    r"\s+(?:reasonably\s+|normally\s+|also\s+)?(?:to\s+)?expect\b"
    rf"(?:\s+(?:from|of|that)?\s*(?:the\s+|all\s+|their\s+)?(?P<of>{EITHER}|each other|one another))?",
    re.IGNORECASE,
)
EXPECTED = re.compile(
    rf"\b(?:what\s+(?:is|can be|may be)\s+expected\s+of|expectations?\s+(?:of|on))\s+(?P<of>{EITHER})\b"
    rf"|\b(?P<of2>{EITHER})\s+(?:are|will be|can be)\s+expected\s+to\b",
    re.IGNORECASE,
)
OWE = re.compile(
    rf"^(?:all\s+)?(?P<of>{EITHER})\s+(?:undertake|promise|commit(?: themselves)?|agree)\s+(?:to\b|that\b)?",
    re.IGNORECASE,
)
OPEN_LIST = word("examples")
ILLUSTRATION = re.compile(rf"\b{any_of('examples')}[^.]*:$|{any_of('not_all')}", re.IGNORECASE)
FORCE = re.compile(r"\b(?:shall|must|will|may not|is required|are required)\b", re.IGNORECASE)
TERM = r"[“\"‘'][^”\"’']{2,60}[”\"’']"
# A term without quotation marks: a capital, at most five words, and not "IT IS KEPT SECURELY This".
PLAIN_TERM = (
    r"(?:the )?(?:terms? |words? |expressions? )?[“\"‘']?(?-i:[A-Z])[\w’'-]*(?: [\w’'/-]+){0,4}[”\"’']?"
    r"(?<!\bthis)(?<!\bthat)(?<!\bwhich)(?<!\bit)"
)
OWN = r"(?:protocol|code|policy|document|scheme|section|part)"
DEFINITION = re.compile(
    rf"^{TERM}\s+(?:in (?:this|these|the) .{{3,40}}? )?{any_of('means')}\b"
    rf"|^{PLAIN_TERM}\s+(?:means|shall mean|has the meaning|refers to (?:any|all|the|an?))\b"
    rf"|\b(?:are|is|be) {any_of('called')}\b[^.]{{0,40}}[“\"‘']?(?-i:[A-Z])"
    rf"|\b(?:hereafter|hereinafter|henceforth)\b[^.]{{0,40}}(?:{any_of('called')}|[“\"‘'(])"
    rf"|^in this {OWN}\b[^.]{{0,60}}{TERM}\s*{any_of('means')}\b|\b(?:yn golygu|golyga)\b",
    re.IGNORECASE,
)
NOTE = pattern("note", begin=r"^\(?\s*")
EXTRACT = re.compile(
    rf"\b{any_of('sources')}\b[^:]{{0,80}}\b{any_of('says')}(?: that| the following| as follows)?\s*:$"
    r"|\b(?:extract|quotation|excerpt)\b[^:]{0,60}:$",
    re.IGNORECASE,
)


def settle(root: Node) -> None:
    for node in list(walk(root)):
        _part_definitions(node)
    for node in list(walk(root)):
        _quotation(node)
    for node in walk(root):
        if node.kind is None:
            _illustrations_below(node)
            node.kind = node.kind or _of_words(node)
    _expectations(root)
    for node in walk(root):
        node.kind = node.kind or Kind.RULE


def _of_words(node: Node) -> Kind | None:
    words = node.text
    if NOTE.match(words) and not node.numbered and len(words) < 300 and not FORCE.search(words):
        return Kind.NOTE
    if DEFINITION.search(words.split("\n")[0]) and not node.words.endswith(":"):
        node.doubt("It reads like a definition.", 0.08)
        return Kind.DEFINITION
    return None


def _part_definitions(node: Node) -> None:
    """A definition in a later paragraph of a clause hangs from it, and is no clause of its own number."""
    if not node.paragraphs or DEFINITION.search(together(node.paragraphs[0])):
        return
    for paragraph in node.paragraphs[1:]:
        words = together(paragraph)
        if DEFINITION.search(words):
            node.paragraphs.remove(paragraph)
            part = Node(paragraphs=[paragraph], kind=Kind.DEFINITION, indent=node.indent, page=node.page)
            part.doubt("An unnumbered paragraph that reads like a definition.", 0.15)
            begins = paragraph[0].span.start
            node.adopt(part, sum(child.spans[0].start < begins for child in node.children if child.spans))


# ------------------------------------------------------------------------------ quotations


def _quotation(node: Node) -> None:
    """A clause of which all stands in quotation marks, or what an extract is announced to say."""
    words = node.text
    if node.kind is None and not node.numbered and _one_quotation(words):
        node.kind = Kind.QUOTATION
        if node.before and node.before.words.endswith(":") and not node.before.is_heading:
            node.before.adopt(node)
        return
    if node.paragraphs and len(node.paragraphs) > 1 and EXTRACT.search(together(node.paragraphs[0])):
        _extract(node, Node(paragraphs=node.paragraphs[1:], indent=node.indent, page=node.page))
        node.paragraphs = node.paragraphs[:1]
        return
    if node.kind or not EXTRACT.search(node.words) or node.children:
        return
    after = node.after
    if (
        after is not None
        and after.kind is None
        and not after.mark
        and not after.title
        and not EXTRACT.search(after.words)
    ):
        _extract(node, after)


def _extract(node: Node, said: Node) -> None:
    said.kind = Kind.QUOTATION
    node.adopt(said, 0)
    if not quotations.opens(said.text):
        said.doubt("It has no quotation marks; the words before it announce an extract.", 0.4)


def _one_quotation(words: str) -> bool:
    """Not “one” and “another”, which begins and ends with a mark as well."""
    if not (quotations.opens(words) and quotations.closes(words)) or len(words.split()) < 4:
        return False
    inside = words[1:].rstrip(" .;,")[:-1]
    return not re.search(r"[”]|(?<=\w)\"(?=\s)", inside) or (inside.count('"') % 2 == 0 and '"' in inside)


# ------------------------------------------------------------------------------ illustrations


def _illustrations_below(node: Node) -> None:
    if not ILLUSTRATION.search(node.words):
        return
    items = node.children or (_after(node) if not node.is_heading else [])
    for child in items:
        if child.kind is None and (OPEN_LIST.search(node.words) or not FORCE.search(child.words)):
            child.kind = Kind.ILLUSTRATION


def _after(node: Node) -> list[Node]:
    rest = node.siblings[node.place + 1 :]
    return [each for each in rest if each.bulleted] if rest and rest[0].bulleted else []


# ------------------------------------------------------------------------------ expectations


def _expectations(root: Node) -> None:
    for node in walk(root):
        words = node.words
        if (
            node.children
            and (owed := owed_by(words))
            and (words.endswith(":") or node.is_heading or len(words) < 90)
        ):
            for child in _items(node):
                _expect(child, owed)
        elif (
            not node.children and not node.is_heading and node.kind is None and (owed := _says_itself(words))
        ):
            _expect(node, owed)


def _items(node: Node) -> Iterator[Node]:
    """The items of a list of expectations: what is a lead-in itself speaks for its own."""
    for child in node.children:
        if child.is_heading or (owed_by(child.words) and child.children):
            continue
        if child.mark or not node.is_heading:
            yield child


def _expect(node: Node, owed: Owed) -> None:
    if node.kind is None or node.kind is Kind.RULE:
        node.kind, node.owed = Kind.EXPECTATION, owed


def _says_itself(words: str) -> Owed | None:
    """ "Members can expect officers to answer in ten days." """
    found = EXPECT.search(words)
    if not found or found.start() > 30 or words.endswith(":") or not found.group("of"):
        return None
    return owed_by(words)


def owed_by(words: str) -> Owed | None:
    """Who owes what such words announce: "Councillors can expect from officers" is owed by officers."""
    if found := EXPECT.search(words):
        who, of = found.group("who"), found.group("of") or ""
        both = ALL_COUNCILLORS.search(who) and ALL_OFFICERS.search(who)
        if both or "other" in of.lower() or "another" in of.lower():
            return Owed.BY_BOTH
        if of:
            return Owed.BY_COUNCILLORS if ALL_COUNCILLORS.fullmatch(of) else Owed.BY_OFFICERS
        return Owed.BY_OFFICERS if ALL_COUNCILLORS.search(who) else Owed.BY_COUNCILLORS
    if found := EXPECTED.search(words):
        of = found.group("of") or found.group("of2")
        return Owed.BY_COUNCILLORS if ALL_COUNCILLORS.fullmatch(of) else Owed.BY_OFFICERS
    if (found := OWE.search(words)) and words.endswith(":"):
        return Owed.BY_COUNCILLORS if ALL_COUNCILLORS.fullmatch(found.group("of")) else Owed.BY_OFFICERS
    return None
