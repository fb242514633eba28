#!/bin/sh
# crm-customer: the record, its contacts, what they want and agreed to, and whom to reach how.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

export CRM_NOW=2026-11-20T12:00:00+08:00
rows() {
	crm-customer contacts -o csv -F "$@" | tr '\n' '|'
}

crm-store init s --zone Asia/Shanghai >/dev/null
export CRM_DIR="$PWD/s"

# ---- the record ----
check 'its number is its id' crm-customer add --id GM-01 --name 'GM Detroit' --language en \
	--zone America/Detroit --quiet 20:00-07:00 -F id,state
same 'and it is active' '{"id":"GM-01","state":"active"}' "$out"
run crm-customer add --name Geely -F id
same 'without one it is the next of the year' '{"id":"K-2026-0001"}' "$out"
printf '%s\n' '{"id":"BYD","name":"BYD","class":"A"}' '{"name":"Magna"}' '{"class":"B"}' >in.jsonl
check_status 65 'records from a pipe' crm-customer add - -F id,name <in.jsonl
same 'are made' '{"id":"BYD","name":"BYD"}|{"id":"K-2026-0002","name":"Magna"}' \
	"$(printf '%s\n' "$out" | paste -sd '|')"
like 'a nameless one is told with its line' "stdin:3: field 'name': 'add' needs it" "$err"
check_status 1 'an id is given once' crm-customer add --id BYD --name X
check_status 65 'quiet hours that are none' crm-customer add --name X --quiet 8-9
like 'say what was expected' "field 'quiet': '8-9' cannot be read, expected quiet hours like" "$err"
check 'set asks for no reason' crm-customer set BYD class=B city=Shenzhen
check 'nor when it takes something away' crm-customer set BYD city=
run crm-customer show BYD -F class,city
same 'and both hold' '{"class":"B"}' "$out"
check_status 2 'amend does' crm-customer amend BYD class=C
check 'with the reason' crm-customer amend BYD class=C --why 'mistyped'
check_status 65 'the name stays' crm-customer set BYD name=
check_status 65 'a stamp is amended' crm-customer set BYD added_at=2026-11-20T11:00:00+08:00
check_status 66 'an unknown customer' crm-customer set NOBODY class=A

# ---- contacts ----
crm-customer contact GM-01 --contact bell --name 'Ann Bell' --role buyer --lists pcn,8d \
	--email ann.bell@example.com --mobile +13135550100 >/dev/null
crm-customer contact GM-01 --contact cole --name 'Bob Cole' --role quality --lists 8d \
	--phone +13135550101 --quiet none --language de --department Q >/dev/null
crm-customer contact BYD --contact 陈静 --role buyer --email chen@example.cn \
	--channels email >/dev/null
same 'what counts for each' \
	'contact,channels,language,zone,quiet,quiet_until|bell,"email,phone",en,America/Detroit,20:00-07:00,2026-11-20T07:00:00-05:00|cole,phone,de,America/Detroit,none,|陈静,email,en,Asia/Shanghai,,|' \
	"$(rows contact,channels,language,zone,quiet,quiet_until)"
same 'by role' 'contact|bell|陈静|' "$(rows contact --role buyer)"
same 'by two' 'contact|bell|cole|陈静|' "$(rows contact --role buyer --role quality)"
same 'by list' 'contact|bell|cole|' "$(rows contact --list 8d)"
same 'by department' 'contact|cole|' "$(rows contact --department Q)"
same 'all must hold' 'contact|bell|' "$(rows contact --role buyer --list 8d)"
same 'and a filter of the customer' 'contact|陈静|' "$(rows contact --where id=BYD)"
same 'names are personal' 'contact,contact_name|bell,***|cole,***|陈静,|' \
	"$(rows contact,contact_name --mask)"
run crm-customer show GM-01 --mask
unlike 'in the record too' 'Ann Bell|ann.bell@|3135550' "$out"
check 'what is changed stays otherwise' crm-customer contact GM-01 --contact bell --phone 1
same 'as it was' 'channels,role|"phone,email",buyer|' "$(
	crm-customer contact GM-01 --contact bell --channels phone,email >/dev/null
	rows channels,role --role buyer --list pcn
)"
check 'what is not so any more' crm-customer contact GM-01 --contact bell --clear channels,phone,mobile
same 'is gone' 'channels|email|' "$(rows channels --list pcn)"
check_status 65 'but not what it is named by' crm-customer contact GM-01 --contact bell --clear contact

check 'a contact leaves' crm-customer gone GM-01 --contact bell --at 2026-11-20T11:50:00+08:00
same 'nothing goes to it' 'contact|cole|' "$(rows contact --where id=GM-01)"
same 'though it can be asked for' \
	'contact,left_at|bell,2026-11-20T11:50:00+08:00|cole,|' \
	"$(rows contact,left_at --where id=GM-01 --all)"
check_status 1 'nor is it changed' crm-customer contact GM-01 --contact bell --phone 1
check_status 1 'nobody leaves twice' crm-customer gone GM-01 --contact bell
check_status 1 'nor who was never there' crm-customer gone GM-01 --contact nobody
check 'it may come back' crm-customer back GM-01 --contact bell
same 'and is there' 'contact|bell|cole|' "$(rows contact --where id=GM-01)"

# ---- what they want ----
check 'by topic and contact' crm-customer prefer GM-01 --topic delay --contact bell --channels phone,email
check 'and for all of them' crm-customer prefer GM-01 --topic delay --contact all --channels off
same 'the contact comes first' 'contact,channels,off|bell,email,|cole,phone,true|' \
	"$(rows contact,channels,off --topic delay --where id=GM-01)"
same 'other topics are others' 'contact,channels,off|bell,email,|cole,phone,|' \
	"$(rows contact,channels,off --topic price --where id=GM-01)"
same 'they are two items' 2 "$(crm-customer show GM-01 | jq '.preferences | length')"
check 'and it is taken back' crm-customer prefer GM-01 --topic delay --contact all --channels default
same 'for all' 'contact,off|bell,|cole,|' "$(rows contact,off --topic delay --where id=GM-01)"
run crm-customer contacts --topic delay --explain -o csv -F why --list pcn
like 'and it says why' 'channels email: recipient and topic; no address for phone' "$out"
check_status 1 'of a contact that there is' crm-customer prefer GM-01 --topic x --contact no --channels off

# ---- what they agreed to ----
agreed() {
	crm-customer contacts --purpose "$1" -o csv -F contact,consent --where id=GM-01 | tail -n +2 |
		tr '\n' '|'
}
same 'courtesies need no consent' 'bell,yes|cole,yes|' "$(agreed courtesy)"
same 'surveys do' 'bell,no|cole,no|' "$(agreed survey)"
check_status 65 'it is given to a text' crm-customer consent GM-01 --purpose survey --says given --how form
check 'of a version' crm-customer consent GM-01 --purpose survey --says given --how form --text v1 \
	--contact bell --at 2026-11-20T10:00:00+08:00
same 'by one' 'bell,yes|cole,no|' "$(agreed survey)"
check 'and withdrawn' crm-customer consent GM-01 --purpose survey --says withdrawn --how mail \
	--contact bell
same 'the latest counts' 'bell,no|cole,no|' "$(agreed survey)"
same 'each is kept' 2 "$(crm-customer show GM-01 | jq '.consents | length')"
crm-customer consent GM-01 --purpose survey --says given --how call --text v2 \
	--now 2026-11-20T13:00:00+08:00 >/dev/null
same 'the customer does not give it for who has withdrawn' 'bell,no|cole,yes|' "$(agreed survey)"
crm-customer consent GM-01 --purpose courtesy --says withdrawn --how mail --contact cole >/dev/null
same 'courtesies until they opt out' 'bell,yes|cole,no|' "$(agreed courtesy)"
check_status 65 'a purpose of the list' crm-customer consent GM-01 --purpose x --says given --how y --text z

# ---- the end ----
check 'no customer any more' crm-customer end GM-01 --ended-why 'plant closed'
same 'nothing goes to it' 'contact|' "$(rows contact --where id=GM-01)"
check_status 1 'it has no new contacts' crm-customer contact GM-01 --contact new
check 'again one' crm-customer reopen GM-01
same 'with its contacts' 'contact|bell|cole|' "$(rows contact --where id=GM-01)"
check 'and once more none' crm-customer end GM-01 --ended-why sold
crm-customer reopen GM-01 >/dev/null
check 'a note' crm-customer note GM-01 --text 'asks for paper'
check 'one of two' crm-customer duplicate K-2026-0002 --of BYD
check 'the store is sound' crm-store check
check 'and its chain' crm-store verify

# ---- departments of our own ----
crm-customer add --id D-Q --name Quality --sort department --zone Asia/Shanghai >/dev/null
crm-customer contact D-Q --contact li --email li@example.cn >/dev/null
same 'by its id' 'contact|li|' "$(rows contact --department D-Q)"
same 'or by its name' 'contact|li|' "$(rows contact --department Quality)"

# ---- crm.json ----
jq '.calendar = "cn" | .customers = {"GM-01": {"quiet": "12:00-13:00", "language": "fr"},
	"BYD": {"language": "zh-CN", "channels": "phone", "calendar": "cn"}, "Quality": {"language": "zh"}}' \
	s/crm.json >new.json && cat new.json >s/crm.json
same 'by id or by name, where nobody else says it' \
	'contact,language,quiet,calendar|bell,en,20:00-07:00,cn|cole,de,none,cn|陈静,zh-CN,,cn|li,zh,,cn|' \
	"$(rows contact,language,quiet,calendar)"
# what a table brings is not asked for first
crm-store init b >/dev/null
printf 'id,name,zone,calendar\nBYD,BYD,Mars/Olympus,nowhere\n' >base.csv
crm-store -C b base customer base.csv >/dev/null
crm-customer -C b contact BYD --contact 陈静 --email chen@example.cn >/dev/null
check_status 65 'a zone that there is not' crm-customer -C b contacts -F contact
like 'is told' "BYD: .*zone of the customer: .*Mars/Olympus" "$err"
like 'as is a calendar' "BYD: .*calendar of the customer: .*nowhere" "$err"
same 'and the row is there' '{"contact":"陈静"}' "$out"
done_testing
