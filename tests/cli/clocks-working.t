#!/bin/sh
# Clocks in working time: the customer's calendar decides the customer's deadlines; lunch breaks,
# make-up Sundays, other zones, nights of a clock change, years that a calendar does not cover.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

crm-store init s --zone Europe/Berlin
CRM_DIR=$PWD/s
export CRM_DIR
mkdir -p s/calendars

# hours NAME HOURS [MORE]: a calendar, Monday to Friday; week NAME WEEK [MORE]: any
week() {
	printf '{%s,"zone":"%s"%s}\n' "$2" "${zone:-Europe/Berlin}" "${3:+,$3}" >"s/calendars/$1.json"
}
hours() {
	week "$1" "\"week\":{\"mon-fri\":[$2]}" "${3-}"
}
hours office '"09:00-17:00"'
hours lunch '"09:00-12:00","13:00-18:00"'
hours makeup '"09:00-17:00"' '"work":{"2026-11-22":"make-up"},"covers":["2026"]'
hours year '"09:00-17:00"' '"covers":["2026"]'
zone=Asia/Shanghai hours far '"09:00-17:00"'
week night '"week":{"mon-sun":["22:00-06:00"]}'
printf '%s\n' '{"format":1,"zone":"Europe/Berlin","calendar":"office","customers":{
	"OFFICE":{"calendar":"office"}, "LUNCH":{"calendar":"lunch"}, "MAKEUP":{"calendar":"makeup"},
	"FAR":{"calendar":"far"}, "NIGHT":{"calendar":"night"}, "YEAR":{"calendar":"year"},
	"ZONE":{"name":"in Shanghai","zone":"Asia/Shanghai"}},
	"clocks":{"complaint":{"reply":{"limit":"PT8H","calendar":"customer"}}}}' >s/crm.json

# open_one ID CUSTOMER RECEIVED [OPTION...]: opens one
open_one() {
	id=$1 customer=$2 received=$3
	shift 3
	crm-complaint open --id "$id" --customer "$customer" --received-at "$received" --now "$received" \
		"$@" -o jsonl >/dev/null
}
# shown ID CLOCK FIELDS [NOW]: as CSV
shown() {
	crm-complaint clocks "$1" --now "${4:-2026-11-20T16:00:00+01:00}" -F "clock,$3" -o csv |
		sed -n "s/^$2,//p"
}
# due_is NAME CUSTOMER RECEIVED DUE: of 8 working hours
n=0
due_is() {
	n=$((n + 1))
	open_one "W-$n" "$2" "$3"
	same "$1" "$4,$(printf '%s' "$2" | tr '[:upper:]' '[:lower:]')" "$(shown "W-$n" reply due_at,calendar "$3")"
}

due_is 'Friday 16:00 and 8 hours of 09-17' OFFICE 2026-11-20T16:00:00+01:00 2026-11-23T16:00:00+01:00
due_is 'Friday 16:00 and 8 hours of 09-12, 13-18' LUNCH 2026-11-20T16:00:00+01:00 2026-11-23T16:00:00+01:00
due_is 'received in the lunch break' LUNCH 2026-11-19T12:30:00+01:00 2026-11-20T12:00:00+01:00
due_is 'a make-up Sunday counts' MAKEUP 2026-11-20T16:00:00+01:00 2026-11-22T16:00:00+01:00
due_is 'received on a make-up Sunday' MAKEUP 2026-11-22T10:00:00+01:00 2026-11-23T10:00:00+01:00
due_is '22:00 here is the morning there' FAR 2026-11-19T22:00:00+01:00 2026-11-20T17:00:00+08:00
due_is '22:00 there waits for the morning' FAR 2026-11-19T22:00:00+08:00 2026-11-20T17:00:00+08:00
due_is 'the short night in spring' NIGHT 2026-03-28T22:00:00+01:00 2026-03-29T23:00:00+02:00
due_is 'the long night in autumn' NIGHT 2026-10-24T22:00:00+02:00 2026-10-25T05:00:00+01:00
open_one N-1 NOBODY 2026-11-20T16:00:00+01:00
same 'a customer without a calendar has ours' '2026-11-23T16:00:00+01:00,office' "$(shown N-1 reply due_at,calendar)"
same 'a clock that is not set so stays elapsed' '2026-11-21T16:00:00+01:00,' "$(shown N-1 answer due_at,calendar)"

# explain: every interval that was counted
same 'explain shows the intervals without lunch, night and weekend' \
	'2026-11-20T16:00:00+01:00,2026-11-20T18:00:00+01:00,7200
2026-11-23T09:00:00+01:00,2026-11-23T12:00:00+01:00,10800
2026-11-23T13:00:00+01:00,2026-11-23T14:30:00+01:00,5400' "$(
		crm-complaint clocks W-2 --explain --now 2026-11-23T14:30:00+01:00 -o csv \
			-F clock,interval_from,interval_to,counted_s | sed -n 's/^reply,//p')"
same 'used is their sum' 23400 "$(shown W-2 reply used_s 2026-11-23T14:30:00+01:00)"

# the limit itself is met, a second later is late, though no working time has passed
crm-complaint reply W-3 --at 2026-11-20T12:00:00+01:00 --now 2026-11-20T12:00:30+01:00 >/dev/null
same 'met at the end of the working hours' met "$(shown W-3 reply verdict 2026-11-21T00:00:00Z)"
crm-complaint reply W-1 --at 2026-11-23T16:00:01+01:00 --now 2026-11-23T16:00:30+01:00 >/dev/null
same 'late a second after the limit' late,1 "$(shown W-1 reply verdict,over_s 2026-11-24T00:00:00Z)"
same 'the calendar is frozen with the verdict' office "$(crm-complaint show W-1 | jq -r .verdicts.reply.calendar)"

unlike 'check believes it' verdict_mismatch "$(crm-store check --now 2026-11-24T00:00:00Z 2>&1)"

# a warning an hour before 11:00 is due at 10:00, not in the night before; left is elapsed time
open_one D-1 OFFICE 2026-11-19T11:00:00+01:00
same 'due at 11:00 the next day' 2026-11-20T11:00:00+01:00 "$(shown D-1 reply due_at)"
for at in 2026-11-19T16:55:00 2026-11-20T00:00:00 2026-11-20T09:59:59; do
	same "not due within an hour at $at" '' "$(crm-complaint due --within PT1H --where id=D-1 \
		-F clocks.reply.left_s -o csv --now $at+01:00 | tail -n +2 | tr -d '\n')"
done
like 'but at 10:00' '"left_s":3600' "$(
	crm-complaint due --within PT1H --where id=D-1 -F clocks.reply.left_s --now 2026-11-20T10:00:00+01:00)"

# a calendar that lacks the year
open_one Y-1 YEAR 2026-12-31T16:00:00+01:00 --needs-8d true
like 'beyond what is covered it is provisional' '"clock":"reply".*"due_at":"2027-01-01T16:00:00\+01:00".*"provisional":true' \
	"$(crm-complaint clocks Y-1 --now 2026-12-31T17:00:00+01:00)"
like 'due says so' '"provisional":true' \
	"$(crm-complaint due --within P30D --where id=Y-1 --now 2027-01-01T10:00:00+01:00)"
same 'elapsed clocks never are' '' "$(shown Y-1 answer provisional 2026-12-31T17:00:00+01:00)"
same 'working days are' true "$(shown Y-1 choose provisional 2026-12-31T17:00:00+01:00)"
open_one Y-2 YEAR 2026-11-19T16:00:00+01:00 --needs-8d true
same 'within what is covered it is not' '' "$(shown Y-2 reply provisional)"

# working days of clocks that name no calendar: the customer's
open_one T-1 MAKEUP 2026-11-20T16:00:00+01:00 --needs-8d true
open_one T-2 NOBODY 2026-11-20T16:00:00+01:00 --needs-8d true
open_one T-3 ZONE 2026-11-20T22:00:00+01:00 --needs-8d true
same '10wd over a make-up Sunday' 2026-12-03T16:00:00+01:00,makeup "$(shown T-1 choose due_at,calendar)"
same '10wd from Monday to Friday' 2026-12-04T16:00:00+01:00, "$(shown T-2 choose due_at,calendar)"
same '10wd in the zone of the customer' 2026-12-04T05:00:00+08:00, "$(shown T-3 choose due_at,calendar)"
same 'P30D there too' 2026-12-21T05:00:00+08:00, "$(shown T-3 accept due_at,calendar)"

# the calendars that are installed
CRM_SHARE=$TOP/lib/share
export CRM_SHARE
printf '%s\n' '{"format":1,"zone":"Asia/Shanghai","calendar":"cn","customers":{
	"BMW":{"zone":"Europe/Berlin","calendar":"de-by"}}}' >s/crm.json
open_one I-1 BMW 2026-05-13T10:00:00+02:00 --needs-8d true
same 'Ascension, Whit Monday and Corpus Christi are no working days there' \
	2026-05-29T10:00:00+02:00,de-by "$(shown I-1 choose due_at,calendar 2026-05-14T00:00:00Z)"
done_testing
