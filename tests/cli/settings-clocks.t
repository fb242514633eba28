#!/bin/sh
# Clocks in the settings: lists by customer, class and condition, working time, repeat, pausable;
# what is wrong there is named by its place.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

crm-store init s --zone Europe/Berlin
CRM_DIR=$PWD/s
export CRM_DIR
mkdir s/calendars
echo '{"week":{"mon-fri":["09:00-17:00"]}}' >s/calendars/office.json
now=2026-11-20T10:00:00+01:00
for id in A B C D; do
	class=quality customer=ACME
	[ $id != A ] || class=delivery
	[ $id != B ] || customer='VW, CS'
	[ $id != C ] || customer='Say "hi"'
	crm-complaint open --id $id --customer "$customer" --class $class --part 47$id --now $now >/dev/null
done

# settings CLOCKS: those of the complaint, with our calendar
settings() {
	printf '{"format":1,"zone":"Europe/Berlin","calendar":"office","customers":{"ACME":{}},' >s/crm.json
	printf '"clocks":{"complaint":%s}}\n' "$1" >>s/crm.json
}
# limits CLOCK: of A to D
limits() {
	for id in A B C D; do
		crm-complaint clocks $id --now $now -F clock,limit,calendar -o csv | sed -n "s/^$1,//p"
	done | paste -s -d ' '
}

settings '{"reply":[
	{"class":"delivery,service","limit":"PT48H"},
	{"customer":"VW, CS","limit":"PT4H","calendar":"own"},
	{"customer":"Say \"hi\"","limit":"PT6H","calendar":"elapsed"},
	{"where":["customer=ACME","part!=x"],"limit":"PT5H","calendar":"customer"}]}'
same 'the first of the list that matches counts' 'PT48H, PT4H,office PT6H, PT5H,office' "$(limits reply)"
same 'other clocks are as they were' 'PT24H, PT24H, PT24H, PT24H,' "$(limits answer)"
settings '{"reply":[{"where":"part=47A","limit":"PT1H"},{"where":["part=47B","customer=ACME"],"limit":"PT2H"},{"limit":"PT3H"}]}'
same 'all of a list of conditions must hold' 'PT1H, PT3H, PT3H, PT3H,' "$(limits reply)"
settings '{"reply":[{"customer":"VW, CS","calendar":"own"},{"limit":"PT3H"}]}'
same 'what an entry does not say is as the clock has it' 'PT3H, PT24H,office PT3H, PT3H,' "$(limits reply)"
settings '{"reply":{"limit":"PT7H","calendar":"office"}}'
same 'an object is a list of one' 'PT7H,office PT7H,office PT7H,office PT7H,office' "$(limits reply)"
settings '{"reply":[]}'
same 'an empty list says nothing' 'PT24H, PT24H, PT24H, PT24H,' "$(limits reply)"

settings '{"reply":{"limit":"PT1H","repeat":"PT2H"}}'
same 'a clock that repeats counts its rounds' late,3 "$(
	crm-complaint clocks D --now 2026-11-20T13:30:00+01:00 -F clock,verdict,round -o csv | sed -n 's/^reply,//p')"

# bad NAME MESSAGE CLOCKS: refused with 78
bad() {
	settings "$3"
	check_status 78 "$1" crm-complaint clocks D --now $now
	like '  it says where and what' "s/crm.json: field '$2" "$err"
}
bad 'no such clock' "clocks.complaint.reply2': there is no clock 'reply2'" '{"reply2":{"limit":"PT1H"}}'
bad 'neither object nor list' "clocks.complaint.reply': not an object; expected" '{"reply":"PT1H"}'
bad 'a list of something else' "clocks.complaint.reply\[1\]': not an object" '{"reply":[{},5]}'
bad 'an unknown member' "clocks.complaint.reply\[0\].limits': unknown setting; expected limit, calendar" \
	'{"reply":[{"limits":"PT1H"}]}'
bad 'a limit that is none' "clocks.complaint.reply\[1\]': clock 'reply': not a limit: 'soon'" \
	'{"reply":[{},{"limit":"soon"}]}'
bad 'a limit that is no text' "clocks.complaint.reply.limit': not a text" '{"reply":{"limit":5}}'
bad 'a repeat that is none' "clocks.complaint.reply': clock 'reply': not a repeat: '0wd'" '{"reply":{"repeat":"0wd"}}'
bad 'pausable is yes or no' "clocks.complaint.reply.pausable': true or false" '{"reply":{"pausable":"yes"}}'
bad 'K2 is never paused' "clocks.complaint.inform': clock 'inform': is never paused \(K2\)" \
	'{"inform":{"pausable":true}}'
bad 'a condition that is none' "clocks.complaint.reply': clock 'reply': unknown field 'colour'" \
	'{"reply":{"where":"colour=red"}}'
bad 'conditions are texts' "clocks.complaint.reply.where': not a list of texts" '{"reply":{"where":["part=x",1]}}'
bad 'a condition is a text' "clocks.complaint.reply.where': neither a text nor a list" '{"reply":{"where":7}}'
bad 'no such calendar' "clocks.complaint.reply.calendar': .*'nowhere'" '{"reply":{"calendar":"nowhere"}}'
bad 'no such class' "clocks.complaint.reply': clock 'reply': .*'strange'; one of: quality" '{"reply":{"class":"strange"}}'

# refused NAME MESSAGE SETTINGS: the same of all settings
refused() {
	printf '%s\n' "$3" >s/crm.json
	check_status 78 "$1" crm-complaint clocks D --now $now
	like '  it says where and what' "s/crm.json: field '$2" "$err"
}
refused 'our own calendar is needed' "clocks.complaint.reply.calendar': 'own' needs our own calendar" \
	'{"format":1,"clocks":{"complaint":{"reply":{"calendar":"own"}}}}'
refused 'for customers without one too' "clocks.complaint.reply.calendar': 'customer' needs our own calendar.*customers that" \
	'{"format":1,"clocks":{"complaint":{"reply":{"calendar":"customer"}}}}'
refused 'a kind that has no clocks' "clocks': names a kind" '{"format":1,"clocks":{"thing":{}}}'
refused 'our calendar must be there' "calendar': .*'nowhere'" '{"format":1,"calendar":"nowhere"}'
refused 'a calendar is a text' "calendar': a text expected" '{"format":1,"calendar":5}'
refused 'customers are an object' "customers': not an object" '{"format":1,"customers":[]}'
refused 'a customer is an object' "customers.VW': not an object" '{"format":1,"customers":{"VW":"de"}}'
refused 'with known members' "customers.VW.zoone': unknown setting; expected one of: zone, calendar, profile, language, ppap, quiet, channels, lead, name, supplier_id, bpnl" \
	'{"format":1,"customers":{"VW":{"zoone":"UTC"}}}'
refused 'not two in one' "customers.VW.name zone': unknown setting" \
	'{"format":1,"customers":{"VW":{"name zone":"UTC"}}}'
refused 'a zone that is there' "customers.VW.zone': .*Europe/Nowhere" \
	'{"format":1,"customers":{"VW":{"zone":"Europe/Nowhere"}}}'
refused 'a calendar that is there' "customers.VW.calendar': .*'nowhere'" \
	'{"format":1,"customers":{"VW":{"calendar":"nowhere"}}}'
echo '{"week":{"mon":["25:00-26:00"]}}' >s/calendars/bad.json
printf '{"format":1,"calendar":"bad"}\n' >s/crm.json
check_status 78 'a calendar file that is wrong' crm-complaint clocks D --now $now
like '  its own name is in the message' 's/calendars/bad.json.*25:00' "$err"
done_testing
