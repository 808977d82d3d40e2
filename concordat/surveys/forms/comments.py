"""Comments, from the writer's page to the reviewer's desk."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from concordat.design.languages import in_each
from concordat.people.rules.offices import Office
from concordat.surveys.forms.waves import Secret, in_full
from concordat.surveys.rules.comments import LONGEST, tidied
from concordat.surveys.rules.themes import MOST_THEMES, Coding, Draft

# So many comments are shown at a time: their boxes stay below the number of fields that Django takes.
MOST_SHOWN = 25
NUMBERS = frozenset(map(str, range(1, MOST_THEMES + 1)))


class OwnWords(forms.Form):
    """The comment page of a ballot paper. A hyphen in its names, so that no question can have the same."""

    prefix = "own"

    comment = forms.CharField(widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}), required=False)
    may_quote = forms.BooleanField(required=False)

    def __init__(self, data: Mapping[str, str], *, languages: Sequence[str]) -> None:
        super().__init__(data)
        self.languages = languages
        words = {
            "comment": (_("Your comment"), _("Up to 1,000 signs. You can leave it empty.")),
            "may_quote": (
                _("My comment may be quoted word for word"),
                _("If you leave this empty, only what you say is told, in the reviewer’s own words."),
            ),
        }
        for name, (label, hint) in words.items():
            self.fields[name].label = in_each(label, languages)
            self.fields[name].help_text = in_each(hint, languages, apart=True)

    def refuse(self, *, signs: int) -> None:
        """Say that the comment is too long, in each language of the page."""
        why = _("Your comment has too many different signs to be sealed. Shorten it a little.")
        if signs > LONGEST:
            why = _("Your comment has %(signs)s signs. Shorten it to 1,000 or fewer.")
        self.add_error("comment", in_each(why, self.languages, values={"signs": f"{signs:,}"}))


class Reviewer(forms.Form):
    """Who reads the comments, or nobody."""

    def __init__(self, *args: Any, offices: Sequence[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offices = {str(office.id): office for office in offices}
        choices = [*((key, in_full(office)) for key, office in self.offices.items())]
        self.fields["reviewer"] = forms.ChoiceField(
            label=_("Who reads the comments?"),
            choices=[*choices, ("", _("Nobody: do not ask for comments"))],
            widget=forms.RadioSelect,
            required=False,
        )

    @property
    def chosen(self) -> Office | None:
        return self.offices.get(self.cleaned_data["reviewer"])


class Publish(Secret):
    """The reviewer's secret, and a last look where the reviewer's own words could show who is meant."""

    looked = forms.BooleanField(
        label=_("I have looked at the marked words: they show nobody who wrote a comment"),
        error_messages={"required": _("Look at the marked words, and change them or tick the box.")},
    )
    field_order = ("looked", "secret")

    def __init__(self, *args: Any, marked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not marked:
            del self.fields["looked"]


def notes(sent: QueryDict) -> tuple[tuple[Draft, ...], dict[str, Coding]]:
    """The reviewer's notes as they were sent, whatever is missing in them: they are kept unfinished too."""
    drafts = []
    for number in range(1, MOST_THEMES + 1):
        title, words = (tidied(sent.get(f"{part}-{number}", "")) for part in ("title", "words"))
        if title or words:
            drafts.append(Draft(number, title, words))
    codings = {mark: _noted(sent, mark) for mark in sent.getlist("shown")[:MOST_SHOWN]}
    return tuple(drafts), codings


def _noted(sent: QueryDict, mark: str) -> Coding:
    chosen = {_number(word) for word in sent.getlist(f"themes-{mark}")} - {0}
    return Coding(
        themes=frozenset(chosen),
        quote_under=_number(sent.get(f"quote-{mark}", "")) or None,
        confirmed=f"confirmed-{mark}" in sent,
    )


def _number(word: str) -> int:
    """A theme's number; 0 for what is none."""
    return int(word) if word in NUMBERS else 0
