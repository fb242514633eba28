#!/bin/sh
# A day of notices: a complaint nobody answers is escalated by a standing approval; a late order and a
# price change are told to customers in Germany, the United States and China, each in its language,
# when its day begins; a mailbox refuses, so somebody telephones. What must not be done is tried as
# well and refused. Nothing leaves the machine: mail goes by the channel `test`. Needs the tools and
# jq in PATH; ends with status 1 at the first surprise. The call sheet and the letter go to the
# directory given as operand.
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
keep=${1:+$(cd "$1" && pwd)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
unset CRM_FORMAT CRM_SITE
export CRM_DIR="$work/s" CRM_NOW=2026-11-20T15:00:00+08:00

# shellcheck source=examples/pipelines/play.sh
. "$top/examples/pipelines/play.sh"

# ==== Who we are, and who they are. ====
crm-store init s --zone Asia/Shanghai >/dev/null
escalation=$(crm-notify templates list complaint_escalation -o json | jq -r '.[0].version')
jq -n --arg version "$escalation" '{
	format: 1, zone: "Asia/Shanghai", calendar: "cn",
	company: {name: "Liantuo Precision Metal", street: "Gangkou Road 8", postal_code: "315000",
		city: "Ningbo", country: "China", phone: "+86 574 5550100", email: "sales@liantuo.example"},
	notify: {from: "quality@liantuo.example", name: "Liantuo Quality",
		contingency: [{name: "Wang Wei", phone: "+86 138 0000 0101"},
			{name: "Gao Li", phone: "+86 138 0000 0102"}]},
	standing: [{name: "night watch", template: "complaint_escalation", template_sha256: $version,
		category: "escalation", to: ["internal"], by: "gao", until: "2026-12-31"}],
	budget: {prices: [{channel: "phone", amount: "2", currency: "CNY", per: "notice"}],
		caps: [{amount: "100", currency: "CNY"}]}
}' >s/crm.json

take crm-customer add --id quality --name Quality --sort department --channels test
take crm-customer contact quality --contact desk --name 'Quality desk' --email quality@liantuo.example
take crm-customer add --id VW-CS --name 'VW Components Plant' --language de --zone Europe/Berlin \
	--calendar de-ni --quiet 18:00-07:00 --channels test,phone \
	--street 'Werkstr. 1' --postal-code 38112 --city Braunschweig --country Germany
take crm-customer contact VW-CS --contact meier --name 'Kai Meier' --salutation 'Herr Meier' \
	--role logistics --email failed@vw-cs.example --phone '+49 531 5550101'
take crm-customer contact VW-CS --contact lang --name 'Ute Lang' --salutation 'Frau Lang' \
	--role buyer --email lang@vw-cs.example
take crm-customer add --id NORTH --name 'Northfield Motors' --language en --zone America/Detroit \
	--quiet 20:00-07:00 --channels test
take crm-customer contact NORTH --contact lee --name 'Anna Lee' --salutation 'Ms Lee' --role buyer \
	--email lee@northfield.example
take crm-customer add --id SHA --name 上海汽车 --language zh --zone Asia/Shanghai --channels test,letter \
	--street '安亭路 63 号' --postal-code 201805 --city 上海
take crm-customer contact SHA --contact li --name 李娜 --salutation 李经理 --role buyer \
	--email li@sha.example

# ==== A complaint that nobody answers goes to quality by itself, once. ====
at 2026-11-20 15:00
take crm-complaint open --customer VW-CS --part 4711-A --defect burr
at 2026-11-20 15:12
crm-complaint late --running | crm-notify draft -t complaint-escalation --to dept:quality >drafts
good crm-notify send --commit -o table
grep -q ' sent ' said
crm-complaint late --running | crm-notify draft -t complaint-escalation --to dept:quality >again
[ "$(jq -r .id drafts)" = "$(jq -r .id again)" ]

# ==== An order is late: told today, and not by whom it was written. ====
take crm-order open --id O-1 --customer VW-CS --part 4711-A --quantity 400
cp last order
take crm-notify draft -t delay --reason Werkzeugbruch --countermeasure 'Zweites Werkzeug läuft an' \
	--set by=2026-11-24 --by li order
delay=$(jq -r .id last)
no 77 'has made it' crm-notify approve "$delay" --by li
no 77 'held: nobody has approved it' crm-notify send "$delay" --commit
take crm-notify approve "$delay" --by gao
crm-notify preview "$delay" --medium text | sed 's/Werkzeugbruch/Werkzeugbruch im Schnitt/' >edited
take crm-notify edit "$delay" --text edited --by li
no 77 'changed since: content' crm-notify send "$delay" --commit
take crm-notify approve "$delay" --by gao

# Who waits for goods is told at once, whatever the hour. The mailbox refuses, so somebody telephones;
# when nobody has done so and most of the hour is over, it is said whom to call.
at 2026-11-20 15:30
good crm-notify send "$delay" --commit -o table
says 'the call is on the list' "^$delay +phone +do " crm-notify work -o table -F id,channel,what,due,due_by,to
crm-notify print "$delay" --channel phone -o html >"${keep:-.}/call.html"
at 2026-11-20 16:01
no 3 'call: 1. Wang Wei' crm-notify send --commit
take crm-notify sent "$delay" --channel phone --detail 'Herr Meier wartet den Montag ab' --by li
good crm-notify send --commit -o table

# ==== A price change: whole, told in each language, when their day begins. ====
at 2026-11-23 09:00
no 65 'needed: notice.reason' crm-notify draft -t price --to role:buyer --to all \
	--title 'Price of 4711-A' --by li
take crm-notify draft -t price --to role:buyer --to all --title 'Price of 4711-A' --reason 'steel' \
	--old-value '4.10 EUR' --new-value '4.25 EUR' --scope 'orders of part 4711-A' \
	--our-contact 'Li Na, sales@liantuo.example' --effective 2026-12-03 --by li
cp last prices
# ten days ahead where thirty are due: each of the three says so
[ "$(crm-notify plan - -o jsonl <prices | grep -c told_late)" -eq 3 ]
take crm-notify approve - --by gao <prices
good crm-notify send --commit -o table
grep -q ' wait .*T07:00:00+01:00' said

# Seven in Braunschweig, one in Detroit, where it is told at eight; and once each, however often.
for hour in 14:00 21:00 23:00; do
	at 2026-11-23 $hour
	good crm-notify send --commit -o table
done
[ "$(crm-notify list -o jsonl | jq -r 'select(.category == "price") | .state' | sort | uniq -c | xargs)" = '3 sent' ]

# ==== By law on paper: the letter is printed, posted, entered. ====
at 2026-11-24 09:00
take crm-notify draft -t terms --to customer:SHA:li --title 'General terms' --reason 'new law' \
	--old-value 'edition 2019' --new-value 'edition 2027' --scope 'all orders' \
	--our-contact 'Li Na' --effective 2027-01-01 --paper 'contract of 2019, clause 12' --by li
terms=$(jq -r .id last)
take crm-notify approve "$terms" --by gao
good crm-notify send --commit -o table
crm-notify print --channel letter -o html >"${keep:-.}/letter.html"
take crm-notify sent "$terms" --channel letter --detail 'registered, RR 1234 5678 9 CN' --by li

printf '\n'
crm-notify status -o table -F id,state,channel,attempts,sent_at,cost
