"""A mail server on loopback with a bad day: each connection meets the next of its moods."""

import re
import socket
import socketserver
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, repeat

KEY = re.compile(r"Message-ID: <([\w-]+)@", re.IGNORECASE)


class Post:
    """What arrived, by Message-ID, in the order in which it came."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.arrived: list[tuple[str, str]] = []


@contextmanager
def a_mail_server(moods: Sequence[str]) -> Iterator[Post]:
    """moods   for each connection, the next one, and "well" ever after:

    "gone"        hangs up before a word is said
    "busy"        421: come again later
    "no such"     450 to whoever it is for
    "full"        452 after the whole e-mail was sent: not kept
    "forgets"     keeps the e-mail, and hangs up before it says so
    "well"        keeps it and says so
    """
    mood_of = chain(moods, repeat("well"))
    lock = threading.Lock()

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with lock:
                mood = next(mood_of)
            with suppress(OSError):
                self.talk(mood)

        def say(self, words: str) -> None:
            self.wfile.write(f"{words}\r\n".encode())

        def talk(self, mood: str) -> None:
            if mood == "gone":
                return
            self.say("421 busy" if mood == "busy" else "220 here")
            while line := self.rfile.readline():
                word = line[:4].decode("ascii", "replace").upper()
                if word == "RCPT" and mood == "no such":
                    self.say("450 not now")
                elif word == "DATA":
                    self.say("354 go on")
                    letter = b""
                    while (line := self.rfile.readline()) not in {b".\r\n", b""}:
                        letter += line
                    if mood == "full":
                        self.say("452 no room")
                        continue
                    text = letter.decode()
                    post.arrived.append((KEY.search(text)[1], text))
                    if mood == "forgets":
                        self.connection.shutdown(socket.SHUT_RDWR)
                        return
                    self.say("250 kept")
                elif word == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 yes")

    socketserver.ThreadingTCPServer.allow_reuse_address = True
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads = True
        post = Post(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield post
        finally:
            server.shutdown()
            thread.join()
