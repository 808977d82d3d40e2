"""No log may hold the address of a sort: beside the line's time it would be a name."""

import logging

ADDRESS = "/sort/"


class NoSorts(logging.Filter):
    """Lets no line pass that names the address of a sort. Of one that broke, it says only that."""

    def filter(self, record: logging.LogRecord) -> bool:
        if ADDRESS not in record.getMessage():
            return True
        if record.levelno < logging.ERROR:
            return False
        # The trace says where it broke. Django's own line, and the request, would say with which code.
        record.msg, record.args = "A sorting page broke.", ()
        record.__dict__.pop("request", None)
        return True
