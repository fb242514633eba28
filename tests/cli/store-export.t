#!/bin/sh
# crm-store export: import of it into a fresh store gives the same records.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00+08:00
export CRM_NOW
crm-store init s --zone Asia/Shanghai

# a record with everything: notes, amendments, verdicts, late entries, unknown members, odd texts
work() {
	crm-complaint -C s "$@" >/dev/null
}
work open --id C-1 --customer 'A, "B"' --quantity 3 --received-at 2026-11-20T08:00:00+08:00
work inform C-1 --engineer qe02 --at 2026-11-20T08:03:10.5+08:00
work note C-1 --text ' two
lines '
work amend C-1 lot=L7 --why 'forgotten'
work open --id C-2 --customer Beta
work void C-2 --why test
cat >in.jsonl <<'J'
{"id":"C-3","customer":"Gamma","text":{"deep":{"er":"x"}},"=sum":"=1+1","cjk":"中文","received_at":"2026-11-19T01:02:03+00:00"}
J
crm-store -C s import complaint in.jsonl >/dev/null
cat >values.jsonl <<'J'
{"id":"C-4","n":12,"b":true,"list":[1,{"a":null}],"empty":"","object":{},"a.b":"dot"}
J

sorted() {
	crm-store -C "$1" export complaint -o jsonl | jq -cS .
}
sorted s >want
same 'all of it is there' 3 "$(wc -l <want)"
for fmt in jsonl json csv; do
	check "export as $fmt" crm-store -C s export complaint -o $fmt
	printf '%s\n' "$out" >all.$fmt
	crm-store init "$fmt" --zone Asia/Shanghai
	check "import of it" crm-store -C "$fmt" import complaint all.$fmt
	same 'creates all' 3 "$(printf '%s' "$out" | jq .create)"
	sorted "$fmt" >got
	same_file 'the same records' want got
	check 'the export again' crm-store -C "$fmt" import complaint all.$fmt
	same 'changes nothing' 3 "$(printf '%s' "$out" | jq .unchanged)"
	check 'and into the store it came from' crm-store -C s import complaint all.$fmt
	same 'nothing too' 3 "$(printf '%s' "$out" | jq .unchanged)"
done
same 'collections with hashes for keys are one column each' 'notes,amendments' \
	"$(crm-store -C s export complaint -o csv | head -1 | tr , '\n' | grep -E '^(notes|amendments)' |
		paste -sd, -)"
like 'of JSON' '"{""[0-9a-f]+"":{""at"":""' "$(crm-store -C s export complaint -o csv)"
crm-store init many
i=0
while [ $i -lt 300 ]; do
	i=$((i + 1))
	printf '{"id":"C-%d","customer":"A","notes":{"%012x":{"text":"note %d"}}}\n' $i $i $i
done >many.jsonl
crm-store -C many import complaint many.jsonl >/dev/null
crm-store -C many export complaint -o csv >many.csv
same '300 records with a note each: no more columns' 1 "$(head -1 many.csv | tr , '\n' | grep -c notes)"
crm-store init many2
check 'and import takes them' crm-store -C many2 import complaint many.csv
sorted many >want_many
sorted many2 >got
same_file 'with their notes' want_many got
check 'for a spreadsheet' crm-store -C s export complaint -o csv --excel
printf '%s\n' "$out" >excel.csv
like 'a formula is guarded' "'=1\+1" "$out"
crm-store init excel --zone Asia/Shanghai
check 'its import as such' crm-store -C excel import complaint excel.csv -i excel
sorted excel >got
same_file 'gives the same records' want got

# JSON keeps what CSV has no word for
crm-store -C s import complaint values.jsonl >/dev/null
crm-store -C s export complaint -o jsonl >all.jsonl
crm-store init j
crm-store -C j import complaint all.jsonl >/dev/null
sorted s >want
sorted j >got
same_file 'numbers, lists, empty texts, names with dots in JSON' want got

same 'columns of CSV: every path in order of appearance' 'kind,id,state,customer' \
	"$(crm-store -C s export complaint -o csv | head -1 | cut -d, -f1-4)"
same '-F takes some' 'id,customer
C-2,Beta' "$(crm-store -C s export complaint -o csv -F id,customer --where state=void)"
same '--where chooses, its columns are those of the chosen' 'kind,id,state,customer' \
	"$(crm-store -C s export complaint -o csv --where id=C-2 | head -1 | cut -d, -f1-4)"
same '--as-of' '' "$(crm-store -C s export complaint --as-of 2026-11-19T00:00:00Z)"
crm-store init none
same 'of an empty store: a header' 'kind,id' "$(crm-store -C none export complaint -o csv)"
same 'or nothing' '' "$(crm-store -C none export complaint -o jsonl)"
check_status 2 'no kind' crm-store -C s export
check_status 2 'an unknown kind' crm-store -C s export things
check_status 66 'no store' crm-store -C nowhere export complaint

# a folded record may be larger than a line
i=0
while [ $i -lt 9 ]; do
	i=$((i + 1))
	head -c 200000 /dev/zero | tr '\0' x | jq -Rc "{id: \"L-1\", note_$i: .}"
done >large.jsonl
check 'a record of nine long lines' crm-store -C j import complaint large.jsonl
same 'each row counts once' 9 "$(printf '%s' "$out" | jq '.create + .update + .unchanged')"
same 'again nothing' 9 "$(crm-store -C j import complaint large.jsonl | jq .unchanged)"
same 'of 1.8 MB' 9 "$(crm-store -C j export complaint --where id=L-1 | jq '[keys[] | select(startswith("note_"))] | length')"
check 'also as CSV' crm-store -C j export complaint -o csv --where id=L-1
done_testing
