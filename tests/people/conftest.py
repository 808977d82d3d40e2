"""The council's own provider of accounts, which runs here for as long as the test."""

import pytest
from django.core.cache import cache

from tests.people.provider import open_for_business


@pytest.fixture
def no_tries_before(db):
    cache.clear()


@pytest.fixture
def there(settings):
    """The council's provider, and Owen's account before it."""
    with open_for_business() as pretender:
        settings.OIDC = pretender.settings
        pretender.account = {"sub": "s-owen", "email": "Owen@larkfield.example", "email_verified": True}
        yield pretender
