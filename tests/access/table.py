"""Who may open which page: the one table, which councils review as docs/access.md.

After a change, write it out again:

    python -m tests.access.table > docs/access.md
"""

from enum import StrEnum


class Door(StrEnum):
    OPEN = "opens"
    GOES = "does it"  # and goes on to the page that shows it
    REFUSED = "refused"  # 403: the page is known, and is not for this office
    HIDDEN = "no such page"  # 404: nothing is said of what is there
    SIGN_IN = "sign in first"


OPEN, GOES, REFUSED, HIDDEN, SIGN_IN = Door

WHO = {
    "nobody": "Not signed in",
    "amara": "Councillor",
    "owen": "Officer",
    "mona": "Monitoring officer",
    "isaac": "Independent person",
    "nerys": "Monitoring officer of another council",
}

# fmt: off
# ruff: noqa: E501 (a table is read across)
TABLE = {
    #                                 what it is for                                                                     nobody   amara    owen     mona     isaac    nerys
    "GET people:sign_in":             ("Sign in",                                                                        OPEN   , GOES   , GOES   , GOES   , GOES   , GOES),
    "GET people:enter_code":          ("Enter the code from an e-mail",                                                  GOES   , GOES   , GOES   , GOES   , GOES   , GOES),
    "POST people:sign_out":           ("Sign out",                                                                       GOES   , GOES   , GOES   , GOES   , GOES   , GOES),
    "GET people:look_around":         ("Look around as someone (in the demonstration alone)",                            HIDDEN , HIDDEN , HIDDEN , HIDDEN , HIDDEN , HIDDEN),
    "GET home:accessibility":         ("Read the accessibility statement",                                               OPEN   , OPEN   , OPEN   , OPEN   , OPEN   , OPEN),
    "GET surveys:answer":             ("Answer a health check (by personal link: who opens it plays no part)",           OPEN   , OPEN   , OPEN   , OPEN   , OPEN   , OPEN),
    "GET home:front_door":            ("Choose a council",                                                               SIGN_IN, GOES   , GOES   , GOES   , GOES   , GOES),
    "GET home:home":                  ("See what needs them today",                                                      SIGN_IN, OPEN   , OPEN   , OPEN   , OPEN   , HIDDEN),
    "GET home:trail":                 ("Read the trail",                                                                 SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "GET people:people":              ("See who holds which office",                                                     SIGN_IN, OPEN   , OPEN   , OPEN   , OPEN   , HIDDEN),
    "GET people:office":              ("See one office and its history",                                                 SIGN_IN, OPEN   , OPEN   , OPEN   , OPEN   , HIDDEN),
    "GET people:appoint":             ("Appoint someone",                                                                SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "GET people:correct":             ("Correct an office",                                                              SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "GET people:end_office":          ("End an office",                                                                  SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "GET people:give_duty":           ("Give a duty",                                                                    SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "GET people:end_duty":            ("End a duty",                                                                     SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "GET people:read_roster":         ("Read in a roster",                                                               SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "GET people:dry_run":             ("See what a roster would change",                                                 SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "GET people:export":              ("Take the roster out",                                                            SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "GET people:template":            ("Take a roster template",                                                         SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "GET people:council":             ("Read the facts of the council",                                                  SIGN_IN, OPEN   , OPEN   , OPEN   , OPEN   , HIDDEN),
    "GET people:governance":          ("Change the governance model",                                                    SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "GET people:control":             ("Change the political control",                                                   SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "GET people:statutory_posts":     ("See the statutory posts",                                                        SIGN_IN, OPEN   , OPEN   , OPEN   , OPEN   , HIDDEN),
    "GET people:calendar":            ("See on which days the council is closed",                                        SIGN_IN, OPEN   , OPEN   , OPEN   , OPEN   , HIDDEN),
    "POST people:close":              ("Close the council on a day",                                                     SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "POST people:reopen":             ("Take a closure back",                                                            SIGN_IN, REFUSED, REFUSED, GOES   , REFUSED, HIDDEN),
    "POST people:adopt_bank_holidays":("Adopt the bank holidays",                                                        SIGN_IN, REFUSED, REFUSED, GOES   , REFUSED, HIDDEN),
    "GET people:bodies":              ("See the bodies",                                                                 SIGN_IN, OPEN   , OPEN   , OPEN   , OPEN   , HIDDEN),
    "GET people:make_body":           ("Add a body",                                                                     SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "GET people:body":                ("See who sits in a body",                                                         SIGN_IN, OPEN   , OPEN   , OPEN   , OPEN   , HIDDEN),
    "GET people:join":                ("Give a seat",                                                                    SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "GET people:leave":               ("End a seat",                                                                     SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "GET letters:letters":            ("Read their own letters",                                                         SIGN_IN, OPEN   , OPEN   , OPEN   , OPEN   , HIDDEN),
    "GET letters:letter":             ("Read Amara's letter",                                                            SIGN_IN, OPEN   , HIDDEN , HIDDEN , HIDDEN , HIDDEN),
    "POST letters:read":              ("Mark Amara's letter as read",                                                    SIGN_IN, GOES   , HIDDEN , HIDDEN , HIDDEN , HIDDEN),
    "POST letters:read_all":          ("Mark their own letters as read",                                                 SIGN_IN, GOES   , GOES   , GOES   , GOES   , HIDDEN),
    "GET letters:undelivered":        ("See which letters have not arrived",                                             SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "POST letters:try_again":         ("Send such a letter again",                                                       SIGN_IN, REFUSED, REFUSED, GOES   , REFUSED, HIDDEN),
    "GET surveys:waves":              ("See the health checks",                                                          SIGN_IN, OPEN   , OPEN   , OPEN   , OPEN   , HIDDEN),
    "GET surveys:method":             ("Read how figures are made",                                                      SIGN_IN, OPEN   , OPEN   , OPEN   , OPEN   , HIDDEN),
    "GET surveys:new":                ("Prepare a health check",                                                         SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "GET surveys:wave":               ("See how far one has come",                                                       SIGN_IN, OPEN   , OPEN   , OPEN   , OPEN   , HIDDEN),
    "GET surveys:change":             ("Change one before its launch",                                                   SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "GET surveys:preflight":          ("See what it could report",                                                       SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "GET surveys:questions":          ("Read its questions",                                                             SIGN_IN, OPEN   , OPEN   , OPEN   , OPEN   , HIDDEN),
    "GET surveys:roster":             ("See who is asked",                                                               SIGN_IN, OPEN   , OPEN   , OPEN   , OPEN   , HIDDEN),
    "POST surveys:draw_up":           ("Draw up its roster",                                                             SIGN_IN, REFUSED, REFUSED, GOES   , REFUSED, HIDDEN),
    "POST surveys:sign":              ("Sign its roster for their side",                                                 SIGN_IN, GOES   , GOES   , GOES   , REFUSED, HIDDEN),
    "GET surveys:holders":            ("Name its key-holders",                                                           SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "GET surveys:key":                ("Collect a key (of Mona, Owen and Isaac)",                                        SIGN_IN, HIDDEN , OPEN   , OPEN   , OPEN   , HIDDEN),
    "GET surveys:launch":             ("Launch it",                                                                      SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "GET surveys:remind":             ("Remind everyone",                                                                SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "GET surveys:close":              ("Close it",                                                                       SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "GET surveys:opening":            ("Watch the ballot box being opened",                                              SIGN_IN, OPEN   , OPEN   , OPEN   , OPEN   , HIDDEN),
    "GET surveys:results":            ("Read its results",                                                               SIGN_IN, OPEN   , OPEN   , OPEN   , OPEN   , HIDDEN),
    "GET surveys:download":           ("Take its paper and its figures",                                                 SIGN_IN, OPEN   , OPEN   , OPEN   , OPEN   , HIDDEN),
    "GET surveys:instruments":        ("See the council's copies of the questions",                                      SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "GET surveys:copy":               ("Copy the built-in questions",                                                    SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "GET surveys:instrument":         ("See one copy",                                                                   SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "GET surveys:add":                ("Add a question",                                                                 SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "GET surveys:reword":             ("Reword a question",                                                              SIGN_IN, REFUSED, REFUSED, OPEN   , REFUSED, HIDDEN),
    "POST surveys:move":              ("Move a question",                                                                SIGN_IN, REFUSED, REFUSED, GOES   , REFUSED, HIDDEN),
    "POST surveys:drop":              ("Drop a question",                                                                SIGN_IN, REFUSED, REFUSED, GOES   , REFUSED, HIDDEN),
}
# fmt: on


def document() -> str:
    head = ["To…", *WHO.values()]
    rows = "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *TABLE.values()])
    return f"# Who may open which page\n\nWritten from `tests/access/table.py`, which the build tests.\n\n{rows}\n"


if __name__ == "__main__":
    print(document(), end="")
