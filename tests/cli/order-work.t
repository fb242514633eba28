#!/bin/sh
# crm-order: from our confirmation to the ready goods: papers to the departments, technical sheet,
# milestones, samples, dangers and promises, inspection, shipping papers.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

crm-store init s --zone Asia/Shanghai
CRM_DIR=$PWD/s
CRM_NOW=2026-11-20T09:00:00+08:00
export CRM_DIR CRM_NOW

mkdir -p s/order
cat >s/order/procedure.json <<'EOF'
{
  "lists": {"sales_order": ["planning", "finance"], "production_order": ["workshop"]},
  "samples": [{"sort": "pre_production", "blocks": "start"}],
  "ppap": {"needed": false}
}
EOF

# an order of the same goods stands for "last time"
printf '{"id":"O-0","state":"filed","customer":"ACME","part":"A","quantity":10,"price":"9.50"}\n' |
	crm-store import order - >/dev/null

# taken COMMAND...: a step of the order that is taken, silently
taken() {
	step=$1
	shift
	check "$step" crm-order "$step" "$o" "$@"
	same "  says nothing" '' "$err"
}
# refused STATUS STEP MESSAGE ARG...: nothing is written
refused() {
	want=$1 step=$2 message=$3
	shift 3
	before=$(wc -l <s/order.jsonl)
	check_status "$want" "$step $*: refused" crm-order "$step" "$o" "$@"
	like '  says why' "$message" "$err"
	same '  writes nothing' "$before" "$(wc -l <s/order.jsonl)"
}
# says FILTER: of the order
says() {
	crm-order show "$o" -o json | jq -r ".[0] // . | $1"
}
at() {
	CRM_NOW=$1
}

check 'an order is taken in' crm-order open --customer ACME --part A --quantity 100 --price 9.50 \
	--previous O-0 --samples pre_production --customer-inspection true --by anna
o=$(printf '%s\n' "$out" | jq -r .id)

# ---- before our confirmation nothing of it ----

refused 1 release 'is open' --paper sales_order
refused 1 promise 'is open' --day 2026-12-20 --cause customer --why x --reference y
taken sheet --item yarn --value 40/2 --source 'Mill A'
taken sheet --item dye --value reactive
taken approve --by berta
taken confirm --promised 2026-12-10 --confirmation AB-1

# ---- papers ----

refused 1 start 'is confirmed' --by berta
refused 65 release "no paper" --paper memo
refused 65 release 'has no list' --paper plan
taken release --paper sales_order
same '  to all of its list' 'finance planning' "$(says '[.releases[].department] | sort | join(" ")')"
same '  the order waits for the production order' confirmed "$(says .state)"
taken release --paper production_order
same '  and is released' released "$(says .state)"
refused 1 release 'all of the list' --paper production_order
refused 1 begin 'receipt is not confirmed' --paper production_order
refused 1 receipt 'takes one of: ' --paper sales_order
taken receipt --paper sales_order --department planning
taken receipt --paper production_order --by wang
refused 1 receipt 'already' --paper production_order
taken begin --paper production_order --by wang
same '  received and begun by' 'wang wang' \
	"$(says '.releases[] | select(.paper == "production_order") | "\(.received_by) \(.begun_by)"')"
taken release --paper production_order --department workshop
same '  given out anew, the receipt is awaited again' null \
	"$(says '.releases[] | select(.paper == "production_order") | .received_at')"

# ---- start: all that is lacking at once ----

taken checked --item dye
check 'a point' crm-order point "$o" --text 'gauge missing' --from production --before start
refused 1 start 'there is no pre_production sample' --by berta
like '  the sheet too' "item 'yarn' of the technical sheet is not checked" "$err"
like '  the point too' 'gauge missing' "$err"
check 'the sample is made' crm-order sample open --customer ACME --sort pre_production --order "$o" --part A
s=$(printf '%s\n' "$out" | jq -r .id)
check '  and sent' crm-order sample send "$s"
refused 1 start "pre_production sample $s is sent: no bulk before it is approved"
check '  and approved' crm-order sample verdict "$s" --verdict approved --reference C-1
taken checked --item yarn
taken sheet --item yarn --value 50/2
refused 1 start "item 'yarn' of the technical sheet is not checked"
taken checked --item yarn
check 'the point is cleared' crm-order clear "$o" --answer 'gauge is there'
run crm-order start "$o" -n
same 'nothing is lacking now' 0 "$status"
check 'the customer changes the quantity' crm-order change "$o" quantity=120 --reference C-2 --text 'twenty more'
refused 1 start 'quantity'
taken approve --by berta
taken start --by wang
same '  in production' 'production 2026-11-20T09:00:00+08:00' "$(says '"\(.state) \(.started_at)"')"

# ---- milestones ----

taken milestone --milestone cutting --planned 2026-11-25 --owner pl02
taken milestone --milestone cutting --planned 2026-11-27
same '  the first plan stays' '2026-11-25 2026-11-27' "$(says '.milestones[] | "\(.first) \(.planned)"')"
at 2026-11-28T10:00:00+08:00
taken reach --milestone cutting --at 2026-11-27T16:00:00+08:00
refused 1 milestone 'nothing to plan' --milestone cutting --planned 2026-12-01
refused 1 reach 'none of that name' --milestone sewing

# ---- a changed engineering specification: ten working days ----

at 2026-12-01T09:00:00+08:00
taken specification --specification 'drawing 4711 level D' --by lin
like '  and is due' 'specification.*2026-12-15' "$(crm-order clocks "$o" -o jsonl | grep specification)"

# ---- promises: the first one stays, whatever is agreed ----

refused 65 danger 'nothing is in danger' --cause material --text 'yarn late' --day 2026-12-10
taken danger --cause material --text 'yarn late' --day 2026-12-15
refused 1 answer 'the customer was not told' --answer agreed --reference M-2
taken tell --told M-1
refused 65 answer "needs the customer's paper" --answer agreed
taken answer --answer agreed --reference M-2
taken promise --day 2026-12-18 --cause customer --why 'artwork came late' --reference M-3
taken promise --day 2026-12-16 --cause customer --why 'wanted earlier' --reference M-4
same '  the first promise is kept when it moves three times' '2026-12-10 2026-12-16' \
	"$(says '"\(.promised) \(.promised_now)"')"
same '  each move with its cause' \
	'2026-12-10>2026-12-15 material,2026-12-15>2026-12-18 customer,2026-12-18>2026-12-16 customer' \
	"$(says '[.promises[]] | [.[] | "\(.before)>\(.day) \(.cause)"] | join(",")')"
refused 65 promise 'promised already' --day 2026-12-16 --cause other --why x --reference y
refused 65 amend 'promised' promised=2026-12-31 --why x
at 2026-12-16T23:00:00+08:00
check 'another danger' crm-order danger "$o" --cause carrier --text 'no vessel' --day 2026-12-20
check 'and one more' crm-order danger "$o" --cause tooling --text 'needles' --day 2026-12-19
d=$(says '.dangers | to_entries[] | select(.value.cause == "tooling") | .key')
refused 1 tell 'which of the dangers.*[(]carrier, no vessel' --told M-5
refused 1 tell '[(]tooling, needles' --told M-5
unlike '  what was told is none of them' 'yarn late' "$err"
taken answer --item "$d" --answer withdrawn
at 2026-12-17T00:00:00+08:00
check 'the one that is left, told after the day' crm-order tell "$o" --told M-5
like '  is told, but late' 'after the promised day, 2026-12-16' "$err"
taken answer --answer refused --reference M-6
same '  a refusal moves nothing' 2026-12-16 "$(says .promised_now)"
check 'the customer is late as well' crm-order delay "$o" --cause customer --text 'approval late' --days 3
like '  is to be told in writing' 'told in writing' "$err"
taken delay-told --told M-7
same '  kept as cause of delay' 'customer 3 M-7' "$(says '.delays[] | "\(.cause) \(.days) \(.told)"')"

# ---- the specification is reviewed ----

refused 1 specification 'not reviewed yet' --specification E
taken specified
same '  too late' late "$(says .verdicts.specification.verdict)"

# ---- inspection, shipping ----

refused 65 inspect 'needs what was found' --whose ours --quantity 120 --sample 20 --rejected 2 --result failed --report IR-1
refused 1 inspect '21 of 20' --whose ours --quantity 20 --sample 21 --result passed --report IR-1
taken inspect --whose ours --quantity 120 --sample 20 --rejected 2 --result failed --report IR-1 --defects 'loose thread'
taken correct --correction 'sorted and mended' --prevention 'new needle each shift'
taken inspect --whose customer --inspector 'Mr. Fox' --quantity 120 --sample 20 --rejected 0 --result passed --report IR-2
refused 65 shipping 'at least one'
taken shipping --marks 'ACME/1-12' --packing PI-7 --booking BK-1 --carrier Sealand --warehouse-by 2026-12-18
taken shipping --route 'Shanghai-Hamburg'
same '  what was said stays' 'BK-1 Shanghai-Hamburg' "$(says '"\(.booking) \(.route)"')"
taken document --document invoice
taken document --document invoice --reference I-1
same '  ready with its number' '2026-12-17T00:00:00+08:00' "$(says .documents.invoice.done_at)"
taken export --export-check clear --export-list 'EU list of 2026-12-16'
taken warehouse
refused 1 warehouse 'already done'

# ---- people ----

cat >s/crm.json.new <<'EOF'
{"boss": {"name": "Berg", "roles": ["gm"]}, "wang": {"departments": ["workshop"]}, "root": {"roles": ["clerk"]}}
EOF
jq --slurpfile r s/crm.json.new --arg me "$(id -un)" \
	'.roles = ($r[0] | if $me == "root" then . else .[$me] = .root | del(.root) end)' s/crm.json >t && cat t >s/crm.json
jq '.authority = {"production_order": ["gm"]}' s/order/procedure.json >t && mv t s/order/procedure.json
refused 77 release 'duty of gm' --paper production_order --department workshop --by wang
taken release --paper production_order --department workshop --by Berg
refused 77 receipt 'duty of workshop' --paper production_order --by Berg
taken receipt --paper production_order --by wang

check 'the records are sound' crm-store check
check '  and the store is whole' crm-store verify
done_testing
