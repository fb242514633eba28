#!/bin/sh
# Values that options and operands bring, and settings: judged once, for every command.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

crm-store init s --zone Asia/Shanghai
CRM_DIR=$PWD/s
CRM_NOW=2026-11-20T10:00:00+08:00
export CRM_DIR CRM_NOW
crm-complaint open --id C-1 --customer ACME --received-at 2026-11-20T00:30:00+08:00 >/dev/null
before=$(cat s/complaint.jsonl)
gbk=$(printf '\326\320\271\372')

# ---- UTF-8
not_utf8() {
	what=$1
	shift
	check_status 65 "$what that is not UTF-8" "$@"
	like 'is named' "^crm-[a-z]*: $what: not valid UTF-8 at byte [0-9]" "$err"
	same 'and nothing is written' "$before" "$(cat s/complaint.jsonl)"
}
not_utf8 --customer crm-complaint open --customer "$gbk"
like 'how to read a file of these' '--encoding' "$err"
not_utf8 --text crm-complaint note C-1 --text "x$gbk"
not_utf8 --by crm-complaint note C-1 --text x --by "$gbk"
not_utf8 --op crm-complaint note C-1 --text x --op "$gbk"
not_utf8 --where crm-complaint list --where "customer=$gbk"
not_utf8 --where crm-complaint list --where customer=X --where "part=$gbk"
not_utf8 --fields crm-complaint list -F "$gbk"
not_utf8 --pareto crm-report complaints --pareto "$gbk"
not_utf8 FIELD=VALUE crm-complaint amend C-1 --why x "part=$gbk"
run crm-complaint open --customer "$gbk" --errors=json
like 'JSON too' '"status":65,"source":"--customer"' "$err"
mkdir "$gbk"
crm-store init "$gbk/s"
check 'a directory may have any name' crm-complaint -C "$gbk/s" list
cp s/complaint.jsonl "$gbk/f.jsonl"
check 'a file too' crm-complaint list "$gbk/f.jsonl"
crm-store head >"$gbk/head"
check 'also of an option' crm-store verify --head "$gbk/head"
check 'Chinese in UTF-8' crm-complaint open --customer 中国 -n

# ---- --by
check_status 65 "--by ''" crm-complaint note C-1 --text x --by ''
like 'is told' '--by: empty' "$err"
fails '--by of a report too' crm-report complaints --by ''

# ---- --zone
echo '{"id":"F-1","customer":"X","received_at":"2026-11-20T00:30:00+08:00"}' >f.jsonl
on() {
	day=$1
	shift
	crm-complaint list -F id -o csv --where "received_at=2026-11-$day" "$@" | sed 1d
}
same 'a day is of the store' C-1 "$(on 20)"
same '--zone goes before it' C-1 "$(on 19 --zone UTC)"
same 'and leaves the other day' '' "$(on 20 --zone UTC)"
(
	unset CRM_DIR
	on 19 f.jsonl
	on 20 --zone Asia/Shanghai f.jsonl
	crm-report complaints f.jsonl --by day -F by.day -o csv | tail -n 1
	crm-report complaints f.jsonl --by day -F by.day -o csv --zone Asia/Shanghai | tail -n 1
) >days
same 'of a file without a store: UTC, or --zone' 'F-1 F-1 2026-11-19 2026-11-20' "$(xargs <days)"
same 'a report over the store' 2026-11-19 \
	"$(crm-report complaints --by day --zone UTC -F by.day -o csv | tail -n 1)"
check_status 65 'no zone' crm-complaint list --zone Mars/Olympus
like 'is told' '--zone: .*Mars/Olympus' "$err"
check_status 2 'steps do not take it' crm-complaint note C-1 --text x --zone UTC
check_status 2 'nor show' crm-complaint show C-1 --zone UTC
echo '{"format":1,"zone":"Asia/Shanghai","clocks":{"complaint":{"answer":{"limit":"P1D"}}}}' >s/crm.json
same 'clocks stay in the zone of the store' "$(crm-complaint clocks -F clock,due_at)" \
	"$(crm-complaint clocks -F clock,due_at --zone America/New_York)"

# ---- settings
settings() {
	printf '{"format":1,"clocks":%s}' "$1" >s/crm.json
	check_status 78 "settings $1" crm-complaint late
	like 'the file is named' "^crm-complaint: $PWD/s/crm.json: field '$2': $3" "$err"
}
settings '7' clocks 'not an object'
settings '{"complaint":7}' clocks.complaint 'not an object'
settings '{"complaint":{"inform":{"limit":7}}}' clocks.complaint.inform.limit 'not a text'
settings '{"complaint":{"inform":{"limt":"PT1M"}}}' clocks.complaint.inform.limt \
	'unknown setting; expected limit, calendar, repeat'
settings '{"complaint":{"inform":{"limit":"soon"}}}' clocks.complaint.inform "clock 'inform': not a limit: 'soon'"
settings '{"complaint":{"infrm":{"limit":"PT1M"}}}' clocks.complaint.infrm "there is no clock 'infrm'"
done_testing
