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
same '--by customer' 'BMW 0/1,VW 0/1' \
	"$(crm-report delivery --by customer o.jsonl -o jsonl | jq -r 'select(.figure == "on_time_due") | "\(.by.customer) \(.numerator)/\(.denominator)"' | paste -sd,)"
like 'every choice is named' 'due: the promise as it stands; delivered: the calendar day on which it left us; in time: -9d\.\.1d; year, month, day, period: of the due day' \
	"$(crm-report delivery --due current --day shipped --window -9d..1d o.jsonl -o csv)"
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
