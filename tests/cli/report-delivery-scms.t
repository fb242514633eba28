#!/bin/sh
# crm-report delivery over the SCMS history, its file as it is: bare CR line ends, a BOM, dates like
# 2-Jun-06, words where dates and numbers stand.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T12:00:00Z
export CRM_NOW
map=$TOP/examples/maps/scms.json
scms=$SHARED/data/deliveries/scms.csv
[ -f "$scms" ] || skip_all 'no shared folder'

crm-store init s
CRM_DIR=$PWD/s
export CRM_DIR
counts() {
	jq -r '.[] | "\(.rows) \(.create) \(.update) \(.unchanged) \(.reject)"'
}
same 'every row is taken' '10324 10324 0 0 0' "$(crm-store import order "$scms" --map "$map" -o json | counts)"
same 'first promise, day of delivery, pieces; ids are those of the file' '2006-06-02 2006-06-02T00:00:00Z 19 29 delivered' \
	"$(crm-order show 1 -o json | jq -r '.[] | "\(.promised) \(.delivered_at) \(.quantity) \(.price) \(.state)"')"

crm-report delivery -o json >all.json
row() {
	jq -r --arg f "$1" '.[] | select(.figure == $f) | "\(.value) \(.numerator) \(.denominator)"' all.json
}
days() {
	jq -r --arg w "$1" '.[] | select(.figure == "days" and .word == $w) | "\(.stat) \(.value) \(.denominator)"' all.json | paste -sd,
}
same 'of those due' '88.5122 9138 10324' "$(row on_time_due)"
same 'of all' '88.5122 9138 10324' "$(row on_time_all)"
same 'by line' '88.5122 9138 10324' "$(row on_time_due_lines)"
same 'by pieces' '82.9592 157012757 189265090' "$(row on_time_due_pieces)"
same 'late' '1186 1186 10324' "$(row late)"
same 'how late' 'mean 21.369309 1186,median 12 1186,p95 70 1186,max 192 1186' "$(days late)"
same 'early' '2814 2814 10324' "$(row early)"

# one report, added up by one of its groups
crm-report delivery --by fulfilment,mode,month -o jsonl | jq -c 'select(.figure == "on_time_due")' >by.jsonl
by() {
	jq -rs --arg b "$1" 'group_by(.by[$b])[] | "\(.[0].by[$b]) \(map(.numerator) | add)/\(map(.denominator) | add)"' by.jsonl
}
same '--by fulfilment' 'Direct Drop 4661/4920,From RDC 4477/5404' "$(by fulfilment | paste -sd,)"
same '--by mode' 'Air 5526/6113,Air Charter 575/650,N/A 356/360,Ocean 306/371,Truck 2375/2830' "$(by mode | paste -sd,)"
same '--by month: of the due day' '2006-05 2/2,2006-06 2/2,2006-07 2/2' "$(by month | head -3 | paste -sd,)"

# September as Sept: each row that has it is told, and nothing is written
sed 's/-Sep-/-Sept-/g' "$scms" >sept.csv
crm-store init t
check_status 65 'Sept is no month' crm-store -C t import order sept.csv --map "$map"
like 'with its line and field' "^crm-store: sept.csv:5: field 'Scheduled Delivery Date': not a date like D-MMM-YY: '1-Sept-06'" "$err"
like 'and the count' 'nothing was written: 1058 of 10324 rows refused' "$err"
same 'nothing was' 0 "$(crm-order -C t list -o jsonl | wc -l)"
jq '. + {months: {Sept: 9}}' "$map" >sept.json
tr '\r' '\n' <sept.csv | head -501 >few.csv
same 'a map that says so takes them' '500 500 0 0 0' "$(crm-store -C t import order few.csv --map sept.json -o json | counts)"
same 'on the right day' '2006-09-01 2006-09-01T00:00:00Z' \
	"$(crm-order -C t show 15 -o json | jq -r '.[] | "\(.promised) \(.delivered_at)"')"
done_testing
