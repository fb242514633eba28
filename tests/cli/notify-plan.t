#!/bin/sh
# What a plan says: who is told nothing any more, which channels cannot, whose days off count, what all
# rows together cost, and who answers for it; what stands there of their hours is looked at anew.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

export CRM_LIBEXEC="$BUILD/libexec" CRM_NOW=2026-11-23T12:00:00Z
export CRM_TEST_CHANNEL_LOG="$PWD/log"
: >log
crm-store init s --zone Europe/Berlin >/dev/null
export CRM_DIR="$PWD/s"
# settings FILTER: changes crm.json.
settings() { jq -c "$1" "$CRM_DIR/crm.json" >c && cat c >"$CRM_DIR/crm.json"; }
settings '.notify={from:"q@crm.example"} | .company={name:"Huaxin"}'
mkdir -p s/notice/templates/note s/notice/templates/short s/calendars
echo '{"category":"quality_information"}' >s/notice/templates/note/template.json
printf 'Subject: S\n\n{{contact.name}}\n' >s/notice/templates/note/en.txt
echo '{"category":"quality_information"}' >s/notice/templates/short/template.json
printf 'Hi {{contact.name}}\n' | tee s/notice/templates/short/en.sms >s/notice/templates/short/en.txt
sed -i '1i Subject: S\n' s/notice/templates/short/en.txt
cat >s/calendars/ours.json <<'END_'
{"zone": "Europe/Berlin", "covers": ["2026"], "week": {"mon-fri": ["08:00-17:00"]}, "off": {"2026-11-24": "Buß- und Bettag"}}
END_
cat >s/calendars/detroit.json <<'END_'
{"zone": "America/Detroit", "covers": ["2026"], "week": {"mon-fri": ["08:00-17:00"]}, "off": {"2026-11-26": "Thanksgiving"}}
END_
# customer ID [OPTION...]: with a contact for quality.
customer() {
	id=$1
	shift
	crm-customer add --id "$id" --name "N $id" --language en "$@" >/dev/null
	crm-customer contact "$id" --contact a --name Anna --role quality --email "sent-1@$id.example" \
		--mobile '+49 170 1' --phone '+49 40 1' >/dev/null
}
: >count
# notice CUSTOMER [OPTION...]: prints its id, approved.
notice() {
	to=$1
	echo x >>count
	shift
	crm-notify draft -t note --to "customer:$to:a" --by au --occasion "$(wc -l <count)" -F id "$@" </dev/null | jq -r .id >made
	crm-notify approve "$(cat made)" --by qm >/dev/null
	cat made
}
# planned ID [OPTION...]: what, first channel, findings.
planned() { crm-notify plan "$@" -o jsonl 2>err | jq -r '"\(.what) \(.channels | if . == "" then "-" else . end) \(.findings // "-")"'; }
when() { crm-notify plan "$@" -o jsonl 2>err | jq -r '"\(.what) \(.not_before)"'; }
sent() { crm-notify send --commit "$@" -o jsonl 2>err | jq -r .what | paste -sd' '; }
state() { crm-notify show "$1" | jq -r .state; }

# ---- who is told nothing any more ----

customer K --channels test
n=$(notice K)
u=$(notice K --urgency urgent)
same 'somebody is there' 'send test -' "$(planned "$n")"
crm-customer gone K --contact a >/dev/null
same 'who has left is told nothing' 'hold test contact_gone' "$(planned "$n")"
same '  what is urgent neither' 'hold test contact_gone' "$(planned "$u")"
run crm-notify send --commit "$n" -o jsonl
same '  nor is it sent' '3 approved held contact_gone' "$status $(state "$n") $(printf '%s\n' "$out" | jq -r '"\(.what) \(.code)"')"
like '  it says who' 'a has left K' "$err"
same '  no channel has seen it' '' "$(cat log)"
crm-customer contact K --contact b --name Bea --role quality --email deferred-451@k.example >/dev/null
n=$(notice K --to customer:K:b)
same 'one that is tried again' deferred "$(sent "$n" | sed 's/.* //')"
crm-customer gone K --contact b >/dev/null
same '  not when she has left meanwhile' 'held 1' "$(sent "$n" --now 2026-11-23T15:00:00Z) $(crm-notify status "$n" -o jsonl | jq .attempts)"
crm-notify withdraw "$n" --withdrawn-why left >/dev/null
sent "$n" >/dev/null
customer E --channels test
n=$(notice E)
crm-customer end E --ended-why x >/dev/null 2>&1 || crm-customer end E >/dev/null
same 'who is no customer any more' 'hold test customer_ended' "$(planned "$n")"
like '  why' 'E is no customer any more: it is ended' "$(crm-notify plan "$n" -o jsonl | jq -r .why)"
same '  nor is it sent' 'held approved' "$(sent "$n") $(state "$n")"

# ---- channels that cannot ----

customer S --channels sms,test
mkdir bin
cat >bin/sms <<'END_'
#!/bin/sh
[ "$1" = --capabilities ] && echo '{"formats":["sms"]}' || { cat >/dev/null; echo '{"status":"sent"}'; }
END_
chmod +x bin/sms
settings ".channels={sms:{program:\"$PWD/bin/sms\"}}"
same 'of which there is no text: the next one' 'send test no_text' "$(planned "$(notice S)")"
same '  one with a text' 'send sms,test -' "$(planned "$(notice S -t short)")"
price() {
	crm-notify draft -t price --title t --old-value 1 --new-value 2 --scope all --our-contact Li --reason r \
		--to "customer:$1:a" --effective "$2" --by au -F id </dev/null 2>draft.err | jq -r .id
}
p=$(price S 2027-03-01)
like 'a change goes by what lasts' '^send test (.*,)?not_durable' "$(planned "$p")"
crm-customer contact S --contact a --channels sms >/dev/null
like '  or it is held' '^hold - .*not_durable' "$(planned "$p")"
crm-customer contact S --contact a --channels sms,test >/dev/null
settings ".channels.sms.program=\"$PWD/bin/nothing\""
n=$(notice S -t short)
same 'a program that is not there' 'send test channel_missing' "$(planned "$n")"
like '  which, and where it is set' "sms: crm.json: channels.sms.program: '$PWD/bin/nothing' is not a program that can be run" \
	"$(crm-notify plan "$n" --explain -o jsonl | jq -r .reasons)"
crm-customer contact S --contact a --channels sms >/dev/null
run crm-notify send "$n" -o jsonl
like '  also where nothing else is left' "not sent: no channel is left that can carry it: sms: crm.json: channels.sms.program: '$PWD/bin/nothing' is not" "$err"
settings 'del(.channels)'
crm-customer contact S --contact a --channels sms,test >/dev/null

# ---- told after the day ----

crm-notify approve "$p" --by qm >/dev/null 2>&1
run crm-notify plan "$p" --now 2027-03-02T12:00:00+01:00 -o jsonl
like 'after its own day: a finding' told_late "$(printf '%s\n' "$out" | jq -r .findings)"
like '  and a warning' "warning: .*$p.*is told 1 day after the day from which it holds" "$err"
run crm-notify plan "$p" --now 2027-02-15T12:00:00+01:00 -o jsonl
like '  fewer days ahead than are due, too' "warning: .*$p.*is told 14 days ahead where 30 are due" "$err"

# ---- whose days off ----

settings '.calendar="ours"'
customer DE --channels test
customer US --channels test --zone America/Detroit
customer UC --channels test --zone America/Detroit --calendar detroit
d=$(notice DE)
o=$(notice US)
c=$(notice UC)
same 'our holiday is theirs in our zone' 'wait 2026-11-25T08:00:00+01:00' "$(when "$d" --now 2026-11-24T12:00:00+01:00)"
same '  and not in another' 'send 2026-11-24T10:00:00-05:00' "$(when "$o" --now 2026-11-24T10:00:00-05:00)"
same '  where Saturdays are off' 'wait 2026-11-30T08:00:00-05:00' "$(when "$o" --now 2026-11-28T00:00:00-05:00)"
same '  to the end of Sunday' 'wait 2026-11-30T08:00:00-05:00' "$(when "$o" --now 2026-11-29T23:59:59-05:00)"
same '  not Fridays' 'send 2026-11-27T23:59:59-05:00' "$(when "$o" --now 2026-11-27T23:59:59-05:00)"
same '  and no holiday that nobody has named' 'send 2026-11-26T12:00:00-05:00' "$(when "$o" --now 2026-11-26T12:00:00-05:00)"
same 'their own calendar counts' 'wait 2026-11-27T08:00:00-05:00' "$(when "$c" --now 2026-11-26T12:00:00-05:00)"
settings '.customers={US:{calendar:"detroit"}}'
same '  so that of crm.json' 'wait 2026-11-27T08:00:00-05:00' "$(when "$o" --now 2026-11-26T12:00:00-05:00)"
settings 'del(.customers) | del(.calendar)'

# ---- holds ----

customer Q --channels test --quiet 20:00-07:00
h=$(notice Q)
sent "$h" --now 2026-11-23T21:00:00+01:00 >out
same 'at night it waits' 'wait approved 2026-11-24T07:00:00+01:00' "$(cat out) $(crm-notify status "$h" -o jsonl | jq -r '"\(.state) \(.held_until)"')"
sent "$h" --now 2030-01-01T21:00:00+01:00 >out
same 'with a wrong clock, too' 'wait 2030-01-02T07:00:00+01:00' "$(cat out) $(crm-notify status "$h" -o jsonl | jq -r .held_until)"
same '  which heals by itself' 'send 2026-11-24T07:00:00+01:00' "$(when "$h" --now 2026-11-24T07:00:00+01:00)"
sent "$h" --now 2026-11-23T22:00:00+01:00 >out
same '  the time is mended' '2026-11-24T07:00:00+01:00' "$(crm-notify status "$h" -o jsonl | jq -r .held_until)"
same '  and it goes' 'sent sent' "$(sent "$h" --now 2026-11-24T07:00:00+01:00) $(state "$h")"
h=$(notice Q)
crm-notify hold "$h" --held-why 'price talks' --held-until 2026-11-23T22:00:00+01:00 >/dev/null
sent "$h" --now 2026-11-23T21:00:00+01:00 >out
same 'what a person has said of a hold stays' 'wait price talks 2026-11-23T22:00:00+01:00' \
	"$(cat out) $(crm-notify status "$h" -o jsonl | jq -r '"\(.why) \(.held_until)"')"
h=$(notice Q)
sent "$h" --now 2026-11-23T21:00:00+01:00 >/dev/null
crm-notify hold "$h" --held-why 'until I say so' --now 2026-11-23T21:30:00+01:00 >/dev/null
same '  and held is held' 'hold test held' "$(planned "$h" --now 2026-11-24T12:00:00+01:00)"
sent "$h" --now 2026-11-24T21:00:00+01:00 >/dev/null
same '  at night as well' 'until I say so null' "$(crm-notify status "$h" -o jsonl | jq -r '"\(.why) \(.held_until)"')"

# ---- what it comes to ----

cp -R s budget
export CRM_DIR="$PWD/budget"
settings '.budget={prices:[{channel:"test",amount:"0.40",currency:"EUR"}],caps:[{amount:"1.00",currency:"EUR"}]}'
for i in 1 2 3; do
	customer "B$i" --channels test
	jq -nc --arg id "$(notice "B$i")" '{$id}' >>three
done
same 'the rows together' 'send test - / send test budget_warning / hold - over_budget' \
	"$(planned - <three | paste -sd/ | sed 's,/, / ,g')"
same '  in a dry run' 'send send held' "$(crm-notify send - <three -o jsonl 2>err | jq -r .what | paste -sd' ')"
same '  as in the run' 'sent sent' "$(sent - <three | sed 's/held //')"
sed -n 3p three >third
same '  of which one is left' approved "$(state "$(jq -r .id third)")"
settings '.budget.caps[0].amount="1.20"'
crm-customer contact B3 --contact a --email deferred-451@b.example >/dev/null
crm-notify approve "$(jq -r .id third)" --by qm >/dev/null 2>&1
sent - <third >/dev/null
same 'what waits in the outbox is not in its own way' queued "$(state "$(jq -r .id third)")"
unlike '  it owes that already' over_budget "$(planned "$(jq -r .id third)")"
export CRM_DIR="$PWD/s"

# ---- who answers ----

crm-customer add --id QD --name Quality --sort department --language en --channels test >/dev/null
crm-customer contact QD --contact q --name Q --email sent-1@us.example >/dev/null
mkdir -p s/notice/templates/inform
cat >s/notice/categories.json <<'END_'
{"quality_information": {"template": "note"}, "price": {"template": "price", "change": true, "lead": 30},
 "inform": {"template": "inform", "approval": "standing", "internal": true}}
END_
echo '{"category":"inform"}' >s/notice/templates/inform/template.json
printf 'Subject: I\n\n{{contact.name}}\n' >s/notice/templates/inform/en.txt
i=$(crm-notify draft -t inform --to customer:QD:q --by au -F id </dev/null 2>err | jq -r .id)
same 'nobody yet' 'nobody has approved it' "$(crm-notify send "$i" -o jsonl 2>err | jq -r .why)"
settings ".standing=[{name:\"S1\",template:\"inform\",template_sha256:\"$(crm-notify show "$i" | jq -r .template_sha256)\",category:\"inform\",to:[\"internal\"],by:\"qm\",until:\"2026-12-31\"}]"
same 'a standing approval, in the plan' "standing approval 'S1' by qm" "$(crm-notify plan "$i" -o jsonl | jq -r .approval)"
same '  and in a dry run' "send standing approval 'S1' by qm" "$(crm-notify send "$i" -o jsonl | jq -r '"\(.what) \(.why)"')"

# ---- rows ----

same 'status: whom' "sent quality_information Q a" "$(crm-notify status -o jsonl | jq -r 'select(.state == "sent") | "\(.state) \(.category) \(.customer) \(.contact)"')"
same 'send: whom' 'QD q' "$(crm-notify send "$i" -o jsonl | jq -r '"\(.customer) \(.contact)"')"
customer F --channels test
crm-customer contact F --contact a --email failed-550@f.example >/dev/null
f=$(notice F)
crm-notify send --commit "$f" --mask -o jsonl >rows 2>err
same 'the words of a server are hidden' '*** ***' "$(jq -r 'select(.code == "550") | "\(.address) \(.why)"' rows)"
like '  and are there without' '"why":"' "$(crm-notify send --commit "$(notice F)" -o jsonl 2>err)"
same '  how often is not' 1 "$(crm-notify status "$f" --mask -o jsonl | jq .attempts)"

# ---- on the work list, of a notice that is about a record ----

export CRM_DIR="$PWD/budget"
customer O --channels phone
crm-customer contact O --contact a --role logistics --phone '+49 40 1' >/dev/null
crm-order open --id O-1 --customer O --part 4711-A --quantity 20 >order
w=$(crm-notify draft -t delay --reason r --countermeasure c --set by=2026-12-09 --by au -F id order 2>err | jq -r .id)
crm-notify approve "$w" --by qm >/dev/null 2>&1
sent "$w" >/dev/null
same 'by when: half of its own clock' '2026-11-23T13:30:00+01:00 half_clock' \
	"$(crm-notify work "$w" -o jsonl | jq -r '"\(.due) \(.due_by)"')"
crm-customer gone O --contact a >/dev/null
like '  not to whom has left' '^held a has left O' "$(crm-notify work "$w" -o jsonl | jq -r '"\(.what) \(.why)"')"

# ---- each finding once ----

customer P --channels letter,fax
crm-customer contact P --contact a --fax '+49 40 2' --address 'Am Markt 1, Hamburg' >/dev/null
p=$(notice P)
same 'what two channels lack is one code' 'send letter,fax no_price' "$(planned "$p")"

# ---- clocks that cannot be read ----

while IFS='|' read -r clocks; do
	settings ".clocks.notice=$clocks"
	check_status 78 "clocks.notice $clocks: nothing is planned" crm-notify plan "$p"
done <<'E'
{"alert":{"limit":"PT0S"}}
"x"
E
done_testing
