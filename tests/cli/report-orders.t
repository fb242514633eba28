#!/bin/sh
# crm-report orders: states and sorts, lead and review time, reasons of delay.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T12:00:00Z
export CRM_NOW
cat >o.jsonl <<'X'
{"kind":"order","id":"O-1","state":"delivered","sort":"repeat","customer":"VW","ordered":"2026-11-01","promised":"2026-11-10","opened_at":"2026-11-01T09:00:00Z","approved_at":"2026-11-02T09:00:00Z","confirmed_at":"2026-11-03T09:00:00Z","delivered_at":"2026-11-11T09:00:00Z","promises":{"a":{"cause":"material"},"b":{"cause":"customer"}},"delays":{"a":{"cause":"material","days":3},"b":{"cause":"tooling","days":1},"c":{"cause":"customer","days":4}}}
{"kind":"order","id":"O-2","state":"delivered","sort":"contract","customer":"BMW","ordered":"2026-11-01","promised":"2026-11-10","opened_at":"2026-11-01T09:00:00Z","approved_at":"2026-11-04T09:00:00Z","confirmed_at":"2026-11-04T21:00:00Z","delivered_at":"2026-11-05T09:00:00Z","delays":{"a":{"cause":"material"}}}
{"kind":"order","id":"O-3","state":"open","customer":"BMW","opened_at":"2026-11-01T09:00:00Z","signatures":{"quality":{"verdict":"refused"}}}
{"kind":"order","id":"O-4","state":"cancelled","customer":"BMW","opened_at":"2026-10-01T09:00:00Z"}
{"kind":"order","id":"O-5","state":"void","customer":"BMW","opened_at":"2026-10-01T09:00:00Z"}
X
crm-report orders o.jsonl -o jsonl >all.jsonl
words() {
	jq -r --arg f "$1" 'select(.figure == $f and .field == "'"$2"'") | "\(.word) \(.numerator // .value)/\(.denominator)"' all.jsonl | paste -sd,
}
lag() {
	jq -r --arg f "$1" --arg t "$2" 'select(.figure == "lag" and .from == $f and .to == $t) | "\(.stat) \(.value)"' all.jsonl | paste -sd,
}
same 'states; void is left out' 'delivered 2/4,cancelled 1/4,open 1/4' "$(words pareto state)"
same 'sorts' 'contract 1/2,repeat 1/2' "$(words pareto sort)"
same 'lead time' 'mean 7,sd 4.242641,median 7,p95 10,max 10' "$(lag opened_at delivered_at)"
same 'from the day of the order' 'mean 7.375,sd 4.242641,median 7.375,p95 10.375,max 10.375' "$(lag ordered delivered_at)"
same 'review until the approval' 'mean 2,sd 1.414214,median 2,p95 3,max 3' "$(lag opened_at approved_at)"
same 'and the confirmation' 'mean 2.75,sd 1.06066,median 2.75,p95 3.5,max 3.5' "$(lag opened_at confirmed_at)"
same 'causes of delay, the customer'"'"'s own apart' 'material 2/3,tooling 1/3' "$(words delays cause)"
same 'by their days' 'material 3/4,tooling 1/4' "$(words delay_days cause)"
same 'of moved promises' 'material 1/1' "$(words promise_moves cause)"
same 'the customer'"'"'s own: delays and moved promises' 'customer 2/2' "$(words customer_delays cause)"
same 'their days' 'customer 4/1' "$(words customer_delay_days cause)"
same 'share of moved promises' '50 1 2' \
	"$(jq -r 'select(.figure == "promise_moved") | "\(.value) \(.numerator) \(.denominator)"' all.jsonl)"
same 'refused signatures' '100 1 1' \
	"$(jq -r 'select(.figure == "sign_refused") | "\(.value) \(.numerator) \(.denominator)"' all.jsonl)"
same '--lag, --unit' 'mean 240,sd null,median 240,p95 240,max 240' \
	"$(crm-report orders --where id=O-1 --lag opened_at,delivered_at --unit h o.jsonl -o jsonl | jq -r 'select(.figure == "lag") | "\(.stat) \(.value)"' | paste -sd,)"
check_status 65 '--lag of a text' crm-report orders --lag customer,delivered_at o.jsonl
same '--by customer' 'BMW 3,VW 1' \
	"$(crm-report orders --by customer o.jsonl -o jsonl | jq -r 'select(.figure == "count") | "\(.by.customer) \(.value)"' | paste -sd,)"
same '--by month: one without orders is there' '2026-11 3;2026-12 0;2027-01 1' \
	"$({
		cat o.jsonl
		echo '{"kind":"order","id":"O-9","state":"open","opened_at":"2027-01-01T09:00:00Z"}'
	} | crm-report orders --by month --from 2026-11-01 - -o jsonl |
		jq -r 'select(.figure == "count") | "\(.by.month) \(.value)"' | paste -sd';')"
same '--from, by the day of intake' 3 "$(crm-report orders --from 2026-11-01 o.jsonl -o jsonl | jq 'select(.figure == "count") | .value')"
same '--pareto another field' 'BMW 3/4,VW 1/4' \
	"$(crm-report orders --pareto customer o.jsonl -o jsonl | jq -r 'select(.figure == "pareto") | "\(.word) \(.numerator)/\(.denominator)"' | paste -sd,)"
same '--ids' 'O-1 cause=material' \
	"$(crm-report orders --ids o.jsonl -o jsonl | jq -r 'select(.figure == "promise_moves" and .role == "numerator") | "\(.id) \(.detail)"')"
done_testing
