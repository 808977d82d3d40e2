"""Texts that are long in an odd way, each of which took minutes to read once."""

TEXTS = {
    "blanks before each line": ("   " * 700 + "1. Members decide.\n") * 60,
    "rows of points": "1. Members decide " + "." * 20_000 + " and officers advise.\n",
    "a page in capitals": "MEMBERS DECIDE AND OFFICERS ADVISE\n" * 1_500,
    "one paragraph of very many lines": "members decide and officers advise\n" * 4_000,
    "very many references": "Members decide under PART 1 " * 6_000,
}
SHORT_PARAGRAPHS = 12_000
FILES = {f"{what}.{ending}": text.encode() for what, text in TEXTS.items() for ending in ("txt", "md")} | {
    "very many short paragraphs.html": b"<html><body>" + b"<p>x" * SHORT_PARAGRAPHS
}
