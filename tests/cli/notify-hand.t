#!/bin/sh
# A channel may hand a message to a person: it is on a work list, the notice stays queued, and what
# that person says is the outcome; the next run settles it.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

export CRM_NOW=2026-11-20T12:00:00+08:00 CRM_LIBEXEC="$BUILD/libexec"
export CRM_TEST_CHANNEL_LOG="$PWD/log"

# store NAME: with a template in three languages.
store() {
	crm-store init "$1" --zone Asia/Shanghai >/dev/null
	export CRM_DIR="$PWD/$1"
	jq -c ".notify={from:\"quality@crm.example\",name:\"Müller GmbH\",bounce:\"bounce@crm.example\"}" \
		"$1/crm.json" >c && cat c >"$1/crm.json"
	mkdir -p "$1/notice/templates/note"
	echo '{"category":"quality_information"}' >"$1/notice/templates/note/template.json"
	printf 'Subject: Surface {{customer.id}}\n\nDear {{contact.name}}\n' >"$1/notice/templates/note/en.txt"
	printf 'Subject: Oberfläche {{customer.id}}\n\nGuten Tag {{contact.name}}\n' >"$1/notice/templates/note/de.txt"
	printf 'Subject: 表面 {{customer.id}}\n\n{{contact.name}} 您好\n' >"$1/notice/templates/note/zh.txt"
	: >log
}
# customer ID ADDRESS [CHANNELS [OPTION...]]
customer() {
	id=$1 address=$2 channels=${3:-test}
	if [ $# -lt 3 ]; then shift 2; else shift 3; fi
	crm-customer add --id "$id" --name "N $id" --channels "$channels" "$@" >/dev/null &&
		crm-customer contact "$id" --contact a --name "Anna $id" --email "$address" --mobile 13800000001 >/dev/null
}
# notice CUSTOMER [OPTION...]: prints its id, approved.
notice() {
	to=$1
	shift
	n=$(crm-notify draft -t note --to "customer:$to:a" --by au -F id "$@" | jq -r .id)
	crm-notify approve "$n" --by qm >/dev/null && echo "$n"
}
send() { crm-notify send --commit -o jsonl; }
whole() { find "$CRM_DIR" -type f -exec sha256sum {} + | sort | sha256sum; }
boxes() {
	(cd "$CRM_DIR/outbox" && find . -type f ! -name '.*' | cut -d/ -f2 | sort | uniq -c |
		awk '{ printf "%s%s %s", sep, $2, $1; sep = ", " } END { print "" }')
}

st() { crm-notify status "$1" -o jsonl | jq -r '"\(.state) \(.channel) \(.attempts) \(.status)"'; }
where() { (cd "$CRM_DIR/outbox" && grep -l "\"id\":\"$1\"" ./*/* | cut -d/ -f2 | sort | paste -sd, -); }
# link NAME: channel-test under that name
link() {
	ln -sf "$BUILD/libexec/channel-test" "channel-$1"
	jq -c --arg n "$1" --arg p "$PWD/channel-$1" '.channels[$n]={program:$p}' "$CRM_DIR/crm.json" >c &&
		cat c >"$CRM_DIR/crm.json"
}

# ---- handed, and what a person says ----

store s
customer A handed@a.example
n=$(notice A)
check 'handed: done for now' send
same 'told so' 'handed test handed@a.example' "$(printf '%s\n' "$out" | jq -r '"\(.what) \(.channel) \(.address)"')"
same 'it is queued, on a list' 'queued test 1 handed' "$(st "$n")"
same 'the message waits for a person' hold "$(where "$n")"
like 'why' 'handed: test' "$(cat s/outbox/hold/*)"
before=$(whole)
check 'again' send
same 'nothing is done meanwhile' "$before" "$(whole)"
run crm-notify send -o jsonl
same 'dry: it is told' 'handed waits for a person' "$(printf '%s\n' "$out" | jq -r '"\(.what) \(.why)"')"
check_status 65 'another channel is not asked first' crm-notify failed "$n" --channel sms
like 'because' "attempt 1 is on the work list of 'test'" "$err"
check 'put off' crm-notify deferred "$n" --channel test --detail 'nobody there'
check 'a run' send
same 'it stays on the list' 'queued test 1 deferred hold' "$(st "$n") $(where "$n")"
check 'told' crm-notify sent "$n" --channel test --detail 'Anna, 14:00'
check 'a run settles it' send
same 'a call more' 'sent test 2 sent sent' "$(st "$n") $(where "$n")"
same 'handed once' 1 "$(wc -l <log)"
n=$(notice A --occasion two)
send >/dev/null
crm-notify sent "$n" --channel test >/dev/null
same 'said at once: under the same number' 'sent test 1 sent' "$(st "$n")"
n=$(notice A --occasion three)
send >/dev/null
crm-notify sent "$n" --channel email --detail 'wrote them myself' >/dev/null
check 'told otherwise' send
same 'that message is over' 'sent email 2 sent failed' "$(st "$n") $(where "$n")"
same 'a message of ours has not told them' null "$(crm-notify show "$n" | jq -r .message_id)"

# killed before the message was moved, whatever is said meanwhile
n=$(notice A --occasion four)
m=$(notice A --occasion five)
send >/dev/null
mv s/outbox/hold/* s/outbox/queue/
crm-notify sent "$m" --channel test >/dev/null
check 'the next run does the rest' send
same 'still handed, once' 'queued test 1 handed hold' "$(st "$n") $(where "$n")"
same 'and the other is sent' 'sent test 1 sent sent' "$(st "$m") $(where "$m")"
same 'neither was given to the channel again' 5 "$(wc -l <log)"

# ---- failed: the next channel ----

store t
link sms
customer A handed@a.example test,sms
n=$(notice A)
send >/dev/null
first=$(crm-notify show "$n" | jq -r .message_id)
crm-notify failed "$n" --channel test --code refused >/dev/null
check 'a person could not' send
same 'the next channel at once' 'sent sms 2 sent' "$(st "$n")"
same 'the old message' 'failed,sent' "$(where "$n")"
same 'its number is that of what was sent' "true $(jq -r 'select(.channel == "sms") | .message_id' log)" \
	"$([ "$first" != "$(crm-notify show "$n" | jq -r .message_id)" ] && echo true) $(crm-notify status "$n" -o jsonl | jq -r .message_id)"
customer B handed@b.example
n=$(notice B)
send >/dev/null
crm-notify failed "$n" --channel test >/dev/null
check_status 3 'no other channel' send
like 'an alert' "alert: $n: given up: no channel is left; call: nobody is named" "$err"
same 'given up' 'failed test 1 failed failed' "$(st "$n") $(where "$n")"

# ---- withdrawn, given up, queued again, stale ----

n=$(notice B --occasion w)
send >/dev/null
check 'withdrawn while it is handed' crm-notify withdraw "$n" --withdrawn-why solved
check 'a run' send
same 'over' 'withdrawn failed' "$(crm-notify show "$n" | jq -r .state) $(where "$n")"
n=$(notice B --occasion g)
send >/dev/null
check 'given up while it is handed' crm-notify give-up "$n" --failed-why 'no answer'
export CRM_NOW=2026-11-20T12:10:00+08:00
check 'queued again' crm-notify queue "$n"
check 'a run' send
same 'handed again' 'queued test 2 handed hold' "$(st "$n") $(where "$n")"
check 'sent' crm-notify sent "$n" --channel test
send >/dev/null
same 'settled' 'sent sent' "$(crm-notify show "$n" | jq -r .state) $(where "$n")"
n=$(notice B --occasion e --expires-at 2026-11-20T13:00:00+08:00)
send >/dev/null
export CRM_NOW=2026-11-20T13:00:00+08:00
check 'at its last second' send
export CRM_NOW=2026-11-20T13:00:01+08:00
check_status 3 'stale on the list' send
like 'an alert' "alert: $n: given up: it is stale, and nobody has said that it was sent" "$err"
same 'over' 'failed failed' "$(crm-notify show "$n" | jq -r .state) $(where "$n")"
check 'it may be said later that it was' crm-notify sent "$n" --channel test
n=$(notice B --occasion f)
send >/dev/null
export CRM_NOW=2026-11-25T13:00:00+08:00
check 'five days less a second' send
export CRM_NOW=2026-11-25T13:00:01+08:00
check_status 3 'five days' send
like 'an alert' "alert: $n: on the work list of 'test' for five days" "$err"
check 'once' send

# ---- in doubt: what a person says ends it ----

store d
link sms
export CRM_TEST_CHANNEL_IN_DOUBT=hold
customer A doubt@x.example test
customer B crash@a.example test,sms
a=$(notice A)
b=$(notice B)
c=$(notice B --occasion c)
check_status 3 'held' send
same 'all wait' 'hold hold hold' "$(where "$a") $(where "$b") $(where "$c")"
check 'they stay' send
check 'it has left' crm-notify sent "$a" --channel test
check 'it has not' crm-notify failed "$b" --channel test
unset CRM_TEST_CHANNEL_IN_DOUBT
run send
same 'sent; the next channel' 'sent sent sms failed,sent' \
	"$(crm-notify show "$a" | jq -r .state) $(where "$a") $(crm-notify show "$b" | jq -r .channel) $(where "$b")"
same 'no hold is left' null "$(crm-notify show "$b" | jq -r .held_why)"
same 'the third waits' hold "$(where "$c")"
crm-notify release "$c" >/dev/null
run send
same 'released: again' 'queue 2' "$(where "$c") $(crm-notify status "$c" -o jsonl | jq -r .attempts)"

# ---- what it costs ----

store k
link letter
jq -c '.budget={prices:[{channel:"letter",amount:"1.20",currency:"EUR"}],caps:[{amount:"2.00",currency:"EUR"}]}' \
	k/crm.json >c && cat c >k/crm.json
crm-customer add --id P --name P --channels letter >/dev/null
crm-customer contact P --contact a --name Anna --address handed >/dev/null
n=$(notice P)
m=$(notice P --occasion m)
check_status 75 'a letter that is handed is committed: the second is over the cap' send
like 'and told' 'no channel is left that the budget allows' "$err"
crm-notify sent "$n" --channel letter >/dev/null
run send
same 'posted: its price' '1.20 EUR' "$(crm-notify status "$n" -o jsonl | jq -r .cost)"
same 'spent: the second still waits' '75 approved' "$status $(crm-notify show "$m" | jq -r .state)"
run send "$n"
same 'once' '1.20 EUR' "$(crm-notify status "$n" -o jsonl | jq -r .cost)"
done_testing
