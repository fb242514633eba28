#!/bin/sh
# Two messages of one notice are two: what came of the one is not said of the other. And whom a message
# is for is read as it leaves: what another process has changed since the run began counts.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

export CRM_NOW=2026-11-20T12:00:00+08:00 CRM_LIBEXEC="$BUILD/libexec"
export CRM_TEST_CHANNEL_LOG="$PWD/log"

# store NAME: with a template, and a price for each message.
store() {
	crm-store init "$1" --zone Asia/Shanghai >/dev/null
	export CRM_DIR="$PWD/$1"
	settings '.notify={from:"quality@crm.example"} |
		.budget={prices:[{channel:"test",amount:"1.00",currency:"CNY"},{channel:"sms",amount:"1.00",currency:"CNY"}]}'
	mkdir -p "$1/notice/templates/note"
	echo '{"category":"quality_information"}' >"$1/notice/templates/note/template.json"
	printf 'Subject: Surface\n\nDear {{contact.name}}\n' >"$1/notice/templates/note/en.txt"
	: >log
}
settings() { jq -c "$1" "$CRM_DIR/crm.json" >c && cat c >"$CRM_DIR/crm.json"; }
# customer ID CHANNELS OPTION...: with a contact.
customer() {
	to=$1 by=$2
	shift 2
	crm-customer add --id "$to" --name "N $to" --channels "$by" >/dev/null
	crm-customer contact "$to" --contact a --name "Ann $to" "$@" >/dev/null
}
# notice CUSTOMER: its id, approved.
notice() {
	n=$(crm-notify draft -t note --to "customer:$1:a" --by au -F id 2>>drafted | jq -r .id)
	crm-notify approve "$n" --by qm >/dev/null 2>>approved && echo "$n"
}
# another ID CUSTOMER ADDRESS: their contact has another name, and that address: a person looks at the
# notice anew, and gives it another text.
another() {
	crm-customer contact "$2" --contact a --name "Anna $2" --email "$3" >/dev/null
	crm-notify approve "$1" --by qm >/dev/null 2>>approved
	echo 'Dear Ann, another text.' >words
	crm-notify edit "$1" --by au --text words >/dev/null 2>>edited
	crm-notify approve "$1" --by qm >/dev/null 2>>approved
}
send() { crm-notify send --commit -o jsonl "$@"; }
at() { export CRM_NOW="2026-11-20T$1:00+08:00"; }
# boxes ID: where its messages are.
boxes() {
	(cd "$CRM_DIR/outbox" && grep -l "\"id\":\"$1\"" ./*/* | cut -d/ -f2 | sort | uniq -c |
		awk '{ printf "%s%s %s", sep, $2, $1; sep = ", " } END { print "" }')
}
state() { crm-notify show "$1" | jq -r .state; }
cost() { crm-notify show "$1" | jq -c '[.costs[]?.amount]'; }
# of ADDRESS: where the message to it is.
of() { (cd "$CRM_DIR/outbox" && grep -l "\"to\":{\"address\":\"$1\"" ./*/* | cut -d/ -f2 | sort | paste -sd, -); }

# ---- the one was sent, the other was not ----

store s
customer A test --email deferred@a.example
n=$(notice A)
check_status 75 'put off' send
another "$n" A sent-1@new.example
at 12:01
check_status 75 'to another address, with another text: it goes, the old one waits' send
same 'once, for one price' 'sent ["1.00"] 1' "$(state "$n") $(cost "$n") $(wc -l <log)"
at 15:00
check 'the next run' send
same 'the message that was put off has not been sent' 'failed sent' \
	"$(of deferred@a.example) $(of sent-1@new.example)"
same 'and costs nothing' 'sent ["1.00"] 1' "$(state "$n") $(cost "$n") $(wc -l <log)"

at 12:00
customer B test --email deferred@b.example
n=$(notice B)
check_status 75 'one that is put off' send
crm-notify sent "$n" --channel test --by qm >/dev/null
at 15:00
check 'a person says that it was sent' send
same 'that is the message that there is: it is charged' 'sent ["1.00"] sent 1' "$(state "$n") $(cost "$n") $(boxes "$n")"

# ---- on a work list ----

at 12:00
customer C test --email handed@c.example
n=$(notice C)
check 'handed to a person' send
crm-notify sent "$n" --channel test --by qm >/dev/null
at 12:30
check 'who says that it was sent' send
same 'it is charged' 'sent ["1.00"] sent 1' "$(state "$n") $(cost "$n") $(boxes "$n")"

# ---- another text has taken its place ----

store t
at 12:00
customer A test --email deferred@a.example
n=$(notice A)
check_status 75 'put off' send
another "$n" A deferred@a.example
at 12:01
check_status 75 'another text, put off too' send
same 'both are there' 'queue 2' "$(boxes "$n")"
at 15:00
check_status 75 'it is not said that somebody has to approve it' send
like 'what of the first' 'another text has taken its place' "$out"
unlike '  it is not held' '"held"' "$out"
same 'one goes on' 'failed 1, queue 1' "$(boxes "$n")"
same 'no text but the new one' 0 "$(grep -c 'Dear Ann A' log)"

# ---- changed by another while it sends ----

store u
at 12:00
cat >sms <<'END_'
#!/bin/sh
[ "$1" = --capabilities ] && echo '{"formats":["text"]}' && exit
cd "${0%/*}" || exit 75
jq -r '"\(.id) \(.to.address)"' >>left
if mv meanwhile now 2>>later; then
	sh ./now >now.out 2>&1 || echo "failed: $?" >>now.out
fi
echo '{"status":"sent","code":"250"}'
END_
chmod +x sms
settings ".channels={sms:{program:\"$PWD/sms\"}}"
# round WHAT COMMAND: notices to two more customers, $first and $second; the command, with $first, $second
# and their customers $one, $two, is run while the first is sent. Prints who got it where.
i=0
round() {
	i=$((i + 1))
	one=K$i-1 two=K$i-2
	customer "$one" sms --mobile 13800000001
	customer "$two" sms --mobile 13800000002
	first=$(notice "$one") second=$(notice "$two")
	{
		echo "export PATH='$PATH' CRM_DIR='$CRM_DIR' CRM_NOW='$CRM_NOW' CRM_LIBEXEC='$CRM_LIBEXEC'"
		# the other one of those that have left
		echo "if grep -q '^$first ' left; then id=$second to=$two; else id=$first to=$one; fi"
		echo 'echo "$id" >other'
		echo "$1"
	} >meanwhile
	: >left
	status=0
	send "$first" "$second" >out 2>err || status=$?
	same '  the command beside it was taken' '' "$(grep 'failed\|error' now.out)"
}
round 'crm-customer contact "$to" --contact a --name Ann --mobile 13900000009'
same 'another number: not to the old one' '1 0' "$(wc -l <left | tr -d ' ') $(grep -c "^$(cat other) " left)"
like '  it is said why' 'address_changed' "$(cat out)"
crm-notify approve "$(cat other)" --by qm >/dev/null 2>>approved
send >out 2>err
same '  approved anew: to the new one' "$(cat other) 13900000009" "$(grep "^$(cat other) " left)"
round 'crm-customer gone "$to" --contact a'
same 'has left: not sent' '1 0' "$(wc -l <left | tr -d ' ') $(grep -c "^$(cat other) " left)"
round 'crm-customer note "$to" --text "has called"'
same 'something else: both go' '2 0' "$(wc -l <left | tr -d ' ') $status"
check 'the chains are whole' crm-store verify

done_testing
