#!/bin/sh
# crm-store base: the base table of a kind, replaced again and again; history and steps are kept, its
# columns are its own.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

. "$TOP/tests/base.sh"

settings() {
	jq ". + $1" "$CRM_DIR/crm.json" >new.json && cat new.json >"$CRM_DIR/crm.json"
}

# ---- twice, with a row gone and a row changed ----
store a
j=a/complaint.jsonl
cat >export.csv <<'X'
id,customer,part,lot,quantity,received_at,erp_text
C-1,VW,4711,L1,20,2026-11-19T09:00:00Z,"says ""hm"", twice"
C-2,BMW,4712,L2,5,2026-11-19T10:00:00Z,
C-3,GEELY,4713,L3,7,2026-11-19T11:00:00Z,x
X
same 'a plan' '3,3,0,0,0,0' "$(base export.csv -n)"
check 'replaces nothing' test ! -e a/complaint.csv
same 'the first table' '3,3,0,0,0,0' "$(base export.csv)"
same_file 'is there as it was exported' export.csv a/complaint.csv
same 'for its owner' 600 "$(stat -c %a a/complaint.csv)"
check 'no journal is needed' test ! -e $j
same 'it is read by the schema, what it does not know is text' 'number string' \
	"$(crm-complaint show C-1 -o json | jq -r '.[] | "\(.quantity|type) \(.erp_text|type)"')"
same 'with its quotes' 'says "hm", twice' "$(field C-1 erp_text)"
same 'a record is there without a line' 3 "$(crm-complaint list -o jsonl | wc -l)"
check 'it has a log, an empty one' crm-complaint log C-1
same 'of no line' '' "$out"
before=$(stat -c '%i %Y' a/complaint.csv)
same 'the same file again' '3,0,0,3,0,0' "$(base export.csv)"
same 'touches nothing' "$before" "$(stat -c '%i %Y' a/complaint.csv)"
check 'a step from the first state' crm-complaint inform C-2 --engineer qe02
check 'and one on a row that will go' crm-complaint note C-3 --text 'before it left'
sed -e '/^C-3/d' -e 's/L2,5,/L2,6,/' export.csv >second.csv
same 'a row gone, a row changed' '2,0,1,1,1,0' "$(base second.csv)"
same 'the changed row shows' 6 "$(field C-2 quantity)"
same 'with its steps' 'qe02 2026-11-20T09:00:00Z' "$(field C-2 engineer) $(field C-2 informed_at)"
same 'what left is in the journal' 'left {"customer":"GEELY","part":"4713","lot":"L3","quantity":7,"received_at":"2026-11-19T11:00:00Z","erp_text":"x"}' \
	"$(crm-store log complaint C-3 | tail -1 | jq -r '"\(.step) \(.base|tojson)"')"
same 'and still a record, with its steps' 'GEELY 7 before it left' \
	"$(field C-3 customer) $(field C-3 quantity) $(field C-3 'notes[].text')"
same 'an export has all, whole' 'C-1:20,C-2:6,C-3:7' \
	"$(crm-store export complaint | jq -r '"\(.id):\(.quantity)"' | paste -sd,)"
check 'check is content' crm-store check
same 'and silent' '' "$out$err"
check 'so is verify' crm-store verify
lines=$(wc -l <$j)
same 'the same again' '2,0,0,2,0,0' "$(base second.csv)"
same 'writes no line' "$lines" "$(wc -l <$j)"
same 'the row is back' '3,0,1,1,0,1' "$(base export.csv)"
same 'without a line' "$lines" "$(wc -l <$j)"
same 'its steps are still there' 'GEELY before it left' "$(field C-3 customer) $(field C-3 'notes[].text')"
check 'check is still content' crm-store check
check 'a void record' crm-complaint void C-1 --why twice
same 'its row leaves as any other' '2,0,0,2,1,0' "$(sed 2d export.csv >third.csv && base third.csv)"
same 'and it stays void' 'void VW' "$(field C-1 state) $(field C-1 customer)"
same 'all rows gone' '0,0,0,0,2,0' "$(head -1 export.csv >none.csv && base none.csv)"
same 'nothing is lost' 3 "$(crm-store export complaint | wc -l)"
check 'verify' crm-store verify
same 'as of long ago the rows are as they are: a table has no history' '' \
	"$(crm-complaint show C-2 --as-of 2026-01-01T00:00:00Z | jq -r '.engineer // ""')"
check 'a journal alone, in a pipe, has its left rows too' sh -c "crm-complaint list $j -o jsonl >piped"
same 'with their values' BMW "$(jq -r 'select(.id == "C-2") | .customer' piped)"

# ---- whose is a field? ----
store b
base export.csv >/dev/null
check_status 1 'a step that sets a column' crm-complaint amend C-1 lot=X part=Y --why z
like 'is told which' "^crm-complaint: C-1: field 'lot': belongs to complaint.csv, as does 'part'" "$err"
check_status 1 'as JSON' crm-complaint amend C-1 lot=X --why z --errors=json
same 'with its code' 'base_owned lot' "$(printf '%s' "$err" | jq -r '"\(.code) \(.field)"')"
check_status 1 'open of an id that has a row' crm-complaint open --id C-1 --customer X
like 'exists' "C-1: .*exists already" "$err"
check 'open of another one' crm-complaint open --id C-9 --customer X
check 'is the journal'"'"'s' crm-complaint amend C-9 lot=Y --why z
printf 'id,lot\nC-1,L1\n' >same.csv
check 'an import that says the same' crm-store import complaint same.csv
printf 'id,lot,engineer\nC-1,other,qe01\nC-2,,qe02\n' >other.csv
check_status 1 'one that says otherwise' crm-store import complaint other.csv
like 'with file and line' "^crm-store: other.csv:2: field 'lot': belongs to complaint.csv" "$err"
check_status 3 'or is rejected' crm-store import complaint other.csv --rejects r.csv
same 'the others are taken' qe02 "$(field C-2 engineer)"
settings '{"base": {"complaint": {"journal": ["lot", "quantity"]}}}'
check 'what crm.json leaves to the journal' crm-complaint amend C-1 lot=X --why z
same 'is set' 'X 20' "$(field C-1 lot) $(field C-1 quantity)"
sed 's/L1,20/L9,21/' export.csv >later.csv
same 'a later row' '3,0,1,2,0,0' "$(base later.csv)"
same 'does not change it; where nothing was set it counts' 'X 21' "$(field C-1 lot) $(field C-1 quantity)"
check 'check is content' crm-store check
settings '{"base": {}}'
same 'taken from the journal again' L9 "$(field C-1 lot)"
check 'the old line is a note only' crm-store check
like 'with its place' "^.*/b/complaint.jsonl:[0-9]+: C-1: field 'lot': was set here.*\[base_owned\]" "$out"
cp b/crm.json keep
settings '{"base": {"complaint": ["lot"]}}'
check_status 78 'a setting that is none' crm-complaint list
like 'is told' "crm.json: field 'base.complaint'" "$err"
cp keep b/crm.json

# a state of the ERP's
store c
printf 'id,customer,state,received_at\nC-1,VW,open,2026-11-19T09:00:00Z\n' >state.csv
base state.csv >/dev/null
same 'is the record'"'"'s' open "$(field C-1 state)"
check_status 1 'and no step changes it' crm-complaint void C-1 --why twice
settings '{"base": {"complaint": {"journal": ["state"]}}}'
check 'unless it is the journal'"'"'s' crm-complaint void C-1 --why twice
same 'then it moves on' void "$(field C-1 state)"
done_testing
