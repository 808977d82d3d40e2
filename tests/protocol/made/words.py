"""Sentences for made-up documents: ours, and nobody's protocol."""

from random import Random

SUBJECTS = """A councillor/Every officer/The chair/The monitoring officer/Each group leader/A committee
The chief executive/Anyone who speaks for the council/A member of the public/The clerk"""
DUTIES = "shall/must/should/will/may/shall not/must not"
DEEDS = """tell the other side before the papers go out/answer within ten working days
keep a note of what was said/treat a colleague with courtesy/ask for advice in writing
give a reason where advice is not followed/declare an interest at the start of the meeting
leave day-to-day matters to those who are paid for them/raise a worry early and in private
share a draft while there is still time to change it/visit a site with an officer who knows it
say openly who else has had a copy"""
LONG = (
    ", whatever the outcome of the vote that follows and however many people are waiting in the gallery that"
    " evening"
)
TAILS = f"/// and say so/ unless the law forbids it/ as soon as that is known/{LONG}/ (or as near as can be)"
HEADINGS = """Purpose/What each side does/Advice and decisions/Information/Confidential papers/The press
Gifts and favours/Work in the wards/Equipment and rooms/Meetings/Groups and parties/When things go wrong
Training/Keeping this under review/Close relationships/Elections"""
ITEMS = """early notice of a visit/a named person to ask/the reasons for a refusal/papers in good time
help with casework/a quiet room/the name of the author/an answer in plain words/the cost over three years
advice that is free of party view/a second opinion/time to read"""


def of(words: str) -> list[str]:
    return words.replace("\n", "/").split("/")


def sentence(chance: Random) -> str:
    parts = (chance.choice(of(words)) for words in (SUBJECTS, DUTIES, DEEDS, TAILS))
    return "{} {} {}{}.".format(*parts)


def paragraph(chance: Random) -> str:
    return " ".join(sentence(chance) for _ in range(chance.choice((1, 1, 1, 2, 3))))


def headings(chance: Random, count: int) -> list[str]:
    return chance.sample(of(HEADINGS), count)


def items(chance: Random, count: int) -> list[str]:
    return chance.sample(of(ITEMS), count)


def lead(chance: Random) -> str:
    return f"{chance.choice(of(SUBJECTS))} {chance.choice(('shall', 'must', 'should'))} see to the following:"
