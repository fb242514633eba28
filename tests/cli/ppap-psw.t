#!/bin/sh
# crm-ppap psw: the warrant as text, JSON, CSV and a page to print, in three languages; what is missing;
# boxes that differ between two.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW
cp -R "$TOP/examples/ppap/bracket" good
cp -R "$TOP/examples/ppap/bracket-faulty" faulty
# with JQ: good/with.json, changed
with() {
	jq "$1" good/ppap.json >good/with.json
}

# ---- text, JSON, CSV ----

check 'a warrant without gaps' crm-ppap psw good
same 'nothing on stderr' '' "$err"
like 'a box' '^   Weight \(kg\): 0\.4120$' "$out"
like 'a box that is ticked' '^      \[x\] Initial submission$' "$out"
like '  one that is not' '^      \[ \] Engineering change$' "$out"
same 'one level of five' 1 "$(printf '%s\n' "$out" | grep -cE '^      \[x\] [1-5]:')"
like 'an empty box is a line' '^   Fax: ____________$' "$out"
same 'json: eight sections, boxes by key' '0.4120 ["initial"] 3 320 4.0 8' "$(crm-ppap psw good -o json |
	jq -r '.warrant | "\(.part_information.weight_kg) \(.submission.reasons | tojson) \(.submission.level) \(.declaration.production_rate_parts) \(.declaration.production_rate_hours) \(length)"')"
same 'json: nothing is missing' 'true []' "$(crm-ppap psw good -o json | jq -r '"\(.complete) \(.missing | tojson)"')"
crm-ppap psw good -o csv >boxes.csv
same 'csv: a row for each box' 50 "$(wc -l <boxes.csv)"
same 'csv: columns' 'section,key,label,value' "$(head -n 1 boxes.csv)"
same 'csv: a set' 'results,results_cover,The results are of,"dimensional,material_and_functional,statistical"' \
	"$(grep results_cover boxes.csv)"
same 'csv: labels of a language, values as they are' 'materials_reporting,polymeric_marking,聚合物零件是否已按 ISO 标识,n/a' \
	"$(crm-ppap psw good -o csv --lang zh | grep polymeric)"
same 'csv: -F' 'initial' "$(crm-ppap psw good -o csv -F key,value | sed -n 's/^reasons,//p')"

# ---- what is missing ----

check_status 1 'a box that cannot be so' crm-ppap psw faulty
like '  is told, with its line' "faulty/ppap.json:443: 18: field 'warrant.weight_kg': '0.412'" "$err"
unlike '  and nothing of other elements' ' (9|10|12|run): ' "$err"
like '  and printed as it stands' '^   Weight \(kg\): 0\.412$' "$out"
with 'del(.warrant.title, .warrant.weight_kg)'
check_status 1 'boxes that are empty' crm-ppap psw good/with.json -o json
same '  by key' '["weight_kg","title"]' "$(printf '%s\n' "$out" | jq -c .missing)"
like '  told' "field 'warrant.title': empty: " "$err"
with 'del(.warrant)'
check_status 1 'no warrant at all' crm-ppap psw good/with.json -o json
same '  all that must be filled is missing' 32 "$(printf '%s\n' "$out" | jq '.missing | length')"
with '.warrant.disposition = "approved" | .warrant.customer_print_name = "Eve"'
check_status 1 "the customer's boxes before the verdict" crm-ppap psw good/with.json
like '  are told' "field 'warrant.disposition': filled, and the dossier is submitted" "$err"
unlike '  and not printed' 'Eve|\[x\] approved' "$out"
with '.status = "approved" | .warrant += {disposition: "approved", customer_signature: "E", customer_date: "2026-11-19", customer_print_name: "Eve"}'
check 'after it they are filled' crm-ppap psw good/with.json
like '  and printed' '^      \[x\] approved$' "$out"
with '.edition = "vda-ppf" | del(.profile, .level, .warrant.level)'
run crm-ppap psw good/with.json
unlike 'without levels none is missing' 'warrant.level' "$err"

# ---- the page ----

crm-store init s --zone Europe/Berlin >/dev/null
printf '%s\n' '{"format":1,"zone":"Europe/Berlin","customers":{"VW-CS":{"language":"de"}},
	"forms":{"psw":{"number":"QF-8.3-11","revision":"B","status":"released"}}}' >s/crm.json
for lang in en zh de; do
	check "page: $lang" crm-ppap -C s psw good -o html --lang $lang
	printf '%s\n' "$out" >$lang.html
	like "$lang: it says its language" "^<html lang=\"$lang\">\$" "$out"
	like "$lang: number, revision and status of the form" 'QF-8.3-11 · .* B · released' "$out"
	like "$lang: a page of A4" '@page [{] size: A4;' "$out"
	unlike "$lang: nothing is open, loaded or run" '[{][{]|<script|<link|src=|@import|url\(' "$out"
	same "$lang: ticks" 10 "$(grep -o '<i>×</i>' $lang.html | wc -l)"
	check "$lang: it is well formed" xmllint --html --noout $lang.html
done
like 'Chinese' '<h1>零件提交保证书</h1>' "$(cat zh.html)"
like 'German, as the customer wants it' '<h1>Teilevorlagebestätigung \(PSW\)</h1>' \
	"$(crm-ppap -C s psw good -o html)"
like 'a font for Chinese' '"Noto Sans CJK SC"' "$(cat zh.html)"
like 'in text the form is in the first line' '^Part submission warrant 4711-A / C   Form QF-8.3-11, Revision B, released$' \
	"$(crm-ppap -C s psw good --lang en)"
with '.warrant.application = "<b>a</b> & \"b\" {{l.title}}"'
like 'what users wrote is escaped, and no template' '&lt;b&gt;a&lt;/b&gt; &amp; &quot;b&quot; [{][{]l.title[}][}]</td>' \
	"$(crm-ppap psw good/with.json -o html)"
same 'the same bytes twice' "$(cat en.html)" "$(crm-ppap -C s psw good -o html --lang en)"
printf '%s\n' '{"format":1,"customers":{"VW-CS":{"language":"fr"}}}' >s/crm.json
check_status 78 'a language of the settings that there is not' crm-ppap -C s psw good
like '  and where it stands' "crm.json: field 'customers.VW-CS.language': no such language: 'fr'; there are de, en, zh" "$err"
if command -v chromium >/dev/null && command -v pdfinfo >/dev/null; then
	for lang in en zh de; do
		HOME=$PWD chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer \
			--print-to-pdf=$lang.pdf $lang.html >/dev/null 2>&1
		same "$lang: printed it is one page" 1 "$(pdfinfo $lang.pdf | sed -n 's/^Pages: *//p')"
	done
else
	skip 'printed it is one page' 'no chromium, or no pdfinfo'
fi

# ---- what differs ----

run crm-ppap psw --diff good faulty
same 'boxes that differ' '{"box":"weight_kg","label":"Weight (kg)","before":"0.4120","after":"0.412"}
{"box":"meets_design_record","label":"They meet all requirements of the design record","before":"yes","after":"no"}
{"box":"production_rate_parts","label":"Production run: parts","before":"320","after":"299"}' \
	"$(printf '%s\n' "$out" | sed '$d')"
same 'is no failure' 0 "$status"
check_status 1 'but with --check' crm-ppap psw --diff --check good faulty
check '  which two equal ones pass' crm-ppap psw --diff --check good good
same '  with nothing to show' '' "$out"
with '.warrant.reasons = ["initial", "tooling"] | del(.warrant.fax, .warrant.title)'
same 'a set, and a box that is gone' 'reasons,initial,"initial,tooling"
title,Quality manager,' "$(crm-ppap psw --diff good good/with.json -o csv -F box,before,after | sed 1d)"

# ---- an edition whose cover sheet asks for less ----

echo '{"format": 1, "edition": "vda-ppf"}' >vda.json
run crm-ppap psw vda.json -o json
same 'of none filled only what the edition asks for is missing' '1 true false' \
	"$status $(printf '%s' "$out" | jq -r '.missing | "\(contains(["part_name"])) \(contains(["buyer_code"]))"')"

# ---- usage ----

check_status 65 'an unknown format' crm-ppap psw good -o pdf
like '  names the known' "'pdf' is not known; expected text, json, csv or html" "$err"
check_status 65 'an unknown format of rows' crm-ppap psw --diff good good -o html
check_status 66 'an unknown language' crm-ppap psw good --lang fr
check_status 66 'no such dossier' crm-ppap psw nowhere
check_status 2 'two without --diff' crm-ppap psw good faulty
check_status 2 'one with it' crm-ppap psw --diff good
check_status 2 '-F is for CSV' crm-ppap psw good -F key
check_status 2 '--check is for --diff' crm-ppap psw good --check
done_testing
