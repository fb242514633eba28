#!/bin/sh
# crm-ppap characteristics, dimensions, interim: what covers a characteristic, values against their
# limits, the request with its plan; each as text, JSON, CSV where it has rows, and a page to print.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW
cp -R "$TOP/examples/ppap/bracket" good
cp -R "$TOP/examples/ppap/bracket-faulty" faulty

# ---- the bill of characteristics ----

check 'bill: all covered' crm-ppap characteristics good -o csv
printf '%s\n' "$out" >bill.csv
same '  columns' 'no,name,nominal,lower,upper,unit,special,dfmea_severity,pfmea_steps,control_plan_steps,gauges,gauge_studies,capability_studies,covered,gaps,stream,count,min,max,out' \
	"$(head -n 1 bill.csv)"
same '  a special one in both cavities' '3,bore,8.55,8.50,8.60,mm,SC,8,40,40,PLG-03,grr-plg-03,"cap-3-1,cap-3-2",true,,1,5,8.545,8.555,0
3,bore,8.55,8.50,8.60,mm,SC,8,40,40,PLG-03,grr-plg-03,"cap-3-1,cap-3-2",true,,2,5,8.543,8.561,0' "$(grep '^3,' bill.csv)"
same '  a cell of the FMEA that names two, a study of their gauge' '20 20 CAL-11 grr-cal-11' \
	"$(sed -n 's/^2,width,45.0,44.7,45.3,mm,,,\([^,]*\),\([^,]*\),\([^,]*\),\([^,]*\),.*,1,5,.*/\1 \2 \3 \4/p' bill.csv)"
same '  a reference dimension has no results' '8,mass,0.412,,,kg,,,,,,,,true,,,,,,' "$(grep '^8,' bill.csv)"
check_status 1 'bill: gaps' crm-ppap characteristics faulty -o json
same '  what the gate finds of a number' '2 dimension_out
3 special_not_in_control_plan
6 balloon_not_measured' "$(printf '%s\n' "$out" | jq -r '.characteristics[] | select(.covered | not) | .no + " " + .gaps[].code')"
same '  a value out of its limits is counted' '5 44.99 45.31 1 out' \
	"$(printf '%s\n' "$out" | jq -r '.characteristics[1].results[0] | "\(.count) \(.min) \(.max) \(.out) \(.verdict)"')"
like '  in the text, too' '^ ! .* \[special_not_in_control_plan\]$' "$(crm-ppap characteristics faulty)"

# ---- the dimensional report ----

check 'report: all within their limits' crm-ppap dimensions good -o csv
printf '%s\n' "$out" >dims.csv
same '  columns' 'no,name,nominal,lower,upper,unit,special,stream,part,master,value,result,verdict' "$(head -n 1 dims.csv)"
same '  a row for each value, and the reference' 82 "$(wc -l <dims.csv)"
same '  of numbers and of verdicts' '1,length,120.0,119.5,120.5,mm,,1,1,,119.90,,in
4,thread M10,,,,,,1,1,,,ok,in' "$(grep -E '^(1|4),.*,1,1,,' dims.csv | head -n 2)"
check_status 1 'report: what is out, and what is missing' crm-ppap dimensions faulty -o csv -F no,stream,part,value,verdict
same '  stands in its row' '2,1,3,45.31,out
6,2,,,missing
8,,,,reference' "$(printf '%s\n' "$out" | sed 1d | grep -v ',in$')"
like '  and on stderr, by the gate' "results.csv:19: 9: field 'no 2': '45.31' is above the upper limit '45.3'" "$err"
run crm-ppap dimensions faulty -o json
same '  the verdict of the whole' 'out 75 1 1 09-dimensional/results.csv 2026-10-02 C' \
	"$(printf '%s\n' "$out" | jq -r '"\(.verdict) \(.values_count) \(.out) \(.missing) \(.files[0] | "\(.path) \(.date) \(.change_level)")"')"
jq '.elements["15"].identification = "MASTER 4711-A C, part 1/3, part 2/4"' good/ppap.json >good/with.json
same 'the parts that the label of the master names' '1,3 2,4' "$(crm-ppap dimensions good/with.json -o json |
	jq -r '[.rows[] | .stream as $s | .values[] | select(.master) | $s + "," + .part] | unique | join(" ")')"
same '  have a mark in the text' '   1: 119.90  2: 120.10  3*: 120.05  4: 119.89  5: 120.07' \
	"$(crm-ppap dimensions good/with.json | grep -m1 '3\*')"
same '  and on the page' 16 "$(crm-ppap dimensions good/with.json -o html | grep -o 'class="v m"' | wc -l)"
jq 'del(.elements["1"].evidence["01-design-record/characteristics.csv"].data)' good/ppap.json >good/with.json
for command in characteristics dimensions; do
	check_status 1 "$command: no drawing list" crm-ppap $command good/with.json
	like '  is told' 'with.json: no table of data characteristics: attach the drawing list with --data$' "$err"
done

# ---- the request for an interim approval ----

check_status 1 'request: what it must say' crm-ppap interim faulty
same '  is told' 'interim.expiry interim.action_plan interim.owner interim.containment interim.resubmit interim.deviations' \
	"$(printf '%s\n' "$err" | sed -n "s/.*field '\([^']*\)': missing.*/\1/p" | xargs)"
like '  and is an empty line' '^   Requested until: ____________$' "$out"
gaps=$(crm-ppap check faulty -o jsonl --severity error | grep -c '"row":"finding"')
same '  the plan has each gap of the gate' "$gaps" "$(printf '%s\n' "$out" | grep -c '; Owner ')"
like '  with owner and date of the element' \
	"^   5 Process Flow Diagram: .* \[evidence_change_level\]; Owner pe01; Due 2036-12-31$" "$out"
like '  else of the dossier' '^   run production run: .*; Owner qm01; Due 2026-11-30$' "$out"
jq '.interim = {quantity: 500, action_plan: "slider corrected", owner: "qm01", containment: "all checked", resubmit: "2027-01-20", deviations: "width up to 45.35"}' \
	faulty/ppap.json >faulty/with.json
check 'a quantity does for a date' crm-ppap interim faulty/with.json -o json
same '  as data' '[] 500 width up to 45.35 9 qe02 2036-12-31' "$(printf '%s\n' "$out" |
	jq -r '"\(.missing | tojson) \(.interim.quantity) \(.interim.deviations) \(.actions[] | select(.code == "dimension_out") | "\(.element) \(.owner) \(.due)")"')"
check_status 65 'it has no rows' crm-ppap interim good -o csv
like '  and says so' "'csv' is not known; expected text, json or html" "$err"

# ---- pages ----

crm-store init s >/dev/null
printf '%s\n' '{"format":1,"forms":{"dimensions":{"number":"QF-9","revision":"A","status":"released"}}}' >s/crm.json
for sort in characteristics dimensions interim; do
	for lang in en zh de; do
		run crm-ppap $sort faulty/with.json -o html --lang $lang
		printf '%s\n' "$out" >page.html
		like "$sort, $lang: it says its language" "^<html lang=\"$lang\">\$" "$out"
		unlike "$sort, $lang: nothing is open, loaded or run" '[{][{]|<script|<link|src=|@import|url\(' "$out"
		check "$sort, $lang: well formed" xmllint --html --noout page.html
	done
	like "$sort: the head is on each page" 'report > thead [{] display: table-header-group; [}]' "$(cat page.html)"
	check_status 2 "$sort: two" crm-ppap $sort good faulty
	check_status 66 "$sort: an unknown language" crm-ppap $sort good --lang fr
done
like 'the number of the form' 'Form QF-9 · Revision A · released' "$(crm-ppap -C s dimensions good -o html)"
run crm-ppap dimensions faulty -o html
same 'one value and its row are marked, and the verdict' 1,1 \
	"$(printf '%s\n' "$out" | grep -c 'class="v bad"'),$(printf '%s\n' "$out" | grep -c '<td class="bad">out</td>')"
done_testing
