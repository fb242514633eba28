#!/bin/sh
# crm-ppap grr: the published example by both methods, verdicts, options, data that are refused.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

# near NAME FILE EXPECTED TOLERANCE MEMBER: a figure of the study in FILE
near() {
	same "$1 $5 $3" yes "$(jq -r --arg m "$5" --argjson x "$3" --argjson t "$4" \
		'.[0][$m] | if . != null and (. - $x | fabs) <= $t then "yes" else tostring end' "$2")"
}
cat >balanced.csv <<'EOF'
part,appraiser,trial,value
1,A,1,10.0
1,A,2,10.1
1,B,1,10.0
1,B,2,10.1
2,A,1,20.0
2,A,2,20.1
2,B,1,20.0
2,B,2,20.1
EOF

# ---- the published example ----

aiag=$SHARED/domain/aiag_msa4_grr_10x3x3.csv
if [ -n "$SHARED" ] && [ -f "$aiag" ]; then
	crm-ppap grr "$aiag" --part part --appraiser appraiser --value measurement -o json >range
	for x in ev=0.20188 av=0.22963 grr=0.30575 pv=1.10456 tv=1.14610; do
		near 'average and range:' range "${x#*=}" 5e-5 "${x%=*}"
	done
	near 'average and range:' range 26.68 5e-3 pct_grr
	same '  ndc 5, perhaps acceptable, by name' '5 review average-range' \
		"$(jq -r '.[0] | "\(.ndc) \(.verdict) \(.method)"' range)"
	like '  the range that is to be repeated' 'part 4, appraiser B is above D4 Rbar' "$(cat range)"
	# shellcheck disable=SC2094
	crm-ppap grr "$aiag" --value measurement --method anova -o json >anova
	for x in ev=0.199933 av=0.226838 grr=0.302373 pv=1.042327; do
		near 'anova:' anova "${x#*=}" 2e-6 "${x%=*}"
	done
	near 'anova:' anova 27.86 5e-3 pct_grr
	near 'anova:' anova 0.434 5e-4 f
	near 'anova:' anova 0.9741 5e-5 p
	same '  ndc 4: the two methods disagree, and the verdict names its own' \
		'4 fails 27.86 % of variation is within 10 to 30, ndc 4 below 5; method anova' \
		"$(jq -r '.[0] | "\(.ndc) \(.verdict) \(.why)"' anova)"
	crm-ppap grr "$aiag" --value measurement --method anova --alpha 0.99 -o json >kept
	same '  what is pooled is alpha to say' 'true false' \
		"$(jq -r '.[0].pooled' anova kept | xargs)"
	for order in 1 2; do
		{
			sed 1q "$aiag"
			sed 1d "$aiag" | sort -t, -k$order,1 -k4
		} | cut -d, -f1,2,4 >mixed.csv
		crm-ppap grr mixed.csv --value measurement -o json >out
		near 'rows in another order, without a column of trials:' out 0.30575 5e-5 grr
	done
else
	skip 'the published example' 'no ../shared/domain'
fi

# ---- bases ----

crm-ppap grr balanced.csv --tolerance 20 -o json >out
near 'of the tolerance, which is divided by 6:' out 2.6586 1e-9 tol_grr
same '  both are judged' both "$(jq -r '.[0].basis' out)"
crm-ppap grr balanced.csv --lower 5 --upper 25 -o json >limits
same '  limits say the same' "$(jq -c '.[0].tol_grr' out)" "$(jq -c '.[0].tol_grr' limits)"
same '--basis tolerance' '2.66 % of tolerance is below 10, ndc 112 of at least 5; method average-range' \
	"$(crm-ppap grr balanced.csv --tolerance 20 --basis tolerance -o jsonl | jq -r .why)"
crm-ppap grr balanced.csv --process 60 -o json >out
near '--process: its sixth is the total' out 10 1e-12 tv
same 'without a tolerance there is none of it' null "$(jq '.[0].tol_grr' out)"

# ---- the verdict at its boundaries ----

# crm-ppap grr --tolerance T: GRR is 0.08862; T = 6 * 100 * GRR / percent
grr=$(crm-ppap grr balanced.csv -o jsonl | jq .grr)
for x in '9.999 meets 0' '10.001 review 1' '29.999 review 1' '30.001 fails 1'; do
	# shellcheck disable=SC2086
	set -- $x
	t=$(jq -n --argjson g "$grr" --argjson p "$1" '600 * $g / $p | . * 1000000 | round / 1000000')
	run crm-ppap grr balanced.csv --tolerance "$t" --basis tolerance --check -o jsonl
	same "$1 % $2" "$2 $3" "$(printf '%s' "$out" | jq -r .verdict) $status"
done

# ---- type-1 ----

{
	echo value
	# shellcheck disable=SC2034
	for i in 1 2 3 4 5 6 7 8 9 10; do printf '9.999\n10.001\n'; done
} >one.csv
crm-ppap grr one.csv --type1 --reference 10 --tolerance 0.2 -o json >out
near 'type-1:' out 6.497862896539308 1e-9 cg
near 'type-1:' out 6.497862896539308 1e-9 cgk
like '  few readings are told' 'few: 20 readings; at least 25 expected' "$(cat out)"
same '  meets' meets "$(jq -r '.[0].verdict' out)"
same '  with a bias not' fails "$(crm-ppap grr one.csv --type1 --reference 10.018 --tolerance 0.2 -o jsonl | jq -r .verdict)"
check_status 2 '  needs its reference' crm-ppap grr one.csv --type1 --tolerance 1
check_status 2 '  and a tolerance' crm-ppap grr one.csv --type1 --reference 10

# ---- what is refused ----

sed '/^2,B,2/d' balanced.csv >bad.csv
check_status 65 'a row missing' crm-ppap grr bad.csv
like '  is told with file, line and column' \
	"^crm-ppap: bad.csv:8: field 'value': not balanced: part '2', appraiser 'B' has no trial 2 of 2" "$err"
same '  and nothing printed' '' "$out"
sed 's/10.1$/ten/' balanced.csv >bad.csv
check_status 65 'no number' crm-ppap grr bad.csv
same '  each is told' "crm-ppap: bad.csv:3: field 'value': 'ten': a decimal number like 12.50, of at most 18 digits expected
crm-ppap: bad.csv:5: field 'value': 'ten': a decimal number like 12.50, of at most 18 digits expected" "$err"
sed 's/^1,A,2,.*/1,A,2,/' balanced.csv >bad.csv
check_status 65 'a value missing' crm-ppap grr bad.csv
like '  is told' "^crm-ppap: bad.csv:3: field 'value': no value" "$err"
check_status 65 'a heading that is not there' crm-ppap grr balanced.csv --value size
like '  is told' "^crm-ppap: balanced.csv:1: field 'size': no such heading" "$err"
check_status 66 'a file that is not there' crm-ppap grr nowhere.csv
check_status 2 'none' crm-ppap grr
check_status 2 'one limit' crm-ppap grr balanced.csv --lower 1
check_status 65 'limits the wrong way round' crm-ppap grr balanced.csv --lower 2 --upper 2
check_status 65 'a method of nobody' crm-ppap grr balanced.csv --method guess
check_status 65 'a tolerance of 0' crm-ppap grr balanced.csv --tolerance 0
printf 'part,appraiser,value\n1,A,5\n1,A,5\n2,A,5\n2,A,5\n' >still.csv
check 'no variation at all' crm-ppap grr still.csv -o jsonl
same '  is answered in words' 'none null null no percentage of variation, the gauge shows no variation: resolution; method average-range' \
	"$(printf '%s' "$out" | jq -r '"\(.verdict) \(.pct_grr) \(.ndc) \(.why)"')"
check_status 1 '  and meets nothing' crm-ppap grr still.csv --check
printf 'part,appraiser,value\n1,A,5\n1,A,5\n2,A,6\n2,A,6\n' >coarse.csv
check_status 1 'a gauge that shows no variation' crm-ppap grr coarse.csv --tolerance 6 --check -o jsonl
same '  meets nothing, though its share is 0' 'none 0 null' \
	"$(printf '%s' "$out" | jq -r '"\(.verdict) \(.tol_grr) \(.ndc)"')"

# ---- output ----

check_status 65 'a format of nobody' crm-ppap grr balanced.csv -o foo
like '  is told with those that there are' "'foo'; expected table, jsonl, json, csv or svg" "$err"

run crm-ppap grr - -o csv -F pct_grr,ndc,verdict <balanced.csv
same 'CSV, from standard input' 'pct_grr,ndc,verdict
1.2531896607369972,112,meets' "$out"
run crm-ppap grr balanced.csv -o table
like 'for people' '^pct_grr *1.25$' "$out"
crm-ppap grr balanced.csv --tolerance 20 -o svg >a.svg
crm-ppap grr balanced.csv --tolerance 20 -o svg >b.svg
same_file 'the drawing is the same each time' a.svg b.svg
check '  and well formed' xmllint --noout a.svg
same '  an image with a title, without a script' 'img Gauge study: balanced.csv 0' \
	"$(xmllint --xpath 'concat(/*/@role, " ", //*[local-name()="title"], " ", count(//*[local-name()="script"]))' a.svg)"
done_testing
