#!/bin/sh
# A delivery counts the concession and the interim approval that it names down, in the same write: once,
# also where a run broke off between the two; refused there it is refused. And the table that the
# rules are told of: the store's, else the installed one, else 78.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW

# store NAME [ORDER...]: no part needs an approval; orders of 100 pieces, which are sent in spite of
# what the review says of them
store() {
	crm-store init "$1"
	CRM_DIR=$PWD/$1
	export CRM_DIR
	mkdir "$CRM_DIR/order"
	echo '{"ppap":{"needed":false}}' >"$CRM_DIR/order/procedure.json"
	shift
	{
		echo 'id,state,customer,part,quantity,opened_at'
		for o in "$@"; do
			echo "$o,confirmed,VW,4711,100,2026-11-01T09:00:00Z"
		done
	} >o.csv
	crm-store import order o.csv >/dev/null
	d open --customer VW --part 4711 --deviation hole --requirement drawing --quantity 100 >/dev/null
	d authorise D-2026-0001 --authorisation A-7 --authorised-by M --label A-7 >/dev/null
}
d() {
	crm-complaint concession "$@"
}
# deliver ORDER... OPTIONS
deliver() {
	crm-order deliver --override not_approved,not_confirmed --override-by boss \
		--override-reference R-1 "$@"
}
# what the concession has counted, as "delivery quantity" in the order of its uses
counted() {
	d show D-2026-0001 -o jsonl | jq -r '.uses//{}|to_entries|map("\(.value.delivery) \(.value.quantity)")|join(",")'
}
# what has left of an order
sent() {
	crm-order show "$1" -o jsonl | jq -r '.deliveries//{}|to_entries|map("\(.value.note) \(.value.lot) \(.value.quantity)")|join(",")'
}
bytes() {
	cat "$CRM_DIR"/*.jsonl | wc -c
}

# ---- counted ----

store a O-1 O-2 O-3 O-4
was=$(bytes)
check 'a dry run shows it' deliver O-1 --note N1 --lot A --quantity 30 --concession D-2026-0001 -n
same '  and writes nothing, there nor here' "$was" "$(bytes)"
check 'a delivery on a concession' deliver O-1 --note N1 --lot A --quantity 30 \
	--concession D-2026-0001 --op first --by chen
like '  it says what follows' "^crm-order: D-2026-0001: 'use' follows from O-1$" "$err"
same '  it is counted' 'N1 A O-1 30' "$(counted)"
same '  and has left' 'N1 A 30' "$(sent O-1)"
same '  by the same hand at the same time' 'use chen 2026-11-20T09:00:00Z' \
	"$(tail -n 1 a/concession.jsonl | jq -r '"\(.step) \(.by) \(.at)"')"
was=$(bytes)
check 'the same key again succeeds' deliver O-1 --note N1 --lot A --quantity 30 \
	--concession D-2026-0001 --op first --by chen
same '  and writes nothing' "$was" "$(bytes)"
check_status 65 'the same key for other pieces' deliver O-1 --note N1 --lot A --quantity 31 \
	--concession D-2026-0001 --op first
check_status 1 'the same note and lot again' deliver O-1 --note N1 --lot A --quantity 30 \
	--concession D-2026-0001
same '  counts nothing' "$was" "$(bytes)"
check 'another lot of the note' deliver O-1 --note N1 --lot B --quantity 10 --concession D-2026-0001
same '  counts for itself' 'N1 A O-1 30,N1 B O-1 10' "$(counted)"

# ---- refused there ----

was=$(bytes)
check_status 66 'a concession that there is not' deliver O-2 --note N2 --lot A --quantity 1 \
	--concession D-2026-0009
# each of them would fit; the gate of the second cannot know of the first
check_status 1 'two orders of one run, one piece too many' deliver O-2 O-3 --note N2 --lot A \
	--quantity 31 --concession D-2026-0001
like '  the one that does not fit is refused by the other record' \
	"^crm-order: D-2026-0001: .*2 more than the customer allows: 29 are left" "$err"
same '  the others go on' 'N2 A 31 ' "$(sent O-2) $(sent O-3)"
same '  and are counted' 'N1 A O-1 30,N1 B O-1 10,N2 A O-2 31' "$(counted)"
was=$(bytes)
check_status 1 'all or nothing' deliver --all --note N3 --lot A --quantity 15 \
	--concession D-2026-0001 - <<'X'
{"id":"O-3"}
{"id":"O-4"}
X
same '  is nothing, there nor here' "$was" "$(bytes)"
check 'two that fit' deliver O-3 O-4 --note N3 --lot A --quantity 14 --concession D-2026-0001
same '  are counted' 'N1 A O-1 30,N1 B O-1 10,N2 A O-2 31,N3 A O-3 14,N3 A O-4 14' "$(counted)"

# ---- broken off between the two ----

store b O-1
d use D-2026-0001 --delivery 'N1 A O-1' --lot A --quantity 30 >/dev/null
was=$(wc -l <b/concession.jsonl)
check 'what was counted and not written' deliver O-1 --note N1 --lot A --quantity 30 \
	--concession D-2026-0001
like '  is told' "^crm-order: D-2026-0001: 'use' of O-1 is there already$" "$err"
same '  counts once' "$was N1 A O-1 30" "$(wc -l <b/concession.jsonl) $(counted)"
same '  and is written now' 'N1 A 30' "$(sent O-1)"
d use D-2026-0001 --delivery 'N2 A O-1' --lot A --quantity 30 >/dev/null
was=$(bytes)
check_status 1 'with other pieces it is another one' deliver O-1 --note N2 --lot A --quantity 31 \
	--concession D-2026-0001
like '  refused there' '^crm-order: D-2026-0001: .*counted already' "$err"
same '  and written nowhere' "$was" "$(bytes)"

store i O-1
d use D-2026-0001 --delivery 'N1 A O-1' --lot A --quantity 100 >/dev/null
was=$(wc -l <i/concession.jsonl)
check_status 1 'of all its pieces, another note' deliver O-1 --note N2 --lot A --quantity 100 \
	--concession D-2026-0001
like '  is refused: it is used up' 'concession D-2026-0001 is used up' "$err"
check_status 1 'and one piece more' deliver O-1 --note N1 --lot A --quantity 101 --concession D-2026-0001
check 'the note that was counted' deliver O-1 --note N1 --lot A --quantity 100 --concession D-2026-0001
same '  counts once' "$was N1 A O-1 100" "$(wc -l <i/concession.jsonl) $(counted)"
same '  and is written now' 'N1 A 100' "$(sent O-1)"
store j O-1
echo '{}' >j/order/procedure.json
echo 'id,state,customer,part,verdict,verdict_at,submitted_at,interim_quantity,interim_expiry
P-1,interim,VW,4711,interim,2026-11-02T09:00:00Z,2026-11-01T09:00:00Z,100,2026-12-01' >p.csv
crm-store import ppap p.csv >/dev/null
crm-ppap use P-1 --delivery 'N1 A O-1' --lot A --quantity 100 >/dev/null
was=$(wc -l <j/ppap.jsonl)
check_status 1 'so with an interim approval: another note' deliver O-1 --note N2 --lot A --quantity 100
like '  is refused' 'interim approval P-1 is used up' "$err"
check 'the note that was counted' deliver O-1 --note N1 --lot A --quantity 100
like '  is told' "^crm-order: P-1: 'use' of O-1 is there already$" "$err"
same '  counts once' "$was" "$(wc -l <j/ppap.jsonl)"
same '  and names it' P-1 "$(crm-order show O-1 -o jsonl | jq -r '.deliveries[].ppap')"

# ---- taken out again ----

store k O-1
deliver O-1 --note N1 --lot A --quantity 40 --concession D-2026-0001 >/dev/null 2>&1
deliver O-1 --note N1 --lot B --quantity 60 --concession D-2026-0001 >/dev/null 2>&1
same 'all its pieces are used' used_up "$(d show D-2026-0001 -o jsonl | jq -r .state)"
was=$(bytes)
check 'a dry run' crm-order recall O-1 --note N1 --lot B --why 'wrong lot' -n
same '  writes nothing' "$was" "$(bytes)"
check 'what was entered wrongly' crm-order recall O-1 --note N1 --lot B --why 'wrong lot' --by chen
like '  is given back there' "^crm-order: D-2026-0001: 'give-back' follows from O-1$" "$err"
same '  which is authorised again' 'authorised N1 A O-1 40 wrong lot' \
	"$(d show D-2026-0001 -o jsonl | jq -r .state) $(counted) $(d show D-2026-0001 -o jsonl | jq -r '.amendments[].why')"
same '  by the same hand' 'give-back chen' "$(tail -n 1 k/concession.jsonl | jq -r '"\(.step) \(.by)"')"
check 'entered again' deliver O-1 --note N1 --lot B --quantity 60 --concession D-2026-0001
same '  it is counted again' 'used_up 100' "$(d show D-2026-0001 -o jsonl | jq -r '"\(.state) \([.uses[].quantity]|add)"')"
check 'and taken out again' crm-order recall O-1 --note N1 --lot B --why again
same '  both times' 'authorised 40' "$(d show D-2026-0001 -o jsonl | jq -r '"\(.state) \([.uses[].quantity]|add)"')"
# broken off between the two
d give-back D-2026-0001 --delivery 'N1 A O-1' --lot A --why slip >/dev/null
was=$(wc -l <k/concession.jsonl)
check 'what was given back and not written' crm-order recall O-1 --note N1 --lot A --why slip
like '  is told' "^crm-order: D-2026-0001: nothing of O-1 is there for 'give-back'$" "$err"
same '  and written now' "$was " "$(wc -l <k/concession.jsonl) $(sent O-1)"
# what is gone does not stand in the way
deliver O-1 --note N2 --lot A --quantity 40 --concession D-2026-0001 >/dev/null 2>&1
d void D-2026-0001 --why 'asked twice' >/dev/null
check 'a concession that is void' crm-order recall O-1 --note N2 --lot A --why slip
same '  keeps what it has' 'void 1' "$(d show D-2026-0001 -o jsonl | jq -r '"\(.state) \(.uses|length)"')"
echo '{"id":"O-7","state":"confirmed","customer":"VW","part":"4711","quantity":9,"deliveries":{"a":{"at":"2026-11-19T09:00:00Z","note":"N7","lot":"A","quantity":1,"concession":"D-77"}}}' |
	crm-store import order - >/dev/null 2>&1
check 'a concession that there is not' crm-order recall O-7 --note N7 --lot A --why slip

# ---- not asked again ----

me=$(id -un)
store c O-1
printf '{"format":1,"zone":"UTC","roles":{"%s":{"departments":"sales"}},"duties":{"concession":{"use":["nobody","quality"]}}}' \
	"$me" >c/crm.json
check_status 77 'not our duty by itself' d use D-2026-0001 --delivery N1 --quantity 1
check 'our step is ours' crm-order deliver O-1 --note N1 --lot A --quantity 1 --concession D-2026-0001 \
	--override not_approved,not_confirmed --override-by "$me" --override-reference R-1
same '  and counts' 'N1 A O-1 1' "$(counted)"

# ---- what a base table owns ----

store f
echo 'id,state,customer,part,quantity,opened_at
O-1,confirmed,VW,4711,100,2026-11-01T09:00:00Z' >base.csv
crm-store base order base.csv >/dev/null
was=$(bytes)
check_status 1 'our line would set what the table owns' deliver O-1 --note N1 --lot A --quantity 100 \
	--concession D-2026-0001
like '  it says what' "^crm-order: O-1: field 'state'" "$err"
same '  nothing is counted' "$was" "$(bytes)"
check 'not all of it sets no state' deliver O-1 --note N1 --lot A --quantity 90 --concession D-2026-0001
same '  and is counted' 'N1 A O-1 90' "$(counted)"
store g O-1
echo 'id,state,customer,part,quantity,label,authorised_at
D-9,authorised,VW,4711,100,A-9,2026-11-01T09:00:00Z' >base.csv
crm-store base concession base.csv >/dev/null 2>&1
was=$(bytes)
check_status 1 'the line there would' deliver O-1 --note N1 --lot A --quantity 100 --concession D-9
like '  it says where' "^crm-order: D-9: field 'state'" "$err"
same '  nothing is written' "$was" "$(bytes)"

# ---- an interim approval, which nobody needs to name ----

store h O-1 O-2
echo '{}' >h/order/procedure.json
echo 'id,state,customer,part,verdict,verdict_at,submitted_at,interim_quantity,interim_expiry
P-1,interim,VW,4711,interim,2026-11-02T09:00:00Z,2026-11-01T09:00:00Z,100,2026-12-01' >p.csv
crm-store import ppap p.csv >/dev/null
check 'on an interim approval' deliver O-1 --note N1 --lot A --quantity 60 --concession D-2026-0001
like '  the concession counts' "^crm-order: D-2026-0001: 'use' follows from O-1" "$err"
like '  the approval, too' "
crm-order: P-1: 'use' follows from O-1" "$err"
same '  what it has counted' 'N1 A O-1 60' "$(crm-ppap show P-1 -o jsonl | jq -r '.uses[]|"\(.delivery) \(.quantity)"')"
crm-order recall O-1 --note N1 --lot A --why slip >/dev/null 2>&1
same '  taken out, neither counts it' ' 0' "$(counted) $(crm-ppap show P-1 -o jsonl | jq '.uses//{}|length')"
deliver O-1 --note N1 --lot A --quantity 60 --concession D-2026-0001 >/dev/null 2>&1
d use D-2026-0001 --delivery X --quantity 10 >/dev/null
check_status 1 'one of the two refuses the second order' deliver O-1 O-2 --note N2 --lot A \
	--quantity 20 --concession D-2026-0001
like '  it says which' '^crm-order: D-2026-0001: .*10 more than the customer allows: 10 are left' "$err"
same '  the other does not count it either' 'N1 A O-1 (2) 60,N2 A O-1 20' \
	"$(crm-ppap show P-1 -o jsonl | jq -r '[.uses[]|"\(.delivery) \(.quantity)"]|join(",")')"
same '  nor is it written' 'N1 A 60,N2 A 20 ' "$(sent O-1) $(sent O-2)"

# ---- the table ----

store e O-1
rm e/order/procedure.json
echo '{}' >none.json
check_status 78 'a table that nobody has' env CRM_SHARE="$PWD/none" crm-order deliver O-1 --note N1 \
	--lot A --quantity 1
like '  where it would be' "^crm-order: $PWD/none/order/procedure.json: there is none, nor in .*e/order$" "$err"
check_status 1 'the installed one asks for an approved part' deliver O-1 --note N1 --lot A --quantity 1
echo '{"ppap":{"needed":false}}' >e/order/procedure.json
check 'the store has its own' deliver O-1 --note N1 --lot A --quantity 1
was=$(bytes)
echo '{"duties":3}' >e/order/procedure.json
check_status 78 'a wrong one' deliver O-1 --note N2 --lot A --quantity 1
like '  file and path' "^crm-order: .*e/order/procedure.json: .*'duties'" "$err"
echo '{' >e/order/procedure.json
check_status 78 'no JSON' deliver O-1 --note N2 --lot A --quantity 1
like '  file' "^crm-order: .*e/order/procedure.json: not valid JSON" "$err"
same '  nothing was written' "$was" "$(bytes)"
check 'a step that is told nothing does not read it' crm-order note O-1 --text x

# ---- what cannot be read may be what forbids it ----

echo '{"ppap":{"needed":false}}' >e/order/procedure.json
printf '{"id":"C-1","new":true,"step":"open","at":"2026-11-20T09:00:00Z","state":"open",}\n' >e/complaint.jsonl
chmod 600 e/complaint.jsonl
was=$(bytes)
check_status 65 'a complaint that cannot be read' deliver O-1 --note N2 --lot A --quantity 1
like '  file and line' 'complaint.jsonl:1: ' "$err"
same '  nothing was written' "$was" "$(bytes)"
done_testing
