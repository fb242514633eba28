#!/bin/sh
# crm-store todo: what is to be done over all kinds, whose it is, what of it is late.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

me=$(id -un)
crm-store init s --zone Asia/Shanghai
CRM_DIR=$PWD/s
CRM_NOW=2026-11-20T09:00:00+08:00
export CRM_DIR CRM_NOW

c() {
	crm-complaint "$@" >>log
}

# todo ARG...: "DUE OWNER STEP" a line
todo() {
	crm-store todo "$@" -o jsonl | jq -r '"\(.due) \(.owner) \(.step)"'
}

# ids ARG...: "ID WHAT" a line
ids() {
	crm-store todo "$@" -o jsonl | jq -r '"\(.id) \(.what)"'
}

same 'an empty store: nothing' '' "$(todo)"
check 'which is no failure' crm-store todo --check

# ---- over all kinds, the most urgent first ----

c open --customer VW --class service
c open --customer BMW --class service --received-at 2026-11-19T08:00:00+08:00
c reply C-2026-0001
c reply C-2026-0002
c open --customer VW --part 4711
c inform C-2026-0003 --engineer qe02
c contact C-2026-0003
c analyse C-2026-0003
c reply C-2026-0003
c answer C-2026-0003
c cause C-2026-0003 --kind TUA --text worn --evidence photo
c choose C-2026-0003 --cause TUA --text 'a counter of strokes, and a plan by which dies are changed' \
	--owner pe03 --due 2026-11-19
c cause C-2026-0003 --kind TUN --text 'no check' --evidence photo
c choose C-2026-0003 --cause TUN --text 'new die' --owner pe03 --due 2026-11-20
c contain C-2026-0003 --place stock --suspect 9 --action sort --owner wh01
c concession open --customer VW --part 4711 --deviation x --requirement y --owner qe02
c concession open --customer VW --part 4712 --deviation x --requirement y --owner qe02
c concession authorise D-2026-0002 --authorisation A --authorised-by M --valid-until 2026-11-20

same 'late ones first, by what is due, undated last' '2026-11-19 pe03 implement
2026-11-20T08:00:00+08:00 null answer
2026-11-20 pe03 implement
2026-11-20 qe02 end
2026-11-21T09:00:00+08:00 null answer
null wh01 contain
null VW authorise' "$(todo | cut -d' ' -f1-3)"
same 'the kinds that are named' 'D-2026-0002 end
D-2026-0001 authorisation' "$(ids concession)"
same 'each once' 2 "$(ids concession concession | wc -l)"
check_status 2 'an unknown kind' crm-store todo order2
like '  there are' 'known are complaint, concession' "$err"
same 'only some records' 'C-2026-0002 answer' "$(ids complaint --where customer=BMW)"
same 'what was written by then' '' "$(ids --as-of 2026-11-19T00:00:00+08:00)"

# ---- late, and soon ----

same 'late: the day is over, the instant has passed' 'C-2026-0003 action
C-2026-0002 answer' "$(ids --late)"
check 'a list is no failure' crm-store todo --late
check_status 1 '--check: some are late' crm-store todo --check
check 'of another owner none is' crm-store todo --check --owner qe02
same 'at the limit it is not' '' "$(ids --late --where customer=BMW --now 2026-11-20T08:00:00+08:00)"
same '  right after it is' 'C-2026-0002 answer' \
	"$(ids --late --where customer=BMW --now 2026-11-20T08:00:00.001+08:00)"
same 'the last second of a day, local' 1 \
	"$(ids --late --owner pe03 --now 2026-11-20T23:59:59+08:00 | wc -l)"
same '  and the next one' 2 "$(ids --late --owner pe03 --now 2026-11-21T00:00:00+08:00 | wc -l)"
same '  days of another zone' 1 \
	"$(ids --late --owner pe03 --now 2026-11-21T00:00:00+08:00 --zone UTC | wc -l)"
same 'soon: late ones and those of today' 'C-2026-0003 action
C-2026-0002 answer
C-2026-0003 action
D-2026-0002 end' "$(ids --within PT15H)"
same '  a day ends with it' 2 "$(ids --within PT14H59M | wc -l)"
same '  the instant itself too' 5 "$(ids --within PT24H | wc -l)"
check_status 65 'no duration' crm-store todo --within 3
like '  it says what is expected' "expected one like" "$err"
run crm-store todo --late --owner pe03 -o jsonl
like 'over by days, and in seconds' '"late":"1d".*"over_s":32400' "$out"
like 'by hours' '"late":"1h".*"over_s":3600' "$(crm-store todo --late --where customer=BMW -o jsonl)"
like 'by minutes' '"late":"1m".*"over_s":90' \
	"$(crm-store todo --late --where customer=BMW -o jsonl --now 2026-11-20T08:01:30+08:00)"

# ---- whose ----

same 'one owner' 'C-2026-0003 containment' "$(ids --owner wh01)"
same 'what the customer owes' 'D-2026-0001 authorisation' "$(ids --owner VW)"
same 'nobody of that name' '' "$(ids --owner qe0)"
same 'me: nothing' '' "$(ids --owner me)"
c contain C-2026-0003 --place customer --suspect 9 --action sort --owner "$me"
same 'me' 'C-2026-0003 containment' "$(ids --owner me)"
c contain C-2026-0003 --place customer --suspect 9 --checked 9
same 'done it is gone' '' "$(ids --owner me)"

cat >s/crm.json <<X
{"format":1,"zone":"Asia/Shanghai",
 "clocks":{"complaint":{"answer":[{"limit":"PT48H","where":"customer=BMW"}]}},
 "roles":{"qe02":{"name":"Chen Wei"},"wh01":{},"$me":{"roles":["clerk"]},
  "pe03":{"deputies":[{"login":"qe02","from":"2026-11-20","to":"2026-11-21"}]}}}
X
same 'by login or name alike' "$(ids --owner qe02 --now 2026-11-22T09:00:00+08:00)" \
	"$(ids --owner 'Chen Wei' --now 2026-11-22T09:00:00+08:00)"
same 'a deputy of today has those too' 'pe03 pe03
pe03 pe03
qe02 null' "$(crm-store todo --owner qe02 -o jsonl | jq -r '"\(.owner) \(.for)"')"
same 'not before' '' "$(ids --late --owner qe02 --now 2026-11-19T23:00:00+08:00)"
same 'not after, by local days' 0 "$(crm-store todo --owner qe02 -o jsonl \
	--now 2026-11-22T00:00:00+08:00 | grep -c '"for"')"
same 'nor the other way round' 2 "$(ids --owner pe03 | wc -l)"
run crm-store todo --owner ghost -o jsonl
same 'nobody of that name: nothing' '0 ' "$status $out"
like '  which is no good news' "warning: --owner: nobody is called 'ghost'" "$err"
run crm-store todo --owner VW -o jsonl
same 'who owes something needs no role' '' "$err"
run crm-store todo --owner wh01 --late --now 2020-01-01T00:00:00Z -o jsonl
same 'nor is who owes nothing unknown' '' "$err"
for name in '' ' '; do
	check_status 65 "--owner '$name'" crm-store todo --owner "$name"
	like '  expects a name' "--owner: empty; expected a name" "$err"
done
same 'clocks are those of the settings' '2026-11-21T08:00:00+08:00 null answer' \
	"$(todo --where customer=BMW)"

# ---- as people see it ----

same 'a table' "$(
	cat <<'X'
due               late  id           text                              owner  customer  step
2026-11-19        1d    C-2026-0003  a counter of strokes, and a p...  pe03   VW        implement
2026-11-20              C-2026-0003  new die                           pe03   VW        implement
2026-11-20              D-2026-0002  last day of the concession        qe02   VW        end
2026-11-21 08:00        C-2026-0002  solution, or a proposed one              BMW       answer
2026-11-21 09:00        C-2026-0001  solution, or a proposed one              VW        answer
                        C-2026-0003  stock: 0 of 9 checked             wh01   VW        contain --place stock
                        D-2026-0001  authorise the concession          VW     VW        authorise
X
)" "$(crm-store todo -o table | sed 's/ --item .*//')"
same 'of one owner without the owner' 'due         id           text                        customer  step
2026-11-20  D-2026-0002  last day of the concession  VW        end' \
	"$(crm-store todo --owner qe02 -o table --where valid_until!= concession)"
same 'any column by -F' 'what  kind        key
end   concession' "$(crm-store todo concession --owner qe02 --where valid_until!= -o table \
	-F what,kind,key)"
same 'whole for programs' '{"due":"2026-11-20","id":"C-2026-0003","what":"action","text":"new die","owner":"pe03","customer":"VW","step":"implement --item KEY","kind":"complaint","key":"KEY","side":"us"}' \
	"$(crm-store todo -o jsonl | grep 'new die' | sed -E 's/--item [0-9a-f]+/--item KEY/; s/"key":"[0-9a-f]{12}"/"key":"KEY"/')"
same 'wide characters are cut by width' '停机检查模具并更换磨损的冲头...' "$(
	c choose C-2026-0003 --cause TUA --text '停机检查模具并更换磨损的冲头然后确认' --owner zhang --due 2026-11-25
	crm-store todo --owner zhang -o table | awk 'NR == 2 { print $3 }'
)"

# ---- its steps can be taken as they stand ----

step=$(crm-store todo --owner zhang -o jsonl | jq -r .step)
# shellcheck disable=SC2086
check 'implement' crm-complaint $step --evidence photo C-2026-0003
same '  it is gone' '' "$(ids --owner zhang)"

# what a record says is never run
c open --customer SAIC --part 4711 --lot "step '; echo oh >oh #" --quantity 5
c readacross C-2026-0004 --scope plant --subject "it's \$(echo oh >oh)" --result open
c readacross C-2026-0004 --scope plant --subject '--where=x' --result open
same 'a step out of a table' '"dispose"' "$(crm-store todo --where id=C-2026-0004 -o jsonl |
	jq -c 'select(.text | contains("dispose")).step')"
crm-store todo --where id=C-2026-0004 -o jsonl | jq -r 'select(.step | startswith("readacross")).step' >steps
same 'values as a shell takes them' "readacross --subject 'it'\\''s \$(echo oh >oh)' --scope plant
readacross --subject='--where=x' --scope plant" "$(cat steps)"
while read -r step; do
	eval "set -- $step"
	check "it can be pasted: $2" crm-complaint "$@" --result clear C-2026-0004
done <steps
check 'and nothing else happens' test ! -e oh
same '  both are gone' '' "$(crm-store todo --where id=C-2026-0004 -o jsonl | grep readacross)"
c answer C-2026-0001
same 'nothing is open any more' 'null null close' "$(todo --where id=C-2026-0001)"
check 'close' crm-complaint close C-2026-0001
same '  it is gone' '' "$(todo --where id=C-2026-0001)"

# ---- base tables, and what cannot be read ----

printf 'id,customer,class,received_at\nB-1,KIA,service,2026-11-20T08:00:00+08:00\n' >base.csv
same 'rows of a base table too' 'B-1 answer
B-1 answer' "$(
	crm-store base complaint base.csv >>log
	ids --where customer=KIA
)"
echo '{"id":"C-2026-0009","step":"open"' >>s/complaint.jsonl
echo '{"id":"C-2026-0010","new":true,"step":"open","at":"2026-11-20T09:00:00Z","by":"x","state":"open"}' \
	>>s/complaint.jsonl
check_status 65 'a bad line' crm-store todo -o jsonl
like '  it says where' 'complaint.jsonl:[0-9]+' "$err"
like '  the rest is listed' 'D-2026-0001' "$out"
check_status 66 'no store' crm-store todo -C /

done_testing
