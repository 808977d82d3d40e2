"""Every page of the house, tried by every member of the cast."""

from pathlib import Path

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse

from tests.access.table import TABLE, WHO, Door, document

DOCUMENT = Path(__file__).parents[2] / "docs" / "access.md"
# Where a page needs another thing than the usual one of its kind.
OTHERWISE = {
    "surveys:results": {"wave": "past"},
    "surveys:download": {"wave": "past"},
    "surveys:opening": {"wave": "past"},
    "surveys:guide": {"wave": "past"},
    "surveys:promised": {"wave": "past"},
    "people:differences": {"number": "holidays"},
    "letters:try_again": {"key": "failed"},
    "viewpoints:open_link": {"link": "open_link"},
    "viewpoints:reword_statement": {"key": "card"},
    "viewpoints:move_statement": {"key": "card"},
    "viewpoints:remove_statement": {"key": "card"},
    "viewpoints:add_question": {"shape": "text"},
    "viewpoints:reword_question": {"key": "question"},
    "viewpoints:move_question": {"key": "question"},
    "viewpoints:drop_question": {"key": "question"},
    "viewpoints:renew_link": {"study": "running"},
    "viewpoints:remind": {"study": "running"},
    "viewpoints:close": {"study": "running"},
    "viewpoints:cards": {"study": "running"},
    "viewpoints:stop": {"study": "closed", "number": "computation"},
    "viewpoints:drop_paraphrase": {"study": "closed", "number": "paraphrase"},
    "viewpoints:report": {"study": "told"},
    "viewpoints:download": {"study": "told"},
}
OF_A_CLOSED_STUDY = """
    enter_sort read_sorts sorts sort_seen evidence compare solutions new_solution solution bootstrap
    solution_statements turn turn_pair criterion target invert split undo flags log go_back viewpoints name
    desk paraphrase publish data_package
"""
OTHERWISE |= {f"viewpoints:{page}": {"study": "closed"} for page in OF_A_CLOSED_STUDY.split()}
OF_AN_INSTRUMENT = """
    instrument change review begin_draft draft describe numbers add edit_clause move_clause split_clause
    remove_clause put_back abandon resolve text edition on_day clause bring source original repair take_apart
    acknowledge ask register remind on_paper briefing briefing_file
    undo_repair confirm throw_away begin_from_model fill_in draft_gaps take_family gaps consult consultation
    compare comparison comparison_file pair corrections correct minute changes
    gaps_file draft_gaps_file history find_day printed edition_printed fingerprint download feed
    last_day say comments comments_csv answer take_comment_back
"""
OTHERWISE |= {
    f"protocol:{page}": {"instrument": "protocol", "key": "clause", "number": "edition"}
    for page in OF_AN_INSTRUMENT.split()
}
OTHERWISE["protocol:comparison_file"] |= {"form": "json"}
OTHERWISE["protocol:download"] |= {"form": "json"}
OTHERWISE["protocol:take_apart"] |= {"key": "read"}
OTHERWISE |= {
    "protocol:register_file": {"instrument": "protocol", "form": "ending"},
    "protocol:declaration": {"key": "declared"},
    "protocol:end_declaration": {"key": "declared"},
}
OTHERWISE |= {f"enquiries:{page}": {"key": "draft_key"} for page in ("draft", "check", "throw_away")}
OTHERWISE |= {
    "enquiries:own_file": {"form": "ending"},
    "enquiries:look": {"number": "margin"},
    "enquiries:fairness": {"number": "fairness"},
    "enquiries:fairness_file": {"number": "fairness"},
    "enquiries:remove_file": {"key": "draft_key", "number": "draft_file"},
    "enquiries:file": {"number": "attachment"},
    "enquiries:why": {"number": "cycle"},
    "enquiries:dispute": {"number": "pause"},
    "enquiries:settle": {"number": "pause"},
    "enquiries:decide": {"number": "review_number"},
    "enquiries:edition": {"number": "levels"},
    "enquiries:change_contact": {"number": "contact"},
    "enquiries:remove_contact": {"number": "contact"},
    "enquiries:change_wording": {"number": "wording"},
    "enquiries:remove_wording": {"number": "wording"},
}
DOORS = {200: Door.OPEN, 400: Door.OPEN, 302: Door.GOES, 403: Door.REFUSED, 404: Door.HIDDEN, 410: Door.OPEN}


def pages(patterns, room="", words=()):
    """The name of every page, and the words of its address."""
    for pattern in patterns:
        below = (*words, *pattern.pattern.converters)
        if hasattr(pattern, "url_patterns"):
            yield from pages(pattern.url_patterns, pattern.namespace or room, below)
        elif room:  # the others are second names of the same pages, for allauth
            yield f"{room}:{pattern.name}", below


PAGES = {name: words for name, words in pages(get_resolver().url_patterns) if not name.startswith("design:")}


def door_of(answer) -> Door:
    if answer.headers.get("Location", "").startswith("/sign-in?next="):
        return Door.SIGN_IN
    return DOORS[answer.status_code]


def address_of(name, things) -> str:
    words = {word: things[OTHERWISE.get(name, {}).get(word, word)] for word in PAGES[name]}
    return reverse(name, kwargs=words)


GUARDS = {
    "Content-Security-Policy": {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
    "Permissions-Policy": {"camera=()", "microphone=()", "geolocation=()"},
    "Strict-Transport-Security": {"max-age=31536000"},
    "X-Content-Type-Options": {"nosniff"},
    "X-Frame-Options": {"DENY"},
}


def unguarded(answer) -> list[str]:
    """What a page lacks of the headers that guard it, and whatever a cookie gives away."""
    lacking = [
        name for name, words in GUARDS.items() if any(w not in answer.headers.get(name, "") for w in words)
    ]
    if "unsafe" in answer.headers.get("Content-Security-Policy", ""):
        lacking.append("a policy without exceptions")
    if answer.headers.get("Referrer-Policy") not in {"same-origin", "no-referrer"}:
        lacking.append("Referrer-Policy")
    for cookie in answer.cookies.values():
        if cookie.value and not (cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Lax"):
            lacking.append(f"a closed {cookie.key}")
    return lacking


@pytest.mark.parametrize("room", sorted({name.split(":")[0] for name in PAGES}))
def test_the_doors_of(room, client, things, request, settings):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31536000, False
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.CSRF_TRUSTED_ORIGINS = ["https://testserver"]
    found, told, open_flanks = {}, {}, {}
    for page, (_, *doors) in TABLE.items():
        method, name = page.split()
        for who, door in zip(WHO, doors, strict=True):
            if name.split(":")[0] == room:
                told[page, who] = door
                with transaction.atomic():
                    client.logout()
                    if who != "nobody":
                        client.force_login(request.getfixturevalue(who).person)
                    answer = getattr(client, method.lower())(address_of(name, things), secure=True)
                    found[page, who] = door_of(answer)
                    if lacking := unguarded(answer):
                        open_flanks[page, who] = lacking
                    transaction.set_rollback(True)  # the next visitor finds everything as it was
    assert found == told
    assert open_flanks == {}


def test_every_page_stands_in_the_table():
    assert {page.split()[1] for page in TABLE} == set(PAGES)


def test_the_document_says_what_the_table_says():
    assert DOCUMENT.read_text() == document(), "Run: python -m tests.access.table > docs/access.md"
