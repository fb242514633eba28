#!/bin/sh
# crm-order: an order is filed, kept for its years and destroyed; a legal hold beats them.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

crm-store init s --zone Asia/Shanghai
CRM_DIR=$PWD/s
CRM_NOW=2026-11-20T09:00:00+08:00
export CRM_DIR CRM_NOW

# refused STATUS STEP ID MESSAGE ARG...: nothing is written
refused() {
	want=$1 step=$2 o=$3 message=$4
	shift 4
	before=$(wc -l <s/order.jsonl)
	check_status "$want" "$step $o $*: refused" crm-order "$step" "$o" "$@"
	like '  says why' "$message" "$err"
	same '  writes nothing' "$before" "$(wc -l <s/order.jsonl)"
}
says() {
	crm-order show "$1" -o json | jq -r ".[0] // . | $2"
}

cat >in.jsonl <<'EOF'
{"id":"O-1","state":"delivered","customer":"ACME","part":"A","delivered_at":"2026-11-19T09:00:00+08:00"}
{"id":"O-2","state":"delivered","customer":"ACME","part":"A","form":"verbal","points":{"p1":{"text":"label","before":"file"}},"inspections":{"i1":{"report":"IR-1","result":"failed"}},"damages":{"d1":{"text":"wet"}}}
{"id":"O-3","state":"shipped","customer":"ACME","part":"A"}
{"id":"O-4","state":"cancelled","customer":"ACME","part":"A","cancelled_at":"2020-05-01T09:00:00+08:00"}
EOF
check 'orders from before' crm-store import order in.jsonl

# ---- filing ----

refused 1 file O-3 'is shipped' --filed-place archive
refused 2 file O-1 'filed-place'
refused 1 file O-2 'label: is not cleared' --filed-place archive
like '  the inspection too' 'IR-1: the inspection failed and has no correction' "$err"
like '  the damage too' 'wet: the damage is not settled' "$err"
like '  the written order too' 'the written order is still owed' "$err"
check 'file' crm-order file O-1 --filed-place 'archive 3, shelf 7'
same '  kept ten years after the end of this one' '2036-12-31' "$(says O-1 .keep_until)"
mkdir -p s/order
echo '{"retention": {"order": 2}}' >s/order/procedure.json
check 'what is open is mended' crm-order clear O-2 --answer 'labelled'
check '  the inspection' crm-order correct O-2 --correction sorted
check '  the damage' crm-order settle O-2 --outcome 'paid by the carrier'
echo order >order.pdf
check '  the paper' crm-order paper O-2 --file order.pdf
check 'and it is filed, kept for the years of the procedure' crm-order file O-2 --filed-place archive
same '  two' '2028-12-31' "$(says O-2 .keep_until)"
refused 65 amend O-2 'keep_until' keep_until=2027-01-01 --why x

# ---- kept, held, destroyed ----

refused 1 destroy O-2 '2028-12-31 is the last day' --destroyed-how shredded
check 'hold' crm-order hold O-2 --hold-why 'suit 12'
refused 1 hold O-2 'held already: suit 12' --hold-why tax
CRM_NOW=2028-12-31T23:59:59+08:00
refused 1 destroy O-2 'legal hold: suit 12' --destroyed-how shredded
check 'unhold' crm-order unhold O-2 --hold-end-why 'settled by the court'
refused 1 unhold O-2 'not held' --hold-end-why x
refused 1 destroy O-2 '2028-12-31 is the last day' --destroyed-how shredded
CRM_NOW=2029-01-01T00:00:00+08:00
check 'destroy, the day after' crm-order destroy O-2 --destroyed-how 'shredded, seen by Li'
same '  is gone' destroyed "$(says O-2 .state)"
refused 1 hold O-2 'is destroyed' --hold-why x
check 'a cancelled one is kept from its end on' crm-order destroy O-4 --destroyed-how shredded
refused 1 destroy O-3 'is shipped' --destroyed-how shredded
check 'hold one that goes on' crm-order hold O-3 --hold-why 'suit 13'
refused 1 void O-3 'legal hold: suit 13' --why slip

check 'the store is whole' crm-store verify
done_testing
