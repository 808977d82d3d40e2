"""The words a paper brings by itself ("Purpose", "Page 2 of 9"), by language."""

import datetime
from dataclasses import dataclass

_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WELSH_MONTHS = (
    *("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin"),
    *("Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"),
)


@dataclass(frozen=True)
class Wording:
    purpose: str
    recommendation: str
    recommendations: str
    implications: str
    appendix: str
    notes: str
    sources: str
    committee: str
    date: str
    author: str
    status: str
    reference: str
    table: str
    figure: str
    page: str
    page_of: str
    about: str
    to_note: str
    back_from_note: str
    to_address: str
    months: tuple[str, ...]

    def day(self, on: datetime.date) -> str:
        """As a letter is dated: 4 March 2027."""
        return f"{on.day} {self.months[on.month - 1]} {on.year}"


ENGLISH = Wording(
    purpose="Purpose",
    recommendation="Recommendation",
    recommendations="Recommendations",
    implications="Implications",
    appendix="Appendix",
    notes="Notes",
    sources="Sources",
    committee="Committee",
    date="Date",
    author="Author",
    status="Status",
    reference="Reference",
    table="Table",
    figure="Figure",
    page="Page",
    page_of="of",
    about="About this paper",
    to_note="Note",
    back_from_note="Back to the text",
    to_address="Link to",
    months=_ENGLISH_MONTHS,
)

WELSH = Wording(
    purpose="Diben",
    recommendation="Argymhelliad",
    recommendations="Argymhellion",
    implications="Goblygiadau",
    appendix="Atodiad",
    notes="Nodiadau",
    sources="Ffynonellau",
    committee="Pwyllgor",
    date="Dyddiad",
    author="Awdur",
    status="Statws",
    reference="Cyfeirnod",
    table="Tabl",
    figure="Ffigur",
    page="Tudalen",
    page_of="o",
    about="Ynglŷn â’r papur hwn",
    to_note="Nodyn",
    back_from_note="Yn ôl i’r testun",
    to_address="Dolen i",
    months=_WELSH_MONTHS,
)


def wording(language: str) -> Wording:
    """The words for a language tag; English for a language that we do not yet have."""
    return WELSH if language.split("-")[0].lower() == "cy" else ENGLISH
