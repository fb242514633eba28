#!/bin/sh
# crm-store import --rejects: the good rows are taken, the others are in a file that can be mended and
# imported as it is; a value that cannot be read is a reject, never a blank, never a default.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW
cat >map.json <<'M'
{"columns":{"Kunde, Werk":"customer","Datum":{"field":"received_at","format":"D.M.YYYY"},
  "ok?":{"field":"verdicts.answer.verdict","words":{"ja":"met","nein":"late"}}}}
M
cat >in.csv <<'C'
"Kunde, Werk",Datum,ok?,Text
ACME,1.2.2026,ja,"line one
line ""two"""
Beta,31.2.2026,nein,
Gamma,3.2.2026,vielleicht,x
Delta,32.13.2026,nie,y
Omega,4.2.2026,,z
C
crm-store init s
CRM_DIR=$PWD/s
export CRM_DIR

check_status 65 'without --rejects: bad input' crm-store import complaint in.csv --map map.json
like 'the physical line' "^crm-store: in.csv:4: field 'Datum': not a date like D.M.YYYY: '31.2.2026'\$" "$err"
like 'the word and the words' "in.csv:5: field 'ok\?': not a word of the map \(ja, nein\): 'vielleicht'" "$err"
same 'each bad value of a row has its message' 2 "$(printf '%s\n' "$err" | grep -c 'in.csv:6:')"
like 'and the way out is named' 'nothing was written: 3 of 5 rows refused; --rejects' "$err"
check 'nothing is written' test ! -e s/complaint.jsonl

check_status 3 'with --rejects in a plan' crm-store import complaint in.csv --map map.json --rejects r.csv --plan
same 'counts' 2,3 "$(printf '%s' "$out" | jq -r '"\(.create),\(.reject)"')"
check 'the plan writes no record' test ! -e s/complaint.jsonl
cp r.csv plan.csv
check_status 3 'with --rejects part is done' crm-store import complaint in.csv --map map.json --rejects r.csv
same 'as in the plan' 2,3 "$(printf '%s' "$out" | jq -r '"\(.create),\(.reject)"')"
same 'stderr says where they are' 'crm-store: 3 of 5 rows refused: see r.csv' "$err"
same_file 'the file is that of the plan' plan.csv r.csv
cat >want.csv <<'C'
"Kunde, Werk",Datum,ok?,Text,line,column,reason
Beta,31.2.2026,nein,,4,Datum,not a date like D.M.YYYY: '31.2.2026'
Gamma,3.2.2026,vielleicht,x,5,ok?,"not a word of the map (ja, nein): 'vielleicht'"
Delta,32.13.2026,nie,y,6,Datum,"not a date like D.M.YYYY: '32.13.2026'; ok?: not a word of the map (ja, nein): 'nie'"
C
same_file 'the own columns, then line, column, reason' want.csv r.csv
same 'it is private' 600 "$(stat -c %a r.csv)"

sed -e 's/,31.2.2026/,28.2.2026/' -e 's/vielleicht,x/ja,x/' -e 's/32.13.2026,nie/1.3.2026,ja/' r.csv >mended.csv
check 'mended it is imported' crm-store import complaint mended.csv --map map.json --rejects r2.csv
same 'all of it' 3,0 "$(printf '%s' "$out" | jq -r '"\(.create),\(.reject)"')"
same 'without the three columns' 0 "$(crm-store export complaint | jq -s 'map(select(has("line") or has("reason"))) | length')"
same 'no rejects: a header alone, so that none of yesterday stay' 1 "$(wc -l <r2.csv)"
check 'in all, five records' test "$(crm-store export complaint | wc -l)" -eq 5
check_status 3 'the first file again' crm-store import complaint in.csv --map map.json --rejects r.csv
same 'its good rows are known' 0,2,3 "$(printf '%s' "$out" | jq -r '"\(.create),\(.unchanged),\(.reject)"')"

# what cannot be said per cell
printf 'id,customer\nA-1,ACME\nA-2\nA-3,Beta,x\n-4,Gamma\n' >short.csv
check_status 3 'rows of another width' crm-store import complaint short.csv --rejects w.csv
cat >want.csv <<'C'
id,customer,line,column,reason
A-2,3,,"has 1 columns, expected 2"
A-3,Beta,x,4,,"has 3 columns, expected 2"
-4,Gamma,5,id,"not an id (1 to 64 of A-Z a-z 0-9 . _ -, beginning with a letter or digit): '-4'"
C
same_file 'are rejects' want.csv w.csv
check_status 3 'again, unmended' crm-store import complaint w.csv --rejects w2.csv
same 'they are rejects again, as they were' 'A-2,2,, A-3,Beta,x,3,, -4,Gamma,4,id,' \
	"$(tail -n +2 w2.csv | sed 's/"[hn].*//' | paste -sd' ')"
like 'that the last columns are left out is said' '^crm-store: warning: w.csv: the last columns line, column, reason' "$err"
sed -e 's/^A-2,/A-2,Alpha,/;s/^A-3,Beta,x,/A-3,Beta,/;/^-4/d' w.csv >w3.csv
check 'mended they are not' crm-store import complaint w3.csv
printf 'customer,part\n,\nACME,\n' >empty.csv
check_status 3 'a row of empty cells' crm-store import complaint empty.csv --rejects e.csv
same 'is one, no empty complaint' ',,2,,an empty row' "$(sed -n 2p e.csv)"
printf '{"id":"B-1","customer":"x","n":{"a":1}}\n{"id":"B-2",\n{"id":"B-3","quantity":"few","n":{"a":2}}\n' >in.jsonl
check_status 3 'JSON Lines' crm-store import complaint in.jsonl --rejects l.jsonl
same 'a line that is no JSON keeps its text' '[2,"","{\"id\":\"B-2\","]' \
	"$(sed -n 1p l.jsonl | jq -c '[.line, .column, .text]')"
same 'another one its members' '[3,"quantity",{"id":"B-3","quantity":"few","n":{"a":2}}]' \
	"$(sed -n 2p l.jsonl | jq -c '[.line, .column, .row]')"
check_status 3 'again, unmended' crm-store import complaint l.jsonl --rejects l2.jsonl
same 'they are rejects again' "$(jq -c 'del(.line)' l.jsonl)" "$(jq -c 'del(.line)' l2.jsonl)"
jq -c 'if .text then .text = "{\"id\":\"B-2\"}" else .row.quantity = 5 end' l.jsonl >l3.jsonl
check 'mended they are imported' crm-store import complaint l3.jsonl
same 'as what they are about' 'B-2 5' "$(crm-store export complaint |
	jq -rs '[.[] | select(.id == "B-2" or .id == "B-3") | .quantity // .id] | join(" ")')"
check_status 2 'CSV and JSON in one command' crm-store import complaint in.jsonl short.csv --rejects m.csv

# several files: one file of rejects, all columns; the rejects may go where the input came from
printf 'id,quantity\nC-1,few\n' >one.csv
printf 'quantity,part\nmany,P\n' >two.csv
check_status 3 'two files' crm-store import complaint one.csv two.csv --rejects both.csv
same 'the columns of both' 'id,quantity,part,line,column,reason' "$(head -1 both.csv)"
same 'both rows, with file and line' 'C-1,few,,one.csv:2
,many,P,two.csv:2' "$(tail -n +2 both.csv | cut -d, -f1-4)"

# another encoding and delimiter: the mended file goes through the same map
printf '{"format":{"encoding":"gb18030","delimiter":";"},"columns":{"\345\256\242\346\210\267":"customer","n":"quantity"}}' >gb.json
printf '\345\256\242\346\210\267;n\n\344\270\255\346\226\207,x;few\n' | iconv -f UTF-8 -t GB18030 >gb.csv
check_status 3 'a GB18030 file' crm-store import complaint gb.csv --map gb.json --rejects gr.csv
sed -i 's/;few;/;4;/' gr.csv
check 'its rejects, in UTF-8, with the same map' crm-store import complaint gr.csv --map gb.json
same 'are read as they are' '中文,x 4' "$(crm-store export complaint | tail -1 | jq -r '"\(.customer) \(.quantity)"')"

# what may be replaced
cp in.csv input.csv
check_status 2 'an input is not' crm-store import complaint input.csv --map map.json --rejects ./input.csv
same_file 'and stays' in.csv input.csv
ln input.csv other.csv
check_status 2 'nor under another name' crm-store import complaint input.csv --map map.json --rejects other.csv
# shellcheck disable=SC2094
check_status 2 'nor on stdin' crm-store import complaint - --map map.json --rejects input.csv <input.csv
cp map.json m.json
check_status 2 'nor the map' crm-store import complaint in.csv --map m.json --rejects m.json
same_file 'which stays' map.json m.json
mkfifo pipe
for f in pipe /dev/null .; do
	check_status 73 "nor what is no file: $f" crm-store import complaint none.csv --rejects "$f"
done
check 'the pipe is there still' test -p pipe

# nothing at all when the file of rejects cannot be written, or reading cannot go on
lines=$(wc -l <s/complaint.jsonl)
check_status 73 'no place for the rejects' crm-store import complaint short.csv --rejects none/r.csv
printf 'customer\nACME\n"open\n' >open.csv
check_status 65 'a quote that never ends' crm-store import complaint open.csv --rejects o.csv
check 'no file of rejects then' test ! -e o.csv
same 'the store is as it was' "$lines" "$(wc -l <s/complaint.jsonl)"

# a commit that fails leaves the file as it was
if [ -z "${SANITIZED:-}" ] && strace -qq -o /dev/null true 2>/dev/null; then
	echo old >old.csv
	printf 'customer,quantity\nNew,1\nNew,few\n' >full.csv
	check_status 74 'a full disk' strace -f -qq -o /dev/null -e inject=pwrite64:error=ENOSPC \
		crm-store import complaint full.csv --rejects old.csv
	same 'the rejects of before are there' old "$(cat old.csv)"
	check 'and no temporary file' test ! -e .old.csv.tmp
	same 'the store is as it was' "$lines" "$(wc -l <s/complaint.jsonl)"
else
	skip 'the rejects of before are there' 'strace cannot trace here'
fi

# Nothing of a store may be replaced by rejects, not even by a plan.
crm-store init own
printf 'customer,quantity\nA,1\nB,x\n' >own.csv
crm-store -C own import complaint own.csv --rejects own-bad.csv >/dev/null 2>&1
cp own/complaint.jsonl own.before
for name in complaint.jsonl crm.json .lock new.csv; do
	check_status 2 "rejects are not written to own/$name" \
		crm-store -C own import complaint own.csv --plan --rejects "own/$name"
done
same_file 'and the journal is as it was' own.before own/complaint.jsonl
done_testing
