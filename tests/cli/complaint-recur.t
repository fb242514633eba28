#!/bin/sh
# Recurrence (K10): the same defect of the same part within the window.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

crm-store init s
CRM_DIR=$PWD/s
CRM_NOW=2026-11-20T10:00:00Z
export CRM_DIR CRM_NOW

take() {
	crm-complaint open --customer ACME "$@"
}

# made ID AT STATE: an older one, by import
made() {
	printf '{"id":"%s","state":"%s","customer":"ACME","part":"4711","defect":"burr","received_at":"%s"}\n' \
		"$1" "$3" "$2"
}
{
	made C-1 2025-11-20T10:00:00Z open
	made C-2 2025-11-20T09:59:59Z open
	made C-3 2026-10-01T09:00:00Z void
	made C-4 2026-11-21T09:00:00Z open
} >old.jsonl
crm-store import complaint old.jsonl >/dev/null 2>&1

run take --part 4711 --defect burr
like 'exactly the window ago counts; void, longer ago and later ones do not' \
	'"repeat_of":"C-1","repeats":1}$' "$out"
same 'nothing is said: what it repeats is open' '' "$err"
unlike 'another defect repeats nothing' 'repeat' "$(take --part 4711 --defect scratch)"
unlike 'another part neither' 'repeat' "$(take --part 4712 --defect burr)"
unlike 'letter by letter' 'repeat' "$(take --part 4711 --defect Burr)"
unlike 'without a defect nothing does' 'repeat' "$(take --part 4712; take --part 4712)"
check_status 65 'a blank one is none' take --part 4712 --defect ' '
unlike '  nor of a record' 'repeat' "$(printf '%s\n' '{"customer":"A","part":"4712","defect":" "}' \
	'{"customer":"B","part":"4712","defect":" "}' | crm-complaint open -)"
unlike 'years later neither' 'repeat' \
	"$(take --part 4711 --defect burr --now 2028-01-01T00:00:00Z -n)"
like 'the third one is chronic' '"repeat_of":"C-2026-0001","repeats":2,"chronic":true}$' \
	"$(take --part 4711 --defect burr)"
like 'that follows from what is there, not from what is given' 'written by the tools only' \
	"$(echo '{"customer":"X","repeat_of":"C-1"}' | crm-complaint open - 2>&1)"

# ---- one that was closed is opened again
made C-7 2026-11-19T09:00:00Z closed | sed 's/"burr"/"dent"/' >closed.jsonl
crm-store import complaint closed.jsonl >/dev/null 2>&1
run take --part 4711 --defect dent --at 2026-11-20T09:50:00Z --by cs02
like 'it repeats it' '"repeat_of":"C-7","repeats":1}$' "$out"
same 'one record comes out' 1 "$(printf '%s\n' "$out" | grep -c .)"
same 'and it is said' 'crm-complaint: C-7 is opened again: same part and defect' "$err"
new=$(printf '%s\n' "$out" | jq -r .id)
same 'with the reason, now' "open recurrence: $new 2026-11-20T10:00:00Z" \
	"$(crm-complaint show C-7 | jq -r '"\(.state) \(.reopen_why) \(.reopened_at)"')"
same 'by a step of its own, by the same hand' 'reopen cs02' \
	"$(tail -n 1 s/complaint.jsonl | jq -r '"\(.step) \(.by)"')"
same 'both lines or none' '1/2 2/2' \
	"$(tail -n 2 s/complaint.jsonl | jq -r '.tx' | sed 's/.*://' | xargs)"
check 'the chain holds' crm-store verify
made C-8 2026-11-19T09:00:00Z closed | sed 's/"burr"/"rust"/' >closed.jsonl
crm-store import complaint closed.jsonl >/dev/null 2>&1
take --part 4711 --defect rust -n >/dev/null 2>&1
same '-n opens nothing' closed "$(crm-complaint show C-8 | jq -r .state)"
fails 'what is refused opens nothing' crm-complaint open --all --part 4711 --defect rust - <<'E2'
{"customer":"X"}
{"customer":"X","class":"nosuch"}
E2
same 'it stays closed' closed "$(crm-complaint show C-8 | jq -r .state)"

# ---- from a pipe: what this run adds counts too; the same by few and by many
many() {
	i=0
	while [ $((i += 1)) -le "$1" ]; do
		echo '{"customer":"ACME","part":"P","defect":"D","received_at":"2026-11-19T00:00:00Z"}'
	done
}
many 3 | crm-complaint open - -n | jq -r '"\(.repeats) \(.repeat_of)"' >few.txt
same 'three of one run' 'null null
1 C-2026-0011
2 C-2026-0012' "$(cat few.txt)"
many 12 | crm-complaint open - -n | jq -r '"\(.repeats) \(.repeat_of)"' | head -n 3 >more.txt
same_file 'and the first of twelve' few.txt more.txt
printf '%s\n' '{"customer":"A","part":"4711","defect":"rust"}' >rust
{ cat rust; many 10; } >mixed
crm-complaint open mixed >/dev/null 2>err
like 'of many too a closed one is opened again' 'C-8 is opened again' "$(cat err)"
like 'the same op again is the same' 'C-2026' \
	"$(take --part 4711 --defect burr --op k1 && take --part 4711 --defect burr --op k1)"
same 'and writes nothing' 1 "$(grep -c '"op":"k1"' s/complaint.jsonl)"

# ---- settings
set_to() {
	printf '{"format":1,"recurrence":%s}\n' "$1" >s/crm.json
}
set_to '{"window":"P10D","times":2,"reopen":false}'
made C-9 2026-11-19T09:00:00Z closed | sed 's/"burr"/"chip"/' >closed.jsonl
crm-store import complaint closed.jsonl >/dev/null 2>&1
run take --part 4711 --defect chip
like 'times' '"repeats":1,"chronic":true}$' "$out"
same 'nothing is opened again' 'closed' "$(crm-complaint show C-9 | jq -r .state)"
for bad in '{"window":"3wd"}' '{"window":10}' '{"window":"-P3D"}' '{"times":1}' '{"times":"3"}' \
	'{"reopen":"yes"}' '{"span":"P3D"}' '[]'; do
	set_to "$bad"
	check_status 78 "refused: $bad" take --part 4711 --defect chip
	like 'the file and the field are named' 's/crm.json: field .recurrence.*expected' "$err"
done
check 'who makes no record is not asked' crm-complaint note C-9 --text x
done_testing
