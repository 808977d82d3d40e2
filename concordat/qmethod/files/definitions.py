"""The files by which HtmlQ, EQ Web Sort and Quince set a study up: config.xml, statements.xml, map.xml,
language.xml.

They become a draft: statements, grid, questions, wording. Tokens, passwords and addresses that stand in them
are never taken over, so only what is asked for by name here leaves the file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.files.archives import SIGNATURE, unpacked
from concordat.qmethod.files.assembling import MOST_STATEMENTS, number
from concordat.qmethod.files.sources import LARGEST, Source, quoted
from concordat.qmethod.study import Refused, Statement, Value

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

PARTS = ("config", "statements", "map", "language")
KINDS = (
    "text",
    "textarea",
    "radio",
    "select",
    "checkbox",
    "likert",
    "rating2",
    "rating5",
    "rating10",
    "information",
)

_WORDING = {
    "condition": ("mobileSortConditionsOfInstruction", "mobilePresortConditionsOfInstruction", "condOfInst",
                  "conditionOfInstruction", "conditionsOfInstruction"),
    "welcome": ("welcomeText", "landingText"),
    "introduction": ("introText",),
    "consent": ("consentText",),
    "piles": ("presortModalText", "step1Text"),
    "sorting": ("sortModalText", "step2Text"),
    "checking": ("step3Text",),
    "comments": ("postsortModalText", "postsortInstructions", "step4Text"),
    "questions": ("surveyModalText", "step5Text"),
    "agree": ("presortAgreement", "btnAgreement"),
    "neutral": ("presortNeutral", "btnNeutral"),
    "disagree": ("presortDisagreement", "btnDisagreement"),
}  # fmt: skip
_DECLARED = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_BREAK = re.compile(r"\{{1,3}\s*(?:br|/p|/div|/h[1-6]|/li)\b[^{}]{0,200}\}{1,3}", re.IGNORECASE)
_MARKUP = re.compile(r"\{{1,3}\s*/?\s*[a-zA-Z][^{}]{0,500}\}{1,3}")
_ADDRESS = re.compile(r"\S{1,64}@\S{1,255}|https?://\S{1,500}", re.IGNORECASE)
_COUNT_FIRST = re.compile(r"0*(\d{1,4})[.)]\s+(.*)", re.ASCII | re.DOTALL)


@dataclass(frozen=True)
class Question:
    """One question after the sort. ``kind`` is one of ``KINDS``; ``scale`` names the points of a rating."""

    label: str
    kind: str
    note: str = ""
    options: tuple[str, ...] = ()
    scale: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class Draft:
    """A study as another program set it up. What a file did not say is empty, or None."""

    title: str = ""
    statements: tuple[Statement, ...] = ()
    grid: tuple[Value, ...] = ()
    forced: bool | None = None
    shuffled: bool | None = None
    comments_on_ends: bool | None = None
    questions: tuple[Question, ...] = ()
    wording: Mapping[str, str] = field(default_factory=dict)
    column_labels: tuple[str, ...] = ()
    cautions: tuple[Caution, ...] = ()


def read_definition(files: Mapping[str, bytes] | Path) -> Draft:
    """The draft of a study from any of the four files, known by what is in them, whatever they are called.

    files    by their names, or a folder; a zip among them is opened

    Raises ``Refused`` for XML that breaks off or declares entities, for a statement twice, and when none of
    the files is of this kind.
    """
    roots: dict[str, Element] = {}
    cautions: list[Caution] = []
    for name, data in _opened(files).items():
        root = _root(Source(name, data), cautions)
        if root is None or root.tag not in PARTS:
            continue
        if root.tag in roots:
            raise Refused(f"{name} is a second {root.tag}.xml; send one of each.")
        roots[root.tag] = root
    if not roots:
        raise Refused(
            "None of the files is a config.xml, statements.xml, map.xml or language.xml; send one of these."
        )
    config = _items(roots.get("config"))
    grid, labels = _grid(roots.get("map"))
    statements = _statements(roots.get("statements"))
    if statements and grid and len(grid) != len(statements):
        sentence = f"The grid has {len(grid)} places for {len(statements)} statements; make them as many."
        cautions.append(Caution(About.OFF_THE_GRID, sentence))
    unforced = _told(config, "allowUnforcedSorts")
    comments = _told(config, "showPostsort")
    return Draft(
        title=_plain(config.get("studyTitle", "")),
        statements=statements,
        grid=grid,
        forced=None if unforced is None else not unforced,
        shuffled=_told(config, "shuffleCards"),
        comments_on_ends=_told(config, "showStep4") if comments is None else comments,
        questions=_questions(roots.get("config")),
        wording=_wording(_items(roots.get("language"))),
        column_labels=labels,
        cautions=tuple(cautions),
    )


def _opened(files: Mapping[str, bytes] | Path) -> dict[str, bytes]:
    if isinstance(files, Path):
        files = {path.name: path.read_bytes() for path in sorted(files.glob("*.xml"))}
    found: dict[str, bytes] = {}
    for name, data in files.items():
        if len(data) > LARGEST:
            raise Refused(f"{name} is larger than {LARGEST // 1_000_000} MB; send the settings alone.")
        if data.startswith(SIGNATURE):
            inside = unpacked(data, name=name)
            found |= {path: content for path, content in inside.items() if path.lower().endswith(".xml")}
        else:
            found[name] = data
    return found


def _root(source: Source, cautions: list[Caution]) -> "Element | None":
    from xml.etree.ElementTree import ParseError, XMLParser

    text = source.text.strip()
    if not text.startswith("<"):
        return None
    if _DECLARED.search(text):
        raise Refused(
            f"{source.name} declares entities of its own, which may fetch other files; remove the DOCTYPE."
        )
    cautions.extend(source.cautions)
    # The text is decoded already, whatever the declaration says of its encoding.
    body = re.sub(r"^<\?xml[^>]{0,200}\?>", "", text)
    parser = XMLParser(encoding="utf-8")  # noqa: S314 - entities were refused above
    try:
        parser.feed(body.encode("utf-8"))
        root: Element = parser.close()
    except ParseError as why:
        raise Refused(
            f"{source.name}, line {why.position[0]}: the XML breaks off there; correct it."
        ) from why
    return root


def _items(root: "Element | None") -> dict[str, str]:
    """What ``<item id="…">`` says, by id. A form or survey is read apart."""
    if root is None:
        return {}
    items = (each for each in root.iter("item") if not len(each))
    return {each.get("id", ""): "".join(each.itertext()) for each in items}


def _told(config: Mapping[str, str], name: str) -> bool | None:
    said = config.get(name, "").strip().lower()
    return {"true": True, "false": False}.get(said)


def _plain(text: str) -> str:
    """The words without markup, which HtmlQ puts in {b} and Quince in {{{b}}}, and without addresses."""
    broken = _MARKUP.sub("", _BREAK.sub("\n", text))
    lines = (" ".join(line.split()) for line in _ADDRESS.sub("…", broken).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _statements(root: "Element | None") -> tuple[Statement, ...]:
    if root is None:
        return ()
    found = [
        (each.get("id", "").strip(), _plain("".join(each.itertext()))) for each in root.iter("statement")
    ]
    if len(found) > MOST_STATEMENTS:
        raise Refused(f"There are {len(found):,} statements; at most {MOST_STATEMENTS:,} can be read.")
    statements: list[Statement] = []
    for place, (told, text) in enumerate(found, start=1):
        id_ = f"s{told or place}" if (told or str(place)).isdigit() else told
        if any(each.id == id_ for each in statements):
            raise Refused(
                f"Statement {quoted(told)} is there twice; give each an id of its own.", statement=id_
            )
        counted = _COUNT_FIRST.fullmatch(text)
        # Quince's own files put the number into the text too: "1. I think …".
        own = counted is not None and told.isdigit() and int(counted[1]) == int(told)
        statements.append(Statement(id_, counted[2] if counted and own else text))
    return tuple(statements)


def _grid(root: "Element | None") -> tuple[tuple[Value, ...], tuple[str, ...]]:
    if root is None:
        return (), ()
    grid: list[Value] = []
    for column in root.iter("column"):
        value = number(column.get("id", ""))
        count = number("".join(column.itertext()))
        if value is None or not isinstance(count, int) or not 0 <= count <= MOST_STATEMENTS:
            raise Refused(
                f"The map has a column {quoted(column.get('id', ''))} of "
                f"{quoted(''.join(column.itertext()).strip())} "
                "cards; give each column a value and a whole number of cards."
            )
        grid += [value] * count
        if len(grid) > MOST_STATEMENTS:
            raise Refused(f"The map has more than {MOST_STATEMENTS:,} places; correct the columns.")
    labels = _items(root).get("colTextLabelsArray", "")
    return tuple(sorted(grid)), tuple(_plain(each) for each in labels.split(",")) if labels.strip() else ()


def _questions(root: "Element | None") -> tuple[Question, ...]:
    """HtmlQ has one form with all the questions in it, Quince one survey for each."""
    if root is None:
        return ()
    forms = [each for each in root.iter("item") if each.get("id") in ("form", "survey")]
    return tuple(question for form in forms for question in _asked(form))


def _asked(form: "Element") -> list[Question]:
    """The questions of a form. In HtmlQ label and note come before the input, in Quince after it."""
    inputs = [place for place, each in enumerate(form) if each.tag == "input"]
    after = bool(inputs) and inputs[0] == 0
    questions = []
    for turn, place in enumerate(inputs):
        start = place if after else (inputs[turn - 1] + 1 if turn else 0)
        end = (inputs[turn + 1] if turn + 1 < len(inputs) else len(form)) if after else place
        told = {
            each.tag: _plain("".join(each.itertext()))
            for each in form[start:end]
            if each.tag in ("label", "note")
        }
        questions.append(_question(form[place], label=told.get("label", ""), note=told.get("note", "")))
    return questions


def _question(told: "Element", *, label: str, note: str) -> Question:
    kind = told.get("type", "text").strip().lower()
    if kind not in KINDS:
        raise Refused(
            f"The question {quoted(label)} is of the kind {quoted(kind)}, which is not known here; change it."
        )
    words = "".join(told.itertext())
    choosing = kind not in ("text", "textarea", "information")
    return Question(
        label=label or ("" if choosing else _plain(words)),
        kind=kind,
        note=note,
        options=_split(words) if choosing else (),
        scale=_split(told.get("scale", "")),
        required=told.get("required", "").strip().lower() == "true",
    )


def _split(words: str) -> tuple[str, ...]:
    parts = words.split(";;;" if ";;;" in words else ";")
    return tuple(plain for part in parts if (plain := _plain(part)))


def _wording(language: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for what, names in _WORDING.items():
        said = next((plain for name in names if (plain := _plain(language.get(name, "")))), "")
        if said:
            found[what] = said
    return found
