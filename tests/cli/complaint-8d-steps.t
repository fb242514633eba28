#!/bin/sh
# The 8D of a complaint on the command line: each part from its first item to its stamp, rounds at
# the customer, verification by another person, closure. A refused step names all reasons and writes
# nothing.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

crm-store init s --zone Asia/Shanghai
CRM_DIR=$PWD/s
CRM_NOW=2026-11-20T09:00:00+08:00
export CRM_DIR CRM_NOW

lines() {
	[ ! -f s/complaint.jsonl ] || wc -l <s/complaint.jsonl
}

# take CMD...: a step that is taken; its record is in $out
take() {
	check "$*" crm-complaint "$@"
}

# refused STATUS NAME MESSAGE CMD...: that status and message; nothing is written
refused() {
	want=$1 what=$2 message=$3
	shift 3
	before=$(lines)
	check_status "$want" "$what" crm-complaint "$@"
	like "  it says why" "$message" "$err"
	same "  and writes nothing" "$before" "$(lines)"
}

# stamped FIELD STAMP: the last record has it; unstamped FIELD: it has not
stamped() {
	same "  $1 is $2" "$2" "$(printf '%s' "$out" | jq -r ".$1")"
}
unstamped() {
	same "  $1 is not reached" null "$(printf '%s' "$out" | jq -r ".$1")"
}

crm-complaint open --id C-1 --customer VW --part 4711 --defect burr >/dev/null

refused 65 'safety without its owner' 'safety_owner.*who owns product safety' \
	assess C-1 --severity critical --safety true
refused 65 'a severity that is none' 'minor, major, critical' assess C-1 --severity bad
take assess C-1 --severity critical --safety true --safety-owner ps01 --needs-8d true
stamped assessed_at 2026-11-20T09:00:00+08:00
take assess C-1 --severity major --at 2026-11-20T09:00:00+08:00 --now 2026-11-20T10:00:00+08:00
stamped assessed_at 2026-11-20T09:00:00+08:00

refused 1 'a report of nothing' "step 'team' is missing: a sponsor, a leader, a contact" submit C-1
for name in describe contain cause choose implement prevent; do
	like "  $name is named too" "step '$name' is missing" "$err"
done
refused 1 'a D3 report of nothing' "step 'contain' is missing" submit C-1 --through D3
unlike '  needs no cause' "step 'cause'" "$err"

take team C-1 --name 'Li Na' --role leader --department QM
take team C-1 --name wu --role sponsor
unstamped team_at
take team C-1 --name ma --role contact --email ma@example.com
stamped team_at 2026-11-20T09:00:00+08:00
unlike '  an address is hidden on demand' 'ma@example.com' "$(crm-complaint show C-1 --mask)"

refused 65 'describe nothing' 'at least one' describe C-1
take describe C-1 --problem-what burr --problem-when today --problem-where edge --problem-who line
unstamped described_at
take describe C-1 --problem-how-many '7 of 20' --is-what left --is-not-what right
stamped described_at 2026-11-20T09:00:00+08:00

refused 65 'more checked than suspect' "checked.*6 is more than 'suspect', 5" \
	contain C-1 --place stock --suspect 5 --checked 6
take contain C-1 --place stock --suspect 500 --checked 500 --bad 3
take contain C-1 --place in_process --suspect 0
take contain C-1 --place in_transit --suspect 0
take contain C-1 --place customer --suspect 20
unstamped contained_at
take contain C-1 --place customer --action '100 % check' --owner qe02
stamped contained_at 2026-11-20T09:00:00+08:00
like '  its clock is met' '"contain":\{"verdict":"met"' "$out"

take submit C-1 --through D3 --to VW-QA --ref 8D-77
refused 1 'a second report before the verdict' 'waits for the customer' submit C-1 --through D3
take accept C-1 --verdict-by 'Mr Braun'
like '  a part is no answer' '"state":"open"' "$out"
unstamped accepted_at

refused 2 'a cause without evidence' "'--evidence' is missing" cause C-1 --kind TUA --text tool
take cause C-1 --kind TUA --text 'worn tool' --evidence photo --method 5why
refused 1 'an action against nothing' 'TUN is no known cause' \
	choose C-1 --cause TUN --text t --owner qe02 --due 2026-12-01
take choose C-1 --cause TUA --text 'tool life counter' --owner pe01 --due 2026-12-01
unstamped chosen_at
refused 1 'implemented before it was chosen' "step 'choose' is missing: the cause TUN" \
	implement C-1
take cause C-1 --kind TUN --text 'no check' --evidence log
stamped caused_at 2026-11-20T09:00:00+08:00
take choose C-1 --cause TUN --text 'edge check' --owner qe03 --due 2026-12-01
stamped chosen_at 2026-11-20T09:00:00+08:00

CRM_NOW=2026-12-01T09:00:00+08:00
refused 1 'which action?' 'tool life counter.*edge check|edge check.*tool life counter' implement C-1
key() {
	crm-complaint show C-1 |
		jq -r --arg text "$1" '.actions | to_entries[] | select(.value.text == $text) | .key'
}
first=$(key 'tool life counter')
second=$(key 'edge check')
take implement C-1 --item "$first" --evidence photo --effect 100 --by pe01
unstamped implemented_at
refused 1 'twice' 'in place since' implement C-1 --item "$first"
take implement C-1 --item "$(printf '%.6s' "$second")" --by pe02
stamped implemented_at 2026-12-01T09:00:00+08:00

refused 1 'a whole report without a standard' "step 'prevent' is missing: a standard" submit C-1
take prevent C-1 --document CP-4711 --revision 7 --type control_plan
stamped prevented_at 2026-12-01T09:00:00+08:00
take submit C-1
like '  it is a whole one' '"through":"D8"' "$out"
refused 2 'rejected for no reason' "'--reason' is missing" reject C-1
take reject C-1 --reason 'no data for TUN' --verdict-by 'Mr Braun'
stamped rejected_at 2026-12-01T09:00:00+08:00
refused 1 'a verdict on nothing' "step 'submit' is missing" accept C-1
take submit C-1 --ref 8D-77/2
take accept C-1
stamped accepted_at 2026-12-01T09:00:00+08:00
like '  the state follows' '"state":"answered"' "$out"
like '  in three rounds' '"verdict":"accepted".*"verdict":"rejected".*"verdict":"accepted"' "$out"
like '  its clock is met' '"accept":\{"verdict":"met"' "$out"

# what was accepted is not rewritten
refused 1 'another cause after it' 'the customer has accepted the report; reopen it, or verify it as' \
	cause C-1 --kind TUA --text CHANGED --evidence none
refused 1 'another description' 'has accepted the report' describe C-1 --problem-what CHANGED
refused 1 'another action' 'has accepted the report' \
	choose C-1 --cause TUA --text CHANGED --owner pe01 --due 2027-01-10
refused 1 'another report' 'has accepted the report' submit C-1
refused 1 'a whole team loses its leader' 'the team would be without a leader' \
	team C-1 --name 'Li Na' --role member

login=$(id -un)
take answer C-1 --solution 'tool life counter'
take inform C-1 --engineer "$login"
CRM_NOW=2027-01-10T09:00:00+08:00
window='--verify-metric ppm --verify-target 0 --verify-from 2026-12-02 --verify-to'
# shellcheck disable=SC2086
refused 1 'the engineer verifies, under another name' "$login is the engineer" \
	verify C-1 --by qm01 --verify-result effective $window 2027-01-09
crm-complaint amend C-1 engineer=qe02 --why 'handed over' >/dev/null
# shellcheck disable=SC2086
refused 1 'an owner verifies before the window has ended' "qe03 is the owner of action $second" \
	verify C-1 --by qe03 --verify-result effective $window 2027-01-11
like '  both reasons are told' 'the window lasts until 2027-01-11' "$err"
refused 1 'the leader verifies' 'Li Na is the leader' \
	verify C-1 --by 'Li Na' --verify-result not_effective
refused 1 'who put an action in place' "pe02 is who put action $second in place" \
	verify C-1 --by pe02 --verify-result not_effective
refused 65 'a window before the actions' "begins before the day of 'implemented_at', 2026-12-01" \
	verify C-1 --by qm01 --verify-result not_effective --verify-from 2026-11-30
refused 65 'effective by what?' 'verify_metric' verify C-1 --by qm01 --verify-result effective
take verify C-1 --by qm01 --verify-result not_effective --verify-value '40 ppm'
unstamped verified_at
unstamped implemented_at
# shellcheck disable=SC2086
refused 1 'effective without a new action' 'a new action' \
	verify C-1 --by qm01 --verify-result effective $window 2027-01-09
take choose C-1 --cause TUA --text 'coated tool' --owner pe01 --due 2027-01-10
take implement C-1 --item "$(key 'coated tool')" --by pe01
stamped implemented_at 2027-01-10T09:00:00+08:00
take submit C-1 --ref 8D-77/3
take reject C-1 --reason 'coating not proven'
unstamped accepted_at
like '  and the state is open again' '"state":"open"' "$out"
take submit C-1 --ref 8D-77/4
take accept C-1
like '  until the new one is accepted' '"state":"answered"' "$out"
# shellcheck disable=SC2086
refused 65 'the window of the actions before' "before the day of 'implemented_at', 2027-01-10" \
	verify C-1 --by qm01 --verify-result effective $window 2027-01-10
take verify C-1 --by qm01 --verify-result effective --verify-metric ppm --verify-target 0 \
	--verify-from 2027-01-10 --verify-to 2027-01-10
stamped verified_at 2027-01-10T09:00:00+08:00
like '  by whom' '"verified_by":"qm01"' "$out"

refused 1 'close while the customer waits' "step 'reply' is missing" close C-1
crm-complaint reply C-1 >/dev/null
crm-complaint contact C-1 >/dev/null
crm-complaint analyse C-1 >/dev/null
take contain C-1 --place site --suspect 50
refused 1 'close with goods that nobody secures' \
	"'containment.site': not all that is suspect there is checked or secured" close C-1
like '  and they are to be done' 'site: 0 of 50 checked' "$(crm-store todo -o jsonl)"
take contain C-1 --place site --action 'sorted there' --owner qe02
take close C-1
stamped closed_at 2027-01-10T09:00:00+08:00
take cost C-1 --kind premium_freight --amount 1250.00 --currency EUR
unlike '  costs are hidden on demand' '1250.00' "$(crm-complaint show C-1 --mask)"
refused 65 'a currency that is none' 'ISO 4217' cost C-1 --kind sort --amount 1 --currency euro
refused 65 'nothing spent' 'more than 0' cost C-1 --kind sort --amount 0 --currency EUR
printf 'burr' >burr.jpg
take attach C-1 --file burr.jpg --what 'the burr'
like '  by its hash' '"sha256":"[0-9a-f]{64}"' "$out"
cp burr.jpg copy.jpg
refused 1 'the same content under another name' "is there already: 'burr.jpg'" \
	attach C-1 --file copy.jpg

take reopen C-1 --why 'came back'
for field in accepted_at answered_at verified_at closed_at; do
	unstamped $field
done
like '  the rounds stay' '"verdict":"rejected"' "$out"
refused 1 'close again needs the 8D again' "step 'accept' is missing" close C-1
like '  and its verification' "step 'verify' is missing" "$err"

# the supplier: one after the other
crm-complaint open --id S-1 --customer VW >/dev/null
refused 1 'secured before it was passed' "step 'pass' is missing" secure S-1
take pass S-1 --supplier SUP-1 --supplier-ref 4
refused 1 'answered before it was secured' "step 'secure' is missing" respond S-1
take secure S-1
take respond S-1 --supplier-answer 'tool worn'
refused 1 'close without feedback' "step 'feedback' is missing" close S-1
take feedback S-1 --supplier-feedback accepted
like '  in time' '"feedback":\{"verdict":"met"' "$out"
refused 65 'pieces of nobody' 'the judgement is no_fault' \
	judge S-1 --judgement no_fault --accepted-quantity 3
take judge S-1 --judgement supplier --accepted-quantity 3

done_testing
