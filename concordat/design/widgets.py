"""Two controls that Django does not have: a scale from 1 to 10 and a date in three parts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.forms import RadioSelect, TypedChoiceField, Widget
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

UNSURE = "unsure"
DO_NOT_KNOW = _("Don’t know")
POINTS = tuple(str(point) for point in range(1, 11))


class ScaleRadios(RadioSelect):
    """Ten native radio buttons in a row (two rows of five on a phone), with words at both ends."""

    template_name = "design/scale.html"

    def __init__(self, *, low: str | Promise = "", high: str | Promise = "", attrs: Any = None) -> None:
        super().__init__(attrs=attrs)
        self.low = low
        self.high = high

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        options = [option for _group, several, _index in context["widget"]["optgroups"] for option in several]
        ends = {POINTS[0]: self.low, POINTS[-1]: self.high}
        context["widget"] |= {
            "low": self.low,
            "high": self.high,
            "points": [
                {**option, "end": ends.get(option["value"])}
                for option in options
                if option["value"] in POINTS
            ],
            "beside": [option for option in options if option["value"] not in POINTS],
        }
        return context


class Scale(TypedChoiceField):
    """A rating from 1 to 10. "Don't know" and no answer both clean to ``None``: neither is a number."""

    def __init__(
        self,
        *,
        low: str | Promise = "",
        high: str | Promise = "",
        unsure: bool = True,
        do_not_know: str | Promise = DO_NOT_KNOW,
        **said: Any,
    ) -> None:
        choices: list[tuple[str, str | Promise]] = [(point, point) for point in POINTS]
        if unsure:
            choices.append((UNSURE, do_not_know))
        said.setdefault("widget", ScaleRadios(low=low, high=high))
        super().__init__(choices=choices, coerce=rating, empty_value=None, **said)


def rating(answer: str) -> int | None:
    return None if answer == UNSURE else int(answer)


class DateParts(Widget):
    """Day, month and year, typed: GOV.UK's pattern for a date that one knows by heart."""

    template_name = "design/date.html"
    use_fieldset = True
    # Nobody can type it, so whatever was typed comes back part by part. No kind of space, or the field
    # would strip it, and take a whole date in the first box for an answer.
    APART = "\x01"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        identity = context["widget"]["attrs"].get("id", f"id_{name}")
        typed = self.typed(value)
        context["widget"]["parts"] = [
            {
                "id": f"{identity}-{part}",
                "name": f"{name}_{part}",
                "label": label,
                "width": width,
                "value": said,
            }
            for (part, label, width), said in zip(
                (("day", _("Day"), 2), ("month", _("Month"), 2), ("year", _("Year"), 4)), typed, strict=True
            )
        ]
        return context

    def typed(self, value: Any) -> tuple[str, str, str]:
        if isinstance(value, str) and self.APART in value:
            day, month, year = value.split(self.APART)
            return day, month, year
        try:
            whole = value if isinstance(value, date) else date.fromisoformat(value)
        except (TypeError, ValueError):
            return "", "", ""
        return str(whole.day), str(whole.month), str(whole.year)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:
        day, month, year = (data.get(f"{name}_{part}", "").strip() for part in ("day", "month", "year"))
        if not (day or month or year):
            return ""
        try:
            whole = date(int(year), int(month), int(day))
        except (ValueError, OverflowError):
            whole = None
        # "26" is a slip of the pen, not the reign of Tiberius; and no council plans for the year 9999.
        if whole is None or not 1000 <= whole.year < 3000:
            return self.APART.join(part.replace(self.APART, "") for part in (day, month, year))
        return whole.isoformat()

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(f"{name}_{part}" not in data for part in ("day", "month", "year"))

    def id_for_label(self, id_: str, index: str | int | None = None) -> str:
        return f"{id_}-day"
