#!/bin/sh
# What is approved is sent once, by its plan; what is not, or was changed since, stays; without
# --commit nothing is changed anywhere.
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
send() { crm-notify send --commit "$@" -o jsonl; }
whole() { find "$CRM_DIR" -type f -exec sha256sum {} + | sort | sha256sum; }
boxes() {
	(cd "$CRM_DIR/outbox" && find . -type f ! -name '.*' | cut -d/ -f2 | sort | uniq -c |
		awk '{ printf "%s%s %s", sep, $2, $1; sep = ", " } END { print "" }')
}

# ---- dry, approved, changed ----

store s
customer A sent-1@a.example
customer B sent-2@a.example
a=$(notice A)
b=$(crm-notify draft -t note --to customer:B:a --by au -F id | jq -r .id)
before=$(whole)
run crm-notify send -o jsonl
same 'one would go, one is held: 77' "77 $a send test sent-1@a.example, $b held null null" \
	"$status $(printf '%s\n' "$out" | jq -r '"\(.id) \(.what) \(.channel) \(.address)"' | paste -sd, | sed 's/,/, /')"
like 'it is said why' "$b: held: nobody has approved it" "$err"
run crm-notify plan --explain -o jsonl
same 'plan: a row each' 2 "$(printf '%s\n' "$out" | wc -l)"
like 'with all reasons' 'consent: contract' "$out"
unlike 'addresses are hidden' 'sent-1@' "$(crm-notify plan --mask -o jsonl)"
run crm-notify status
same 'without --commit nothing is changed, and no channel is run' "$before 0" "$(whole) $(wc -l <log)"
check 'approved: sent' send "$a"
same 'once' 'sent sent-1@a.example' "$(printf '%s\n' "$out" | jq -r '"\(.what) \(.address)"')"
same 'its state' 'sent test 1 250' "$(crm-notify status "$a" -o jsonl | jq -r '"\(.state) \(.channel) \(.attempts) \(.code)"')"
check 'again' send "$a"
same 'nothing is to be done' '1 sent 1' "$(wc -l <log) $(boxes)"
check_status 77 'not approved: stays' send "$b"
crm-notify approve "$b" --by qm >/dev/null
crm-notify amend "$b" subject='Surface  B' --why typo >/dev/null 2>&1
check_status 77 'one letter changed since: held' send "$b"
like 'and told' "$b: held: the approval is void, changed since: subject" "$err"
same 'nothing left' '1 sent 1' "$(wc -l <log) $(boxes)"
crm-notify approve "$b" --by qm2 >/dev/null
file=s/messages/$(crm-notify show "$b" -o jsonl | jq -r .content)
sed -i 's/Dear/dear/' "$file"
check_status 65 'one letter of the file changed: held' send "$b"
like 'its hash says so' 'not as it was written' "$err"
sed -i 's/dear/Dear/' "$file"
check 'as it was: sent' send "$b"
check_status 2 '--max is a number' crm-notify send --max x
check_status 66 '--only is a file' crm-notify send --only none

# ---- answers ----

store t
customer A flaky-1@a.example
customer B failed@a.example test,letter
customer C failed@a.example
customer D doubt-1@a.example
customer E sent-5@b.example
a=$(notice A)
check_status 75 'deferred: try again' send
check_status 75 'too early' send
same 'one attempt' 1 "$(crm-notify show "$a" | jq '.attempts | length / 2')"
export CRM_NOW=2026-11-20T12:30:00+08:00
check 'later' send
same 'taken' 'sent 2' "$(crm-notify status "$a" -o jsonl | jq -r '"\(.state) \(.attempts)"')"
c=$(notice C)
check_status 3 'refused, and no other channel' send
like 'an alert' "alert: $c: given up: no channel is left" "$err"
same 'given up' 'failed 550' "$(crm-notify status "$c" -o jsonl | jq -r '"\(.state) \(.code)"')"
check 'and not tried again' send
ln -s "$BUILD/libexec/channel-test" channel-sms
jq -c --arg p "$PWD/channel-sms" '.channels={sms:{program:$p}} |
	.budget={prices:[{channel:"sms",amount:"0.05",currency:"CNY"}],caps:[{amount:"0.12",currency:"CNY"}]}' \
	t/crm.json >c && cat c >t/crm.json
crm-customer set B channels=test,sms --why x >/dev/null 2>&1 || crm-customer amend B channels=test,sms --why x >/dev/null
b=$(notice B)
check 'the next channel at once' send
same 'by it' 'sent sms 2 0.05 CNY' "$(crm-notify status "$b" -o jsonl | jq -r '"\(.state) \(.channel) \(.attempts) \(.cost)"')"
same 'the old message is kept' 'failed 2, sent 2' "$(boxes)"
for i in 1 2; do notice B --occasion "o$i" >/dev/null; done
crm-customer amend B channels=sms --why x >/dev/null
check_status 75 'the cap is reached' send
like 'and told' 'no channel is left that the budget allows' "$err"
same 'two were paid, the third waits' '2 1' "$(jq -c 'select(.channel == "sms")' log | wc -l) $(crm-notify list -o jsonl | jq -r .state | grep -c approved)"
e=$(notice E)
printf '# who\nother@b.example\n' >list
check_status 3 'not in the list' send --only list "$e"
like 'is skipped' 'skipped' "$out"
echo '@B.example' >list
check 'a domain' send --only list "$e"
jq -c '.channels.sms.x = 1' t/crm.json >c
cp t/crm.json keep && cat c >t/crm.json
check_status 78 'an unknown setting' crm-notify send
cat keep >t/crm.json
d=$(notice D)
run send "$d"
same 'in doubt: sent again under the same number' 75 "$status"
export CRM_NOW=2026-11-20T14:00:00+08:00
run send "$d"
same 'by then it is sent' '0 2 1' "$status $(grep -c doubt-1 log) $(jq -c 'select(.to.address == "doubt-1@a.example") | .message_id' log | sort -u | wc -l)"
d=$(notice D --occasion hold)
export CRM_TEST_CHANNEL_IN_DOUBT=hold
run send "$d"
same 'one that cannot be told apart is held' "3 held in_doubt" "$status $(printf '%s\n' "$out" | tail -n 1 | jq -r '"\(.what) \(.code)"')"
check 'it stays' send "$d"
crm-notify release "$d" >/dev/null
run send "$d"
same 'released by a person: again' 'sent 0' "$(crm-notify show "$d" | jq -r .state) $status"
unset CRM_TEST_CHANNEL_IN_DOUBT

# ---- when ----

store q
customer GM sent-1@gm.example test --zone America/Detroit --quiet 20:00-07:00
export CRM_NOW=2026-11-20T23:00:00-05:00
n=$(notice GM)
u=$(notice GM --urgency urgent)
check 'quiet hours' send
same 'the urgent one goes' "$u" "$(jq -r .id log)"
same 'the other is held until seven, his time' '2026-11-21T07:00:00-05:00' "$(crm-notify show "$n" | jq -r .held_until)"
before=$(whole)
check 'again' send
same 'nothing new' "$before" "$(whole)"
CRM_NOW=2026-11-21T07:00:00-05:00 send >/dev/null
same 'and goes then' sent "$(crm-notify show "$n" | jq -r .state)"

# ---- two at once ----

store w
i=0
while [ $i -lt 8 ]; do
	i=$((i + 1))
	customer "K$i" "sent-$i@a.example"
done
crm-notify draft -t note --to role:other --to all --by au >/dev/null 2>&1
for n in $(crm-notify list -o jsonl | jq -r .id); do echo "$n"; done | xargs crm-notify approve --by qm >/dev/null
send --max 3 >/dev/null
same 'no more than --max' 3 "$(wc -l <log)"
send >one 2>err1 &
send >two 2>err2
wait
same 'two runs at once: each once' '8 8' "$(wc -l <log) $(jq -r .message_id log | sort -u | wc -l)"
same 'all are sent' 'sent 8' "$(boxes)"
done_testing
