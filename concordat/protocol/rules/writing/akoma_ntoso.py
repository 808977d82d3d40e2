"""An edition as Akoma Ntoso 3.0, the XML of laws, so that other systems for legal texts can take it in.

Akoma Ntoso names a provision by its number (``sec_1__subsec_a``), and a number is no identity: beside each
such ``eId`` stands our permanent key as ``GUID``.
"""

import re
import unicodedata

from lxml import etree

from concordat.papers.document import printable
from concordat.protocol.rules.clauses import Clause, Kind
from concordat.protocol.rules.comparing.stretches import halves
from concordat.protocol.rules.comparing.units import number
from concordat.protocol.rules.writing.copies import Copy
from concordat.protocol.rules.writing.plain_text import PICTURE

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
# What a clause is called by its depth, and how its number is begun.
LEVELS = (("section", "sec"), ("subsection", "subsec"), ("paragraph", "para"), ("subparagraph", "subpara"))
DEEPER = ("hcontainer", "hcontainer")
LANGUAGES = {"cy": "cym"}

_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


def to_xml(copy: Copy) -> bytes:
    nameless = {None: NAMESPACE}
    root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap=nameless)  # type: ignore[arg-type]  # lxml takes None
    act = _below(root, "act", name="protocol")
    _meta(act, copy)
    preface = _below(act, "preface")
    title = _below(preface, "longTitle")
    paragraph = _below(title, "p")
    _below(paragraph, "docTitle").text = printable(copy.title)
    for name, value in copy.facts:
        _below(preface, "p").text = printable(f"{name}: {value}")
    _body(_below(act, "body"), copy)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _below(parent: etree._Element, element: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{element}", attributes)


def _meta(act: etree._Element, copy: Copy) -> None:
    language = LANGUAGES.get(copy.language.partition("-")[0], "eng")
    work = f"/akn/gb/act/protocol/{_in_an_id(copy.council)}/{copy.on.isoformat()}/{_in_an_id(copy.title)}"
    expression = f"{work}/{language}@{copy.on.isoformat()}"
    meta = _below(act, "meta")
    identification = _below(meta, "identification", source="#concordat")
    for name, uri in (
        ("FRBRWork", work),
        ("FRBRExpression", expression),
        ("FRBRManifestation", f"{expression}.xml"),
    ):
        level = _below(identification, name)
        _below(level, "FRBRthis", value=f"{uri}/!main" if name == "FRBRWork" else uri)
        _below(level, "FRBRuri", value=uri)
        if name == "FRBRWork":
            _below(level, "FRBRalias", value=printable(copy.title), name="title")
        _below(level, "FRBRdate", date=copy.on.isoformat(), name="Generation")
        _below(level, "FRBRauthor", href="#council")
        if name == "FRBRWork":
            _below(level, "FRBRcountry", value="gb")
        if name == "FRBRExpression":
            _below(level, "FRBRlanguage", language=language)
    references = _below(meta, "references", source="#concordat")
    _below(
        references,
        "TLCOrganization",
        eId="council",
        href="/ontology/organization/council",
        showAs=copy.council,
    )
    _below(
        references,
        "TLCOrganization",
        eId="concordat",
        href="/ontology/organization/concordat",
        showAs="Concordat",
    )


def _body(body: etree._Element, copy: Copy) -> None:
    has_children = {clause.parent for clause in copy.clauses}
    made: list[etree._Element] = []
    closing: list[tuple[etree._Element, str]] = []
    taken = {"council", "concordat"}
    keys: set[str] = set()
    for place, clause in enumerate(copy.clauses):
        parent = body if clause.parent is None else made[clause.parent]
        name, start = LEVELS[clause.depth] if clause.depth < len(LEVELS) else DEEPER
        element = _below(parent, name)
        element.set("eId", _id(parent.get("eId", ""), start, clause, taken))
        if clause.key and clause.key not in keys and not re.search(r"\s", clause.key):
            keys.add(clause.key)
            element.set("GUID", clause.key)
        if name == "hcontainer":
            element.set("name", "item")
        if clause.kind is not Kind.RULE:
            owed = f" owed-{clause.owed.name.lower().replace('_', '-')}" if clause.owed else ""
            element.set("class", clause.kind.value.replace(" ", "-") + owed)
        made.append(element)
        _write(element, clause, has_children=place in has_children, closing=closing)
    for element, words in closing:
        _paragraphs(_below(element, "wrapUp"), words)
    if not copy.clauses:
        _below(_below(_below(body, "section", eId="sec_nn_1"), "content"), "p")


def _write(
    element: etree._Element, clause: Clause, *, has_children: bool, closing: list[tuple[etree._Element, str]]
) -> None:
    if clause.label:
        _below(element, "num").text = printable(clause.label)
    if clause.heading:
        _below(element, "heading").text = printable(clause.heading)
    words = clause.text or (PICTURE if clause.kind is Kind.IMAGE_MISSING else "")
    if not has_children:
        if words or clause.kind is not Kind.HEADING:
            _paragraphs(_below(element, "content"), words)
        return
    before, after = halves(words)
    if before:
        _paragraphs(_below(element, "intro"), before)
    if after:
        closing.append((element, after))


def _paragraphs(parent: etree._Element, words: str) -> None:
    for line in words.splitlines() or [""]:
        _below(parent, "p").text = printable(line)


def _id(above: str, start: str, clause: Clause, taken: set[str]) -> str:
    """The number-based name of a provision; a second one with the same number is told apart by a count."""
    own = _in_an_id(number(clause.label))
    base = f"{above}__{start}_{own or 'nn'}" if above else f"{start}_{own or 'nn'}"
    count = 1 if own else None
    name = base if own else f"{base}_1"
    while name in taken:
        count = (count or 1) + 1
        name = f"{base}_{count}"
    taken.add(name)
    return name


def _in_an_id(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return _NOT_IN_IDS.sub("-", plain).strip("-")
