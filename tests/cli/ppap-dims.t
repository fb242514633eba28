#!/bin/sh
# crm-ppap dims: each result against its limits, bonus, what is missing.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

cat >list.csv <<'EOF'
no,name,lower,upper,reference,bonus,bonus_kind,variables,reason
1,width,44.7,45.3,,,,,
2,bore,8.50,8.60,,,,,
3,position,,0.20,,2,internal,,
4,mass,,,true,,,,
5,thread,,,,,,false,gauge
EOF
cat >results.csv <<'EOF'
no,stream,part,value,result
1,1,1,45.3,
2,1,1,8.53,
3,1,1,0.23,
5,1,1,,ok
1,2,1,45.31,
2,2,1,8.50,
3,2,1,0.21,
5,2,1,,nok
9,2,1,1,
EOF
check 'nothing fails without --check' crm-ppap dims list.csv results.csv -o jsonl
same '  each has its verdict' '1 in
2 in
3 in
5 in
1 above
2 in
3 above
5 nok
9 unknown' "$(printf '%s\n' "$out" | jq -r 'select(.row == "result") | "\(.no) \(.verdict)"')"
same '  the bonus counts for that part' '0.23 0.03
0.20 0.00' "$(printf '%s\n' "$out" | sed -n 's/.*"no":"3".*"upper":\([0-9.]*\),"bonus":\([0-9.]*\).*/\1 \2/p')"
same '  how far it is beyond' '0.01' "$(printf '%s\n' "$out" | sed -n 's/.*"no":"1".*"by":\([0-9.]*\).*/\1/p')"
same '  the sum' '9 5 4 0' \
	"$(printf '%s\n' "$out" | jq -r 'select(.row == "sum") | "\(.results) \(.in) \(.out) \(.missing)"')"
check_status 1 '--check' crm-ppap dims list.csv results.csv --check
same '--out' '6 8 9 10' "$(crm-ppap dims list.csv results.csv --out -o jsonl | jq -r 'select(.row == "result").line' | xargs)"
sed '/^2,2/d' results.csv >less.csv
same 'what is missing, in its stream' '2 2' \
	"$(crm-ppap dims list.csv less.csv -o jsonl | jq -r 'select(.row == "missing") | "\(.no) \(.stream)"')"
same '  and no bonus then' 'the feature was not measured on that part' \
	"$(crm-ppap dims list.csv less.csv -o jsonl | jq -r 'select(.no == "3" and .stream == "2").note')"
sed -i 's/45.31/wide/' results.csv
check_status 65 'no number' crm-ppap dims list.csv results.csv
like '  is told' "^crm-ppap: results.csv:6: field 'value': 'wide'" "$err"
check_status 2 'one operand' crm-ppap dims list.csv
# ---- what cannot be judged ----

cat >ok.csv <<'EOF'
no,stream,part,value,result
1,1,1,,ok
1,1,2,45,
1,1,2,45.1,
EOF
run crm-ppap dims list.csv ok.csv -o jsonl
same 'ok is no value where limits are' '2 empty there are limits: a value is expected' \
	"$(printf '%s\n' "$out" | jq -r 'select(.row == "result" and .part == "1") | "\(.line) \(.verdict) \(.note)"')"
like 'a part measured twice is told' "ok.csv:4: '1' of stream '1', part '2' stands above already" "$err"
check_status 1 '  and is not in' crm-ppap dims list.csv ok.csv --check
nl='
'
while IFS='|' read -r what rows told; do
	# shellcheck disable=SC2059
	printf "no,lower,upper,reference,variables\n$rows\n" "$nl" >odd.csv
	check_status 65 "$what" crm-ppap dims odd.csv ok.csv
	like '  is told' "^crm-ppap: odd.csv:$told" "$err"
	same '  and nothing printed' '' "$out"
done <<'EOF'
limits the wrong way round|1,2,1,,|2: field 'lower': the lower limit '2' is above the upper limit '1'
neither limits nor a reason|1,1,2,,%b2,,,,|3: field 'lower': no limit of '2'
a number twice|1,1,2,,%b1,1,3,,|3: field 'no': '1' stands above already
a row without a number|,1,2,,|2: field 'no': a characteristic without a number
EOF
cd "$TOP/examples/ppap" || exit 1
check 'the example is in' crm-ppap dims bracket/01-design-record/characteristics.csv bracket/09-dimensional/results.csv --check
same '  its faulty twin is not' 'result 19 2
missing null 6' "$(crm-ppap dims bracket-faulty/01-design-record/characteristics.csv \
	bracket-faulty/09-dimensional/results.csv --out -o jsonl | jq -r 'select(.no) | "\(.row) \(.line) \(.no)"')"
done_testing
