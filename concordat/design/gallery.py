"""What the gallery shows: one of everything, in Marlbridge's words."""

from types import SimpleNamespace

from django import forms

from concordat.design.charts.bands import BandRow, three_bands
from concordat.design.charts.chart import Chart, Point
from concordat.design.charts.margin import MarginRow, against_margin
from concordat.design.charts.multiples import Panel, small_multiples
from concordat.design.charts.pairs import ArrowRow, DumbbellRow, arrows, dumbbell
from concordat.design.charts.replies import ReplyRow, replies
from concordat.design.charts.waiting import WaitingCurve, waiting_curves
from concordat.design.parts import Door, Fact, KeyFigure, Task
from concordat.design.widgets import DateParts, Scale


class Named(SimpleNamespace):
    def __str__(self) -> str:
        return str(self.name)


PERSON = Named(name="Mona Lindqvist", is_authenticated=True)
OFFICE = SimpleNamespace(council=Named(name="Marlbridge District Council", slug="marlbridge"), kind="officer")
SIDES = [("councillor", "Councillors"), ("officer", "Officers"), ("both", "Both")]


class Everything(forms.Form):
    name = forms.CharField(help_text="As it stands on the roll, for example Amara Osei.")
    email = forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "govuk-!-width-two-thirds"}),
    )
    why = forms.CharField(
        label="What should the committee know?", widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    on = forms.DateField(
        label="When does the health check close?", widget=DateParts, help_text="For example, 27 3 2027."
    )
    trust = Scale(
        label="When I warn of a risk, councillors weigh it before they decide.",
        low="not at all",
        high="completely",
        required=False,
    )
    side = forms.ChoiceField(label="Whose answers are these?", choices=SIDES, widget=forms.RadioSelect)
    sides = forms.MultipleChoiceField(
        label="Who may read it?", choices=SIDES, widget=forms.CheckboxSelectMultiple
    )
    committee = forms.ChoiceField(choices=[("", "Choose a committee"), ("s", "Standards"), ("a", "Audit")])
    roster = forms.FileField(help_text="A CSV or XLSX file of at most 10 MB.")
    agree = forms.BooleanField(label="I have read the promise and its limits")


def parts() -> dict[str, object]:
    return {
        "doors": [
            Door("Today", "#today"),
            Door("Health check", "#health-check", here="true"),
            Door("Protocol", "#protocol"),
            Door("Enquiries", "#enquiries"),
            Door("People", "#people"),
        ],
        "figures": [
            KeyFigure("Councillors", "7.7", "44 of 60 replied; 7.3 to 8.1"),
            KeyFigure("Officers", "6.2", "131 of 200 replied; 5.9 to 6.5"),
            KeyFigure("Gap", "1.5", "A clear gap: 1.0 to 2.0"),
        ],
        "facts": [
            Fact("Closes on", "Friday 27 March 2027", "Change", "#closes"),
            Fact("Co-signed by", "Councillor Bilal Khan and Owen Price"),
            Fact("Hash of the roster", "4f1a9c0be2d7735c11ab84e0c6f93d52aa7701fe"),
        ],
        "tasks": [
            Task("Import the council’s people", "Done", "#import"),
            Task("Check what will be reportable", "To do", "#check", "Roster sizes decide it", "waiting"),
            Task("Co-sign the health check", "Late", "#sign", kind="late"),
            Task("Launch", "Cannot start yet"),
        ],
        "crumbs": [("Home", "#home"), ("Health check", "#health-check"), ("Spring 2027", "")],
        "stages": ["Prepare", "Co-sign", "Listen", "Open the box", "Release"],
        "head": ["Expectation", "Councillors", "Officers", "Gap", "What it means"],
        "rows": [
            ["Advice is frank and in good time", "7.7", "6.2", "1.5", "A clear gap"],
            ["Enquiries are answered when promised", "5.1", "8.5 or above", "at least 3.4", "A clear gap"],
            [
                "Disagreement stays courteous in public",
                "6.8",
                "6.6",
                "0.2",
                "No evidence of a gap",
            ],
        ],
        "kinds": ["plain", "good", "waiting", "late", "felt", "shown", "sealed"],
    }


def at(value: float, margin: float) -> Point:
    return Point(value, f"{value:.1f}", max(1, value - margin), min(10, value + margin))


def charts() -> list[Chart]:
    above, below = (
        Point(8.5, "8.5 or above", 8.5, 10, "or above"),
        Point(2.5, "2.5 or below", 1, 2.5, "or below"),
    )
    return [
        replies(
            title="Who replied",
            rows=[ReplyRow("Councillors", 44, 60), ReplyRow("Officers", 131, 200)],
        ),
        dumbbell(
            title="Where the two sides stand on each expectation",
            rows=[
                DumbbellRow("Advice is frank and in good time", at(7.7, 0.4), at(6.2, 0.3)),
                DumbbellRow("Enquiries are answered when they were promised to be", at(5.1, 0.4), above),
                DumbbellRow(
                    "Disagreement stays courteous, in the chamber and outside it", at(6.6, 0.4), at(6.6, 0.3)
                ),
                DumbbellRow("Officers can say no without fear", at(8.1, 0.4), below),
                DumbbellRow("The rules of the website are known", at(9.8, 0.2), None),
            ],
            first_name="Councillors",
            second_name="Officers",
        ),
        arrows(
            title="What officers say of themselves, and what councillors say of them",
            rows=[
                ArrowRow("They answer in good time", at(8.4, 0.3), at(5.1, 0.4)),
                ArrowRow("They explain why", at(6.0, 0.3), at(7.9, 0.4)),
                ArrowRow("They are impartial", at(8.2, 0.3), at(8.1, 0.4)),
            ],
            own_name="Of themselves",
            others_name="Councillors of them",
        ),
        three_bands(
            title="How often, in the last twelve months",
            rows=[
                BandRow(
                    "I was pressed to change advice",
                    (("about 35 of 60", 33, 37), ("about 20 of 60", 18, 22), ("fewer than 4 of 60", 0, 3)),
                    60,
                ),
                BandRow(
                    "I was copied into a quarrel",
                    (
                        ("nearly all of 60", 57, 60),
                        ("fewer than 4 of 60", 0, 3),
                        ("fewer than 4 of 60", 0, 3),
                    ),
                    60,
                ),
                BandRow("I thought of leaving because of it", None, 60),
            ],
            band_names=("Never", "Once or twice", "Three times or more"),
        ),
        small_multiples(
            title="Three health checks, side by side",
            panels=[
                Panel(
                    "Trust",
                    [at(6.1, 0.5), at(6.9, 0.4), at(7.7, 0.4)],
                    [at(6.0, 0.4), at(6.1, 0.3), at(6.2, 0.3)],
                ),
                Panel(
                    "Clarity of roles",
                    [at(5, 0.5), None, at(5.4, 0.4)],
                    [at(7, 0.4), at(7.4, 0.3), at(7.2, 0.3)],
                ),
                Panel(
                    "Respect",
                    [at(8, 0.5), at(7.4, 0.4), at(6.9, 0.4)],
                    [at(8, 0.4), at(7.5, 0.3), at(7.0, 0.3)],
                ),
                Panel("Pressure on advice", [None, None, at(3, 0.4)], [at(4, 0.4), at(3.4, 0.3), below]),
            ],
            waves=["2025", "2026", "2027"],
            first_name="Councillors",
            second_name="Officers",
        ),
        against_margin(
            title="Share answered on time, beside the agreed margin",
            rows=[
                MarginRow("Beech less Ash", "cannot tell", -5.4, (-12.1, 1.3), (-13.6, 2.8)),
                MarginRow("Cedar less Ash", "too few to report"),
            ],
            margin=10,
        ),
        waiting_curves(
            title="Still waiting, on the councillor’s own clock",
            curves=[
                WaitingCurve("Ash", [84, 62, 47, 36, 26, 17, 14, 10, 8, 6, 5]),
                WaitingCurve("Beech", [88, 70, 58, 46, 38, 30, 23, 18, 13, 9, 8]),
            ],
        ),
    ]
