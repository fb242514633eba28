#!/bin/sh
# crm-ppap check computes studies again: figures improved by hand, raw values that were changed,
# the bonus of a position.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW
# codes: code, element and field of each finding; the hashes of changed files are not asked about
codes() {
	crm-ppap check d -o jsonl | jq -r 'select(.code and .code != "evidence_changed" and .code != "element_late") | "\(.code) \(.element) \(.field)"'
}
told() {
	crm-ppap check d -o jsonl | jq -r --arg c "$1" 'select(.code == $c).text'
}
fresh() {
	rm -rf d
	cp -R "$TOP/examples/ppap/bracket" d
}
study=11-initial-studies/bore-cavity-1.csv

fresh
same 'the example: claims are those of its raw values' '' "$(codes)"

# limits of the bore so that its Cpk in cavity 1 is 1.21
sed -i 's/^3,bore,8.55,8.50,8.60/3,bore,8.55,8.5233,8.70/' d/01-design-record/characteristics.csv
sed -i '/"cap-3-1": {/,/}/{s/"cpk": "[0-9.]*"/"cpk": "1.21"/;/"cp"\|"pp"\|"ppk"/d;s/"stable": true,/"stable": true,/}' d/ppap.json
sed -i '/"cap-3-2": {/,/}/{/"cp"\|"pp"\|"ppk"\|"cpk"/d;s/"stable": true,/"stable": true/}' d/ppap.json
# the last member has no comma behind it
perl -0pi -e 's/("cpk": "1.21"),/$1/' d/ppap.json
same 'an honest 1.21 is not capable' 'study_index_low 11 cap-3-1.cpk' "$(codes | grep cap-3-1)"
sed -i 's/"cpk": "1.21"/"cpk": "1.71"/' d/ppap.json
same 'improved by hand to 1.71 it is found' 'study_claim 11 cap-3-1.cpk
study_index_low 11 cap-3-1.cpk' "$(codes | grep cap-3-1)"
like '  with the figure that was computed' \
	'^cpk 1.71 is claimed; the raw values give 1.2[01][0-9]* by rbar$' "$(told study_claim | head -n 1)"
check_status 1 '  and the dossier is not ready' crm-ppap check d
same '  at the line of the claim' "$(grep -n '"cpk": "1.71"' d/ppap.json | cut -d: -f1)" \
	"$(crm-ppap check d -o jsonl | jq -r 'select(.code == "study_claim").line' | head -n 1)"

fresh
sed -i '2s/8.557/8.657/' d/$study
same 'a changed raw value, beyond the limits' 'study_claim study_index_low study_unstable' "$(codes | grep 'cap-3-1' | cut -d' ' -f1 | sort -u | xargs)"
fresh
sed -i '2s/8.557/x/' d/$study
same 'one that is no number is told as that, alone' 'table_value 11 value' "$(codes)"
fresh
sed -i 2d d/08-msa/grr-cal-11.csv
same 'a gauge study that is not balanced' 'study_data 8 value' "$(codes)"
fresh
sed -i 's/"grr": "5.22"/"grr": "4.22"/; s/"ndc": 26/"ndc": 27/' d/ppap.json
same 'gauge figures' 'study_claim 8 grr-cal-11.grr
study_claim 8 grr-cal-11.ndc' "$(codes)"
fresh
sed -i 's/"method": "average-range"/"method": "anova"/' d/ppap.json
same 'the method is that of the claim' study_claim "$(codes | cut -d' ' -f1 | sort -u)"
like '  and named' 'by anova$' "$(told study_claim | head -n 1)"
fresh
mv d/$study d/study.pdf
sed -i "s|$study|study.pdf|" d/ppap.json
same 'what is no table is told' study_unread "$(codes | grep -v request | cut -d' ' -f1 | grep study)"

# a position with the bonus of its bore
fresh
sed -i '1s/$/,bonus,bonus_kind/; 2,$s/$/,,/; s/^7,\(.*\),,$/7,\1,3,internal/' d/01-design-record/characteristics.csv
sed -i 's/^7,1,1,0.074/7,1,1,0.244/' d/09-dimensional/results.csv
same 'a bonus of 0.045 is in' '' "$(codes | grep dimension)"
sed -i 's/^7,1,1,0.244/7,1,1,0.246/' d/09-dimensional/results.csv
same '  one more is out' 'dimension_out 9 no 7' "$(codes | grep dimension)"
like '  and the bonus told' 'bonus 0.045' "$(told dimension_out)"
done_testing
