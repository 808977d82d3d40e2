"""Who draws a printed slip, and what has become of the slips."""

from concordat.surveys.models import OnPaper, SlipSheet, Wave


def on_paper(wave: Wave) -> frozenset[int]:
    """The offices that draw a slip, instead of being sent a link."""
    return frozenset(OnPaper.objects.filter(wave=wave).values_list("office", flat=True))


def slips_to_take(wave: Wave) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The links of the slips by group, each group sorted; none once they were taken."""
    sheet = SlipSheet.objects.filter(wave=wave).first()
    links = sheet.links if sheet else []
    told = [
        (name, tuple(link for link in links if link.partition("-")[0] == str(number)))
        for number, name in wave.atoms.order_by("position").values_list("id", "name")
    ]
    return tuple((name, own) for name, own in told if own)


def slip_sheet_of(wave: Wave) -> SlipSheet | None:
    """The slips of a launched wave, taken or not; ``None`` if none were drawn."""
    return SlipSheet.objects.select_related("taken_by__person").filter(wave=wave).first()
