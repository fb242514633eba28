#!/bin/sh
# crm-notify draft: rows of every kind, who has a lot, what must not be claimed, what is refused.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

export CRM_NOW=2026-11-20T09:00:00Z
crm-store init s --zone UTC >/dev/null
export CRM_DIR="$PWD/s"
jq '. + {company: {name: "Huaxin"}}' s/crm.json >new.json && cat new.json >s/crm.json
for i in VW GM FAW; do
	crm-customer add --id $i --name "N $i" >/dev/null
	crm-customer contact $i --contact a --name "Anna $i" --email "a@$i.example" >/dev/null
done
crm-customer amend FAW name=中国第一汽车 language=zh-CN --why name >/dev/null
template() {
	mkdir -p "s/notice/templates/$1"
	echo '{"category":"quality_information"}' >"s/notice/templates/$1/template.json"
	printf 'Subject: {{#notice.title}}{{notice.title}}{{/notice.title}}{{record.id}}\n\n%s\n' "$2" >"s/notice/templates/$1/en.txt"
	printf 'Subject: {{record.id}}\n\n%s\n' "${3-$2}" >"s/notice/templates/$1/zh.txt"
}
template any '{{customer.name}} {{#notice.text}}{{notice.text}}{{/notice.text}}{{#record.defect}}{{record.defect}}{{/record.defect}}'
lines() { if [ -f s/notice.jsonl ]; then wc -l <s/notice.jsonl | tr -d ' '; else echo 0; fi; }

# ---- rows of any kind ----

for k in quote:Q order:O sample:S complaint:C concession:D change:M ppap:P; do
	echo "{\"id\":\"${k#*:}-1\",\"customer\":\"VW\",\"part\":\"A\"}" >row.jsonl
	crm-store import "${k%:*}" row.jsonl >/dev/null
	same "a row: ${k%:*}" "${k#*:}-1 ${k%:*} VW a A" "$(echo "{\"id\":\"${k#*:}-1\"}" |
		crm-notify draft -t any -o jsonl | jq -r '[.about, .about_kind, .customer, .contact, .part] | join(" ")')"
done
same '  customer' 'GM customer GM a' "$(crm-customer list --where id=GM -o jsonl | crm-notify draft -t any -o jsonl |
	jq -r '[.about, .about_kind, .customer, .contact] | join(" ")')"
# two rows of one record: one notice, of the same words
n=$(lines)
printf 'id,kind,text\nO-1,order,rA\nO-1,order,rB\n' >two.csv
run crm-notify draft -t any --occasion two two.csv
same 'two rows of one record that say otherwise: refused' "1 $n" "$status $(lines)"
like '  it is said where' 'two.csv:3: O-1: two rows for VW say otherwise' "$err"
sed -i 's/rB/rA/' two.csv
same '  the same words twice are one notice' "1 $((n + 1))" \
	"$(crm-notify draft -t any --occasion two -o jsonl two.csv | wc -l) $(lines)"
same '  notice: to its customer' 'N-2026-0001 notice VW a' "$(crm-notify list -o jsonl | head -n 1 | crm-notify draft -t any -o jsonl |
	jq -r '[.about, .about_kind, .customer, .contact] | join(" ")')"
echo '{"id":"M-2","part":"A"}' >row.jsonl
crm-store import change row.jsonl >/dev/null
run crm-notify draft -t any row.jsonl
same 'a record without a customer' 66 "$status"
like '  --to says whom' "row.jsonl:1: M-2: it names no customer: --to" "$err"
check '  so' crm-notify draft -t any --to customer:GM row.jsonl

# ---- who has a lot ----

cat >orders.jsonl <<'END_'
{"id":"O-2","customer":"GM","part":"B","quantity":7,"deliveries":{"L1":{"at":"2026-11-01T00:00:00Z","note":"L1","lot":"LOT7","quantity":7}}}
END_
cat >complaints.jsonl <<'END_'
{"id":"C-2","customer":"VW","part":"A","lot":"LOT7"}
{"id":"C-3","customer":"FAW","part":"A","lots":{"x":{"lot":"LOT8","part":"A2"},"y":{"lot":"LOT9"}}}
{"id":"C-4","customer":"FAW","part":"A","lot":"LOT7","state":"void","voided_at":"2026-11-20T00:00:00Z","void_why":"x"}
END_
crm-store import order orders.jsonl >/dev/null
crm-store import complaint complaints.jsonl >/dev/null
who() {
	crm-notify draft -t emergency --reason r --countermeasure c --title t --text x --our-contact Li -n -o jsonl "$@" \
		</dev/null 2>err | jq -r .customer | sort | paste -sd' '
}
same 'who got it, who complained of it; of any part' 'GM VW' "$(who --lot LOT7)"
same '  of this part' VW "$(who --lot LOT7 --used-in A)"
same '  of that one' GM "$(who --lot LOT7 --used-in B)"
same 'among lots under suspicion' FAW "$(who --lot LOT8)"
same '  of their own part' FAW "$(who --lot LOT8 --used-in A2)"
same '  which is not the complaint'"'"'s' '' "$(who --lot LOT8 --used-in A)"
same '  else it is' FAW "$(who --lot LOT9 --used-in A)"
same 'nobody has it' '' "$(who --lot LOT0)"

# ---- names of templates ----

template with-dash x
template with_dash y
check 'a name as it stands' crm-notify draft -t with-dash --to customer:GM --occasion 1 row.jsonl -o jsonl
same '  comes first' with-dash "$(printf '%s\n' "$out" | jq -r .template)"
check '- stands for _' crm-notify draft -t quote-chase --category survey complaints.jsonl -n -o jsonl
same '  it is that template' quote_chase "$(printf '%s\n' "$out" | jq -r .template | sort -u)"
check_status 66 'there is neither' crm-notify draft -t no-such --to customer:GM row.jsonl
like '  named as it was' "no such template: 'no-such'" "$err"

# ---- claims ----

n=$(lines)
run crm-notify draft -t any --to customer:GM --occasion 2 --text 'It is guaranteed.' row.jsonl
same 'what must not be claimed: not drafted' "65 $n" "$status $(lines)"
like '  it says what' 'M-2 for GM:a: "guaranteed" is not to be claimed' "$err"
same '  once' 1 "$(printf '%s\n' "$err" | grep -c guaranteed)"
check 'an exception of the list' crm-notify draft -t any --to customer:GM --occasion 2 --text 'It is not guaranteed.' row.jsonl
template claims 'We are the market leader.'
check_status 65 'by the template' crm-notify draft -t claims --to customer:GM row.jsonl
run crm-notify draft -t any --to customer:FAW --occasion 2 row.jsonl -o jsonl
same 'a customer may be called so' 0 "$status"
like '  with a warning' 'warning: .*"第一" is not to be claimed.*it was said before' "$err"
faw=$(printf '%s\n' "$out" | jq -r .id)
echo '{"id":"C-5","customer":"GM","part":"A","defect":"guaranteed burr-free, was not"}' >c5.jsonl
crm-store import complaint c5.jsonl >/dev/null
check 'a record may say so' crm-notify draft -t any c5.jsonl
check_status 65 '  we may not' crm-notify draft -t any --text 'guaranteed' --occasion 3 complaints.jsonl
echo '第一汽车: 最好' >text
check_status 65 'edit' crm-notify edit "$faw" --text text
like '  what is new' 'error: .*"最" is not|"最" is not to be claimed' "$err"
echo '第一汽车: 好' >text
check '  what was there before' crm-notify edit "$faw" --text text
like '  with a warning' 'warning: .*"第一"' "$err"
check_status 65 'a subject' crm-notify edit "$faw" --subject 零缺陷

# ---- refused ----

gm=$(crm-notify draft -t any --to customer:GM --occasion 4 --text 'a {{x}} {{{y}}} {{#z}} b' row.jsonl -o jsonl | jq -r .id)
like 'braces in a value arrive as they are' 'a \{\{x\}\} \{\{\{y\}\}\} \{\{#z\}\} b' "$(crm-notify preview "$gm")"
n=$(lines)
check_status 65 'a line end in a subject' crm-notify draft -t any --to customer:GM --occasion 5 \
	--title "$(printf 'a\r\nBcc: x@y.example')" row.jsonl
check_status 65 '  of the record, from an import' crm-notify edit "$gm" --subject "$(printf 'a\r\nb')"
check_status 65 'an address that is an option' crm-customer contact GM --contact b --email -oops@x.example
echo '{"id":"BAD","name":"Bad","contacts":{"a":{"contact":"a","email":"-oops@x.example"}}}' >bad.jsonl
check_status 65 '  from an import' crm-store import customer bad.jsonl
for name in ../any ../../s/notice/templates/any /any any/../any . ..; do
	check_status 65 "a template outside of its folder: $name" crm-notify draft -t "$name" --to customer:GM row.jsonl
done
same 'nothing was written by any' "$n" "$(lines)"
done_testing
