"""The product's own settings, with the addresses of `benchmarks/beside.py`."""

from concordat.settings import *  # noqa: F403 - all of them

ROOT_URLCONF = "benchmarks.beside"
