#!/bin/sh
# The printed papers of orders (D7): review sheet, production order, follow-up table, inspection report; of
# a full order, of one with lines and of a bare one; as text, JSON, CSV where it is a table, and a page to
# print, in three languages.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

crm-store init s
CRM_DIR=$PWD/s
CRM_NOW=2026-11-20T23:30:00Z
export CRM_DIR CRM_NOW
mkdir s/order
cat >s/order/procedure.json <<'END'
{"duties":[
 {"department":"sales","stage":1,"fields":["customer","place"]},
 {"department":"finance","stage":2,"fields":["price","currency","payment"]},
 {"department":"planning","stage":2,"fields":["quantity","requested","capacity"]}],
 "required":[{"field":"standard"},{"field":"capacity"},{"field":"place"}],
 "authority":{"contract":["general_manager"],"production_order":["general_manager"]},
 "lists":{"production_order":["quality","workshop"]},
 "samples":[{"sort":"pre_production","blocks":"start"},{"sort":"shipping","blocks":"ship"}]}
END
cat >s/crm.json <<'END'
{"format":1,"zone":"Asia/Shanghai","company":{"name":"Liantuo <& \"Co\">"},
 "forms":{"review":{"number":"QF-1","revision":"B","status":"released"},
  "production":{"number":"QF-2","revision":"A","status":"released"},
  "followup":{"number":"QF-3","revision":"C","status":"trial"},
  "inspection":{"number":"QF-4","revision":"D","status":"released"}},
 "customers":{"VW":{"name":"Volkswagen AG","language":"de"},"BMW":{"language":"zh"}}}
END
echo '{"id":"Q-1","customer":"VW","currency":"EUR","state":"sent","prices":{"a":{"part":"P1","price":"12.51"}}}' >q.jsonl
crm-store import quote q.jsonl >/dev/null
o() {
	crm-order "$@" >/dev/null 2>errs || sed "s/^/# $1: /" errs
}
o open --id O-1 --by li --owner wang --customer VW --customer-order 4500 --part P1 --change-level C \
	--quantity 1000 --price 12.51 --currency EUR --quote Q-1 --place 'Wolfsburg <&"x"{{id}}>' \
	--requested 2027-01-15 --payment 30d --capacity yes --standard S1 \
	--samples pre_production,shipping --particular quality
o sign O-1 --department sales --by li
o sign O-1 --department finance --by zhao
o sign O-1 --department planning --by chen --verdict condition --text 'steel first' --before start \
	--owner zhao --due 2026-12-10
o attach O-1 --file q.jsonl --what sheet --number 7 --revision B --signed-by Schmidt
o approve O-1 --by gm
o confirm O-1 --promised 2027-01-15
o promise O-1 --day 2027-01-20 --cause customer --why 'drawing late' --reference FAX-1
o shipping O-1 --marks M-1
o sheet O-1 --item steel --value S420MC --source Baosteel
o sheet O-1 --item coating --value ZnNi
o checked O-1 --item steel --by xu
o milestone O-1 --milestone material --planned 2026-11-19 --owner zhao
o milestone O-1 --milestone drawing --planned 2026-11-21 --owner li
o reach O-1 --milestone drawing
o release O-1 --paper production_order --by gm
o receipt O-1 --paper production_order --department workshop --by ma
o danger O-1 --cause material --text 'mill is late' --day 2027-01-25
o delay O-1 --cause supplier --text 'gauge broke'
o inspect O-1 --whose ours --inspector 'Li Na' --lot L1 --quantity 500 --sample 80 --rejected 3 \
	--result failed --report R-1 --defects burr
o inspect O-1 --whose customer --lot L2 --quantity 300 --sample 50 --rejected 0 --result passed --report R-2
o correct O-1 --item "$(crm-order show O-1 -o jsonl | jq -r '.inspections|to_entries[]|select(.value.report=="R-1").key')" \
	--correction deburred --prevention 'new tool'
o sample open --order O-1 --part P1 --customer VW --sort pre_production --due 2026-12-01
o open --id O-2 --customer BMW --by li
o open --id O-3 --customer BMW --by li --currency CNY
o line O-3 --line 10 --part 零件 --quantity 60 --price 3.25 --requested 2026-11-25
o line O-3 --line 20 --part P3 --quantity 40 --requested 2026-11-20
o line O-3 --line 30 --part P4 --quantity 40 --requested 2026-11-21

# ---- review sheet ----

check 'review sheet' crm-order print review O-1 --lang en
like '  title, id and form number' '^Contract review sheet O-1   Form QF-1, Revision B, released$' "$out"
like '  our name' '^Liantuo <& "Co">$' "$out"
like '  the customer by name' '^Customer: VW \(Volkswagen AG\), 4500$' "$out"
like '  the sort and why' '^Sort of the order: contract \(as approved\); particular demands: quality; no order of the part before it$' "$out"
like '  our day, not that of UTC' '^As of: 2026-11-21 07:30$' "$out"
like '  a value as it is' '^   Place of delivery: Wolfsburg <&"x"\{\{id\}\}>$' "$out"
like '  who signed, and when' '^   agreed: zhao \([^)]*\), 2026-11-21 07:30$' "$out"
like '  a condition' '^   agreed with a condition: chen .*; steel first$' "$out"
like '  which is a point' '^ ! Planning: steel first; Owner zhao; Due 2026-12-10$' "$out"
like '  what nobody judges' '^   Quality standard: S1$' "$out"
like '  the price against the quote' '^   P1; Ordered 12.51 EUR; Quoted 12.51; Agrees: yes$' "$out"
like '  the signed sheet' '^   approval sheet: 7 / B .*Signed by the customer: Schmidt' "$out"
like '  the final word' '^Final approval: approved, gm, 2026-11-21 07:30$' "$out"
same '  nothing is left to sign' 0 "$(printf '%s\n' "$out" | grep -c '^   Name, date, signature')"
run crm-order print review O-1 -o json
same '  as data' 'QF-1 contract true signed,signed,condition sales,finance,planning 3 approved' \
	"$(printf '%s\n' "$out" | jq -r '.[0] | "\(.form.number) \(.sort.sort) \(.sort.frozen) \([.departments[].verdict]|join(",")) \([.departments[].department]|join(",")) \(.departments[1].fields|length) \(.approval.verdict)"')"

check 'a bare order' crm-order print review O-2 --lang en
like '  what must be said is marked' '^   Place of delivery: ____________ !$' "$out"
unlike '  what need not be is not' '^   Terms of payment: ____________ !$' "$out"
like '  each department has a line to sign, and the final word' '4' \
	"$(printf '%s\n' "$out" | grep -c '^   Name, date, signature: ____________$')"
like '  what is lacking before the next decision' '^Lacking in the review, before approval; before delivery the gate \(crm-order gate\) asks more$' "$out"
like '  by department' '^ ! not said; Planning; Capacity$' "$out"
run crm-order print review O-3 --lang en
like 'lines: each with its own' '^   Quantity: 10: 60; 20: 40; 30: 40$' "$out"
like '  and its price' '^ ! Line 10: 零件; Ordered 3.25 CNY; Quoted –; Agrees: no$' "$out"

check 'prices and names are hidden' crm-order print review O-1 --mask --lang en
unlike '  everywhere' '12\.51|Schmidt|particular demands:' "$out"
like '  and it says so' '^   P1; Ordered \*\*\* EUR; Quoted \*\*\*; Agrees: yes$' "$out"
unlike '  in the data, too' '12\.51|Schmidt' "$(crm-order print review O-1 --mask -o json)"

# ---- production order ----

check 'production order' crm-order print production O-1 --lang en
like '  its form' '^Production order O-1   Form QF-2, Revision A, released$' "$out"
like '  goods and days' '^   P1 / C; Quantity 1000; Requested day 2027-01-15; First promise 2027-01-15; Due 2027-01-20$' "$out"
unlike '  never a price' '12\.51|EUR|[Pp]rice' "$out"
unlike '  nor in the data' '12\.51|EUR|price' "$(crm-order print production O-1 -o json)"
like '  the sheet: checked' '^   steel: S420MC; Designated source: Baosteel; Checked 2026-11-21 07:30, xu$' "$out"
like '  and not' '^ ! coating: ZnNi; not checked$' "$out"
like '  a sample, and what it blocks' '^ ! pre-production S-2026-0001: to be sent; Due 2026-12-01; Blocks: start of bulk$' "$out"
like '  one that nobody asked for' '^ ! shipping: not asked for yet; Blocks: shipment$' "$out"
like '  a milestone past its day' '^ ! material: Planned 2026-11-19; zhao; Reached ____________$' "$out"
like '  one that was reached on it, our day' '^   drawing: Planned 2026-11-21; li; Reached 2026-11-21 07:30$' "$out"
like '  who has it' '^   Workshop: Given 2026-11-21 07:30; Received 2026-11-21 07:30 ma; Work begun ____________$' "$out"
like '  who has signed it' '^Signed by \(General manager\): gm, 2026-11-21 07:30$' "$out"
like '  what stops it' '^ ! point is open; Planning; 2026-12-10$' "$out"
check 'production order of a bare order' crm-order print production O-2 --lang en
like '  is not released' '^Signed by \(General manager\): not released yet$' "$out"
like '  and must not start' '^ ! not approved$' "$out"
like '  marks' '^   Marks, bar codes: M-1$' "$(crm-order print production O-1 --lang en)"

# ---- follow-up table ----

check 'follow-up table' crm-order print followup -o csv
same '  the first day first' 'O-3 3 false,O-1 1 true,O-2 1 false' "$(crm-order print followup -o json |
	jq -r '[.orders[] | "\(.id) \(.lines | length) \(.milestones | length > 0)"] | join(",")')"
same '  today is not late, yesterday is' 'id,line,requested,promised,due,days,late,left,arrived
O-3,10,2026-11-25,,2026-11-25,4,false,0,0
O-3,20,2026-11-20,,2026-11-20,-1,true,0,0
O-3,30,2026-11-21,,2026-11-21,0,false,0,0
O-1,,2027-01-15,2027-01-15,2027-01-20,60,false,0,0
O-2,,,,,,false,0,0' "$(crm-order print followup -o csv -F id,line,requested,promised,due,days,late,left,arrived)"
same '  what is planned and reached, dangers, delays' 'material 2026-11-19; drawing 2026-11-21 2026-11-21,material mill is late 2027-01-25,supplier gauge broke' \
	"$(crm-order print followup O-1 -o csv -F milestones,dangers,delays | sed 1d)"
same '  what comes next' 'material,reach,zhao,2026-11-19' \
	"$(crm-order print followup O-1 -o csv -F next,next_step,next_owner,next_due | sed 1d)"
run crm-order print followup O-1 O-3 --lang en
like '  late ones are marked' '^ ! line 20: P3; .*\(-1 d\) LATE; Left 0' "$out"
like '  a milestone too' '^ !    material: 2026-11-19 → …$' "$out"
like '  a danger of which the customer was not told' '^ ! danger: material → 2027-01-25, mill is late; customer not told$' "$out"
like '  the form' 'Form QF-3, Revision C, trial$' "$out"
like '  as they are named' 'O-1' "$(printf '%s\n' "$out" | grep -m1 '^O-')"
run crm-order print followup O-1 -o html
like '  a delay without days has not those of its line' 'Verzug: Lieferant gauge broke' "$out"
like '  landscape' 'size: A4 landscape' "$out"
o tell O-1 --told M-7
o answer O-1 --answer agreed --reference M-8
like 'answered' '^   danger: material → 2027-01-25, mill is late; M-7 agreed M-8$' \
	"$(crm-order print followup O-1 --lang en | sed 's/M-7  */M-7 /')"
o deliver O-1 --note N1 --lot L1 --quantity 600 --override \
	"$(crm-order gate O-1 --lot L1 -o jsonl | jq -rs 'map(.code)|unique|join(",")')" --override-by gm --override-reference R
o arrive O-1 --note N1 --lot L1 --arrived 590
same 'pieces that left and arrived' 600,590 "$(crm-order print followup O-1 -o csv -F left,arrived | sed 1d)"
same 'by filter' 'O-3
O-2' "$(crm-order print followup --where customer=BMW -o csv -F id | sed 1d | uniq)"
o refuse O-2 --refused-why x
same 'what has ended is not followed' 'O-3 O-1' "$(crm-order print followup -o csv -F id | sed 1d | uniq | paste -sd' ' -)"
same '  but with --all' 'O-3 O-1 O-2' "$(crm-order print followup --all -o csv -F id | sed 1d | uniq | paste -sd' ' -)"
check 'a table of none' crm-order print followup --where customer=X --lang en
like '  says so' '^No orders$' "$out"

# ---- inspection report ----

check 'inspection reports' crm-order print inspection O-1 --lang en
same '  of each' 'R-1 R-2' "$(printf '%s\n' "$out" | sed -n 's/^   Report: //p' | paste -sd' ' -)"
like '  its form' '^Inspection report before shipment O-1   Form QF-4, Revision D, released$' "$out"
key=$(crm-order print inspection O-1 -o json | jq -r '.[] | select(.inspection.report == "R-1").item')
run crm-order print inspection O-1 --item "$(printf %.6s "$key")" --lang en
same 'one of them, by the beginning of its key' 'R-1' "$(printf '%s\n' "$out" | sed -n 's/^   Report: //p')"
same '  all of it' '   Whose: ours
   Inspector: Li Na
   Lot: L1
   Pieces presented: 500
   Pieces inspected: 80
   Pieces rejected: 3
   Result: failed
   Defects found: burr
   Correction: deburred
   Prevention: new tool' "$(printf '%s\n' "$out" | sed -n '/Whose/,/Prevention/p')"
same '  boxes to sign' 3 "$(printf '%s\n' "$out" | grep -c ': name, date, signature: ____________$')"
unlike '  the inspector hidden' 'Li Na' "$(crm-order print inspection O-1 --mask)"
run crm-order print inspection O-3 --lang en
like 'of an order without one a sheet to fill in' '^   Result: \[ \] passed   \[ \] failed$' "$out"
like '  for its goods' '^   Line 20: P3; Quantity 40' "$out"

# ---- void signatures, changes ----

o change O-1 place=Emden price=13 --reference FAX-2 --text moved
run crm-order print review O-1 --lang en
like 'a void signature is marked, and by what' '^ ! VOID: li .*; changed since: Place of delivery$' "$out"
like '  with a line to sign again' '^   Name, date, signature: ____________$' "$out"
like '  the approval too' '^Final approval: VOID, gm, .*; changed since: .*Price' "$out"
like '  the change' '^ ! FAX-2: Place of delivery, Price; moved; not reviewed$' "$out"
like '  the price differs' '^ ! P1; Ordered 13 EUR; Quoted 12.51; Agrees: no$' "$out"
like 'it stops the production order' "^ ! customer's change not reviewed$" "$(crm-order print production O-1 --lang en)"
like '  struck out on the page' '<span class="void">li' "$(crm-order print review O-1 -o html)"

# ---- pages ----

for paper in review production followup inspection; do
	for lang in en zh de; do
		run crm-order print $paper O-1 O-3 -o html --lang $lang
		printf '%s\n' "$out" >page.html
		like "$paper, $lang: it says its language" "^<html lang=\"$lang\">\$" "$out"
		unlike "$paper, $lang: nothing is open, loaded or run" \
			'[{][{][^i]|<script|<link|src=|@import|url\(' "$out"
		check "$paper, $lang: well formed" xmllint --html --noout page.html
	done
	like "$paper: our name, escaped" '<strong>Liantuo &lt;&amp; &quot;Co&quot;&gt;</strong>' "$(cat page.html)"
	like "$paper: the form" 'Formular <strong>QF-[1-4]</strong> · Revision [ABCD] · ' "$(cat page.html)"
	check_status 66 "$paper: an unknown id" crm-order print $paper O-9
	check_status 66 "$paper: an unknown language" crm-order print $paper O-1 --lang fr
	check_status 65 "$paper: an unknown format" crm-order print $paper O-1 -o pdf
done
like "a value that is markup stays text" 'Emden' "$(crm-order print review O-1 -o html)"
o amend O-1 place='<b>&{{id}}' --why x
like '  and what looks like a template, too' '>&lt;b&gt;&amp;\{\{id\}\}<' "$(crm-order print review O-1 -o html)"
same "each in its customer's language" '<table class="report" lang="de">
<table class="report later" lang="zh">' "$(crm-order print review O-1 O-3 -o html | grep '^<table class="report')"
like "the table in that of its only customer" '^<html lang="zh">' "$(crm-order print followup O-3 -o html)"
like '  of several in English' '^<html lang="en">' "$(crm-order print followup O-1 O-3 -o html)"

# ---- what is asked for ----

check_status 2 'no such paper' crm-order print lunch O-1
like '  it says which there are' "'lunch' is no paper; expected review, production, followup or inspection" "$err"
check_status 2 'no paper' crm-order print
check_status 2 'no order' crm-order print review
check_status 2 'order and filter' crm-order print review O-1 --where state=open
check_status 2 'an item of what has none' crm-order print review O-1 --item x
check_status 66 'an item that there is not' crm-order print inspection O-1 --item zz
check_status 65 'rows of what is no table' crm-order print review O-1 -o csv
check_status 2 'a filter by what is hidden' crm-order print followup --mask --where price=13
check 'by filter, the first day first' crm-order print review --where customer=BMW -o json
same '  those' 'O-3 O-2' "$(printf '%s\n' "$out" | jq -r '.[].id' | paste -sd' ' -)"
same 'from a pipe' O-3 "$(crm-order show O-3 -o jsonl | crm-order print production - -o json | jq -r '.[].id')"
o amend O-3 owner=wu --why x --now 2026-11-22T09:00:00Z
same 'as it was then' 'null wu' "$(crm-order print review O-3 --as-of 2026-11-21T09:00:00Z -o json | jq -r '.[0].order.owner') $(crm-order print review O-3 -o json | jq -r '.[0].order.owner')"
sed 's/"QF-1"/5/' s/crm.json >c && cp c s/crm.json
check_status 78 'a wrong setting of the form' crm-order print review O-1
same '  prints nothing' '' "$out"
done_testing
