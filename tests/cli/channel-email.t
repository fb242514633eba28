#!/bin/sh
# channel-email: what arrives is what went in; nothing reaches a header that is none; what the server
# says decides. Mail goes to a real SMTP server on loopback, by msmtp in sendmail's place.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

channel=$BUILD/libexec/channel-email
python=/usr/bin/python3 # the one that has Debian's packages

# One that keeps its operands and what it is given.
mkdir kept
cat >keep <<EOF
#!/bin/sh
printf '%s\n' "\$@" >'$PWD/kept/argv'
cat >'$PWD/kept/mail'
[ ! -e /proc/self/fd/9 ] || echo held >'$PWD/kept/lock'
EOF
chmod +x keep
CRM_SENDMAIL=$PWD/keep
export CRM_SENDMAIL

# letter FILTER: the message that the tests start from, changed by jq.
printf '%%PDF-1.4 \001\377\r\n.\nFrom me\n' >'8D 报告.pdf'
sum=$(sha256sum <'8D 报告.pdf' | cut -d ' ' -f 1)
cat >base <<EOF
{"format":1,"id":"N-2026-0001","message_id":"<n1.abc@crm.example>","attempt":1,"channel":"email",
"to":{"address":"anna@x.example","name":"王芳"},"from":{"address":"quality@crm.example","name":"Müller GmbH, Qualität"},
"reply_to":"claims@crm.example","bounce":"bounce+n1@crm.example","date":"2026-11-20T09:00:00+08:00",
"subject":"变更通知：4711-A","text":"您好：\n.\nFrom now on\n..\n再见\n","html":"<p>您好</p>\n","language":"zh-CN",
"attachments":[{"name":"8D 报告 4711.pdf","path":"$PWD/8D 报告.pdf","type":"application/pdf","sha256":"$sum",
"bytes":$(wc -c <'8D 报告.pdf')}],"headers":{"List-Unsubscribe":"<https://crm.example/u/1>, <mailto:u@crm.example>",
"Auto-Submitted":"auto-generated","X-Note":"ü =?utf-8?q?x?="},"urgency":"normal"}
EOF
letter() {
	jq -c "$1" base
}

# ---- by itself ----

check 'capabilities' "$channel" --capabilities
same 'as the contract has them' '{"channel":"email","formats":["text","html"],"attachments":true,"max_bytes":18874368,"receipts":false,"confidential":true,"in_doubt":"resend"}' "$out"
check 'help' "$channel" -h
like 'begins with the usage' '^usage: channel-email ' "$out"
check_status 2 'an unknown option is a usage error' "$channel" --send
check_status 2 'and an operand' "$channel" anna@x.example

letter . >m
run "$channel" <m
same 'sent, by a sendmail that says nothing' '0 {"status":"sent","code":"exit 0"}' "$status $out"
same 'its operands: no -t, the address after --' '-i
-f
bounce+n1@crm.example
--
anna@x.example' "$(cat kept/argv)"
same 'the mail is what went in' '' "$("$python" "$TOP/tests/mail.py" m kept/mail)"
cp kept/mail first
letter '.attempt = 2 | .id = "N-2026-0009"' >m
run "$channel" <m
same_file 'the next attempt has the same bytes' first kept/mail
letter '.message_id = "<n2.abc@crm.example>"' >m
run "$channel" <m
same 'another message has other boundaries' 0 "$(grep '^--=_' first | sort -u | grep -cFf - kept/mail)"
letter 'del(.bounce)' | "$channel" >got
same 'bounces go to the sender where nothing else is said' quality@crm.example "$(sed -n 3p kept/argv)"
exec 9>lock
letter . | "$channel" >got
exec 9>&-
same 'a lock that we were given is held by sendmail too' held "$(cat kept/lock)"

# ---- what arrives ----

"$python" "$TOP/tests/smtp.py" "$PWD/box" "$PWD/port" &
server=$!
tries=0
until [ -s port ] || [ "$tries" -ge 100 ]; do
	sleep 0.1
	tries=$((tries + 1))
done
same 'the server listens' yes "$([ -s port ] && echo yes)"
printf 'defaults\nlogfile -\naccount default\nhost 127.0.0.1\nport %s\n' "$(cat port)" >msmtprc
chmod 600 msmtprc
# shellcheck disable=SC2016
printf '#!/bin/sh\nexec msmtp -C %s "$@"\n' "'$PWD/msmtprc'" >smtp
chmod +x smtp

long=$(printf '%01000d' 0)
letter '.subject = ("Änderung der Prüfvorschrift 😀👩‍🏭 变更通知 " * 30)
	| .to = {address: "hans.o'\''hara+x@bücher.example", name: "王小明（质量部）\"Q\" <x@y> \\ Zoë"}
	| .text = "'"$long"'\n.\n.x\nFrom me\n>From\nend with blank \n\tTab\t\n=3D =\n"
	| .html = "<p>Grüße &amp; mehr</p>\n" + ("ä" * 1000) + "\n" | .headers["X-Long"] = "'"$long"'"
	| .headers["List-Id"] = "<" + ("a" * 900) + "@x.example>"' >a
letter 'del(.html, .attachments, .headers, .reply_to, .language, .from.name, .to.name)
	| .subject = ("x" * 300) | .text = "one\r\n\r\ntwo"
	| .date = "2026-02-28T23:59:59-05:30"' >b
letter 'del(.text) | .subject = "" | .to.name = "=?utf-8?q?x?=" | .from.name = "Q  Two  Blanks "
	| .attachments[0].name = ("很长的名字" * 12 + " %41 \"q\" \\ =?.pdf")
	| .attachments += [.attachments[0] | .name = "plain.dat" | .type = "message/rfc822"]
	| .attachments += [.attachments[0] | .name = "a,b;c.csv" | .type = "text/csv; charset=utf-8"]' >c
CRM_SENDMAIL=$PWD/smtp
for m in a b c; do
	run "$channel" <$m
	same "$m: taken, and the server's number is told" '0 sent 250 yes' \
		"$status $(printf '%s\n' "$out" | jq -r '"\(.status) \(.code) \(if .provider_id | test("^T0000[0-9]$") then "yes" else . end)"')"
	for f in box/new/*; do
		mv "$f" $m.mail
	done
done
same 'the envelope is bounce and address' "X-MailFrom: bounce+n1@crm.example
X-RcptTo: hans.o'hara+x@xn--bcher-kva.example" "$(head -n 2 a.mail)"
jq -c '.attachments[1].type = "application/octet-stream"' c >c.json
same "Python's email package reads what went in" '' \
	"$("$python" "$TOP/tests/mail.py" a a.mail b b.mail c.json c.mail)"
same 'the checker finds a difference' 1 "$("$python" "$TOP/tests/mail.py" b a.mail | grep -c '^Subject: ')"
same 'half an hour in a zone' 'Date: Sat, 28 Feb 2026 23:59:59 -0530' "$(grep ^Date: b.mail)"

# Letters at random, always the same ones.
mkdir many
"$python" - "$PWD" <<'EOF'
import json, random, sys
random.seed(7)
marks = ["ä", "ß", "中", "文", "。", "😀", "👩‍🏭", "é", "=", "?", "=?", "?=", "_", "%", '"', "\\", ",", ";", "<", ">",
         "@", "(", ")", ".", "From ", "a", "B", "7", " ", "  ", "word ", "Wort ", "\u2028", "\u00a0", "\u3000"]
some = lambda n, more=(): "".join(random.choice(marks + list(more)) for _ in range(random.randrange(n)))
base = json.load(open("base", encoding="utf-8"))
for i in range(25):
    m = dict(base, subject=some(80), text=some(400, ["\n", "\n.", "\r\n", "\t", "\n\n"]), message_id="<n%d@x.example>" % i)
    m["html"] = some(200, ["\n", "\n."])
    m["to"] = {"address": "anna@x.example", "name": some(20).replace("=?", "") + "x"}
    m["headers"] = {"X-Any": some(40) + "x"}
    m["attachments"] = [dict(a, name="n" + some(40) + ".pdf") for a in base["attachments"] * 2]
    json.dump(m, open("many/%d.json" % i, "w"))
EOF
CRM_SENDMAIL=$PWD/keep
: >pairs
for f in many/*.json; do
	"$channel" <"$f" >>many.out && mv kept/mail "$f.mail" && printf '%s\n' "$f" "$f.mail" >>pairs
done
same 'all are sent' 25 "$(grep -c '"sent"' many.out)"
# shellcheck disable=SC2046
same 'and read as they went in' '' "$("$python" "$TOP/tests/mail.py" $(cat pairs))"

if npm=$(sh "$TOP/tests/npm.sh"); then
	NODE_PATH=$npm/node_modules
	export NODE_PATH
	for m in a c; do
		sed 1,2d $m.mail >$m.as-sent
	done
	run node "$TOP/tests/npm/mail.js" a.as-sent c.as-sent
	printf '%s\n' "$out" >actual
	for f in a c.json actual; do
		jq -S '{message_id, to: .to.name, from: .from.name, subject: (.subject // ""), html,
			date: (.date | sub("T09:00:00\\+08:00"; "T01:00:00Z")),
			attachments: [.attachments[] | [.name, (.type | sub(";.*"; "")), .bytes, .sha256]]}' $f
	done >seen
	same 'mailparser reads the same' "$(head -n $(($(wc -l <seen) / 2)) seen)" \
		"$(tail -n $(($(wc -l <seen) / 2)) seen)"
else
	skip 'mailparser reads the same' "$npm"
fi

# ---- outcomes ----

CRM_SENDMAIL=$PWD/smtp
# outcome ADDRESS: exit status, status and code.
outcome() {
	sed "s/anna@x.example/$1/" base >m
	run "$channel" <m
	echo "$status $(printf '%s\n' "$out" |
		sed 's/^{"status":"\([a-z]*\)",\("provider_id":"[^"]*",\)*"code":"\([^"]*\)".*/\1 \3/')"
}
same '451 is deferred' '75 deferred 451' "$(outcome 451@x.example)"
same '550 is failed' '67 failed 550' "$(outcome 550@x.example)"
same '552 after the data is failed, whatever the exit status' '67 failed 552' "$(outcome 552-data@x.example)"
same '452 after the data is deferred' '75 deferred 452' "$(outcome 452-data@x.example)"
letter '.to.address = "550@x.example"' | "$channel" >got
same "the server's words are told" '550 5.1.1 No such user here' "$(jq -r .detail got)"
sed -i '/logfile/d' msmtprc
same 'without a log line its message is read' '67 failed 550' "$(outcome 550@x.example)"
LC_ALL=de_DE.UTF-8 LANGUAGE=de
export LC_ALL LANGUAGE
same 'in every language of ours' '75 deferred 451' "$(outcome 451@x.example)"
LC_ALL=C.UTF-8
unset LANGUAGE
CRM_SENDMAIL_TIMEOUT=1
export CRM_SENDMAIL_TIMEOUT
same 'one that takes too long is ended: deferred' '75 deferred timeout' "$(outcome wait-9@x.example)"
unset CRM_SENDMAIL_TIMEOUT
kill "$server"
wait "$server" 2>/dev/null
same 'connection refused is deferred' '75 deferred exit 75' "$(outcome anna@x.example)"
CRM_SENDMAIL=$PWD/missing
same 'no sendmail is deferred, and told apart' '69 deferred no_sendmail' "$(outcome anna@x.example)"
CRM_SENDMAIL=keep
same 'nor is it searched for' '69 deferred no_sendmail' "$(outcome anna@x.example)"

# A sendmail that does as it is told.
CRM_SENDMAIL=$PWD/told
told() {
	printf '#!/bin/sh\n%s\n' "$1" >told
	chmod +x told
	outcome anna@x.example
}
for code in 64 65 66 67 70 73 76 77 78; do
	same "exit status $code is failed" "$code failed exit $code" "$(told "cat >/dev/null; exit $code")"
done
for code in 1 68 69 71 72 74 75; do
	same "exit status $code is deferred" "75 deferred exit $code" "$(told "cat >/dev/null; exit $code")"
done
# shellcheck disable=SC2016
same 'it ends by SIGPIPE, as programs do' '0 sent exit 0 141' \
	"$(told 'cat >/dev/null; (yes 2>&1 || echo $? >kept/pipe) | head -n 1') $(cat kept/pipe)"
# shellcheck disable=SC2016
same 'killed is deferred' '75 deferred signal 9' "$(told 'kill -9 $$')"
same 'a reply shown in any text is read' '67 failed 554' \
	"$(told 'cat >/dev/null; echo "<anna@x.example>... 554 5.7.1 Refused" >&2; exit 69')"
same 'the log-in refused is not the message refused' '75 deferred 535' \
	"$(told 'cat >/dev/null; echo "smtpstatus=535 smtpmsg='\''535 5.7.8 no'\'' exitcode=EX_NOPERM"; exit 77')"
same 'numbers that are no reply are none' '75 deferred exit 75' \
	"$(told 'cat >/dev/null; echo "smtpstatus=0 port 5505 at 550 5 smtpstatus=" >&2; exit 75')"
printf '#!/bin/sh\ncat >/dev/null\nprintf "a\\033[31m\\377\\nb\\n"\nexit 75\n' >told
letter . | "$channel" >got
same 'what it says is told in visible letters, its first line' 'a\u{1B}[31m\x{FF}' "$(jq -r .detail got)"
head -c 300000 /dev/urandom >large
letter ".attachments[0].path = \"$PWD/large\" | .attachments[0].bytes = 300000
	| .attachments[0].sha256 = \"$(sha256sum <large | cut -d ' ' -f 1)\"" >m
printf '#!/bin/sh\nexec <&-\nexit 0\n' >told
run "$channel" <m
same 'one that does not read it has not sent it' 75 "$status"
like 'and that is told' '"code":"unread"' "$out"
CRM_SENDMAIL=$PWD/keep
run "$channel" <m
same 'a large one is handed over whole' '' "$("$python" "$TOP/tests/mail.py" m kept/mail)"
check_status 74 'a result that cannot be printed' sh -c "\"\$1\" <m >/dev/full" - "$channel"

# ---- what is refused, before anything is sent ----

ln -s '8D 报告.pdf' link
mkfifo fifo
cat >bad.jq <<'EOF'
def bad(code; f): f | "\(code)\t\(tojson)";
def head(h): .headers = h;
def att(f): . as $m | .attachments[0] | f | . as $a | $m | .attachments[0] = $a;
bad("bad_header"; .subject = ("a\r\nBcc: b@x.example", "a\nb", "a\rb", "a\tb", "a\u001fb", "a\u007f", "a\u0085b")),
bad("bad_header"; .to.name = "a\nBcc: b@x.example"),
bad("bad_header"; .from.name = "a\rb"),
bad("bad_header"; head({"X-A": ("a\r\nBcc: b@x.example", "a\nb", "  ", "")})),
bad("bad_header"; head({"X-A: a\r\nBcc": "b"}, {"X A": "b"}, {"X-Ä": "b"}, {"": "b"}, {"X:": "b"}, {("X" * 77): "a"})),
bad("bad_header"; head({"Bcc": "b@x.example"}, {"cc": "b@x.example"}, {"to": "b@x.example"}, {"subject": "b"},
	{"content-type": "text/html"}, {"Resent-To": "b@x.example"}, {"X-A": "a", "x-a": "b"})),
bad("bad_header"; head({"List-Unsubscribe": ("<https://bücher.example>", "<" + ("a" * 990) + ">")})),
bad("bad_header"; .message_id = ("a@x.example", "<a>", "<a b@x.example>", "<a@x.example>\nBcc: b",
	"<" + ("a" * 300) + "@x>")),
bad("bad_header"; .language = ("zh\nX: y", "zh CN", "")),
bad("bad_address"; .to.address = ("-oQ/tmp@x.example", "-f", "a@x.example, b@x.example", "a@x.example b@x.example",
	"a@x.example\nBcc: b@x.example", "a@x.example\r", "Anna <a@x.example>", "<a@x.example>", "a", "a@", "@x.example",
	"", "a..b@x.example", ".a@x.example", "a.@x.example", "a@-x.example", "a@x-.example", "a@x..example",
	"a@x.example.", "a b@x.example", "a@b@x.example", "a@x_y.example", "\"a\"b@x.example", "\"a\\\"@x.example",
	"a@[x y]", "a@[]", "王@x.example", ("a" * 65) + "@x.example", "a@" + ("a" * 64) + ".example",
	"a@" + ("a.a" * 90), "a(b)@x.example", " a@x.example", "a@x.example|cat", "a@x/y", "a@x.example\u0001")),
bad("bad_address"; .bounce = ("-x@y.example", "", "a@x.example\nb")),
bad("bad_address"; .reply_to = "a@x.example,b@x.example"),
bad("bad_address"; .from.address = "a"),
bad("bad_attachment"; att(.sha256 |= "0" + .[1:] + "0")),
bad("bad_attachment"; att(.bytes += (1, -1))),
bad("bad_attachment"; att(.path = ($dir, "\($dir)/fifo", "\($dir)/link", "8D 报告.pdf", "/dev/null", "/dev/zero"))),
bad("no_attachment"; att(.path = "\($dir)/none")),
bad("bad_attachment"; att(.name = ("", "../x", "a\nb", "a\u0001", "x" * 256))),
bad("bad_attachment"; att(.type = ("pdf", "a/b\nX: y", "a/", "/b", "a/b; name=c", "a/b; charset=\"c", "a b/c"))),
bad("too_large"; att(.bytes = (18874369, 9007199254740991))),
bad("bad_message"; delpaths(([["subject"]], [["to"]], [["from"]], [["date"]], [["message_id"]], [["format"]],
	[["to", "address"]], [["text"], ["html"]], [["attachments", 0, "sha256"]]))),
bad("bad_message"; .format = (2, "1", 1.5)),
bad("bad_message"; .channel = "sms"),
bad("bad_message"; .subject = ("a\u0000b", 1, ["a"])),
bad("bad_message"; .text = 1),
bad("bad_message"; .date = ("2026-11-20", "x")),
bad("bad_message"; .attachments = ({"a": 1}, [1])),
bad("bad_message"; .headers = (["a"], {"X-A": 1})),
bad("bad_message"; att(.bytes = ("1", -1, 1.5, null))),
bad("bad_message"; .encrypt = "a"),
bad("bad_message"; [.]),
bad("bad_key"; .encrypt = {"key": ("abc", "anna@x.example", "--output=x", "0" * 39, "g" * 40)})
EOF
check 'the refused ones are made' jq -r --arg dir "$PWD" -f bad.jq base
cp "$tap_dir/out" rows
printf 'bad_message\t%s\n' '{"format":1' 'nothing' '' '{}{}' >>rows
rm -f kept/*
tab=$(printf '\t')
while IFS=$tab read -r code row; do
	printf '%s\n' "$row" >m
	run "$channel" <m
	printf '%s %s %s\n' "$code" "$status" "$out"
done <rows >refused
same 'all are there' yes "$([ "$(wc -l <refused)" -gt 100 ] && echo yes)"
same 'each is refused, with 65 and its word' '' \
	"$(grep -nvE '^([a-z_]+) 65 \{"status":"failed","code":"\1","detail":"[^"\\]' refused)"
same 'no value is repeated' '' "$(grep -E 'x\.example|Bcc:' refused)"
same 'and sendmail was never called' '' "$(ls kept)"
{
	printf '{"text":"'
	head -c 18874369 /dev/zero | tr '\0' x
	printf '",'
	sed '1s/^{//; s/"text":"[^"]*",//' base
} >m
run "$channel" <m
like 'a text that is too large' '"code":"too_large"' "$out"

# Addresses that are some.
jq -r '("a+b@x.example", "o'\''hara@x.example", "\"a, b\"@x.example", "a@localhost", "a@[127.0.0.1]", "a@[IPv6:::1]",
	"{a}|b%c/d@x.example", ("a" * 64) + "@x.example", "a@" + ("a" * 63) + ".example") as $a
	| .to.address = $a | "\($a)\t\(tojson)"' base >good
while IFS=$tab read -r address row; do
	printf '%s\n' "$row" >m
	if ! "$channel" <m >got || [ "$address" != "$(sed -n 5p kept/argv)" ]; then
		cat m got
	fi
done <good >wrong
same 'one addr-spec of any sort is taken as it is' '' "$(cat wrong)"

# ---- sealed ----

GNUPGHOME=$PWD/keys
export GNUPGHOME
mkdir -m 700 keys
new_key() {
	# shellcheck disable=SC2086
	gpg --batch --quiet --pinentry-mode loopback --passphrase '' $3 --quick-generate-key \
		"$1" future-default default "$2" 2>>keys.log
}
print_of() {
	gpg --batch --with-colons --list-keys "$1" 2>>keys.log | awk -F: '/^fpr/ { print $10; exit }'
}
new_key 'Anna <anna@x.example>' never
echo "$(print_of anna@x.example):2:" | gpg --batch --quiet --import-ownertrust 2>>keys.log # of a stranger
new_key 'Old <old@x.example>' 1y '--faked-system-time 20200101T000000'
letter ".encrypt.key = \"$(print_of anna@x.example)\"" >m
run "$channel" <m
same 'sealed and sent' '0 {"status":"sent","code":"exit 0"}' "$status $out"
same 'gpg opens it, and all is within' '' "$("$python" "$TOP/tests/mail.py" --sealed 加密邮件 m kept/mail)"
same 'nothing of it can be read outside' 0 "$(grep -cE '4711|text/|pdf|zh-CN' kept/mail)"
for language in de-AT:'Verschlüsselte Nachricht' fr:'Encrypted message'; do
	letter ".encrypt.key = \"$(print_of anna@x.example)\" | .language = \"${language%%:*}\" | del(.attachments, .html)" >m
	"$channel" <m >got
	same "the subject says nothing, in ${language%%:*}" '' \
		"$("$python" "$TOP/tests/mail.py" --sealed "${language#*:}" m kept/mail)"
done
rm kept/mail
for key in "$(print_of old@x.example)" 0123456789012345678901234567890123456789; do
	letter ".encrypt.key = \"$key\"" >m
	run "$channel" <m
	like 'a key that is expired or not there: failed' '^\{"status":"failed","code":"encrypt_failed"' "$out"
done
letter ".encrypt.key = \"$(print_of anna@x.example)\"" >m
run env GNUPGHOME=/nonexistent "$channel" <m
like 'no keyring: failed' '^\{"status":"failed","code":"encrypt_failed"' "$out"
same 'and none was sent in clear' no "$([ -e kept/mail ] || echo no)"
gpgconf --kill all
done_testing
