from datetime import UTC, datetime

import pytest
from django.template import engines

from concordat.letters import actions
from concordat.letters.actions import sending

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

# As a room would keep them among its own templates.
TEMPLATES = {
    "notice.txt": """{% autoescape off %}About {{ about }}

Dear {{ to }},

The answer is "yes".
{% endautoescape %}""",
    "invitation.txt": """{% autoescape off %}You are invited to the health check

Dear {{ to }},

{{ secret }}

This link is yours alone.
{% endautoescape %}""",
    # In words of which there is Welsh.
    "begin.txt": """{% load i18n %}{% autoescape off %}{% translate "Start" %}

{% blocktranslate %}Dear {{ to }},{% endblocktranslate %}

{{ secret }}
{% endautoescape %}""",
}


@pytest.fixture(autouse=True)
def templates(monkeypatch):
    def get_template(name):
        return engines["django"].from_string(TEMPLATES[name])

    monkeypatch.setattr(sending, "get_template", get_template)


@pytest.fixture
def notice(amara):
    """A letter to Amara that lies on her page; its e-mail waits."""
    actions.send(to=amara, letter="notice.txt", about="B7", at=NOON)


@pytest.fixture
def in_two_languages(amara, larkfield):
    """A letter that says the same in English and in Welsh, with a secret in it."""
    actions.send_many(
        letters=[(amara, "https://here.example/a/5up3r53cr3t")],
        letter="begin.txt",
        about=larkfield,
        at=NOON,
        languages=("en-gb", "cy"),
    )


@pytest.fixture
def invitation(amara, larkfield):
    """A letter with a secret in it."""
    actions.send(
        to=amara,
        letter="invitation.txt",
        about=larkfield,
        at=NOON,
        secret="https://here.example/a/5up3r53cr3t",
    )
