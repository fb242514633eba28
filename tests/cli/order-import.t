#!/bin/sh
# What an import may not do to the items of a record: change what a step wrote, and take two things
# for one because their keys are too short.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW
store() {
	crm-store init "$1" --zone UTC
	CRM_DIR=$PWD/$1
	export CRM_DIR
	mkdir -p "$1/order"
	echo '{"ppap":{"needed":false}}' >"$1/order/procedure.json"
}
import() {
	run crm-store import order "$@"
	[ "$status" -eq 0 ] || printf '%s %s' "$status" "$err"
	printf '%s' "$out" | jq -r '[.rows, .create, .update, .unchanged, .reject] | @csv'
}
deliveries() {
	crm-store export order -o jsonl | jq -r --arg id "$1" 'select(.id == $id) | .deliveries |
		map("\(.note) \(.lot) \(.quantity)") | sort | join(",")'
}
rows() {
	wc -l <"$CRM_DIR/order.jsonl"
}

# ---- what a step wrote ----
store a
echo '{"id":"O-0","kind":"order","state":"delivered","customer":"VW","part":"P1","quantity":1,"price":"1.00","currency":"EUR","opened_at":"2026-01-01T09:00:00Z","delivered_at":"2026-02-01T09:00:00Z"}' >last.jsonl
crm-store import order last.jsonl >/dev/null
crm-order open --customer VW --part P1 --quantity 500 --price 1.00 --currency EUR --previous O-0 \
	--by s01 -o jsonl >o.json
id=$(jq -r .id o.json)
crm-order approve "$id" --by d01 >/dev/null
crm-order confirm "$id" --promised 2026-11-23 --confirmation OC >/dev/null
check 'a delivery by its step' crm-order deliver "$id" --note N1 --lot A --quantity 100 --by w01
key=$(crm-store export order -o jsonl | jq -r '.deliveries // {} | keys[]')
# row MEMBERS: of that delivery
row() {
	jq -nc --arg id "$id" --arg key "$key" --argjson to "$1" '{id: $id, deliveries: {($key): $to}}' >row.jsonl
}
n=$(rows)
for to in '{"quantity":1,"lot":"B"}' '{"quantity":1}' '{"line":"10"}' '{"concession":"D-1"}' '{"by":"x"}' \
	'{"at":"2026-11-19T09:00:00Z"}'; do
	row "$to"
	like "refused: $to" "^65 crm-store: row.jsonl:1: field 'deliveries\.$key.*: a step wrote it, by w01" "$(import row.jsonl)"
done
row '{"quantity":1}'
like '  with its member' "field 'deliveries\.$key\.quantity'" "$(import row.jsonl)"
for to in null '{"lot":null,"by":null}'; do
	row "$to"
	same "what is not said takes nothing away: $to" '1,0,0,1,0' "$(import row.jsonl)"
done
row '{"quantity":1}'
like 'a plan says the same' '^65 .*a step wrote it' "$(import row.jsonl --plan)"
same 'nothing was written' "$n" "$(rows)"
same 'it stands as it left' 'N1 A 100' "$(deliveries "$id")"
row '{"quantity":100,"lot":"A"}'
same 'the same again is no change' '1,0,0,1,0' "$(import row.jsonl)"
jq -nc --arg id "$id" '{id: $id, deliveries: {e1: {note: "N2", lot: "A", quantity: 30}}}' >erp.jsonl
same 'one beside it is taken' '1,0,1,0,0' "$(import erp.jsonl)"
jq -nc --arg id "$id" '{id: $id, deliveries: {e1: {quantity: 40}}}' >erp.jsonl
same 'of which the ERP may say another thing later' '1,0,1,0,0' "$(import erp.jsonl)"
same 'both stand' 'N1 A 100,N2 A 40' "$(deliveries "$id")"
jq -nc --arg id "$id" '{id: $id, signatures: {sales: {verdict: "signed", by: "s01"}}}' >sign.jsonl
import sign.jsonl >/dev/null
jq -nc --arg id "$id" '{id: $id, signatures: {sales: {verdict: "refused"}}}' >sign.jsonl
like 'other items likewise' '^65 .*signatures.sales.verdict.*a step wrote it' "$(import sign.jsonl)"

# ---- a whole export ----
crm-store export order -o jsonl >all.jsonl
same 'imported again: unchanged' '2,0,0,2,0' "$(import all.jsonl)"
crm-store export order -o csv >all.csv
same '  as CSV too' '2,0,0,2,0' "$(import all.csv)"
crm-store init b --zone UTC
same 'into an empty store: whole' '2,2,0,0,0' "$(CRM_DIR=$PWD/b import all.jsonl)"
same '  the same' "$(jq -S . all.jsonl)" "$(crm-store -C b export order -o jsonl | jq -S .)"

# ---- what was counted on others ----
echo '{"id":"D-1","kind":"concession","customer":"VW","part":"P1","quantity":500,"state":"authorised","uses":{"k":{"by":"w01","delivery":"N1","quantity":100}}}' >uses.jsonl
crm-store import concession uses.jsonl >/dev/null
echo '{"id":"D-1","uses":{"k":{"quantity":1}}}' >uses.jsonl
check_status 65 'pieces counted on a concession' crm-store import concession uses.jsonl
like '  stay counted' "field 'uses.k.quantity': a step wrote it" "$err"

# ---- two for one ----
store c
echo '{"id":"O-3","customer":"VW","quantity":100,"opened_at":"2026-01-01T09:00:00Z"}' >o3.jsonl
import o3.jsonl >/dev/null
cat >map.json <<'END'
{"kind": "order",
 "columns": {"id": "id", "note": "deliveries.{note}.note", "lot": "deliveries.{note}.lot",
  "pieces": "deliveries.{note}.quantity"}, "new": "refuse"}
END
printf 'id,note,lot,pieces\nO-3,N1,A,40\nO-3,N1,B,30\n' >two.csv
n=$(rows)
like 'two lots of one key are refused, both lines named' \
	"^65 crm-store: two.csv:3: field 'deliveries.N1.lot': 'B' here, and 'A' in two.csv:2" "$(import two.csv --map map.json)"
same '  nothing is written' "$n" "$(rows)"
like '  a plan says the same' '^65 .*two.csv:3: .*two.csv:2' "$(import two.csv --map map.json --plan)"
check_status 3 '--rejects takes the first' crm-store import order two.csv --map map.json --rejects r.csv
same '  it stands' 'N1 A 40' "$(deliveries O-3)"
like '  the other is kept' '^O-3,N1,B,30,3,' "$(tail -1 r.csv)"
printf 'id,note,lot,pieces\nO-3,N1,A,40\nO-3,N1,A,40.0\nO-3,N2,A,1\nO-3,N1,,\n' >same.csv
sed -i '3s/40.0/40/' same.csv
same 'the same twice is one, and an empty cell says nothing' '4,0,1,3,0' "$(import same.csv --map map.json)"
printf 'id,note,lot,pieces\nO-3,N1,A,50\n' >first.csv
printf 'id,note,lot,pieces\nO-3,N1,A,60\n' >second.csv
like 'of several files too' "second.csv:2: .*'60' here, and '50' in first.csv:2" "$(import first.csv second.csv --map map.json)"
same 'one after the other they are a correction' '1,0,1,0,0 1,0,1,0,0' \
	"$(import first.csv --map map.json) $(import second.csv --map map.json)"
check 'check is content' crm-store check
done_testing
