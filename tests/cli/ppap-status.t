#!/bin/sh
# crm-ppap submit, verdict, use, extend: from a sealed dossier to its approval, the chain, what is
# due, and what the store's list of open points says of it.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW
crm-store init . >/dev/null
cp -R "$TOP/examples/ppap/bracket" good
cp -R "$TOP/examples/ppap/bracket-faulty" faulty

# field ID PATH: of the record
field() {
	crm-ppap show "$1" -o jsonl | jq -r "$2"
}

# ---- submit ----

check_status 1 'submit: not what the gate does not let through' crm-ppap submit faulty
like '  it says what' '^crm-ppap: faulty/05-process-flow/flow.csv:6: 6: .*step' "$err"
like '  and that' '^crm-ppap: faulty/ppap.json: not submitted$' "$err"
check_status 1 'submit: not what was never sealed' crm-ppap submit good
like '  is told' "field 'seal': it was never sealed" "$err"
run crm-ppap seal good
sed -i 's/"owner": "pe01"/"owner": "pe02"/' good/ppap.json
check_status 1 'submit: not what is not as it was sealed' crm-ppap submit good
run crm-ppap seal good
same '  nothing is written' '' "$(crm-ppap list -o jsonl)"
check 'submit: what is ready and sealed' crm-ppap submit good -o jsonl
same '  says what the manifest says' \
	'P-2026-0001 submitted VW-CS 4711-A C 3 aiag-4 aiag good/ppap.json 1 initial 2026-11-30 qm01 2026-11-20T09:00:00Z' \
	"$(printf '%s\n' "$out" | jq -r '[.id,.state,.customer,.part,.change_level,.level,.edition,.profile,.manifest,.submission,.reasons,.due,.owner,.submitted_at]|map(tostring)|join(" ")')"
same '  and its seal' "$(jq -r .seal.sha256 good/ppap.json)" "$(printf '%s\n' "$out" | jq -r .seal)"
check 'submit: the same again' crm-ppap submit good -o jsonl --now 2026-11-21T09:00:00Z
same '  is the same record' P-2026-0001 "$(printf '%s\n' "$out" | jq -r .id)"
like '  and writes nothing' 'P-2026-0001 is this package already: nothing is written' "$err"
same '  one line in the log' 1 "$(crm-ppap log P-2026-0001 -o jsonl | wc -l)"
check_status 66 'submit: no such dossier' crm-ppap submit nowhere
check_status 2 'submit: none' crm-ppap submit

# ---- the verdict ----

check_status 65 'verdict: an interim approval without its papers' crm-ppap verdict P-2026-0001 --verdict interim
for f in interim_expiry deviations action_plan containment reference resubmit_by; do
	like "  $f is missing" "field '$f'" "$err"
done
check 'verdict: interim' crm-ppap verdict P-2026-0001 --verdict interim --interim-expiry 2026-12-10 \
	--interim-quantity 500 --deviations 'bore 0.02 out' --action-plan AP-1 --owner pe01 \
	--containment '100 % gauge' --reference CS-77 --resubmit-by 2026-12-05
check_status 1 'verdict: only once' crm-ppap verdict P-2026-0001 --verdict approved

# ---- due ----

due() {
	crm-ppap due --within P30D -o jsonl --now "$1" | jq -r '"\(.clock) \(.due_at)"'
}
same 'due: the soonest is told' 'resubmission 2026-12-05T23:59:59Z' "$(due 2026-11-20T09:00:00Z)"
same '  then the next' 'interim 2026-12-10T23:59:59Z' "$(due 2026-12-06T00:00:00Z)"
same '  on its last day still' 'interim 2026-12-10T23:59:59Z' "$(due 2026-12-10T23:59:59Z)"
same '  not after it' '' "$(due 2026-12-11T00:00:00Z)"
check 'late: the last day is not' crm-ppap late --check --now 2026-12-05T23:59:59Z
check_status 1 '  the day after is' crm-ppap late --check --now 2026-12-06T00:00:00Z
same 'todo: what is to be done' '2026-12-05 resubmission pe01,2026-12-10 interim pe01' \
	"$(crm-store todo ppap -o jsonl | jq -r '"\(.due) \(.what) \(.owner)"' | paste -sd,)"

# ---- pieces, and more time ----

check 'use: a delivery' crm-ppap use P-2026-0001 --delivery L1 --quantity 300
check_status 1 'use: counts once' crm-ppap use P-2026-0001 --delivery L1 --quantity 1
check_status 1 'use: not one more than is left' crm-ppap use P-2026-0001 --delivery L2 --quantity 201
like '  what is left is told' '1 more than the customer allows: 200 are left' "$err"
check 'use: the last pieces' crm-ppap use P-2026-0001 --delivery L2 --quantity 200
same 'status: used up counts as rejected' rejected "$(crm-ppap retain -o jsonl | jq -r .status)"
same '  the state says what the customer did' interim "$(field P-2026-0001 .state)"
check_status 2 'extend: the reference is needed' crm-ppap extend P-2026-0001 --interim-quantity 600
check 'extend: more pieces' crm-ppap extend P-2026-0001 --interim-quantity 600 --reference CS-78 --why 'tool late'
same '  it lives again' interim "$(crm-ppap retain -o jsonl | jq -r .status)"
same '  what it was is kept' 'CS-78 600 500' \
	"$(field P-2026-0001 '.extensions[] | "\(.reference) \(.quantity) \(.quantity_before)"')"
check 'use: on its last day' crm-ppap use P-2026-0001 --delivery L3 --quantity 1 --now 2026-12-10T23:59:59Z
check_status 1 'use: not after it' crm-ppap use P-2026-0001 --delivery L4 --quantity 1 --now 2026-12-11T00:00:00Z

# ---- the chain ----

cp -R good again
run crm-ppap set again request.reference=R16
run crm-ppap seal again
check 'submit: again' crm-ppap submit again -o jsonl --now 2026-12-04T09:00:00Z
same '  the second of the chain' 'P-2026-0002 2 P-2026-0001' \
	"$(printf '%s\n' "$out" | jq -r '"\(.id) \(.submission) \(.previous)"')"
like '  the manifest says another number' 'submission is 1, but the chain makes it 2' "$err"
like '  the one before knows of it' "P-2026-0001: 'resubmit' follows from P-2026-0002" "$err"
same '  in time' met "$(field P-2026-0001 .verdicts.resubmission.verdict)"
check 'verdict: rejected' crm-ppap verdict P-2026-0002 --verdict rejected --rejected-why 'still out' --now 2026-12-05T09:00:00Z
cp -R good third
run crm-ppap set third request.reference=R17 submission=3
run crm-ppap seal third
check 'submit: the third' crm-ppap submit third -o jsonl --now 2026-12-08T09:00:00Z
same '  after the latest' '3 P-2026-0002' "$(printf '%s\n' "$out" | jq -r '"\(.submission) \(.previous)"')"
same '  the manifest says so too' '' "$(printf '%s\n' "$err" | grep 'chain makes it')"
check 'verdict: approved' crm-ppap verdict P-2026-0003 --verdict approved --reference CS-80 --now 2026-12-09T09:00:00Z
same '  it ends all that came before' 'superseded P-2026-0003,superseded P-2026-0003' \
	"$(crm-ppap list -o jsonl | jq -r 'select(.superseded_by) | "\(.state) \(.superseded_by)"' | paste -sd,)"
same '  the interim one in time' met "$(field P-2026-0001 .verdicts.interim.verdict)"
same '  its layout is inspected within a year' 2027-12-09 "$(field P-2026-0003 .revalidate_by)"
same 'log: it was no step of anybody' 'submit verdict use use extend use resubmit supersede' \
	"$(crm-ppap log P-2026-0001 -o jsonl | jq -r .step | xargs)"
check_status 66 'supersede: names a record' crm-ppap supersede P-2026-0003 --superseded-by P-2026-0099
check_status 1 '  an approved one' crm-ppap supersede P-2026-0003 --superseded-by P-2026-0003

# ---- what was asked for ----

check 'open: a submission is asked for' crm-ppap open --part 4711-B --customer VW-CS --due 2026-12-31 --owner qm02
same '  it is to be done' '2026-12-31 submission qm02 submit' \
	"$(crm-store todo -o jsonl | jq -r 'select(.id == "P-2026-0004") | "\(.due) \(.what) \(.owner) \(.step)"' | sed 's/crm-ppap //')"
cp -R good other
sed -i 's/4711-A/4711-B/' other/ppap.json
run crm-ppap seal other
check 'submit: it is handed in' crm-ppap submit other -o jsonl
same '  the same record, due as it was asked for' 'P-2026-0004 submitted 2026-12-31' \
	"$(printf '%s\n' "$out" | jq -r '"\(.id) \(.state) \(.due)"')"
check 'void: it was a mistake' crm-ppap void P-2026-0004 --why 'wrong part'
check 'submit: once more after that' crm-ppap submit other -o jsonl
same '  is a new one' P-2026-0005 "$(printf '%s\n' "$out" | jq -r .id)"
check 'submit -n: nothing is written' crm-ppap submit third -n
chmod 700 .
check 'check: the store is sound' crm-store check --now 2026-12-20T00:00:00Z
done_testing
