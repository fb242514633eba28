#!/bin/sh
# crm-report ppap: figures of submissions, by hand-made records.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T12:00:00Z
export CRM_NOW
cat >ours.jsonl <<'END'
{"kind":"ppap","id":"P-1","state":"approved","customer":"VW","part":"A","submission":1,"due":"2026-10-01","submitted_at":"2026-10-01T23:59:59Z","verdict":"approved","verdict_at":"2026-10-03T23:59:59Z"}
{"kind":"ppap","id":"P-2","state":"approved","customer":"VW","part":"B","submission":2,"due":"2026-10-01","submitted_at":"2026-10-02T00:00:00Z","verdict":"approved","verdict_at":"2026-10-06T00:00:00Z"}
{"kind":"ppap","id":"P-3","state":"interim","customer":"VW","part":"C","submission":1,"submitted_at":"2026-11-01T12:00:00Z","verdict":"interim","verdict_at":"2026-11-10T12:00:00Z","interim_expiry":"2026-11-20"}
{"kind":"ppap","id":"P-4","state":"interim","customer":"GM","part":"D","submission":1,"submitted_at":"2026-11-01T12:00:00Z","verdict":"interim","verdict_at":"2026-11-10T12:00:00Z","interim_expiry":"2026-11-19"}
{"kind":"ppap","id":"P-5","state":"interim","customer":"GM","part":"E","submission":1,"submitted_at":"2026-11-01T12:00:00Z","verdict":"interim","verdict_at":"2026-11-10T12:00:00Z","interim_expiry":"2026-12-20"}
{"kind":"ppap","id":"P-6","state":"interim","customer":"GM","part":"F","submission":1,"submitted_at":"2026-11-01T12:00:00Z","verdict":"interim","verdict_at":"2026-11-10T12:00:00Z","interim_expiry":"2026-12-21"}
{"kind":"ppap","id":"P-7","state":"rejected","customer":"GM","part":"G","submission":1,"submitted_at":"2026-11-01T12:00:00Z","verdict":"rejected","verdict_at":"2026-11-10T12:00:00Z"}
{"kind":"ppap","id":"P-8","state":"submitted","customer":"GM","part":"H","submission":1,"due":"2026-11-30","submitted_at":"2026-11-19T12:00:00Z"}
{"kind":"ppap","id":"P-9","state":"open","customer":"GM","part":"I","due":"2026-11-19","opened_at":"2026-11-10T12:00:00Z"}
{"kind":"ppap","id":"P-10","state":"open","customer":"GM","part":"J","due":"2026-11-20","opened_at":"2026-11-18T12:00:00Z"}
{"kind":"ppap","id":"P-11","state":"void","customer":"GM","part":"K","submission":1,"submitted_at":"2026-11-01T12:00:00Z","verdict":"approved","verdict_at":"2026-11-10T12:00:00Z"}
{"kind":"ppap","id":"P-12","state":"submitted","supplier":"ACME","part":"L","submission":1,"submitted_at":"2026-11-01T12:00:00Z"}
END

# figure NAME [OPTION...]: value, numerator, denominator
figure() {
	name=$1
	shift
	crm-report ppap "$@" ours.jsonl -o jsonl |
		jq -r --arg f "$name" 'select(.figure == $f) | "\(.value) \(.numerator) \(.denominator)"'
}
same 'count: ours, void left out' '10 null null' "$(figure count)"
same 'first_pass: approved at the first / with a verdict' '14.2857 1 7' "$(figure first_pass)"
same '  those without a verdict are told' 3 \
	"$(crm-report ppap ours.jsonl -o jsonl | jq 'select(.figure == "first_pass") | .excluded.running')"
same 'on_time: the due day is in time, what was never submitted late' '50 2 4' "$(figure on_time)"
same '  who is which' 'P-1 numerator,P-2 denominator,P-3 excluded,P-8 numerator,P-9 denominator,P-10 excluded' \
	"$(crm-report ppap --ids ours.jsonl -o jsonl | jq -r 'select(.figure == "on_time" and (.id | test("^P-(1|2|3|8|9|10)$"))) | "\(.id) \(.role)"' | paste -sd,)"
same 'rating: full and provisional / submitted' '62.5 5 8' "$(figure rating)"
same 'open' '2 2 10' "$(figure open)"
same 'submitted' '1 1 10' "$(figure submitted)"
same 'approved' '2 2 10' "$(figure approved)"
same 'interim: its last day still' '3 3 10' "$(figure interim)"
same 'expired: the day after' '1 1 10' "$(figure expired)"
same 'expiring: within 30 days' '2 2 10' "$(figure expiring)"
same '  31' '3 3 10' "$(figure expiring --within 31)"
same '  today' '1 1 10' "$(figure expiring --within 0)"
same 'rejected' '1 1 10' "$(figure rejected)"
check_status 65 '--within: no number' crm-report ppap --within soon ours.jsonl

days() {
	crm-report ppap ours.jsonl -o jsonl |
		jq -r --arg w "$1" 'select(.figure == "days" and .word == $w) | "\(.stat) \(.value) \(.denominator)"' | paste -sd,
}
same 'days: open' 'mean 6 2,median 6 2,p95 10 2,max 10 2' "$(days open)"
same 'days: submitted' 'mean 6.5 8,median 9 8,p95 9 8,max 9 8' "$(days submitted)"
same 'days: interim, to its last day at most' 'mean 9.875 4,median 10 4,p95 10 4,max 10 4' "$(days interim)"
same 'days: rejected' 'mean 10 1,median 10 1,p95 10 1,max 10 1' "$(days rejected)"

same '--by customer' 'GM 0 4,VW 1 3' \
	"$(crm-report ppap --by customer ours.jsonl -o jsonl | jq -r 'select(.figure == "first_pass") | "\(.by.customer) \(.numerator) \(.denominator)"' | paste -sd,)"
same '--from, --to: by the day of submission' '2 null null' "$(figure count --from 2026-10-01 --to 2026-10-02)"
same '--incoming: the packages of suppliers' '1 null null' "$(figure count --incoming)"
same '  null where nothing was judged' 'null 0 0' "$(figure first_pass --incoming)"
check_status 65 '--by: no such field' crm-report ppap --by nothing ours.jsonl

# ---- gaps ----

cat >theirs.jsonl <<'END'
{"kind":"ppap","id":"P-1","state":"submitted","supplier":"ACME","part":"A","submitted_at":"2026-11-01T12:00:00Z","gaps":{"a":{"element":"9","code":"balloon_not_measured","severity":"error","findings":3},"b":{"element":"9","code":"dimension_out","severity":"error","findings":1},"c":{"element":"8","code":"owner_missing","severity":"warning","findings":9}}}
{"kind":"ppap","id":"P-2","state":"submitted","supplier":"BETA","part":"A","submitted_at":"2026-11-01T12:00:00Z","gaps":{"a":{"element":"18","code":"box_value","severity":"error","findings":1}}}
{"kind":"ppap","id":"P-3","state":"submitted","supplier":"GAMMA","part":"A","submitted_at":"2026-11-01T12:00:00Z"}
END
pareto() {
	crm-report ppap --incoming theirs.jsonl -o jsonl |
		jq -r --arg f "$1" 'select(.figure == "gaps" and .field == $f) | "\(.word) \(.numerator)/\(.denominator) \(.value) \(.cumulative)"' | paste -sd,
}
same 'gaps: by element, the most first' '9 4/5 80 80,18 1/5 20 100' "$(pareto element)"
same 'gaps: by code' 'balloon_not_measured 3/5 60 60,box_value 1/5 20 80,dimension_out 1/5 20 100' "$(pareto code)"
same 'gaps: by supplier' 'ACME 4/5 80 80,BETA 1/5 20 100' "$(pareto supplier)"
same '  who' 'P-1' "$(crm-report ppap --incoming --ids theirs.jsonl -o jsonl | jq -r 'select(.figure == "gaps" and .detail == "element=9") | .id' | xargs)"
done_testing
