#!/bin/sh
# crm-store import and what follows from a record's stamps and state: verdicts are frozen as amend
# freezes them, imported ones count alone, and what people have taken out stays out.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T12:00:00Z
export CRM_NOW
store() {
	crm-store init "$1"
	CRM_DIR=$PWD/$1
	export CRM_DIR
}

# import ARG...: the counts of the report
import() {
	run crm-store import complaint "$@"
	[ "$status" -eq 0 ] || printf '%s %s' "$status" "$err"
	printf '%s' "$out" | jq -r '[.create, .update, .unchanged, .reject] | @csv'
}
field() {
	crm-store export complaint -o jsonl | jq -c "select(.id == \"$1\") | .$2"
}

# ---- stamps ----
store a
printf 'id,customer,received_at,informed_at\nC-1,ACME,2026-11-20T09:00:00Z,2026-11-20T09:03:00Z\nC-2,ACME,2026-11-20T09:00:00Z,\n' >a.csv
same 'stamps come by import' '2,0,0,0' "$(import a.csv)"
same 'and are judged' '{"verdict":"met","limit":"PT5M","due_at":"2026-11-20T09:05:00Z"}' \
	"$(field C-1 verdicts.inform)"
same 'what has not ended is not' null "$(field C-2 verdicts.inform)"
jq '.clocks = {complaint: {inform: {limit: "PT1M"}}}' a/crm.json >new.json && cat new.json >a/crm.json
same 'another limit later changes nothing' met \
	"$(crm-complaint clocks C-1 -o jsonl | jq -r 'select(.clock == "inform") | .verdict')"
same 'nor the same file again' '0,0,2,0' "$(import a.csv)"
jq 'del(.clocks)' a/crm.json >new.json && cat new.json >a/crm.json
sed 's/09:03:00Z/09:30:00Z/' a.csv >b.csv
same 'a stamp is changed, in a plan' '0,1,1,0' "$(import b.csv --plan)"
same 'a stamp is changed' '0,1,1,0' "$(import b.csv)"
same 'the verdict follows' '{"verdict":"late","limit":"PT5M","due_at":"2026-11-20T09:05:00Z"}' \
	"$(field C-1 verdicts.inform)"
same 'the line says what changes alone' \
	'{"informed_at":"2026-11-20T09:30:00Z","verdicts":{"inform":{"verdict":"late"}}}' \
	"$(tail -1 a/complaint.jsonl | jq -c 'del(.id, .step, .at, .by, .prev)')"
same 'late finds it' C-1 "$(crm-complaint late -F id -o csv --where id=C-1 | tail -1)"
printf 'id,informed_at\nC-1,\n' >c.csv
printf '{"columns":{"id":"id"},"clear":["informed_at"]}' >clear.json
same 'a stamp is deleted' '0,1,0,0' "$(import c.csv --map clear.json)"
same 'its verdict too' null "$(field C-1 verdicts.inform)"
same 'a record by amend and one by import are alike' "$(field C-2 'received_at|length')" 20
crm-complaint inform C-2 --engineer qe02 --at 2026-11-20T09:02:00Z >/dev/null 2>&1
same 'a stamp entered late has a note' 1 "$(field C-2 'late_entry|length')"
printf 'id,informed_at\nC-2,2026-11-20T09:01:00Z\n' >d.csv
same 'it is changed by import' '0,1,0,0' "$(import d.csv)"
same 'the note goes with it' 0 "$(field C-2 'late_entry|length')"

# ---- an export elsewhere ----
same 'the stamp comes again' '0,1,1,0' "$(import b.csv)"
crm-store export complaint -o csv >all.csv
crm-store export complaint -o jsonl >all.jsonl
store b
jq '.clocks = {complaint: {inform: {limit: "PT1M"}}}' b/crm.json >new.json && cat new.json >b/crm.json
same 'an export is imported elsewhere' '2,0,0,0' "$(import all.csv)"
crm-store export complaint -o jsonl >other.jsonl
same 'with its verdicts' "$(jq -cS . all.jsonl)" "$(jq -cS . other.jsonl)"

# ---- imported verdicts ----
store c
printf '{"columns":{"n":"id","ok":{"field":"verdicts.reply.verdict","words":{"y":"met","n":"late"}}}}' >v.json
printf 'n,ok,received_at,informed_at\nC-1,y,2026-11-20T09:00:00Z,2026-11-20T09:30:00Z\n' >v.csv
same 'verdicts come by import' '1,0,0,0' "$(import v.csv --map v.json)"
same 'only those count' '{"reply":{"verdict":"met","imported":true}}' "$(field C-1 verdicts)"
sed 's/09:30/09:40/' v.csv >v2.csv
same 'a stamp is changed' '0,1,0,0' "$(import v2.csv --map v.json)"
same 'they count alone still' '{"reply":{"verdict":"met","imported":true}}' "$(field C-1 verdicts)"

# ---- what was taken out ----
store d
printf 'id,state,customer\nC-1,answered,ACME\nC-2,answered,ACME\nC-3,answered,ACME\n' >s.csv
import s.csv >/dev/null
crm-complaint void C-1 --why wrong >/dev/null
crm-complaint duplicate C-2 --of C-3 >/dev/null
same 'the list comes again' '0,0,3,0' "$(import s.csv)"
run crm-store import complaint s.csv
same 'a void record is left alone, and that is said' \
	'crm-store: warning: C-1 is void: left as it is
crm-store: warning: C-2 is duplicate: left as it is' "$err"
same 'their states stay' '"void" "duplicate"' "$(field C-1 state) $(field C-2 state)"
same 'a plan says so too' 2 "$(crm-store import complaint s.csv --plan 2>&1 >/dev/null | wc -l)"
printf 'id,customer\nC-1,ACME\n' >same.csv
run crm-store import complaint same.csv
same 'nothing is said where nothing would change' '' "$err"
printf '{"id":"C-4","state":"duplicate","duplicate_of":"C-1"}\n' >dup.jsonl
crm-store import complaint dup.jsonl >/dev/null
check_status 1 'a duplicate of a void record' crm-store check
like 'is found' "C-4: field 'duplicate_of': 'C-1' is itself void or a duplicate.*\[duplicate_of_gone\]" "$out"
unlike 'a good one is not' 'C-2: .*duplicate_of_gone' "$out"

# ---- what is no list at all ----
printf 'HTTP 502 Bad Gateway\n' >gateway
for c in 'crm-store import complaint' 'crm-complaint late --check' 'crm-complaint list' \
	'crm-complaint open' 'crm-report complaints'; do
	# shellcheck disable=SC2086
	run $c - <gateway
	same "$c: no JSON and no header" 65 "$status"
	like 'what was expected is said' \
		'stdin:1: no column is a field of a complaint; expected names like id, customer, received_at$' "$err"
done
printf '' >empty
run crm-complaint list - <empty
same 'nothing is no records' 0 "$status"
done_testing
