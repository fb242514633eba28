#!/bin/sh
# crm-store calendar: the days that differ, dates and instants counted, with and without a store.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
CRM_SHARE=$TOP/lib/share
export CRM_NOW CRM_SHARE

# add NAME ARGS...: "TO PROVISIONAL"
add() {
	crm-store calendar "$@" -o jsonl | jq -r '"\(.to) \(.provisional)"'
}

# ---- without a store ----
check 'an installed calendar' crm-store calendar de-sn -o csv --year 2026-11
same 'what differs from the week' 'date,weekday,day,hours,name
2026-11-18,wed,off,,Buß- und Bettag' "$out"
same 'what it covers' 'crm-store: de-sn covers 2018-01-01..2035-12-31' "$err"
same 'by itself the year of now' '2026-01-01 2026-10-10 25' \
	"$(crm-store calendar cn -o jsonl 2>/dev/null | jq -rs '"\(.[0].date) \(.[-1].date) \(length)"')"
same 'a day that is worked has its hours' 'work 08:00-12:00 13:00-17:00 国庆节' \
	"$(crm-store calendar cn -o jsonl 2>/dev/null | jq -r 'select(.date == "2026-09-20") | "\(.day) \(.hours) \(.name)"')"
check 'a year that nobody knows yet' crm-store calendar cn --year 2027
same 'has no such day' '' "$out"
like 'and says so' '^crm-store: warning: some of these days are not covered' "$err"
check 'covered by half' crm-store calendar de --year 2036-01
like 'is not covered' 'warning: ' "$err"

same 'a date is answered by a date' '2026-10-10 false' "$(add cn --add 3wd --from 2026-09-30)"
same 'a make-up Sunday counts' '2026-09-20 false' "$(add cn --add 1wd --from 2026-09-19)"
same 'back too' '2026-09-18 false' "$(add cn --add=-2wd --from 2026-09-21)"
same 'calendar days are those of any calendar' '2026-10-03 false' "$(add cn --add P3D --from 2026-09-30)"
same 'a stamp keeps its local time' '2026-09-20T10:00:00+08:00 false' \
	"$(add cn --add 1wd --from 2026-09-17T22:00:00-04:00)"
same 'working hours, from the first of the date' '2026-11-20T10:00:00+08:00 false' \
	"$(add cn --add PT2H --from 2026-11-20)"
same 'over the weekend' '2026-11-23T16:00:00+08:00 false' \
	"$(add cn --add PT8H --from 2026-11-20T16:00:00+08:00)"
same 'and back' '2026-11-20T16:00:00+08:00 false' \
	"$(add cn --add=-PT8H --from 2026-11-23T16:00:00+08:00)"
same 'from now' '2026-11-20T11:00:00+01:00 false' "$(add de-by --add PT1H)"
same 'into a year that is not known' '2027-01-04 true' "$(add cn --add 2wd --from 2026-12-31)"

# ---- what is refused ----
check_status 66 'no such calendar' crm-store calendar xx
like 'says where it was looked for' "no such calendar: 'xx' .*lib/share/calendars" "$err"
check_status 66 'a path is none' crm-store calendar ../calendars/cn
check_status 65 'no duration' crm-store calendar cn --add 3w
like 'is named' "^crm-store: --add: not a duration like 3wd, P3D or PT8H: '3w'" "$err"
check_status 65 'no date' crm-store calendar cn --add 3wd --from 31.2.2026
check_status 65 'no such date' crm-store calendar cn --add 3wd --from 2026-02-31
# the last and the first days of all: to them, and one further
while read -r name by from to; do
	if [ "$to" = - ]; then
		check_status 65 "$by from $from: beyond" crm-store calendar "$name" --add="$by" --from "$from"
		like "$by from $from: says which years there are" \
			"^crm-store: --add: '$by' leads beyond the years of calendars: from 1970-01-01 to 2199-12-31" "$err"
	else
		same "$by from $from" "$to true" "$(add "$name" --add="$by" --from "$from")"
	fi
done <<'X'
cn 1wd 2199-12-30 2199-12-31
cn 2wd 2199-12-30 -
cn 100000wd 2026-10-01 -
cn -1wd 1970-01-02 1970-01-01
cn -2wd 1970-01-02 -
cn -100000wd 2026-10-01 -
cn PT8H 2199-12-31 2199-12-31T17:00:00+08:00
cn PT8H0.1S 2199-12-31 -
cn -PT8H0.1S 1970-01-02 -
X
same 'P1D to the last day' '2199-12-31 false' "$(add cn --add P1D --from 2199-12-30)"
for by in P1D P100000D; do
	check_status 65 "$by from the last day" crm-store calendar cn --add $by --from 2199-12-31
done
same 'P1D back to the first day' '1970-01-01 false' "$(add cn --add=-P1D --from 1970-01-02)"
check_status 65 'and one further' crm-store calendar cn --add=-P2D --from 1970-01-02
for year in 26 2026- 2026-13 2026-1 20266 x 2200; do
	check_status 65 "no year: $year" crm-store calendar cn --year "$year"
done
check_status 2 'from without add' crm-store calendar cn --from 2026-11-20
check_status 2 'add and year' crm-store calendar cn --add 3wd --year 2026
check_status 2 'no name' crm-store calendar
check_status 2 'two names' crm-store calendar cn de

# ---- a store's own ----
crm-store init s --zone Asia/Shanghai
CRM_DIR=s
export CRM_DIR
check 'a store without calendars has the installed ones' crm-store calendar cn
mkdir s/calendars
cat >s/calendars/plant.json <<'J'
{"uses": ["cn"], "week": {"mon-fri": ["09:00-12:00", "13:00-18:00"]},
 "off": {"2026-11-23": "inventory"}, "covers": ["2026"]}
J
same 'uses an installed one' '2026-11-24T16:00:00+08:00 false' \
	"$(add plant --add PT8H --from 2026-11-20T16:00:00+08:00)"
same 'covers what both do' '2025-12-31 true' "$(add plant --add 1wd --from 2025-12-30)"
echo '{"week": {"mon-sun": ["00:00-24:00"]}}' >s/calendars/cn.json
same 'the store goes first, and gives its zone' '2026-10-02T00:00:00+08:00 false' \
	"$(add cn --add PT24H --from 2026-10-01)"
echo '{"week": {"mon": ["9-5"]}}' >s/calendars/bad.json
check_status 78 'a calendar that is wrong' crm-store calendar bad
like 'file, key, value, what is expected' \
	"^crm-store: s/calendars/bad.json: field 'week.mon\[0\]': not an interval: '9-5' \(expected: HH:MM-HH:MM" "$err"
mkfifo s/calendars/pipe.json
check_status 78 'a pipe is no calendar' crm-store calendar pipe
like 'and nobody waits for it' "^crm-store: s/calendars/pipe.json: .*is not a regular file" "$err"
ln -s plant.json s/calendars/linked.json
check 'a link to a file is read' crm-store calendar linked
check_status 66 'a store that is not there' crm-store -C none calendar cn

# ---- the yearly files of holiday-cn ----
if [ -r "$SHARED/data/holidays/plus.csv" ]; then
	cp -R "$SHARED/data/holidays" s/calendars/years
	same 'a directory of years' '2026-10-10 false' "$(add years --add 3wd --from 2026-09-30)"
	same 'an empty year covers nothing' '2027-01-04 true' "$(add years --add 2wd --from 2026-12-31)"
	cp "$SHARED/data/holidays/2026.json" s/calendars/only.json
	same 'one year as it is' '2026-10-10 false' "$(add only --add 3wd --from 2026-09-30)"
else
	skip 'a directory of years' '../shared/data/holidays is not there'
fi
done_testing
