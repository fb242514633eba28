#!/bin/sh
# crm-ppap na, waive, set: marks that are put and taken out again.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW
cp -R "$TOP/examples/ppap/bracket" good
cp good/ppap.json kept
at() {
	jq -r "$1" good/ppap.json
}
check_status 65 'na: an element that is never n/a' crm-ppap na good --element 9 --reason x
like '  says so, with the clause' "--element: '9' is never n/a \(AIAG PPAP 2.2\)" "$err"
same_file '  nothing is written' kept good/ppap.json
check_status 2 'na: without a reason' crm-ppap na good --element 5
check_status 2 'na: --remove with a reason' crm-ppap na good --element 5 --remove --reason x
check_status 2 'waive: without an expiry' crm-ppap waive good --element 7 --reason x --reference y
check 'waive' crm-ppap waive good --element 7 --reason x --reference y --expiry 2027-01-01
same '  is there' x "$(at '.elements["7"].waiver.reason')"
check 'waive --remove' crm-ppap waive good --element 7 --remove
same '  its row' 'removed 7' "$(printf '%s\n' "$out" | jq -r '"\(.what) \(.element)"')"
same '  nothing of it is left' null "$(at '.elements["7"].waiver')"
jq . kept >t
same_file '  all else is as it was' t good/ppap.json
jq '.elements["14"].na = {"reason": "x", "by": "y"}' kept >good/ppap.json
check 'na --remove' crm-ppap na good --element 14 --remove
same '  nothing of it is left' null "$(at '.elements["14"].na')"
check_status 65 '  an unknown element' crm-ppap na good --element 99 --remove

# ---- groups and items ----

jq '.elements["14"].na = {"reason": "x", "by": "y"} | .interim = {"owner": "z"} | .elements["5.4"] = {"na": {"reason": "x"}}' \
	kept >good/ppap.json
study=$(at '.studies | keys[0]')
check 'set: a group of an element' crm-ppap set good elements.14.na=
same '  is out' null "$(at '.elements["14"].na')"
check 'set: a group of the top' crm-ppap set good interim=
same '  is out' null "$(at .interim)"
check 'set: an item' crm-ppap set good "studies.$study="
same '  is out' null "$(at ".studies[\"$study\"]")"
check 'set: a group of a key with points' crm-ppap set good elements.5.4.na=
same '  is out' null "$(at '.elements["5.4"].na')"
check 'set: such an item' crm-ppap set good elements.5.4=
same '  is out' null "$(at '.elements["5.4"]')"
check 'set: all of the warrant' crm-ppap set good warrant=
same '  is out' null "$(at .warrant)"
cp good/ppap.json now
check_status 65 'set: no such item' crm-ppap set good studies.nobody=
check_status 65 'set: no such member of one' crm-ppap set good elements.9.ownr=
check_status 65 'set: no such group' crm-ppap set good warant=
check_status 65 'set: a group takes no value' crm-ppap set good warrant=x
check_status 65 'set: the seal is ours' crm-ppap set good seal=
same_file '  nothing is written' now good/ppap.json
done_testing
