#!/bin/sh
# crm-ppap check: the good example is ready, its faulty twin has exactly its twelve; options, many
# manifests, manifests that cannot be judged.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW
cp -R "$TOP/examples/ppap/bracket" good
cp -R "$TOP/examples/ppap/bracket-faulty" faulty
# codes MANIFEST...: code and source:line of each finding
codes() {
	crm-ppap check "$@" -o csv -F code,source,line 2>/dev/null |
		sed -n 's/^\([a-z_][a-z_]*\),\(.*\),\([0-9]*\)$/\1 \2:\3/p'
}
# judged MANIFEST...: status, and then code and source:line of each finding
judged() {
	run crm-ppap check "$@" -o csv -F code,source,line
	printf '%s ' "$status"
	printf '%s\n' "$out" | sed -n 's/^\([a-z_][a-z_]*\),\(.*\),\([0-9]*\)$/\1 \2:\3/p'
}
# first FILTER MANIFEST...: the filter on the row of the dossier
first() {
	filter=$1
	shift
	crm-ppap check "$@" -o jsonl 2>/dev/null | jq -r "select(.row == \"dossier\") | $filter"
}

# ---- the good one ----

check 'the good one is ready' crm-ppap check good/ppap.json -o table
same '  with nothing on stderr' '' "$err"
same '  and two percentages' 'complete 15 of 15 (100.0 %), sendable 13 of 13 (100.0 %): ready' \
	"$(printf '%s\n' "$out" | tail -n 1)"
same '  without a finding' '0 ' "$(judged good)"
for now in 2026-11-18T00:00:00Z 2029-02-28T00:00:00Z 2100-01-01T00:00:00Z; do
	same "  nor on $now" '0 ' "$(judged good --now $now)"
done
check '  with --strict neither' crm-ppap check good --strict

# ---- the twelve ----

crm-ppap check faulty/ppap.json -o jsonl >faulty.jsonl
same 'the faulty one has gaps' 1 $?
sed -n 's|^    \([a-z_]*\)  *\([^ ]*:[0-9]*\) .*|\1 faulty/\2|p' faulty/README >twelve
same '  twelve, as its README says' 12 "$(sort -u twelve | wc -l)"
same '  with code, file and line, and nothing else' "$(sort twelve)" "$(codes faulty | sort)"
same '  all errors' error "$(jq -r '.severity // empty' faulty.jsonl | sort -u)"
same '  also in ten years' "$(sort twelve)" "$(codes faulty --now 2036-11-20T00:00:00Z | sort)"
same '  each spoils its element' '5 6 7 9 10 12 13 16 17 18' \
	"$(jq -r 'select(.row == "element" and .errors > 0 and .complete == false) | .element' faulty.jsonl | xargs)"
run crm-ppap check faulty -o table
like 'for people: file, line, what and the code' \
	"^  error    faulty/09-dimensional/results.csv:19: field 'no 2': '45.31' is above .* \[dimension_out\]\$" "$out"
same '  below their element' 1 "$(printf '%s\n' "$out" | grep -c '^12 Qualified Laboratory Documentation$')"
same '  the sum' 'complete 6 of 16 (37.5 %), sendable 5 of 14 (35.7 %): not ready, 12 errors' \
	"$(printf '%s\n' "$out" | tail -n 1)"

# ---- one byte, in each file ----

find good -type f ! -name ppap.json | sort >files
same 'the good one has its files' 24 "$(wc -l <files)"
n=0
while read -r file; do
	cp "$file" kept
	printf x | dd of="$file" bs=1 conv=notrunc 2>/dev/null
	crm-ppap check good -o jsonl >out 2>err
	if [ $? -eq 1 ] && grep '"code":"evidence_changed"' out | grep -qF "\"field\":\"${file#good/}\""; then
		n=$((n + 1))
	else
		echo "$file" >>missed
	fi
	cp kept "$file"
done <files
same 'one byte changed in any of them: status 1, and it is named' 24 "$n$(cat missed 2>/dev/null)"
same '  and changed back it is ready' '0 ' "$(judged good)"

# ---- options ----

same '--element' 'balloon_not_measured dimension_out evidence_changed' \
	"$(codes faulty --element 9 --element 10 | cut -d' ' -f1 | xargs)"
same '  and only its row' 9 "$(crm-ppap check faulty --element 9 -o jsonl | jq -r 'select(.row == "element").element')"
check '  of one that is good' crm-ppap check faulty --element 1
same '  manifest, run, status as well' run_parts "$(codes faulty --element run | cut -d' ' -f1)"
check_status 65 '  of none' crm-ppap check good --element 9 --element 99
like '  is told' "^crm-ppap: --element: '99' is not known" "$err"

sed 's/"customer": /"custmer": /' good/ppap.json >good/warned.json
same 'a warning blocks nothing' 'unknown_member 0' \
	"$(codes good/warned.json | cut -d' ' -f1) $(crm-ppap check good/warned.json >/dev/null 2>&1; echo $?)"
check_status 1 '  but with --strict' crm-ppap check good/warned.json --strict
check_status 2 '  which --severity error would make void' \
	crm-ppap check good/warned.json --strict --severity error
same '--severity error: it is not shown' '0 ' "$(judged good/warned.json --severity error)"
check_status 65 '--severity of none' crm-ppap check good --severity bad

{
	cat faulty.jsonl
	echo '{"fingerprint":"mended"}'
} >base
check '--baseline with --element, --severity' crm-ppap check faulty --element 9 --severity error --baseline base -o jsonl
same '  what these do not show is not gone' 'crm-ppap: 1 finding of the baseline is gone: make it anew' "$err"
same '  known are those that it would show' 2 "$(printf '%s\n' "$out" | jq -r 'select(.row == "dossier").known')"
check '--baseline: all are known' crm-ppap check faulty --baseline faulty.jsonl -o jsonl
same '  and none is shown' '12 0' "$(printf '%s\n' "$out" | jq -r 'select(.row == "dossier") | "\(.known) \(.errors)"')"
crm-ppap check faulty -o gitlab >base
check '  also from what gitlab was given' crm-ppap check faulty --baseline base
sed -n '/"finding"/{/run_parts/!p;}' faulty.jsonl >base
check_status 1 '  a new one' crm-ppap check faulty --baseline base -o jsonl
same '  alone is shown' run_parts "$(printf '%s\n' "$out" | jq -r '.code // empty')"
check '  and gone ones' crm-ppap check good --baseline base
same '  are told' 'crm-ppap: 11 findings of the baseline are gone: make it anew' "$err"
check_status 66 '  where one cannot be judged' crm-ppap check good nowhere --baseline base
unlike '  nobody knows what is gone' 'gone' "$err"
check_status 66 '  one that is not there' crm-ppap check good --baseline nowhere
echo '{' >base
check_status 65 '  one that is none' crm-ppap check good --baseline base

# ---- many, and some that cannot be judged ----

mkdir bad newer
echo '{"format": 1' >bad/ppap.json
check_status 65 'one of three cannot be read' crm-ppap check good bad faulty -o jsonl
like '  and is told with its line' '^crm-ppap: bad/ppap.json:1: not valid JSON' "$err"
same '  the others are judged' 'good/ppap.json true bad/ppap.json false faulty/ppap.json false' \
	"$(printf '%s\n' "$out" | jq -r 'select(.row == "dossier") | "\(.manifest) \(.ready)"' | xargs)"
same '  and it has a row' 'manifest_unreadable bad/ppap.json:1' "$(codes bad)"
run crm-ppap check good bad faulty -o junit
printf '%s\n' "$out" >junit
same '  in junit it is a suite that fails' 'bad/ppap.json 1 manifest_unreadable' \
	"$(xmllint --xpath 'concat(//testsuite[2]/@name, " ", //testsuite[2]/@failures, " ", //testsuite[2]//failure/@type)' junit)"
for format in tap sarif github gitlab; do
	run crm-ppap check bad -o $format
	like "  $format names it, too" manifest_unreadable "$out"
done
check_status 66 'one that is not there' crm-ppap check good nowhere
check_status 66 'a directory without a manifest' crm-ppap check deep
check_status 2 'none at all' crm-ppap check
sed 's/"format": 1/"format": 2/' good/ppap.json >newer/ppap.json
check_status 65 'a newer format' crm-ppap check newer
like '  is told' "^crm-ppap: newer/ppap.json:2: field 'format': 2 is newer than this program, which reads 1\$" "$err"
for text in '[]' '"x"' '' '{}' '{"format":"1"}' '{"format":1,"format":1}' '{"format":1,}' 'nul'; do
	printf '%s' "$text" >bad/ppap.json
	check_status 65 "no manifest: $text" crm-ppap check bad
done
sed 's/"edition": "aiag-4"/"edition": "aiag-9"/; /"profile"/d' good/ppap.json >bad/ppap.json
check_status 65 'an edition that nobody has' crm-ppap check bad
like '  is told with those that there are' "bad/ppap.json:3: field 'edition': .*aiag-3, aiag-4, vda-ppf\$" "$err"
sed 's/"profile": "aiag"/"profile": "nobody"/' good/ppap.json >bad/ppap.json
check_status 65 'a profile likewise' crm-ppap check bad
like '  is told' "bad/ppap.json:4: field 'profile': .*there are aiag, " "$err"
jq '.edition = "aiag-9" | .profile = "ford"' good/ppap.json >bad/ppap.json
check_status 65 'an edition that nobody has, beside a profile' crm-ppap check bad
like '  is told likewise' "field 'edition': no such edition: 'aiag-9'; there are aiag-3, aiag-4, vda-ppf\$" "$err"

# ---- a store that is wrong ----

mkdir store
cp -R good store/good
echo '{' >store/crm.json
for format in table jsonl junit sarif; do
	check_status 78 "a broken crm.json: status, $format" sh -c "cd store && crm-ppap check good -o $format"
	like '  it is told' '^crm-ppap: .*crm.json' "$err"
	[ $format = table ] || like '  in the finding, too' 'crm[.]json' "$out"
done
for command in 'todo good' 'seal good' 'na good --element 9 --reason x' 'set good edition=aiag-3' 'new other' \
	'change S01' 'change S01 --customer x'; do
	check_status 78 "  ${command%% *}: likewise" sh -c "cd store && crm-ppap $command"
	like '    and once' '^1$' "$(printf '%s\n' "$err" | grep -c crm.json)"
done
check '  nothing is left of the new one' test ! -e store/other
check_status 66 'a store that is not there' crm-ppap -C nowhere check good
same 'a directory stands for its manifest' "$(crm-ppap check good/ppap.json -o junit)" "$(crm-ppap check good -o junit)"
same '  with a slash, and from within' 'good/ppap.json ppap.json' \
	"$(first .manifest good/) $(cd good && first .manifest .)"
ln -s good linked
check 'a directory that is a link' crm-ppap check linked
done_testing
