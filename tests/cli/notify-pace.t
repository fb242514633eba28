#!/bin/sh
# What cannot wait has a clock: from its half on the next channel is tried, from 80 % on those who are
# to be called are named, once. One run at a time works off all; who does not answer is let alone.
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
link() {
	ln -sf "$BUILD/libexec/channel-test" "channel-$1"
	settings ".channels[\"$1\"]={program:\"$PWD/channel-$1\"}"
}
CALLS='.notify.contingency=[{name:"Wang Wei",phone:"+86 138 0000 0001"},{name:"Li Na",email:"na@crm.example"}]'

# ---- who is to be called is read at once ----

store bad
customer A sent-1@a.example
notice A >/dev/null
while IFS='|' read -r call want; do
	settings ".notify.contingency=[$call]"
	run crm-notify plan -o jsonl
	same "$call: read when anything is planned" "${want%% *}" "$status"
	like "$call: why" "${want#* }" "$err."
done <<'E'
{name:"Wang Wei",phone:"+86 138 0000 0001",email:"w@crm.example"}|0 .
{name:"Wang\u0007 Wei",phone:"1"}|78 crm.json: .*contingency.*name: expected one line without control characters
{name:"Wang Wei",phone:"1\n2"}|78 crm.json: .*contingency.*phone: expected a number
{name:"Wang Wei",phone:"call me"}|78 crm.json: .*contingency.*phone: expected a number
{name:"Wang Wei",email:"w@crm.example, x@crm.example"}|78 crm.json: .*contingency.*email: expected one mail address
E

# ---- deferred: the next channel at half of the clock ----

store s
link sms
settings "$CALLS"
customer A deferred@a.example test,sms
n=$(notice A --urgency urgent)
check_status 75 'deferred' send
at 12:29:59
check_status 75 'under the half: the same channel again' send
same 'by it' 'queued test 2 deferred 451' "$(st "$n")"
at 12:30:00
check 'half: the next one' send
same 'by it' 'sent sms 3 sent 250' "$(st "$n")"
same 'the first one is over' 'failed,sent' "$(where "$n")"
like 'why' half_clock "$(cat s/outbox/failed/*)"
same 'and in the record' 'failed half_clock' "$(crm-notify show "$n" |
	jq -r '[.attempts[] | select(.channel == "test" and .number == 2)] | map(select(.status == "failed"))[0] | "\(.status) \(.code)"')"
same 'the other number of the message' "$(jq -r .message_id log)" "$(crm-notify status "$n" -o jsonl | jq -r .message_id)"

# ---- with none left it is kept trying; at 80 % those to be called ----

at 12:00:00
customer B deferred@b.example test
n=$(notice B --urgency urgent)
send >/dev/null
at 12:47:59
check_status 75 'none is left: it is tried again' send
same 'by the same' 'queued test 2 deferred 451 queue' "$(st "$n") $(where "$n")"
at 12:48:00
check_status 75 '80 %' send
like 'an alert that names them' "alert: $n: not sent, 80 % of its clock until 2026-11-20T13:00:00\\+08:00 are over, attempt 2 by 'test': deferred 451; call: 1\\. Wang Wei \\+86 138 0000 0001, 2\\. Li Na na@crm.example" "$err"
same 'in the record' '1. Wang Wei +86 138 0000 0001, 2. Li Na na@crm.example' "$(crm-notify show "$n" | jq -r .escalated_to)"
at 12:55:00
run send
unlike 'once' 'alert' "$err"
crm-notify give-up "$n" --failed-why x >/dev/null

# ---- handed, and nobody has said what came of it ----

at 12:00:00
customer C handed@c.example test,sms
n=$(notice C --urgency urgent)
check 'handed' send
at 12:29:59
check 'under the half' send
same 'it is left there' 'queued test 1 handed null hold' "$(st "$n") $(where "$n")"
at 12:30:00
run send
same 'half: the next one' 'sent sms 2 sent 250 failed,sent' "$(st "$n") $(where "$n")"
customer D handed@d.example test
n=$(notice D --urgency urgent)
send >/dev/null
at 13:18:00
check_status 3 'no other channel: it stays, and they are called' send
same 'on the list' 'queued test 1 handed null hold' "$(st "$n") $(where "$n")"
like 'called' 'by .test.: handed; call: 1' "$err"
crm-notify sent "$n" --channel test >/dev/null

# ---- late from the beginning: each is tried once ----

at 12:00:00
customer E deferred@e.example test,sms
n=$(crm-notify draft -t note --to customer:E:a --by au --urgency urgent -F id | jq -r .id)
at 14:00:00
crm-notify approve "$n" --by qm >/dev/null
check 'past its clock: both in one run' send
same 'the first one was tried' 'test deferred, sms sent' "$(printf '%s\n' "$out" | jq -r 'select(.what != "failed") | "\(.channel) \(.what)"' | paste -sd, | sed 's/,/, /')"
unlike 'it has left: nobody is called' 'alert' "$err"
customer F handed@f.example test,sms
n=$(crm-notify draft -t note --to customer:F:a --by au --urgency emergency --reason fire --countermeasure 'line stopped' -F id | jq -r .id)
at 15:00:00
crm-notify approve "$n" --by qm >/dev/null
check_status 3 'handed late' send
at 15:05:59
run send
same 'a person has a tenth of the clock' hold "$(where "$n")"
at 15:06:00
run send
same 'then the next' 'failed,sent' "$(where "$n")"

# ---- what ends earlier than its clock; what has none ----

at 12:00:00
n=$(notice A --urgency urgent --occasion x --expires-at 2026-11-20T12:20:00+08:00)
m=$(notice A --occasion y)
send >/dev/null
at 12:09:59
send >/dev/null
same 'under the half of what is left' 'queued test' "$(crm-notify status "$n" -o jsonl | jq -r '"\(.state) \(.channel)"')"
at 12:10:00
send >/dev/null
same 'half' 'sent sms' "$(crm-notify status "$n" -o jsonl | jq -r '"\(.state) \(.channel)"')"
export CRM_NOW=2026-11-21T12:00:00+08:00
send >/dev/null 2>&1
same 'an ordinary one has no such clock' 'queued test' "$(crm-notify status "$m" -o jsonl | jq -r '"\(.state) \(.channel)"')"

# ---- settings ----

settings '.clocks={notice:{alert:{limit:"PT10M"}}}'
at 12:00:00
n=$(notice A --urgency urgent --occasion z)
send "$n" >/dev/null
at 12:04:59
run send "$n"
same 'the clock is of the settings: under its half' test "$(crm-notify status "$n" -o jsonl | jq -r .channel)"
at 12:05:00
run send "$n"
same 'its half' sms "$(crm-notify status "$n" -o jsonl | jq -r .channel)"
for bad in '[{name:"Wang",mobile:"1"}]' '[{name:"Wang"}]' '{name:"Wang"}' '[{phone:"1"}]' '[7]'; do
	settings ".notify.contingency=$bad"
	check_status 78 "contingency: $bad" crm-notify send
	like 'where' 'crm.json: field .notify.contingency' "$err"
done
settings "$CALLS"

done_testing
