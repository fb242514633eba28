#!/bin/sh
# crm-store base: what a nightly replacement must not do by itself (empty a table, settle a conflict,
# bring an old amendment back), rows without a state or without what the first step needs, tables that
# end within a row, and slips in crm.json.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

. "$TOP/tests/base.sh"

# raw TEXT: the present table, as somebody wrote it a minute ago
raw() {
	printf '%b' "$1" >"$CRM_DIR/complaint.csv"
	chmod 600 "$CRM_DIR/complaint.csv"
	touch -d '1 minute ago' "$CRM_DIR/complaint.csv"
}

head='id,customer,part,defect,quantity,received_at'
{
	echo "$head"
	seq 3 | sed 's/.*/E-&,VW,4712,burr,&,2026-11-19T09:00:00Z/'
} >b1.csv
echo "$head" >h.csv

# ---- a source that is none ----
store a
base b1.csv >/dev/null
cp a/complaint.csv keep.csv
: >none.jsonl
printf '[]' >none.json
printf '\n' >blank.txt
for file in none.jsonl none.json blank.txt /dev/null; do
	check_status 65 "no header and no row: $file" crm-store base complaint "$file"
	like "$file: says so" "^crm-store: $file: no header and no row: nothing was replaced" "$err"
done
check_status 65 'nor in a pipe that died' crm-store base complaint - </dev/null
like 'says so, too' '^crm-store: stdin: no header and no row' "$err"
same_file 'the table stands' keep.csv a/complaint.csv
same 'a header alone is an empty table' '0,0,0,0,3,0' "$(base h.csv)"

# ---- more than half would leave ----
table() { # table N: rows 1 to N
	echo id
	seq "$1" | sed 's/^/R-/'
}
n=0
while read -r rows next want; do
	n=$((n + 1))
	store "shrink$n"
	table "$rows" >present.csv
	table "$next" >next.csv
	base present.csv >/dev/null
	check_status "$want" "$rows rows, then $next" crm-store base complaint next.csv
	[ "$want" -eq 0 ] && continue
	like "$rows, $next: how many" "^crm-store: $((rows - next)) of $rows rows of complaint.csv would leave: nothing was replaced; --shrink" "$err"
	same_file "$rows, $next: the table stands" present.csv "shrink$n/complaint.csv"
	check "$rows, $next: no line was written" test ! -e "shrink$n/complaint.jsonl"
	check_status 1 "$rows, $next: a plan says it, too" crm-store base complaint next.csv -n
	check "$rows, $next: unless it is meant" crm-store base complaint next.csv --shrink
	same_file "$rows, $next: then it is done" next.csv "shrink$n/complaint.csv"
done <<'X'
10 0 0
11 0 1
20 10 0
21 11 0
22 11 0
22 10 1
X
table 22 >present.csv
base present.csv >/dev/null
sed 's/^R/S/' present.csv >other.csv
check_status 1 'other rows in their place are no help' crm-store base complaint other.csv

# ---- a conflict stays one ----
store c
printf 'id,customer,received_at\nX-1,VW,2026-11-19T09:00:00Z\nX-2,VW,2026-11-19T09:00:00Z\n' >x.csv
head -1 x.csv >gone.csv
base x.csv >/dev/null
crm-complaint answer X-1 --by qe01 >/dev/null
crm-complaint note X-2 --text one >/dev/null
mv c/complaint.jsonl one
crm-complaint void X-1 --why mistake --by cs01 >/dev/null
crm-complaint note X-2 --text two >/dev/null
cat one >>c/complaint.jsonl
check_status 1 'two branches that set the state' crm-store verify
same 'the rows leave' '0,0,0,0,2,0' "$(base gone.csv)"
same 'a line left names one side' string "$(tail -2 c/complaint.jsonl | jq -r '.prev | type' | sort -u)"
check_status 1 'the conflict stands' crm-store verify
like 'and is told' 'X-1: .*\[conflict\]' "$out"
check_status 1 'steps are refused as before' crm-complaint note X-1 --text x
check 'where only one side or none set the state they are not' crm-complaint note X-2 --text x
same 'and take both sides' array "$(tail -1 c/complaint.jsonl | jq -r '.prev | type')"
check 'resolve settles it' crm-store resolve X-1 --kind complaint --state answered --why 'answered it was'
check 'then verify is content' crm-store verify
check 'and steps are taken' crm-complaint note X-1 --text x
same 'what the row said holds' VW "$(field X-1 customer)"

# ---- a row that leaves a second time ----
store d
base b1.csv >/dev/null
base h.csv >/dev/null
check 'an amendment while it is away' crm-complaint amend E-2 part=777 --why x
same 'counts' 777 "$(field E-2 part)"
base b1.csv >/dev/null
same 'but not over the row' 4712 "$(field E-2 part)"
base h.csv >/dev/null
same 'nor over its last values' 4712 "$(field E-2 part)"
same 'those without a line in between are not written again' '1 2 1' \
	"$(for i in 1 2 3; do grep '"step":"left"' d/complaint.jsonl | grep -c "\"E-$i\""; done | paste -sd' ')"
same 'as often as it is done' '3,0,0,0,0,3 0,0,0,0,3,0' "$(base b1.csv) $(base h.csv)"
same 'no line more' 5 "$(wc -l <d/complaint.jsonl)"

# ---- a row without a state stands at the first one ----
store e
base b1.csv >/dev/null
crm-complaint answer E-1 >/dev/null
same 'it has it' 'complaint E-2 open' "$(crm-complaint show E-2 | jq -r '"\(.kind) \(.id) \(.state)"')"
same 'is found by it' 'E-2 E-3' "$(crm-complaint list --where state=open -o jsonl | jq -r .id | paste -sd' ')"
same 'steps lead on' answered "$(field E-1 state)"
same 'and is counted by it' 2 "$(crm-report complaints --where state=open -o jsonl | jq -s 'map(select(.figure == "count") | .value) | .[0]')"
crm-store export complaint >before.jsonl
crm-store export complaint -o csv >export.csv
same 'as it is in an export' 'answered open open' "$(jq -r .state before.jsonl | paste -sd' ')"
base export.csv >/dev/null 2>&1
crm-store export complaint >after.jsonl
same_file 'which as a table says the same' before.jsonl after.jsonl
base h.csv >/dev/null
same 'also of a row that has left' open "$(field E-2 state)"
store e2
base b1.csv >/dev/null
base h.csv >/dev/null
crm-complaint list e2/complaint.jsonl -o jsonl --where state=open >piped
same 'and in a journal alone' 3 "$(wc -l <piped)"

# ---- crm.json ----
store f
cp f/crm.json keep.json
while IFS='|' read -r setting key why; do
	jq ". + {\"base\": $setting}" keep.json >f/crm.json
	check_status 78 "a slip: $setting" crm-complaint list
	like "$setting: its key, and why" "crm.json: field '$key': $why" "$err"
done <<'X'
{"complain": {"journal": ["lot"]}}|base.complain|no such kind
{"complaint": {"journal": ["lotno"]}}|base.complaint.journal|'lotno' is no field of kind complaint
{"complaint": {"journal": ["lot", "verdicts.answer.x"]}}|base.complaint.journal|'verdicts.answer.x' is no field
{"complaint": {"journal": ["id"]}}|base.complaint.journal|'id': every table has it
{"complaint": {"journal": ["kind"]}}|base.complaint.journal|'kind': every table has it
{"complaint": {"journal": ["step"]}}|base.complaint.journal|'step': a name of the journal's envelope
{"complaint": {"journal": [""]}}|base.complaint.journal|'': no field name
{"complaint": {"journal": [7]}}|base.complaint.journal|.* expected
X
jq '. + {"base": {"complaint": {"journal": ["lot", "state", "verdicts.answer.verdict"]}}}' keep.json >f/crm.json
check 'what is right is taken' crm-complaint list

# ---- rows that look like a journal's ----
store g
printf '{"id":"A","customer":"VW","step":"10"}\n{"id":"A","customer":"VW","step":"20"}\n' >step.jsonl
check_status 65 'a row with a member of the envelope' crm-store base complaint step.jsonl
like 'is told, with the member' "^crm-store: step.jsonl:1: field 'step': a name of the journal's envelope" "$err"
like 'each' "^crm-store: step.jsonl:2: field 'step'" "$err"
check_status 65 'in an import, too' crm-store import complaint step.jsonl
like 'with the member' "^crm-store: step.jsonl:1: field 'step': a name of the journal's envelope" "$err"
printf '{"columns": {"step": "operation"}}' >step.json
same 'a map makes a field of it' '1,1,0,0,0,0' "$(head -1 step.jsonl >one.jsonl && base one.jsonl --map step.json)"
same 'that stays' 10 "$(field A operation)"

# ---- what only the tools write ----
printf 'id,customer,received_at,renumbered,renumbered_from.id,late_entry,pauses\nC-1,VW,2026-11-19T09:00:00Z,x,C-9,,\n' >own.csv
check 'members of the tools' crm-store base complaint own.csv
same 'are left out, and told' 'late_entry pauses renumbered renumbered_from' \
	"$(printf '%s\n' "$err" | sed -n "s/^crm-store: warning: field '\(.*\)': left out: only steps write it$/\1/p" | sort | paste -sd' ')"
same 'and are no columns' 'id,customer,received_at' "$(head -1 g/complaint.csv)"

# ---- what the first step needs ----
store i
printf 'id,defect\nA,x\nB,y\n' >few.csv
check 'rows without it are taken' crm-store base complaint few.csv
same 'each field that no column feeds is told once' "customer received_at" \
	"$(printf '%s\n' "$err" | sed -n "s/^crm-store: warning: no column feeds '\(.*\)', which 'open' needs$/\1/p" | paste -sd' ')"
printf 'id,customer,received_at\nA,,\nB,VW,2026-11-19T09:00:00Z\nC,VW,\n' >some.csv
check 'empty cells' crm-store base complaint some.csv
same 'are told by row' "crm-store: warning: some.csv:2: A: without 'customer', 'received_at', which 'open' needs
crm-store: warning: some.csv:4: C: without 'received_at', which 'open' needs" "$err"
{
	echo 'id,customer'
	seq 30 | sed 's/.*/M-&,/'
} >many.csv
run crm-store base complaint many.csv -n
same 'many of them are counted' '20 1' \
	"$(printf '%s\n' "$err" | grep -c "without 'customer', which") $(printf '%s\n' "$err" | grep -c '30 of 30 rows are without')"
run crm-store check -o jsonl
same 'check warns of a record that is its row' warning \
	"$(printf '%s\n' "$out" | jq -r 'select(.code == "missing_field" and .subject == "A") | .severity')"
crm-complaint note A --text x >/dev/null
run crm-store check -o jsonl
same 'and of one with steps' warning \
	"$(printf '%s\n' "$out" | jq -r 'select(.code == "missing_field" and .subject == "A") | .severity')"
printf 'id,defect\nN-1,x\n' >new.csv
crm-store import complaint new.csv >/dev/null
run crm-store check -o jsonl
same 'of one that a line made it is an error' error \
	"$(printf '%s\n' "$out" | jq -r 'select(.code == "missing_field" and .subject == "N-1") | .severity')"

# ---- the past ----
store k
base b1.csv >/dev/null
crm-complaint open --id O-1 --customer VW >/dev/null
check 'as of a time before the store' crm-complaint list --as-of 2026-01-01T00:00:00Z
same 'rows are those of today, and that is told once' 'crm-complaint: warning: complaint.csv: a base table has no history: its rows are those of today, also here' \
	"$(printf '%s' "$err" | sed "s,$PWD/k/,,")"
check 'of one record' crm-complaint show E-1 --as-of 2026-11-20T08:00:00Z
like 'it is told, too' 'warning: .*has no history' "$err"
check 'of one without a row' crm-complaint show O-1 --as-of 2026-11-20T09:00:00Z
same 'it is not' '' "$err"
check 'nor of today' crm-complaint list
same 'is anything told' '' "$err"

# ---- a table that ends within a row ----
store l
raw ''
check_status 65 'empty for a while' crm-complaint list
like 'is told' 'complaint.csv: is empty: a base table begins with a row of field names' "$err"
touch l/complaint.csv
check_status 75 'empty just now' crm-complaint list
like 'is tried again' 'complaint.csv: is not whole, and was written to just now; try again' "$err"
check_status 75 'by a writer, too' crm-complaint open --customer VW
raw 'id,quantity\nC-1,1\nC-2,2'
check_status 65 'the last row has no line end' crm-complaint list
same 'the others are listed' C-1 "$(printf '%s' "$out" | jq -r .id)"
like 'it is named' 'complaint.csv:3: the table ends within this row' "$err"
check_status 1 'check finds it' crm-store check
like 'by line' 'complaint.csv:3: the table ends within this row.*\[bad_line\]' "$out"
check_status 65 'no step is taken on it' crm-complaint note C-2 --text x
check 'but on others' crm-complaint note C-1 --text x
touch l/complaint.csv
check_status 75 'just now' crm-complaint list
raw 'id,quantity\nC-1,1\nC-2,"2\n'
check_status 65 'a quote is open' crm-complaint list
like 'where' 'complaint.csv:3: a quoted field begins here and never ends' "$err"
touch l/complaint.csv
check_status 75 'just now, too' crm-complaint list
raw 'id,quantity'
touch l/complaint.csv
check_status 75 'within the header' crm-complaint list

# ---- messages ----
store m
raw 'id,quantity\nC-1,1\nC-2\n'
printf 'id,quantity\nC-1,1\n' >next.csv
check_status 65 'a row that cannot be read would leave' crm-store base complaint next.csv
like 'which, why, what to do' 'complaint.csv:3: has 1 columns, expected 2; the row would leave, .*could not be kept' "$err"
like 'and that nothing is done' '^crm-store: nothing was replaced: the present table is read first' "$err"
raw 'quantity\n1\n'
check_status 65 'a table without ids' crm-store base complaint next.csv
like 'is not replaced either, and that is told' '^crm-store: nothing was replaced' "$err"
raw 'id,kind,quantity\nC-1,complaint,few\nC-2,order,1\nC-3,,1\n'
check_status 65 'a row of another kind' crm-complaint list
same 'is no complaint' 'C-1 C-3' "$(printf '%s' "$out" | jq -r .id | paste -sd' ')"
like 'and is told' "complaint.csv:3: C-2: field 'kind': 'order', but complaint expected|complaint.csv:3: field 'kind': 'order', but complaint expected" "$err"
printf 'id,kind\nC-1,order\n' >kind.csv
check_status 65 'in the next one, too' crm-store base complaint kind.csv
like 'with its line' "^crm-store: kind.csv:2: field 'kind': not complaint: 'order'" "$err"
raw 'id,customer,quantity,received_at\nC-1,VW,few,2026-11-19T09:00:00Z\n'
crm-complaint note C-1 --text x >/dev/null
crm-store check >found
same 'a bad cell is told once' 1 "$(grep -c bad_value found)"
like 'where it stands' "complaint.csv:2: C-1: field 'quantity': 'few'" "$(cat found)"
mkdir m/.complaint.csv.tmp
check_status 73 'a directory in the way' crm-store base complaint b1.csv
like 'is named' "cannot create '.complaint.csv.tmp'" "$err"
rmdir m/.complaint.csv.tmp
check_status 1 'open on an id that is there' crm-complaint open --id C-1 --customer VW
like 'names the id' "C-1: field 'id': exists already" "$err"
done_testing
