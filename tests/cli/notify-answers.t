#!/bin/sh
# What comes of a mail is what the server on loopback says, or that it says nothing: tried again, sent by the next
# channel, or given up; always under the same Message-ID, and told in the notice's status.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"
. "$TOP/tests/smtp.sh"

export CRM_NOW=2026-11-20T12:00:00+08:00 CRM_LIBEXEC="$BUILD/libexec" CRM_DIR="$PWD/s"
export CRM_TEST_CHANNEL_LOG="$PWD/log"
crm-store init s --zone Asia/Shanghai >/dev/null
ln -s "$BUILD/libexec/channel-test" channel-letterbox
jq -c --arg p "$PWD/channel-letterbox" '.notify={from:"quality@crm.example"} | .channels={letterbox:{program:$p}}' \
	s/crm.json >c && cat c >s/crm.json
mkdir -p s/notice/templates/note
echo '{"category":"quality_information"}' >s/notice/templates/note/template.json
printf 'Subject: Surface\n\nDear {{contact.name}}\n' >s/notice/templates/note/en.txt
smtp_start

# one ADDRESS [CHANNELS]: a customer, and in `id` its approved notice.
n=0
one() {
	n=$((n + 1))
	crm-customer add --id "K$n" --name "N $n" --channels "${2:-email}" >/dev/null
	crm-customer contact "K$n" --contact a --name Ann --role quality --email "$1" --im ann >/dev/null
	id=$(crm-notify draft -t note --to "customer:K$n:a" --by au -F id | jq -r .id)
	crm-notify approve "$id" --by qm >/dev/null
}
# send [TIME]: exit status, and of each attempt channel, outcome and code.
send() {
	status=0
	CRM_NOW=2026-11-20T${1:-12:00}:00+08:00 crm-notify send --commit -o jsonl "$id" >sent 2>said || status=$?
	echo "$status $(jq -r '"\(.channel) \(.what) \(.code)"' sent | paste -sd, | sed 's/,/, /g')"
}
# got ADDRESS: how many mails have come, and of how many Message-IDs.
got() {
	mails | awk -v a="$1" '$1 == a { n++; if (!($2 in seen)) k++; seen[$2] = 1 } END { print n + 0, k + 0 }'
}
# became: the notice's state, attempts and last code.
became() {
	crm-notify status "$id" -o jsonl | jq -r '"\(.state) \(.attempts) \(.code)"'
}

one 451-once@x.example
same '451 is deferred' '75 email deferred 451' "$(send)"
same 'and queued still' 'queued 1 451' "$(became)"
run crm-notify send --commit "$id" -o jsonl
same 'at once it is not tried again' '75 1' "$status $(crm-notify status "$id" -o jsonl | jq .attempts)"
first=$(jq -r .message_id sent)
same 'later it is sent' '0 email sent 250' "$(send 12:10)"
same 'under the same Message-ID' "$first 1 1" "$(jq -r .message_id sent) $(got 451-once@x.example)"
same 'which the mail has' "451-once@x.example $first" "$(mails | grep 451)"
same 'two attempts' 'sent 2 250' "$(became)"

one 452-data-once@x.example
same 'the same after the data' '75 email deferred 452, 0 email sent 250' "$(send), $(send 12:10)"
same 'one mail' '1 1' "$(got 452-data-once@x.example)"

one 550@x.example email,letterbox
same '550 falls to the next channel, in the same run' '0 email failed 550, letterbox sent 250' "$(send)"
same 'no mail has come, and it was told once elsewhere' '0 0 1' "$(got 550@x.example) $(wc -l <log)"
same 'state' 'sent 2 250' "$(became)"
one 554-data@x.example
same '554 after the data, and no other channel: given up' '3 email failed 554, null failed null' "$(send)"
like 'with an alert' "alert: $id: given up" "$(cat said)"
same 'never again' '0 failed 1 554' "$(send 23:00 | cut -c 1) $(became)"

one anna@x.example email,letterbox
smtp_account 1
same 'connection refused is deferred' '75 email deferred exit 75' "$(send)"
same 'no other channel is asked' 1 "$(wc -l <log)"
smtp_account "$(cat port)"
same 'and tried later' '0 email sent 250' "$(send 12:10)"
same 'one mail' '1 1' "$(got anna@x.example)"

one drop-once@x.example
same 'the server is gone in the middle of the mail: deferred' '75 email deferred' "$(send | sed 's/ exit [0-9]*$//')"
same 'nothing has come' '0 0' "$(got drop-once@x.example)"
same 'sent later, once' '0 email sent 250, 1 1' "$(send 12:10), $(got drop-once@x.example)"

one late-3-once@x.example
export CRM_SENDMAIL_TIMEOUT=1
same 'a server that takes it and says so too late: deferred' '75 email deferred timeout' "$(send)"
unset CRM_SENDMAIL_TIMEOUT
same 'it has come' '1 1' "$(got late-3-once@x.example)"
same 'and comes once more, under the same Message-ID' '0 email sent 250, 2 1' "$(send 12:10), $(got late-3-once@x.example)"
same 'two attempts' 'sent 2 250' "$(became)"

one 421@x.example
same 'one that always says later' '75 email deferred 421' "$(send)"
for time in 12:20 13:20 14:40 16:30; do
	send "$time" >again
done
same 'is tried, with longer pauses' 'queued 5 421' "$(became)"
like 'and after four hours its owner is told' "alert: $id: not sent for four hours, 4 attempts" "$(cat said)"
same 'no mail' '0 0' "$(got 421@x.example)"
smtp_stop
done_testing
