#!/bin/sh
# crm-order risk: what endangers a promise of the days to come, and why.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00+08:00
export CRM_NOW

cat >orders.jsonl <<'END'
{"id":"O-1","customer":"VW","owner":"li","part":"A","quantity":100,"promised":"2026-11-27"}
{"id":"O-2","customer":"BMW","owner":"wu","part":"B","quantity":10,"requested":"2026-11-18"}
{"id":"O-3","customer":"BMW","part":"B","quantity":10,"promised":"2026-11-18","delivered_at":"2026-11-19T09:00:00Z"}
{"id":"O-4","customer":"VW","lines":{"10":{"line":"10","part":"A","quantity":5,"promised":"2026-11-21"},"20":{"line":"20","part":"B","quantity":7,"promised":"2026-11-28"}},"form":"verbal"}
{"id":"O-5","customer":"VW","part":"A","quantity":5}
END

# risks ARG...: "DAYS ID LINE CODE PIECES" a line
risks() {
	crm-order risk "$@" -o jsonl | jq -r '[.days,.id,.line,.code,.pieces] | map(. // "-" | tostring) |
		join(" ")'
}

# ---- plain files, without a store ----

same 'the most urgent first' '-2 O-2 - overdue 10
1 O-4 10 nothing_left 5
1 O-4 - no_paper 5
7 O-1 - nothing_left 100' "$(risks orders.jsonl --days 7 --zone Asia/Shanghai)"
same 'exactly so many days ahead' '7 O-1 - nothing_left 100' \
	"$(risks orders.jsonl --days 7 --where id=O-1)"
same '  one more is not asked for' '' "$(risks orders.jsonl --days 6 --where id=O-1)"
same '  a line later than that' '' "$(risks orders.jsonl --days 7 | grep ' 20 ')"
same '  and on its day' '8 O-4 20 nothing_left 7' "$(risks orders.jsonl --days 8 | grep ' 20 ')"
same 'days are local ones' '6 O-1 - nothing_left 100' "$(risks orders.jsonl --days 6 \
	--where id=O-1 --now 2026-11-20T20:00:00Z --zone Asia/Shanghai)"
same 'as many as there are: two weeks' "$(risks orders.jsonl --days 14)" "$(risks orders.jsonl)"
check 'a list is no failure' crm-order risk orders.jsonl
check_status 1 '--check: there are some' crm-order risk orders.jsonl --check
check '  or none' crm-order risk orders.jsonl --check --where id=O-3
check_status 65 'days that are none' crm-order risk orders.jsonl --days -1
check_status 65 '  nor are these' crm-order risk orders.jsonl --days soon
check '  as many as one likes' crm-order risk orders.jsonl --days 100000
check_status 65 '  to a bound' crm-order risk orders.jsonl --days 100001
same 'the row says whose and of what day' '{"days":7,"promise":"2026-11-27","id":"O-1","customer":"VW","code":"nothing_left","text":"nothing has left us","pieces":100,"owner":"li"}' \
	"$(crm-order risk orders.jsonl --days 7 --where id=O-1 -o jsonl)"
same 'in columns' 'id,code
O-2,overdue' "$(crm-order risk orders.jsonl --days 0 -o csv -F id,code)"
check_status 66 'no such file' crm-order risk gone.jsonl
check_status 66 'no store' crm-order risk

# ---- with what the store knows ----

crm-store init s --zone Asia/Shanghai
CRM_DIR=$PWD/s
export CRM_DIR
crm-store import order orders.jsonl >log
same 'a part without approval' '7 O-1 - nothing_left 100
7 O-1 - ppap 100' "$(risks --days 7 --where id=O-1)"
echo '{"id":"P-1","part":"A","state":"interim","verdict":"interim","interim_expiry":"2026-11-26","interim_quantity":500}' >p.jsonl
crm-store import ppap p.jsonl >log
like '  an interim one that ends before' '"ppap".*P-1: interim approval ends before that day.*"due":"2026-11-26"' \
	"$(crm-order risk --days 7 --where id=O-1 -o jsonl)"
echo '{"id":"P-2","part":"A","state":"approved","verdict":"approved"}' >p.jsonl
crm-store import ppap p.jsonl >log
same '  a full one' '7 O-1 - nothing_left 100' "$(risks --days 7 --where id=O-1)"
crm-complaint open --customer VW --part A >log
like 'a complaint blocks its part' ' block ' "$(risks --days 7 --where id=O-1)"
same 'what was known then' '' "$(risks --days 7 --as-of 2026-11-20T08:59:59+08:00)"

done_testing
