#!/bin/sh
# crm-notify draft: whom a notice must not reach, whose words it says, what is said only once.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

export CRM_NOW=2026-11-20T09:00:00Z
crm-store init s --zone UTC >/dev/null
export CRM_DIR="$PWD/s"
jq '. + {company: {name: "Huaxin"}}' s/crm.json >new.json && cat new.json >s/crm.json
cat >customers.jsonl <<'END_'
{"id":"DE","name":"Autowerk","class":"A","language":"de","contacts":{"q":{"name":"Anna","role":"quality","email":"q@de.example","lists":"news"},"b":{"name":"Otto","role":"buyer","email":"b@de.example"},"l":{"name":"Kai","role":"logistics","email":"l@de.example"},"l2":{"name":"Kai","role":"logistics","email":"L@DE.example"}}}
{"id":"US","name":"Motors","class":"B","language":"en","contacts":{"q":{"name":"Bob","role":"quality","email":"q@us.example","lists":"news"},"b":{"name":"Ann","role":"buyer","email":"b@us.example"}}}
{"id":"OLD","name":"Gone","class":"B","state":"ended","ended_at":"2026-01-01T00:00:00Z","ended_why":"x"}
{"id":"BARE","name":"Bare","class":"C"}
{"id":"OURS","name":"quality","sort":"department","language":"en","contacts":{"li":{"name":"Li","email":"li@we.example"}}}
END_
cat >orders.jsonl <<'END_'
{"id":"O-1","customer":"DE","part":"A","quantity":10}
{"id":"O-2","customer":"US","quantity":10,"lines":{"10":{"line":"10","part":"A","quantity":5},"20":{"line":"20","part":"B","quantity":5}},"deliveries":{"D1":{"at":"2026-11-01T00:00:00Z","note":"D1","line":"20","lot":"L7","quantity":5}}}
END_
echo '{"id":"C-1","customer":"DE","part":"A","lot":"L1","defect":"burr"}' >complaints.jsonl
crm-store import customer customers.jsonl >/dev/null
crm-store import order orders.jsonl >/dev/null
crm-store import complaint complaints.jsonl >/dev/null
who() {
	jq -r '[.customer, .contact] | map(. // "-") | join(":")' | paste -sd' '
}
lines() { if [ -f s/notice.jsonl ]; then wc -l <s/notice.jsonl | tr -d ' '; else echo 0; fi; }
alarm() {
	crm-notify draft -t emergency --reason r --countermeasure c --title "${title:-t}" --our-contact Li \
		-o jsonl "$@" </dev/null
}
price() {
	crm-notify draft -t price --title t --old-value 1 --new-value 2 --scope all --our-contact Li --reason r "$@" </dev/null
}

# ---- whose record it is ----

run crm-notify draft -t sample --to customer:US --to list:news complaints.jsonl
same 'a record goes to its customer: another one' "65 0" "$status $(lines)"
like '  who it is of, who it is not for' 'C-1: .*it is of DE: category .sample. .*not US' "$err"
same '  its own, and we' 'DE:q OURS:li' \
	"$(crm-notify draft -t sample --to list:news --to dept:quality --where id=DE,OURS complaints.jsonl -n -o jsonl 2>err | who)"
same '  where the category says so, others too' 'US:b' \
	"$(crm-notify draft -t service_interruption --title t --reason r --countermeasure c --effective 2026-12-01 \
		--our-contact Li --to customer:US --to role:buyer orders.jsonl -n -o jsonl 2>err | who | cut -d' ' -f1)"
run crm-notify draft -t complaint_escalation complaints.jsonl
same 'an internal category: not to the customer by itself' "65 0" "$status $(lines)"
like '  a hint' '\-\-to dept:NAME' "$err"
run crm-notify draft -t complaint_escalation --to dept:quality --to customer:DE complaints.jsonl
same '  nor by name' "65 0" "$status $(lines)"
same '  a department' OURS:li "$(crm-notify draft -t complaint_escalation --to dept:quality complaints.jsonl -n -o jsonl | who)"
same 'the role is by kind: a complaint' DE:q "$(crm-notify draft -t acknowledgement complaints.jsonl -n -o jsonl | who)"
same '  an order; one mail address is one person' DE:l \
	"$(head -n 1 orders.jsonl | crm-notify draft -t acknowledgement -n -o jsonl 2>err | who)"
like '  it is told' 'DE:l2 has the mail address l@de.example' "$(cat err)"
same '--where counts for who is named' US:q "$(alarm --to list:news --where class=B -n 2>err | who)"
like '  who is left out is told' 'DE does not fit --where' "$(cat err)"

# ---- who cannot be told ----

run alarm --to role:buyer --to customer:NONE --to customer:OLD --to customer:BARE --to customer:US:b
same 'who cannot be told is listed, the others are drafted' "3 US:b" "$status $(printf '%s\n' "$out" | who)"
for i in NONE OLD BARE; do
	like "  $i" "$i" "$err"
done
title=u
check_status 66 'none of them: 66' alarm --to customer:NONE --to customer:OLD
check_status 66 'nobody of the class' alarm --to class:Z
check_status 66 'nobody has the part' alarm --used-in Z
check_status 66 'nobody has the lot' alarm --lot Z
run crm-notify draft -t delay --reason r --countermeasure c </dev/null
same 'no rows at all from a file are nothing' 0 "$(crm-notify draft -t delay /dev/null >/dev/null 2>&1; echo $?)"
recall() {
	crm-notify draft -t recall --reason r --countermeasure c --our-contact Li --set lot=L7 -n -o jsonl "$@" </dev/null 2>err | who
}
same 'a recall looks at what was delivered' US:q "$(recall --used-in B)"
same '  not at open orders' '' "$(recall --used-in A)"
same '  another notice does' 'DE:q US:q' "$(alarm --to role:quality --used-in A -n | who)"
same '  of the lot the line' '' "$(recall --lot L7 --used-in A)"

# ---- categories ----

check_status 65 'a category may not need less than the template' \
	crm-notify draft -t product_information --category progress --title t --text x --to customer:US </dev/null
check_status 65 '  nor be no change' price --category quality_information --to customer:US --effective 2027-03-01
check_status 65 '  nor go to customers' crm-notify draft -t complaint_escalation --category complaint complaints.jsonl
check_status 65 '  nor to others' crm-notify draft -t sample --category recall --to customer:US complaints.jsonl
check '  more is allowed' crm-notify draft -t sample --category survey complaints.jsonl -n

# ---- said once ----

n=$(lines)
run crm-notify draft -t progress --text 'Half is done' --to role:logistics --to customer:DE:l orders.jsonl
progress() {
	head -n 1 orders.jsonl | crm-notify draft -t progress --to customer:DE:l "$@"
}
check 'a report' progress --text 'Half is done'
n=$(lines)
check 'the same again' progress --text 'Half is done'
run progress --text 'All is done'
same 'other words for the same occasion' "1 $n" "$status $(lines)"
like '  it says so' 'says otherwise: edit it, or --occasion' "$err"
id=$(progress --text 'Half is done' -o jsonl | jq -r .id)
crm-notify withdraw "$id" --withdrawn-why x >/dev/null
check 'one that is withdrawn' progress --text 'Half is done'
like '  a warning' 'is withdrawn: nothing is drafted anew' "$err"
check 'without a record' price --to customer:US --effective 2027-03-01
run price --to customer:US --effective 2027-03-01 --new-value 3
same '  the same title in other words' 0 "$status"
like '  a warning, which is open' 'N-2026-[0-9]+ for US: N-2026-[0-9]+ of the same template and title is open' "$err"
same 'what options gave is kept' 'text,to' \
	"$(progress --text 'x' --to customer:DE:b --occasion given -o jsonl | jq -r 'select(.contact == "b") | .given')"
same '  and nothing where a machine drafts' null "$(crm-notify draft -t acknowledgement complaints.jsonl -n -o jsonl | jq -r .given)"

# ---- a day that is past ----

run price --to customer:US --effective 2026-11-19
same 'a change is told before it holds' 65 "$status"
like '  or it is said why not' 'late-why' "$err"
check '  today it is still told' price --to customer:US --effective 2026-11-20 --old-value 7 -n
check '  so' price --to customer:US --effective 2026-11-19 --late-why 'system was down' --old-value 8
same '  it is kept' 'system was down' "$(crm-notify list --where old_value=8 -o jsonl | jq -r .late_why)"

# ---- values ----

mkdir -p s/notice/templates/any
echo '{"category":"quality_information"}' >s/notice/templates/any/template.json
for i in en de; do
	printf 'Subject: x\n\n%s\n' '[{{#notice.at}}{{notice.at}}{{/notice.at}}|{{#notice.amount}}{{notice.amount}}{{/notice.amount}}|{{#notice.reason}}{{notice.reason}}{{/notice.reason}}|{{#notice.words}}{{notice.words}}{{/notice.words}}]' \
		>s/notice/templates/any/$i.txt
done
# says CUSTOMER ARG...: what a draft to it says.
says() {
	customer=$1
	shift
	crm-notify preview "$(crm-notify draft -t any --to "customer:$customer" --to role:quality -o jsonl "$@" </dev/null 2>err |
		jq -r .id)" | grep '^\['
}
same 'a day in the form of the language' '[9. Dezember 2026|||]' "$(says DE --set at=2026-12-09)"
same '  a time, of our zone' '[9 December 2026, 09:00 (UTC)|||]' "$(says US --set at=2026-12-09T09:00)"
same '  one with its offset' '[9 December 2026, 08:00 (UTC)|||]' "$(says US --set at=2026-12-09T09:00:00+01:00)"
same '  what is none stays' '[2026-13-09|||]' "$(says US --set at=2026-13-09)"
run crm-notify draft -t any --set our_contat=x --to customer:US </dev/null
same 'a name that no text uses' 65 "$status"
like '  it is named' "'notice.our_contat'" "$err"
same 'words by language' '[||weil|zwei]' \
	"$(says DE --set reason@de=weil --set reason=because --set words=two --set words@de=zwei)"
same '  else the plain ones' '[||because|two]' \
	"$(says US --set reason@de=weil --set reason=because --set words=two --set words@de=zwei --occasion 2)"
same '  the record has the same' weil "$(crm-notify list --where customer=DE -o jsonl | jq -r 'select(.reason != null) | .reason' | grep weil)"
like 'the same words in two languages: a warning' 'the same words in notices of .*: reason' \
	"$(crm-notify draft -t any --reason 'no steel' --to customer:DE --to customer:US --to role:quality -n </dev/null 2>&1)"
unlike '  not where each has its own' 'the same words' \
	"$(crm-notify draft -t any --set reason@de=x --set reason@en=y --to customer:DE --to customer:US --to role:quality -n </dev/null 2>&1)"
check_status 2 'a day is the same in all' crm-notify draft -t price --set effective@de=2027-01-01 --to customer:US </dev/null
printf 'kind,id,amount,at\ncustomer,US,13.20 USD,2026-12-01\n' >row.csv
crm-notify draft -t any --to role:quality row.csv -o jsonl >out.jsonl
same 'members of the row that the record has not' '[1 December 2026|13.20 USD||]' \
	"$(crm-notify preview "$(jq -r .id out.jsonl)" | grep '^\[')"
same '  they are words that were given' 'amount,at' "$(jq -r .given out.jsonl)"
sed 's/13.20/13.30/' row.csv >other.csv
check_status 1 '  others for the same occasion' crm-notify draft -t any --to role:quality other.csv

# ---- files ----

mkfifo pipe
run timeout 10 crm-notify draft -t any --to customer:US --attach pipe </dev/null
same 'a pipe is not attached, and not waited for' 65 "$status"
like '  it says so' "'pipe' is not a regular file" "$err"
check_status 65 '  nor read by edit' timeout 10 crm-notify edit N-2026-0001 --text pipe
echo one >one
echo two >two
id=$(crm-notify draft -t any --to customer:US --to role:quality --attach one --attach two -o jsonl </dev/null | jq -r .id)
same 'attachments come with the draft, in one line' 1 "$(grep -c "\"$id\"" s/notice.jsonl)"
same '  by name, with who attached them' 'one two' \
	"$(crm-notify show "$id" | jq -r '.attachments | map(select(.by and .login and .at and .sha256) | .file) | sort | join(" ")')"
echo three >three
hash=$(sha256sum <three | cut -d' ' -f1)
crm-notify attach "$id" --file three -n >/dev/null
fails 'attach: a dry run keeps nothing' test -e "s/messages/$hash"
check '  the file is kept' crm-notify attach "$id" --file three
same_file '  as it is' three "s/messages/$hash"
same '  for nobody else' 600 "$(stat -c %a "s/messages/$hash")"
printf 'thrEe\n' >"s/messages/$hash"
check 'one that was written into is made anew' crm-notify attach "$id" --file three
same_file '  so' three "s/messages/$hash"
truncate -s 67108865 big
check_status 65 'one that is too large' crm-notify attach "$id" --file big
check_status 65 '  drafted with' crm-notify draft -t any --to customer:US --attach big </dev/null
check_status 65 'a pipe' timeout 10 crm-notify attach "$id" --file pipe
name=$(printf 'a\nb')
echo x >"$name"
check_status 65 'a line end in its name' crm-notify attach "$id" --file "$name"
check_status 65 '  drafted with' crm-notify draft -t any --to customer:US --attach "$name" </dev/null
i=0
mkdir many
while [ $i -lt 300 ]; do
	echo $i >many/$i
	i=$((i + 1))
done
set --
for i in many/*; do
	set -- "$@" --attach "$i"
done
same 'many files' 300 "$(crm-notify draft -t any --to customer:US --to role:quality -o jsonl "$@" </dev/null |
	jq '.attachments | length')"
check 'the store is whole' crm-store check
done_testing
