"""The edition of the promise that a wave makes. Its words are in `templates/surveys/promise.html`.

Change both together: a wave keeps the edition that it was launched with.
"""

EDITION = "2026-1"
