#!/bin/sh
# Pipes: a step takes kind and id of a piped record and applies to the present state; messages name
# the line; a reader that has gone stops no commit; a pure reader dies quietly.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

crm-store init s
CRM_DIR=$PWD/s
CRM_NOW=2026-11-20T10:00:00Z
export CRM_DIR CRM_NOW

lines() {
	[ ! -f s/complaint.jsonl ] || wc -l <s/complaint.jsonl
}
ids() {
	sed 's/.*"id":"\([^"]*\)".*/\1/' | xargs
}

for i in 1 2; do
	crm-complaint open --id C-$i --customer ACME --part P$i --received-at 2026-11-20T09:0$i:00Z >/dev/null
done
crm-complaint open - <<'E2' >/dev/null
{"id":"C-3","customer":"ACME","part":"P3","received_at":"2026-11-20T09:03:00Z","x-spec":{"text":"s","a":1}}
E2
same 'late | show -' 'C-1 C-2 C-3' "$(crm-complaint late | crm-complaint show - | ids)"
same 'show prints whole records' 3 "$(crm-complaint late | crm-complaint show - | grep -c '"part"')"
same 'list | list -' 'C-2' "$(crm-complaint list | crm-complaint list - --where part=P2 | ids)"
same 'late | clocks - judges the present records' 18 \
	"$(crm-complaint late | crm-complaint clocks - | wc -l)"
same 'a CSV pipe' 'C-1 C-2 C-3' "$(crm-complaint list -o csv -F id | crm-complaint show - -i csv | ids)"
printf 'id,foo,customer\nC-1,bar,X\n' >u.csv
same 'a CSV column that no field knows stays, in its place' '{"id":"C-1","foo":"bar","customer":"X"}' \
	"$(crm-complaint list u.csv -o jsonl)"

# only kind and id count, and the state is the present one
echo '{"kind":"complaint","id":"C-1","state":"closed","engineer":"eve","verdicts":{}}' >stale.jsonl
run crm-complaint inform - <stale.jsonl
same 'a step on a piped record' 0 "$status"
unlike 'takes none of its fields' 'eve' "$out"
like 'and goes by the present state' '"state":"open"' "$out"
echo '{"id":"C-2","engineer":"qe02","informed_by":"phone","quantity":9}' >take.jsonl
run crm-complaint inform - --take engineer,informed_by <take.jsonl
like '--take takes fields' '"engineer":"qe02".*"informed_by":"phone"' "$out"
unlike 'no others' '"quantity"' "$out"
crm-complaint inform - --take engineer --engineer boss <<'E2' >o.json
{"id":"C-3","engineer":"qe02"}
E2
like 'an option overrules' '"engineer":"boss"' "$(cat o.json)"
check_status 2 '--take of a field that the step does not set' crm-complaint inform - --take part </dev/null
check_status 2 '--take without a pipe' crm-complaint inform C-1 --take engineer
echo '{"id":"C-1","disposition":"scrap"}' >d.jsonl
check '--take brings what is required' crm-complaint dispose - --take disposition <d.jsonl
echo '{"id":"C-2","disposition":"burn"}' >d.jsonl
check_status 65 'a taken value is judged' crm-complaint dispose - --take disposition <d.jsonl
like 'with its place' "stdin:1: C-2: field 'disposition': 'burn'" "$err"
run crm-complaint amend - --take part,lot --why sync <<'E2'
{"id":"C-3","part":"P33","lot":"L1"}
E2
like 'amend takes fields too' '"part":"P33".*"lot":"L1"' "$out"

run crm-complaint amend - --take x-spec.text,lot --why sync <<'E2'
{"id":"C-3","part":"P34","lot":"L3","x-spec":{"text":"t","b":1}}
E2
same 'a path and a name' '{"text":"t","a":1} L3 P33' "$(printf '%s' "$out" | jq -r '"\(.["x-spec"] | tojson) \(.lot) \(.part)"')"

# what is wrong with one stops none of the others
cat >mixed.jsonl <<'E2'
{"kind":"complaint","id":"C-1"}
{"kind":"complaint","id":"C-9"}
{"kind":"order","id":"C-2"}
{"kind":"complaint"}

{"kind":"complaint","id":"C-1"}
{"kind":"complaint","id":"C-2"
{"kind":"complaint","id":"C-2"}
E2
before=$(lines)
run crm-complaint contact - <mixed.jsonl
same 'unknown id comes first in the status' 66 "$status"
same 'the good ones are done' "$((before + 2))" "$(lines)"
same 'and printed in order' 'C-1 C-2' "$(printf '%s\n' "$out" | ids)"
like 'no such record' 'crm-complaint: stdin:2: C-9: no such complaint$' "$err"
like 'another kind' "stdin:3: C-2: kind is 'order', expected 'complaint'" "$err"
like 'no id' 'stdin:4: no id' "$err"
like 'the same id twice is applied in order' 'stdin:6: C-1: .*already done' "$err"
like 'no JSON' 'stdin:7: ' "$err"
before=$(lines)
check_status 66 'with --all' crm-complaint reply - --all <mixed.jsonl
same 'nothing is done' "$before" "$(lines)"
same 'nothing is printed' '' "$out"
check_status 1 '--all with a refused one' crm-complaint contact C-3 C-1 --all
same 'nothing either' "$before" "$(lines)"
check_status 1 'without it' crm-complaint contact C-3 C-1
same 'the other is done' "$((before + 1))" "$(lines)"
check 'two notes of one batch' crm-complaint note C-3 C-3 --text same
same 'are two notes' 2 "$(crm-complaint show C-3 -F notes | grep -o '"text":"same"' | wc -l)"
check 'a pipe without records' crm-complaint note - --text x </dev/null
same 'writes nothing' '' "$out"

# what names nothing
for text in '{}' '{"kind":"complaint"}' '{"id":""}' '{"id":7}' 'A-1' 'A-1
A-2' 'part
P1'; do
	printf '%s\n' "$text" >nameless
	before=$(lines)
	check_status 65 "a step on '$text'" crm-complaint note - --text x <nameless
	like 'is told' '^crm-complaint: stdin:[0-9]+: ' "$err"
	check_status 65 'show too' crm-complaint show - <nameless
	same 'nothing is written' "$before" "$(lines)"
done
printf '{}\n{}\n' >nameless
run crm-complaint note - --text x <nameless
same 'every line is told' 'crm-complaint: stdin:1: no id crm-complaint: stdin:2: no id' \
	"$(printf '%s' "$err" | xargs)"

# the reader has gone
i=0
while [ $i -lt 2000 ]; do
	i=$((i + 1))
	echo '{"customer":"ACME","description":"0123456789012345678901234567890123456789012345678901234567890123456789"}'
done >many.jsonl
before=$(lines)
{ crm-complaint open - <many.jsonl 2>noise; echo $? >code; } | head -n 1 >/dev/null
same 'open | head -1 commits everything' "$((before + 2000))" "$(lines)"
same 'exits by result' 0 "$(cat code)"
same 'and makes no noise' '' "$(cat noise)"
{ crm-complaint list 2>noise; echo $? >code; } | head -n 1 >/dev/null
same 'list | head -1 dies of SIGPIPE' 141 "$(cat code)"
same 'quietly' '' "$(cat noise)"
{ (trap '' PIPE; crm-complaint list 2>noise); echo $? >code; } | head -n 1 >/dev/null
same 'also where SIGPIPE was ignored' 141 "$(cat code)"

# output that cannot be written
if [ -w /dev/full ]; then
	before=$(lines)
	crm-complaint note C-1 --text full >/dev/full 2>noise
	same 'a step whose result cannot be printed: 74' 74 $?
	like 'it says so' 'cannot write' "$(cat noise)"
	like 'and that it was written' 'what was done is committed' "$(cat noise)"
	same 'it is committed' "$((before + 1))" "$(lines)"
	crm-complaint note C-1 --text full -n >/dev/full 2>noise
	same 'a dry run: 74' 74 $?
	unlike 'it wrote nothing' 'committed' "$(cat noise)"
	crm-complaint list >/dev/full 2>noise
	same 'list: 74' 74 $?
	crm-complaint -h >/dev/full 2>noise
	same 'help: 74' 74 $?
	crm-complaint show C-1 -o table >/dev/full 2>noise
	same 'show: 74' 74 $?
else
	skip 'output that cannot be written' 'no /dev/full'
fi
crm-complaint note C-1 --text closed >&- 2>noise
same 'stdout closed: 74' 74 $?
same 'and the journal is no output' 0 "$(grep -vc '^{"id":' s/complaint.jsonl)"
crm-complaint note - --text closed <&- 2>noise >/dev/null
same 'stdin closed: 74' 74 $?
crm-complaint show C-9 2>&-
same 'stderr closed' 66 $?
done_testing
