from datetime import date

import pytest

from concordat.calendar.rules.bank_holidays import UnknownNation, bank_holidays, source

# Every bank holiday on a weekday, as the governments announced them: month-day, substitute days included.
# 2022: the late May holiday moved to 2 June, the jubilee on the 3rd; the Queen's funeral on 19 September.
# 2023: the coronation on 8 May. 2026, in Scotland alone: the World Cup on 15 June.
ENGLAND_AND_WALES = {
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}
SCOTLAND = {
    2022: "01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27",
    2023: "01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26",
    2024: "01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26",
    2025: "01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26",
    2026: "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28",
    2027: "01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28",
}
NORTHERN_IRELAND = {
    2022: "01-03 03-17 04-15 04-18 05-02 06-02 06-03 07-12 08-29 09-19 12-26 12-27",
    2023: "01-02 03-17 04-07 04-10 05-01 05-08 05-29 07-12 08-28 12-25 12-26",
    2024: "01-01 03-18 03-29 04-01 05-06 05-27 07-12 08-26 12-25 12-26",
    2025: "01-01 03-17 04-18 04-21 05-05 05-26 07-14 08-25 12-25 12-26",
    2026: "01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28",
    2027: "01-01 03-17 03-26 03-29 05-03 05-31 07-12 08-30 12-27 12-28",
}
ANNOUNCED = {
    "England": ENGLAND_AND_WALES,
    "Wales": ENGLAND_AND_WALES,
    "Scotland": SCOTLAND,
    "Northern Ireland": NORTHERN_IRELAND,
}


@pytest.mark.parametrize("year", range(2022, 2028))
@pytest.mark.parametrize("nation", ANNOUNCED)
def test_the_bank_holidays_are_those_that_were_announced(nation, year):
    announced = {date.fromisoformat(f"{year}-{day}") for day in ANNOUNCED[nation][year].split()}
    assert set(bank_holidays(nation=nation, years=[year])) == announced


def test_each_day_says_why():
    reasons = bank_holidays(nation="England", years=[2022])
    assert reasons[date(2022, 9, 19)] == "State Funeral of Queen Elizabeth II"
    assert reasons[date(2022, 12, 27)] == "Christmas Day (observed)"


def test_the_source_names_the_edition_and_the_nation():
    assert source("Northern Ireland").startswith("holidays ")
    assert source("Northern Ireland").endswith(", GB-NIR")


def test_a_nation_without_a_calendar_is_refused():
    with pytest.raises(UnknownNation, match="Cornwall"):
        bank_holidays(nation="Cornwall", years=[2026])
