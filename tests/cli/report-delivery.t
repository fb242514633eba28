#!/bin/sh
# crm-report delivery: on-time delivery by hand-made orders.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T12:00:00Z
export CRM_NOW
# figure NAME OPTION...: value, numerator, denominator
figure() {
	name=$1
	shift
	crm-report delivery "$@" -o json |
		jq -r --arg f "$name" '.[] | select(.figure == $f) | "\(.value) \(.numerator) \(.denominator)"'
}

cat >o.jsonl <<'X'
{"kind":"order","id":"O-1","state":"shipped","customer":"VW","product":"P","quantity":100,"requested":"2026-11-05","promised":"2026-11-10","promised_now":"2026-11-14","promises":{"a":{"day":"2026-11-12"},"b":{"day":"2026-11-13"},"c":{"day":"2026-11-14"}},"deliveries":{"a":{"note":"1","lot":"L1","quantity":60,"at":"2026-11-08T00:00:00Z","arrived_at":"2026-11-10T23:00:00Z"},"b":{"note":"2","lot":"L1","quantity":40,"at":"2026-11-10T00:00:00Z","arrived_at":"2026-11-11T06:00:00Z"}}}
{"kind":"order","id":"O-2","state":"confirmed","customer":"BMW","quantity":10,"promised":"2026-11-19"}
{"kind":"order","id":"O-3","state":"confirmed","customer":"BMW","quantity":10,"promised":"2026-11-20"}
{"kind":"order","id":"O-4","state":"open","customer":"BMW","quantity":10}
{"kind":"order","id":"O-5","state":"cancelled","customer":"BMW","quantity":10,"promised":"2026-11-01"}
{"kind":"order","id":"O-6","state":"void","customer":"BMW","quantity":10,"promised":"2026-11-01"}
X
same '60 in time, 40 late: the order is late' '0 0 2' "$(figure on_time_due o.jsonl)"
same 'and 60 of 110 pieces are in time' '54.5455 60 110' "$(figure on_time_due_pieces o.jsonl)"
same 'open and overdue is late' '1 1 2' "$(figure open_overdue o.jsonl)"
same 'what is left out is counted' '{"void":1,"running":1,"undated":1,"cancelled":1}' \
	"$(crm-report delivery o.jsonl -o jsonl | jq -c 'select(.figure == "on_time_due") | .excluded')"
same 'of all' '0 0 3' "$(figure on_time_all o.jsonl)"
same 'moved three times: the first promise counts' 'O-1 denominator' \
	"$(crm-report delivery --ids o.jsonl -o jsonl | jq -r 'select(.figure == "on_time_due" and .id == "O-1") | "\(.id) \(.role)"')"
same '--due current' '50 1 2' "$(figure on_time_due --due current o.jsonl)"
same '--due requested' '0 0 1' "$(figure on_time_due --due requested o.jsonl)"
same '--day shipped' '50 1 2' "$(figure on_time_due --day shipped o.jsonl)"
same '--window: open within it is not late yet' '100 1 1' "$(figure on_time_due --window -9d..1d o.jsonl)"
same '--exact, in days' '0.25' \
	"$(crm-report delivery --exact o.jsonl -o jsonl | jq -r 'select(.figure == "days" and .word == "late" and .stat == "max") | .value')"
like 'which days they are, in a table for a spreadsheet' '^days,max,late,0\.250*$' \
	"$(crm-report delivery --exact o.jsonl -o csv -F figure,stat,word,value)"
like '  and for the eye' '^days +max +late +0\.250*$' \
	"$(crm-report delivery --exact o.jsonl -o table -F figure,stat,word,value)"
same '--by customer' 'BMW 0/1,VW 0/1' \
	"$(crm-report delivery --by customer o.jsonl -o jsonl | jq -r 'select(.figure == "on_time_due") | "\(.by.customer) \(.numerator)/\(.denominator)"' | paste -sd,)"
like 'every choice is named' 'due: the promise as it stands; delivered: the calendar day on which it left us; in time: -9d\.\.1d; year, month, day, period: of the due day' \
	"$(crm-report delivery --due current --day shipped --window -9d..1d o.jsonl -o csv)"
cat >agreed.jsonl <<'X'
{"kind":"order","id":"O-A","state":"delivered","promised":"2026-11-10","promised_now":"2026-11-20","promises":{"a":{"at":"2026-11-05T09:00:00Z","day":"2026-11-20","before":"2026-11-10","cause":"customer"}},"delivered_at":"2026-11-20T09:00:00Z"}
{"kind":"order","id":"O-B","state":"delivered","promised":"2026-11-10","promised_now":"2026-11-20","promises":{"a":{"at":"2026-11-15T09:00:00Z","day":"2026-11-20","before":"2026-11-10","cause":"production"}},"delivered_at":"2026-11-20T09:00:00Z"}
X
same '--due agreed: what the customer put off is in time, what we did is late' '50 1 2 O-A' \
	"$(figure on_time_due --due agreed agreed.jsonl) $(crm-report delivery --due agreed --ids agreed.jsonl -o jsonl |
		jq -r 'select(.figure == "on_time_due" and .role == "numerator") | .id')"
like '  its rule says so' 'due: the first promise, moved only by promises with cause customer that were made on or before the day then due; delivered:' \
	"$(crm-report delivery --due agreed agreed.jsonl -o csv)"
same '  by the first promise both are late' '0 0 2' "$(figure on_time_due agreed.jsonl)"
same '  as it stands neither is' '100 2 2' "$(figure on_time_due --due current agreed.jsonl)"

months() {
	crm-report delivery --by "$@" -o jsonl |
		jq -r 'select(.figure == "on_time_due") | "\(.by | join(",")) \(.value) \(.numerator)/\(.denominator)"' | paste -sd';'
}
for day in 2026-08-31 2026-10-01 2027-01-31; do
	echo '{"kind":"order","id":"O-'$day'","customer":"VW","state":"delivered","promised":"'$day'","delivered_at":"'$day'T01:00:00Z"}'
done >gaps.jsonl
same '--by month: one without any due is null' \
	'2026-08 100 1/1;2026-09 null 0/0;2026-10 100 1/1;2026-11 null 0/0;2026-12 null 0/0;2027-01 100 1/1' \
	"$(months month gaps.jsonl)"
same '  in the period that has any' '2026-08 100 1/1;2026-09 null 0/0;2026-10 100 1/1' \
	"$(months month --from 2026-06-01 --to 2026-12-31 gaps.jsonl)"
same '  with another field there are no such rows' 'VW,2026-08 100 1/1;VW,2026-10 100 1/1;VW,2027-01 100 1/1' \
	"$(months customer,month gaps.jsonl)"
same '  nor of years' '2026 100 2/2;2027 100 1/1' "$(months year gaps.jsonl)"
sed 's/2027-01-31/2036-10-01/g' gaps.jsonl >ten.jsonl
same '  ten years are filled' 123 "$(months month ten.jsonl | tr ';' '\n' | wc -l)"
sed 's/2027-01-31/2036-11-01/g' gaps.jsonl >more.jsonl
same '  a longer gap is none of ours' 3 "$(months month more.jsonl | tr ';' '\n' | grep -vc 2026-09)"

crm-store init z
jq '. + {customers: {FORD: {zone: "America/New_York"}}}' z/crm.json >new && cat new >z/crm.json
printf '%s\n' '{"kind":"order","id":"O-7","state":"delivered","customer":"FORD","promised":"2026-11-10","due_time":"10:00","delivered_at":"2026-11-10T15:00:00Z"}' \
	'{"kind":"order","id":"O-8","state":"delivered","customer":"FORD","promised":"2026-11-10","due_time":"10:00","delivered_at":"2026-11-10T15:00:01Z"}' >ford.jsonl
same '--exact: due_time on the customer'"'"'s clock' '50 1 2' "$(figure on_time_due -C z --exact ford.jsonl)"
same 'no deliveries at all' 'null 0 0' "$(figure on_time_due - </dev/null)"
for bad in '--due soon' '--day never' '--window 0d..-3d' '--window 3' '--from 31.2.2026'; do
	# shellcheck disable=SC2086
	check_status 65 "$bad" crm-report delivery $bad o.jsonl
done
check_status 65 '--by no field' crm-report delivery --by colour o.jsonl
check_status 2 '--mask hides a price' crm-report delivery --by price --mask o.jsonl
done_testing
