"""A grid as a page shows it: columns with their counts in words, and for each card where it could go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from concordat.viewpoints.queries import Card, Paper, Said
from concordat.viewpoints.rules.draft import Plan, Sorting
from concordat.viewpoints.rules.grid import signed
from concordat.viewpoints.rules.placing import Fault, columns

BESIDE = ""


@dataclass(frozen=True)
class ShownColumn:
    """``state``: empty, "full" or "over"; colour never says it alone, the count does. ``end``: its words."""

    value: int
    label: str
    room: int
    cards: tuple[Card, ...]
    state: str
    count: str
    end: Said | None = None


@dataclass(frozen=True)
class Board:
    """``choices``: value and words of every place a card can have, for the lists without script."""

    columns: tuple[ShownColumn, ...]
    beside: tuple[Card, ...]
    choices: tuple[tuple[str, str], ...]
    forced: bool


def board_of(paper: Paper) -> Board:
    return drawn(paper.started.sorting, paper.plan, cards=paper.cards, most=paper.most, least=paper.least)


def drawn(sorting: Sorting, plan: Plan, *, cards: Sequence[Card], most: Said, least: Said) -> Board:
    by_key = {card.key: card for card in cards}
    ends = {plan.values[0]: least, plan.values[-1]: most}
    shown = tuple(
        ShownColumn(
            value=column.value,
            label=signed(column.value),
            room=column.room,
            cards=tuple(by_key[key] for key in column.cards),
            state="over" if column.over else "" if column.short else "full",
            count=counted(len(column.cards), column.room, forced=plan.forced),
            end=ends.get(column.value),
        )
        for column in columns(sorting, plan)
    )
    choices = [(BESIDE, _("Not placed yet")), *((str(value), signed(value)) for value in plan.values)]
    return Board(shown, tuple(by_key[key] for key in sorting.beside), tuple(choices), plan.forced)


def counted(cards: int, room: int, *, forced: bool) -> str:
    if not forced:
        return _("%(cards)s, the grid suggests %(room)s") % {"cards": cards, "room": room}
    if cards > room:
        return _("%(cards)s of %(room)s, %(over)s too many") % {
            "cards": cards,
            "room": room,
            "over": cards - room,
        }
    if cards == room:
        return _("%(cards)s of %(room)s, full") % {"cards": cards, "room": room}
    return _("%(cards)s of %(room)s") % {"cards": cards, "room": room}


def in_words(fault: Fault) -> str:
    """What stands in the way of handing in."""
    if fault.value is None:
        return ngettext(
            "%(n)s card lies in no column yet.", "%(n)s cards lie in no column yet.", fault.short
        ) % {"n": fault.short}
    words = {"column": signed(fault.value), "n": fault.over or fault.short}
    if fault.over:
        return (
            ngettext(
                "Column %(column)s has %(n)s card too many.",
                "Column %(column)s has %(n)s cards too many.",
                fault.over,
            )
            % words
        )
    return (
        ngettext(
            "Column %(column)s has %(n)s card too few.",
            "Column %(column)s has %(n)s cards too few.",
            fault.short,
        )
        % words
    )


# ----------------------------------------------------------------------- the practice round, of no council

PRACTICE_WORDS: tuple[str | Promise, ...] = (
    gettext_lazy("A walk in the rain"),
    gettext_lazy("A crossword"),
    gettext_lazy("Cooking for friends"),
    gettext_lazy("A good film"),
    gettext_lazy("Digging the garden"),
)
PRACTICE = Plan(
    cards=tuple(f"practice{n}" for n in range(1, len(PRACTICE_WORDS) + 1)),
    grid=((-1, 1), (0, 3), (1, 1)),
    piles=False,
    thinning=False,
    practice=False,
)


def practice_board(places: Mapping[str, int], *, language: str) -> Board:
    cards = [
        Card(key, number, Said(str(words), language))
        for number, (key, words) in enumerate(zip(PRACTICE.cards, PRACTICE_WORDS, strict=True), start=1)
    ]
    sorting = Sorting(order=PRACTICE.cards, places=places)
    most, least = Said(_("I like it most"), language), Said(_("I like it least"), language)
    return drawn(sorting, PRACTICE, cards=cards, most=most, least=least)


def script_words() -> dict[str, str]:
    """What the script says: it has no words of its own, so that they are translated like all others."""
    return {
        "saved": _("Saved"),
        "sending": _("Saving …"),
        "offline": _("No connection: kept on this device, and sent as soon as there is one."),
        "back": _("The connection is back. Everything is saved."),
        "leaving": _("Waiting for the connection. The next page comes as soon as everything is saved."),
        "newer": _("This sort was changed on another device. The newer one is shown now."),
        "card": _("Card {n} of {all}: {words}"),
        "piled": _("{pile}."),
        "agree": _("Agree"),
        "neutral": _("Neutral"),
        "disagree": _("Disagree"),
        "piles": _("Disagree {disagree}, neutral {neutral}, agree {agree}"),
        "keys": _("Use the keys 1, 2 and 3"),
        "chosen": _("{n} of {most} chosen"),
        "toomany": _("{n} chosen: {over} too many"),
        "picked": _(
            "Card {card} picked up, from {column}. Choose a column with the arrow keys and Enter, or press "
            "another card to change places. Escape puts it back."
        ),
        "where": _("Where should card {card} go?"),
        "put": _("Put card {card} in {column}, {count}"),
        "cancel": _("Put it back"),
        "putback": _("Card {card} stays in {column}."),
        "beside": _("not placed yet"),
        "target": _("{column}, {count}"),
        "moved": _("Card {card} moved to {column}, {count}."),
        "full": _("column full: {n} of {room}"),
        "over": _("{over} too many: {n} of {room}"),
        "count": _("{n} of {room}"),
        "free": _("{n} cards, the grid suggests {room}"),
        "fullcount": _("{n} of {room}, full"),
        "overcount": _("{n} of {room}, {over} too many"),
        "freecount": _("{n}, the grid suggests {room}"),
        "swapped": _("Cards {card} and {other} have changed places."),
        "undone": _("Taken back."),
        "where_is": _("{column}"),
    }
