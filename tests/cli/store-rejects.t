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
A-2,,3,,"has 1 columns, expected 2"
A-3,Beta,4,,"has 3 columns, expected 2"
-4,Gamma,5,id,"not an id (1 to 64 of A-Z a-z 0-9 . _ -, beginning with a letter or digit): '-4'"
C
same_file 'are rejects' want.csv w.csv
printf '{"id":"B-1","customer":"x","n":{"a":1}}\n{"id":"B-2",\n{"id":"B-3","quantity":"few","n":{"a":2}}\n' >in.jsonl
check_status 3 'JSON Lines' crm-store import complaint in.jsonl --rejects l.csv
like 'a line that is no JSON' '^,,,,2,,.*' "$(sed -n 2p l.csv)"
same 'members are columns' 'id,customer,n.a,quantity,line,column,reason
B-3,,2,few,3,quantity' "$(sed -n '1p;3p' l.csv | cut -d, -f1-7 | sed 's/,"not a .*//')"

# several files: one file of rejects, all columns; the rejects may go where the input came from
printf 'id,quantity\nC-1,few\n' >one.csv
printf 'quantity,part\nmany,P\n' >two.csv
check_status 3 'two files' crm-store import complaint one.csv two.csv --rejects one.csv
same 'the columns of both' 'id,quantity,part,line,column,reason' "$(head -1 one.csv)"
same 'both rows' 'C-1,few,
,many,P' "$(tail -n +2 one.csv | cut -d, -f1-3)"

# another encoding and delimiter: the mended file goes through the same map
printf '{"format":{"encoding":"gb18030","delimiter":";"},"columns":{"\345\256\242\346\210\267":"customer","n":"quantity"}}' >gb.json
printf '\345\256\242\346\210\267;n\n\344\270\255\346\226\207,x;few\n' | iconv -f UTF-8 -t GB18030 >gb.csv
check_status 3 'a GB18030 file' crm-store import complaint gb.csv --map gb.json --rejects gr.csv
sed -i 's/;few;/;4;/' gr.csv
check 'its rejects, in UTF-8, with the same map' crm-store import complaint gr.csv --map gb.json
same 'are read as they are' '中文,x 4' "$(crm-store export complaint | tail -1 | jq -r '"\(.customer) \(.quantity)"')"

# nothing at all when the file of rejects cannot be written, or reading cannot go on
lines=$(wc -l <s/complaint.jsonl)
check_status 73 'no place for the rejects' crm-store import complaint short.csv --rejects none/r.csv
printf 'customer\nACME\n"open\n' >open.csv
check_status 65 'a quote that never ends' crm-store import complaint open.csv --rejects o.csv
check 'no file of rejects then' test ! -e o.csv
same 'the store is as it was' "$lines" "$(wc -l <s/complaint.jsonl)"
done_testing
