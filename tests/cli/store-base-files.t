#!/bin/sh
# crm-store base: what a file may be (map, encoding, JSON Lines, pipe), what is wrong with one; tables
# that people edit; readers beside the replacement.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

. "$TOP/tests/base.sh"

# bad NAME ERE: in.csv is refused with that message, nothing is replaced
bad() {
	check_status 65 "$1" crm-store base complaint in.csv
	like "$1: where and why" "$2" "$err"
	same_file "$1: nothing is replaced" keep.csv "$CRM_DIR/complaint.csv"
}

# ---- bad files ----
store a
printf 'id,customer,quantity,received_at\nC-1,VW,1,2026-11-19T09:00:00Z\n' >keep.csv
base keep.csv >/dev/null
printf 'id,quantity,received_at\nC-1,few,2026-11-19T09:00:00Z\n,3,soon\nC 3,1,\nC-2,1,\nC-2,2,\n' >in.csv
bad 'every row that is wrong is told: a value' "^crm-store: in.csv:2: field 'quantity': .*'few'"
like 'a stamp' "in.csv:3: field 'received_at': .*'soon'" "$err"
like 'an id' "in.csv:4: field 'id': .*'C 3'" "$err"
like 'an id twice' "in.csv:6: field 'id': 'C-2' has a row in line 5 already" "$err"
like 'and counted' '4 of 5 rows are wrong' "$err"
printf 'id,quantity\nC-1,1\n,2\n' >in.csv
bad 'a row without an id' "in.csv:3: field 'id': missing"
printf 'customer,quantity\nVW,1\n' >in.csv
bad 'no column for the id' "in.csv:1: field 'id': no column feeds it"
printf 'id,state\nC-1,lost\n' >in.csv
bad 'a word that is none' "in.csv:2: field 'state': .*'lost'"
printf 'id,quantity,quantity\nC-1,1,2\n' >in.csv
bad 'two columns of a name' "in.csv:1: field 'quantity': two columns"
printf 'id,quantity\nC-1\n' >in.csv
bad 'a short row' 'in.csv:2: .*columns'
: >in.csv
bad 'an empty file' 'in.csv: empty'
printf 'id,step\nC-1,x\n' >in.csv
bad 'a name of the envelope' "in.csv:1: field 'step'"
check_status 66 'no file' crm-store base complaint missing.csv
check_status 2 'two files' crm-store base complaint keep.csv keep.csv
check_status 2 'no --op' crm-store base complaint keep.csv --op x
check_status 2 'an unknown kind' crm-store base things keep.csv

# ---- maps, encodings, formats ----
store b
cat >map.json <<'X'
{"columns": {"单号": "id", "客户": "customer", "数量": "quantity", "日期": "received_at"},
 "constants": {"class": "quality"}, "dates": ["YYYY/MM/DD"], "zone": "Asia/Shanghai"}
X
printf '单号,客户,数量,日期,备注\nC-1,上汽,20,2026/11/19,孔位偏\nC-2,东风,5,2026/11/18,\n' >utf8.csv
iconv -f UTF-8 -t GB18030 utf8.csv >gbk.csv
same 'a map, in GBK' '2,2,0,0,0,0' "$(base gbk.csv --map map.json --encoding gb18030)"
same 'makes fields of columns' 'id,customer,quantity,received_at,备注,class' "$(head -1 b/complaint.csv)"
same 'and values of cells' 'C-1,上汽,20,2026-11-19T00:00:00+08:00,孔位偏,quality' "$(sed -n 2p b/complaint.csv)"
same 'the same in UTF-8 is the same' '2,0,0,2,0,0' "$(base utf8.csv --map map.json)"
run crm-store base complaint gbk.csv --map map.json
same 'not in UTF-8, and no encoding named: refused' 65 "$status"
same 'an own column is an own field' 孔位偏 "$(crm-complaint show C-1 | jq -r '."备注"')"
printf '{"id":"C-1","quantity":20,"own":{"a":1,"b":[1,2]}}\n{"id":"C-2","customer":"东风","more":true}\n' >in.jsonl
same 'JSON Lines' '2,0,2,0,0,0' "$(base in.jsonl)"
same 'have the columns that they bring' 'id,quantity,own.a,own.b,customer,more
C-1,20,1,"[1,2]",,
C-2,,,,东风,true' "$(cat b/complaint.csv)"
same 'their own fields are text' '{"a":"1","b":"[1,2]"}' "$(crm-complaint show C-1 | jq -c .own)"
same 'a pipe' '2,0,0,2,0,0' "$(base - <in.jsonl)"
printf '\357\273\277id;customer\r\nC-1;A;\r\n' >in.csv
check_status 65 'semicolons, a row too wide' crm-store base complaint in.csv
printf '\357\273\277id;customer\r\nC-1;"A;B"\r\n' >in.csv
same 'a spreadsheet'"'"'s file' '1,0,1,0,1,0' "$(base in.csv)"
same 'becomes an exact one' 'id,customer
C-1,A;B' "$(cat b/complaint.csv)"
printf 'id,verdicts.inform.verdict\nC-1,met\n' >in.csv
base in.csv >/dev/null
same 'a verdict in a table is an imported one' true \
	"$(crm-complaint show C-1 | jq -r .verdicts.inform.imported)"

# the export of a store, with what steps wrote
store f
crm-complaint open --id C-1 --customer VW --received-at 2026-11-20T08:59:00Z >/dev/null
crm-complaint inform C-1 --engineer qe01 >/dev/null
crm-complaint note C-1 --text hello >/dev/null
crm-store export complaint -o csv >out.csv
crm-store export complaint -o jsonl >out.jsonl
check 'as a table' crm-store base complaint out.csv
like 'what only steps write is left out, and told' "warning: field 'notes': left out" "$err"
same 'once' 2 "$(printf '%s\n' "$err" | wc -l)"
unlike 'and is no column' 'verdicts|notes' "$(head -1 f/complaint.csv)"
same 'JSON Lines are the same' '1,0,0,1,0,0' "$(base out.jsonl)"
same_file 'the record is as it was' out.jsonl - <<X
$(crm-store export complaint -o jsonl)
X
check 'check is content' crm-store check

# ---- tables that people edit ----
store c
printf '\357\273\277id,quantity,customer\r\nC-1,few,A\r\n\r\n,1,B\r\nC-1,2,C\r\nC-3,1\r\nC-4,1,D\r\n' >c/complaint.csv
chmod 600 c/complaint.csv
check_status 65 'rows that are none' crm-complaint list
same 'the others are listed' 'C-1 C-4' "$(printf '%s' "$out" | jq -r .id | paste -sd' ')"
like 'one without an id' 'complaint.csv:4: .*has no id' "$err"
like 'one twice' "complaint.csv:5: C-1: field 'id': has a row in line 2 already" "$err"
like 'a short one' 'complaint.csv:6: .*has 2 columns, expected 3' "$err"
check_status 1 'check tells them' crm-store check
like 'and a bad cell, by line and field' "complaint.csv:2: C-1: field 'quantity': 'few'.*\[bad_value\]" "$out"
same 'once' 1 "$(printf '%s\n' "$out" | grep -c bad_value)"
check 'a step on such a record' crm-complaint note C-1 --text x
crm-store check >out.txt
like 'the cell is still told by its line' "complaint.csv:2: C-1: field 'quantity': 'few'.*\[bad_value\]" "$(cat out.txt)"
check_status 65 'a step on a row that cannot be read' crm-complaint note C-3 --text x
printf '{"id":"C-7","step":"left","at":"2026-11-20T09:00:00Z","base":7}\n' >>c/complaint.jsonl
check_status 1 'a left line without values' crm-store check
like 'is found' "complaint.jsonl:2: C-7: field 'base': .*\[bad_left\]" "$out"
sed -i '$d' c/complaint.jsonl
check 'head knows journals only' crm-store head
same 'one line' 1 "$(printf '%s\n' "$out" | wc -l)"
sed -i 1d c/complaint.csv
check_status 65 'no header' crm-complaint list
like 'is told' 'complaint.csv:1: .*no column is named id' "$err"
check_status 65 'it is not replaced: what would leave is not known' crm-store base complaint keep.csv
printf 'id\nC-4\n' >c/complaint.csv
check_status 1 'a row that was deleted by hand' crm-store verify
like 'is missed where it has steps' 'C-1: .*no base table has its row.*\[no_new\]' "$out"

# ---- a kind with a table alone ----
store d
base keep.csv >/dev/null
check 'is checked' crm-store check complaint
same 'customer names are judged by it' 1 "$(
	printf 'id,name\nK-1,VW\n' >d/customer.csv
	printf 'id,customer\nC-1,Nobody\n' >in.csv
	base in.csv >/dev/null
	crm-store check | grep -c unknown_reference
)"

# ---- written into while it is read ----
store g
{
	echo 'id,customer,erp_text'
	seq 20000 | sed "s/.*/R-&,VW,some words to make a row longer than it was &/"
} >g/complaint.csv
chmod 600 g/complaint.csv
{
	status=0
	crm-complaint list -o jsonl 2>err.txt || status=$?
	echo "$status" >status
} | {
	read -r first # and the reader waits for us
	echo 'R-0,BMW,' >>g/complaint.csv
	printf '%s\n' "$first"
	cat
} >listed
same 'the reader says: try again' 75 "$(cat status)"
like 'and why' 'complaint.csv: was changed while it was read; try again' "$(cat err.txt)"
unlike 'of the other file it has shown nothing' 'R-0"' "$(cat listed)"
same 'then it is read as it is' 20001 "$(crm-complaint list -o jsonl | wc -l)"

# ---- readers beside it ----
store e
for v in A B; do
	{
		echo 'id,customer,quantity,received_at'
		seq 200 | sed "s/.*/$v-&,$v,&,2026-11-19T09:00:00Z/"
		seq 100 | sed "s/.*/S-&,$v,&,2026-11-19T09:00:00Z/"
	} >$v.csv
done
base A.csv >/dev/null
(
	for _ in $(seq 25); do
		crm-store base complaint B.csv --shrink >/dev/null 2>>failed
		crm-store base complaint A.csv --shrink >/dev/null 2>>failed
	done
	: >finished
) &
while [ ! -e finished ]; do
	status=0
	crm-store export complaint >seen 2>seen.err || status=$?
	[ "$status" -eq 75 ] && continue
	# all that stay are of one table; nobody is lost once he was there
	jq -r 'select(.id | startswith("S-")) | .customer' seen | sort | uniq -c >of
	if [ "$status" -ne 0 ] || [ "$(wc -l <of)" -ne 1 ] || ! grep -Eq '^ *100 [AB]$' of ||
		[ "$(grep -c '"id":"A-' seen)" -ne 200 ]; then
		cat of seen.err >>half
	fi
done
wait
same 'no replacement failed' '' "$(cat failed)"
same 'no reader saw half of one' '' "$(cat half 2>/dev/null)"
check 'verify' crm-store verify
same 'each row that left was kept once' 400 "$(grep -c '"step":"left"' e/complaint.jsonl)"
done_testing
