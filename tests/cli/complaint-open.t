#!/bin/sh
# open takes whole records from files and pipes: each judged by the schema, one commit, the same
# rows again write nothing.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

crm-store init s --zone Asia/Shanghai
CRM_DIR=$PWD/s
CRM_NOW=2026-11-20T10:00:00+08:00
export CRM_DIR CRM_NOW

lines() {
	[ ! -f s/complaint.jsonl ] || wc -l <s/complaint.jsonl
}

i=0
while [ $i -lt 10 ]; do
	i=$((i + 1))
	echo "{\"customer\":\"ACME $i\",\"quantity\":$i,\"received_at\":\"2026-11-20T09:59:00+08:00\",\"erp\":{\"row\":$i}}"
done >ten.jsonl
run crm-complaint open - <ten.jsonl
same 'ten rows' 0 "$status"
same 'ten records with their new ids' \
	"$(seq -f 'C-2026-%04g' 10)" "$(printf '%s\n' "$out" | sed 's/.*"id":"\([^"]*\)".*/\1/')"
like 'unknown fields are carried' '"erp":\{"row":10\}' "$out"
same 'ten lines' 10 "$(lines)"
like 'in one batch' '"tx":"[^"]*:10/10"' "$(tail -n 1 s/complaint.jsonl)"
run crm-complaint open - <ten.jsonl
same 'the same again succeeds' 0 "$status"
same 'prints the records there are' "$(seq -f 'C-2026-%04g' 10)" \
	"$(printf '%s\n' "$out" | sed 's/.*"id":"\([^"]*\)".*/\1/')"
same 'and writes nothing' 10 "$(lines)"
cat ten.jsonl ten.jsonl >twenty.jsonl
check 'a row that stands there twice is two' crm-complaint open twenty.jsonl
same 'the second ten are new' 20 "$(lines)"
check 'once' crm-complaint open twenty.jsonl
same 'and no more' 20 "$(lines)"

echo '{"customer":"ACME"}' >bare.jsonl
crm-complaint open bare.jsonl bare.jsonl >/dev/null
same 'rows without stamp and id are new each time' 22 "$(lines)"
like 'received_at defaults to now' '"received_at":"2026-11-20T10:00:00\+08:00"' "$(tail -n 1 s/complaint.jsonl)"
echo '{"kind":"complaint","id":"A-1","state":"open","customer":"ACME"}' >own.jsonl
check 'a row may have its own id' crm-complaint open own.jsonl
check_status 1 'which is never used again' crm-complaint open own.jsonl
like 'with its place' 'own.jsonl:1: A-1: .*exists already' "$err"

printf 'customer,quantity,received_at,disputed\r\nACME,7,2026-11-20T09:00:00+08:00,true\r\n' >c.csv
run crm-complaint open c.csv --part 4711 --customer NOBODY
like 'a CSV file, typed' '"quantity":7,' "$out"
like 'typed too' '"disputed":true' "$out"
like 'options are defaults' '"part":"4711"' "$out"
like 'that rows overrule' '"customer":"ACME"' "$out"
echo '[{"customer":"J1"},{"customer":"J2"}]' >j.json
same 'a JSON file' 2 "$(crm-complaint open j.json | wc -l)"

# bad rows are told with their place, the others go on
cat >mixed.jsonl <<'E2'
{"customer":"GOOD 1"}
{"customer":"X","quantity":"many"}
{"customer":"X","received_at":"31.2.2026"}
{"part":"no customer"}
{"customer":"X","state":"closed"}
{"customer":"X","verdicts":{"answer":{"verdict":"met"}}}
{"customer":"X","step":"open","at":"2026-11-20T09:00:00+08:00","id":"Q-1"}
{"kind":"order","customer":"X"}
{"customer":"X","id":"a b"}
{"customer":"X","id":7}
{"customer":"X","price":1.5}
not json
{"customer":"X","customer":"Y"}
{"customer":"X","received_at":"2026-11-20T10:00:01+08:00"}
{"customer":"X","part":4711}
{"customer":"GOOD 2","part":"","lot":null}
E2
before=$(lines)
grep -v '"step"' mixed.jsonl >bad.jsonl
run crm-complaint open bad.jsonl
same 'bad rows: 65' 65 "$status"
same 'the good ones are written' $((before + 2)) "$(lines)"
same 'and printed' 2 "$(printf '%s\n' "$out" | wc -l)"
unlike 'an empty value is not written' '"(part|lot)"' "$(tail -n 1 s/complaint.jsonl)"
for at in 2 3 4 5 6 7 8 9 10 11 12 13 14; do
	like "line $at is told" "^crm-complaint: bad.jsonl:$at: " "$err"
done
like 'with field and value' "bad.jsonl:2: .*field 'quantity': 'many'" "$err"
like 'and what is expected' "bad.jsonl:3: .*field 'received_at': '31.2.2026'.*expected a date and time" "$err"
before=$(lines)
check_status 65 'with --all' crm-complaint open --all bad.jsonl
same 'nothing is written' "$before" "$(lines)"
same 'and nothing printed' '' "$out"
like 'which is said' 'nothing was written' "$err"
check_status 65 'a folded record that is not open' crm-complaint open - <<'E2'
{"id":"Q-1","new":true,"step":"open","at":"2026-11-20T09:00:00+08:00","state":"answered","customer":"X"}
E2
same 'and nothing is written' "$before" "$(lines)"
printf 'customer,quantity\nACME,1\n"ACME,2\n' >unclosed.csv
check_status 65 'a file that cannot be read to its end' crm-complaint open unclosed.csv
same 'nothing of it is written' "$before" "$(lines)"
check_status 66 'a file that is not there' crm-complaint open nosuch.jsonl
check_status 2 '--id is for one' crm-complaint open --id A-2 ten.jsonl
check_status 2 '--take is for other steps' crm-complaint open - --take customer </dev/null

# a number that is refused is another record's, so its message has none
crm-store init numbers
run crm-complaint -C numbers open - <<'E2'
{"part":"no customer"}
{"customer":"X","price":1.5}
{"customer":"X"}
E2
same 'the first good row has the first number' C-2026-0001 "$(printf '%s' "$out" | jq -r .id)"
unlike 'no message has it' 'C-2026' "$err"
like 'but place and field' "^crm-complaint: stdin:1: field 'customer': " "$err"
like 'of what cannot be stored too' '^crm-complaint: stdin:2: ' "$err"
check_status 65 'an id of its own' crm-complaint -C numbers open - <<'E2'
{"id":"A-7","part":"no customer"}
E2
like 'is told' '^crm-complaint: stdin:1: A-7: ' "$err"
check_status 65 'what is typed' crm-complaint -C numbers open --customer X --received-at 2027-01-01T00:00:00Z
unlike 'has none either' 'C-2026' "$err"

# lines of a journal are no records to be made
before=$(cat numbers/complaint.jsonl)
crm-complaint log A-1 >journal.jsonl
check_status 65 'open of a journal' crm-complaint -C numbers open journal.jsonl
like 'is refused by its envelope' "journal.jsonl:1: A-1: field 'step': is a reserved name" "$err"
check_status 65 'any member of it' crm-complaint -C numbers open - <<'E2'
{"customer":"X","at":"2026-11-20T09:00:00+08:00"}
{"customer":"X","by":"eve"}
E2
same 'of both lines' 2 "$(printf '%s\n' "$err" | grep -c 'is a reserved name')"
same 'nothing is taken' "$before" "$(cat numbers/complaint.jsonl)"

# what came from outside is made as it is stored
run crm-complaint -C numbers open - <<'E2'
{"customer":"X","quantity":"7","disputed":"true","description":"a\r\nb","erp":{"text":"c\r\nd"}}
E2
same 'a count in quotes, CR LF' '[7,true,"a\nb","c\nd"]' \
	"$(printf '%s' "$out" | jq -c '[.quantity,.disputed,.description,.erp.text]')"

# texts of nothing but blanks
blank=$(printf ' \302\240\343\200\200')
check_status 65 'a blank option' crm-complaint -C numbers open --customer X --part "$blank"
like 'is told' '^crm-complaint: --part: blank; expected a text' "$err"
check_status 65 'one that is needed' crm-complaint -C numbers open --customer "$blank"
check_status 65 'a blank column that is needed' crm-complaint -C numbers open - <<E2
{"customer":"$blank"}
E2
like 'is told by its line' "<stdin>:1.*'customer': blank; expected a text|stdin.*1.*'customer': blank" "$err"
run crm-complaint -C numbers open - <<E2
{"customer":"X","part":"$blank","defect":"burr"}
E2
same 'another blank one is empty' '["X",false,"burr"]' \
	"$(printf '%s' "$out" | jq -c '[.customer,has("part"),.defect]')"
number=$(printf '%s' "$out" | jq -r .id)
for blanks in ' ' "$(printf '\n ')" "$blank"; do
	check_status 65 'a blank note' crm-complaint -C numbers note "$number" --text "$blanks"
	like 'is none' 'text.*blank; expected a text' "$err"
done
check_status 65 'a blank assignment' crm-complaint -C numbers amend "$number" --why x "part=$blank"
check_status 65 'a blank reason' crm-complaint -C numbers amend "$number" --why "$blank" part=P
check_status 65 'a blank member' crm-complaint -C numbers team "$number" --name "$blank" --role leader

# a step before the record was there
run crm-complaint -C numbers note "$number" --text x --at 2020-01-01T00:00:00Z
same 'is taken' 0 "$status"
like 'and told, with both times' \
	"warning: $number: field 'at': '2020-01-01T00:00:00Z' is earlier than 'received_at', 20" "$err"

# operations
op() {
	crm-complaint open --customer "$1" --op "$2" --now "2026-11-20T1$3:00:00+08:00"
}
run op ACME K1 1
first=$out
run op ACME K1 2
same 'the same op again succeeds' 0 "$status"
same 'with the record there is' "$first" "$out"
before=$(lines)
run op OTHER K1 2
same 'the same op for other content' 65 "$status"
like 'both are shown' 'ACME.*OTHER' "$err"
same 'and nothing is written' "$before" "$(lines)"
id=$(printf '%s\n' "$first" | sed 's/.*"id":"\([^"]*\)".*/\1/')
check 'a note with an op' crm-complaint note "$id" --text hello --op N1
check 'again' crm-complaint note "$id" --text hello --op N1 --now 2026-11-20T13:00:00+08:00
same 'is one note' 1 "$(crm-complaint log "$id" -o jsonl | grep -c '"step":"note"')"
check_status 65 'with another text' crm-complaint note "$id" --text bye --op N1
check_status 65 'by another step' crm-complaint confirm "$id" --op N1
check_status 65 'for another record' crm-complaint note A-1 --text hello --op N1
check_status 65 'at another time' crm-complaint note "$id" --text hello --op N1 --at 2026-11-20T09:00:00+08:00
check 'a step with an op' crm-complaint confirm "$id" --confirmed-by cs01 --op S1
check 'again, though it is taken once' crm-complaint confirm "$id" --confirmed-by cs01 --op S1
check_status 65 'not with other fields' crm-complaint confirm "$id" --confirmed-by cs02 --op S1
check_status 2 '--op for several' crm-complaint note "$id" A-1 --text x --op K9
check_status 2 '--op that is empty' crm-complaint note "$id" --text x --op ''
done_testing
