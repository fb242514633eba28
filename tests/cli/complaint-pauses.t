#!/bin/sh
# Pauses: who may be waited for, what they move and what not, and that they survive reopening and
# changes of severity and owner; rates with and without them.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

crm-store init s --zone Europe/Berlin
CRM_DIR=$PWD/s
export CRM_DIR

# step TIME ARG...: a step at that day and time, quietly
step() {
	at=2026-11-$1+01:00
	shift
	crm-complaint "$@" --now "$at" -o jsonl >/dev/null
}
# shown ID CLOCK FIELDS TIME: as CSV
shown() {
	crm-complaint clocks "$1" --now "2026-11-$4+01:00" -F "clock,$3" -o csv | sed -n "s/^$2,//p"
}

step 16T09:00:00 open --id C-1 --customer ACME --needs-8d true
check_status 2 'a pause needs a reason' crm-complaint pause C-1 --now 2026-11-16T10:00:00+01:00
check_status 65 'waiting for the customer needs the reference' \
	crm-complaint pause C-1 --why sample --on customer --now 2026-11-16T10:00:00+01:00
like '  it says so' "needs --ref" "$err"
check_status 65 'an unknown party is refused' \
	crm-complaint pause C-1 --why sample --on nobody --now 2026-11-16T10:00:00+01:00
like '  with the words that there are' 'customer, supplier, us' "$err"
check_status 1 'resume without a pause' crm-complaint resume C-1 --now 2026-11-16T10:00:00+01:00
like '  it says so' 'is not paused' "$err"
check 'a pause' crm-complaint pause C-1 --why sample --on customer --ref 'QN 7' --now 2026-11-16T10:00:00+01:00
same 'it is in the record' 'QN 7 customer sample 2026-11-16T10:00:00+01:00' \
	"$(printf '%s\n' "$out" | jq -r '.pauses[] | [.ref, .on, .why, .at] | join(" ")')"
check_status 1 'a second one at the same time is refused' \
	crm-complaint pause C-1 --why more --now 2026-11-16T11:00:00+01:00
like '  it says since when' 'is paused since 2026-11-16T10:00:00\+01:00' "$err"

same '8D clocks are paused' 'paused,18000,2026-11-17T14:00:00+01:00,' \
	"$(shown C-1 contain verdict,paused_s,due_at,plain 16T15:00:00)"
same 'late without the pause' 'paused,late' "$(shown C-1 contain verdict,plain 19T15:00:00)"
same 'K2 feels nothing' 'late,,' "$(shown C-1 inform verdict,paused_s,plain 16T15:00:00)"
same 'nor the answers, unless the settings say so' 'running,,' "$(shown C-1 answer verdict,paused_s,plain 16T15:00:00)"
unlike 'what is paused is not late' '"contain"' "$(crm-complaint late --now 2026-11-19T15:00:00+01:00)"
unlike 'nor due' '"contain"' "$(crm-complaint due --within P9D --now 2026-11-16T15:00:00+01:00)"

# severity and owner change while it lasts
step 16T11:00:00 assess C-1 --severity critical
step 16T11:30:00 amend C-1 --why 'other owner' engineer=qe07
same 'the pause lasts over a change of severity and owner' 'paused,18000' \
	"$(shown C-1 contain verdict,paused_s 16T15:00:00)"
check 'resume' crm-complaint resume C-1 --now 2026-11-16T16:00:00+01:00
same 'the clock goes on, moved by the pause' 'running,21600,2026-11-17T15:00:00+01:00' \
	"$(shown C-1 contain verdict,paused_s,due_at 16T17:00:00)"
same 'explain leaves it out' '2026-11-16T09:00:00+01:00,2026-11-16T10:00:00+01:00,3600
2026-11-16T16:00:00+01:00,2026-11-16T17:00:00+01:00,3600' "$(
	crm-complaint clocks C-1 --explain --now 2026-11-16T17:00:00+01:00 -o csv \
		-F clock,interval_from,interval_to,counted_s | sed -n 's/^contain,//p')"
same 'working days move by it too' 2026-11-30T15:00:00+01:00 "$(shown C-1 choose due_at 16T17:00:00)"
check_status 65 'resume before the pause began' sh -c '
	crm-complaint pause C-1 --why x --now 2026-11-16T18:00:00+01:00 >/dev/null &&
	crm-complaint resume C-1 --at 2026-11-16T17:00:00+01:00 --now 2026-11-16T18:05:00+01:00'
step 16T18:00:00 resume C-1
same 'a pause of no length moves nothing' 2026-11-17T15:00:00+01:00 "$(shown C-1 contain due_at 16T19:00:00)"

# what is entered late is seen
same 'no late entry so far' null "$(crm-complaint show C-1 | jq -c .late_entry.pauses)"
crm-complaint pause C-1 --why forgotten --at 2026-11-17T08:00:00+01:00 --now 2026-11-17T08:15:01+01:00 >/dev/null
same 'a pause entered late is noted' '"2026-11-17T08:15:01+01:00"' \
	"$(crm-complaint show C-1 | jq -c .late_entry.pauses.rec)"
step 17T09:00:00 resume C-1

# the answers by setting, and reopening: the pause counts on
printf '{"format":1,"zone":"Europe/Berlin","clocks":{"complaint":{"answer":{"pausable":true}}}}\n' >s/crm.json
step 16T09:00:00 open --id R-1 --customer ACME
step 16T10:00:00 pause R-1 --why parts --on supplier
step 16T14:00:00 resume R-1
for name in inform contact analyse reply; do
	step 16T15:00:00 $name R-1
done
step 17T12:00:00 answer R-1 --solution sorted
same 'met for it was paused' '{"verdict":"met","limit":"PT24H","due_at":"2026-11-17T13:00:00+01:00","plain":"late"}' \
	"$(crm-complaint show R-1 | jq -c .verdicts.answer)"
step 17T13:00:00 close R-1
run crm-store check --now 2026-11-18T00:00:00+01:00
same 'check believes the verdict, and tells of the late entry alone' 'late_entry' \
	"$(printf '%s\n' "$out$err" | grep -o '\[[a-z_]*\]' | tr -d '[]')"
step 17T14:00:00 reopen R-1 --why again
same 'opened again it still counts' 'late,14400,2026-11-17T13:00:00+01:00' \
	"$(shown R-1 answer verdict,paused_s,due_at 17T15:00:00)"

# where a pause may begin
step 16T09:00:00 open --id B-1 --customer BEGIN
check_status 1 'not before receipt' \
	crm-complaint pause B-1 --why x --at 2026-11-16T08:59:59+01:00 --now 2026-11-16T12:00:00+01:00
like '  it says so' "is earlier than 'received_at', 2026-11-16T09:00:00\+01:00" "$err"
step 16T10:00:00 pause B-1 --why x
step 16T11:00:00 resume B-1
check_status 1 'not within one that has ended' \
	crm-complaint pause B-1 --why y --at 2026-11-16T10:30:00+01:00 --now 2026-11-16T12:00:00+01:00
like '  it says so' 'was paused then, until 2026-11-16T11:00:00\+01:00' "$err"

# closed it does not stand still
for what in confirm inform contact analyse reply answer; do
	step 16T12:00:00 $what B-1
done
step 16T13:00:00 pause B-1 --why z
step 16T14:00:00 close B-1
run crm-complaint show B-1
same 'close ends the pause' '2026-11-16T13:00:00+01:00 2026-11-16T14:00:00+01:00 true' \
	"$(printf '%s\n' "$out" | jq -r '.pauses[] | select(.why == "z") | "\(.at) \(.until) \(has("ended_by"))"')"
step 17T09:00:00 reopen B-1 --why again
check_status 1 'opened again it is not paused' crm-complaint resume B-1 --now 2026-11-17T10:00:00+01:00

# rates with and without
step 16T09:00:00 open --id F-1 --customer RATE
step 16T10:00:00 pause F-1 --why parts --on supplier
step 16T14:00:00 resume F-1
step 17T12:00:00 answer F-1
step 16T09:00:00 open --id F-2 --customer RATE
step 16T12:00:00 answer F-2
# rates CUSTOMER CLOCK: FIGURE VALUE
rates() {
	crm-report complaints --where "customer=$1" --clock "$2" --now 2026-11-20T00:00:00+01:00 \
		-F figure,value -o csv | grep timely
}
same 'timely with and without pauses' 'timely_all,100.0000
timely_due,100.0000
timely_all_plain,50.0000
timely_due_plain,50.0000' "$(rates RATE answer)"
same 'one pair where pauses change nothing' 'timely_all,0.0000
timely_due,0.0000' "$(rates RATE inform)"
same 'the ids behind it' 'timely_all_plain,F-1
timely_due_plain,F-1' "$(crm-report complaints --ids --where customer=RATE --clock answer \
	--now 2026-11-20T00:00:00+01:00 -F figure,id -o csv | grep plain)"
done_testing
