#!/bin/sh
# crm-ppap retain and destroy: how long the records of a submission are kept; review: the packages
# of suppliers.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW
crm-store init . >/dev/null
chmod 700 .
cp -R "$TOP/examples/ppap/bracket" good
cp -R "$TOP/examples/ppap/bracket-faulty" faulty
run crm-ppap seal good
run crm-ppap submit good
run crm-ppap verdict P-2026-0001 --verdict approved

# kept ID [NOW]: what retain says of it
kept() {
	crm-ppap retain "$1" -o jsonl --now "${2:-$CRM_NOW}" |
		jq -r '"\(.status) \(.active) \(.keep_until) \(.legal_hold) \(.destroyable)"'
}

# ---- retention ----

same 'retain: active' 'approved true null null false' "$(kept P-2026-0001)"
check_status 1 'destroy: not what is active' crm-ppap destroy P-2026-0001 --destroyed-how shredded
like '  why' 'the part is active, in production or service' "$err"
check_status 1 'inactive: not before it was approved' crm-ppap inactive P-2026-0001 --inactive-since 2026-11-19
like '  why' "is earlier than 'verdict_at'" "$err"
check 'inactive' crm-ppap inactive P-2026-0001 --inactive-since 2026-11-20
same '  the year after its last one' 'approved false 2027-12-31 null false' "$(kept P-2026-0001)"
same 'due: the end of it' 'retention 2027-12-31T23:59:59Z' \
	"$(crm-ppap due --within P30D -o jsonl --now 2027-12-10T00:00:00Z | jq -r '"\(.clock) \(.due_at)"')"
same 'todo: too' '2027-12-31 retention' \
	"$(crm-store todo -o jsonl --within P30D --now 2027-12-10T00:00:00Z | jq -r '"\(.due) \(.what)"')"
check_status 1 'destroy: not on the last day' crm-ppap destroy P-2026-0001 --destroyed-how shredded --now 2027-12-31T23:59:59Z
like '  why' 'is 2027-12-31: active time and the calendar years after it' "$err"
check 'hold' crm-ppap hold P-2026-0001 --hold-why 'suit 12'
same '  beats all' 'approved false 2027-12-31 true false' "$(kept P-2026-0001 2030-01-01T00:00:00Z)"
check_status 1 'void: not what is held' crm-ppap void P-2026-0001 --why x
like '  why' 'legal hold: suit 12' "$err"
check_status 1 'hold: not twice' crm-ppap hold P-2026-0001 --hold-why 'suit 13'
like '  the reason is told' 'held already: suit 12' "$err"
check_status 1 'destroy: not what is held' crm-ppap destroy P-2026-0001 --destroyed-how shredded --now 2030-01-01T00:00:00Z
like '  why' 'legal hold: suit 12' "$err"
check 'release' crm-ppap release P-2026-0001 --release-why settled
same 'retain --destroyable: not yet' '' "$(crm-ppap retain --destroyable -o jsonl)"
same '  the day after' P-2026-0001 "$(crm-ppap retain --destroyable -o jsonl --now 2028-01-01T00:00:00Z | jq -r .id)"
check_status 66 'retain: no such one' crm-ppap retain P-2026-0001 P-2026-0099
same '  the others are told' P-2026-0001 "$(printf '%s\n' "$out" | jq -r .id)"

# ---- with the one in its place ----

cp -R good next
run crm-ppap set next request.reference=R16
run crm-ppap seal next
run crm-ppap reactivate P-2026-0001
check 'submit --previous: after an approved one' crm-ppap submit next --previous P-2026-0001 -o jsonl
same '  the number begins anew' '1 P-2026-0001' "$(printf '%s\n' "$out" | jq -r '"\(.submission) \(.previous)"')"
check 'verdict: approved' crm-ppap verdict P-2026-0002 --verdict approved
run crm-ppap inactive P-2026-0002 --inactive-since 2026-11-20 --retention-years 15
same 'retain: as long as the one in its place' 'superseded false 2041-12-31 null false' "$(kept P-2026-0001)"
same '  it is inactive, too' '2026-11-20 2027-12-31' "$(crm-ppap show P-2026-0001 -o jsonl | jq -r '"\(.inactive_since) \(.keep_until)"')"
same '  whose it says' P-2026-0002 "$(crm-ppap retain P-2026-0001 -o jsonl | jq -r .with)"
CRM_NOW=2042-01-01T00:00:00Z
check_status 1 'destroy: not before that' crm-ppap destroy P-2026-0001 --destroyed-how s --destroyed-with P-2026-0002
like '  why' 'its own records are still kept' "$err"
check 'destroy: that' crm-ppap destroy P-2026-0002 --destroyed-how 's, seen by qm01'
same 'retain: then it may go, too' 'superseded false 2041-12-31 null true' "$(kept P-2026-0001)"
check_status 1 'destroy: but says with what' crm-ppap destroy P-2026-0001 --destroyed-how s
check 'destroy: with it' crm-ppap destroy P-2026-0001 --destroyed-how s --destroyed-with P-2026-0002
same 'retain: gone' 'destroyed false 2041-12-31 null false' "$(kept P-2026-0001)"
check 'check: the store is sound' crm-store check
CRM_NOW=2026-11-20T09:00:00Z

# ---- packages of suppliers ----

check_status 1 'review: gaps' crm-ppap review faulty --supplier ACME -o table
same '  as check prints them' "$(crm-ppap check faulty -o table | tail -1)" "$(printf '%s\n' "$out" | tail -1)"
check 'review: none' crm-ppap review good --supplier ACME -o table
check_status 1 'review: by our profile' crm-ppap review good --supplier ACME --profile gm -o jsonl
same '  that wants more' 'C1 C2' \
	"$(printf '%s\n' "$out" | jq -r 'select(.code == "element_missing") | .element' | xargs)"
check_status 65 '  which somebody must have' crm-ppap review good --supplier ACME --profile nobody
like '  is told' "^crm-ppap: --profile: field 'profile': " "$err"
check_status 2 'review: whose' crm-ppap review good
count() {
	crm-ppap list -o jsonl | wc -l
}
same '  nothing was written' 2 "$(count)"
run crm-ppap open --part 4711-A --supplier ACME --due 2026-11-18 --owner sq01
check_status 1 'review --record' crm-ppap review faulty --supplier ACME --record -o jsonl
printf '%s\n' "$out" >record
same '  the one that was asked for' 'P-2026-0003 submitted ACME 4711-A 1' \
	"$(jq -r '"\(.id) \(.state) \(.supplier) \(.part) \(.submission)"' record)"
same '  late' late "$(jq -r .verdicts.submission.verdict record)"
same '  its gaps by element and code' "$(crm-ppap check faulty -o jsonl | jq -r 'select(.severity == "error") | "\(.element) \(.code)"' | sort)" \
	"$(jq -r '.gaps[] | select(.severity == "error") | range(.findings) as $i | "\(.element) \(.code)"' record | sort)"
same '  and how many' "$(crm-ppap check faulty -o jsonl | jq -r 'select(.row == "dossier") | .errors')" "$(jq -r .errors record)"
check_status 1 'review --record: again' crm-ppap review faulty --supplier ACME --record
like '  writes nothing' 'P-2026-0003 is this package already' "$err"
same 'todo: we owe the verdict' 'verdict us sq01' \
	"$(crm-store todo -o jsonl | jq -r 'select(.id == "P-2026-0003") | "\(.what) \(.side) \(.owner)"')"
check 'verdict: ours' crm-ppap verdict P-2026-0003 --verdict rejected --rejected-why 'see gaps' --resubmit-by 2026-12-01
same 'todo: the supplier owes the next' 'resubmission supplier ACME 2026-12-01' \
	"$(crm-store todo -o jsonl | jq -r 'select(.id == "P-2026-0003") | "\(.what) \(.side) \(.owner) \(.due)"')"
check 'review --record: the next one' crm-ppap review good --supplier ACME --record -o jsonl
same '  is the second of its chain' '2 P-2026-0003 0' "$(printf '%s\n' "$out" | jq -r '"\(.submission) \(.previous) \(.errors)"')"
check 'check: the store is sound' crm-store check --now 2042-01-02T00:00:00Z
done_testing
