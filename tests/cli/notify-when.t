#!/bin/sh
# When a notice goes: the recipient's night, his holidays, the nights of a clock change; in time or
# late; what was to go at a time that is past.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

export CRM_LIBEXEC="$BUILD/libexec" CRM_NOW=2026-01-05T12:00:00Z
export CRM_TEST_CHANNEL_LOG="$PWD/log"
: >log
crm-store init s --zone Asia/Shanghai >/dev/null
export CRM_DIR="$PWD/s"
jq -c '.notify={from:"quality@crm.example"} | .company={name:"Huaxin"} | .customers={GM:{lead:{terms:5}}}' s/crm.json >c &&
	cat c >s/crm.json
mkdir -p s/calendars s/notice/templates/note
cat >s/calendars/detroit.json <<'END_'
{"zone": "America/Detroit", "covers": ["2026"], "week": {"mon-fri": ["08:00-17:00"]}, "off": {"2026-11-26": "Thanksgiving"}}
END_
echo '{"category":"quality_information"}' >s/notice/templates/note/template.json
printf 'Subject: S\n\n{{contact.name}}\n' >s/notice/templates/note/en.txt
customer() {
	id=$1
	shift
	crm-customer add --id "$id" --name "N $id" --zone America/Detroit --channels test "$@" >/dev/null
	crm-customer contact "$id" --contact a --name Anna --email "sent-1@$id.example" >/dev/null
}
customer GM --quiet 20:00-07:00
customer FORD --quiet 20:00-07:00 --calendar detroit
: >count
# notice CUSTOMER [OPTION...]: prints its id, approved.
notice() {
	to=$1
	echo x >>count
	shift
	crm-notify draft -t note --to "customer:$to:a" --by au --occasion "$(wc -l <count)" -F id "$@" </dev/null | jq -r .id >made
	crm-notify approve "$(cat made)" --by qm >/dev/null
	cat made
}
planned() { crm-notify plan "$1" --now "$2" -o jsonl | jq -r '[.what, .not_before, .findings // "-"] | join(" ")'; }
# sent ID TIME: what send makes of it.
sent() { crm-notify send --commit "$1" --now "$2" -o jsonl 2>err | jq -r '[.what, .not_before // "-"] | join(" ")'; }
state() { crm-notify show "$1" | jq -r .state; }

# ---- the night ----

a=$(notice GM)
same 'in the evening: at seven, his time' 'wait 2026-01-06T07:00:00-05:00 -' "$(planned "$a" 2026-01-05T20:00:00-05:00)"
same '  a second before it goes' 'send 2026-01-05T19:59:59-05:00 -' "$(planned "$a" 2026-01-05T19:59:59-05:00)"
same '  our morning is his evening' 'wait 2026-01-06T07:00:00-05:00 -' "$(planned "$a" 2026-01-06T09:00:00+08:00)"
u=$(notice GM --urgency urgent)
same 'urgent: at once' 'send 2026-01-05T23:00:00-05:00 -' "$(planned "$u" 2026-01-05T23:00:00-05:00)"
e=$(notice GM --urgency emergency --reason r --countermeasure c)
same 'so an emergency' 'send 2026-01-05T23:00:00-05:00 -' "$(planned "$e" 2026-01-05T23:00:00-05:00)"
same 'send holds it' 'wait 2026-01-06T07:00:00-05:00' "$(sent "$a" 2026-01-05T23:00:00-05:00)"
same '  and not the urgent one' sent "$(sent "$u" 2026-01-05T23:00:00-05:00 >/dev/null; state "$u")"
same '  a second too early' 'approved' "$(sent "$a" 2026-01-06T06:59:59-05:00 >/dev/null; state "$a")"
same '  and at seven it goes' 'sent' "$(sent "$a" 2026-01-06T07:00:00-05:00 >/dev/null; state "$a")"

# ---- the nights of a clock change, spring 8 March and autumn 1 November ----

export CRM_NOW=2026-03-07T12:00:00Z
b=$(notice GM)
same 'spring: an hour less' 'wait 2026-03-08T07:00:00-04:00' "$(sent "$b" 2026-03-07T20:00:00-05:00)"
same '  not yet at six of the old time' 'send 2026-03-08T07:00:00-04:00 -' "$(planned "$b" 2026-03-08T06:00:00-05:00)"
same '  nor a second before' 'wait 2026-03-08T07:00:00-04:00 -' "$(planned "$b" 2026-03-08T05:59:59-05:00)"
same '  it goes' sent "$(sent "$b" 2026-03-08T07:00:00-04:00 >/dev/null; state "$b")"
export CRM_NOW=2026-10-31T12:00:00Z
c=$(notice GM)
same 'autumn: an hour more' 'wait 2026-11-01T07:00:00-05:00' "$(sent "$c" 2026-10-31T20:00:00-04:00)"
same '  seven of the old time is six' 'wait 2026-11-01T07:00:00-05:00 -' "$(planned "$c" 2026-11-01T07:00:00-04:00)"
same '  it goes' sent "$(sent "$c" 2026-11-01T07:00:00-05:00 >/dev/null; state "$c")"

# ---- his days off ----

export CRM_NOW=2026-11-20T12:00:00Z
d=$(notice FORD)
same 'a holiday of his calendar' 'wait 2026-11-27T08:00:00-05:00 -' "$(planned "$d" 2026-11-26T12:00:00-05:00)"
same 'a weekend' 'wait 2026-11-30T08:00:00-05:00' "$(sent "$d" 2026-11-28T12:00:00-05:00)"
same '  urgent ones go' 'send 2026-11-26T12:00:00-05:00 -' "$(planned "$(notice FORD --urgency urgent)" 2026-11-26T12:00:00-05:00)"
same 'whose calendar nobody knows has no days off' 'send 2026-11-26T12:00:00-05:00 -' \
	"$(planned "$(notice GM)" 2026-11-26T12:00:00-05:00)"
same 'beyond the calendar: told' 'send 2027-01-04T12:00:00-05:00 provisional' "$(planned "$d" 2027-01-04T12:00:00-05:00)"
like '  why' 'Thanksgiving' "$(crm-notify plan "$(notice FORD)" --now 2026-11-26T12:00:00-05:00 --explain -o jsonl)"

# ---- a time that was asked for ----

p=$(notice GM)
crm-notify hold "$p" --held-why 'after the meeting' --held-until 2026-11-23T15:00:00-05:00 >/dev/null
same 'not before' 'wait 2026-11-23T15:00:00-05:00 -' "$(planned "$p" 2026-11-23T14:59:59-05:00)"
same 'just then' 'send 2026-11-23T15:00:00-05:00 -' "$(planned "$p" 2026-11-23T15:00:00-05:00)"
same 'a time past sends now' 'send 2026-11-23T15:00:01-05:00 past_time' "$(planned "$p" 2026-11-23T15:00:01-05:00)"
same '  and his night still counts' 'wait 2026-11-24T07:00:00-05:00 past_time' "$(planned "$p" 2026-11-23T20:30:00-05:00)"
sent "$p" 2026-11-24T09:00:00-05:00 >/dev/null
same '  send' sent "$(state "$p")"
like '  with a warning' "$p.*is past" "$(cat err)"

# ---- a change in time ----

export CRM_NOW=2026-12-10T15:00:00Z
price() {
	crm-notify draft -t price --title t --old-value 1 --new-value 2 --scope all --our-contact Li --reason r \
		--to customer:GM:a --effective "$1" --by au -o jsonl </dev/null
}
run price 2026-12-20
like 'ten days ahead where 30 are due: told when it is drafted' 'warning: .*is told 10 days ahead where 30 are due: 1 of 1' "$err"
same '  it is drafted all the same' 0 "$status"
late=$(printf '%s\n' "$out" | jq -r .id)
crm-notify approve "$late" --by qm >/dev/null
same '  in its plan' 'send 2026-12-10T10:00:00-05:00 told_late' "$(planned "$late" 2026-12-10T10:00:00-05:00)"
run crm-notify send "$late" -o jsonl
like '  told before it is sent' "$late.*10 days ahead where 30 are due" "$err"
sent "$late" 2026-12-10T10:00:00-05:00 >/dev/null
like '  and when it is' '10 days ahead' "$(cat err)"
same '  it is not held for that' sent "$(state "$late")"
run price 2027-01-09
unlike 'thirty days ahead: nothing' 'days ahead' "$err"
in_time=$(printf '%s\n' "$out" | jq -r .id)
crm-notify approve "$in_time" --by qm >/dev/null
same '  nor in its plan' 'send 2026-12-10T10:00:00-05:00 -' "$(planned "$in_time" 2026-12-10T10:00:00-05:00)"
same '  that goes in the morning after it is late' 'wait 2026-12-11T07:00:00-05:00 told_late' \
	"$(planned "$in_time" 2026-12-10T20:00:00-05:00)"
run price 2027-01-08
like 'twenty-nine' 'is told 29 days ahead where 30 are due' "$err"
run crm-notify draft -t terms --title t --old-value 1 --new-value 2 --scope all --our-contact Li --reason r \
	--to customer:GM:a --effective 2026-12-15 --by au -o jsonl </dev/null
unlike 'days of the customer'"'"'s own' 'days ahead' "$err"
done_testing
