#!/bin/sh
# A quote: prices decided by another person than its author, sent as they were decided, chased every
# third working day until there is an answer, which nothing overwrites; then the countersigned paper
# and the report to finance.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

crm-store init s --zone Asia/Shanghai
CRM_DIR=$PWD/s
CRM_NOW=2026-11-20T09:00:00+08:00 # a Friday
export CRM_DIR CRM_NOW
me=$(id -un)

q() {
	crm-order quote "$@"
}

lines() {
	[ ! -f s/quote.jsonl ] || wc -l <s/quote.jsonl
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

# what is open, as "WHAT SIDE DUE"
todo() {
	crm-store todo -o jsonl | jq -r '"\(.what) \(.side) \(.due // "")"'
}

member() {
	q show "$1" -o jsonl | jq -r "$2"
}

# ---- making it ----

run q open --customer VW --currency EUR --valid-until 2026-12-31 --owner an --by an
like 'it has its own number, and an author' '"id":"Q-2026-0001".*"author":"an"' "$out"
Q="Q-2026-0001"
refused 65 'prices are decided, so there must be some' "field 'prices': there is no price" \
	q approve $Q --by gm
same 'first it is priced' 'price us ' "$(todo)"
refused 2 'from which quantity on' "option '--from'" q price $Q --part A --price 1.20
refused 65 'no price is below 0' "field 'price': is below 0" \
	q price $Q --part A --from 1 --price -1
check 'a price' q price $Q --part A --from 1 --price 1.20
check 'another from a hundred on' q price $Q --part A --from 100 --price 1.10
check 'a slip' q price $Q --part AX --from 1 --price 1.20
same 'three prices' 3 "$(member $Q '.prices | length')"
check '  taken out again' q unprice $Q --part AX
refused 1 '  once' 'there is no such price' q unprice $Q --part AX
refused 1 'which of two' '--from takes one of: 1, 100' q unprice $Q --part A
printf 'sheet' >cost.ods
run q cost $Q --costing ./cost.ods --materials 'steel C45'
same 'the costing sheet with its hash' "cost.ods $(printf sheet | sha256sum | cut -d' ' -f1)" \
	"$(member $Q '"\(.costing) \(.costing_sha256)"')"
same '  and nothing of the file elsewhere' 'null null' "$(member $Q '"\(.sha256) \(.bytes)"')"
refused 66 'no such sheet' 'nowhere.ods' q cost $Q --costing nowhere.ods

# ---- deciding ----

same 'to be decided' 'approval us ' "$(todo)"
refused 1 'nothing is sent before' "is open; 'send' needs approved" q send $Q --sent-to M
refused 77 'not by its author' "field 'author': 'an' made it" q approve $Q --by an
check 'the general manager' q approve $Q --by gm
refused 1 'once' 'the approval holds' q approve $Q --by gm
same 'who decided' gm "$(member $Q .approved_by)"

run q price $Q --part A --from 100 --price 1.15
like 'a later price is told to void it' 'warning: .*void by this, changed: prices' "$err"
refused 1 'approve, change the price, send: the field is named' \
	'the approval is void, changed since: prices' q send $Q --sent-to M
check 'decided again' q approve $Q --by gm
check 'amend terms and currency' q amend $Q terms=DAP currency=USD --why asked -o jsonl
refused 1 'all fields are named' 'changed since: currency,terms' q send $Q --sent-to M
check 'decided again' q approve $Q --by gm
refused 1 'not after its last day' "'valid_until': is past" \
	env CRM_NOW=2027-01-01T09:00:00+08:00 crm-order quote send $Q --sent-to M
refused 2 'to whom' 'sent-to' q send $Q
check 'sent' q send $Q --sent-to Mueller

# a copy carries no approval
q show $Q -o jsonl | jq -c 'del(.id)|.state="open"' >copy.jsonl
refused 65 'what was decided is not copied in' "field 'approved_seal': is written by the tools" \
	q open copy.jsonl

# ---- chasing ----

same 'ask, and wait' 'chase us 2026-11-25T09:00:00+08:00
answer customer 2026-12-31' "$(todo)"
same 'not late until the third working day' '' \
	"$(q late --now 2026-11-25T09:00:00+08:00 -o jsonl)"
run q late --now 2026-11-25T09:00:01+08:00 -o jsonl
like '  and late after it' '"clock":"answer"' "$out"
check 'chased' q chase $Q --chase-result 'calls back' --now 2026-11-25T10:00:00+08:00
same 'again three working days later' '' "$(q late --now 2026-11-30T10:00:00+08:00 -o jsonl)"
run q late --now 2026-11-30T10:00:01+08:00 -o jsonl
like '  late again' '"due_at":"2026-11-30T10:00:00' "$out"
check 'chased again' q chase $Q --chase-result 'next week' --now 2026-11-30T11:00:00+08:00
same 'how often' '2 next week' "$(member $Q '"\(.chases) \(.chase_result)"')"

# ---- the answer ----

CRM_NOW=2026-12-02T09:00:00+08:00
refused 2 'by which paper' 'reference' q win $Q
refused 1 'finance is told of an answer' "is sent; 'report' needs won or lost" q report $Q
check 'won' q win $Q --reference PO-77
same 'paper and report are owed' 'countersigned customer 
report us ' "$(todo)"
same 'it has ended: not late' '' "$(q late --now 2027-02-01T09:00:00+08:00 -o jsonl)"
refused 1 'lost no more' "is won; 'lose' needs" q lose $Q --lost-why 'no'
refused 65 'what was won stays' "'currency': was decided: the quote has ended" \
	q amend $Q currency=EUR --why x
check 'countersigned' q countersign $Q --countersigned cost.ods
check 'reported' q report $Q
same 'nothing is open' '' "$(todo)"

# lost quote on expiry night: nothing that time brings overwrites it
run q open --customer BMW --currency EUR --valid-until 2026-12-31 --by an
L="Q-2026-0002"
q price $L --part A --from 1 --price 1 >/dev/null
q approve $L --by gm >/dev/null
q send $L --sent-to S >/dev/null
check 'lost' q lose $L --lost-why 'price'
CRM_NOW=2027-01-01T00:00:01+08:00
q late >/dev/null
q due --within P30D >/dev/null
crm-store todo >/dev/null
for step in "lose --lost-why expired" "withdraw --withdrawn-why expired" "win --reference X" \
	"send --sent-to S" "chase --chase-result x" "approve --by gm"; do
	# shellcheck disable=SC2086
	refused 1 "after its last day: no ${step%% *}" 'is lost' q $step $L
done
same 'it is lost still' 'lost price' "$(member $L '"\(.state) \(.lost_why)"')"
# won after its last day: told, not refused
CRM_NOW=2026-12-31T09:00:00+08:00
run q open --customer BMW --currency EUR --valid-until 2026-12-31 --by an
q price Q-2026-0003 --part A --from 1 --price 1 >/dev/null
q approve Q-2026-0003 --by gm >/dev/null
q send Q-2026-0003 --sent-to S >/dev/null
CRM_NOW=2027-01-01T09:00:00+08:00
run q win Q-2026-0003 --reference PO-78
same 'late but taken' 0 "$status"
like '  and told' "warning: .*'valid_until': is past on the day of the answer" "$err"

# ---- a new customer ----

run q open --customer Neu --new-customer true --currency EUR --by an
N=$(printf '%s' "$out" | jq -r .id)
q price "$N" --part A --from 1 --price 1 >/dev/null
refused 65 'whether it is taken is decided too' 'a new customer: is it taken' \
	q approve "$N" --by gm
refused 1 'not taken: no quote' 'not taken gets no quote' q approve "$N" --by gm --taken false
check 'taken' q approve "$N" --by gm --taken true
check 'sent' q send "$N" --sent-to X
like 'its estimate is to be confirmed' '^estimate customer' "$(todo)"
check 'it is' q estimate "$N" --estimate E-9
unlike '  and no more' '^estimate' "$(todo)"

# ---- roles ----

jq -c --arg me "$me" '.roles={($me):{name:"Chen",roles:[]},gm:{roles:["general_manager"]},
	an:{deputies:[]}}' s/crm.json >new && cp new s/crm.json
run q open --customer VW --currency EUR
R=$(printf '%s' "$out" | jq -r .id)
q price "$R" --part A --from 1 --price 1 >/dev/null
refused 77 'the author, though by name' "'Chen' made it|'$me' made it" q approve "$R"
like '  whose duty it is not' "is the duty of general_manager" "$err"
refused 77 'in the name of another' 'may not act for' q approve "$R" --by gm

check 'what is stored is sound' crm-store check

done_testing
