"""A field of which the choices are known only once the page is asked for."""

from django.forms import BaseForm, ChoiceField


def choice_field(form: BaseForm, name: str) -> ChoiceField:
    """To Django any field may stand under a name; whoever gives one its choices knows which it is."""
    field = form.fields[name]
    if not isinstance(field, ChoiceField):
        raise TypeError(f"{name} offers no choices.")
    return field
