"""How every form of the house is drawn: what went wrong, then each field with its own words."""

from typing import Any

from django.forms import (
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    RadioSelect,
    Select,
    Textarea,
    Widget,
)
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

from concordat.design.widgets import DateParts, ScaleRadios

# The first that fits: a checkbox list is also a radio list by descent, and a file field also an input.
KINDS: tuple[tuple[type[Widget], str], ...] = (
    (ScaleRadios, "scale"),
    (DateParts, "date"),
    (CheckboxSelectMultiple, "checkboxes"),
    (RadioSelect, "radios"),
    (CheckboxInput, "checkbox"),
    (FileInput, "file"),
    (Textarea, "textarea"),
    (Select, "select"),
)
CLASSES = {
    "checkbox": "govuk-checkboxes__input",
    "file": "govuk-file-upload",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "input": "govuk-input",
}
TEMPLATES = {"radios": "design/radios.html", "checkboxes": "design/checkboxes.html"}


class Field(BoundField):
    """A field that knows which GOV.UK component it is, and what describes it."""

    @property
    def kind(self) -> str:
        return next((kind for widget, kind in KINDS if isinstance(self.field.widget, widget)), "input")

    @property
    def in_fieldset(self) -> bool:
        return self.kind in {"scale", "date", "radios", "checkboxes"}

    @property
    def optional(self) -> bool:
        """GOV.UK marks what may be left out. Beside a box or a rating that would be noise."""
        return not self.field.required and self.kind not in {"checkbox", "checkboxes", "scale"}

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of a form that asks in several; of any other none is named."""
        return tuple(getattr(self.form, "languages", ()))

    @property
    def described_by(self) -> str:
        marks = [("hint", self.help_text), ("error", self.errors)]
        return " ".join(f"{self.auto_id}-{mark}" for mark, present in marks if present)

    @property
    def first_control(self) -> str:
        """The id to which an error leads: GOV.UK asks for the first control that can be focused."""
        if self.kind == "date":
            return f"{self.auto_id}-day"
        return f"{self.auto_id}_0" if self.in_fieldset else self.id_for_label

    def as_widget(self, widget: Widget | None = None, *args: Any, **kwargs: Any) -> Any:
        widget = widget or self.field.widget
        if type(widget) in {RadioSelect, CheckboxSelectMultiple}:
            widget.template_name = TEMPLATES[self.kind]
        return super().as_widget(widget, *args, **kwargs)

    def build_widget_attrs(self, attrs: Any, widget: Widget | None = None) -> dict[str, Any]:
        built = dict(super().build_widget_attrs(attrs, widget))
        widget = widget or self.field.widget
        built.pop("aria-describedby", None)
        # The server says what is missing, in our words and languages; the browser would say it in its own.
        built.pop("required", None)
        if widget.is_hidden:
            return built
        if self.in_fieldset:
            built.pop("aria-invalid", None)
            return built | {"wrong": bool(self.errors)}  # for our own templates, which do not print it
        named = [CLASSES[self.kind], widget.attrs.get("class", "")]
        if self.errors and self.kind != "checkbox":
            named.append(f"{CLASSES[self.kind]}--error")
        built["class"] = " ".join(name for name in named if name)
        if self.described_by:
            built["aria-describedby"] = self.described_by
        return built


class Forms(TemplatesSetting):
    """The form renderer of the house (``FORM_RENDERER``)."""

    form_template_name = "design/form.html"
    formset_template_name = "design/formset.html"
    field_template_name = "design/field.html"
    bound_field_class = Field
