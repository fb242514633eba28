#!/bin/sh
# Values of customers and contacts: judged alike by steps, imports and check.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

export CRM_NOW=2026-11-20T12:00:00+08:00
crm-store init s --zone Asia/Shanghai >/dev/null
export CRM_DIR="$PWD/s"
crm-customer add --id VW --name VW >/dev/null
crm-customer contact VW --contact kai --email kai@example.com >/dev/null

# refused FIELD VALUE WHAT: by contact, by an import, and --plan of it
refused() {
	check_status 65 "contact: $3" crm-customer contact VW --contact kai --"$1" "$2"
	like '  it names the contact' "field '$1': of contact 'kai': " "$err"
	jq -nc --arg f "$1" --arg v "$2" '{id:"VW",name:"VW",contacts:{kai:{($f):$v}}}' >in.jsonl
	check_status 65 '  an import' crm-store import customer in.jsonl
	like '  and the row' "in.jsonl:1: field 'contacts.kai.$1'" "$err"
}
refused email a@b..example 'an address with two dots'
refused email ä@b.example 'letters before the @ that are not ASCII'
refused email "$(printf 'a\342\200\213@b.example')" 'a blank of no width'
refused zone Berlin 'no such zone'
refused zone +99:00 'an offset that no zone has'
refused quiet 99:99-1 'no quiet hours'
refused channels 'rm -rf' 'no channel'
refused channels e_mail 'no channel either'
refused mobile abc 'no number'
refused mobile -1 'an option'
refused name "$(printf 'Kai\tM')" 'a tab'
refused name "$(printf 'Kai\302\205M')" 'a new line of C1'
refused salutation "$(printf 'Herr \342\200\256M')" 'a text turned around'
refused key ABC 'no fingerprint'
refused key "$(printf '%039d' 7)" 'a digit too few'
refused key "$(printf '%041d' 7)" 'a digit too many'
refused key "$(printf '%065d' 7)" 'nor of the long ones'
refused key "$(printf '%039dG' 7)" 'a letter that is no digit'
check 'one of 40' crm-customer contact VW --contact kai --key 0123456789abcdefABCDEF0123456789abcdef01
check 'and of 64' crm-customer contact VW --contact kai --key "$(printf '%064d' 7)"
check_status 65 'a calendar that nobody has' crm-customer contact VW --contact kai --calendar nocal
like 'is named' "field 'calendar': 'nocal': no such calendar" "$err"
echo '{"id":"VW","contacts":{"kai":{"calendar":"nocal"}}}' >in.jsonl
check_status 65 'from an import too' crm-store import customer in.jsonl
like 'with the contact' "contacts.kai.calendar': 'nocal': no such calendar" "$err"
check_status 65 'at set' crm-customer set VW calendar=nocal
check_status 65 'at add' crm-customer add --name X --calendar nocal
check 'one that there is' crm-customer contact VW --contact kai --calendar de --zone Europe/Berlin \
	--mobile '+49 (5361) 9-0/12.3' --channels email,sms-2 --email kai@bücher.example
printf '%s\n' '{"week":{"mon-fri":["09:00-17:00"]}}' >plant.json
mkdir s/calendars && cp plant.json s/calendars/
check 'one of the store' crm-customer set VW calendar=plant
check 'all is sound' crm-store check

# ---- what was sound is not any more ----
rm s/calendars/plant.json
check_status 1 'a calendar that is gone' crm-store check customer
like 'is found' "VW: field 'calendar': 'plant': no such calendar.*bad_value" "$out"
echo '{"id":"VW","class":"A"}' >in.jsonl
check 'but what an import does not set is not its fault' crm-store import customer in.jsonl
crm-store init b >/dev/null
printf 'id,name,zone\nVW,VW,Mars/X\n' >base.csv
crm-store -C b base customer base.csv >/dev/null
check_status 1 'a zone of a table' crm-store -C b check
like 'is found' "VW: field 'zone': 'Mars/X' cannot be read.*bad_value" "$out"

crm-store init k >/dev/null
printf 'id,name,contacts.a.email,contacts.a.key\nVW,VW,a@a.example,ABC\n' >k/customer.csv
check_status 1 'a key of a table' crm-store -C k check
like 'is found' "VW: field 'contacts.a.key': 'ABC' cannot be read, expected a fingerprint.*bad_value" "$out"

# ---- a collection is an object of objects ----
# no_items KIND JSON FIELD WHAT
no_items() {
	printf '%s\n' "$2" >in.jsonl
	check_status 65 "$4" crm-store import "$1" in.jsonl
	like '  the field is named' "in.jsonl:1: field '$3': not a JSON object" "$err"
}
no_items customer '{"id":"L","name":"L","contacts":[{"name":"x"}]}' contacts 'a list'
no_items customer '{"id":"L","name":"L","contacts":[]}' contacts 'an empty list'
no_items customer '{"id":"L","name":"L","contacts":"hello"}' contacts 'a text'
no_items customer '{"id":"L","name":"L","contacts":{"kai":[{"name":"x"}]}}' contacts.kai 'a list as an item'
no_items customer '{"id":"L","name":"L","consents":[]}' consents 'one of hashed keys'
no_items customer '{"id":"VW","contacts":[{"name":"x"}]}' contacts 'in the place of some'
no_items order '{"id":"O-1","customer":"VW","documents":[{"document":"invoice"}]}' documents 'of an order'
same 'they are still there' kai@bücher.example "$(crm-customer show VW | jq -r .contacts.kai.email)"
printf 'id,name,contacts\nL,L,"[{""name"":""x""}]"\nM,M,"{""kai"":5}"\n' >in.csv
check_status 65 'from CSV' crm-store import customer in.csv
like 'a list' "in.csv:2: field 'contacts': not a JSON object of objects" "$err"
like 'an item that is none' "in.csv:3: field 'contacts': not a JSON object of objects" "$err"
crm-store init l >/dev/null
cp in.csv l/customer.csv
check_status 1 'in a table' crm-store -C l check
like 'a list is found' "L: field 'contacts': .* cannot be read, expected a JSON object of objects.*bad_value" "$out"
like 'an item too' "M: field 'contacts': .* cannot be read, expected a JSON object of objects.*bad_value" "$out"
echo '{"name":"L","contacts":[{"name":"x"}]}' >in.jsonl
check_status 65 'by a step' crm-customer add in.jsonl
unlike 'nothing is there' '"L"' "$(crm-customer list -o jsonl)"

# ---- sort ----
check_status 65 'a customer does not become a department' crm-customer set VW sort=department
like 'and it is said why' "field 'sort': stays what it is" "$err"
check_status 65 'nor by amend' crm-customer amend VW sort=department --why x
echo '{"id":"VW","sort":"department"}' >in.jsonl
check_status 65 'nor by an import' crm-store import customer in.jsonl
crm-customer add --id D-Q --name Quality --sort department >/dev/null
check_status 65 'a department no customer' crm-customer set D-Q sort=customer
check_status 65 'nor when it says nothing' crm-customer set D-Q sort=
check 'what it is may be said' crm-customer set VW sort=customer

# ---- many contacts, and none ----
{
	echo No,Name,Person,Mail
	i=0
	while [ $i -lt 2001 ]; do
		echo "K1,Big,p$i,p$i@example.com"
		i=$((i + 1))
	done
} >big.csv
printf '%s\n' '{"columns":{"No":"id","Name":"name","Person":"contacts.{Person}.name",
	"Mail":"contacts.{Person}.email"}}' | jq -c . >map.json
check '2001 contacts of one customer' crm-store import customer big.csv --map map.json
like 'are rows of one' '"rows":2001,"create":1,"update":1,"unchanged":1999' "$out"
same 'and all are there' 2001 "$(crm-customer show K1 | jq '.contacts | length')"
run crm-store import customer big.csv --map map.json
like 'once' '"unchanged":2001' "$out"
printf 'No,Name,Person,Mail\nK2,X,,x@example.com\n' >none.csv
check_status 65 'a row without its key' crm-store import customer none.csv --map map.json
same 'is one message' 1 "$(printf '%s\n' "$err" | grep -c none.csv)"

# ---- what is hidden ----
crm-customer note VW --text 'calls at Anna Meier' >/dev/null
crm-customer consent VW --purpose survey --says given --text v1 --how 'by Anna Meier' >/dev/null
unlike 'free words of notes and consents may name people' 'Anna' "$(crm-customer show VW --mask)"
like 'who may see them does' 'calls at Anna' "$(crm-customer show VW)"
done_testing
