#!/bin/sh
# Ops after a journal was compacted: the same step finds its record, other content is refused as
# before, judged by the lines in the old files.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_DIR=s
CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW CRM_DIR
j=s/complaint.jsonl
crm-store init s
for id in C-1 C-2 C-3 C-4; do
	crm-complaint open --id $id --customer ACME --op "o$id" >/dev/null
done
crm-complaint note C-1 --text one >/dev/null
crm-complaint note C-1 --text second --op k >/dev/null
crm-complaint note C-2 --text one >/dev/null
crm-complaint note C-2 --text open --op kept >/dev/null
crm-complaint void C-1 --why slip --op v1 >/dev/null
crm-complaint void C-3 --why slip >/dev/null

# again WHEN: what holds however often the journal was compacted.
again() {
	cp $j before
	check "$1: the same step" crm-complaint note C-1 --text second --op k
	same 'finds its record' 'C-1 void' "$(printf '%s' "$out" | jq -r '"\(.id) \(.state)"')"
	same 'in silence' '' "$err"
	check 'so does the one that made it' crm-complaint open --id C-1 --customer ACME --op oC-1
	check_status 65 'other text' crm-complaint note C-1 --text other --op k
	like 'is told with both' "op 'k' was used for other content: note .*second.*; now note .*other" "$err"
	check_status 65 'another step' crm-complaint amend C-1 part=P --why x --op k
	check_status 65 'another record' crm-complaint void C-2 --why really --op k
	like 'is told with both' "op 'k' was used on C-1: note .*second.*; now void on C-2" "$err"
	check_status 65 'another opening' crm-complaint open --customer Beta --op oC-1
	check 'a step on an open record' crm-complaint note C-2 --text open --op kept
	check_status 65 'is compared too' crm-complaint note C-2 --text other --op kept
	same_file 'and nothing was written' before $j
}
again 'before'
crm-store compact complaint >/dev/null
again 'compacted'
crm-complaint note C-4 --text late --op late >/dev/null
crm-complaint note C-4 --text end >/dev/null
crm-complaint void C-4 --why slip >/dev/null
crm-complaint open --id C-5 --customer ACME >/dev/null
crm-store compact complaint >/dev/null
check 'what came between is found' crm-complaint note C-4 --text late --op late
check_status 65 'and compared' crm-complaint note C-4 --text later --op late

# without the old files nothing is there to compare with
mv s/complaint.0.jsonl s/complaint.1.jsonl .
cp $j before
check 'the same record' crm-complaint note C-1 --text other --op k
like 'is warned of' "op 'k' was used on C-1, .*cannot be compared" "$err"
check_status 65 'another one is refused' crm-complaint void C-2 --why really --op k
like 'with both' "op 'k' was used on C-1; now void on C-2" "$err"
check 'so is a line that was kept' crm-complaint note C-2 --text open --op kept
same_file 'and nothing was written' before $j
mv complaint.?.jsonl s

# an op that went with a record to its new number
crm-store init t
CRM_DIR=t
j=t/complaint.jsonl
crm-complaint open --id C-1 --customer ACME --op a >/dev/null
crm-complaint note C-1 --text b --op b >/dev/null
printf '%s\n' '{"id":"C-1","new":true,"step":"open","at":"2026-11-20T09:00:00Z","op":"z","state":"open","customer":"Z","received_at":"2026-11-20T09:00:00Z"}' >>$j
check 'renumber' crm-store renumber
check 'a step that opened it' crm-complaint open --customer Z --op z
same 'finds it' C-2026-0001 "$(printf '%s' "$out" | jq -r .id)"
check_status 65 'by another id' crm-complaint note C-1 --text z --op z
like 'both are told' "op 'z' was used on C-2026-0001; now note on C-1" "$err"
done_testing
