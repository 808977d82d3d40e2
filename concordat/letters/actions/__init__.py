"""Everything that can be done with letters. A room sends them from its own actions, in plain sight."""

from concordat.letters.actions.delivering import Delivered, deliver_due, try_again
from concordat.letters.actions.reading import mark_all_read, mark_read
from concordat.letters.actions.sending import forget, send, send_many

__all__ = [
    "Delivered",
    "deliver_due",
    "forget",
    "mark_all_read",
    "mark_read",
    "send",
    "send_many",
    "try_again",
]
