#!/bin/sh
# crm-ppap attribute: agreement, its bands, data that are refused.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

# study MISSES ALARMS: one appraiser, 100 parts, half of them bad
study() {
	awk -v misses="$1" -v alarms="$2" 'BEGIN {
		print "part,appraiser,result,reference"
		for (i = 1; i <= 50; i++) {
			print "g" i ",A," (i <= alarms ? "nok" : "ok") ",ok"
			print "b" i ",A," (i <= misses ? "ok" : "nok") ",nok"
		}
	}'
}
example=$TOP/examples/ppap/bracket/08-msa/attribute-thg-10.csv
check 'the example' crm-ppap attribute "$example" --check -o jsonl
same '  the study' '450 50 3 3 meets' \
	"$(printf '%s\n' "$out" | jq -r 'select(.row == "study") | "\(.n) \(.parts) \(.appraisers) \(.trials) \(.verdict)"')"
same '  each appraiser' 'A 50 100 0 0 1
B 49 98 0 0.88 0.98
C 50 100 0 0 1' "$(printf '%s\n' "$out" | jq -r 'select(.row == "appraiser") |
	"\(.appraiser) \(.matched) \(.effectiveness) \(.miss) \(.false_alarm * 100 | round / 100) \(.kappa * 100 | round / 100)"')"
same '  and each pair' 'A-B A-C B-C' \
	"$(printf '%s\n' "$out" | jq -r 'select(.row == "pair") | "\(.appraiser)-\(.with)"' | xargs)"

# 2 % and 5 % of misses, 5 % and 10 % of false alarms are still in
for x in '0 0 meets' '1 0 meets' '2 0 review' '3 0 fails' '0 2 meets' '0 3 review' '0 5 review' '0 6 fails'; do
	# shellcheck disable=SC2086
	set -- $x
	study "$1" "$2" >s.csv
	same "$1 misses, $2 false alarms of 50: $3" "$3" \
		"$(crm-ppap attribute s.csv -o jsonl | jq -r 'select(.row == "study").verdict')"
done
check_status 1 '--check' crm-ppap attribute s.csv --check
like 'why' '^study .*A: false alarm 12 % fails' "$(crm-ppap attribute s.csv -o table)"

cut -d, -f1-3 s.csv >own.csv
same 'without a reference no misses' 'null 100' \
	"$(crm-ppap attribute own.csv -o jsonl | jq -r 'select(.row == "appraiser") | "\(.miss) \(.effectiveness)"')"
# what cannot show a miss meets nothing, unless it fails
blind() {
	run crm-ppap attribute all.csv --check -o jsonl
	same "$1" '1 none' \
		"$status $(printf '%s\n' "$out" | jq -r 'select(.row == "study").verdict')"
	like '  and told' "$1: the study cannot show a miss" "$out"
}
study 0 0 | sed '/^b/d' >all.csv
blind 'all parts are good'
study 0 0 | sed '/^g/d' >all.csv
blind 'all parts are bad'
study 0 0 | cut -d, -f1-3 >all.csv
blind 'one appraiser without a reference'
sed '1d; s/,A,/,B,/' all.csv >two.csv
cat two.csv >>all.csv
blind 'no reference'
sed '3s/nok/perhaps/' s.csv >bad.csv
check_status 65 'a word of nobody' crm-ppap attribute bad.csv
like '  is told' "^crm-ppap: bad.csv:3: field '[a-z]*': 'perhaps': " "$err"
sed '5s/A,/B,/' s.csv >bad.csv
check_status 65 'not balanced' crm-ppap attribute bad.csv
like '  is told' '^crm-ppap: bad.csv:[0-9]*: field .result.: not balanced' "$err"
sed 's/part,appraiser,result,reference/Teil,Wer,Urteil,Soll/' s.csv >de.csv
same 'other headings' fails "$(crm-ppap attribute de.csv --part Teil --appraiser Wer --result Urteil --reference Soll -o jsonl |
	jq -r 'select(.row == "study").verdict')"
done_testing
