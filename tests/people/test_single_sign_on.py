"""Signing in by the council's own account, at a provider that runs here for as long as the test."""

import json
from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from concordat.people import actions, gate
from concordat.people.models import Person, SingleSignOnLink
from concordat.trail import queries as trail
from tests.people.provider import open_for_business
from tests.people.signing_in import first_step, is_signed_in
from tests.people.signing_in_there import go, said_on, sign_in

pytestmark = pytest.mark.usefixtures("no_tries_before")


def test_whoever_the_roster_knows_signs_in_and_is_linked_once(client, there, owen):
    answer = sign_in(client, there, next="/larkfield/people/")
    assert answer.headers["Location"] == "/larkfield/people/"
    assert client.get("/larkfield/people/").status_code == 200
    (link,) = SingleSignOnLink.objects.all()
    assert (link.person, link.issuer, link.subject) == (owen.person, there.issuer, "s-owen")
    client.post("/sign-out")
    assert sign_in(client, there).headers["Location"] == "/"
    assert SingleSignOnLink.objects.count() == 1
    lines = [line.did for line in trail.history_of(owen)]
    assert lines.count("was linked to single sign-on") == 1


def test_the_sign_in_page_offers_it_only_where_there_is_one(client, there, settings):
    assert "Sign in with Larkfield account" in said_on(client.get("/sign-in"))
    settings.OIDC = None
    assert "sign-in/with" not in client.get("/sign-in").content.decode()
    assert client.post("/sign-in/with").status_code == 404
    assert client.get("/sign-in/back?code=1&state=2").status_code == 404


def test_nobody_is_led_away_to_another_site(client, there, owen):
    assert sign_in(client, there, next="https://elsewhere.example/").headers["Location"] == "/"


def test_whoever_is_turned_away_goes_on_by_a_code_to_where_they_were_going(client, there, owen):
    there.lies = {"nonce": "another"}
    page = said_on(sign_in(client, there, next="/larkfield/people/"))
    assert "Begin again with the account that your council gave you, or ask for a code." in page
    assert 'href="/sign-in?next=/larkfield/people/"' in page
    asked = go(client, there, next="/larkfield/people/")
    state = asked.partition("state=")[2]
    refused = said_on(client.get(f"/sign-in/back?error=access_denied&state={state}"))
    assert 'href="/sign-in?next=/larkfield/people/"' in refused
    there.discovery = {"issuer": "https://another.example"}
    away = said_on(client.post("/sign-in/with", {"next": "/larkfield/people/"}))
    assert 'href="/sign-in?next=/larkfield/people/"' in away


def test_the_page_of_how_one_signs_in_names_it(client, there, owen, settings):
    sign_in(client, there)
    first = "The first step is Larkfield account, or a code that we send to"
    assert first in said_on(client.get("/account/"))
    settings.OIDC = None
    assert "The first step is a code that we send to" in said_on(client.get("/account/"))


@pytest.mark.parametrize(
    ("lies", "why"),
    [
        ({"nonce": "another"}, "It belongs to another visit."),
        ({"nonce": None}, "It belongs to another visit."),
        ({"aud": "another-program"}, "It was made for another program."),
        ({"aud": ["concordat", "another-program"]}, "It was made for another program."),
        ({"azp": "another-program"}, "It was made for another program."),
        ({"exp": 1_700_000_000}, "It has expired."),
        ({"exp": None}, "It does not say when it was made"),
        ({"iat": 4_000_000_000}, "It was made in the future"),
        ({"nbf": 4_000_000_000}, "It was made in the future"),
        ({"iss": "https://another.example"}, "It was issued by somebody else."),
        ({"sub": ""}, "It names nobody."),
        ({"sub": "x" * 256}, "It names nobody."),
        ({"sub": "s\0owen"}, "It names nobody."),
        ({"sub": 7}, "It names nobody."),
    ],
)
def test_a_token_that_is_not_ours_signs_nobody_in(client, there, owen, lies, why):
    there.lies = lies
    page = sign_in(client, there)
    assert page.status_code == 403
    assert "You are not signed in" in said_on(page)
    assert why in said_on(page)
    assert not is_signed_in(client)
    assert not SingleSignOnLink.objects.exists()


@pytest.mark.parametrize(
    ("algorithm", "signs_as", "why"),
    [
        ("none", "theirs", "not signed in a way that proves anything"),
        ("HS256", "theirs", "not signed in a way that proves anything"),
        ("RS256", "somebody else", "Its signature is not the provider’s."),
        ("RS256", "another", "Its signature is not the provider’s."),
    ],
)
def test_a_token_that_the_provider_did_not_sign_signs_nobody_in(
    client, there, owen, algorithm, signs_as, why
):
    there.algorithm, there.signs_as = algorithm, signs_as
    page = sign_in(client, there)
    assert page.status_code == 403
    assert why in said_on(page)
    assert not is_signed_in(client)


def test_an_answer_is_good_once(client, there, owen):
    back = go(client, there)
    assert client.get(f"/sign-in/back?{back}").headers["Location"] == "/"
    client.post("/sign-out")
    page = client.get(f"/sign-in/back?{back}")
    assert page.status_code == 403
    assert "This sign-in was not begun here, or is over." in said_on(page)
    assert not is_signed_in(client)


def test_whoever_guesses_at_an_answer_has_one_try(client, there, owen):
    back = go(client, there)
    assert client.get(f"/sign-in/back?{back}x").status_code == 403  # of another state
    page = client.get(f"/sign-in/back?{back}")
    assert "This sign-in was not begun here, or is over." in said_on(page)
    assert not is_signed_in(client)


def test_an_answer_to_another_browser_is_worth_nothing_here(client, there, owen):
    from django.test import Client

    theirs = go(Client(), there)
    own = go(client, there)
    for back in (theirs, own.split("&")[0], "code=x", ""):
        assert client.get(f"/sign-in/back?{back}").status_code == 403
        assert not is_signed_in(client)


def test_an_answer_that_comes_too_late_is_refused(client, there, owen):
    back = go(client, there)
    session = client.session
    session["single_sign_on"] = {**session["single_sign_on"], "at": now().timestamp() - 901}
    session.save()
    assert "That took too long." in said_on(client.get(f"/sign-in/back?{back}"))


def test_the_code_of_another_visit_fails_at_the_provider(client, there, owen):
    """An attacker's code, put into a victim's browser: the verifier of PKCE does not fit it."""
    from django.test import Client

    code = go(Client(), there).split("&")[0]
    state = go(client, there).split("&")[1]
    page = client.get(f"/sign-in/back?{code}&{state}")
    assert page.status_code == 503
    assert "cannot be reached" in said_on(page)
    assert not is_signed_in(client)


def test_an_answer_by_another_issuer_and_a_refusal_there_are_told_plainly(client, there, owen):
    back = go(client, there)
    assert client.get(f"/sign-in/back?{back}&iss=https://another.example").status_code == 403
    state = go(client, there).split("&")[1]
    page = client.get(f"/sign-in/back?error=access_denied&error_description=HA&{state}")
    assert "You were not signed in there." in said_on(page)
    assert "HA" not in page.content.decode()


@pytest.mark.parametrize(
    "said",
    [
        {"email_verified": False},
        {"email_verified": None},
        {"email": None},
        {"email": "owen@elsewhere.example"},
        {"email": 7},
        {"email": "owen\0@larkfield.example"},
    ],
)
def test_an_address_that_is_not_vouched_for_opens_no_account(client, there, owen, said):
    there.lies = said
    page = sign_in(client, there)
    assert page.status_code == 403
    assert "does not say for certain which e-mail address is yours" in said_on(page)
    assert not is_signed_in(client)


def test_nobody_signs_up(client, there, owen):
    there.account["email"] = "stranger@larkfield.example"
    page = sign_in(client, there)
    assert "No council has given us the address stranger@larkfield.example." in said_on(page)
    assert not Person.objects.filter(email="stranger@larkfield.example").exists()


def test_a_provider_speaks_for_its_own_domains_alone(client, there, nerys):
    """Or whoever runs one council's directory could sign in as another council's people."""
    there.account.update(email=nerys.email, sub="s-mallory")
    assert sign_in(client, there).status_code == 403
    assert not SingleSignOnLink.objects.exists()


def test_whoever_takes_on_an_address_at_the_provider_takes_nobodys_place(client, there, owen, mona):
    sign_in(client, there)
    client.post("/sign-out")
    there.account.update(sub="s-mallory")  # another account, which now shows Owen's address
    page = sign_in(client, there)
    assert "Another account signs in for owen@larkfield.example." in said_on(page)
    there.account.update(sub="s-owen", email=mona.email)  # Owen's own, which now shows Mona's
    sign_in(client, there)
    assert client.get("/larkfield/people/").wsgi_request.user == owen.person


def test_whose_address_was_corrected_is_linked_anew(client, there, owen, mona):
    sign_in(client, there)
    client.post("/sign-out")
    actions.correct(office=owen, name="Owen Pryce", email="new@larkfield.example", by=mona, at=now())
    assert "No council has given us" in said_on(sign_in(client, there))
    assert not is_signed_in(client)


def test_who_runs_the_council_cuts_a_link_and_ends_the_sessions(client, there, owen, mona):
    from django.test import Client

    sign_in(client, there)
    running = Client()
    running.force_login(mona.person)
    page = f"/larkfield/people/{owen.id}"
    assert "Signs in with Larkfield account, by one account, since" in said_on(running.get(page))
    assert client.post(f"{page}/cut-link").status_code == 403
    assert running.post(f"{page}/cut-link").headers["Location"] == page
    assert not SingleSignOnLink.objects.exists()
    assert client.get("/larkfield/people/").status_code == 302
    assert running.post(f"{page}/cut-link").status_code == 404
    assert trail.history_of(owen)[-1].did == "cut a link to single sign-on"
    there.account["sub"] = "s-owen-anew"
    assert sign_in(Client(), there).headers["Location"] == "/"


def test_whose_account_is_closed_stays_outside(client, there, owen):
    Person.objects.filter(id=owen.person_id).update(is_active=False)
    assert "This account has been closed." in said_on(sign_in(client, there))
    assert not is_signed_in(client)


def test_whoever_has_left_opens_no_page(client, there, owen, mona):
    actions.end_office(office=owen, ends_on=localdate() - timedelta(days=1), by=mona, at=now())
    sign_in(client, there)
    assert client.get("/larkfield/people/").status_code == 404


@pytest.mark.parametrize(
    "discovery",
    [
        {"issuer": "https://another.example"},
        {"token_endpoint": "http://another.example/token"},
        {"authorization_endpoint": None},
    ],
)
def test_a_provider_that_contradicts_the_settings_is_not_gone_to(client, there, owen, discovery):
    there.discovery = discovery
    page = client.post("/sign-in/with")
    assert page.status_code == 503
    assert "A code by e-mail still works." in said_on(page)


@pytest.mark.parametrize(
    "garbled", [b"", b"not JSON", b"[]", b"{}", b'{"id_token": 7}', b"[" * 100_000, b'"' + b"x" * 1_100_000]
)
def test_a_provider_that_answers_nonsense_signs_nobody_in(client, there, owen, garbled):
    back = go(client, there)
    there.garbled = garbled
    page = client.get(f"/sign-in/back?{back}")
    assert page.status_code == 503
    assert not is_signed_in(client)


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "e30.e30.", "eyJhbGciOiJSUzI1NiJ9.e30.x"])
def test_what_is_no_token_signs_nobody_in(client, there, owen, token):
    back = go(client, there)
    there.garbled = json.dumps({"id_token": token}).encode()
    assert client.get(f"/sign-in/back?{back}").status_code == 403
    assert not is_signed_in(client)


def test_a_provider_that_is_away_leaves_the_code_by_e_mail(client, owen, settings):
    with open_for_business() as gone:
        settings.OIDC = gone.settings
    assert client.post("/sign-in/with").status_code == 503
    first_step(client, owen.email)
    assert is_signed_in(client)


# Entra ID: the tenant is pinned, and `email` is nobody's word
@pytest.fixture
def entra(there, settings):
    settings.OIDC = there.but(tenant="t-larkfield")
    there.account = {
        "sub": "s-owen",
        "tid": "t-larkfield",
        "preferred_username": "Owen@larkfield.example",
        "email": "mona@larkfield.example",
    }
    return there


def test_an_account_of_the_pinned_directory_is_known_by_its_sign_in_name(client, entra, owen, mona):
    sign_in(client, entra)
    assert SingleSignOnLink.objects.get().person == owen.person


@pytest.mark.parametrize("tid", ["t-another", None])
def test_another_directory_is_not_believed(client, entra, owen, tid):
    entra.lies = {"tid": tid}
    page = sign_in(client, entra)
    assert "It comes from another organisation’s directory." in said_on(page)
    assert not is_signed_in(client)


@pytest.mark.parametrize("guest", [{"idp": "https://sts.example/home/"}, {"acct": 1}])
def test_a_guest_of_the_directory_is_not_known_by_a_name(client, entra, owen, guest):
    entra.account.update(guest)
    assert sign_in(client, entra).status_code == 403
    assert not SingleSignOnLink.objects.exists()


# The second step
@pytest.mark.parametrize(
    ("counts", "methods", "passes"),
    [(True, ["pwd", "mfa"], True), (True, ["pwd"], False), (False, ["pwd", "mfa"], False)],
)
def test_a_second_step_there_counts_here_where_the_settings_say_so(
    client, there, mona, settings, counts, methods, passes
):
    settings.SECOND_STEP = True
    settings.OIDC = there.but(second_step=counts)
    there.account.update(sub="s-mona", email=mona.email, amr=methods)
    sign_in(client, there)
    assert is_signed_in(client)
    answer = client.get("/larkfield/people/appoint")
    assert (answer.status_code == 200) is passes
    assert gate.took_second_step(answer.wsgi_request, mona.person) is passes
