#!/bin/sh
# crm-ppap: the customer's profile by the settings, skeletons, local days, what `new` makes of a request.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T23:30:00Z
export CRM_NOW
crm-store init s --zone UTC >/dev/null
mkdir -p s/ppap/profiles
echo '{"profile":"own","title":"T","uses":"aiag","severity":{"owner_missing":"error"},"skeleton":true}' >s/ppap/profiles/own.json
cd s || exit 1
jq '.customers = {"C1": {"ppap": "own"}, "C2": {"ppap": "gone"}}' crm.json >t && mv t crm.json
check 'new: for a customer of the settings' crm-ppap new a --part 1 --customer C1
same '  the manifest names no profile' null "$(jq -r .profile a/ppap.json)"
run crm-ppap check a -o table
like 'check: by its profile, which it says' \
	"^a/ppap.json: aiag-4, level [0-9], profile own \(of the customer, by crm.json\); a skeleton: the customer's paper decides$" "$out"
like '  it counts' '^  error .*\[owner_missing\]$' "$out"
same '  in rows, too' 'own true' "$(crm-ppap check a -o jsonl | jq -r 'select(.row == "dossier") | "\(.profile) \(.skeleton)"')"
like 'todo: the same' owner_missing "$(crm-ppap todo a -F codes -o csv)"
check_status 1 'seal: the same' crm-ppap seal a
like '  says so' 'owner_missing|no owner|owner' "$err"
crm-ppap set a profile=aiag >/dev/null
run crm-ppap check a -o table
like 'check: the manifest goes first' '^a/ppap.json: aiag-4, level [0-9], profile aiag$' "$out"
check_status 78 'check: a profile of the settings that nobody has' sh -c 'crm-ppap set a profile= customer=C2 && crm-ppap check a'
like '  is told there' "crm.json: field 'customers.C2.ppap': no such profile: 'gone'" "$err"
check_status 78 'new: the same' crm-ppap new b --part 1 --customer C2
cp crm.json kept
jq '.customers.C3.ppap = 1' kept >crm.json
check_status 78 '  or that is no text' crm-ppap new b --part 1 --customer C3
mv kept crm.json
check_status 1 '  nothing is made' test -e b
crm-ppap new c --part 1 --customer C9 >/dev/null
run crm-ppap check c -o table
like 'check: a customer of whom nothing is said' '^c/ppap.json: aiag-4, level [0-9]$' "$out"
cd .. || exit 1

# ---- editions ----

crm-ppap new vda --part 1 --edition vda-ppf >/dev/null
run crm-ppap check vda -o table
like 'check: an edition that is a skeleton' "^vda/ppap.json: vda-ppf; a skeleton: the customer's paper decides$" "$out"
same '  in rows, too' true "$(crm-ppap check vda -o jsonl | jq -r 'select(.row == "dossier") | .skeleton')"
check_status 65 'new: a level where there are none' crm-ppap new vda2 --part 1 --edition vda-ppf --level 3
like '  says so' "--level: '3': vda-ppf has no levels: leave it out" "$err"
check_status 1 '  nothing is made' test -e vda2

# ---- local days ----

crm-ppap new d --part 1 --due 2026-11-20 --owner qe >/dev/null
late() {
	crm-ppap todo d --late -F element -o csv "$@" | tail -n +2 | wc -l | xargs
}
same 'todo: days of UTC without a store' 0 "$(late)"
same '  of a zone' yes "$([ "$(late --zone Europe/Berlin)" -gt 0 ] && echo yes)"
like 'check: the same' 'was due on 2026-11-20, before 2026-11-21' "$(crm-ppap check d --zone Europe/Berlin -o jsonl | jq -r 'select(.code == "element_late") | .text')"
check_status 65 '  one that nobody knows' crm-ppap check d --zone Nowhere/Now
check_status 65 '  of seal' crm-ppap seal d --zone Nowhere/Now

# ---- new ----

crm-ppap new e --part 1 >/dev/null
like 'new: elements are there without owner and due' ',9$' "$(jq -r '.elements | keys | join(",")' e/ppap.json)"
echo '{"reference":"R1","part":"1","colour":"red","x-own":1,"documents":["9"]}' >r.json
check 'new: a request with more' crm-ppap new f --request r.json
like '  what is left out is told' "warning: r.json: field 'colour' is not known and left out" "$err"
unlike '  once, and no more' 'x-own|reference|documents' "$err"
echo '{"part":"1","documents":["9",10]}' >r.json
check_status 65 'new: a list with a number' crm-ppap new g --request r.json
like '  names file and member' "r.json: field 'documents': item 2: a text expected" "$err"
echo '{"part":"1","customer":["a"]}' >r.json
check_status 65 'new: a list for a text' crm-ppap new g --request r.json
like '  names file and member' "r.json: field 'customer': " "$err"

# ---- check ----

echo '{' >d/ppap.json
check_status 65 'check: unreadable' crm-ppap check d --element 9
unlike '  says nothing of --element' 'is not known' "$err"
echo '{}' >base.json
check_status 1 'check: a baseline of nothing' crm-ppap check e --baseline base.json
like '  is told' 'warning: base.json: no finding in it' "$err"
like 'github: an element by its name' ':: *9 Dimensional Results: ' "$(crm-ppap check e -o github)"
like '  gitlab' '"9 Dimensional Results: ' "$(crm-ppap check e -o gitlab)"
like '  junit' 'message="9 Dimensional Results: ' "$(crm-ppap check e -o junit)"
done_testing
