"""The ballot paper: its questions in one language or two, and the code of a printed slip."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concordat.design.languages import beside, in_each, in_line
from concordat.design.widgets import DO_NOT_KNOW, UNSURE, Scale
from concordat.surveys.rules.instrument import Item, Shape, Side
from concordat.surveys.rules.welsh import ENGLISH, WELSH

Languages = Sequence[str]
IN_ENGLISH: Languages = (ENGLISH,)


class Bands(forms.TypedChoiceField):
    """One of three answers, or "don't know". Nothing need be chosen."""

    # It may be left out, and so may every question: the word "optional" at each would be noise.
    required = True

    def __init__(self, item: Item, *, languages: Languages = IN_ENGLISH, **said: Any) -> None:
        welsh = item.bands_cy or ("", "", "")
        bands = [
            (str(place), in_both(words, welsh[place - 1], languages=languages))
            for place, words in enumerate(item.bands or (), start=1)
        ]
        super().__init__(
            choices=[*bands, (UNSURE, in_each(DO_NOT_KNOW, languages))],
            coerce=lambda answer: None if answer == UNSURE else int(answer),
            empty_value=None,
            widget=forms.RadioSelect,
            **said,
        )

    def validate(self, value: Any) -> None:
        if value not in self.empty_values and not self.valid_value(value):
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")


class Section(forms.Form):
    """One page of a ballot paper: the questions of one dimension, in the wording of one side."""

    def __init__(
        self,
        *,
        items: Sequence[Item],
        side: Side,
        data: Mapping[str, Any],
        languages: Languages = IN_ENGLISH,
    ) -> None:
        super().__init__(data)
        self.languages = languages
        told = _("Choose one of the answers below, or leave the question out.")
        wrong = {"invalid_choice": in_each(told, languages)}
        for item in items:
            label = asked(item, side, languages)
            said: dict[str, Any] = {"label": label, "error_messages": wrong}
            if item.shape is Shape.RATING:
                low = in_both(item.low_label, item.low_label_cy, languages=languages)
                high = in_both(item.high_label, item.high_label_cy, languages=languages)
                scale = Scale(
                    low=low, high=high, do_not_know=in_each(DO_NOT_KNOW, languages), required=False, **said
                )
                self.fields[item.id] = scale
            else:
                self.fields[item.id] = Bands(item, languages=languages, **said)


def asked(item: Item, side: Side, languages: Languages) -> str:
    return in_both(item.wording(side), item.welsh_wording(side), languages=languages, apart=True)


def in_both(english: str, welsh: str, *, languages: Languages, apart: bool = False) -> str:
    """The words in both languages, each marked as what it is; in English alone where there is no Welsh.

    apart   beside one another, and not one after another in a line
    """
    if not welsh or len(languages) < 2:
        return english
    words = {ENGLISH: english, WELSH: welsh}
    told = [(language, words[language]) for language in languages]
    return beside(told) if apart else in_line(told)


def in_words(item: Item, side: Side, said: str, *, languages: Languages = IN_ENGLISH) -> tuple[str, str]:
    """A question, and what was answered, to be looked through before it is sealed."""
    question = asked(item, side, languages)
    if said == UNSURE:
        return question, in_each(DO_NOT_KNOW, languages)
    if not said:
        return question, in_each(_("Not answered"), languages)
    if not item.bands:
        return question, said
    place = int(said) - 1
    welsh = item.bands_cy[place] if item.bands_cy else ""
    return question, in_both(item.bands[place], welsh, languages=languages)


class SlipCode(forms.Form):
    """The code of a printed slip, typed."""

    code = forms.CharField(
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, languages: Languages = IN_ENGLISH) -> None:
        super().__init__(data)
        self.languages = languages
        code = self.fields["code"]
        code.label = in_each(_("The code on your slip"), languages)
        code.help_text = in_each(
            _(
                "A number and four groups of five signs. Capitals, spaces and hyphens do not matter. "
                "It has no letters I, L, O or U: what looks like them is a 1 or a 0."
            ),
            languages,
            apart=True,
        )
        code.error_messages["required"] = in_each(_("Type the code that is printed on your slip."), languages)

    def refuse(self, why: Promise, **values: object) -> None:
        """Say what is wrong with the code, in each language of the page."""
        self.add_error("code", in_each(why, self.languages, values=values))
