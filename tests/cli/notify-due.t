#!/bin/sh
# crm-notify due: periodic notices, for each customer once in a period.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

export CRM_NOW=2026-11-20T09:00:00Z
due() { crm-notify due "$@" -o jsonl | jq -r '[.id, .category, .due_at, .last] | map(. // "-") | join(" ")'; }
survey() { crm-notify due --category survey "$@" -o jsonl |
	crm-notify draft -t survey --set by=Freitag --set reference=https://crm.example/s -o jsonl | jq -r .id; }
lines() { wc -l <"$CRM_DIR/notice.jsonl" | tr -d ' '; }

cat >customers.jsonl <<'END_'
{"id":"NEW","name":"New","contacts":{"a":{"name":"A","email":"a@x.example","role":"buyer"}}}
{"id":"OLD","name":"Old","added_at":"2025-11-20T12:00:00Z","contacts":{"a":{"name":"A","email":"a@x.example","role":"buyer"}}}
{"id":"YOUNG","name":"Young","added_at":"2025-11-21T12:00:00Z","contacts":{"a":{"name":"A","email":"a@x.example","role":"buyer"}}}
{"id":"OFF","name":"Off","contacts":{"a":{"name":"A","email":"a@x.example","role":"buyer"}},"preferences":{"survey":{"topic":"survey","channels":"off"}}}
{"id":"HALF","name":"Half","contacts":{"a":{"name":"A","email":"a@x.example","role":"buyer"},"b":{"name":"B","email":"b@x.example","role":"buyer"},"q":{"name":"Q","email":"q@x.example","role":"quality"}},"preferences":{"survey:a":{"topic":"survey","contact":"a","channels":"off"}}}
{"id":"NONE","name":"None","contacts":{"a":{"name":"A","email":"a@x.example","role":"buyer"},"q":{"name":"Q","email":"q@x.example","role":"quality"}},"preferences":{"survey:a":{"topic":"survey","contact":"a","channels":"off"}}}
{"id":"ENDED","name":"Ended","state":"ended","ended_at":"2026-01-01T00:00:00Z","contacts":{"a":{"name":"A","email":"a@x.example"}}}
{"id":"DQ","name":"quality","sort":"department","contacts":{"a":{"name":"A","email":"a@x.example"}}}
END_
crm-store init s --zone UTC >/dev/null
export CRM_DIR="$PWD/s"
jq '. + {company: {name: "Huaxin"}}' s/crm.json >new.json && cat new.json >s/crm.json
crm-store import customer customers.jsonl >/dev/null

same 'whom: live customers, not who has it off' 'OLD survey 2026-11-20T00:00:00Z -
NEW survey 2026-11-20T00:00:00Z -
HALF survey 2026-11-20T00:00:00Z -' "$(due | sort -r)"
same 'a row that draft takes' '{"kind":"customer","id":"OLD","name":"Old","category":"survey","template":"survey","clock":"survey","due_at":"2026-11-20T00:00:00Z"}' \
	"$(crm-notify due --where id=OLD -o jsonl | jq -c 'with_entries(select(.value != null))')"
same 'what falls due soon, from the day on' YOUNG "$(crm-notify due --within PT15H -o jsonl | jq -r .id | tail -n 1)"
unlike '  not a second before' YOUNG "$(crm-notify due --within PT14H59M59S -o jsonl)"
same 'a notice each: of the two at HALF each' '4' "$(survey | wc -l | tr -d ' ')"
n=$(lines)
same 'nobody is due any more' '' "$(due)"
same '  and nothing is drafted' '' "$(survey)"
same 'rows that were kept: the same notices' "4 $n" "$(printf '%s\n' \
	'{"kind":"customer","id":"OLD","clock":"survey","due_at":"2026-11-20T00:00:00Z"}' \
	'{"kind":"customer","id":"NEW","clock":"survey","due_at":"2026-11-20T00:00:00Z"}' \
	'{"kind":"customer","id":"HALF","clock":"survey","due_at":"2026-11-20T00:00:00Z"}' |
	crm-notify draft -t survey --set by=Freitag --set reference=https://crm.example/s -o jsonl | wc -l | tr -d ' ') $(lines)"
same 'a year later, from the begin of the day' '' "$(CRM_NOW=2027-11-19T23:59:59Z due --where id=OLD)"
same '  again' 'OLD survey 2027-11-20T00:00:00Z 2026-11-20' "$(CRM_NOW=2027-11-20T00:00:00Z due --where id=OLD)"

# ---- what counts ----
old=$(crm-notify list --where customer=OLD -o jsonl | jq -r .id)
crm-notify withdraw "$old" --withdrawn-why 'not now' >/dev/null
same 'withdrawn: not this time' '' "$(due --where id=OLD)"
crm-notify void "$old" --why mistake --by cs02 >/dev/null
same 'void: it was none' 'OLD survey 2026-11-20T00:00:00Z -' "$(due --where id=OLD)"

export CRM_NOW=2026-11-21T08:00:00Z
survey --where id=YOUNG >/dev/null
export CRM_NOW=2027-11-10T08:00:00Z
same 'ahead' 'YOUNG survey 2027-11-21T00:00:00Z 2026-11-21' "$(due --within P14D --where id=YOUNG)"
survey --within P14D --where id=YOUNG >/dev/null
same '  does not shorten the next period' 'YOUNG survey 2028-11-21T00:00:00Z 2027-11-21' \
	"$(CRM_NOW=2028-12-01T08:00:00Z due --where id=YOUNG)"

# ---- the site's own ----
mkdir -p s/notice
cat >s/notice/categories.json <<'END_'
{"progress": {"template": "progress", "basis": "courtesy", "role": "buyer", "every": "P1W"},
"terms": {"template": "terms", "basis": "contract", "role": "buyer", "every": "P1M"},
"visit": {"template": "visit", "role": "buyer"}}
END_
export CRM_NOW=2026-11-20T09:00:00Z
same 'each category by its own period' 'OLD progress 2025-11-27T00:00:00Z -
OLD terms 2025-12-20T00:00:00Z -' "$(due --where id=OLD)"
crm-customer prefer OFF --topic terms --contact all --channels off >/dev/null
same 'what a contract asks for heeds no preference' 'OFF terms' "$(due --where id=OFF --category terms | cut -d' ' -f1,2)"
check_status 65 'one that is not periodic' crm-notify due --category visit
like '  it says so' "'visit' is not periodic" "$err"
check_status 65 'none such' crm-notify due --category nope
check_status 65 'no duration' crm-notify due --within soon
check_status 2 'no operands' crm-notify due survey
check_status 66 'no store' crm-notify due -C none
done_testing
