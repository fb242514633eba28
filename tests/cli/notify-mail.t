#!/bin/sh
# Customers in three languages (in long: 200), with a PDF of a Chinese name, by channel-email and a real SMTP
# server on loopback: each gets one mail, which says what was approved. What the server answers decides.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

export CRM_NOW=2026-11-20T12:00:00+08:00 CRM_LIBEXEC="$BUILD/libexec"
python=/usr/bin/python3 # the one that has Debian's packages

"$python" "$TOP/tests/smtp.py" "$PWD/box" "$PWD/port" &
server=$!
n=24
[ -z "${CRM_FAULT_LONG:-}" ] || n=200
# in memory: each notice is some dozen syncs
mem=$(mktemp -d /dev/shm/crm-test.XXXXXX 2>/dev/null) && ln -s "$mem/s" s
crm-store init "${mem:-.}/s" --zone Asia/Shanghai >/dev/null
export CRM_DIR="${mem:-$PWD}/s"
jq -c '.notify={from:"quality@crm.example",name:"Müller GmbH",reply_to:"claims@crm.example",
	bounce:"bounce@crm.example",unsubscribe:"mailto:stop@crm.example"} | .company={name:"Müller GmbH"}' s/crm.json >c && cat c >s/crm.json
mkdir -p s/notice/templates/note
echo '{"category":"quality_information"}' >s/notice/templates/note/template.json
printf 'Subject: Surface of {{customer.id}}\n\nDear {{contact.name}},\n.\nFrom now on\n' >s/notice/templates/note/en.txt
printf 'Subject: Oberfläche von {{customer.id}}\n\nGuten Tag {{contact.name}}\n' >s/notice/templates/note/de.txt
printf 'Subject: 表面变更 {{customer.id}}\n\n{{contact.name}}，您好\n' >s/notice/templates/note/zh.txt
printf '<p>{{contact.name}}，您好</p>\n' >s/notice/templates/note/zh.html

# customers FROM TO: a row a customer, the languages in turn.
customers() {
	seq "$1" "$2" | awk '{
		l = $1 % 3 == 0 ? "en" : $1 % 3 == 1 ? "de" : "zh-CN"
		n = $1 % 3 == 0 ? "Ann" : $1 % 3 == 1 ? "Jörg Groß" : "王芳"
		printf "{\"id\":\"K%d\",\"name\":\"Kunde %d\",\"language\":\"%s\",\"channels\":\"email\",\"contacts\":" \
		    "{\"a\":{\"contact\":\"a\",\"name\":\"%s %d\",\"role\":\"quality\",\"email\":\"k%d@x.example\"}}}\n", $1, $1, l, n, $1, $1
	}'
}
customers 1 "$n" | crm-store import customer - >/dev/null 2>&1 || customers 1 "$n" | crm-customer add - >/dev/null
same 'customers' "$n" "$(crm-customer list -o jsonl | wc -l)"
printf '%%PDF-1.4 \001\377\r\n.\n' >'尺寸报告 4711.pdf'
crm-notify draft -t note --to all --by au --attach '尺寸报告 4711.pdf' >drafts
same 'a notice each' "$n" "$(wc -l <drafts)"
crm-notify approve - --by qm <drafts >/dev/null

tries=0
until [ -s port ] || [ "$tries" -ge 100 ]; do
	sleep 0.1
	tries=$((tries + 1))
done
printf 'defaults\nlogfile -\naccount default\nhost 127.0.0.1\nport %s\n' "$(cat port)" >msmtprc
printf 'defaults\nlogfile -\naccount default\nhost 127.0.0.1\nport 1\n' >nobody
chmod 600 msmtprc nobody
# shellcheck disable=SC2016
printf '#!/bin/sh\nexec msmtp -C %s "$@"\n' "'$PWD/conf'" >smtp
chmod +x smtp
export CRM_SENDMAIL="$PWD/smtp"
ln -s nobody conf

run crm-notify send --commit --max 1 -o jsonl
same 'connection refused: tried later' '75 deferred' "$status $(printf '%s\n' "$out" | jq -r .what)"
ln -sf msmtprc conf
export CRM_NOW=2026-11-20T13:00:00+08:00
check 'then all are sent' crm-notify send --commit -o jsonl
same 'each gets one' "$n $n" \
	"$(find box/new -type f | wc -l) $(cat box/new/* | grep '^X-RcptTo: ' | sort -u | wc -l)"
same 'under its own Message-ID' "$n" "$(cat box/new/* | grep -i '^Message-ID: ' | sort -u | wc -l)"
"$python" - box/new s/outbox/sent <<'EOF' >pairs
import json, os, sys, glob
mails = {}
for f in glob.glob(sys.argv[1] + "/*"):
    raw = open(f, "rb").read().decode("ascii")
    mails[[l for l in raw.split("\n") if l.lower().startswith("message-id: ")][0].split(": ")[1]] = f
for i, f in enumerate(glob.glob(sys.argv[2] + "/*")):
    m = json.loads(open(f, encoding="utf-8").readline())
    m.pop("queue")
    json.dump(m, open("m%d.json" % i, "w", encoding="utf-8"))
    print("m%d.json" % i, mails[m["message_id"]])
EOF
# shellcheck disable=SC2046
same 'each mail says what was queued' "$n " "$(wc -l <pairs) $("$python" "$TOP/tests/mail.py" $(cat pairs))"
same 'in three languages' 'Content-Language: de
Content-Language: en
Content-Language: zh-CN' "$(cat box/new/* | grep '^Content-Language' | sed 's/zh$/zh-CN/' | sort -u)"
check 'again' crm-notify send --commit -o jsonl
same 'sends nothing more' "$n" "$(find box/new -type f | wc -l)"

# ---- what the server answers ----

ln -s "$BUILD/libexec/channel-test" channel-letterbox
jq -c --arg p "$PWD/channel-letterbox" '.channels={letterbox:{program:$p}}' s/crm.json >c && cat c >s/crm.json
# one ADDRESS CHANNELS: a customer and an approved notice
one() {
	crm-customer add --id "$1" --name "N $1" --channels "$3" >/dev/null
	crm-customer contact "$1" --contact a --name Ann --role quality --email "$2" --im ann >/dev/null
	crm-notify draft -t note --to "customer:$1:a" --by au -F id | jq -r .id >"$1"
	crm-notify approve "$(cat "$1")" --by qm >/dev/null
}
one X 451-once@x.example email
one Y 550@x.example email,letterbox
run crm-notify send --commit -o jsonl
same '451 is tried again, 550 falls to the next channel' '75 X email deferred 451, Y email failed 550, Y letterbox sent 250' \
	"$status $(printf '%s\n' "$out" | jq -r --arg x "$(cat X)" '"\(if .id == $x then "X" else "Y" end) \(.channel) \(.what) \(.code)"' | sort | paste -sd, | sed 's/,/, /g')"
export CRM_NOW=2026-11-20T14:00:00+08:00
check 'later' crm-notify send --commit -o jsonl
same 'it is sent' 'sent 2' "$(crm-notify status "$(cat X)" -o jsonl | jq -r '"\(.state) \(.attempts)"')"
kill "$server"
[ -z "$mem" ] || rm -rf "$mem"
done_testing
