#!/bin/sh
# crm-store import: plan and commit by the same rules, all or nothing, twice changes nothing; keys,
# ids, updates, empty cells, several files, JSON.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
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
	crm-store export complaint -o jsonl | jq -r "select(.id == \"$1\") | .$2"
}

# ---- by id ----
store a
printf 'id,customer,quantity\nX-1,ACME,3\nX-2,Beta,\n' >a.csv
same 'a plan' '2,0,0,0' "$(import a.csv --plan)"
same '-n is a plan' '2,0,0,0' "$(import a.csv -n)"
same 'does what it says' '2,0,0,0' "$(import a.csv)"
same 'twice changes nothing' '0,0,2,0' "$(import a.csv)"
printf 'id,customer,quantity\nX-1,,5\nX-3,Gamma,1\n' >b.csv
same 'a changed row is an update, also in the plan' '1,1,0,0' "$(import b.csv --plan)"
same 'and when it is done' '1,1,0,0' "$(import b.csv)"
same 'an empty cell keeps' 'ACME 5' "$(field X-1 customer) $(field X-1 quantity)"
same 'the first state is the default' open "$(field X-1 state)"
same 'an update writes only what changes' '{"quantity":5}' \
	"$(crm-store log complaint X-1 | tail -1 | jq -c 'del(.id, .step, .at, .by, .prev, .tx)')"
same 'it has no op' null "$(crm-store log complaint X-1 | tail -1 | jq -c .op)"
same 'the first line has new, an update has not' 'true
null' "$(crm-store log complaint X-1 | jq .new)"
crm-complaint amend X-1 customer=Other --why moved >/dev/null
same 'a record that people amended is updated too' '0,1,1,0' "$(import a.csv --plan)"

# ---- the same key twice in one file: plan and commit agree ----
store b
printf 'id,customer,quantity\nX-1,ACME,1\nX-1,ACME,2\nX-1,ACME,2\n' >c.csv
same 'rows of one key are taken together, in a plan' '1,0,2,0' "$(import c.csv --plan)"
same 'and in the commit' '1,0,2,0' "$(import c.csv)"
same 'the last one holds' 2 "$(field X-1 quantity)"
same 'in one line' 1 "$(wc -l <b/complaint.jsonl)"
same 'twice changes nothing' '0,0,3,0' "$(import c.csv)"
printf 'id,part,quantity\nX-1,P,\nY-1,P,3\n' >c1.csv
printf 'id,part,quantity\nX-1,,7\nY-1,Q,\n' >c2.csv
same 'also of several files' '1,1,2,0' "$(import c1.csv c2.csv)"
same 'what they say together' 'P 7 Q 3' \
	"$(field X-1 part) $(field X-1 quantity) $(field Y-1 part) $(field Y-1 quantity)"
same 'again nothing' '0,0,4,0' "$(import c1.csv c2.csv)"

# ---- by columns ----
store c
cat >map.json <<'M'
{"kind":"complaint","key":{"columns":["No","Pos"]},"zone":"Asia/Shanghai","dates":["D.M.YYYY"],
 "columns":{"Kunde":"customer","Eingang":"received_at","Menge":{"field":"quantity","thousands":"."},
  "Lot":"lot"},
 "constants":{"class":"quality"},"clear":["lot"],"format":{"delimiter":";"}}
M
printf 'No;Pos;Kunde;Eingang;Menge;Lot\n7;1;ACME;3.1.2026;1.234;L1\n7;2;ACME;4.1.2026;;L2\n' >d.csv
same 'created by key' '2,0,0,0' "$(import d.csv --map map.json)"
same 'ids of the series' C-2026-0001 "$(crm-store export complaint | head -1 | jq -r .id)"
same 'midnight of the zone' 2026-01-03T00:00:00+08:00 "$(field C-2026-0001 received_at)"
same 'constants, thousands, unmapped columns' 'quality 1234 7 1' \
	"$(field C-2026-0001 'class') $(field C-2026-0001 quantity) $(field C-2026-0001 No) $(field C-2026-0001 Pos)"
same 'the creating line has the key as op' 'key:' \
	"$(crm-store log complaint C-2026-0001 | jq -r .op | cut -c 1-4)"
printf 'No;Pos;Kunde;Eingang;Menge;Lot\n7;1;ACME;3.1.2026;;\n7;2;ACME;4.1.2026;5;L2\n7;2;ACME;4.1.2026;5;L2\n' >e.csv
same 'later rows of known keys' '0,2,1,0' "$(import e.csv --map map.json --plan)"
same 'are updates' '0,2,1,0' "$(import e.csv --map map.json)"
printf 'No;Pos;Kunde;Eingang;Menge;Lot\n7;3;ACME;3.1.2026;;L3\n7;3;;;;\n' >e2.csv
same 'what a later row of the key clears' '1,0,1,0' "$(import e2.csv --map map.json)"
same 'is cleared' 'null ACME' "$(field C-2026-0003 lot) $(field C-2026-0003 customer)"
same 'in an update too' '0,0,2,0' "$(import e2.csv --map map.json)"
same 'a field in clear is deleted by an empty cell, others are kept' 'null 1234' \
	"$(field C-2026-0001 lot) $(field C-2026-0001 quantity)"
same 'twice changes nothing' '0,0,3,0' "$(import e.csv --map map.json)"

# ---- by content ----
store d
printf 'customer,part\nACME,P1\nACME,P1\nACME,P2\n' >f.csv
same 'equal rows are two records' '3,0,0,0' "$(import f.csv)"
printf 'part,customer\nP2,ACME\nP1,ACME\n' >g.csv
same 'known rows in another order of columns, in part' '0,0,2,0' "$(import g.csv)"
printf 'customer,part\nACME,P1\nACME,P1\nACME,P1\n' >h.csv
same 'a third equal row is new' '1,0,2,0' "$(import h.csv)"
store e
same 'two files at once are as one after the other' '3,0,2,0' "$(import f.csv g.csv)"
printf 'customer\nACME\n' >good.csv
printf 'customer,quantity\nACME,few\n' >bad.csv
run crm-store import complaint good.csv bad.csv
same 'a bad row in the second file' 65 "$status"
same 'nothing of the first is written' 3 "$(wc -l <e/complaint.jsonl)"
like 'file, line, field and reason are named' "^crm-store: bad.csv:2: field 'quantity': .*'few'\$" "$err"
same 'no report of what was not done' '' "$out"

# ---- stdin, JSON, own envelope ----
store f
run crm-store import complaint - --at 2025-12-31T23:30:00-02:00 --by cs01 <f.csv
same 'from stdin' 0 "$status"
same 'ids of the year of --at in the zone of the store' C-2026-0001 \
	"$(crm-store export complaint | head -1 | jq -r .id)"
same 'at, rec, by, login' "2025-12-31T23:30:00-02:00 2026-11-20T09:00:00Z cs01 $(id -un)" \
	"$(head -1 f/complaint.jsonl | jq -r '"\(.at) \(.rec) \(.by) \(.login)"')"
printf '{"id":"J-1","customer":"ACME","x":{"y":[1]},"gone":null}\n{"id":"J-2","state":"closed"}\n' >j.jsonl
same 'JSON Lines' '2,0,0,0' "$(import j.jsonl)"
same 'unknown members are kept' '{"y":[1]}' "$(field J-1 'x|tojson')"
same 'a state is taken' closed "$(field J-2 state)"
jq -s . j.jsonl >j.json
same 'the same as a JSON array is known' '0,0,2,0' "$(import j.json)"
printf '{"id":"J-1","customer":"Beta"}' >one.json
same 'one object' '0,1,0,0' "$(import one.json)"
echo '{"columns":{"id":"id","x":"x"},"clear":["x"]}' >x.json
for first in '"text"' null; do
	echo '{"id":"J-1","x":{"c":"2"}}' >x.jsonl
	run crm-store import complaint x.jsonl
	printf '{"id":"J-1","x":%s}\n{"id":"J-1","x":{"b":"1"}}\n' "$first" >x.jsonl
	same "an object after $first in one command" '0,2,0,0' "$(import x.jsonl --map x.json)"
	same 'has nothing of what was stored' '{"b":"1"}' "$(field J-1 'x|tojson')"
done
crm-store log complaint >own.jsonl
store g
check_status 65 'the lines of a journal are no records' crm-store import complaint own.jsonl
like 'what says so is named' "^crm-store: own.jsonl:1: field 'step': a name of the journal's envelope" "$err"

# ---- refusals ----
store h
printf 'kind,customer\norder,ACME\n' >kind.csv
check_status 65 'another kind' crm-store import complaint kind.csv
like 'is named' "kind.csv:2: field 'kind': not complaint: 'order'" "$err"
printf 'customer,at\nACME,x\n' >res.csv
check_status 65 'a reserved name as a column' crm-store import complaint res.csv
printf '{"customer":"ACME","prev":"x"}\n' >res.jsonl
check_status 65 'and as a member' crm-store import complaint res.jsonl
printf '{"columns":{"Company":{"field":"customer","wrods":{}}}}' >typo.json
check_status 65 'an unknown key in a map' crm-store import complaint f.csv --map typo.json
like 'file and key are named' "typo.json: field 'columns.Company': .*'wrods'" "$err"
printf '{"columns":{"Company":"customer"}}' >lack.json
check_status 65 'a column that the file lacks' crm-store import complaint f.csv --map lack.json
like 'is named' "lack.json: field 'columns.Company': f.csv has no such column" "$err"
check_status 66 'no such file' crm-store import complaint none.csv
check_status 66 'no such map' crm-store import complaint f.csv --map none.json
check_status 2 'no such kind' crm-store import thing f.csv
check_status 2 'no file' crm-store import complaint
check_status 2 'one op for many rows' crm-store import complaint f.csv --op x
check_status 65 'in the future' crm-store import complaint f.csv --at 2027-01-01T00:00:00Z
check 'nothing of this was written' test ! -e h/complaint.jsonl
cat >both.json <<'M'
{"key":{"columns":["n"]},"columns":{"n":"no","i":"id"}}
M
printf 'n,i\n1,A\n' >n1.csv
printf 'n,i\n1,B\n' >n2.csv
printf 'n,i\n2,A\n' >n3.csv
same 'a key and an id of its own' '1,0,0,0' "$(import n1.csv --map both.json)"
check_status 65 'the key with another id' crm-store import complaint n2.csv --map both.json
like 'both are named' "belongs to 'A', not to 'B'" "$err"
check_status 65 'the id with another key' crm-store import complaint n3.csv --map both.json
printf 'n,i,customer\n5,E,a\n5,F,b\n5,,c\n6,A,d\n6,A,e\n' >n5.csv
check_status 3 'two ids of one key, and a key whose id is taken' \
	crm-store import complaint n5.csv --map both.json --rejects n5r.csv
same 'all its rows are refused' '5,F,b,3 6,A,d,5 6,A,e,6' \
	"$(tail -n +2 n5r.csv | cut -d, -f1-4 | paste -sd' ')"
same 'the others are taken' 'c' "$(field E customer)"
done_testing
