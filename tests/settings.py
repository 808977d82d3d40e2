"""The product's own settings, in a developer's environment. Tests have no settings of their own."""

import os
from pathlib import Path

os.environ["DEBUG"] = "yes"
os.environ.setdefault("DATABASE_URL", "sqlite:///")
Path("var/static").mkdir(parents=True, exist_ok=True)  # whitenoise warns where it is missing

from concordat.settings import *  # noqa: E402, F403 - all of them, once the environment is set
