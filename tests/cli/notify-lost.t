#!/bin/sh
# What must not go wrong between two runs: a key that came, a file or all of outbox/ lost, a server that takes
# it and never says so, a clock that was wrong, a store that was moved.
# shellcheck disable=SC2119,SC2120
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

export CRM_NOW=2026-11-20T12:00:00+08:00 CRM_LIBEXEC="$BUILD/libexec"
export CRM_TEST_CHANNEL_LOG="$PWD/log"
for c in email sms; do ln -s "$BUILD/libexec/channel-test" "channel-$c"; done

# store NAME: mail goes by the test channel.
store() {
	crm-store init "$1" --zone Asia/Shanghai >/dev/null
	export CRM_DIR="$PWD/$1"
	jq -c ".notify={from:\"quality@crm.example\"} | .channels.email={program:\"$PWD/channel-email\"}" \
		"$1/crm.json" >c && cat c >"$1/crm.json"
	mkdir -p "$1/notice/templates/note"
	echo '{"category":"quality_information"}' >"$1/notice/templates/note/template.json"
	printf 'Subject: Surface {{customer.id}}\n\nDear {{contact.name}}\n' >"$1/notice/templates/note/en.txt"
	: >log
}
# customer ID ADDRESS [CHANNELS]
customer() {
	crm-customer add --id "$1" --name "N $1" --channels "${3:-test}" >/dev/null &&
		crm-customer contact "$1" --contact a --name "Anna $1" --email "$2" >/dev/null
}
# notice CUSTOMER [OPTION...]: prints its id, approved.
notice() {
	to=$1
	shift
	n=$(crm-notify draft -t note --to "customer:$to:a" --by au -F id "$@" 2>/dev/null | jq -r .id)
	crm-notify approve "$n" --by qm >/dev/null 2>&1 && echo "$n"
}
send() { crm-notify send --commit "$@" -o jsonl; }
at() { export CRM_NOW="2026-11-20T$1+08:00"; }
st() { crm-notify status "$1" -o jsonl | jq -r '"\(.state) \(.attempts) \(.status)"'; }
where() { (cd "$CRM_DIR/outbox" && grep -l "\"id\":\"$1\"" ./*/* | cut -d/ -f2 | sort | paste -sd, -); }
file() { grep -l "\"id\":\"$1\"" "$CRM_DIR"/outbox/queue/*; }
rows() { printf '%s\n' "$out" | jq -r '"\(.what) \(.code)"' | paste -sd, -; }
log_of() { jq -r "select(.id == \"$1\") | $2" log | paste -sd' ' -; }

# ---- a key that came while it was put off ----

at 12:00:00
store k
one=0123456789ABCDEF0123456789ABCDEF01234567 two=89ABCDEF0123456789ABCDEF0123456789ABCDEF
export CRM_TEST_CHANNEL_CONFIDENTIAL=1
customer A deferred@a.example email
n=$(notice A)
check_status 75 'put off' send
: >log
key() { crm-customer contact A --contact a --name 'Anna A' --email "${2:-deferred@a.example}" --key "$1" >/dev/null; }
key $one
crm-notify approve "$n" --by qm >/dev/null 2>&1
at 12:10:00
check_status 75 'a key came' send
same 'the old one is dropped, another is tried' 'dropped key_changed,deferred 451' "$(rows)"
same 'which has the key' "$one" "$(head -n 1 "$(file "$n")" | jq -r .encrypt.key)"
key $two
crm-notify approve "$n" --by qm >/dev/null 2>&1
at 12:40:00
check_status 75 'another key' send
same 'once more' 'dropped key_changed,deferred 451' "$(rows)"
same 'one waits' "failed,failed,queue $two" "$(where "$n") $(jq -r '.encrypt.key // empty' "$(file "$n")")"
at 12:50:00
check_status 75 'the same key' send
same 'the same message' "failed,failed,queue" "$(where "$n")"
unset CRM_TEST_CHANNEL_CONFIDENTIAL

# ---- a file that is lost ----

at 12:00:00
store l
customer A flaky-1@a.example
customer B deferred@a.example
a=$(notice A) b=$(notice B)
send >/dev/null 2>&1
rm "$(file "$a")"
at 12:30:00
run send "$a"
same 'its file is lost: sent, and known' "sent 2 sent sent 2" "$(st "$a") $(where "$a") $(log_of "$a" .attempt)"
run send "$a"
same 'once' 1 "$(log_of "$a" .attempt | wc -w)"
rm -r l/outbox
run send "$b"
same 'all of outbox/: the next number' 'queued 2 deferred' "$(st "$b")"
rm -r l/outbox
at 14:00:00
run send "$b"
same 'and the next' 'queued 3 deferred 3' "$(st "$b") $(crm-notify show "$b" | jq -c '[.attempts[] | select(.status == "deferred")] | length')"

# ---- in doubt without end ----

at 12:00:00
store d
customer D doubt@a.example
d=$(notice D)
check_status 75 'taken, and no answer' send
at 12:30:00
check_status 3 'once more' send
same 'then it is for a person' 'deferred signal 9,held in_doubt hold' "$(rows) $(where "$d")"
for t in 13 14 15 16 17; do
	at $t:00:00
	send >/dev/null 2>&1
done
same 'and not sent again' '2 1' "$(wc -l <log) $(jq -r .message_id log | sort -u | wc -l)"
crm-notify release "$d" >/dev/null
at 18:00:00
run send
same 'released: again' 3 "$(wc -l <log)"
at 19:00:00
run send
at 20:00:00
run send
same 'once more' '4 hold' "$(wc -l <log) $(where "$d")"

# ---- a clock that was wrong ----

at 12:00:00
store clock
customer A flaky-1@a.example
customer B flaky-1+b@a.example
a=$(notice A) b=$(notice B)
send >/dev/null 2>&1
printf '{"not_before":"2199-01-01T00:00:00+08:00","at":"2026-11-20T12:01:00+08:00","why":"quiet hours"}\n' >>"$(file "$a")"
sed -i 's/"at":"2026-11-20T12:00:0[0-9]/"at":"2026-11-22T12:00:00/' "$(file "$b")"
at 13:00:00
check 'a time in 2199' send "$a"
same 'is told, and not heeded' 'wait clock,sent 250' "$(rows)"
like 'why' 'its time is 2199-01-01T00:00:00\+08:00, by a clock that was wrong' "$out"
check 'an attempt of the day after tomorrow' send "$b"
like 'so' 'its last attempt is 2026-11-22T12:00:00\+08:00, by a clock' "$out"
same 'sent' 'sent sent' "$(crm-notify show "$a" | jq -r .state) $(crm-notify show "$b" | jq -r .state)"
customer Q flaky-1+q@a.example
q=$(notice Q)
CRM_NOW=2199-01-01T12:00:00+08:00 crm-notify send --commit "$q" >/dev/null 2>&1
: >log
check_status 3 'queued in 2199' send "$q"
same 'nothing leaves of which the journal would refuse the outcome' 'wait clock,held clock 0' "$(rows) $(wc -l <log)"
like 'what mends it' "amend queued_at=TIME" "$err"
crm-notify amend "$q" queued_at=2026-11-20T13:00:00+08:00 --why clock >/dev/null
check 'mended' send "$q"
same 'sent' 'sent 1' "$(crm-notify show "$q" | jq -r .state) $(wc -l <log)"

# ---- a store that was moved ----

at 12:00:00
store here
customer A flaky-1@a.example
printf 'a report\n' >report.txt
n=$(notice A --attach report.txt)
send >/dev/null 2>&1
like 'its line names no place' '"path":"messages/[0-9a-f]{64}"' "$(head -n 1 "$(file "$n")")"
mv here there
export CRM_DIR="$PWD/there"
at 13:00:00
check 'moved' send
path=$(log_of "$n" '.attachments[0].path')
same 'the channel gets where it is now' "$PWD/there/messages/$(sha256sum report.txt | cut -d' ' -f1)" "$path"
same 'and it is there' 'a report' "$(cat "$path")"
done_testing
