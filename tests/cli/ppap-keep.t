#!/bin/sh
# crm-ppap: what is written can be read again, and whatever of a sealed manifest changes is noticed.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW
cp -R "$TOP/examples/ppap/bracket" good

# ---- readable again ----

# limited NAME SIZE COMMAND...: refused by a limit, and nothing written
limited() {
	cp good/ppap.json kept
	name=$1 limit=$2 command=$3
	shift 3
	check_status 65 "$name" crm-ppap "$command" --limit "$limit" good "$@"
	like '  says so' 'not written: it could not be read again' "$err"
	same_file '  nothing is written' kept good/ppap.json
}
size=$(jq . good/ppap.json | wc -c)
jq -c . good/ppap.json >t && mv t good/ppap.json # so that it is smaller before it is printed
check 'set: what fits' crm-ppap set --limit record="$((size + 100))" good contact=qm01
jq -c . good/ppap.json >t && mv t good/ppap.json
limited 'na: more than may be read' record="$size" na --element 13 --reason 'none' --by x
limited 'waive: the same' record="$size" waive --element 7 --reason x --reference y --expiry 2027-01-01
cp good/ppap.json kept
echo x >good/05-process-flow/new.txt
check_status 65 'attach: the same' crm-ppap attach --limit record="$size" good --element 5 --file good/05-process-flow/new.txt
check_status 65 'seal: the same' crm-ppap seal --limit record="$size" good
same_file '  nothing is written' kept good/ppap.json
check_status 65 'new: the same' crm-ppap new --limit record=40 fresh --part 1
check_status 1 '  nothing is made' test -e fresh
rm good/05-process-flow/new.txt
files=$(for i in $(seq 1 70); do echo "$i" >"good/05-process-flow/$i.txt" && printf ' --file good/05-process-flow/%s.txt' "$i"; done)
# shellcheck disable=SC2086
check_status 65 'attach: one member too many' crm-ppap attach --limit record-keys=60 good --element 5 $files
like '  says so' 'not written: it could not be read again' "$err"
same_file '  nothing is written' kept good/ppap.json
rm good/05-process-flow/[0-9]*.txt

# ---- sealed ----

check 'seal' crm-ppap seal good
cp good/ppap.json sealed
# changed NAME FILTER: verify notices it
changed() {
	jq "$2" sealed >good/ppap.json
	check_status 1 "verify: $1" crm-ppap verify good
	like '  is noticed' '\[seal_broken\]$' "$out"
}
# free NAME FILTER: it does not count
free() {
	jq "$2" sealed >good/ppap.json
	check "verify: $1 is free" crm-ppap verify good
}
changed 'a member of the top that nobody knows' '.remark = "x"'
changed '  of an element' '.elements["9"].remark = "x"'
changed '  of the warrant' '.warrant.remark = "x"'
changed '  of the run' '.run.remark = {}'
changed '  of a file' '.elements["9"].evidence |= with_entries(.value.remark = 1)'
changed '  of a study' '.studies |= with_entries(.value.remark = null)'
changed 'a reason that nobody knows' '.reasons += ["zz"]'
changed 'a number that is a text' '.run.parts |= tostring'
changed 'an element more' '.elements["12"].evidence["x-ray.pdf"] = {}'
changed 'an element more, of an own name' '.elements["x-mine"] = {}'
changed 'a member of a box that is none' '.warrant.organization_name = {"disposition": "approved"}'
changed 'a name with a point' '."warrant.disposition" = "approved"'
changed 'an item more in a list' '.run.streams += ["3"]'
changed 'another order of a list' '.run.streams |= reverse'
free 'a member of the user'"'"'s own at the top' '."x-mine" = {"a": [1, 2]}'
free '  in an element' '.elements["9"]."x-mine" = 1'
free '  in the warrant' '.warrant."x-mine" = 1'
free '  in a file' '.elements["9"].evidence |= with_entries(.value."x-mine" = 1)'
free 'the status' '.status = "approved" | .submitted = "2026-11-19"'
free 'an interim approval' '.interim = {"expiry": "2027-01-01", "remark": 1}'
free 'a box of the customer' '.warrant.disposition = "approved"'
free 'the order of members' '.elements |= (to_entries | reverse | from_entries)'
jq -S -c . sealed >good/ppap.json
check 'verify: so is the layout' crm-ppap verify good
jq '.elements["9"].evidence |= with_entries(.value.sha256 |= ("0" * 64))' sealed >good/ppap.json
check_status 1 'seal: not over a file that has changed' crm-ppap seal good
like '  says what to do' 'attach the changed file again' "$err"
done_testing
