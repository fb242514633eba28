#!/bin/sh
# Who may act: without roles anybody under any name; with them a login for itself, for another as
# deputy of these days or with the role clerk, and steps by those whose duty they are.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

me=$(id -un)
crm-store init s
CRM_DIR=$PWD/s
CRM_NOW=2026-11-20T09:00:00Z
export CRM_DIR CRM_NOW

# settings ROLES [DUTIES]: crm.json with these
settings() {
	printf '{"format":1,"zone":"Asia/Shanghai","roles":%s,"duties":%s}\n' "$1" "${2:-{\}}" >s/crm.json
}

# may NAME CMD..., not NAME MESSAGE CMD...
may() {
	what=$1
	shift
	check "$what" "$@"
}
not() {
	what=$1 message=$2
	shift 2
	check_status 77 "$what" "$@"
	like '  it says why' "$message" "$err"
}

note() {
	crm-complaint note C-2026-0001 --text x "$@"
}

crm-complaint open --customer A --by anybody >/dev/null
may 'without roles any name' note --by whoever

settings "{\"other\":{\"departments\":[\"quality\"]}}"
not 'a login without role' "login '$me' has no role" note
settings "{\"$me\":{\"name\":\"Chen Wei\",\"departments\":\"quality\"},\"li\":{\"roles\":[\"sales\"],
 \"deputies\":[{\"login\":\"$me\",\"from\":\"2026-11-20\",\"to\":\"2026-11-21\"}]},\"wang\":{}}" \
	'{"complaint":{"note":["quality","sales"],"judge":"sales","import":"planning"}}'
may 'for oneself' note
may 'under the own name' note --by 'Chen Wei'
not 'for somebody unknown' "nobody is called 'nobody'" note --by nobody
not 'for another' "'$me' may not act for 'wang'" note --by wang
may 'as deputy' note --by li
run note --by li
like '  both are recorded' "\"by\":\"li\"" "$out"
like '  the login too' "\"by\":\"li\",\"login\":\"$me\"" "$(tail -n 1 s/complaint.jsonl)"
may 'the last second of the last day, local' note --by li --now 2026-11-21T15:59:59Z
not 'the second after it' 'may not act' note --by li --now 2026-11-21T16:00:00Z
not 'the day before the first, local' 'may not act' note --by li --now 2026-11-19T15:59:59Z
not 'a day within them that is long past' 'may not act' \
	note --by li --at 2026-11-20T10:00:00Z --now 2026-12-20T10:00:00Z
may 'what happened before, written on these days' note --by li --at 2026-11-20T09:00:00Z \
	--now 2026-11-20T09:30:00Z
not 'a step that is the duty of others' "'judge' is the duty of sales" \
	crm-complaint judge C-2026-0001 --judgement ours
may 'for whom it is the duty' crm-complaint judge C-2026-0001 --judgement ours --by li
may 'a step of nobody'"'"'s duty' crm-complaint assess C-2026-0001 --severity minor
lines=$(wc -l <s/complaint.jsonl)
not 'a dry run says it too' 'may not act' note --by wang -n
same 'what is refused writes nothing' "$lines" "$(wc -l <s/complaint.jsonl)"
echo '{"customer":"B"}' >in.jsonl
not 'an import is a duty as well' "'import' is the duty of planning" \
	crm-store import complaint in.jsonl
may 'reading needs no role' crm-complaint list

settings "{\"$me\":{\"roles\":[\"clerk\"]},\"wang\":{\"departments\":[\"quality\"]}}" \
	'{"complaint":{"note":"quality"}}'
not 'a clerk for himself has the clerk'"'"'s duties' 'is the duty of quality' note
may 'a clerk for another has the other'"'"'s' note --by wang

# one person is not two, whatever he is called
settings "{\"$me\":{\"name\":\"Wang Wei\",\"roles\":[\"clerk\"]},\"li\":{},\"chen\":{}}"
# work ID: goods to be inspected
work() {
	crm-complaint open --id "$1" --customer A --part P --lot L --quantity 10 &&
		crm-complaint dispose "$1" --disposition rework --quantity 10 &&
		crm-complaint rework "$1" --instruction W1 --risk-review R1
}
work W-1 >/dev/null
crm-complaint inspect W-1 --inspected 10 --bad 0 --by 'Wang Wei' >/dev/null
check_status 1 'the name inspects, the login rechecks' \
	crm-complaint inspect W-1 --recheck true --bad 0 --by "$me"
like '  it says so' 'has inspected these: another person' "$err"
check_status 1 'the name inspects, the login signs' crm-complaint sign W-1 --by "$me"
like '  it says so' 'another person signs' "$err"
work W-2 >/dev/null
run crm-complaint inspect W-2 --inspected 10 --bad 0 --by li
like 'who acted for the inspector is kept' "\"by\":\"li\".*\"login\":\"$me\"" "$out"
check_status 1 'who acted for the inspector does not recheck' \
	crm-complaint inspect W-2 --recheck true --bad 0 --by "$me"
check_status 1 'nor for another' crm-complaint inspect W-2 --recheck true --bad 0 --by chen

# ---- names
# unnamed NAME BY
unnamed() {
	check_status 65 "--by: $1" note --by "$2"
	like '  it says why' "$3; expected a name" "$err"
}
unnamed 'a blank behind' 'li ' 'begins or ends with a blank'
unnamed 'a blank before' ' li' 'begins or ends with a blank'
unnamed 'a no-break space' "$(printf 'li\302\240')" 'begins or ends with a blank'
unnamed 'a wide one' "$(printf '\343\200\200li')" 'begins or ends with a blank'
unnamed 'nothing' '' 'empty'
unnamed 'a newline within' "$(printf 'l\ni')" 'control characters'
unnamed 'a C1 control' "$(printf 'l\302\205i')" 'control characters'
check_status 77 'a blank within is a name like others' note --by 'l i'

# ---- duties of nobody
settings "{\"$me\":{\"departments\":[\"quality\"]}}" \
	'{"complaint":{"note":["quality","qualty"],"import":"planning","renumber":"quality"}}'
run crm-store check
like 'check warns of a department that nobody has' \
	"duties.complaint.note.*nobody in 'roles' is of 'qualty'" "$err$out"
like '  of each' "duties.complaint.import.*'planning'" "$err$out"
unlike '  of no other' "of 'quality'|duties.complaint.renumber" "$err$out"
may 'and the step is taken' note

# who puts an action in place, also for another, does not verify it
settings "{\"$me\":{\"name\":\"Wang Wei\",\"roles\":[\"clerk\"]},\"li\":{},\"chen\":{}}"
crm-complaint open --id V-1 --customer A --part 9 --defect x --needs-8d true --by li >/dev/null
for kind in TUA TUN; do
	crm-complaint cause V-1 --kind $kind --text t --evidence e --by li >/dev/null
	crm-complaint choose V-1 --cause $kind --text "a$kind" --owner li --due 2026-12-01 --by li >/dev/null
done
keys=$(crm-complaint show V-1 -o json | jq -r '.[0].actions | keys[]')
for key in $keys; do
	crm-complaint implement V-1 --item "$key" --by li >/dev/null
done
check_status 1 'the login behind an action verifies' \
	crm-complaint verify V-1 --verify-result not_effective --by 'Wang Wei'
like '  it says why' "$me is who put action" "$err"

# wrong SETTINGS MESSAGE
wrong() {
	settings "$1" "${3:-}"
	check_status 78 "settings: $2" note
	like '  it names the key' "$2" "$err"
}
wrong '[]' "crm.json: field 'roles': not an object"
wrong "{\"$me\":{\"rolls\":[]}}" "roles.$me.rolls"
wrong "{\"$me\":{\"roles\":[1]}}" "roles.$me.roles.*list of texts"
wrong "{\"$me\":{\"deputies\":[{\"login\":\"a\",\"from\":\"2026-11-31\",\"to\":\"2026-12-01\"}]}}" 'deputies'
wrong "{\"$me\":{\"deputies\":[{\"login\":\"a\",\"from\":\"2026-11-30\",\"to\":\"2026-11-29\"}]}}" \
	'to not before from'

wrong "{\"$me\":{}}" 'duties.complaint.judje.*no such step' '{"complaint":{"judje":"sales"}}'
wrong "{\"$me\":{}}" 'duties.complaint.list.*no such step' '{"complaint":{"list":"sales"}}'
wrong "{\"$me\":{}}" 'duties.concession.judge.*no such step' '{"concession":{"judge":"sales"}}'
wrong "{\"$me\":{}}" 'duties.complant.*no such kind' '{"complant":{"judge":"sales"}}'
wrong "{\"$me\":{}}" 'duties.complaint.*not an object' '{"complaint":"sales"}'
wrong "{\"$me\":{}}" 'duties.complaint.judge.*list of texts' '{"complaint":{"judge":1}}'
wrong "{\"$me\":{}}" 'duties.*not an object' '[]'
wrong '{}' "duties.*'roles' is missing" '{"complaint":{"judge":"sales"}}'
settings "{\"$me\":{\"departments\":[\"quality\"]}}" \
	'{"complaint":{"import":"quality","base":"quality","resolve":"quality","compact":"quality"}}'
may 'commands that write are duties like steps' note

done_testing
