#!/bin/sh
# crm-order where, owed, chase, compare, copy: where goods went, what is open, what is asked for again,
# the technical sheet against last time's, an order made from an old one.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

crm-store init s --zone Asia/Shanghai
CRM_DIR=$PWD/s
CRM_NOW=2026-11-20T09:00:00+08:00
export CRM_DIR CRM_NOW
mkdir s/order
cat >s/order/procedure.json <<'END'
{"duties": [
  {"department": "sales", "stage": 1, "fields": ["customer", "place"]},
  {"department": "quality", "stage": 2, "fields": ["part", "standard"]}],
 "required": [{"field": "place"}, {"field": "standard"}],
 "lists": {"production_order": ["workshop"]},
 "samples": [{"sort": "shipping", "blocks": "ship"}],
 "ppap": {"needed": false}}
END

o() {
	crm-order "$@"
}
# points ARG...: "ID WHAT OWNER STEP" a line
points() {
	o "$@" -o jsonl | jq -r '"\(.id) \(.what) \(.owner) \(.step)"'
}

# ---- where ----

cat >orders.jsonl <<'END'
{"id":"O-1","customer":"VW","customer_order":"V1","state":"shipped","part":"4711","quantity":100,"place":"Wolfsburg","deliveries":{"a":{"at":"2026-11-02T09:00:00+08:00","note":"N1","lot":"L1","quantity":60,"arrived_at":"2026-11-05T09:00:00+08:00","arrived":59,"condition":"short"},"b":{"at":"2026-11-03T09:00:00+08:00","note":"N1","lot":"L2","quantity":40}}}
{"id":"O-2","customer":"BMW","state":"shipped","lines":{"10":{"line":"10","part":"4711","quantity":5},"20":{"line":"20","part":"4712","quantity":7}},"deliveries":{"a":{"at":"2026-11-04T09:00:00+08:00","note":"N2","lot":"L1","line":"10","quantity":5},"b":{"at":"2026-11-04T09:00:00+08:00","note":"N2","lot":"L3","line":"20","quantity":7}}}
{"id":"O-3","customer":"AUDI","state":"void","part":"4711","deliveries":{"a":{"note":"N3","lot":"L1","quantity":9}}}
{"id":"O-4","customer":"SEAT","part":"4711","quantity":8,"delivered":6,"delivered_at":"2026-10-01T09:00:00Z"}
{"id":"O-5","customer":"SEAT","part":"4711","quantity":8}
END
where() {
	o where "$@" -o jsonl | jq -r '[.customer,.order,.line,.part,.note,.lot,.quantity,.left_at,.arrived] |
		map(. // "-" | tostring) | join(" ")'
}
same 'a lot: to whom, how many, when' \
	'VW O-1 - 4711 N1 L1 60 2026-11-02T09:00:00+08:00 59
BMW O-2 10 4711 N2 L1 5 2026-11-04T09:00:00+08:00 -' "$(where orders.jsonl --lot L1)"
same '  however it is typed' 'N1 L1
N2 L1' "$(o where orders.jsonl --lot ' l1' -o jsonl | jq -r '"\(.note) \(.lot)"')"
same 'several lots' 'N1 L1
N1 L2
N2 L1' "$(o where orders.jsonl --lot L1 --lot L2 -o jsonl | jq -r '"\(.note) \(.lot)"')"
same 'a part, by the line; what the ERP delivered has neither note nor lot' \
	'VW O-1 - 4711 N1 L1 60 2026-11-02T09:00:00+08:00 59
VW O-1 - 4711 N1 L2 40 2026-11-03T09:00:00+08:00 -
BMW O-2 10 4711 N2 L1 5 2026-11-04T09:00:00+08:00 -
SEAT O-4 - 4711 - - 6 - -' "$(where orders.jsonl --part 4711)"
same 'both' 'BMW O-2 20 4712 N2 L3 7 2026-11-04T09:00:00+08:00 -' \
	"$(where orders.jsonl --lot L3 --part 4712)"
same '  and it is of that part alone' '' "$(where orders.jsonl --lot L3 --part 4711)"
check 'nowhere is no failure' o where orders.jsonl --lot L9
check_status 1 '  but with --check' o where orders.jsonl --lot L9 --check
check '  which is content with one' o where orders.jsonl --lot L1 --check
check_status 2 'neither lot nor part' o where orders.jsonl
cat >recall.jsonl <<'END'
{"id":"R-1","customer":"VW","state":"shipped","part":"R","quantity":10}
{"id":"R-2","customer":"VW","part":"R","quantity":10,"shipped_at":"2026-10-01T09:00:00Z"}
{"id":"R-3","customer":"VW","state":"filed","part":"R","quantity":10}
{"id":"R-4","customer":"VW","state":"production","part":"R","quantity":10}
{"id":"R-5","customer":"VW","delivered":14,"delivered_at":"2026-10-01T09:00:00Z","lines":{"10":{"line":"10","part":"X","quantity":10},"20":{"line":"20","part":"R","quantity":10},"30":{"line":"30","part":"R","quantity":10}}}
{"id":"R-6","customer":"VW","state":"shipped","lines":{"10":{"line":"10","part":"X","quantity":10},"20":{"line":"20","part":"R","quantity":10}},"deliveries":{"a":{"note":"N6","lot":"L6","quantity":3}}}
END
run where recall.jsonl --part R
same 'a recall passes nothing over: by state, by stamp, by the share of its line, by what may be of it' \
	'VW R-1 - R - - 10 - -
VW R-2 - R - - 10 2026-10-01T09:00:00Z -
VW R-3 - R - - 10 - -
VW R-5 20 R - - 4 - -
VW R-6 ? R N6 L6 3 - -' "$out"
like '  and says what is uncertain' 'R-6: delivery N6 names none of its 2 lines' "$err"
crm-store import order orders.jsonl >log
same 'of the store too' "$(where orders.jsonl --part 4711)" "$(where --part 4711)"
same '  some of it' 'O-2' "$(o where --lot L1 --where customer=BMW -o jsonl | jq -r .order)"
rm -r s/order.jsonl

# ---- review, owed ----

echo '{"id":"Q-1","customer":"VW","currency":"EUR","state":"sent","sent_at":"2026-11-16T09:00:00+08:00","prices":{"a":{"part":"4711","price":"1.50"}}}' >q.jsonl
crm-store import quote q.jsonl >log
echo '{"id":"O-0","customer":"VW","currency":"EUR","state":"filed","part":"4711","price":"1.50","standard":"S"}' >before.jsonl
crm-store import order before.jsonl >log
o open --id O-1 --customer VW --part 4711 --quantity 100 --price 1.50 --currency EUR --form verbal \
	--quote Q-1 --requested 2026-12-01 --owner li --standard S --samples shipping --by li >log
check_status 1 'review: something blocks' o review O-1 -o jsonl
same '  by department, with the step' 'sort - false -
not_countersigned - false attach
no_paper - false paper
field_missing sales true amend
not_signed sales true sign
not_signed quality true sign' "$(printf '%s\n' "$out" |
	jq -r '"\(.code) \(.department // "-") \(.blocks) \(.step // "-")"')"
like '  the sort and why' '"sort".*"repeat' "$out"
same 'of ids from a pipe' "$out" "$(o list -o jsonl | grep -v '"O-0"' | o review - -o jsonl)"
check_status 66 'of nobody' o review O-9
check_status 2 'of none' o review
check_status 65 'before what' o review O-1 --before ship
same 'signatures' 'sales missing true
quality missing false' "$(o review O-1 --signatures -o jsonl |
	jq -r '"\(.department) \(.verdict) \(.turn)"')"
check 'as a list no failure' o review O-1 --signatures
check_status 1 '  but with --check' o review O-1 --signatures --check
check 'prices agree' o review O-1 --prices --check
same 'owed: by us, and by the customer' 'O-1 review sales amend
O-1 signature sales sign --department sales' "$(points owed --by us --where id=O-1)"
same '  the paper first: it has a day' 'O-1 paper VW paper
O-1 signature VW attach
Q-1 answer VW win' "$(points owed --by customer)"
same '  nothing by a supplier' '' "$(points owed --by supplier)"
check_status 65 '  nobody else' o owed --by nobody
check_status 2 '  no operands' o owed order
check 'nothing of it is late' o owed --by customer --check
check_status 1 '  four days later the paper is' o owed --by customer --check \
	--now 2026-11-25T09:00:01+08:00
check '  at its limit not yet' o owed --by customer --check --now 2026-11-25T09:00:00+08:00 \
	--where id=O-1

# ---- chase ----

chases() {
	o chase "$@" -o jsonl | jq -r '"\(.id) \(.what) \(.asked) \(.ask)"'
}
same 'chase: what is to be asked today; the paper is not yet' 'O-1 signature 0 chase
Q-1 answer 0 quote chase' "$(chases | sort)"
same '  on the third working day it is' 'O-1 paper 0 chase' \
	"$(chases --now 2026-11-25T00:00:00+08:00 | grep paper)"
check 'a list is no failure' o chase
check_status 1 '  with --check' o chase --check
check 'with ID it is the step' o chase O-1 --text 'rang Mr. Weber'
same '  with its note' 'rang Mr. Weber' "$(o show O-1 -o jsonl | jq -r '.notes[].text')"
same '  and today nobody is asked again' 'Q-1 answer 0 quote chase' "$(chases)"
same '  but tomorrow' 'O-1 signature 1 chase' \
	"$(chases --now 2026-11-21T00:00:00+08:00 | grep O-1)"
same '  the paper three working days later' '' \
	"$(chases --now 2026-11-24T23:59:59+08:00 | grep paper)"
check_status 2 '--text needs an ID' o chase --text x
check_status 2 '--check is of the list' o chase O-1 --check
echo '{"id":"Q-2","customer":"BMW","owner":"li","state":"sent","sent_at":"2026-11-16T09:00:00+08:00","valid_until":"2026-12-31"}
{"id":"Q-3","customer":"BMW","owner":"wu","state":"sent","sent_at":"2026-11-16T09:00:00+08:00"}' >q2.jsonl
crm-store import quote q2.jsonl >log
echo '{"id":"S-1","order":"O-1","sort":"shipping","customer":"VW","owner":"li","state":"sent","sent_at":"2026-11-10T09:00:00+08:00","waiting_at":"2026-11-10T09:00:00+08:00"}' >s1.jsonl
crm-store import sample s1.jsonl >log
same 'quotes and samples: by which command, when, who of us asks whom' \
	'Q-2 li BMW 2026-11-19T09:00:00+08:00 quote chase
Q-3 wu BMW 2026-11-19T09:00:00+08:00 quote chase
S-1 li VW 2026-11-13T09:00:00+08:00 sample chase' \
	"$(o chase -o jsonl | jq -r '"\(.id) \(.owner) \(.customer) \(.due) \(.ask)"' | sort | grep -E '^(Q-[23]|S-1) ')"
same '  of one of us' 'Q-2
S-1' "$(o chase --owner li -o jsonl | jq -r .id | sort | grep -v O-1)"
same '  what is owed is the customer'"'"'s still, until its own day' 'BMW 2026-12-31' \
	"$(o owed --by customer --where id=Q-2 -o jsonl | jq -r '"\(.owner) \(.due)"')"
check_status 2 'a quote is chased as one' o chase Q-2
like '  and it says how' "Q-2 is a quote: 'crm-order quote chase' takes it" "$err"
check_status 2 '  a sample too' o chase O-1 S-1
like '  and how' "S-1 is a sample: 'crm-order sample chase' takes it" "$err"
check_status 66 '  nobody else is one' o chase O-77
o open --id Q-9 --customer VW --part 4711 --form verbal >log
check 'an order may be called like one' o chase Q-9 --text x
rm -f s/sample.jsonl

# ---- the way to the confirmation ----

o amend O-1 place=Wolfsburg --why 'was missing' >log
same 'whose turn it is' 'O-1 signature sales sign --department sales' \
	"$(points owed --by us --where id=O-1)"
o sign O-1 --department sales --verdict signed --by wang >log
o sign O-1 --department quality --verdict signed --by zhao >log
same 'all have signed' 'O-1 approve li approve' "$(points owed --by us --where id=O-1)"
check 'review: nothing blocks' o review O-1
o approve O-1 --by boss >log
same 'approved: it is confirmed, and its sample asked for' 'O-1 confirm li confirm
O-1 sample li null' "$(points owed --by us --where id=O-1)"
o amend O-1 place=Emden --why 'they moved' >log 2>&1
same 'what it judged has changed: signature and approval are void' \
	'O-1 signature sales sign --department sales
O-1 review li approve
O-1 sample li null' "$(points owed --by us --where id=O-1)"
check_status 1 '  review says so before each later step' o review O-1 --before deliver -o jsonl
like '    ' '"void_signature"' "$out"
check_status 1 'and the gate' o gate O-1 --lot L1 --quantity 5 -o jsonl
like '  with all reasons' '"void_signature"' "$out"
like '  the written order among them' '"no_paper"' "$out"
like '  and the sample' '"sample_missing"' "$out"
check_status 65 '  of no quantity' o gate O-1 --quantity x

# ---- copy ----

check 'copy: goods and terms' o copy O-1 --customer-order V2 --requested 2027-01-10 --quantity 50 \
	--by li -o jsonl
same '  and no history' '{"customer":"VW","customer_order":"V2","quote":"Q-1","previous":"O-1","owner":"li","part":"4711","quantity":50,"price":"1.50","currency":"EUR","requested":"2027-01-10","standard":"S","place":"Emden","samples":"shipping"}' \
	"$(printf '%s\n' "$out" | jq -c '{customer,customer_order,quote,previous,owner,part,quantity,price,currency,requested,standard,place,samples}')"
id=$(printf '%s\n' "$out" | jq -r .id)
same '  no signature, no approval, no sort' '["open",null,null,null,null,null]' \
	"$(o show "$id" -o jsonl | jq -c '[.state,.signatures,.approved_at,.approved_seal,.sort,.form]')"
check_status 1 '  so it is refused like any new one' o confirm "$id" --promised 2027-01-10 --confirmation C
o open --id O-L --customer VW --currency EUR --by li --place Emden --standard S \
	--lines '{"10":{"part":"4711","quantity":5,"price":"1.50"},"20":{"part":"4712","quantity":7}}' >log
check 'lines go along' o copy O-L --id O-9 -o jsonl
like '  under an id of our own' '"id":"O-9"' "$out"
same '  with their goods' '{"10":["4711",5,"1.50"],"20":["4712",7,null]}' \
	"$(printf '%s\n' "$out" | jq -c '.lines | map_values([.part,.quantity,.price])')"
check_status 2 '  no one quantity for them' o copy O-L --quantity 5
check_status 1 '  once' o copy O-L --id O-9
check '  or only shown' o copy O-L --id O-10 -n
check_status 66 '  and not written' o show O-10
check_status 65 '  no such id' o copy O-L --id 'O 9'
check_status 66 'of nobody' o copy O-99
check_status 2 'of two' o copy O-1 O-L
check_status 65 'lines that cannot be read' o open --customer VW --by li --lines '{"10":{"quantity":"x"}}'
like '  it says which' 'lines.10.quantity' "$err"
check_status 65 '  a list is none' o open --customer VW --by li --lines '[]'
check_status 65 '  a promise is no part of an order' o open --customer VW --by li \
	--lines '{"10":{"part":"4711","promised":"2026-12-01"}}'

# ---- compare ----

sheet() {
	o compare "$@" -o jsonl | jq -r '"\(.item) \(.last) \(.now) \(.change) \(.checked_by)"'
}
o sheet O-1 --item width --value 5 --by li >log
o sheet O-1 --item colour --value red --by li >log
o sheet O-1 --item thread --value A --by li >log
same 'compare: the first has nothing to compare with' 'width null 5 new null
colour null red new null
thread null A new null' "$(sheet O-1 2>err)"
like '  which is said' 'no order before it' "$(cat err)"
o sheet "$id" --item width --value 5 --by li >log
o sheet "$id" --item colour --value blue --source Pantone --by li >log
o sheet "$id" --item label --value X --by li >log
same 'item by item with last time' 'width 5 5 same null
colour red blue changed null
label null X new null
thread A null gone null' "$(sheet "$id")"
check_status 1 '--check: what is changed or new is not checked' o compare "$id" --check
o checked "$id" --item colour --by zhao >log
check_status 1 '  one of two' o compare "$id" --check
o checked "$id" --item label --by zhao >log
check '  both are; what is the same needs no check' o compare "$id" --check
same 'with another one' 'width null 5 new null' "$(sheet "$id" --last O-L | head -n 1)"
check_status 66 '  that is not there' o compare "$id" --last O-77
o open --id O-N --customer VW --part 4711 --quantity 1 --by li --ordered 2026-11-21 >log
o sheet O-N --item width --value 6 --by li >log
same 'no previous: the latest before it of the same customer and part' "$id" \
	"$(o compare O-N -o jsonl | jq -r 'select(.item == "width").last_id')"

done_testing
