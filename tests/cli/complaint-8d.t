#!/bin/sh
# crm-complaint 8d: what is missing through a discipline (exit 1), deadlines, profiles, languages, the
# page to print, the Catena-X form; what is wrong with options, settings and files.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_SHARE=$TOP/lib/share
CRM_NOW=2027-01-12T09:00:00+08:00
export CRM_SHARE CRM_NOW
id=C-2026-0007

crm-store init s --zone Asia/Shanghai
settings() {
	printf '{"format":1,"zone":"Asia/Shanghai"%s}\n' "$1" >s/crm.json
}
# full JQ: the record that lacks nothing, changed
full() {
	jq -c "$1" "$TOP/tests/data/8d/full.json"
}
# eightd JQ ARG...: of that record, which is in no store
eightd() {
	full "$1" >record.jsonl
	shift
	(cd / && crm-complaint 8d - "$@") <record.jsonl
}
# lacks JQ ARG...: CODE FIELD of what is missing
lacks() {
	eightd "$@" -o json | jq -r '.[].missing[] | .discipline + " " + .field'
}
full . >full.jsonl
crm-store import complaint full.jsonl -C s >import.log 2>&1 || cat import.log

# ---- what a value cannot do to the page of text ----

forged=$(eightd '.problem_what = "burr\n\nD5 Actions\r\n   all done\n" |
	.problem_who = "Li\u001b[2J\u0085"' | sed -n '/^   what: /I,/^   when/I p')
same 'further lines are below their heading' '   What: burr

      D5 Actions
         all done' "$(printf '%s\n' "$forged" | sed '$d')"
same 'no other heading is made' 1 "$(eightd '.problem_what = "a\nD5 x"' | grep -c '^D5 ')"
like 'and a terminal sees no control' '^   Who found it: Li\\u\{1B\}\[2J\\u\{85\}$' \
	"$(eightd '.problem_who = "Li\u001b[2J\u0085"')"

# ---- complete or not ----

check 'the whole report is complete' crm-complaint 8d $id -C s
like 'text says so' '^Through D8: complete \(Default' "$out"
like 'the deadlines are met, hours from receipt' \
	'^D3: contained: met  9 h  Limit 24 h  due 2026-11-21 09:00 \+08:00$' "$out"
like 'an address of the team is not in the text, the name is' '^   leader: Wang Wei, Quality$' "$out"
check_status 66 'an unknown id' crm-complaint 8d C-2026-0009 -C s
like 'is said' 'C-2026-0009: no such complaint' "$err"
check_status 66 'the others go on' crm-complaint 8d C-2026-0009 $id -C s
like 'and are shown' "^8D report $id" "$out"
check_status 2 'no id' crm-complaint 8d -C s

broken='del(.safety_owner, .team["Li Na"], .containment.in_transit, .causes.TUN, .standards, .accepted_at)
	| .actions["0123456789ab"] |= del(.due, .evidence)'
same 'what is missing through D8' 'D0 safety_owner
D1 team
D3 containment.in_transit
D4 causes
D5 actions.0123456789ab.due
D6 actions.0123456789ab.evidence
D7 standards
D7 standards
D8 accepted_at' "$(lacks "$broken")"
same 'through D5' 'D0 safety_owner
D1 team
D3 containment.in_transit
D4 causes
D5 actions.0123456789ab.due' "$(lacks "$broken" --through D5)"
same 'through D3' 'D0 safety_owner
D1 team
D3 containment.in_transit' "$(lacks "$broken" --through D3)"
same 'only what is asked for is shown' 'd0 d1 d2 d3' "$(eightd "$broken" --through D3 -o json |
	jq -r '.[0] | keys_unsorted[] | select(test("^d[0-9]"))' | tr '\n' ' ' | sed 's/ $//')"
same 'deadlines too' 'D3' "$(eightd "$broken" --through D3 -o json | jq -r '.[0].deadlines[].gate')"
run eightd "$broken" --through D3
same 'missing is status 1' 1 "$status"
like 'with a line each in the text' '^ ! goods in transit are contained \[containment.in_transit\]$' "$out"
same 'and nothing on stderr' '' "$err"
run eightd 'del(.causes)' --through D3
same 'what comes later does not count' 0 "$status"
run eightd "$broken" -o html
same 'the page is printed all the same, status 1' 1 "$status"
like 'with what is missing on stderr, and the step that gives it' \
	"field 'causes': missing: the technical cause of non-detection \(step 'cause'\)" "$err"
check_status 65 'an unknown discipline' crm-complaint 8d $id -C s --through D9
like 'names the known' "'D9' is not known; expected D0 to D8" "$err"
check_status 65 'an unknown format' crm-complaint 8d $id -C s -o csv
like 'names the known formats' 'expected text, json, html or catena-x' "$err"

# ---- profiles ----

settings ',"customers":{"VW-CS":{"profile":"vw","language":"de","zone":"Europe/Berlin"}}'
run crm-complaint 8d $id -C s
like 'the customer has profile, language and zone' '^Bis D8: vollständig \(Volkswagen, Profil noch nicht geprüft; 2027-01-12 02:00 \+01:00\)$' "$out"
like 'the deadline is the profile'"'"'s, in the zone of the customer' \
	'^D8: angenommen: eingehalten  601 h  Frist 25 Arbeitstage  fällig 2026-12-25 02:00 \+01:00$' "$out"
run crm-complaint 8d $id -C s --profile default --lang en
like 'an option wins' '^Through D8: complete \(Default; ' "$out"
verdict() {
	eightd "$1" --profile "$2" --through D3 -o json | jq -r '.[0].deadlines[] | .limit + " " + .verdict'
}
late='.contained_at = "2026-11-22T09:00:00+08:00"'
same 'ford: 24 hours where it touches safety' 'PT24H late' "$(verdict "$late" ford)"
same 'ford: else 5 days' 'P5D met' "$(verdict "$late | .safety = false" ford)"
same 'bmw: 24 hours where it is critical' 'PT24H late' "$(verdict "$late | .severity = \"critical\"" bmw)"
same 'bmw: else 8 days' 'P8D met' "$(verdict "$late" bmw)"
same 'vda: a working day' '1wd late' \
	"$(verdict '.contained_at = "2026-11-24T09:00:00+08:00"' vda)"
eightd '.contained_at = "2026-11-20T08:30:00+08:00"' --through D3 -o json >early.json
same 'what ended before receipt has no hours' '["void",null]' \
	"$(jq -c '.[0].deadlines[0] | [.verdict, .hours]' early.json)"
unlike '  nor in the text' 'D3: .* h  Limit' \
	"$(eightd '.contained_at = "2026-11-20T08:30:00+08:00"' --through D3 --lang en)"
for profile in bmw default ford gm stellantis vda vw; do
	run eightd . --profile $profile
	same "profile $profile can be used" 0 "$status"
done
same 'vda asks for systemic causes' 'D4 causes' "$(lacks 'del(.causes.SUA)' --profile vda)"
same 'the default does not' '' "$(lacks 'del(.causes.SUA)')"
check_status 66 'an unknown profile' crm-complaint 8d $id -C s --profile audi
like 'names those that there are' \
	"no such profile: 'audi'; there are bmw, default, ford, gm, stellantis, vda, vw" "$err"
settings ',"customers":{"VW-CS":{"calendar":"de-ni"}}'
same 'a customer with only a calendar has its zone' '2026-11-21T02:00:00+01:00' \
	"$(crm-complaint 8d $id -C s -o json | jq -r '.[0].deadlines[0].due_at')"
settings ',"customers":{"VW-CS":{"zone":"UTC","calendar":"de-ni"}}'
same '  but for a zone of its own' '2026-11-21T01:00:00Z' \
	"$(crm-complaint 8d $id -C s -o json | jq -r '.[0].deadlines[0].due_at')"
settings ',"customers":{"VW-CS":{"profile":"audi"}}'
check_status 78 'in the settings it is a wrong setting' crm-complaint 8d $id -C s
like 'with file and key' "s/crm.json: field 'customers.VW-CS.profile': no such profile: 'audi'" "$err"
settings ''
mkdir -p s/profiles/8d
echo '{"uses":"vw","title":"House","require":{"D2":["is_is_not","problem.smell"]}}' >s/profiles/8d/own.json
check_status 78 'a need that there is not' crm-complaint 8d $id -C s --profile own
like 'with file and key of the profile' \
	"own.json: field 'require.D2\\[1\\]': unknown need 'problem.smell'" "$err"
echo '{"uses":"vw","title":"House","require":{"D2":["is_is_not"]},"deadlines":{"D3":[{"limit":"soon"}]}}' \
	>s/profiles/8d/own.json
check_status 78 'a limit that is none' crm-complaint 8d $id -C s --profile own
like 'with file and key of the limit' "own.json: field 'deadlines.D3\\[0\\]" "$err"
echo '{"uses":"own"}' >s/profiles/8d/own.json
check_status 78 'a profile that uses itself' crm-complaint 8d $id -C s --profile own
echo '{"uses":"vw","title":"House","require":{"D8":[]}}' >s/profiles/8d/own.json
check 'a profile of the store' crm-complaint 8d $id -C s --profile own
like 'is used' '\(House; ' "$out"
echo '{"title":"House default"}' >s/profiles/8d/default.json
run crm-complaint 8d $id -C s
like 'and comes before an installed one' '\(House default; ' "$out"
rm -r s/profiles

# ---- languages, templates, the page ----

settings ',"company":{"name":"Muster & <Co>","city":"Shanghai"},
	"forms":{"8d":{"number":"QF-8.5-07","revision":"C","status":"released"}}'
for lang in en zh de; do
	check "-o html --lang $lang" crm-complaint 8d $id -C s -o html --lang $lang
	printf '%s\n' "$out" >page.$lang.html
	like "$lang: the page says its language" "^<html lang=\"$lang\">\$" "$out"
	like "$lang: number, revision and status of the form" 'QF-8.5-07 · .* C · released' "$out"
	unlike "$lang: no tag is left open" '[{][{]' "$out"
	unlike "$lang: nothing is loaded from elsewhere, and nothing runs" '<script|<link|src=|@import|url\(' "$out"
done
html=$(cat page.en.html)
like 'our name is escaped' '<strong>Muster &amp; &lt;Co&gt;</strong>' "$html"
like 'A4' '@page [{] size: A4;' "$html"
like 'fonts for Chinese' '"Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif' "$html"
like 'a row of the team' '<td>leader</td><td>Wang Wei</td><td>Quality</td>' "$html"
like 'what a cause is called' '<td>TUA: technical cause of occurrence</td>' "$html"
like 'German' '<td>TUA: technische Ursache des Auftretens</td>' "$(cat page.de.html)"
like 'Chinese' '<td>TUA: 发生的技术原因</td>' "$(cat page.zh.html)"
run eightd '.description = "<b>a</b> & \"b\"" | .team["Li Na"].name = "<i>" ' -o html
like 'what users wrote is escaped' '<td>&lt;b&gt;a&lt;/b&gt; &amp; &quot;b&quot;</td>' "$out"
like 'in items too' '<td>sponsor</td><td>&lt;i&gt;</td>' "$out"
run eightd '.description = "{{id}} {{{l.title}}}" | .defect = "{{#reports}}"' -o html
like 'and is no template' '<td>[{][{]id[}][}] [{][{][{]l.title[}][}][}]</td>' "$out"
full '.id = "C-2026-0008"' >second.jsonl
cat full.jsonl second.jsonl >two.jsonl
run crm-complaint 8d - -o html <two.jsonl
same 'two reports are one page' 1 "$(printf '%s\n' "$out" | grep -c '<html')"
same 'the second begins on a new sheet' 1 "$(printf '%s\n' "$out" | grep -c 'class="report next"')"
same 'the same report is the same bytes' "$html" "$(crm-complaint 8d $id -C s -o html --lang en)"
check_status 66 'an unknown language' crm-complaint 8d $id -C s --lang fr
like 'names those that there are' "no such language: 'fr'; there are de, en, zh" "$err"
mkdir -p s/templates/8d
printf '{{#reports}}{{l.title}}/{{id}}/{{company.name}}\n{{/reports}}' >s/templates/8d/report.txt
same 'the template of the store comes first' "8D report/$id/Muster & <Co>" "$(crm-complaint 8d $id -C s)"
jq '.title = "Rapport 8D"' "$TOP/lib/share/8d/labels.en.json" >s/templates/8d/labels.fr.json
same 'and its labels' "Rapport 8D/$id/Muster & <Co>" "$(crm-complaint 8d $id -C s --lang fr)"
printf '{{#reports}}\n{{l.title}' >s/templates/8d/report.txt
check_status 78 'a template that cannot be read' crm-complaint 8d $id -C s
like 'with file and line' 'report.txt:2: ' "$err"
rm -r s/templates
settings ',"company":{"nmae":"x"}'
check_status 78 'an unknown member of company' crm-complaint 8d $id -C s
like 'is named' "crm.json: field 'company.nmae': unknown setting; expected one of: name, " "$err"
settings ',"forms":{"8d":{"number":7}}'
check_status 78 'a number that is no text' crm-complaint 8d $id -C s
like 'is named too' "crm.json: field 'forms.8d.number': a text expected" "$err"
check_status 65 'a record that is broken' sh -c 'echo "{" | crm-complaint 8d -'

# ---- Catena-X ----

member='"bpnl":"BPNL0000000001AB","city":"Shanghai","country":"China","email":"q@example.com"'
company() {
	settings ",\"company\":{\"name\":\"Muster\",\"supplier_id\":\"S-1\",$member},
		\"customers\":{\"VW-CS\":{\"name\":\"VW\",$member}}"
}
company
schema=$SHARED/data/8d/Report8D-schema.json
python=
for p in python3 /usr/bin/python3; do
	[ -n "$python" ] || ! "$p" -c 'import jsonschema' 2>/dev/null || python=$p
done
valid() {
	"$python" -c 'import json, jsonschema, sys
jsonschema.validate(json.load(open(sys.argv[1])), json.load(open(sys.argv[2])))' "$1" "$schema"
}
for through in D0 D3 D5 D7 D8; do
	check "-o catena-x --through $through" crm-complaint 8d $id -C s -o catena-x --through $through
	printf '%s\n' "$out" >form.$through.json
	if [ -n "$python" ] && [ -n "$SHARED" ] && [ -f "$schema" ]; then
		check "the form through $through is valid by its schema" valid form.$through.json
	else
		skip "the form through $through is valid by its schema" 'no schema, or no jsonschema'
	fi
done
same 'it has the steps that it goes through' 'header stepD0 stepD1 stepD2 stepD3' \
	"$(jq -r 'keys_unsorted | join(" ")' form.D3.json)"
same 'numbers are numbers' '[99.5,100,100,100]' \
	"$(jq -c '[.stepD6.implementedCorrectiveMeasures[].effectivenessResult]' form.D8.json)"
same 'days are those of the zone' '2026-11-20 2026-12-15' \
	"$(jq -r '.header.complaintDate + " " + .stepD8.closingDate' form.D8.json)"

# lost ID: members that the form lacks then
lost() {
	run crm-complaint 8d "$1" -C s -o catena-x
	[ "$status" -eq 1 ] || echo "status $status"
	[ -z "$out" ] || echo 'printed'
	printf '%s\n' "$err" | sed -n "s/.*field '\([^']*\)': the form requires it.*/\1/p"
}
cat >rows <<'E2'
.customer_ref|header.customerComplaintId stepD0.customerComplaintId
.customer_order|header.parts[0].orderNumber
.part|header.parts[0].customerPartNumber
.assessed_at|stepD2.riskAssessmentStarted
.problem_how, .description|stepD2.symptomDescription
.problem_what|stepD2.problemDescription stepD0.problemDescription
.received_at|header.complaintDate stepD0.complaintDate
.team["Wang Wei"].email|stepD1.teamLeader.email
.team["Li Na"].email|stepD1.sponsor.email
.team["张伟"].email|stepD1.teamMembers[0].email
.team["Eva Braun-Huber"]|stepD1.contactPerson stepD1.contactPerson.name stepD1.contactPerson.email
.containment.stock.proof|stepD3.descriptionOfInterimContainmentActions[0].proofOfEffectiveness
.containment|stepD3.descriptionOfInterimContainmentActions stepD3.descriptionOfInterimContainmentActions[0].proofOfEffectiveness stepD3.descriptionOfInterimContainmentActions[0].introductionDate
.causes.TUN.verified_on|stepD4.causes[1].clarificationDate
.causes.TUA.evidence|stepD4.causes[0].result
.causes.TUA.text|stepD4.causes[0].causeHypothesisDescription
.causes|stepD4.causes stepD4.causes[0].typeOfCauses stepD4.causes[0].causeHypothesisDescription stepD4.causes[0].clarificationDate stepD4.causes[0].result
.actions["0123456789ab"].due|stepD5.definePermanentCorrectiveActions[0].introductionDate
.actions["0123456789ab"].validation|stepD5.definePermanentCorrectiveActions[0].proofOfEffectiveness
.actions["0123456789ab"].text|stepD5.definePermanentCorrectiveActions[0].measure stepD6.implementedCorrectiveMeasures[0].measure
.actions["0123456789ab"].implemented_at|stepD6.implementedCorrectiveMeasures[0].introductionDate
.actions["0123456789ab"].evidence|stepD6.implementedCorrectiveMeasures[0].proofOfEffectiveness
.standards["abcdef012345"].proof|stepD7.errorPreventiveMeasures[0].proofOfEffectiveness
.standards|stepD7.errorPreventiveMeasures stepD7.errorPreventiveMeasures[0].introductionDate stepD7.errorPreventiveMeasures[0].proofOfEffectiveness stepD7.errorPreventiveMeasures[0].measure
.accepted_at|stepD8.closingDate
E2
n=0
while IFS='|' read -r what members; do
	n=$((n + 1))
	full "del($what) | .id = \"X-$n\""
done <rows >lacking.jsonl
crm-store import complaint lacking.jsonl -C s >import.log 2>&1 || cat import.log
n=0
while IFS='|' read -r what members; do
	n=$((n + 1))
	same "without $what" "$(printf '%s\n' "$members" | tr ' ' '\n')" "$(lost X-$n)"
done <rows

# of the settings
all=$member
for pair in bpnl:bpnlProperty city:city country:country email:email; do
	member=$(printf '%s' "$all" | sed "s/\"${pair%:*}\":\"[^\"]*\",\{0,1\}//; s/,\$//")
	company
	same "without ${pair%:*} of both companies" "header.customerContact.${pair#*:}
header.supplierContact.${pair#*:}" "$(lost $id)"
done
member=$all
settings ",\"company\":{\"name\":\"Muster\",\"supplier_id\":\"S-1\"}"
same 'without the customer, and with half of us' 'header.customerContact
header.customerContact.companyName
header.customerContact.city
header.customerContact.country
header.customerContact.bpnlProperty
header.customerContact.email
header.supplierContact.city
header.supplierContact.country
header.supplierContact.bpnlProperty
header.supplierContact.email' "$(lost $id)"
run crm-complaint 8d $id -C s -o catena-x
like 'it says what gives it' "given by: customers.VW-CS.city of crm.json" "$err"
settings ''
same 'without the settings' 'header.customerContact
header.customerContact.companyName
header.customerContact.city
header.customerContact.country
header.customerContact.bpnlProperty
header.customerContact.email
header.supplierId' "$(lost $id)"

check_status 1 '--draft' crm-complaint 8d $id -C s -o catena-x --draft
same 'prints it all the same, and makes nothing up' false \
	"$(printf '%s\n' "$out" | jq '.header | has("customerContact") or has("supplierId")')"
check_status 2 '--draft is of the form only' crm-complaint 8d $id -C s --draft
member='"bpnl":"BPNL1","city":"Shanghai","country":"China","email":"quality","phone":"021/7"'
company
check_status 1 'what the form cannot take' crm-complaint 8d $id -C s -o catena-x
same 'is not printed' '' "$out"
like 'the number of the company is named' \
	"field 'header.customerContact.bpnlProperty': 'BPNL1' is not BPNL and 12 letters or digits; given by: customers.VW-CS.bpnl" "$err"
like 'the address too' "field 'header.supplierContact.email': 'quality' is not one address for mail" "$err"
like 'and the telephone' "field 'header.supplierContact.phoneNumber': '021/7' is not digits" "$err"
done_testing
