"""What is set of a provider is read, or refused in words."""

import os
import subprocess
import sys

import pytest

from concordat.people.rules.duties import Duty
from concordat.people.rules.single_sign_on import Grant, NotSettled, read


def test_the_way_to_the_provider_is_let_through_by_the_policy_and_no_other():
    said = {**ENOUGH, "OIDC_WAYS": "https://sts.example", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    code = (
        "from django.conf import settings as s; print(s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **said}, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[\"'self'\", 'https://login.example', 'https://sts.example']"


ENOUGH = {
    "OIDC_ISSUER": "https://login.example/realms/larkfield",
    "OIDC_CLIENT_ID": "concordat",
    "OIDC_CLIENT_SECRET": "secret",
    "OIDC_DOMAINS": "Larkfield.gov.uk, larkfield.wales",
}


def test_the_settings_of_a_provider_are_read(tmp_path):
    assert read({}) is None
    said = '{"g1": {"council": "larkfield", "duty": "clerk"}, "g2": [{"council": "mill", "duty": "chair"}]}'
    (tmp_path / "groups.json").write_text(said)
    for words in (said, str(tmp_path / "groups.json")):
        provider = read({**ENOUGH, "OIDC_GROUPS": words, "OIDC_WAYS": "https://sts.example/"})
        assert provider.domains == {"larkfield.gov.uk", "larkfield.wales"}
        assert provider.origin == "https://login.example"
        assert provider.ways == ("https://sts.example",)
        assert provider.grants == (
            Grant("g1", "larkfield", Duty.CLERK),
            Grant("g2", "mill", Duty.CHAIR),
        )


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"OIDC_ISSUER": ""}, "OIDC_ISSUER is not"),
        ({"OIDC_CLIENT_SECRET": ""}, "OIDC_CLIENT_SECRET is not"),
        ({"OIDC_ISSUER": "http://login.example"}, "begins with https"),
        ({"OIDC_ISSUER": "https://login.microsoftonline.com/common/v2.0"}, "every organisation"),
        ({"OIDC_ISSUER": "https://login.microsoftonline.com/t-1/v2.0"}, "OIDC_TENANT is not set"),
        ({"OIDC_DOMAINS": "owen@larkfield.gov.uk"}, "domains of mail"),
        ({"OIDC_SECOND_STEP": "perhaps"}, "yes or no"),
        ({"OIDC_WAYS": "sts.example; script-src *"}, "places"),
        ({"OIDC_GROUPS": "nowhere.json"}, "cannot be read"),
        ({"OIDC_GROUPS": "{"}, "cannot be read"),
        ({"OIDC_GROUPS": '{"g": {"council": "x", "duty": "king"}}'}, "not a duty"),
        ({"OIDC_GROUPS": '{"g": "clerk"}'}, "needs a council and a duty"),
    ],
)
def test_settings_that_contradict_each_other_are_refused_in_words(said, why):
    with pytest.raises(NotSettled, match=why):
        read({**ENOUGH, **said})
