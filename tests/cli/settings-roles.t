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
not 'the day before the first, local' 'may not act' note --by li --at 2026-11-19T15:59:59Z
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

done_testing
