#!/bin/sh
# One run at a time works off all; who does not answer is let alone; what is stale or tried for days is
# not sent; what a standing approval covers goes without a person.
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

st() { crm-notify status "$1" -o jsonl | jq -r '"\(.state) \(.channel) \(.attempts) \(.status) \(.code)"'; }
at() { export CRM_NOW="2026-11-20T$1+08:00"; }
where() { (cd "$CRM_DIR/outbox" && grep -l "\"id\":\"$1\"" ./*/* | cut -d/ -f2 | sort | paste -sd, -); }
settings() { jq -c "$1" "$CRM_DIR/crm.json" >c && cat c >"$CRM_DIR/crm.json"; }
# ---- one run at a time ----

store w
customer A sent-1@a.example
a=$(notice A)
mkdir w/outbox
exec 9>w/outbox/.run
flock -n 9
check 'another has it' send
like 'one line' 'already running' "$err"
same 'and only that' 1 "$(printf '%s\n' "$err" | wc -l)"
same 'nothing was done' 'approved 0' "$(crm-notify show "$a" | jq -r .state) $(wc -l <log)"
check 'dry goes ahead' crm-notify send
check 'by its name goes ahead' send "$a"
same 'sent' 'sent 1' "$(crm-notify show "$a" | jq -r .state) $(wc -l <log)"
exec 9>&-
b=$(notice A --occasion b)
check 'free again' send
same 'sent' sent "$(crm-notify show "$b" | jq -r .state)"

# ---- who does not answer is let alone ----

store q
for i in 1 2 3 4; do customer "K$i" "exit-75+$i@dead.example"; done
customer L sent-9@live.example
for i in 1 2 3 4; do notice "K$i" >/dev/null; done
notice L >/dev/null
check_status 75 'no answer' send
same 'two are tried, two wait, the other domain goes' '2 deferred, 1 sent, 2 wait' \
	"$(printf '%s\n' "$out" | jq -r .what | sort | uniq -c | awk '{ printf "%s%s %s", sep, $1, $2; sep = ", " } END { print "" }')"
same 'why' no_answer "$(printf '%s\n' "$out" | jq -r 'select(.what == "wait") | .code' | sort -u)"
at 12:02:00
check_status 75 'the next run' send
same 'tries those' '2 deferred' "$(printf '%s\n' "$out" | jq -r .what | sort | uniq -c | sed 's/^ *//')"

# ---- stale ----

store e
at 12:00:00
customer A deferred@a.example
customer B sent-1@a.example
n=$(notice A --expires-at 2026-11-20T12:30:00+08:00)
m=$(notice B --expires-at 2026-11-20T12:30:00+08:00)
send "$n" >/dev/null
at 12:30:00
run send "$m"
same 'at its last second it goes' sent "$(crm-notify show "$m" | jq -r .state)"
m=$(at 12:00:00 && notice B --occasion late --expires-at 2026-11-20T12:30:00+08:00)
at 12:30:01
run send
same 'a second later it is withdrawn, with the reason' 'withdrawn it is stale since 2026-11-20T12:30:00+08:00' \
	"$(crm-notify show "$m" | jq -r '"\(.state) \(.withdrawn_why)"')"
same 'also what was queued' 'withdrawn failed' "$(crm-notify show "$n" | jq -r .state) $(where "$n")"
same 'it was not sent' 1 "$(wc -l <log)"
customer C deferred@a.example
at 12:00:00
n=$(notice C --occasion d --expires-at 2026-11-20T12:30:00+08:00)
send "$n" >/dev/null 2>&1
crm-notify attempt "$n" --channel test >/dev/null # its sender was killed
at 12:30:01
check_status 3 'stale, and it may have left' send
same 'given up, and what is not known is said' 'failed failed unknown' \
	"$(crm-notify show "$n" | jq -r .state) $(where "$n") $(crm-notify status "$n" -o jsonl | jq -r .code)"

# ---- a message that is queued is fixed ----

store f
at 12:00:00
ln -sf "$BUILD/libexec/channel-test" channel-sms
settings ".channels.sms={program:\"$PWD/channel-sms\"}"
customer A flaky-1@a.example
n=$(notice A)
send >/dev/null
crm-customer amend A channels=sms --why moved >/dev/null
at 12:30:00
check 'its customer has another channel since' send
same 'it goes once, by the one that it was begun by' 'test 1' "$(crm-notify show "$n" | jq -r .channel) $(wc -l <log)"
customer B deferred@a.example
n=$(notice B)
send >/dev/null 2>&1
check 'withdrawn while it is put off' crm-notify withdraw "$n" --withdrawn-why solved
check 'a run' send
same 'its message is over' 'withdrawn failed' "$(crm-notify show "$n" | jq -r .state) $(where "$n")"
n=$(notice B --occasion b)
send >/dev/null 2>&1
crm-notify sent "$n" --channel visit >/dev/null
check 'told otherwise while it is put off' send
same 'its message is over too' 'sent visit failed' "$(crm-notify show "$n" | jq -r '"\(.state) \(.channel)"') $(where "$n")"

# ---- for hours, for days ----

store l
at 12:00:00
customer A deferred@a.example
n=$(notice A)
send >/dev/null 2>&1
at 15:59:59
run send
unlike 'under four hours: nobody is told' 'alert' "$err"
at 16:00:00
run send
like 'four hours' "alert: $n: not sent for four hours, [0-9]+ attempts by 'test': 451" "$err"
at 18:00:00
run send
unlike 'once' 'alert' "$err"
export CRM_NOW=2026-11-25T11:59:59+08:00
check_status 75 'under five days' send
export CRM_NOW=2026-11-25T12:00:00+08:00
check_status 3 'five days' send
like 'given up' "alert: $n: five days by 'test', it is given up" "$err"
same 'its state, its message' 'failed failed no channel is left' "$(crm-notify show "$n" | jq -r .state) $(where "$n") $(crm-notify show "$n" | jq -r .failed_why)"

# ---- into the outbox: all that is said of it at once ----

store g
at 12:00:00
customer A sent-1@a.example
crm-customer prefer A --topic quality_information --contact all --channels off >/dev/null
jq -c '.quality_information.basis="contract"' "$CRM_SHARE/notice/categories.json" >g/notice/categories.json
n=$(notice A)
crm-notify hold "$n" --held-why 'in the night' --held-until 2026-11-20T12:30:00+08:00 >/dev/null
at 12:30:00
check 'held, and against a preference' send
same 'release, note and queue are one transaction' 'release note queue' \
	"$(jq -r --arg n "$n" 'select(.id == $n) | "\(.tx // "-" | sub(":.*"; "")) \(.step)"' g/notice.jsonl |
		awk '{ t[$1] = t[$1] (t[$1] ? " " : "") $2 } END { for (i in t) if (t[i] ~ /queue/) print t[i] }')"

# ---- the budget ----

settings '.budget={prices:[{channel:"test",amount:"1.00",currency:"EUR"}],caps:[{amount:"1.50",currency:"EUR"}]}'
customer B sent-2@a.example
a=$(notice B --occasion b1)
b=$(notice B --occasion b2)
check_status 75 'the second is over the cap' send
same 'it stays as it is' 'approved' "$(for i in "$a" "$b"; do crm-notify show "$i" | jq -r .state; done | grep -v sent)"
check_status 75 'and stays' send
customer C failed@a.example email,test
ln -sf "$BUILD/libexec/channel-test" channel-email
settings ".channels.email={program:\"$PWD/channel-email\"} | .budget.prices += [{channel:\"email\",amount:\"0.01\",currency:\"EUR\"}]"
c=$(notice C)
check_status 75 'refused, and the next one is over the cap' send "$c"
same 'it waits for money, it is not given up' 'queued failed' "$(crm-notify show "$c" | jq -r .state) $(crm-notify status "$c" -o jsonl | jq -r .status)"
settings '.budget.caps[0].amount="9"'
check_status 3 'there is money: the next one, which refuses too' send "$c"
same 'that was tried' test "$(crm-notify status "$c" -o jsonl | jq -r .channel)"

# ---- by a standing approval: late complaints to our own people, with nobody beside ----

store a
at 12:00:00
sha=$(crm-notify templates -o jsonl | jq -r 'select(.template == "complaint_escalation") | .version')
settings ".company={name:\"Huaxin\"} | .standing=[{name:\"esc\",template:\"complaint_escalation\",template_sha256:\"$sha\",category:\"escalation\",to:[\"internal\"],by:\"qm\",until:\"2026-11-30\"}]"
customer A sent-1@a.example
crm-customer add --id DQ --name quality --sort department --channels test >/dev/null
crm-customer contact DQ --contact li --name Li --email sent-2@us.example >/dev/null
crm-complaint open --customer A --part P --defect burr --received-at 2026-11-10T08:00:00+08:00 >/dev/null
late() {
	crm-complaint late --running -o jsonl | crm-notify draft -t complaint_escalation --to "$1" --by au -o jsonl - |
		crm-notify send --commit - -o jsonl
}
late dept:quality >rows 2>err
same 'what is late is sent' "sent-2@us.example sent" "$(jq -r '"\(.address) \(.what)"' rows | sort -u)"
same 'by that approval' 'sent esc' "$(crm-notify list -o jsonl -F state,standing | jq -r '"\(.state) \(.standing)"' | sort -u)"
sent=$(wc -l <log)
late dept:quality >rows 2>err
same 'the next hour: nothing new' "$sent" "$(wc -l <log)"
crm-complaint late --running -o jsonl >late.jsonl
check_status 65 'it never covers a customer: there is no such notice' \
	crm-notify draft -t complaint_escalation --to customer:A:a --by au late.jsonl
done_testing
