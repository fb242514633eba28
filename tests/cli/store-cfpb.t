#!/bin/sh
# 3,186 real complaints: imported through the map of the examples, again nothing, and exactly the six
# with informed_at before received_at are found.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

data=$SHARED/data/complaints/cfpb.csv
map=$TOP/examples/maps/cfpb.json
[ -r "$data" ] || skip_all '../shared/data/complaints/cfpb.csv is not there'

# counts: create, update, unchanged, reject of the report
counts() {
	printf '%s' "$out" | jq -r '[.rows, .create, .update, .unchanged, .reject] | @csv'
}

crm-store init s
CRM_DIR=$PWD/s CRM_NOW=2026-11-20T09:00:00Z
export CRM_DIR CRM_NOW
check 'a plan' crm-store import complaint "$data" --map "$map" --plan
same 'counts what would be created' '3186,3186,0,0,0' "$(counts)"
check 'and leaves the store as it was' test ! -e s/complaint.jsonl
check 'the import' crm-store import complaint "$data" --map "$map"
same 'creates all, the 11 repeated rows too' '3186,3186,0,0,0' "$(counts)"
check 'again' crm-store import complaint "$data" --map "$map"
same 'all are unchanged' '3186,0,0,3186,0' "$(counts)"
same 'the journal has a line a row' 3186 "$(wc -l <s/complaint.jsonl)"

crm-store export complaint -o jsonl >all.jsonl
same 'ids are numbered' '"C-2026-0001","C-2026-3186"' \
	"$(jq -rs '[.[0].id, .[-1].id] | @csv' all.jsonl)"
same 'answer met and late are imported verdicts' 'late,93 met,3093' "$(jq -rs \
	'[.[] | select(.verdicts.answer.imported) | .verdicts.answer.verdict] | group_by(.) |
	map("\(.[0]),\(length)") | join(" ")' all.jsonl)"
same 'disputed is true, false or blank' '2534,595,57' "$(jq -rs \
	'map(.disputed) | [(map(select(. == false)) | length), (map(select(. == true)) | length),
	(map(select(. == null)) | length)] | @csv' all.jsonl)"
same 'a date is midnight of the zone' '2013-07-29T00:00:00Z 2013-07-30T00:00:00Z' \
	"$(head -1 all.jsonl | jq -r '"\(.received_at) \(.informed_at)"')"
same 'what has no word of ours is kept' '3 open In progress' \
	"$(jq -rs 'map(select(.state == "open")) | "\(length) \(.[0].state) \(.[0].company_response)"' all.jsonl)"
same 'nothing was entered late' 0 "$(grep -c late_entry all.jsonl)"

check_status 1 'check finds something' crm-store check
same 'six records' 6 "$(printf '%s\n' "$out" | wc -l)"
same 'all of one sort' 6 "$(printf '%s\n' "$out" | grep -c "informed_at.*earlier.*\[end_before_start\]")"
same 'they are those of the data' "$(jq -r 'select(.informed_at < .received_at) | .id' all.jsonl)" \
	"$(crm-store check -o jsonl | jq -r .subject)"
check 'verify is content' crm-store verify
same 'and silent' '' "$out"

# mended and imported anew, the rest is what it was
crm-store export complaint -o csv >all.csv
crm-store init t
check 'the export is imported elsewhere' crm-store -C t import complaint all.csv
crm-store -C t export complaint -o jsonl | jq -cS . >other.jsonl
jq -cS . all.jsonl >sorted.jsonl
same_file 'and gives the same records' sorted.jsonl other.jsonl
done_testing
