#!/bin/sh
# crm-ppap submit, verdict, void, restore: who comes after whom, and what lives again when an
# approval was none.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-18T09:00:00Z
export CRM_NOW
crm-store init . >/dev/null
chmod 700 .
cp -R "$TOP/examples/ppap/bracket" one
run crm-ppap seal one

# package NAME REFERENCE: another one of the part
package() {
	cp -R one "$1"
	run crm-ppap set "$1" request.reference="$2"
	run crm-ppap seal "$1"
}
states() {
	crm-ppap list -o jsonl | jq -r '"\(.id)=\(.state)"' | paste -sd' '
}
package two R2
package three R3

check_status 1 'submit: not before it was signed' crm-ppap submit one --at 2026-11-01T09:00:00Z
like '  is told' "field 'at': is earlier than the warrant's signature" "$err"
run crm-ppap open --part 4711-A --customer VW-CS --level 2 --change-level B
check_status 1 'submit: not what was asked for' crm-ppap submit one
like '  both are told' "field 'change_level': is 'C', but P-2026-0001 was opened with 'B'" "$err"
like '  the level, too' "field 'level': is '3', but P-2026-0001 was opened with '2'" "$err"
run crm-ppap amend P-2026-0001 level=3 change_level=C --why slip
check 'submit: once it is' crm-ppap submit one
unlike '  on the day that the manifest says' 'another day' "$err"
check_status 65 'amend: not what was handed in' crm-ppap amend P-2026-0001 part=X --why slip
check_status 66 'submit: the same after nobody' crm-ppap submit one --previous P-2026-0099
check_status 1 'submit: another one that waits' crm-ppap submit two
like '  is named' 'P-2026-0001 waits for its verdict' "$err"
check_status 65 'submit: the same package to another' crm-ppap submit one --customer FORD
like '  in words' 'P-2026-0001 is this package, for VW-CS, part 4711-A' "$err"

run crm-ppap verdict P-2026-0001 --verdict rejected --rejected-why gaps
check_status 1 'submit: what was rejected, unchanged' crm-ppap submit one
like '  is told' 'this package was rejected \(P-2026-0001\): correct it first' "$err"
check_status 1 'submit: not before the one before it' crm-ppap submit two --at 2026-11-18T08:59:59Z
check 'submit: at its time' crm-ppap submit two
check_status 65 'submit: the same after another one' crm-ppap submit two --previous P-2026-0002
like '  is told' 'P-2026-0002 is this package already, and the one before it is P-2026-0001' "$err"
check_status 1 'submit: only once after it' crm-ppap submit three --previous P-2026-0001
like '  names that' 'P-2026-0002 was submitted after P-2026-0001 already' "$err"
check_status 1 'supersede: by nobody without approval' crm-ppap supersede P-2026-0001 --superseded-by P-2026-0002

# ---- an approval that was none ----

check 'verdict: approved' crm-ppap verdict P-2026-0002 --verdict approved
same '  ends the one before' 'P-2026-0001=superseded P-2026-0002=approved' "$(states)"
check_status 1 'supersede: no circle' crm-ppap supersede P-2026-0002 --superseded-by P-2026-0001
check_status 1 'restore: not while that stands' crm-ppap restore P-2026-0001 --superseded-by P-2026-0002
check_status 1 'verdict: once' crm-ppap verdict P-2026-0002 --verdict rejected --rejected-why x
check 'verdict: corrected' crm-ppap verdict P-2026-0002 --verdict rejected --rejected-why x --why mistyped
same '  the one before lives again' 'P-2026-0001=rejected P-2026-0002=rejected' "$(states)"
same '  nothing is left of it' 'null null' "$(crm-ppap show P-2026-0001 -o jsonl | jq -r '"\(.superseded_by) \(.superseded_at)"')"
run crm-ppap submit three
run crm-ppap verdict P-2026-0003 --verdict approved
same 'verdict: ends the chain' 'P-2026-0001=superseded P-2026-0002=superseded P-2026-0003=approved' "$(states)"
run crm-ppap open --part 4711-B --customer VW-CS
check_status 1 'duplicate: not of another part' crm-ppap duplicate P-2026-0003 --of P-2026-0004
like '  why' "'P-2026-0004': it is of another part" "$err"
check 'void: the approved one' crm-ppap void P-2026-0003 --why 'wrong file'
same '  the others live again' 'P-2026-0001=rejected P-2026-0002=rejected P-2026-0003=void P-2026-0004=open' "$(states)"
check_status 1 'resubmit: not by one of another part' crm-ppap resubmit P-2026-0001 --resubmission P-2026-0004
check 'check: the store is sound' crm-store check

# ---- the request for an interim approval ----

run crm-ppap set one interim.quantity=0 interim.expiry=2026-11-17 interim.resubmit=2026-11-18
check_status 1 'interim: not for nothing' crm-ppap interim one -o json
like '  the quantity' "field 'interim.quantity': is 0" "$err"
like '  the last day' "field 'interim.expiry': is past" "$err"
like '  the next submission' "field 'interim.resubmit': is after the last day" "$err"
run crm-ppap set one interim.quantity=1 interim.expiry=2026-11-18
run crm-ppap interim one -o json
unlike '  what will do' 'interim.(quantity|expiry|resubmit)' "$err"
done_testing
