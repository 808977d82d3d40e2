"""What a person should be told about a text that was read: each warning one sentence."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from concordat.people.rules.councils import Nation
from concordat.protocol.rules import law, references
from concordat.protocol.rules.clauses import Clause, Kind
from concordat.protocol.rules.reading import stated
from concordat.protocol.rules.reading.front_matter import Front
from concordat.protocol.rules.reading.lines import Layout
from concordat.protocol.rules.reading.marks import marks_of

MOST = 40  # of one kind; that there are more is said
DOUBTFUL = 0.7
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
OWN = re.compile(
    r"\b(?:this|these|the) (?:protocol|code|policy|document|scheme|procedure|guidance|standing orders|rules"
    r"|constitution|agreement|charter|convention)\b",
    re.IGNORECASE,
)
THIS = re.compile(r"\b(?:this|these) (?:[\w/-]+ ){1,4}", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n")
COUNCIL = re.compile(
    r"\b((?:[A-Z][\w’'-]+\s+){1,4}?)(Parish|Town|Community|City|Borough|District|County)\s+Council\b"
)
PLACES = ("Parish", "Town", "Community", "City", "Village")
SLIPS = re.compile(
    r"\b\w*[a-z]!(?=\s[A-Za-z])|\b[a-z]+[0-9][a-z]+\b|\b(?:lf|lt|ln|Alf|tbe|tlie|wbich|shal1|wi11)\b"
    r"|\b(?:of|in|to|and)the\b|\bth e\b|\b\w{3,} s\b(?= )"
)
NATIONS = (
    (Nation.WALES, re.compile(r"\bWales\b|\bWelsh\b|\bCyngor\b|\bcommunity council\b", re.IGNORECASE)),
    (Nation.SCOTLAND, re.compile(r"\bScotland\b|\bScottish\b|\bconvener\b", re.IGNORECASE)),
    (Nation.NORTHERN_IRELAND, re.compile(r"\bNorthern Ireland\b", re.IGNORECASE)),
)
NO_END = date(9999, 1, 1)


def dates_in_sentences(front: Front, clauses: Sequence[Clause]) -> None:
    """A sentence of the text may say when this text, and no other, was adopted or is reviewed."""
    for clause in clauses:
        if clause.kind is Kind.QUOTATION or not re.search(
            r"review|adopt|approv|force", clause.text, re.IGNORECASE
        ):
            continue
        for sentence in SENTENCE.split(clause.text):
            if not _of_this_text(sentence, front):
                continue
            front.adopted = front.adopted or stated.adoption(sentence)
            front.review = front.review or stated.review(sentence)


def _of_this_text(sentence: str, front: Front) -> bool:
    found = OWN.search(sentence) or THIS.search(sentence)
    if not found or found.start() > 60:
        return False
    words = found.group().lower()
    return words.startswith("th") and (
        words.startswith(("this", "these")) or words.split()[-1].rstrip("s") in front.title.lower()
    )


def notice(layout: Layout, front: Front, clauses: Sequence[Clause]) -> None:
    for told in (
        _of_dates(front),
        _of_numbers(clauses),
        references.faults(clauses),
        _of_pictures(clauses),
        _of_other_councils(front, clauses),
        _of_slips(clauses),
        _of_lapsed_law(clauses),
        _of_doubts(clauses),
    ):
        layout.warnings.extend(_some(told))


def _some(told: Iterable[str]) -> Iterator[str]:
    for number, each in enumerate(told):
        if number == MOST:
            yield "There are more warnings of this kind."
            return
        yield each


# ------------------------------------------------------------------------------ title and dates


def _of_dates(front: Front) -> Iterator[str]:
    if not front.title:
        yield "No title was found."
    if front.adopted is None:
        yield "The text states no adoption: neither a day nor a body."
    elif not (front.adopted.body and front.adopted.minute):
        missing = [
            w
            for w, known in (("body", front.adopted.body), ("minute number", front.adopted.minute))
            if not known
        ]
        yield f"The adoption names no {' and no '.join(missing)}."
    if front.review is None:
        yield "The text states no review: neither a date nor a cycle."
    for words in front.dates:
        yield f"“{words}” is neither an adoption nor the date of the next review."
    years = set(YEAR.findall(front.title))
    told = front.adopted.value[:4] if front.adopted else ""
    others = {found.value[:4] for words in front.dates for found in stated.dates(words)} | {told} - {""}
    if years and others and not years & others:
        yield f"The title says {', '.join(sorted(years))}, and the text {', '.join(sorted(others - {''}))}."


# ------------------------------------------------------------------------------ numbers


def _of_numbers(clauses: Sequence[Clause]) -> Iterator[str]:
    """Numbers that begin again within a number, as "1." within "1." does, are kept and told."""
    told: set[int] = set()
    for clause in clauses:
        if clause.parent is None or clause.parent in told:
            continue
        above = clauses[clause.parent]
        mine, theirs = marks_of(f"{clause.label} x"), marks_of(f"{above.label} x")
        if (
            mine
            and theirs
            and mine[0].value == (1,)
            and mine[0].family == theirs[0].family
            and not mine[0].bullet
        ):
            told.add(clause.parent)
            yield f"The numbers within {above.label} begin again at {clause.label}; they are kept as printed."


def _of_pictures(clauses: Sequence[Clause]) -> Iterator[str]:
    pictures = [clause for clause in clauses if clause.kind is Kind.IMAGE_MISSING]
    if len(pictures) == 1:
        yield "A picture stands where there may be text; what it shows is not read."
    elif pictures:
        yield f"{len(pictures)} pictures stand where there may be text; what they show is not read."


# ------------------------------------------------------------------------------ other people's words


def _of_other_councils(front: Front, clauses: Sequence[Clause]) -> Iterator[str]:
    """Words that were copied from another council's text: its name, or "the Town" in a parish."""
    text = "\n".join(clause.text for clause in clauses)
    name, kind = _own_council(front, text)
    if kind not in PLACES:
        return
    for other in PLACES:
        found = re.search(rf"\b[Tt]he {other}(?!\s+(?:Council|Hall|Centre|Clerk)\b)\b", text)
        if other != kind and found and other.lower() not in name.lower():
            yield f"“{found.group()}” stands in the text of a {kind.lower()} council: copied from another?"
    names = {(f.group(1).strip(), f.group(2)) for f in COUNCIL.finditer(text)}
    for words, other in sorted(names):
        if other in PLACES and other != kind:
            yield f"“{words} {other} Council” stands in the text of {name} {kind} Council."


def _own_council(front: Front, text: str) -> tuple[str, str]:
    for words in (front.council, front.title, text):
        if found := COUNCIL.search(words.title() if words.isupper() else words):
            return found.group(1).strip(), found.group(2)
    return "", ""


def _of_slips(clauses: Sequence[Clause]) -> Iterator[str]:
    found = [slip.group() for clause in clauses for slip in SLIPS.finditer(f"{clause.heading} {clause.text}")]
    if found:
        shown = ", ".join(f"“{slip}”" for slip in dict.fromkeys(found[:8]))
        yield f"These may be slips of scanning or typing; they are kept: {shown}."


def _of_lapsed_law(clauses: Sequence[Clause]) -> Iterator[str]:
    passages = [f"{clause.heading}\n{clause.text}" for clause in clauses]
    text = "\n".join(passages)
    nation = next((nation for nation, sign in NATIONS if len(sign.findall(text)) > 1), Nation.ENGLAND)
    for citation in law.cited_lapsed(passages, nation=nation, on=NO_END):
        lapsed = citation.lapsed
        until = f"was law until {lapsed.ends_on:%-d %B %Y}" if lapsed.ends_on else "never bore that name"
        yield f"“{citation.words[0]}” is cited: {lapsed.name} {until}. {lapsed.instead}"


def _of_doubts(clauses: Sequence[Clause]) -> Iterator[str]:
    doubtful = sum(clause.confidence < DOUBTFUL for clause in clauses)
    if doubtful:
        yield f"{doubtful} of {len(clauses)} clauses are doubtful: look at those first."
