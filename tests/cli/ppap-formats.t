#!/bin/sh
# crm-ppap check: what it prints of the two examples: rows, reports, the same bytes each time.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW
cp -R "$TOP/examples/ppap/bracket" good
cp -R "$TOP/examples/ppap/bracket-faulty" faulty
sed -n 's|^    \([a-z_]*\)  *\([^ ]*:[0-9]*\) .*|\1|p' faulty/README >twelve
crm-ppap check faulty -o jsonl >faulty.jsonl

# ---- rows ----

same 'rows: the dossier, its 21 elements, its findings' '1 dossier 21 element 12 finding' \
	"$(jq -r .row faulty.jsonl | uniq -c | xargs)"
crm-ppap check faulty -o json >rows.json
same 'json has the same rows' "$(jq -cS . faulty.jsonl)" "$(jq -cS '.[]' rows.json)"
crm-ppap check faulty -o csv >rows.csv
same 'csv has as many' 35 "$(wc -l <rows.csv)"
for column in manifest:1 row:2 ready:6 element:13 duty:15 files:19 code:24 line:26 fingerprint:29; do
	same "csv: ${column%:*}" "$(jq -r ".${column%:*} | if . == null then \"\" else . end" faulty.jsonl)" \
		"$(perl -MText::ParseWords=parse_line -ne 'next if $. == 1; chomp;
			print +(parse_line(",", 0, $_))['"${column#*:}"' - 1] // "", "\n"' rows.csv)"
done
same '-F: these columns alone' 'code,line' "$(crm-ppap check faulty -F code,line -o csv | head -n 1)"
check_status 2 '-F is for rows' crm-ppap check faulty -F code -o junit
check_status 65 'a format that there is not' crm-ppap check faulty -o yaml

# ---- reports ----

for format in junit tap sarif github gitlab; do
	for what in good faulty; do
		run crm-ppap check $what -o $format
		printf '%s\n' "$out" >"$what.$format"
		same "$format: status and output of $what" "$([ $what = good ] || echo 1)" "$(echo "$status" | tr -d 0)"
	done
	same "$format: all twelve" 12 "$(while read -r code; do grep -cm1 "$code" faulty.$format; done <twelve | grep -cx 1)"
done
check 'junit: valid, good' xmllint --noout --relaxng "$TOP/tests/data/report/junit.rng" good.junit
check 'junit: valid, faulty' xmllint --noout --relaxng "$TOP/tests/data/report/junit.rng" faulty.junit
check 'tap: all of the good one pass' prove -e cat good.tap
check_status 1 'tap: not of the faulty one' prove -e cat faulty.tap
if npm=$(sh "$TOP/tests/npm.sh"); then
	NODE_PATH=$npm/node_modules
	export NODE_PATH
	run node "$TOP/tests/npm/ajv.js" "$npm/sarif-2.1.0.json" good.sarif faulty.sarif
	same 'sarif: valid' 'good.sarif: valid
faulty.sarif: valid' "$out"
	run node "$TOP/tests/npm/ajv.js" "$TOP/tests/data/report/gitlab.schema.json" good.gitlab faulty.gitlab
	same 'gitlab: valid' 'good.gitlab: valid
faulty.gitlab: valid' "$out"
	run node "$TOP/tests/npm/tap.js" faulty.tap
	like 'tap: a strict parser reads it' '^24 tests, 13 pass, 11 fail, 5 skip' "$out"
	unlike '  whole' '^(error|no TAP):' "$out"
else
	skip 'sarif, gitlab and tap by validators of npm' "$npm"
fi
same 'sarif: relative paths alone' '' \
	"$(jq -r '.. | .uri? // empty | select(startswith("/") or startswith("file:"))' faulty.sarif)"

# ---- deterministic ----

for format in table jsonl junit tap sarif github gitlab; do
	crm-ppap check faulty good -o $format >one
	crm-ppap check faulty good -o $format >two
	same_file "$format: the same bytes twice" one two
done
mkdir deep
crm-ppap check faulty -o jsonl | jq -cS 'del(.fingerprint)' >one
(cd deep && crm-ppap check ../faulty -o jsonl) | sed 's|\.\./faulty|faulty|g' | jq -cS 'del(.fingerprint)' >two
same_file 'from elsewhere only the paths differ' one two
same 'a path that is absolute is made relative' faulty/ppap.json "$(crm-ppap check "$PWD/faulty" -F manifest -o csv | sed -n 2p)"
done_testing
