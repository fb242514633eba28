#!/bin/sh
# A concession: from the request to the last piece, each delivery once, never past its day, never
# without its label; and what of concessions and complaints blocks delivery.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

crm-store init s --zone Asia/Shanghai
CRM_DIR=$PWD/s
CRM_NOW=2026-11-20T09:00:00+08:00
export CRM_DIR CRM_NOW

d() {
	crm-complaint concession "$@"
}

lines() {
	[ ! -f s/concession.jsonl ] || wc -l <s/concession.jsonl
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

ask() {
	d open --customer VW --part 4711 --deviation 'hole too wide' --requirement 'drawing 4711' "$@"
}

# what blocks a subject, as "reason id quantity"
blocked() {
	crm-complaint blocks "$@" -o jsonl | jq -r '"\(.reason) \(.id) \(.quantity)"'
}

# ---- the life of one ----

refused 2 'deviation and requirement are needed' 'deviation' \
	crm-complaint concession open --customer VW --part 4711
run ask --lot L881 --quantity 100
like 'it has its own number' '"id":"D-2026-0001","state":"open"' "$out"
same 'asked for is not allowed: it blocks' 'not_authorised D-2026-0001 100' "$(blocked L881)"
refused 1 'nothing is used before it is authorised' 'is open' \
	d use D-2026-0001 --delivery LS1 --quantity 1
refused 2 'the customer'"'"'s paper is needed' 'authorisation' d authorise D-2026-0001
refused 1 'not before it was asked for' "earlier than 'requested_at'" \
	d authorise D-2026-0001 --authorisation A-7 --authorised-by M --at 2026-11-20T08:59:59+08:00
refused 1 '  nor refused' "earlier than 'requested_at'" \
	d refuse D-2026-0001 --refused-why no --at 2026-11-20T08:59:59+08:00
refused 66 'of a complaint that there is' "'complaint': no such complaint: 'C-1'" \
	ask --complaint C-1
check 'authorise' d authorise D-2026-0001 --authorisation A-7 --authorised-by Mueller
same 'in force it does not block' '' "$(blocked L881)"
refused 65 'a container without label' "'label': each container" \
	d use D-2026-0001 --delivery LS1 --quantity 60
check 'the label of a delivery' d use D-2026-0001 --delivery LS.1 --quantity 60 --label 'A-7' \
	--containers 3
refused 1 'of another lot' "'LB', but the concession is for lot 'L881'" \
	d use D-2026-0001 --delivery LS2 --quantity 1 --label A-7 --lot LB
refused 1 'before it was authorised' "earlier than 'authorised_at'" d use D-2026-0001 \
	--delivery LS2 --quantity 1 --label A-7 --lot L881 --at 2026-11-20T08:59:59+08:00
for field in quantity=1000 valid_until=2030-01-01 authorisation=Z authorised_by=Z \
	authorised_at=2026-11-20T08:00:00+08:00 quantity=; do
	refused 65 "what is allowed is not amended: $field" "is set by the step 'authorise'" \
		d amend D-2026-0001 "$field" --why x
done
refused 65 'less than was used' "60 were used already: more than that expected, as the new total" \
	d authorise D-2026-0001 --authorisation A-8 --authorised-by Mueller --quantity 60
refused 1 'a delivery counts once' 'counted already' \
	d use D-2026-0001 --delivery LS.1 --quantity 40 --label A-7
refused 1 '  of its lot, too' 'counted already' \
	d use D-2026-0001 --delivery LS.1 --lot L881 --quantity 40 --label A-7
refused 1 'one more than is left' '1 more than the customer allows: 40 are left' \
	d use D-2026-0001 --delivery LS2 --quantity 41 --label A-7
refused 65 'none at all' 'quantity is 0' d use D-2026-0001 --delivery LS2 --quantity 0 --label A-7
run d use D-2026-0001 --delivery LS2 --quantity 40 --label A-7
like 'with the last piece it is used up' '"state":"used_up"' "$out"
same 'used up it blocks' 'used_up D-2026-0001 null' "$(blocked L881)"
check_status 1 'blocks --check says so' crm-complaint blocks L881 --check
check 'without it the answer is a list' crm-complaint blocks L881
check 'another part is free' crm-complaint blocks 4712 --check
check 'the customer allows more' d authorise D-2026-0001 --authorisation A-8 \
	--authorised-by Mueller --quantity 150
same 'and it is in force again' '' "$(blocked L881)"
check 'so more is delivered' d use D-2026-0001 --delivery LS3 --quantity 10 --label A-8
refused 2 'to end it needs its proof' 'back-to-spec' d end D-2026-0001
check 'end' d end D-2026-0001 --back-to-spec 'lot L900, first inspection'
same 'what has ended does not block' '' "$(blocked 4711)"

# ---- its last day ----

ask --part 5 >/dev/null
refused 65 'no pieces' 'is 0: more than that' d authorise D-2026-0002 --authorisation B \
	--authorised-by M --quantity 0
refused 65 'neither quantity nor day' 'a quantity or a last day' \
	d authorise D-2026-0002 --authorisation B --authorised-by M
refused 1 'a day that is past' 'past on the day' d authorise D-2026-0002 --authorisation B \
	--authorised-by M --valid-until 2026-11-19
check 'until a day' d authorise D-2026-0002 --authorisation B --authorised-by M --label B \
	--valid-until 2026-11-21
check 'the last second of its last day, local' d use D-2026-0002 --delivery LS1 --quantity 5 \
	--now 2026-11-21T23:59:59+08:00
same 'it does not block then' '' "$(blocked 5 --now 2026-11-21T23:59:59+08:00)"
refused 1 'the second after it' 'is past' d use D-2026-0002 --delivery LS2 --quantity 5 \
	--now 2026-11-22T00:00:00+08:00
same 'expired it blocks' 'expired D-2026-0002 null' "$(blocked 5 --now 2026-11-22T00:00:00+08:00)"
refused 1 'counted and past: all reasons at once' 'counted already' \
	d use D-2026-0002 --delivery LS1 --quantity 5 --now 2026-11-23T00:00:00+08:00
like '  and the day' 'is past' "$err"

# ---- lots of one delivery ----

ask --part 7 --id D-7 >/dev/null
d authorise D-7 --authorisation C --authorised-by M --label C --quantity 100 >/dev/null
check 'one lot of a delivery' d use D-7 --delivery LS1 --lot A --quantity 30
check 'another one counts for itself' d use D-7 --delivery LS1 --lot B --quantity 30
refused 1 'each counts once' 'counted already' d use D-7 --delivery LS1 --lot B --quantity 30
refused 1 'without its lot it is not known which' 'which of the uses '"'LS1'" \
	d use D-7 --delivery LS1 --quantity 30
same '  what was counted' 'A 30,B 30' \
	"$(d show D-7 -o jsonl | jq -r '[.uses[]|"\(.lot) \(.quantity)"]|join(",")')"

# ---- counted wrongly ----

d use D-7 --delivery LS2 --lot A --quantity 40 >/dev/null
check_status 2 'why it is taken out is said' d give-back D-7 --delivery LS1 --lot B
refused 1 'what was not counted' 'not counted, or not with this lot' \
	d give-back D-7 --delivery LS2 --lot B --why slip
check 'what was is taken out' d give-back D-7 --delivery LS1 --lot B --why 'another order'
same '  and there are pieces again' 'authorised null A 30,A 40 another order' "$(printf '%s\n' "$out" |
	jq -r '"\(.state) \(.used_up_at) " + ([.uses[]|"\(.lot) \(.quantity)"]|join(",")) + " " + .amendments[].why')"
refused 1 'once' 'not counted' d give-back D-7 --delivery LS1 --lot B --why slip
check_status 1 '  no more than these' d use D-7 --delivery LS3 --quantity 31
check '  they are used again' d use D-7 --delivery LS3 --quantity 30
like '  and used up again' '"state":"used_up"' "$out"

# ---- refused, void ----

ask --part 6 >/dev/null
check 'refuse' d refuse D-2026-0003 --refused-why no
same 'refused it blocks' 'refused D-2026-0003 null' "$(blocked 6)"
check 'void' d void D-2026-0003 --why 'other part'
same 'void it does not' '' "$(blocked 6)"

refused 65 'lot and part are not amended' "'lot': is set by the step 'open'" \
	d amend D-2026-0002 lot=LB --why x

# what was delivered beyond it in another branch
check 'check is content' crm-store check concession
cp s/concession.jsonl kept.jsonl
printf '%s\n' '{"kind":"concession","id":"D-9","state":"authorised","customer":"V","part":"1","deviation":"d","requirement":"r","quantity":4,"requested_at":"2026-11-20T08:00:00+08:00","uses":{"a":{"at":"2026-11-20T08:00:00+08:00","delivery":"a","quantity":5}}}' |
	jq -c '{id, new: true, step: "open", at: .requested_at, by: "x"} + .' >>s/concession.jsonl
run crm-store check concession
like 'check finds it' 'D-9: .*1 more were delivered' "$out"
same '  exit 1' 1 "$status"
cp kept.jsonl s/concession.jsonl

# ---- a disposition names one that is for its goods ----

crm-complaint open --id X-1 --customer VW --part 7 --lot L7 --quantity 4 >/dev/null
ask --part 7 --lot L7 >/dev/null
ask --part 7 --lot L78 >/dev/null
ask --part 77 >/dev/null
ask --part 7 >/dev/null
refused_x() {
	check_status "$1" "$2" crm-complaint dispose X-1 --disposition concession --concession "$4"
	like '  it says why' "$3" "$err"
}
refused_x 66 'one that there is not' "no such concession: 'D-2099-0001'" D-2099-0001
refused_x 1 'one of another lot' "D-2026-0005': it is for another lot" D-2026-0005
refused_x 1 'one of another part' "D-2026-0006': it is for another part" D-2026-0006
refused_x 1 'one that has ended' "D-2026-0001': it is refused, or has ended" D-2026-0001
check 'one of its lot' crm-complaint dispose X-1 --disposition concession --quantity 1 \
	--concession D-2026-0004
check 'one of all lots of its part' crm-complaint dispose X-1 --disposition concession \
	--quantity 1 --concession D-2026-0007
crm-complaint void X-1 --why tried >/dev/null

# ---- goods of complaints ----

crm-complaint open --customer VW --part 8 --lot L8 --quantity 20 --defect burr >/dev/null
crm-complaint open --customer VW --part 9 --defect burr >/dev/null
crm-complaint open --customer VW --part 10 --lot L10 --class delivery >/dev/null
same 'a lot under suspicion' 'suspect C-2026-0001 20' "$(blocked L8)"
same '  by its part as well' 'suspect C-2026-0001 20' "$(blocked 8)"
same 'a part without lot, not contained' 'not_contained C-2026-0002 null' "$(blocked 9)"
same 'a late delivery blocks no goods' '' "$(blocked L10)"
crm-complaint dispose C-2026-0001 --disposition scrap >/dev/null
same 'disposed is not settled' 'suspect C-2026-0001 20' "$(blocked L8)"
crm-complaint scrap C-2026-0001 --scrapped 20 --scrapped-how pressed >/dev/null
same 'settled it is free' '' "$(blocked L8)"

# a lot of which nobody knows how many, with and without part
crm-complaint open --id U --customer VW --part P1 --lot L1 >/dev/null
crm-complaint open --id V --customer VW --lot L5 >/dev/null
same 'an unknown quantity blocks' 'suspect U null' "$(blocked L1)"
same '  its part too' 'suspect U null' "$(blocked P1)"
same '  and without part' 'suspect V null' "$(blocked L5)"
crm-complaint lot U --lot L1 --quantity 0 >/dev/null
same 'nothing of it: the lot is free' '' "$(blocked L1)"
same '  the part is not contained' 'not_contained U null' "$(blocked P1)"
crm-complaint lot U --lot L6 --quantity 0 >/dev/null
same '  nor by another lot' 'not_contained U null' "$(blocked P1)"
crm-complaint lot U --lot L7 --quantity 4 >/dev/null
same '  until its lots are named' 'suspect U 4' "$(blocked P1)"
for place in stock in_process in_transit customer; do
	crm-complaint contain V --place $place --suspect 0 >/dev/null
done
same 'contained it is free' '' "$(blocked L5)"

crm-complaint void C-2026-0002 --why wrong >/dev/null
same 'a void complaint blocks nothing' '' "$(blocked 9)"
same 'several at once' 'suspect C-2026-0004 5
expired D-2026-0002 null' "$(
	crm-complaint open --customer VW --part 11 --lot L11 --quantity 5 >/dev/null
	blocked 11 5 --now 2026-11-22T00:00:00+08:00
)"

done_testing
