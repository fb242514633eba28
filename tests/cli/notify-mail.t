#!/bin/sh
# 200 customers in three languages, with a PDF of a Chinese name, by channel-email and a real SMTP server on
# loopback: each gets one mail, to nobody else, and two parsers read in it what was drafted.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"
. "$TOP/tests/smtp.sh"

export CRM_NOW=2026-11-20T12:00:00+08:00 CRM_LIBEXEC="$BUILD/libexec"
python=/usr/bin/python3
n=200
# in memory: each notice is some dozen syncs
mem=$(mktemp -d /dev/shm/crm-test.XXXXXX 2>/dev/null) || mem=$PWD
trap '[ "$mem" = "$PWD" ] || rm -rf "$mem"; tap_end $?' EXIT
export CRM_DIR="$mem/s"
crm-store init "$CRM_DIR" --zone Asia/Shanghai >/dev/null
jq -c '.notify={from:"quality@crm.example",name:"Müller GmbH",reply_to:"claims@crm.example",
	bounce:"bounce@crm.example",unsubscribe:"mailto:stop@crm.example"} | .company={name:"Müller GmbH"}' \
	"$CRM_DIR/crm.json" >c && cat c >"$CRM_DIR/crm.json"
note=$CRM_DIR/notice/templates/note
mkdir -p "$note"
echo '{"category":"quality_information"}' >"$note/template.json"
printf 'Subject: Surface of {{customer.id}}\n\nDear {{contact.name}},\n.\nFrom now on\n' >"$note/en.txt"
printf 'Subject: Änderung der Oberflächenbeschaffenheit nach der Prüfvorschrift, die mit Ihnen vereinbart ist, für {{customer.id}}\n\nGuten Tag {{contact.name}},\nGrüße\n' >"$note/de.txt"
printf '<p>Guten Tag {{contact.name}}</p>\n' >"$note/de.html"
printf 'Subject: 表面变更 {{customer.id}}\n\n{{contact.name}}，您好\n' >"$note/zh.txt"
printf '<p>{{contact.name}}，您好</p>\n' >"$note/zh.html"

# The customers, and what each is to read: {address: {name, subject, text, html}}.
"$python" - "$n" <<'EOF2' >customers
import json, sys
NAMES = {"en": ["Ann {}", "O'Hara, Pat {}", "\"Bo\" <b{}@x> & Co"], "de": ["Jörg Groß {}", "Zoë Müller-Lüdenscheidt {}"],
         "zh-CN": ["王芳{}", "欧阳（质量部）{}"]}
SUBJECTS = {"en": "Surface of {}", "zh-CN": "表面变更 {}", "de": "Änderung der Oberflächenbeschaffenheit nach der "
            "Prüfvorschrift, die mit Ihnen vereinbart ist, für {}"}
TEXTS = {"en": "Dear {},\n.\nFrom now on\n", "de": "Guten Tag {},\nGrüße\n", "zh-CN": "{}，您好\n"}
HTML = {"en": None, "de": "<p>Guten Tag {}</p>", "zh-CN": "<p>{}，您好</p>"}
expected = {}
for i in range(int(sys.argv[1])):
    language = ("en", "de", "zh-CN")[i % 3]
    name = NAMES[language][i // 3 % len(NAMES[language])].format(i)
    address = "k%d@%s.example" % (i, ("x", "bücher")[i % 5 == 4])
    print(json.dumps({"id": "K%d" % i, "name": "Kunde %d" % i, "language": language, "channels": "email",
                      "contacts": {"a": {"contact": "a", "name": name, "role": "quality", "email": address}}}))
    escaped = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;").replace("'", "&#39;")
    expected[address] = {"name": name, "subject": SUBJECTS[language].format("K%d" % i), "text": TEXTS[language].format(name),
                         "html": HTML[language] and HTML[language].format(escaped)}
json.dump(expected, open("expected", "w"))
EOF2
crm-store import customer - <customers >/dev/null
same 'customers' "$n" "$(crm-customer list -o jsonl | wc -l)"
{
	printf '%%PDF-1.4 \001\377\r\n.\n'
	head -c 9000 "$BIN/crm-notify"
} >'尺寸报告 4711.pdf'
crm-notify draft -t note --to all --by au --attach '尺寸报告 4711.pdf' >drafts
same 'a notice each' "$n" "$(wc -l <drafts)"
crm-notify approve - --by qm <drafts >/dev/null

smtp_start
check 'all are sent' crm-notify send --commit -o jsonl
same 'and told' "$n" "$(printf '%s\n' "$out" | jq -r 'select(.what == "sent" and .code == "250") | .id' | sort -u | wc -l)"
mails >arrived
same 'each customer once' "$(jq -r 'keys[]' expected | sed 's/bücher/xn--bcher-kva/' | sort)" \
	"$(cut -d ' ' -f 1 arrived | sort)"
same 'each under its own Message-ID' "$n" "$(cut -d ' ' -f 2 arrived | sort -u | wc -l)"

# What was drafted, as a message: the texts of the draft itself, and beside them what is expected here.
crm-notify list -o jsonl >notices
"$python" - "$CRM_DIR" '尺寸报告 4711.pdf' <<'EOF2' >pairs
import glob, hashlib, json, os, sys
from email.utils import formataddr
store, pdf = sys.argv[1:]
expected = json.load(open("expected"))
mails, data = {}, open(pdf, "rb").read()
for f in glob.glob("box/new/*"):
    lines = open(f, "rb").read().decode("ascii").split("\n")
    mails[[l for l in lines if l.lower().startswith("message-id: ")][0].split(": ")[1]] = f
queued = {}
for f in glob.glob(store + "/outbox/sent/*"):
    m = json.loads(open(f, encoding="utf-8").readline())
    queued[m["id"]] = m
os.mkdir("m")
for line in open("notices", encoding="utf-8"):
    notice = json.loads(line)
    q = queued[notice["id"]]
    e = expected[q["to"]["address"]]
    draft = json.load(open(store + "/messages/" + notice["content"], encoding="utf-8"))
    for name in ("subject", "text"):
        assert draft[name] == e[name], (draft[name], e[name])
    assert (e["html"] or "") in draft.get("html", "") and ("html" in draft) == bool(e["html"]), draft.get("html")
    m = {"message_id": q["message_id"], "date": q["date"], "subject": e["subject"], "text": e["text"],
         "language": draft["language"], "to": {"address": q["to"]["address"], "name": e["name"]},
         "from": {"address": "quality@crm.example", "name": "Müller GmbH"}, "reply_to": "claims@crm.example",
         "bounce": "bounce@crm.example", "attachments": [{"name": pdf, "type": "application/pdf",
         "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}]}
    if e["html"]:
        m["html"] = draft["html"]
    json.dump(m, open("m/" + notice["id"], "w"))
    print("m/" + notice["id"], mails[m["message_id"]])
EOF2
same 'a draft each, as the templates say' "$n" "$(wc -l <pairs)"
# shellcheck disable=SC2046
same "Python's email package reads in each what was drafted" '' "$("$python" "$TOP/tests/mail.py" $(cat pairs))"
same 'none can be unsubscribed from: contract' 0 "$(cat box/new/* | grep -ci '^List-Unsubscribe')"
same 'in three languages' 'Content-Language: de
Content-Language: en
Content-Language: zh' "$(cat box/new/* | grep '^Content-Language' | sort -u)"
if npm=$(sh "$TOP/tests/npm.sh"); then
	# shellcheck disable=SC2046
	NODE_PATH=$npm/node_modules node "$TOP/tests/npm/mail.js" $(cut -d ' ' -f 2 pairs) >parsed
	sed -i 's/@xn--bcher-kva/@bücher/' parsed
	# shellcheck disable=SC2046
	same 'and so does mailparser' '' "$("$python" "$TOP/tests/mail.py" --parsed parsed $(cat pairs))"
	jq -c '.subject += "." | .attachments[0].sha256 = "0"' "$(head -n 1 parsed >p1; head -n 1 pairs | cut -d ' ' -f 1)" >m/changed
	same 'the checker finds a difference' 2 \
		"$("$python" "$TOP/tests/mail.py" --parsed parsed m/changed x | grep -cE '^(subject|attachments)')"
else
	skip 'and so does mailparser' "$npm"
fi
check 'again' crm-notify send --commit -o jsonl
same 'sends nothing more' "$n" "$(find box/new -type f | wc -l)"
smtp_stop
done_testing
