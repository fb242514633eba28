#!/bin/sh
# crm-ppap fmea: the oracle, severity 9 and 10, H without an action, wrong claims.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

oracle=$SHARED/domain/fmea_ap_1000.csv
if [ -n "$SHARED" ] && [ -f "$oracle" ]; then
	crm-ppap fmea "$oracle" --check -o jsonl >out
	same 'the oracle is reproduced' '0 1000 1000 1000' \
		"$? $(jq -r 'select(.row == "sum") | "\(.rows) \(.claimed) \(.agree)"' out)"
	same '  row by row' "$(cut -d, -f4,5 "$oracle" | sed 1d)" \
		"$(jq -r 'select(.row == "row") | "\(.rpn),\(.ap)"' out)"
	same '  H, M, L, severity 9 and 10' '318 214 468 200' \
		"$(jq -r 'select(.row == "sum") | "\(.high) \(.medium) \(.low) \(.severity_9_10)"' out)"
	like '  in words' '1000 of 1000 claims reproduced' "$(tail -n 1 out)"
else
	skip 'the oracle' 'no ../shared/domain'
fi
cat >f.csv <<'EOF'
failure,severity,occurrence,detection,action,ap,rpn
burr,9,1,1,,L,9
crack,8,8,8,,H,512
chips,8,8,8,filter,H,512
dent,2,2,2,,M,8
EOF
check_status 1 'H without an action, a wrong claim' crm-ppap fmea f.csv --check -o jsonl
same '  are told with their lines' "3 H without an action
5 ap 'M' is claimed" "$(printf '%s\n' "$out" | jq -r 'select(.row == "row" and .note) | "\(.line) \(.note)"')"
same '  severity 9 is seen, whatever its priority' '2 L' \
	"$(printf '%s\n' "$out" | jq -r 'select(.severe == true) | "\(.line) \(.ap)"')"
same '  the sum' '4 2 0 2 1 1 4 3' "$(printf '%s\n' "$out" | jq -r 'select(.row == "sum") |
	"\(.rows) \(.high) \(.medium) \(.low) \(.severity_9_10) \(.high_without_action) \(.claimed) \(.agree)"')"
same '--attention' '2 3 4 5' \
	"$(crm-ppap fmea f.csv --attention -o jsonl | jq -r 'select(.row == "row").line' | xargs)"
for cell in - n/a N/A NA none None ''; do
	printf 's,o,d,action,ap\n8,8,8,%s,h\n' "$cell" >none.csv
	run crm-ppap fmea none.csv -o jsonl
	same "'$cell' is no action, and h is H" 'H without an action 1' \
		"$(printf '%s\n' "$out" | jq -r 'if .row == "row" then .note else .agree end' | xargs)"
done
check 'without --check nothing fails' crm-ppap fmea f.csv
for cell in 0 11 x 9.5 ''; do
	printf 's,o,d\n1,2,3\n1,%s,3\n' "$cell" >bad.csv
	check_status 65 "occurrence '$cell'" crm-ppap fmea bad.csv
	like '  is told' "^crm-ppap: bad.csv:3: field 'o': '$cell': a whole number from 1 to 10 expected" "$err"
done
printf 's,o\n1,2\n' >bad.csv
check_status 65 'a column missing' crm-ppap fmea bad.csv
like '  is told' "^crm-ppap: bad.csv:1: field 'detection': no such column, nor d" "$err"
printf 'B;A;E\n9;4;1\n' >de.csv
same 'other headings' '36 M' "$(crm-ppap fmea de.csv --severity B --occurrence A --detection E -o jsonl |
	jq -r 'select(.row == "row") | "\(.rpn) \(.ap)"')"
done_testing
