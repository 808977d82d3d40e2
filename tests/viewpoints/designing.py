"""Where a study is designed, and what is asked for."""

import re

HERE = "/larkfield/viewpoints"
THERE = f"{HERE}/how-we-work-together"
ASKED = {
    "name": "Spring 2027",
    "purpose": "To learn.",
    "committee": "Standards Committee",
    "closes_on_day": "30",
    "closes_on_month": "10",
    "closes_on_year": "2026",
    "keep_until_day": "30",
    "keep_until_month": "4",
    "keep_until_year": "2027",
    "start": "starter",
}


def problems_in(page: str) -> str:
    """The words of the error summary."""
    found = re.search(r'<div class="govuk-error-summary".*?</div>\s*</div>', page, re.DOTALL)
    return found[0] if found else ""
