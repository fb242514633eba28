#!/bin/sh
# crm-order deliver, arrive, recall, damage, claim, settle: what leaves by the gate, with real
# submissions, complaints, concessions and samples beside the order, and what it counts down.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
CRM_DIR=$PWD/s
export CRM_NOW CRM_DIR
crm-store init s --zone UTC >/dev/null
mkdir s/order
cat >s/order/procedure.json <<'END'
{"authority": {"override": ["general_manager"]},
 "samples": [{"sort": "shipping", "blocks": "ship"}]}
END

o() {
	crm-order "$@"
}

# field ID PATH: of an order; of another record
field() {
	o show "$1" -o jsonl | jq -r "$2"
}
# uses ID: what was counted on a submission, on a concession
uses() {
	crm-store export "${2:-ppap}" -o jsonl | jq -r --arg id "$1" 'select(.id == $id) |
		[.uses // {} | .[] | "\(.delivery) \(.quantity) \(.lot)"] | sort | join(", ")'
}
lines() {
	cat s/*.jsonl | wc -l
}

# refused STATUS NAME MESSAGE CMD...: that status and message; nothing is written, nowhere
refused() {
	want=$1 what=$2 message=$3
	shift 3
	before=$(lines)
	check_status "$want" "$what" "$@"
	like "  it says why" "$message" "$err"
	same "  and writes nothing" "$before" "$(lines)"
}

# order PART QUANTITY OPTION...: taken in, approved, confirmed; sets id
order() {
	part=$1 quantity=$2
	shift 2
	id=$(o open --customer VW --part "$part" --quantity "$quantity" --price 1.00 \
		--currency EUR --previous O-LAST --by s01 "$@" -o jsonl | jq -r .id)
	o approve "$id" --by d01 >/dev/null
	o confirm "$id" --promised 2026-11-23 --confirmation OC >/dev/null
}

# ppap ID PART MEMBERS: our submission, as it stands
ppap() {
	jq -nc --arg id "$1" --arg part "$2" --argjson more "$3" \
		'{kind: "ppap", id: $id, customer: "VW", part: $part,
		opened_at: "2026-10-01T09:00:00Z", submitted_at: "2026-10-02T09:00:00Z",
		verdict_at: "2026-10-03T09:00:00Z", verdict: $more.state} + $more' >"$1.jsonl"
	crm-store import ppap "$1.jsonl" >/dev/null
}

# concession PART LOT QUANTITY: in force, by its label
concession() {
	d=$(crm-complaint concession open --customer VW --part "$1" --lot "$2" --deviation burr \
		--requirement 'drawing' --quantity "$3" --label A -o jsonl | jq -r .id)
	crm-complaint concession authorise "$d" --authorisation A-7 --authorised-by M >/dev/null
}

jq -nc '{kind: "order", id: "O-LAST", state: "delivered", customer: "VW", price: "1.00",
	currency: "EUR", opened_at: "2026-01-01T09:00:00Z", delivered_at: "2026-02-01T09:00:00Z",
	lines: ([4711, 4712, 4713] | map(tostring) | map({(.): {line: ., part: ., quantity: 1}}) | add)}' \
	>last.jsonl
crm-store import order last.jsonl >/dev/null
ppap P-ok 4711 '{"state":"approved"}'
ppap P-day 4712 '{"state":"interim","interim_expiry":"2026-11-15","owner":"q"}'
ppap P-few 4713 '{"state":"interim","interim_quantity":100,"owner":"q"}'

# ---- a verbal order ----

run o open --id V --customer VW --part 4711 --quantity 10 --form verbal
refused 1 'a verbal order is not delivered' 'nothing is delivered before' \
	crm-order deliver V --note N --lot L1 --quantity 1
like '  nor one that is not confirmed: all reasons at once' 'not confirmed to the customer' "$err"
like '  nor one that is not approved' 'has not approved it' "$err"

# ---- two parts of it, before and after the promised day ----

order 4711 100
run o deliver "$id" --note LS1 --lot L1 --quantity 60 --carrier DHL --tracking T1
same 'a part of it has left' 'confirmed null' "$(field "$id" '"\(.state) \(.shipped_at)"')"
refused 2 'of which no lot is said' "'--lot' is missing" crm-order deliver "$id" --note LS2 --quantity 40
refused 65 'no pieces' "'0' pieces" crm-order deliver "$id" --note LS2 --lot L1 --quantity 0
refused 1 'the same note and lot again' 'has left with this lot' \
	crm-order deliver "$id" --note LS1 --lot L1 --quantity 40
refused 1 'more than was ordered' '41 pieces are too many: of 100 ordered 60 have left' \
	crm-order deliver "$id" --note LS2 --lot L1 --quantity 41
refused 66 'no such order' 'O-NONE' crm-order deliver O-NONE --note N --lot L1 --quantity 1
run o deliver "$id" --note LS2 --lot L1 --quantity 40 --now 2026-11-24T09:00:00Z
same 'all of it has left' 'shipped 2026-11-24T09:00:00Z' "$(field "$id" '"\(.state) \(.shipped_at)"')"
run o arrive "$id" --note LS2 --now 2026-11-26T09:00:00Z
same 'a part of it is on its way' shipped "$(field "$id" .state)"
run o arrive "$id" --note LS1 --arrived 58 --condition short --confirmed-by Mueller \
	--at 2026-11-23T09:00:00Z --now 2026-11-26T10:00:00Z
same 'short by two: they are owed again' 'confirmed null' "$(field "$id" '"\(.state) \(.shipped_at)"')"
check 'the number is corrected' crm-order arrive "$id" --note LS1 --arrived 60 --condition good \
	--why 'two were found' --now 2026-11-26T11:00:00Z
same 'it is delivered, by the last that arrived' 'delivered 2026-11-26T09:00:00Z late' \
	"$(field "$id" '"\(.state) \(.delivered_at) \(.verdicts.delivery.verdict)"')"
same '  the time that it arrived has stayed' '2026-11-23T09:00:00Z' \
	"$(field "$id" '.deliveries[] | select(.note == "LS1") | .arrived_at')"
like '  and the reason is kept' 'two were found' "$(field "$id" '.amendments[].why')"

# ---- interim approvals ----

order 4712 10
refused 1 'an interim approval that is expired, with its day' \
	'interim approval P-day expired on 2026-11-15' \
	crm-order deliver "$id" --note LS3 --lot L1 --quantity 1
order 4713 200
run o deliver "$id" --note LS4 --lot L1 --quantity 60
same 'an interim approval is counted down' "LS4 L1 $id 60 L1" "$(uses P-few)"
same '  and named' P-few "$(field "$id" '.deliveries[].ppap')"
refused 1 'one more than it has left' 'P-few: 40 pieces are left, not 41' \
	crm-order deliver "$id" --note LS5 --lot L1 --quantity 41
check 'its last pieces' crm-order deliver "$id" --note LS5 --lot L1 --quantity 40
refused 1 'then it is used up' 'P-few is used up' \
	crm-order deliver "$id" --note LS6 --lot L1 --quantity 1
interim=$id

# ---- blocked lots and concessions ----

crm-complaint open --customer VW --part 4711 --lot L9 --quantity 20 --defect burr >/dev/null
order 4711 1000
refused 1 'a blocked lot' "lot 'L9' is blocked by C-2026-0001" \
	crm-order deliver "$id" --note LS7 --lot L9 --quantity 10
concession 4711 L9 30
refused 1 'one that is not named lifts nothing' "lot 'L9' is blocked" \
	crm-order deliver "$id" --note LS7 --lot L9 --quantity 10
refused 1 'nor for another lot' "$d': it is for another lot" \
	crm-order deliver "$id" --note LS7 --lot L8 --quantity 10 --concession "$d"
refused 66 'one that there is not' "no such concession" \
	crm-order deliver "$id" --note LS7 --lot L9 --quantity 10 --concession D-NONE
check 'under its concession it leaves' crm-order deliver "$id" --note LS7 --lot L9 --quantity 10 \
	--concession "$d" --containers 2
same '  which is counted down' "LS7 L9 $id 10 L9" "$(uses "$d" concession)"
refused 1 'more than it has left' "$d: 20 pieces are left, not 21" \
	crm-order deliver "$id" --note LS8 --lot L9 --quantity 21 --concession "$d"

# two at once that together are too many for it: one of them leaves
crm-order deliver "$id" --note A --lot L9 --quantity 15 --concession "$d" >a.out 2>a.err &
first=$!
crm-order deliver "$id" --note B --lot L9 --quantity 15 --concession "$d" >b.out 2>b.err &
second=$!
wait "$first"
one=$?
wait "$second"
same 'of two at once one is refused' 1 "$((one + $?))"
like '  as too few are left' '5 pieces are left, not 15' "$(cat a.err b.err)"
same '  and one is counted' '25' \
	"$(crm-complaint concession show "$d" -o jsonl | jq '[.uses[].quantity] | add')"
same '  as many as have left' '25' "$(field "$id" '[.deliveries[].quantity] | add')"

check 'the last piece' crm-order deliver "$id" --note C --lot L9 --quantity 5 --concession "$d"
refused 1 'a concession that is used up' "concession $d is used up" \
	crm-order deliver "$id" --note E --lot L9 --quantity 1
blocked=$id

# ---- samples ----

order 4711 10
crm-order sample open --customer VW --sort shipping --order "$id" >/dev/null
refused 1 'a shipping sample that is not approved' 'the shipping sample S-2026-0001 is not approved' \
	crm-order deliver "$id" --note LS9 --lot L1 --quantity 1

# ---- in spite of it ----

override() {
	crm-order deliver "$blocked" --note X --lot L9 --quantity 2 "$@"
}
refused 65 'an override needs who and the customer'"'"'s word' 'override_reference' \
	override --override blocked,concession_used_up
before=$(lines)
check_status 1 'what it does not name refuses' override --override blocked --override-by boss \
	--override-reference M-7
like '  by that' 'is used up' "$err"
check 'all that it names is passed' override --override blocked,concession_used_up,ppap_expired \
	--override-by boss --override-reference M-7
like '  what was no reason is told' "'ppap_expired' is no reason" "$err"
same '  and kept, with who and why' 'blocked,concession_used_up boss M-7' "$(field "$blocked" \
	'.deliveries[] | select(.note == "X") | "\(.override) \(.override_by) \(.override_reference)"')"
cp s/crm.json crm.json
jq --arg me "$(id -un)" '. + {roles: {($me): {roles: ["clerk"]},
	boss: {roles: ["general_manager"]}, cs01: {departments: ["sales"]}}}' crm.json >s/crm.json
again() {
	crm-order deliver "$blocked" --note Y --lot L9 --quantity 2 --by cs01 \
		--override blocked,concession_used_up --override-reference M-8 "$@"
}
refused 77 'by whom who has the authority' 'override_by' again --override-by cs01
check 'a clerk enters what the manager decided' again --override-by boss
cp crm.json s/crm.json

# ---- entered wrongly ----

refused 2 'a recall needs its reason' 'why' crm-order recall "$interim" --note LS5
run o recall "$interim" --note LS5 --lot L1 --why 'it was lot L2'
like 'what it has counted is given back' "P-few: 'give-back' follows from" "$err"
same 'it is taken out, and kept' 'LS4 / LS5 40 it was lot L2' "$(field "$interim" \
	'"\([.deliveries[].note] | join(" ")) / \(.recalls[] | "\(.note) \(.quantity) \(.why)")"')"

# ---- damage ----

refused 1 'damage of what has not left' 'no delivery of this note' \
	crm-order damage "$blocked" --note LSX --text wet
check 'damage' crm-order damage "$blocked" --note LS7 --lot L9 --quantity 3 --text wet
check 'claim' crm-order claim "$blocked" --claim CL-1 --amount 3.00
check 'settle' crm-order settle "$blocked" --outcome paid
same 'it is all there' 'wet CL-1 3.00 EUR paid' \
	"$(field "$blocked" '.damages[] | "\(.text) \(.claim) \(.amount) \(.currency) \(.outcome)"')"
check 'the journals are whole' crm-store verify
check 'and nothing in the orders contradicts itself' crm-store check order --now 2026-11-27T09:00:00Z

done_testing
