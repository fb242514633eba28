"""mail.py [--sealed SUBJECT] {MESSAGE.json MAIL}...: is the mail what channel-email was told to send?
mail.py --parsed LINES {MESSAGE.json MAIL}...: the same of what tests/npm/mail.js made of the mails.

Parses MAIL with Python's email package and prints a line for each difference: headers, names, texts,
attachments, and what the bytes must hold to (RFC 5322: lines; RFC 2047: encoded-words). --sealed: the
mail has the neutral SUBJECT and nothing readable; gpg decrypts it, and the parts are compared then.
"""
import email
import email.policy
import hashlib
import json
import re
import subprocess
import sys
from datetime import datetime
from email.header import decode_header, make_header

DIFFERENT = []


def same(what, expected, actual):
    if expected != actual:
        DIFFERENT.append("%s: expected %r, got %r" % (what, expected, actual))


def check_bytes(raw):
    same("bytes beyond ASCII", [], [b for b in raw if b > 126 or (b < 32 and b not in (9, 10))][:5])
    head = raw.split(b"\n\n", 1)[0].split(b"\n")
    for i, line in enumerate(raw.split(b"\n")):
        same("line %d is longer than 998" % i, True, len(line) <= 998)
        same("line %d is like another's" % i, False, line.startswith((b".", b"From ")))
    for line in head:
        words = re.findall(rb"=\?utf-8\?[^? ]*\?[^? ]*\?=", line, re.I)
        same("words of at most 75", [], [w for w in words if len(w) > 75])
        same("lines with words of at most 76", True, not words or len(line) <= 76)
        same("folded at 78: %r" % line, True, len(line) <= 78 or b" " not in line[1:].split(b": ", 1)[-1])
    for line in raw.split(b"\n\n", 1)[1].split(b"\n"):
        same("body line of 78: %r" % line, True, len(line) <= 78)


def text_of(s):
    s = s.replace("\r\n", "\n")
    return s if s.endswith("\n") or not s else s + "\n"


def person(what, expected, header, raw):
    same(what, 1, len(header.addresses))
    a = header.addresses[0]
    local, host = expected["address"].rsplit("@", 1)
    address = local + "@" + host.encode("idna").decode()
    same(what, address, a.addr_spec)
    if "=?" in raw:  # email.policy (3.11) puts a blank between two words of a phrase
        same(what, "%s <%s>" % (expected.get("name", ""), address), str(make_header(decode_header(raw))))
    else:
        same(what, expected.get("name", ""), a.display_name)


def check_headers(m, mail, plain, subject):
    same("Subject", subject, mail["Subject"])
    person("From", m["from"], mail["From"], plain["From"])
    person("To", m["to"], mail["To"], plain["To"])
    same("Reply-To", m.get("reply_to"), mail["Reply-To"] and mail["Reply-To"].addresses[0].addr_spec)
    same("Message-ID", m["message_id"], mail["Message-ID"])
    same("Date", datetime.fromisoformat(m["date"]), mail["Date"].datetime)
    for name, value in m.get("headers", {}).items():
        same(name, value, mail[name])
    for name in ("To", "From", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"):
        same("number of " + name, 1, len(mail.get_all(name, [])))
    same("Bcc, Cc", [], mail.get_all("Bcc", []) + mail.get_all("Cc", []))


def check_parts(m, mail):
    for part in mail.walk():
        same("defects", [], part.defects + [d for h in part.values() for d in h.defects])
    for kind, name in (("plain", "text"), ("html", "html")):
        body = mail.get_body((kind,))
        same(name, text_of(m[name]) if name in m else None, body and text_of(body.get_content()))
        if body:
            same("language of " + name, m.get("language"), body["Content-Language"])
    got = []
    for a in mail.iter_attachments():
        data = a.get_payload(decode=True)
        got.append([a.get_filename(), a.get_content_type(), len(data), hashlib.sha256(data).hexdigest()])
        same("name in Content-Type", a.get_filename(), a.get_param("name") and
             email.utils.collapse_rfc2231_value(a.get_param("name")))
        same("disposition", "attachment", a.get_content_disposition())
    same("attachments", [[a["name"], a.get("type", "application/octet-stream").split(";")[0],
                          a["bytes"], a["sha256"]] for a in m.get("attachments", [])], got)


def opened(raw, mail):
    same("sealed type", ("multipart/encrypted", "application/pgp-encrypted"),
         (mail.get_content_type(), mail.get_param("protocol")))
    parts = [p for p in mail.iter_parts()]
    same("sealed parts", ["application/pgp-encrypted", "application/octet-stream"],
         [p.get_content_type() for p in parts])
    same("version", b"Version: 1", parts[0].get_payload(decode=True).strip())
    return subprocess.run(["gpg", "--batch", "--quiet", "--decrypt"], check=True, stdout=subprocess.PIPE,
                          input=parts[1].get_payload(decode=True)).stdout


def check(message, path, subject):
    m = json.load(open(message, encoding="utf-8"))
    raw = open(path, "rb").read()
    if raw.startswith(b"X-MailFrom: "):  # what tests/smtp.py puts before it
        mail_from, rcpt_to, raw = raw.split(b"\n", 2)
        local, host = m["to"]["address"].rsplit("@", 1)
        address = local + "@" + host.encode("idna").decode()
        same("envelope", ("X-MailFrom: " + m.get("bounce", m["from"]["address"]), "X-RcptTo: " + address),
             (mail_from.decode(), rcpt_to.decode()))
    check_bytes(raw)
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    check_headers(m, mail, email.message_from_bytes(raw), subject or m["subject"])
    if subject:
        inner = opened(raw, mail)
        mail = email.message_from_bytes(inner, policy=email.policy.default)
        check_bytes(inner.replace(b"\r\n", b"\n"))
        same("subject inside", m["subject"], mail["Subject"])
    check_parts(m, mail)


def check_parsed(path, messages):
    """A line a mail, in any order."""
    read = {}
    for line in open(path, encoding="utf-8"):
        one = json.loads(line)
        read[one["message_id"]] = one
    same("mails", len(messages), len(read))
    for message in messages:
        m = json.load(open(message, encoding="utf-8"))
        one = read.get(m["message_id"])
        if one is None:
            same("mailparser has read", m["message_id"], None)
            continue
        for name in ("subject", "to", "from"):
            same(name, m[name], one[name])
        for name in ("text", "html"):
            same(name, text_of(m.get(name, "")), text_of(one.get(name) or ""))
        same("date", datetime.fromisoformat(m["date"]), datetime.fromisoformat(one["date"].replace("Z", "+00:00")))
        same("attachments", [[a[k] for k in ("name", "type", "bytes", "sha256")] for a in m["attachments"]],
             [[a[k] for k in ("name", "type", "bytes", "sha256")] for a in one["attachments"]])


def main():
    args = sys.argv[1:]
    subject = None
    if args[0] == "--sealed":
        subject = args[1]
        args = args[2:]
    if args[0] == "--parsed":
        check_parsed(args[1], args[2::2])
    else:
        for message, path in zip(args[::2], args[1::2]):
            check(message, path, subject)
    print("\n".join(DIFFERENT[:20]), end="")


main()
