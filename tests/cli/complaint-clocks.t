#!/bin/sh
# Response clocks (K2, K6): due at the limit, met when equal, late one second after; frozen verdicts;
# limits from the settings; late, due and clocks tell the same.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

day=2026-11-20T
crm-store init s --zone Asia/Shanghai
CRM_DIR=$PWD/s
export CRM_DIR

# step TIME ARG...: a step at that time of the day, quietly
step() {
	at=$day$1+08:00
	shift
	crm-complaint "$@" --now "$at" -o jsonl >/dev/null
}

# verdicts ID TIME: CLOCK VERDICT OVER of its clocks
verdicts() {
	crm-complaint clocks "$1" --now "$day$2+08:00" -F clock,verdict,over_s -o csv | tail -n +2
}

step 09:00:00 open --id C-1 --customer ACME
step 09:05:00 inform C-1 --engineer qe02
step 09:10:01 contact C-1
same 'opened 09:00:00, informed 09:05:00, contacted 09:10:01' 'inform,met,
contact,late,1
analyse,running,
agree,void,
reply,running,
answer,running,' "$(verdicts C-1 09:10:05)"

run crm-complaint late --check --now "${day}09:10:05+08:00" -F id,clock,over_s,clocks.contact.ended_at
same 'late --check exits 1' 1 "$status"
same 'and names the clock' \
	'{"id":"C-1","clock":"contact","over_s":1,"clocks":{"contact":{"ended_at":"2026-11-20T09:10:01+08:00"}}}' \
	"$out"
check 'late alone exits 0' crm-complaint late --now "${day}09:10:05+08:00"
check 'late --running passes over ended clocks' \
	crm-complaint late --running --check --now "${day}09:10:05+08:00"
same 'and prints nothing' '' "$out"
check_status 1 'until one of them is past its limit' \
	crm-complaint late --running --check --now "${day}09:35:01+08:00"
like 'it is the analysis' '"clock":"analyse"' "$out"

# every clock, at the limit and one millisecond after
boundary() {
	name=$1 from=$2 to=$3 due=$4
	like "$name is met at its limit" "^$name,met,\$" "$(verdicts "$from" 23:00:00)"
	like "$name is late after it" "^$name,late,0.001\$" "$(verdicts "$to" 23:00:00)"
	same "$name was due $due" "$due" "$(crm-complaint clocks "$from" -F clock,due_at -o csv |
		sed -n "s/^$name,//p")"
}
for late in '' .001; do
	id=B-1${late#.}
	step 08:00:00 open --id "$id" --customer ACME
	step "08:05:00$late" inform "$id"
	crm-complaint amend "$id" --why clean "informed_at=${day}08:05:00+08:00" \
		--now "${day}08:05:01+08:00" >/dev/null
	step "08:10:00$late" contact "$id"
	step "08:35:00$late" analyse "$id"
	step 09:00:00 dispose "$id" --disposition rework_on_site
	step "09:10:00$late" arrange "$id"
	step 09:20:00 relay "$id"
	step "09:30:00$late" agree "$id"
done
boundary contact B-1 B-1001 2026-11-20T08:10:00+08:00
boundary analyse B-1 B-1001 2026-11-20T08:35:00+08:00
boundary arrange B-1 B-1001 2026-11-20T09:10:00+08:00
boundary agree B-1 B-1001 2026-11-20T09:30:00+08:00

step 10:00:00 open --id D-1 --customer ACME
step 10:05:00.001 inform D-1
like 'inform is late a millisecond after 5 minutes' '^inform,late,0.001$' "$(verdicts D-1 23:00:00)"
for id in E-1 E-2; do
	crm-complaint open --id $id --customer ACME --now 2026-11-19T10:00:00+08:00 >/dev/null
done
step 10:00:00 reply E-1
step 10:00:00 answer E-1
step 10:00:01 reply E-2
step 10:00:01 answer E-2
like 'reply is met after 24 hours' '^reply,met,$' "$(verdicts E-1 23:00:00)"
like 'answer is met after 24 hours' '^answer,met,$' "$(verdicts E-1 23:00:00)"
like 'reply is late a second after' '^reply,late,1$' "$(verdicts E-2 23:00:00)"
like 'answer is late a second after' '^answer,late,1$' "$(verdicts E-2 23:00:00)"
like 'a clock without an end is running at its limit' '^inform,running,$' "$(
	step 11:00:00 open --id F-1 --customer ACME
	verdicts F-1 11:05:00)"
like 'and late after it, never met' '^inform,late,1$' "$(verdicts F-1 11:05:01)"

# the limit of the day is frozen with the verdict; settings change what comes later
printf '{"format":1,"zone":"Asia/Shanghai","clocks":{"complaint":{"inform":{"limit":"PT10M"}}}}' >s/crm.json
step 12:00:00 open --id G-1 --customer ACME
step 12:10:00 inform G-1
like 'the settings give inform 10 minutes' '^inform,met,$' "$(verdicts G-1 23:00:00)"
like 'a frozen verdict stays' '^inform,late,0.001$' "$(verdicts D-1 23:00:00)"
same 'with its limit' '"PT5M"' \
	"$(crm-complaint clocks D-1 | sed -n 's/.*"inform".*"limit":\([^,]*\).*/\1/p')"
for bad in '{"inform":{"limit":"soon"}}' '{"inform":{"limits":"PT1M"}}' '{"inform":5}' '{"x":{}}' '[]'; do
	printf '{"format":1,"clocks":{"complaint":%s}}' "$bad" >s/crm.json
	check_status 78 "settings $bad are refused" crm-complaint clocks D-1
done
printf '{"format":1,"zone":"Asia/Shanghai"}' >s/crm.json

# --explain, in every counted interval and the rule
run crm-complaint clocks C-1 --explain --now "${day}09:10:05+08:00" -o csv \
	-F clock,interval_from,interval_to,counted_s,rule
like 'explain shows the interval' \
	'^contact,2026-11-20T09:05:00\+08:00,2026-11-20T09:10:01\+08:00,301,K2$' "$out"
like 'and none for a clock that has not started' '^agree,,,,K2$' "$out"

# a verdict that was imported without its end has ended, nobody knows when
echo '{"id":"IMP-1","customer":"IMP","received_at":"2026-11-20T09:00:00+08:00","informed_at":"2026-11-20T09:01:00+08:00",
"contacted_at":"2026-11-20T09:02:00+08:00","verdicts":{"answer":{"verdict":"late","imported":true}}}' |
	tr -d '\n' >imp.jsonl
crm-store import complaint imp.jsonl --now "${day}23:00:00+08:00" >/dev/null
like 'an imported late verdict is late' '"id":"IMP-1".*"answer"' "$(
	crm-complaint late --where customer=IMP --now "${day}09:05:00+08:00")"
same 'but not running' '' "$(crm-complaint late --running --where customer=IMP --now "${day}09:05:00+08:00")"

# due: running clocks that end within the time
run crm-complaint due --within PT5M --now "${day}11:04:00+08:00" --where id=F-1
like 'due names the clock and what is left' '"clock":"inform".*"left_s":60' "$out"
run crm-complaint due --within PT59S --now "${day}11:04:00+08:00" --where id=F-1
same 'not those that end later' '' "$out"
run crm-complaint due --within PT1M --now "${day}11:05:00+08:00" --where id=F-1
like 'due at the limit itself' '"left_s":0' "$out"
check_status 65 'a duration that cannot be read' crm-complaint due --within soon

# which records
step 13:00:00 open --id V-1 --customer ACME
step 13:00:00 open --id V-2 --customer ACME
step 13:30:00 void V-1 --why mistake
step 13:30:00 duplicate V-2 --of F-1
run crm-complaint late --now "${day}14:00:00+08:00" -F id -o csv
unlike 'void and duplicate records are not late' '^V-' "$out"
same 'the most overdue first' E-1 "$(printf '%s\n' "$out" | sed -n 2p)"
step 14:00:00 open --id Z-1 --customer ACME
step 14:06:00 inform Z-1
step 14:06:00 contact Z-1
step 14:06:00 analyse Z-1
step 14:06:00 reply Z-1
step 14:06:00 answer Z-1
step 14:06:00 close Z-1
unlike 'nor closed ones' '^Z-' "$(crm-complaint late --now "${day}15:00:00+08:00" -F id -o csv)"
run crm-complaint late --all --now "${day}15:00:00+08:00" -F id -o csv
like 'but with --all' '^Z-1$' "$out"
unlike 'which leaves void ones out' '^V-' "$out"
unlike 'clocks without an id passes over ended records' '"Z-1"' \
	"$(crm-complaint clocks --now "${day}15:00:00+08:00")"
like 'but shows one that is named' '"Z-1"' "$(crm-complaint clocks Z-1)"

# a stamp entered late, an end before its start
crm-complaint inform F-1 --at "${day}11:04:00+08:00" --by cs01 --now "${day}11:19:00.001+08:00" >rec.json
like 'a stamp entered after 15 minutes is counted' \
	'"late_entry":\{"informed_at":\{"rec":"2026-11-20T11:19:00.001\+08:00","by":"cs01"\}\}' "$(cat rec.json)"
like 'its verdict counts from when it happened' '"inform":\{"verdict":"met"' "$(cat rec.json)"
step 15:00:00 open --id G-2 --customer ACME
run crm-complaint inform G-2 --at "${day}14:59:00+08:00" --now "${day}15:00:30+08:00"
same 'an end before its start is taken' 0 "$status"
like 'with a warning' 'warning: G-2: .*earlier' "$err"
like 'and has no verdict' '"clock":"inform","verdict":"void".*"disordered":' \
	"$(crm-complaint clocks G-2 --now "${day}15:01:00+08:00")"

# plain files, without a store
unset CRM_DIR
mkdir plain && cd plain || exit 1
cat >c.jsonl <<'E2'
{"kind":"complaint","id":"P-1","state":"open","customer":"ACME","received_at":"2026-11-20T09:00:00+08:00"}
{"id":"P-2","state":"open","customer":"ACME","received_at":"2026-11-20T09:58:00+08:00"}
E2
same 'late reads files' P-1 "$(crm-complaint late c.jsonl --now "${day}10:00:00+08:00" -F id -o csv | sed 1d)"
same 'and stdin' P-1 "$(crm-complaint late - --now "${day}10:00:00+08:00" -F id -o csv <c.jsonl | sed 1d)"
same 'due too' P-2 "$(crm-complaint due --within PT3M c.jsonl --now "${day}10:00:00+08:00" -F id -o csv | sed 1d)"
same 'clocks judges what is piped' 6 \
	"$(crm-complaint clocks - --now "${day}10:00:00+08:00" --where id=P-1 <c.jsonl | wc -l)"
check_status 66 'an id needs a store' crm-complaint clocks P-1
done_testing
