"""Files as other tools write them, made here: the people and their answers are invented."""

import io
from collections.abc import Sequence

import openpyxl

MAP = """\
side = "side"

[sides]
councillor = "councillors"
officer = "officers"

[items]
H1 = "H1"
P1 = "P1"

[bands]
"hardly ever" = 1
"""

HEADER = "side,H1,P1,comment"


def plain_csv(councillors: int = 12, officers: int = 20, *, officers_say: int = 6) -> str:
    rows = [f"councillor,{7 + n % 3},never,fine" for n in range(councillors)]
    rows += [f"officer,{officers_say},{('never', 'Once or twice')[n % 2]}," for n in range(officers)]
    return "\n".join([HEADER, *rows]) + "\n"


def workbook(rows: Sequence[Sequence[object]]) -> "openpyxl.Workbook":
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    return book


def saved(book: "openpyxl.Workbook") -> bytes:
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def limesurvey() -> str:
    """Semicolons, question codes with sub-question codes, N/A for a question that was not put, full text."""
    lines = [
        '"id";"submitdate";"lastpage";"startlanguage";"G1Q1. I am answering as";"H1[SQ001]. Overall";'
        '"T1[SQ001]. Courtesy";"P1. Pressure";"P1[other]. Pressure [Other]"'
    ]
    for n in range(12):
        lines.append(f'"{n + 1}";"1980-01-01 00:00:00";"4";"en";"Councillor";"{6 + n % 4}";"8";"Never";""')
    for n in range(14):
        pressure = ("Never", "Once or twice", "-oth-", "N/A")[n % 4]
        lines.append(f'"{n + 13}";"1980-01-01 00:00:00";"4";"cy";"Swyddog";"5";"";"{pressure}";"it\nvaries"')
    lines.append('"27";"";"1";"en";"";"";"";"";""')  # opened, and left
    return "\n".join(lines) + "\n"


def microsoft_forms() -> bytes:
    head = [
        "ID",
        "Start time",
        "Completion time",
        "Email",
        "Name",
        "Are you a councillor or an officer?",
        "Overall, how good is the working relationship between councillors and officers here?",
        "Officers treat me with courtesy and respect.",
        "Councillors treat me with courtesy and respect.\xa0",
    ]
    rows: list[list[object]] = [head]
    for n in range(9):
        rows.append(
            [n + 1, None, None, f"c{n}@example.org", f"Councillor {n}", "Councillor", 8, 7 + n % 2, None]
        )
    for n in range(11):
        rows.append([n + 10, None, None, f"o{n}@example.org", f"Officer {n}", "Officer", 6, None, 5])
    return saved(workbook(rows))


def google_forms() -> str:
    head = "Timestamp,I am a…,H1 The working relationship,H2 Better or worse?"
    rows = [
        f'2026/11/0{n % 9 + 1} 9:3{n % 10}:00 AM GMT,Councillor,"{5 + n % 3}",Improved' for n in range(12)
    ]
    rows += [f"2026/11/0{n % 9 + 1} 2:1{n % 10}:00 PM GMT,Member of staff,4,No change" for n in range(15)]
    return "\r\n".join([head, *rows]) + "\r\n"
