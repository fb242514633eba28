"""smtp.py MAILDIR PORTFILE: an SMTP server on loopback for tests, of aiosmtpd.

It takes a free port, writes its number to PORTFILE once it listens (so wait for that file), and ends
when the process that started it is gone, or by SIGTERM. Each mail taken is a file in MAILDIR/new, as
it came but with LF, and two lines before it: X-MailFrom and X-RcptTo, the envelope.

The recipient's local part says what happens, in words parted by "-":

    451         refused so at RCPT (any number from 400 to 599)
    451, once   the same, and taken from the second time on
    451, data   refused so after the whole mail came
    wait, 3     answered after 3 seconds
    late, 3     taken, and answered 3 seconds after that
    drop        the connection is gone when some of the mail has come

"once" goes with each of these but wait.

All other recipients are taken: 451-once@x.example, wait-3-550@x.example, anna@x.example.
"""
import asyncio
import mailbox
import os
import socket
import sys

from aiosmtpd.smtp import SMTP

TEXTS = {"451": "4.7.1 Greylisted, come again", "550": "5.1.1 No such user here",
         "552": "5.2.2 Mailbox full", "554": "5.7.1 Refused"}


def words_of(address):
    return address.split("@")[0].split("-")


class Connection(SMTP):
    """Acknowledges at once: a client that writes line by line would wait 40 ms for each mail."""

    def data_received(self, data):
        quick = getattr(socket, "TCP_QUICKACK", None)
        if quick is not None:
            self.transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, quick, 1)
        if self.envelope and not data.startswith((b"RCPT ", b"DATA\r\n")) and any(
                self.event_handler.first(a, "drop") for a in self.envelope.rcpt_tos):
            self.transport.abort()
            return
        super().data_received(data)


class Handler:
    def __init__(self, box):
        self.box = box
        self.seen = set()
        self.taken = 0

    def first(self, address, word):
        words = words_of(address)
        if word not in words or ("once" in words and address in self.seen):
            return False
        self.seen.add(address)
        return True

    async def answer(self, address, data):
        words = words_of(address)
        if not data and "wait" in words[:-1]:
            await asyncio.sleep(float(words[words.index("wait") + 1]))
        codes = [w for w in words if len(w) == 3 and w.isdigit() and w[0] in "45"]
        if not codes or ("data" in words) != data:
            return None
        if "once" in words:
            if address in self.seen:
                return None
            self.seen.add(address)
        code = codes[0]
        return "%s %s" % (code, TEXTS.get(code, "%s.0.0 Not taken" % code[0]))

    async def handle_RCPT(self, server, session, envelope, address, options):
        refused = await self.answer(address, False)
        if refused:
            return refused
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server, session, envelope):
        for address in envelope.rcpt_tos:
            refused = await self.answer(address, True)
            if refused:
                return refused
        head = "X-MailFrom: %s\nX-RcptTo: %s\n" % (
            envelope.mail_from, ", ".join(envelope.rcpt_tos))
        self.box.add(head.encode() + envelope.content.replace(b"\r\n", b"\n"))
        self.taken += 1
        for address in envelope.rcpt_tos:
            if self.first(address, "late"):
                words = words_of(address)
                await asyncio.sleep(float(words[words.index("late") + 1]))
        return "250 2.0.0 Ok: queued as T%05d" % self.taken


async def serve(folder, portfile):
    parent = os.getppid()
    handler = Handler(mailbox.Maildir(folder))
    server = await asyncio.get_running_loop().create_server(
        lambda: Connection(handler, hostname="localhost", data_size_limit=64 << 20),
        host="127.0.0.1", port=0, backlog=256)
    with open(portfile + ".tmp", "w") as f:
        f.write("%d\n" % server.sockets[0].getsockname()[1])
    os.rename(portfile + ".tmp", portfile)
    while os.getppid() == parent:
        await asyncio.sleep(0.5)


asyncio.run(serve(sys.argv[1], sys.argv[2]))
