"""Every form in which health checks are published, as a reader gets it, and the figures read out of each.

A *form* is a page or a file. Reading knows nothing of how a form was made: tables are found by their captions
and heads, columns by the description that comes with them. What is found is a `Reading`: what stands where.
"""

import json
from collections.abc import Sequence

from benchmarks.forms import pdf, word
from benchmarks.forms.data_files import (
    csv_on_the_web,
    files_in,
    of_json,
    of_rows,
    rows_of,
    sdmx,
    trend_json,
    triple_s,
    workbook,
)
from benchmarks.forms.pages import of_tables, web_page
from benchmarks.forms.reading import Reading
from concordat.surveys.rules.freezing import freeze
from concordat.surveys.rules.release import Release

# The record is what all others are made of. Pages take long to read; Word and PDF are slow to make.
RECORD = ("json", "trend.json")
DATA = ("csv", "csvw.zip", "triple-s.zip", "sdmx.zip", "pool.csv", "trend.csv")
TO_READ = (
    "html",
    "page",
    "guide.html",
    "guide.page",
    "pool.page",
    "trend.html",
    "trend.page",
    "xlsx",
    "trend.xlsx",
)
QUICK = (*RECORD, *DATA, *TO_READ)
WORD = ("docx", "guide.docx", "trend.docx")
PDF = ("pdf", "guide.pdf", "trend.pdf")
EVERY = (*QUICK, *WORD, *PDF)


def read(form: str, wave: int, body: bytes, *, told: Sequence[Release]) -> list[Reading]:
    """All figures of one form.

    told   for the names alone: what the health checks, their groups and their questions are called
    """
    numbers = {each.wave: number for number, each in enumerate(told)}
    match form:
        case "csv" | "pool.csv" | "trend.csv":
            return list(of_rows(form, rows_of(body), numbers))
        case "csvw.zip":
            return list(csv_on_the_web(form, files_in(body), numbers))
        case "triple-s.zip":
            return list(triple_s(form, files_in(body), wave, told[wave]))
        case "sdmx.zip":
            return list(sdmx(form, files_in(body), wave))
        case "json":
            return list(of_json(form, json.loads(body), wave))
        case "trend.json":
            return list(trend_json(form, json.loads(body)))
        case "xlsx" | "trend.xlsx":
            return list(workbook(form, body, wave, numbers))
        case "docx" | "guide.docx" | "trend.docx":
            return list(of_tables(form, wave, told, words=word.words(body), tables=word.tables(body)))
        case "pdf" | "guide.pdf" | "trend.pdf":
            return list(of_tables(form, wave, told, words=pdf.words(body), tables=pdf.tables(body)))
        case _:
            return list(web_page(form, body, wave, told))


def of_the_record(told: Sequence[Release]) -> list[Reading]:
    """What the JSON files hold, without their being written and read."""
    parts = ("items", "dimensions", "changes", "history", "pooled", "own_words")
    return [
        each
        for wave, one in enumerate(told)
        for each in of_json("json", {part: freeze(getattr(one, part)) for part in parts}, wave)
    ]
