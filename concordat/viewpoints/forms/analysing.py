"""Reads what the researcher chose and typed, and says what is wrong with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concordat.design.choosing import choice_field
from concordat.viewpoints.rules import solutions, steps
from concordat.viewpoints.rules.computing import PERMUTATIONS, RESAMPLES
from concordat.viewpoints.rules.solutions import Settings

EXTRACTIONS = {
    "pca": _("Principal components (usual)"),
    "principal-axis": _("Principal axis"),
    "centroid": _("Brown’s centroid"),
    "horst": _("Horst’s centroid"),
}
ROTATIONS = {
    "varimax": _("Varimax (usual)"),
    "raw-varimax": _("Varimax, rows not normalised"),
    "quartimax": _("Quartimax"),
    "oblimin": _("Oblimin (oblique; not usual in Q studies)"),
    "promax": _("Promax (oblique; not usual in Q studies)"),
    "none": _("None: I shall turn the factors by hand"),
}
CORRELATIONS = {"pearson": _("Pearson (usual)"), "spearman": _("Spearman"), "kendall": _("Kendall")}
MODES = {
    "standard": _("Ours: full precision, converged"),
    "qmethod": _("As the R package qmethod computes"),
    "kade": _("As KADE computes"),
}
CORRECTIONS = {
    "holm": _("Holm (usual)"),
    "bh": _("Benjamini–Hochberg"),
    "by": _("Benjamini–Yekutieli"),
}
WHY = _("Why")


def chosen(words: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return list(words.items())


class Solution(forms.Form):
    """A solution to begin. What is chosen here stays; other choices make another solution."""

    name = forms.CharField(
        label=_("Name of this solution"),
        help_text=_("For example, Three factors, varimax."),
        max_length=120,
        error_messages={"required": _("Give the solution a name.")},
    )
    factors = forms.TypedChoiceField(
        label=_("How many factors"),
        help_text=_("The evidence page helps to choose; nothing chooses for you."),
        coerce=int,
        choices=[(str(count), str(count)) for count in range(1, solutions.MOST_FACTORS + 1)],
        initial="3",
    )
    extraction = forms.ChoiceField(label=_("Extraction"), choices=chosen(EXTRACTIONS), initial="pca")
    rotation = forms.ChoiceField(
        label=_("Rotation to begin with"), choices=chosen(ROTATIONS), initial="varimax"
    )
    correlation = forms.ChoiceField(label=_("Correlation of sorts"), choices=chosen(CORRELATIONS))
    level = forms.TypedChoiceField(
        label=_("A sort defines a factor if its loading is beyond chance at p below"),
        coerce=float,
        choices=[(f"{level:g}", f"{level:g}") for level in solutions.LEVELS],
        initial="0.05",
    )
    majority = forms.BooleanField(
        label=_("and it shares more with that factor than with all others together"),
        required=False,
        initial=True,
    )
    correction = forms.ChoiceField(label=_("Correction for many comparisons"), choices=chosen(CORRECTIONS))
    mode = forms.ChoiceField(label=_("Arithmetic"), choices=chosen(MODES))
    left_out = forms.MultipleChoiceField(
        label=_("Leave these sorts out"),
        help_text=_("Seldom needed: an identical double, or a sort that was plainly not meant."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=_("Why they are left out"),
        help_text=_("It is kept with the solution."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, pseudonyms: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each, each) for each in pseudonyms]
        choice_field(self, "left_out").choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("left_out") and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say why these sorts are left out."))
        if not self.errors:
            words = solutions.obstacle(self.settings)
            if words:
                self.add_error("mode", words)
        return cleaned

    @property
    def settings(self) -> Settings:
        told = self.cleaned_data
        return Settings(
            factors=told["factors"],
            extraction=told["extraction"],
            rotation=told["rotation"],
            correlation=told["correlation"],
            mode=told["mode"],
            level=told["level"],
            majority=told["majority"],
            correction=told["correction"],
            left_out=dict.fromkeys(told["left_out"], told["reason"].strip()),
        )


class Pair(forms.Form):
    """Which two factors are looked at."""

    a = forms.TypedChoiceField(label=_("Across"), coerce=int)
    b = forms.TypedChoiceField(label=_("Up"), coerce=int)

    def __init__(self, *args: Any, factors: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields:
            choice_field(self, name).choices = [(n, f"Factor {n}") for n in range(1, factors + 1)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "a" in cleaned and cleaned["a"] == cleaned.get("b"):
            self.add_error("b", _("Choose two different factors."))
        return cleaned


class Turn(forms.Form):
    """One turn of two factors. A button brings its own degrees, and goes before the number typed."""

    degrees = forms.FloatField(
        label=_("Degrees"),
        help_text=_("Clockwise. A number below 0 turns the other way."),
        min_value=-180,
        max_value=180,
        error_messages={"required": _("Say by how many degrees.")},
        widget=forms.NumberInput(attrs={"step": "0.1"}),
    )
    why = forms.CharField(label=WHY, required=False, max_length=300)


class Why(forms.Form):
    why = forms.CharField(label=WHY, required=False, max_length=300)


class Criterion(Why):
    """A rotation by rule, from the unrotated factors."""

    criterion = forms.ChoiceField(
        label=_("Rotate anew by"), choices=[(key, ROTATIONS[key]) for key in steps.CRITERIA]
    )


class OfAFactor(Why):
    """Turn a factor upside down, or split it."""

    factor = forms.TypedChoiceField(label=_("Factor"), coerce=int)

    def __init__(self, *args: Any, factors: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(n, f"Factor {n}") for n in range(1, factors + 1)]
        choice_field(self, "factor").choices = choices


class Target(Why):
    """Who should define which factor: a box for each factor, pseudonyms in it."""

    name = forms.CharField(
        label=_("What the target is"),
        help_text=_("For example, the four views of an earlier study."),
        max_length=120,
        error_messages={"required": _("Say what the target is.")},
    )

    def __init__(self, *args: Any, factors: int, pseudonyms: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pseudonyms = {each.casefold(): each for each in pseudonyms}
        for factor in range(1, factors + 1):
            self.fields[f"people_{factor}"] = forms.CharField(
                label=_("Who should define factor %(factor)s") % {"factor": factor},
                help_text=_("Pseudonyms with spaces between them; a minus before one for the opposite end."),
                required=False,
                max_length=600,
            )
        self.order_fields(["name", *(f"people_{n}" for n in range(1, factors + 1)), "why"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        boxes = [name for name in self.fields if name.startswith("people_")]
        self.people: list[dict[str, int]] = []
        for name in boxes:
            wanted: dict[str, int] = {}
            for word in str(cleaned.get(name, "")).replace(",", " ").replace("−", "-").split():
                pseudonym = self.pseudonyms.get(word.lstrip("-").casefold())
                if pseudonym is None:
                    self.add_error(name, _("%(word)s is no sort of this study.") % {"word": word})
                else:
                    wanted[pseudonym] = -1 if word.startswith("-") else 1
            self.people.append(wanted)
        if not any(self.people) and not self.errors:
            self.add_error(boxes[0], _("Name at least one sort."))
        return cleaned


class Flags(forms.Form):
    """Which factors a sort defines, changed by hand, with a reason."""

    factors = forms.TypedMultipleChoiceField(
        label=_("This sort defines"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    why = forms.CharField(label=WHY, max_length=300, error_messages={"required": _("Say why you change it.")})

    def __init__(self, *args: Any, count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(n, f"Factor {n}") for n in range(1, count + 1)]
        choice_field(self, "factors").choices = choices


class State(forms.Form):
    name = forms.CharField(
        label=_("Name for where it stands now"),
        max_length=120,
        error_messages={"required": _("Give it a name.")},
    )


class Viewpoint(forms.Form):
    """The researcher's words for a factor."""

    name = forms.CharField(
        label=_("Name of this viewpoint"),
        help_text=_("In words that those who hold it would know themselves by, and nobody would be hurt by."),
        max_length=120,
        error_messages={"required": _("Give the viewpoint a name.")},
    )
    narrative = forms.CharField(
        label=_("In plain words"),
        help_text=_(
            "How the world looks from here. Leave an empty line between paragraphs. Never a pseudonym."
        ),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 12}),
    )


class Paraphrase(forms.Form):
    """What the desk lets out of the comments on a card."""

    factor = forms.ChoiceField(label=_("Said from"), required=False)
    words = forms.CharField(
        label=_("What others may read"),
        help_text=_(
            "In your own words, so that nobody is known by theirs. Or a quotation, if leave was given."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what others may read.")},
    )
    behind = forms.IntegerField(
        label=_("How many comments stand behind it"),
        min_value=1,
        max_value=500,
        initial=1,
        error_messages={"required": _("Say how many comments stand behind it.")},
    )
    quoted = forms.BooleanField(label=_("It is quoted word for word, with leave"), required=False)

    def __init__(self, *args: Any, factors: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "factor").choices = [("", _("No one viewpoint")), *factors]


class Evidence(forms.Form):
    """What the worker is asked to work out on the number of factors."""

    extraction = forms.ChoiceField(label=_("Extraction"), choices=chosen(EXTRACTIONS), initial="pca")
    permutations = forms.IntegerField(
        label=_("Shuffled studies for parallel analysis"), min_value=100, max_value=5000, initial=PERMUTATIONS
    )


class Bootstrap(forms.Form):
    resamples = forms.IntegerField(
        label=_("Resampled studies"), min_value=100, max_value=5000, initial=RESAMPLES
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        help_text=_("Any whole number. The same one gives the same result."),
        min_value=0,
        max_value=2_000_000_000,
        initial=1,
    )
