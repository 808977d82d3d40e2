"""Texts made by chance, and edits whose right verdict is known because we made them."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from concordat.protocol.rules.clauses import Clause, Kind


def listed(words: str) -> tuple[str, ...]:
    return tuple(word for part in words.split(";") if (word := " ".join(part.split())))


POSTS = listed("""
    monitoring officer; chief executive; head of service; clerk; director of finance;
    leader of the council; chair of the committee; group leader; ward councillor; returning officer;
    scrutiny panel; deputy mayor;
""")
DEEDS = listed("""
    answer letters about {thing}; publish the register of {thing}; bring a report on {thing};
    keep a list of {thing}; explain the reasons for {thing}; arrange a briefing about {thing};
    look after the papers on {thing}; set aside a room for {thing}; circulate notes about {thing};
    put forward proposals for {thing}; describe the history of {thing};
""")
THINGS = listed("""
    street lighting; allotments; gifts and hospitality; flood defences; school transport;
    library opening; grave spaces; market stalls; winter gritting; playing fields; bus shelters;
    footpath closures; housing repairs; rural broadband; cycle racks; tree felling; taxi licences;
    noise complaints; public toilets; heritage plaques; election expenses; training courses; petitions;
    site visits; planning briefings; ward walks; budget scrutiny; refuse rounds; car parks; youth clubs;
    twinning visits; war memorials; beach huts; festival stewards;
""")
WHENS = listed("""
    within 10 working days; before the end of March; at every ordinary meeting;
    after consulting the panel; in writing; whenever a resident asks; as soon as possible;
    on the first Monday of the month; unless the council decides otherwise;
    with the help of the archive; in plain language; across the whole district;
    for the benefit of newcomers;
""")
MODALS = ("must", "should", "may", "will", "shall")


@dataclass
class Node:
    """A clause while it is being edited. Numbers are given at the end, as an editor would."""

    text: str
    heading: bool = False
    children: "list[Node] | None" = None

    def below(self) -> "list[Node]":
        if self.children is None:
            self.children = []
        return self.children


def sentence(chance: random.Random) -> str:
    """No two are likely to be alike, and all sound like a rule."""
    deed = chance.choice(DEEDS).format(thing=f"{chance.choice(THINGS)} and {chance.choice(THINGS)}")
    tail = " ".join(chance.sample(WHENS, 2))
    return f"The {chance.choice(POSTS)} {chance.choice(MODALS)} {deed} {tail}."


def document(chance: random.Random, *, sections: int = 4, rules: int = 5) -> list[Node]:
    made: list[Node] = []
    said: set[str] = set()

    def fresh() -> str:
        while (words := sentence(chance)) in said:
            pass
        said.add(words)
        return words

    for _ in range(sections):
        section = Node(
            f"{chance.choice(THINGS)} and {chance.choice(POSTS)} {len(made)}".upper(), heading=True
        )
        for _ in range(chance.randint(2, rules)):
            words = fresh()
            if chance.random() < 0.3:
                words = f"{words} {fresh()}"
            section.below().append(Node(words))
        made.append(section)
    return made


STYLES: dict[str, Callable[[int, int], str]] = {
    "decimal": lambda section, rule: f"{section}.{rule}" if rule else f"{section}.",
    "letters": lambda section, rule: f"({letter(rule)})" if rule else f"{section}",
    "plain": lambda section, rule: f"{rule}." if rule else f"{letter(section).upper()}.",
}


def letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * (1 + (number - 1) // 26)


def numbered(nodes: list[Node], style: str = "letters") -> tuple[Clause, ...]:
    clauses: list[Clause] = []
    for section, node in enumerate(nodes, start=1):
        top = len(clauses)
        clauses.append(Clause(STYLES[style](section, 0), node.text, "", Kind.HEADING))
        for rule, child in enumerate(node.children or (), start=1):
            clauses.append(Clause(STYLES[style](section, rule), "", child.text, Kind.RULE, 1, top))
    return tuple(clauses)


def copied(nodes: list[Node]) -> list[Node]:
    return [replace(node, children=[replace(child) for child in node.children or ()]) for node in nodes]


@dataclass(frozen=True)
class Edit:
    """What was done to which words, and the verdict that it must have, for whoever finds these words."""

    verdict: str
    old: str | None
    new: str | None
    in_force: bool = False


# Each: words as they stand in a rule, what they become, and the sign of force that is in it.
FORCE: tuple[tuple[str, str], ...] = (
    (" must ", " should "),
    (" must ", " may "),
    (" must ", " must not "),
    (" should ", " must "),
    (" should ", " may "),
    (" may ", " must "),
    (" may ", " may not "),
    (" will ", " may "),
    (" will ", " will not "),
    (" shall ", " should "),
    (" shall ", " shall never "),
    ("within 10 working days", "within 20 working days"),
    ("within 10 working days", "within 10 days"),
    ("before the end of March", "before the end of May"),
    ("before the end of March", "after the end of March"),
    ("at every ordinary meeting", "at any ordinary meeting"),
    ("in writing", "orally"),
    ("as soon as possible", "annually"),
    ("unless the council decides otherwise", ""),
    ("after consulting the panel", ""),
    ("The head of service ", "Any officer "),
    ("The monitoring officer ", "The chief executive "),
    ("The clerk ", "The leader "),
    ("The group leader ", "Each group leader "),
    ("The ward councillor ", "Only the ward councillor "),
    ("the first Monday", "the third Monday"),
)
SLIGHT: tuple[tuple[str, str], ...] = (
    ("The ", "the "),
    (".", ""),
    (" and ", " & "),
    ("10 working", "ten working"),
    ("councillor", "member"),
    ("letters", "leters"),
    ("proposals", "propsals"),
    ("the ", "th e "),
    ("register", "Register"),
)
