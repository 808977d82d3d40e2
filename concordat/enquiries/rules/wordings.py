"""The council's own words: for which occasion, and what may be filled in."""

from enum import StrEnum


class Use(StrEnum):
    ACKNOWLEDGE = "acknowledge"
    ASK_BACK = "ask back"
    HOLDING = "holding"
    ANSWER = "answer"
    EXPLAIN_BACK = "explain back"
    PASS_ON = "pass on"  # noqa: S105 - no password, whatever its name suggests
    REFUSE = "refuse"


# What stands between brackets is filled in; any other bracket stays as it was typed.
BLANKS = ("reference", "councillor", "officer", "service", "due")


def filled(words: str, facts: dict[str, str]) -> str:
    for blank in BLANKS:
        words = words.replace(f"[{blank}]", facts.get(blank, f"[{blank}]"))
    return words
