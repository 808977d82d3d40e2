"""What a log may say: that something broke, and where. Never about whom.

A message may hold an address, a name or a value that a database refused ("Key (email)=(...) already exists"),
so no message of an exception is written, and no argument: its kind, and the lines of the program it passed.
"""

import json
import logging
import traceback
from datetime import UTC, datetime


class Plainly(logging.Formatter):
    """One JSON object on a line: when, how grave, from where, what, and for a fault the places it passed."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            # The message before its arguments are put in: those are what came from people.
            "what": str(record.msg) if not record.exc_info else "A fault.",
        }
        if record.exc_info and record.exc_info[0]:
            told["fault"] = record.exc_info[0].__name__
            told["passed"] = [
                f"{frame.filename.rsplit('site-packages/', 1)[-1]}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(told, ensure_ascii=False)
