#!/bin/sh
# crm-ppap: a dossier is sealed when the gate finds no error, verified years later by what is under the
# seal, and sealed again when a change is meant.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW
cp -R "$TOP/examples/ppap/bracket" b

# codes: of the findings of verify
codes() {
	run crm-ppap verify b
	printf '%s\n' "$out" | sed -n 's/.*\[\(.*\)\]$/\1/p' | xargs
}

same 'nobody has sealed it' seal_missing "$(codes)"
check 'it is sealed' crm-ppap seal b --by qm01
same 'and is as it was' '' "$(codes)"
check 'years later, too' crm-ppap verify b --now 2041-11-20T09:00:00Z
check 'sealed by the one who says so' jq -e '.seal.by == "qm01" and (.seal.sha256 | length) == 64' b/ppap.json

# ---- what is under it ----

jq 'to_entries | reverse | from_entries | ."x-own" = 1' b/ppap.json >turned && cp turned b/ppap.json
same 'order, layout and members of your own are not' '' "$(codes)"
check 'what comes after the submission' crm-ppap set b status=interim submitted=2026-11-21 interim.quantity=500 \
	warrant.disposition=other warrant.customer_tracking_number=T-1
same 'is not' '' "$(codes)"
check 'what the dossier says' crm-ppap set b part.name=Lever
same 'is' seal_broken "$(codes)"
crm-ppap set b part.name=Bracket >/dev/null
same 'and as it was before it is whole' '' "$(codes)"
echo >>b/14-samples/packing-list.txt
same 'a byte more in a file' evidence_changed "$(codes)"
cp "$TOP/examples/ppap/bracket/14-samples/packing-list.txt" b/14-samples

# ---- sealing again ----

rm -r b && cp -R "$TOP/examples/ppap/bracket" b && crm-ppap seal b >/dev/null
crm-ppap set b contact=qm02 >/dev/null
check_status 1 'a broken seal is a gap' crm-ppap check b
check 'and is made anew' crm-ppap seal b
check 'so that the gate passes' crm-ppap check b
same 'and all is as it was sealed' '' "$(codes)"
rm b/14-samples/packing-list.txt
cp b/ppap.json before
check_status 1 'what is not complete is not sealed' crm-ppap seal b
like 'with what is missing' '\[evidence_missing\]|no such file' "$err"
same_file 'and nothing was written' before b/ppap.json

check_status 65 'no other command writes a seal' crm-ppap set b seal.sha256=0000
same_file 'nor was it written' before b/ppap.json
done_testing
