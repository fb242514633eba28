#!/bin/sh
# What leaves is for its reader alone: mail to a contact with a key is encrypted, or not sent; no secret and no
# text is on a command line, in an environment, a message of ours or the journal; who may be asked to stop is told how.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

export CRM_NOW=2026-11-20T12:00:00+08:00 CRM_LIBEXEC="$BUILD/libexec" CRM_DIR="$PWD/s"
export GNUPGHOME="$PWD/keys" SMTP_PASSWORD=pass-4Qx7
crm-store init s --zone Asia/Shanghai >/dev/null
jq -c '.notify={from:"quality@crm.example",name:"Müller GmbH",unsubscribe:"https://crm.example/stop?c=1"}' \
	s/crm.json >c && cat c >s/crm.json
mkdir -p s/notice/templates
cat >s/notice/categories.json <<'E'
{"contract": {"urgency": "normal", "basis": "contract", "role": "quality", "template": "contract"},
 "courtesy": {"urgency": "normal", "basis": "courtesy", "role": "quality", "template": "courtesy"},
 "survey": {"urgency": "normal", "basis": "survey", "role": "quality", "template": "survey"},
 "marketing": {"urgency": "normal", "basis": "marketing", "role": "quality", "template": "marketing"}}
E
for basis in contract courtesy survey marketing; do
	mkdir "s/notice/templates/$basis"
	echo "{\"category\":\"$basis\"}" >"s/notice/templates/$basis/template.json"
	printf 'Subject: Preise topsubject\n\nGuten Tag {{contact.name}}\ntoptext ü\n' >"s/notice/templates/$basis/de.txt"
done
# customer ID ADDRESS [KEY]
customer() {
	crm-customer add --id "$1" --name "N $1" --language de --channels email >/dev/null
	crm-customer contact "$1" --contact a --name "Anna $1" --role quality --email "$2" ${3:+--key "$3"} >/dev/null
}
# notice TEMPLATE CUSTOMER [OPTION...]: its id, approved.
notice() {
	t=$1 to=$2
	shift 2
	crm-notify draft -t "$t" --to "customer:$to:a" --by au -F id "$@" >drafted
	crm-notify approve - --by qm <drafted >/dev/null 2>>approved && jq -r .id drafted
}

# A sendmail that keeps the mail, and of itself and all that it comes from the command line and environment.
mkdir kept
cat >keep <<'E'
#!/bin/sh
cd "${0%/*}/kept" || exit 75
pid=$$
while [ "$pid" -gt 1 ] && [ -r "/proc/$pid/environ" ]; do
	tr '\0' ' ' <"/proc/$pid/cmdline" | grep -a 'crm-notify\|channel-\|keep' >>argv || break
	case $(tr '\0' ' ' <"/proc/$pid/cmdline") in
	*channel-* | *keep*) tr '\0' '\n' <"/proc/$pid/environ" >>environ ;;
	esac
	pid=$(sed -n 's/^PPid:[[:blank:]]*//p' "/proc/$pid/status")
done
for last; do :; done
cat >"$last"
E
chmod +x keep
export CRM_SENDMAIL="$PWD/keep"

# ---- encrypted ----

mkdir -m 700 keys
gpg --batch --quiet --pinentry-mode loopback --passphrase '' --quick-generate-key \
	'Anna <anna@x.example>' future-default default never 2>keys.log
key=$(gpg --batch --with-colons --list-keys anna@x.example 2>>keys.log | awk -F: '/^fpr/ { print $10; exit }')
like 'there is a key' '^[0-9A-F]{40}$' "$key"
printf '%%PDF-1.4 topfile \001\377\r\n.\n' >'报价 top.pdf'
customer A anna@x.example "$key"
a=$(notice contract A --attach '报价 top.pdf')
trace='strace -f -qq -v -s 100000 -e trace=execve -o trace'
$trace true 2>/dev/null || trace=
# shellcheck disable=SC2086
check 'to a contact with a key: sent' $trace crm-notify send --commit -o jsonl
printf '%s\n%s\n' "$out" "$err" >said
same 'it is sent' sent "$(crm-notify status "$a" -o jsonl | jq -r .state)"
head -n 1 "$(find s/outbox/sent -type f)" | jq -c 'del(.queue)' >m
same 'gpg opens it: text and attachment are what was drafted' '' \
	"$(/usr/bin/python3 "$TOP/tests/mail.py" --sealed 'Verschlüsselte Nachricht' m kept/anna@x.example)"
same 'what is drafted is what was queued' "Preise topsubject
Guten Tag Anna A
toptext ü" "$(jq -r '.subject, .text' m)"
same 'nothing of it can be read outside' 0 "$(grep -c 'top\|Preise\|pdf' kept/anna@x.example)"

# ---- nothing is told ----

secrets='topsubject|toptext|topfile|Preise|pass-4Qx7|PRIVATE KEY'
like 'the command lines are kept' '^[^ ]*channel-email $' "$(cat kept/argv)"
like 'all of them' 'crm-notify send --commit' "$(cat kept/argv)"
unlike 'no secret is in them' "$secrets" "$(cat kept/argv)"
unlike 'nor in the environment of channel and sendmail' "$secrets" "$(cat kept/environ)"
unlike 'which has no variable of the user but those that are named' '^(SMTP_|CRM_DIR|CRM_NOW|LANG=|USER=)' "$(cat kept/environ)"
like 'such as the keyring' '^GNUPGHOME=' "$(cat kept/environ)"
unlike 'nor in what we say' "$secrets" "$(cat said)"
same 'nor in the store, but where letters are kept' 'messages outbox' \
	"$(grep -rlE 'toptext|pass-4Qx7' s --exclude-dir=templates | cut -d/ -f2 | sort -u | xargs)"
same 'which nobody else can read' '' "$(find s/outbox s/messages -perm /077)"
if [ -n "$trace" ]; then
	same 'every program that was started is seen, gpg too' yes "$(grep -q 'execve("[^"]*/gpg"' trace && echo yes)"
	same 'no secret is on the command line or in the environment of any' 0 \
		"$(sed '/^[0-9]* *execve("[^"]*crm-notify"/d' trace | grep -cE "$secrets")"
else
	skip 'no secret is on the command line or in the environment of any' 'strace cannot trace here'
fi

# ---- a key that is not there ----

rm -f kept/*
customer B bert@x.example 0123456789012345678901234567890123456789
b=$(notice contract B)
run crm-notify send --commit -o jsonl
same 'an unknown key: failed, and nothing is sent in clear' 'failed encrypt_failed 0' \
	"$(printf '%s\n' "$out" | jq -r 'select(.channel == "email") | "\(.what) \(.code)"') $(find kept -type f | wc -l)"
like 'with an alert' "alert: $b: channel 'email' must be mended: encrypt_failed" "$err"
same 'it is given up' 'failed 3' "$(crm-notify status "$b" -o jsonl | jq -r .state) $status"
GNUPGHOME=/nonexistent
customer C carl@x.example "$key"
c=$(notice contract C)
run crm-notify send --commit -o jsonl
same 'no keyring: the same' "failed 0" "$(crm-notify status "$c" -o jsonl | jq -r .state) $(find kept -type f | wc -l)"

# ---- another channel than mail ----

# More than one channel, a number to call, each with the same key that cannot be used.
wide() {
	crm-customer add --id "$1" --name "N $1" --language de --channels "$2" >/dev/null
	crm-customer contact "$1" --contact a --name "Anna $1" --role quality --email "$3" --phone '+49 40 1' \
		${4:+--key "$4"} >/dev/null
}
# What the other channel took.
taken() { jq -r .text log 2>/dev/null; }
export CRM_TEST_CHANNEL_LOG="$PWD/log"
unknown=0123456789012345678901234567890123456789
wide E email,test emil@x.example "$unknown"
e=$(notice contract E)
run crm-notify plan "$e" -o jsonl
same 'the plan passes over a channel that others read' 'email not_confidential' \
	"$(printf '%s' "$out" | jq -r '"\(.channels) \(.findings)"')"
run crm-notify send --commit -o jsonl
same 'what cannot be encrypted does not go by it in clear' 'failed 3 0' \
	"$(crm-notify status "$e" -o jsonl | jq -r .state) $status $(find kept -type f | wc -l)"
same 'it took nothing' '' "$(taken)"
like 'it is given up' "$e: .*no channel is left" "$err"

wide F email,test,phone fritz@x.example "$unknown"
f=$(notice contract F)
run crm-notify send --commit -o jsonl
same 'a person who calls is told instead' 'email failed, phone handed' \
	"$(printf '%s\n' "$out" | jq -rs 'map(select(.what == "failed" or .what == "handed") | "\(.channel) \(.what)") | join(", ")')"
same 'and it is on the work list' "$f phone" "$(crm-notify work -o jsonl | jq -r 'select(.id == "'"$f"'") | "\(.id) \(.channel)"')"
same 'again nothing in clear' ' 0' "$(taken) $(find kept -type f | wc -l)"

wide G test gerd@x.example "$unknown"
g=$(notice contract G)
run crm-notify send --commit -o jsonl
same 'with no other channel it is held' "held not_confidential" \
	"$(printf '%s\n' "$out" | jq -r 'select(.id == "'"$g"'") | "\(.what) \(.code)"')"
like 'why is told' "$g: not sent: they have a key" "$err"
same 'it took nothing' '' "$(taken)"
CRM_TEST_CHANNEL_CONFIDENTIAL=1 run crm-notify send --commit -o jsonl
like 'one that nobody between reads takes it' 'toptext' "$(taken)"
rm -f log
wide H test hugo@x.example
h=$(notice contract H)
run crm-notify send "$h" --commit -o jsonl
like 'and any that is for who has no key' 'toptext' "$(taken)"

# ---- a key that comes while it waits ----

wide I test,phone deferred@x.example
i=$(notice contract I)
run crm-notify send "$i" --commit -o jsonl
same 'without a key it waits for its channel' 'test deferred' "$(printf '%s' "$out" | jq -r '"\(.channel) \(.what)"')"
crm-customer contact I --contact a --key "$unknown" >/dev/null
crm-notify approve "$i" --by qm --now 2026-11-20T13:00:00+08:00 >/dev/null 2>>approved
rm -f log
run crm-notify send "$i" --commit --now 2026-11-20T14:30:00+08:00 -o jsonl
same 'with one it leaves that channel for a call' 'test dropped not_confidential, phone handed null' \
	"$(printf '%s\n' "$out" | jq -rs 'map("\(.channel) \(.what) \(.code)") | join(", ")')"
gpgconf --homedir "$PWD/keys" --kill all

# ---- how to stop it ----

customer D dora@x.example
for purpose in survey marketing; do
	crm-customer consent D --purpose "$purpose" --says given --how form --text 2026-1 >/dev/null
done
for basis in contract courtesy survey marketing; do
	rm -f kept/*
	notice "$basis" D >/dev/null
	run crm-notify send --commit -o jsonl
	printf '%s: %s %s\n' "$basis" "$status" "$(grep -i '^List-Unsubscribe' kept/dora@x.example)"
done >stop
same 'all but contract tell how to stop them' 'contract: 0 
courtesy: 0 List-Unsubscribe: <https://crm.example/stop?c=1>
survey: 0 List-Unsubscribe: <https://crm.example/stop?c=1>
marketing: 0 List-Unsubscribe: <https://crm.example/stop?c=1>' "$(cat stop)"
done_testing
