#!/bin/sh
# One order from the quote to its destruction ten years later, through every step that there is:
# ordered by telephone and only later in writing, reviewed by six departments, approved by another
# than its author, made after its samples, changed by the customer, delivered in parts on an interim
# PPAP and on a concession, damaged on the way, paid for, filed. What must not be done is tried as
# well and refused. Needs the tools and jq in PATH; ends with status 1 at the first surprise. Its
# papers and its journals go to the directory given as operand.
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
keep=${1:+$(cd "$1" && pwd)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
unset CRM_FORMAT CRM_SITE
export CRM_DIR="$work/s" CRM_NOW=2026-11-16T09:00:00+08:00

# shellcheck source=examples/pipelines/play.sh
. "$top/examples/pipelines/play.sh"
# shellcheck source=examples/pipelines/order-plant.sh
. "$top/examples/pipelines/order-plant.sh"

# ==== The quote. ====
at 2026-11-16 09:00
sales crm-order quote open --customer VW-CS --new-customer true --currency EUR --enquiry RFQ-2026-118 \
	--owner li --valid-from 2026-11-16 --valid-until 2026-12-31 --terms 'DAP Braunschweig' \
	--payment '30 days net'
quote=$(jq -r .id last)
sales crm-order quote price "$quote" --part 4711-A --from 1 --price 4.10 --change-level C
sales crm-order quote price "$quote" --part 4711-A --from 400 --price 3.80 --change-level C
sales crm-order quote price "$quote" --part 4711-B --from 1 --price 4.10
sales crm-order quote unprice "$quote" --part 4711-B
paper costing.ods
sales crm-order quote cost "$quote" --costing costing.ods --materials 'S355 MC, 3 mm'
sales crm-order quote note "$quote" --text 'first enquiry of this plant'
moved quote "$quote"
no 77 'may not act for' crm-order quote approve "$quote" --taken true --by berg

at 2026-11-17 10:00
no 77 "'li' made it" crm-order quote approve "$quote" --taken true --by li
no 77 'duty of general_manager' crm-order quote approve "$quote" --taken true --by zhou
no 1 "needs approved" crm-order quote send "$quote" --sent-to K-17 --by li
take crm-order quote approve "$quote" --taken true --by berg
take crm-order quote price "$quote" --part 4711-A --from 400 --price 3.85 --change-level C --by li
take crm-order quote amend "$quote" payment='45 days net' --why 'the customer pays then' --by li
no 1 'changed since: .*prices' crm-order quote send "$quote" --sent-to K-17 --by li
take crm-order quote approve "$quote" --taken true --by berg
take crm-order quote send "$quote" --sent-to K-17 --by li
take crm-order quote estimate "$quote" --estimate 'e-mail of 2026-11-17' --by li
no 1 'is sent' crm-order quote report "$quote" --by li

# ==== The part: its PPAP dossier, of which the customer approves 700 pieces for now. ====
at 2026-11-18 15:00
cp -R "$top/examples/ppap/bracket" dossier
take crm-ppap seal dossier --by chen
take crm-ppap submit dossier --by chen
ppap=$(jq -r .id last)

at 2026-11-20 11:00
take crm-order quote chase "$quote" --chase-result 'decides on Monday' --by li
at 2026-11-23 09:00
take crm-ppap verdict "$ppap" --verdict interim --interim-expiry 2026-12-16 --interim-quantity 700 \
	--deviations 'bore 2: 0.02 out' --action-plan AP-1 --owner chen --containment '100 % gauge' \
	--reference CS-77 --resubmit-by 2026-12-14 --by chen
take crm-order quote win "$quote" --reference 'telephone, K-17' --by li
paper countersigned.pdf
take crm-order quote countersign "$quote" --countersigned countersigned.pdf --by li
take crm-order quote report "$quote" --by li
no 1 'is won' crm-order quote lose "$quote" --lost-why price --by li

for end in 'withdraw --withdrawn-why asked_twice' 'void --why typed_wrongly' "duplicate --of $quote" \
	'lose --lost-why price'; do
	take crm-order quote open --customer VW-CS --currency EUR --by li
	# shellcheck disable=SC2086
	take crm-order quote ${end%% *} ${end#* } "$(jq -r .id last)" --by li
done

# ==== The order, by telephone. ====
at 2026-11-23 10:00
sales crm-order open --customer VW-CS --form verbal --ordered 2026-11-23 --quote "$quote" --owner li \
	--customer-part 7H0-4711 --product bracket --currency EUR --requested 2026-12-14 \
	--intended-use 'seat frame, front' --standard 'VW 50097' --acceptance 'signed sheet AS-4711' \
	--technical 'drawing D-4711' --packaging 'KLT 4314, 50 each' --hsf-law 'RoHS, REACH' \
	--hsf-customer 'VW 91101' --hsf-own 'QF-HSF-01' --implied 'no sharp edges' --legal 'ELV 2000/53' \
	--feasibility 'FE-2026-44' --special-characteristics 'bore 2' --customer-specific 'VW CSR 2025' \
	--capacity 'press 4, from 12-01' --stock none --materials 'S355 MC, in stock' \
	--materials-by 2026-11-25 --payment '45 days net' --funds 'credit insured' --customs 'none, DAP' \
	--ship-on 2026-12-10 --delivery-method 'forwarding agent' --mode Air --place Braunschweig \
	--terms 'DAP Braunschweig' --particular 'characteristics, acceptance' --major true \
	--sample-is-standard true --samples 'pre_production, shipping' --customer-inspection true \
	--export true
id=$(jq -r .id last)
sales crm-order line "$id" --line 10 --part 4711-A --change-level C --quantity 600 --price 3.85 \
	--promised 2026-12-14
sales crm-order line "$id" --line 20 --part 4711-A --change-level C --quantity 400 --price 3.85 \
	--requested 2026-12-21 --promised 2026-12-21
moved order "$id"

says 'what it lacks' 'not_signed.*|no_minutes' crm-order review "$id"
no 1 'minutes' crm-order approve "$id" --by berg
paper minutes.pdf
paper AS-4711.pdf
take crm-order attach "$id" --file minutes.pdf --what minutes --number M-2026-31
take crm-order attach "$id" --file AS-4711.pdf --what sheet --number AS-4711 --revision B \
	--signed-by K-17 --signed-on 2026-11-20
no 1 'signs after: sales' crm-order sign "$id" --department finance --by sun
no 77 'duty of quality' crm-order sign "$id" --department quality --by sun
take crm-order sign "$id" --department sales --by li
take crm-order sign "$id" --department engineering --by wang
no 65 'why it is refused' crm-order sign "$id" --department quality --verdict refused --by chen
take crm-order sign "$id" --department quality --verdict refused --text 'no gauge for bore 2' --by chen
take crm-order sign "$id" --department purchasing --by zhao
take crm-order sign "$id" --department finance --by 'Sun Li'
no 1 'signs after: quality (refused)' crm-order sign "$id" --department planning --by zhou
take crm-order sign "$id" --department quality --verdict condition --text 'gauge for bore 2 calibrated' \
	--before start --owner chen --due 2026-11-30 --by chen
gauge=$(key points)
take crm-order sign "$id" --department planning --by zhou
take crm-order point "$id" --text 'which label on the KLT?' --on customer --before approve \
	--from customer --owner li --due 2026-11-24 --by li
label=$(key points)
no 77 'has taken the order in' crm-order approve "$id" --by li
no 77 'duty of general_manager or deputy_general_manager' crm-order approve "$id" --by zhou
no 1 'is open: which label' crm-order approve "$id" --by berg
take crm-order chase "$id" --text 'K-17: order and label by Wednesday' --by li

at 2026-11-24 09:30
take crm-order clear "$id" --item "$label" --answer 'VDA 4902' --by li
take crm-order approve "$id" --by berg
says 'who has signed' '"quality","stage":2,"verdict":"condition"' crm-order review "$id" --signatures

# ---- a price that is edited after that ----
take crm-order line "$id" --line 10 --price 3.95 --why 'typed wrongly' --by li
no 1 'signature of finance is void.*price' crm-order confirm "$id" --by li
also 'the approval is void'
take crm-order line "$id" --line 10 --price 3.85 --why 'as it was' --by li
take crm-order confirm "$id" --confirmation OC-2026-77 --by li
no 65 'set by the step' crm-order amend "$id" promised=2026-12-20 --why later --by li

# ==== To those who work by it. ====
at 2026-11-25 08:30
take crm-order release "$id" --paper sales_order --by li
no 77 'duty of general_manager' crm-order release "$id" --paper production_order --by zhou
take crm-order release "$id" --paper production_order --by berg
take crm-order release "$id" --paper plan --by zhou
no 77 'duty of workshop' crm-order receipt "$id" --paper production_order --department workshop --by chen
at 2026-11-25 10:00
works ma sales_order/production production_order/production production_order/workshop \
	production_order/warehouse plan/production
works zhao sales_order/material_control production_order/material_control plan/material_control \
	plan/purchasing
works zhou sales_order/planning
works wang sales_order/engineering
works sun sales_order/finance
works chen production_order/quality
works li plan/sales
works gao plan/management
take crm-order sheet "$id" --item 'bore 2' --value '8.00 +0.02' --source 'D-4711 C' --by wang
take crm-order sheet "$id" --item coating --value 'KTL 18 um' --by wang
take crm-order checked "$id" --item coating --by wang
take crm-order milestone "$id" --milestone 'tool ready' --planned 2026-11-27 --owner ma --by zhou
take crm-order milestone "$id" --milestone pressed --planned 2026-12-04 --owner ma --by zhou
take crm-order milestone "$id" --milestone pressed --planned 2026-12-05 --by zhou
take crm-order reach "$id" --milestone 'tool ready' --by ma
take crm-order specification "$id" --specification 'VW 50097, 2026-11' --by li
take crm-order specified "$id" --by wang

# ==== Samples. ====
at 2026-11-26 09:00
no 65 'no sort of the procedure' crm-order sample open --customer VW-CS --sort preproduction --by li
take crm-order sample open --customer VW-CS --sort pre_production --order "$id" --part 4711-A \
	--change-level C --copies 2 --requirements 'series tool and material' --owner wang --by li
pre=$(jq -r .id last)
take crm-order sample data "$pre" --due 2026-11-27 --by wang
take crm-order sample amend "$pre" copies=3 --why 'one for the gauge' --by wang
take crm-order sample note "$pre" --text 'from press 4' --by wang
at 2026-11-27 09:00
take crm-order sample send "$pre" --sent-how 'courier 4482' --lot L900 --by wang
no 1 'point .* is open: gauge for bore 2' crm-order start "$id" --by ma
also "pre_production sample $pre is sent" "item 'bore 2' of the technical sheet is not checked"
at 2026-11-30 10:00
take crm-order sample receive "$pre" --by li
take crm-order sample verdict "$pre" --verdict rejected --comments 'burr at bore 2' --verdict-by K-17 \
	--reference S-1 --by li
no 1 "is rejected: no bulk" crm-order start "$id" --by ma
take crm-order sample send "$pre" --sent-how 'courier 4490' --lot L900b --by wang
at 2026-12-01 09:00
take crm-order sample receive "$pre" --by li
take crm-order sample chase "$pre" --by li
take crm-order sample verdict "$pre" --verdict comments --comments 'good' --verdict-by K-17 --by li
take crm-order sample verdict "$pre" --verdict approved --why 'no comments, a compliment' --by li
take crm-order sample keep "$pre" --kept-place 'cabinet 3' --by chen
take crm-order sample open --customer VW-CS --sort boundary --part 4711-A --requirements 'scratch' --by chen
limit=$(jq -r .id last)
take crm-order sample send "$limit" --by chen
take crm-order sample verdict "$limit" --verdict approved --expiry 2026-12-31 --by chen
take crm-order sample renew "$limit" --expiry 2027-12-31 --reference S-3 --by chen
for end in "withdraw --withdrawn-why asked_twice" "void --why typed_wrongly" "duplicate --of $limit"; do
	take crm-order sample open --customer VW-CS --sort boundary --part 4711-A --by chen
	# shellcheck disable=SC2086
	take crm-order sample ${end%% *} ${end#* } "$(jq -r .id last)" --by chen
done

# ==== Bulk. ====
take crm-order checked "$id" --item 'bore 2' --by wang
no 77 'duty of quality' crm-order clear "$id" --item "$gauge" --answer 'calibrated' --by ma
take crm-order clear "$id" --item "$gauge" --answer 'G-12, certificate 2026-11-30' --by chen
take crm-order start "$id" --by ma
crm-order print production "$id" -o html --lang zh >production.html
crm-order print review "$id" -o html --lang de >review.html

# ---- the customer changes it ----
at 2026-12-02 10:00
take crm-order change "$id" place='Wolfsburg, hall 54' --reference FAX-2 --text 'another plant' --by li
no 1 'was not reviewed and approved' crm-order pass "$id" --by li
says 'nothing leaves before' not_reviewed crm-order gate "$id" -o jsonl
take crm-order sign "$id" --department sales --by li
no 77 'has taken the order in' crm-order approve "$id" --by li
take crm-order approve "$id" --by berg
take crm-order pass "$id" --by li

# ---- a call-off of it: planning alone signs, the planning director approves; withdrawn ----
sales crm-order open --customer VW-CS --form call_off --frame "$id" --part 4711-A --quantity 100 \
	--requested 2027-01-11 --capacity yes --place 'Wolfsburg, hall 54' --price 3.85
calloff=$(jq -r .id last)
moved order "$calloff"
take crm-order sign "$calloff" --department planning --by zhou
take crm-order approve "$calloff" --by zhou
take crm-order cancel "$calloff" --cancelled-why 'the customer took stock' --by li

# ---- a danger to the day ----
at 2026-12-03 09:00
take crm-order danger "$id" --line 20 --cause material --text 'coating line down' --day 2026-12-22 --by zhou
says 'it is a risk' danger crm-order risk --days 30 -o jsonl
take crm-order tell "$id" --told 'e-mail of 2026-12-03' --by li
take crm-order answer "$id" --answer agreed --reference 'K-17, 2026-12-03' --by li
no 2 "'--reference' is missing" crm-order promise "$id" --line 20 --day 2026-12-23 --cause carrier \
	--why 'flight of the day after' --by li
take crm-order promise "$id" --line 20 --day 2026-12-23 --cause carrier --why 'flight of the day after' \
	--reference 'K-17, 2026-12-04' --by li
take crm-order delay "$id" --cause customer --text 'label came late' --days 1 --by li
take crm-order delay-told "$id" --told 'e-mail of 2026-12-03' --by li
take crm-order note "$id" --text 'K-17 is away from 12-24' --by li
at 2026-12-05 16:00
take crm-order reach "$id" --milestone pressed --by ma

# ==== Inspection and shipping. ====
at 2026-12-07 09:00
take crm-order sample open --customer VW-CS --sort shipping --order "$id" --part 4711-A --lot L901 \
	--ship-on 2026-12-15 --by li
ship=$(jq -r .id last)
take crm-order sample send "$ship" --sent-how 'courier 4502' --by li
take crm-order inspect "$id" --whose ours --inspector chen --lot L901 --quantity 600 --sample 80 \
	--rejected 4 --result failed --report QR-90 --defects 'burr at bore 2' --by chen
take crm-order correct "$id" --correction 'sorted, 4 of 600 scrapped' --prevention 'deburring each 200' \
	--by chen
take crm-order shipping "$id" --marks 'VDA 4902' --packing 'PI-4711 rev A' --booking BK-881 \
	--carrier Sinotrans --route 'PVG-HAJ' --warehouse-by 2026-12-09 --by li
take crm-order document "$id" --document 'commercial invoice' --by li
take crm-order document "$id" --document 'customs declaration' --reference CD-2231 --by li
at 2026-12-09 14:00
take crm-order warehouse "$id" --by ma

# ---- all that stands against it, at once ----
at 2026-12-10 08:00
deliver() {
	crm-order deliver "$id" --line 10 --lot L901 "$@" --by ma
}
no 1 'nothing is delivered before' deliver --note LS1 --quantity 400
also 'shipping sample .* is not approved' 'our inspection of 2026-12-07 was not passed' \
	'the customer inspects before shipment' 'parties and goods were not checked' \
	"'commercial invoice' is not ready"
take crm-order chase "$id" --text 'K-17: will come today' --by li
paper 45003121.pdf
take crm-order paper "$id" --file 45003121.pdf --number 45003121 --signed-by K-17 --signed-on 2026-12-10 \
	--by li
take crm-order amend "$id" customer_order=45003121 --why 'now it has a number' --by li
take crm-order inspect "$id" --whose ours --inspector chen --lot L901 --quantity 596 --sample 80 \
	--rejected 0 --result passed --report QR-92 --by chen
take crm-order inspect "$id" --whose customer --inspector K-22 --quantity 596 --sample 20 --rejected 0 \
	--result passed --report VW-118 --by li
take crm-order document "$id" --document 'commercial invoice' --reference INV-2026-310 --by li
take crm-order export "$id" --export-check clear --export-list 'EU, US and CN lists of 2026-12-09' --by li
no 1 "shipping sample $ship is not approved" deliver --note LS1 --quantity 400
take crm-order sample receive "$ship" --by li
take crm-order sample verdict "$ship" --verdict approved --verdict-by K-17 --reference S-2 --by li

# ==== It leaves, in parts. ====
take deliver --note LS1 --quantity 400 --carrier Sinotrans --tracking AWB-1 --containers 8
no 1 'has left' deliver --note LS1 --quantity 100
no 1 '300 pieces are left, not 301' crm-order deliver "$id" --line 20 --lot L901 --note LS2 --quantity 301 \
	--by ma
no 1 'too many' deliver --note LS2 --quantity 201
take deliver --note LS0 --quantity 1
take crm-order recall "$id" --note LS0 --why 'typed for another order' --by ma
at 2026-12-14 16:00
take crm-order arrive "$id" --note LS1 --arrived 390 --condition damaged --confirmed-by K-30 --by li
take crm-order damage "$id" --note LS1 --quantity 10 --text 'one KLT crushed' --carrier Sinotrans --by li
take crm-order claim "$id" --claim CL-14 --amount 38.50 --currency EUR --by li

# ---- a lot that a complaint blocks, and the concession that lets it go ----
at 2026-12-15 09:00
take crm-complaint open --customer VW-CS --source engineer --channel phone --part 4711-A --lot L902 \
	--defect scratch --quantity 5 --description 'scratch at the flange' --by li
complaint=$(jq -r .id last)
no 1 "lot 'L902' is blocked by $complaint" crm-order deliver "$id" --line 10 --lot L902 --note LS3 \
	--quantity 150 --by ma
take crm-complaint concession open --customer VW-CS --part 4711-A --lot L902 --deviation 'scratch below 2 mm' \
	--requirement 'D-4711 C' --quantity 160 --label AW-160 --by chen
concession=$(jq -r .id last)
on_it() {
	crm-order deliver "$id" --line 10 --lot L902 --note LS3 --concession "$concession" "$@" --by ma
}
no 1 'not authorised' on_it --quantity 150
take crm-complaint concession authorise "$concession" --authorisation A-160 --authorised-by K-17 --by chen
no 1 '160 pieces are left, not 170' on_it --quantity 170
take on_it --quantity 150
says 'it is counted' '150' crm-complaint concession show "$concession" -F uses -o json

# ---- the day after the last one of the interim approval ----
at 2026-12-17 09:00
says 'line 10 is late' '"line":"10","code":"overdue"' crm-order risk -o jsonl
no 1 "interim approval $ppap expired on 2026-12-16" deliver --note LS4 --quantity 60
no 77 'override_by' deliver --note LS4 --quantity 60 --override ppap_expired --override-by chen \
	--override-reference 'K-17, 2026-12-17'
take deliver --note LS4 --quantity 60 --override ppap_expired --override-by gao \
	--override-reference 'K-17, 2026-12-17'
take crm-ppap extend "$ppap" --interim-expiry 2027-01-15 --interim-quantity 1200 --resubmit-by 2027-01-10 \
	--reference CS-81 --by chen
take crm-order inspect "$id" --whose ours --inspector chen --lot L903 --quantity 400 --sample 80 \
	--rejected 0 --result passed --report QR-95 --by chen
take crm-order deliver "$id" --line 20 --note LS5 --lot L903 --quantity 400 --tracking AWB-2 --by ma
says 'all of it has left' shipped crm-order show "$id" -F state -o jsonl

crm-order print followup -o csv >followup.csv

# ==== It arrives; the end. ====
at 2026-12-22 15:00
take crm-order arrive "$id" --note LS3 --confirmed-by K-30 --by li
take crm-order arrive "$id" --note LS4 --confirmed-by K-30 --by li
take crm-order arrive "$id" --note LS5 --arrived 400 --condition good --confirmed-by K-30 --by li
says 'delivered; the first promise has stayed' '"delivered","promised":"2026-12-21"' crm-order show "$id" \
	-F state,promised,promised_now,delivered_at,verdicts.delivery.verdict -o jsonl
no 1 'the damage is not settled' crm-order file "$id" --filed-place 'archive 3' --by li
take crm-order settle "$id" --outcome 'paid by Sinotrans' --by sun
no 77 'duty of management' crm-order hold "$id" --hold-why 'suit 12' --by li
take crm-order hold "$id" --hold-why 'suit 12' --by gao
at 2026-12-28 09:00
take crm-order file "$id" --filed-place 'archive 3, shelf 7' --by li
crm-order print inspection "$id" -o html --lang en >inspection.html

# ==== What follows it: a copy has its goods and terms, and nobody's signature. ====
take crm-order copy "$id" --customer-order 45003190 --requested 2027-02-15 --by li
copy=$(jq -r .id last)
no 1 'is open' crm-order confirm "$copy" --promised 2027-02-15 --by li
says 'it is to be signed anew' 'sales has not signed' crm-order review "$copy"
take crm-order sheet "$copy" --item 'bore 2' --value '8.00 +0.03' --by wang
says 'what is another than last time' 'changed' crm-order compare "$copy"
take crm-order refuse "$copy" --refused-why 'the tool is away' --by li
for end in 'void --why typed_wrongly' "duplicate --of $id"; do
	take crm-order copy "$id" --by li
	# shellcheck disable=SC2086
	take crm-order ${end%% *} ${end#* } "$(jq -r .id last)" --by li
done

# ==== At the end. ====
printf '\n--- where the goods are, what is owed, the figures\n'
says 'where a lot went' '"L902".*150' crm-order where --lot L902 -o jsonl
says 'where all of them went' '"LS1".*400' crm-order where --part 4711-A -o jsonl
good crm-order risk --days 90 --check
good crm-order owed --check
good crm-order chase --check
good crm-report delivery -o table
good crm-report orders -o table
for dir in s sales; do
	good crm-store -C $dir check
	good crm-store -C $dir verify
done

# ==== Ten years later. ====
at 2037-01-04 09:00
no 1 'legal hold: suit 12' crm-order destroy "$id" --destroyed-how shredded --by gao
take crm-order unhold "$id" --hold-end-why 'settled 2031, Gao' --by gao
no 1 '2036-12-31 is the last day' crm-order destroy "$id" --destroyed-how shredded --by gao \
	--at 2036-12-31T23:00:00+08:00
no 77 'duty of management' crm-order destroy "$id" --destroyed-how shredded --by li
take crm-order destroy "$id" --destroyed-how 'shredded, Gao and Li' --by gao
good crm-store check
good crm-store verify
crm-order list -F id,state,customer,destroyed_at -o table

[ -z "$keep" ] || {
	cp production.html review.html inspection.html followup.csv "$keep"
	for kind in order quote sample; do
		cat s/$kind.jsonl sales/$kind.jsonl 2>/dev/null >"$keep/$kind.jsonl" || :
	done
}
