#!/bin/sh
# A sample: what its sort asks for, until when it is sent, rounds and verdicts, the last day and its
# renewal. Sorts are data: a store may have its own.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

crm-store init s --zone Asia/Shanghai
CRM_DIR=$PWD/s
CRM_NOW=2026-11-20T09:00:00+08:00 # a Friday
export CRM_DIR CRM_NOW

s() {
	crm-order sample "$@"
}

lines() {
	[ ! -f s/sample.jsonl ] || wc -l <s/sample.jsonl
}

# refused STATUS NAME MESSAGE CMD...: that status and message; nothing is written
refused() {
	want=$1 what=$2 message=$3
	shift 3
	before=$(lines)
	check_status "$want" "$what" "$@"
	like "  it says why" "$message" "$err"
	same "  and writes nothing" "$before" "$(lines)"
}

# new ARG...: opens one; its id
new() {
	s open --customer VW "$@" -o jsonl | jq -r .id
}

member() {
	s show "$1" -o jsonl | jq -r "$2"
}

# what is open, as "ID WHAT SIDE DUE"
todo() {
	crm-store todo -o jsonl | jq -r '"\(.id) \(.what) \(.side) \(.due // "")"'
}

# ---- what a sort asks for ----

refused 65 'a sort of the procedure' "'stile' is no sort of the procedure's, expected one of: style" \
	s open --customer VW --sort stile
refused 65 'colour: all at once' "'light_source': .* needs it" s open --customer VW --sort colour \
	--substitute cotton
like '  copies' "'copies': .* at least 3" "$err"
like '  the right material' "'substitute': .* of the right material" "$err"
refused 65 'one of three copies is missing' 'is 2' \
	s open --customer VW --sort colour --light-source D65 --copies 2
C=$(new --sort colour --light-source D65 --copies 3)
same 'a number of its own' S-2026-0001 "$C"
check 'a style sample may be of other material' s open --customer VW --sort style \
	--substitute cotton --part 4711
refused 65 'sales: all colours and sizes' "'sizes': .* all that there are" \
	s open --customer VW --sort sales --colours 'red blue'
refused 65 'amended to what it may not be' "'light_source'" \
	s amend S-2026-0002 sort=colour --why slip

# ---- until when ----

A=$(new --sort accessory --part B-1)
same 'data are owed by the customer' "$A data customer " "$(todo | grep "^$A")"
check 'they are handed over' s data "$A"
same '  sent within three days' "2026-11-23 $A sample us 2026-11-23T23:59:59+08:00" \
	"$(member "$A" .due) $(todo | grep "^$A")"
same 'in time' '' "$(s late --now 2026-11-23T23:59:59+08:00 -o jsonl)"
run s late --now 2026-11-24T00:00:00+08:00 -o jsonl
like 'late' '"clock":"due"' "$out"
check 'sent late' s send "$A" --sent-how DHL --now 2026-11-24T08:00:00+08:00
same '  and that is kept' late "$(member "$A" .verdicts.due.verdict)"

B=$(new --sort shipping --ship-on 2026-12-08)
same 'shipping: a week before' 2026-12-01 "$(member "$B" .due)"
same 'its last day' '' "$(s late --now 2026-12-01T23:59:59+08:00 -o jsonl --where "id=$B")"
run s late --now 2026-12-02T00:00:00+08:00 -o jsonl --where "id=$B"
like '  and the day after' '"clock":"due"' "$out"
check 'the shipment moves' s amend "$B" ship_on=2026-12-10 --why moved
same '  and its day with it' 2026-12-03 "$(member "$B" .due)"

# ---- verdicts and rounds ----

CRM_NOW=2026-11-24T09:00:00+08:00
check 'send the colour' s send "$C" --lot L1
refused 65 'what was sent is not amended' "'light_source': was sent so" \
	s amend "$C" light_source=TL84 --why x
check 'the customer has it' s receive "$C" --now 2026-11-25T09:00:00+08:00
same 'its verdict within three working days of that' \
	"$C verdict customer 2026-11-30T09:00:00+08:00" "$(todo | grep "^$C")"
CRM_NOW=2026-11-30T09:00:00+08:00
check 'chased' s chase "$C"
same '  so three more' "$C verdict customer 2026-12-03T09:00:00+08:00" "$(todo | grep "^$C")"
refused 65 'rejected: why' "'comments': a rejection needs its reason" \
	s verdict "$C" --verdict rejected
check 'rejected' s verdict "$C" --verdict rejected --comments 'too dark' --reference R-1 \
	--verdict-by Mueller
refused 1 'once' 'there is one: --why corrects' s verdict "$C" --verdict approved
same 'another round is owed' "$C sample us " "$(todo | grep "^$C")"
check 'the next round' s send "$C" --lot L2
same 'the rounds' '2 sent L2 rejected L1 R-1 too dark' "$(member "$C" \
	'"\(.round) \(.state) \(.lot) \(.rounds["1"] | "\(.verdict) \(.lot) \(.reference) \(.comments)")"')"
same 'nothing is said of this one' 'null null null' \
	"$(member "$C" '"\(.verdict) \(.verdict_at) \(.chased_at)"')"
same 'when it left first' '2026-11-24T09:00:00+08:00 2026-11-30T09:00:00+08:00' \
	"$(member "$C" '"\(.sent_at) \(.resent_at)"')"
refused 65 'comments are said' "'comments': which they are" s verdict "$C" --verdict comments
check 'approved with comments' s verdict "$C" --verdict comments --comments 'a little lighter'
same '  is approved' approved "$(member "$C" .state)"
check 'our copy' s keep "$C" --kept-place 'cabinet 3'
check 'mistyped' s verdict "$C" --verdict approved --why 'no comments'
same '  corrected' 'approved null' "$(member "$C" '"\(.verdict) \(.comments)"')"
same 'nobody is told who judged' '***' "$(s show "$C" --mask -o jsonl | jq -r '.rounds["1"].verdict_by')"

# ---- the last day ----

M=$(new --sort boundary --part 4711)
s send "$M" >/dev/null
refused 65 'a boundary sample has a last day' "'expiry': .* the last day" \
	s verdict "$M" --verdict approved
refused 1 '  that is not past' "'expiry': is past" \
	s verdict "$M" --verdict approved --expiry 2026-11-29
check 'approved until then' s verdict "$M" --verdict approved --expiry 2026-12-31
same 'its last day' '' "$(s late --now 2026-12-31T23:59:59+08:00 -o jsonl --where "id=$M")"
run s late --now 2027-01-01T00:00:00+08:00 -o jsonl --where "id=$M"
like '  and the day after' '"clock":"expiry"' "$out"
refused 65 'not amended' "'expiry': is set by the step 'renew'" \
	s amend "$M" expiry=2030-01-01 --why x
refused 65 'renewed to a later day' 'is not later than' \
	s renew "$M" --expiry 2026-12-31 --reference R-2
check 'renewed' s renew "$M" --expiry 2027-12-31 --reference R-2
same '  the old day is kept' '2026-12-31 R-2' \
	"$(member "$M" '.renewals[] | "\(.expiry_before) \(.reference)"')"
refused 1 'one without a last day' 'it has no last day' \
	s renew "$C" --expiry 2027-12-31 --reference R-2
check 'withdrawn' s withdraw "$M" --withdrawn-why 'part ended'
same '  nothing is open' '' "$(todo | grep "^$M")"

# ---- sorts of a store's own ----

mkdir -p s/order
jq '.samples=[{sort:"swatch",blocks:"nothing",limit:"P5D"}]' "$CRM_SHARE/order/procedure.json" \
	>s/order/procedure.json
refused 65 'the installed ones are none then' 'expected one of: swatch$' \
	s open --customer VW --sort style
W=$(new --sort swatch)
check 'its data on a Monday' s data "$W"
same '  five days later, by the table' 2026-12-05 "$(member "$W" .due)"
run s late --now 2026-12-05T23:59:59+08:00 -o jsonl --where "id=$W"
same '  and by the clock' '' "$out"
run s late --now 2026-12-06T00:00:00+08:00 -o jsonl --where "id=$W"
like '  so the day after' '"clock":"due"' "$out"
printf '{"samples":[{"sort":"x","blocks":"all"}]}' >s/order/procedure.json
refused 78 'a table that is wrong' 'procedure.json.*samples' s open --customer VW --sort x

done_testing
