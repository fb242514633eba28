#!/bin/sh
# crm.json: customers, company, channels, notify: types, members and values are judged when it is read.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

export CRM_NOW=2026-11-20T12:00:00+08:00
crm-store init s --zone Asia/Shanghai >/dev/null
export CRM_DIR="$PWD/s"

# bad MEMBERS FIELD: 78 with the path
bad() {
	printf '{"format":1,%s}\n' "$1" >s/crm.json
	check_status 78 "$1" crm-customer list
	like '  names it' "s/crm.json: field '$2': " "$err"
}
# good MEMBERS
good() {
	printf '{"format":1,%s}\n' "$1" >s/crm.json
	check "$1" crm-customer list
}
bad '"customers":5' customers
bad '"customers":{"VW":"x"}' customers.VW
bad '"customers":{"VW A.G.":{"quiet":5}}' 'customers.VW A.G..quiet'
bad '"customers":{"VW":{"quiet":"99:99-1"}}' customers.VW.quiet
bad '"customers":{"VW":{"channels":["email"]}}' customers.VW.channels
bad '"customers":{"VW":{"channels":"e_mail"}}' customers.VW.channels
bad '"customers":{"VW":{"language":"german"}}' customers.VW.language
bad '"customers":{"VW":{"zone":"Mars/X"}}' customers.VW.zone
bad '"customers":{"VW":{"name":true}}' customers.VW.name
bad '"customers":{"VW":{"lead":"30"}}' customers.VW.lead
bad '"customers":{"VW":{"lead":{"price":-1}}}' customers.VW.lead.price
bad '"customers":{"VW":{"lead":{"price":3651}}}' customers.VW.lead.price
bad '"customers":{"VW":{"leda":{}}}' customers.VW.leda
good '"customers":{"VW A.G.":{"quiet":"none","channels":"email,sms-2","language":"de","lead":{"price":3650,"change":0},"x-own":5}}'
bad '"zone":5' zone
bad '"calendar":5' calendar
bad '"company":"us"' company
bad '"company":{"name":5}' company.name
bad '"company":{"nmae":"x"}' company.nmae
good '"company":{"name":"x","language":"de","x-own":[]}'
bad '"channels":[]' channels
bad '"channels":{"email":"/bin/true"}' channels.email
bad '"channels":{"email":{"program":5}}' channels.email.program
bad '"channels":{"email":{"programme":"/bin/true"}}' channels.email.programme
bad '"notify":{"from":"-x"}' notify.from
bad '"notify":{"from":5}' notify.from
bad '"notify":{"reply_to":"a@b@c"}' notify.reply_to
bad '"notify":{"bounce":"a b@c.example"}' notify.bounce
bad '"notify":{"name":"a\r\nBcc: x@y"}' notify.name
bad '"notify":{"domain":"-a.example"}' notify.domain
bad '"notify":{"unsubscribe":"a@b.example"}' notify.unsubscribe
bad '"notify":{"unsubscribe":"mailto:a@b\r\nBcc: x@y"}' notify.unsubscribe
good '"notify":{"from":"q@crm.example","name":"Müller","reply_to":"r@crm.example","bounce":"b@crm.example","domain":"crm.example","unsubscribe":"mailto:stop@crm.example"}'
bad '"notify":{"from":"-x"}' notify.from
check_status 78 'a dry run reads it too' crm-notify send
done_testing
