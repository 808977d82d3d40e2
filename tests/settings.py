"""The product's own settings, in a developer's environment. Tests have no settings of their own."""

import os

os.environ["DEBUG"] = "yes"
os.environ.setdefault("DATABASE_URL", "sqlite:///")

from concordat.settings import *  # noqa: F403
