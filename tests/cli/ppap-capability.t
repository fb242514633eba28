#!/bin/sh
# crm-ppap capability: the piston rings, numbers that lose digits, verdicts, what cannot be.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

near() {
	same "$1 $5 $3" yes "$(jq -r --arg m "$5" --argjson x "$3" --argjson t "$4" \
		'.[0][$m] | if . != null and (. - $x | fabs) <= $t then "yes" else tostring end' "$2")"
}

# ---- piston rings ----

rings=$SHARED/domain/qcc_pistonrings_40x5.csv
if [ -n "$SHARED" ] && [ -f "$rings" ]; then
	set -- "$rings" --value diameter --subgroup sample --lower 73.95 --upper 74.05 -o json
	crm-ppap capability "$@" --first 25 >rbar
	for x in cp=1.7032 cpk=1.6632 pp=1.6551 ppk=1.6162; do
		near 'rings:' rbar "${x#*=}" 5e-5 "${x%=*}"
	done
	same '  cpk decides, not cp' 'review cpk 1.6632 by rbar is within 1.33 to 1.67' \
		"$(jq -r '.[0] | "\(.verdict) \(.why)"' rbar)"
	same '  n, subgroups, method, stable' '125 25 rbar true' \
		"$(jq -r '.[0] | "\(.n) \(.subgroups) \(.method) \(.stable)"' rbar)"
	# shellcheck disable=SC2094
	crm-ppap capability "$@" --first 25 --method sbar >sbar
	for x in cp=1.6955 cpk=1.6556; do
		near 'by sbar:' sbar "${x#*=}" 5e-5 "${x%=*}"
	done
	crm-ppap capability "$@" --subgroups 1-25 >range
	same_file '--subgroups 1-25 are the first 25' rbar range
	crm-ppap capability "$@" >all
	same 'all 40 are not stable' 'false review' "$(jq -r '.[0] | "\(.stable) \(.verdict)"' all)"
	like '  which rule where' 'unstable: rule limit at subgroup 38' "$(cat all)"
	same '  by rules of our choice' 'limit side8' \
		"$(crm-ppap capability "$@" --rules limit,side8 | jq -r '.[0].rules' | tr , ' ')"
	same 'by ppk' 'review ppk 1.6162 is within 1.33 to 1.67' \
		"$(crm-ppap capability "$@" --first 25 --index ppk | jq -r '.[0] | "\(.verdict) \(.why)"')"
else
	skip 'the piston rings' 'no ../shared/domain'
fi

# ---- numbers that lose digits (NIST, NumAcc3 and NumAcc4) ----

for base in 1000000 10000000; do
	{
		echo value
		echo $base.2
		i=0
		while [ $i -lt 500 ]; do
			printf '%s.1\n%s.3\n' $base $base
			i=$((i + 1))
		done
	} >acc.csv
	crm-ppap capability acc.csv -o json >out
	near "$base.2:" out $base.2 0 mean
	near "$base.2:" out 0.1 1e-11 sd
done

# ---- verdicts ----

# the mean is 10; sigma within 4 / 2.325929, sigma of all that of 8 to 12
{
	echo subgroup,value
	i=1
	while [ $i -le 25 ]; do
		printf '%s,8\n%s,9\n%s,10\n%s,11\n%s,12\n' $i $i $i $i $i
		i=$((i + 1))
	done
} >five.csv
for x in '3.139 16.861 fails 1' '3.138 16.862 review 1' '1.385 18.615 review 1' '1.384 18.616 meets 0'; do
	# shellcheck disable=SC2086
	set -- $x
	run crm-ppap capability five.csv --lower "$1" --upper "$2" --check -o jsonl
	same "$(printf '%s' "$out" | jq -r .why)" "$3 $4" "$(printf '%s' "$out" | jq -r .verdict) $status"
done
run crm-ppap capability five.csv --upper 20 -o jsonl
same 'one limit: no cp, no pp, and cpk is that side' 'null null null true meets' \
	"$(printf '%s' "$out" | jq -r '"\(.cp) \(.pp) \(.cpl) \(.cpk == .cpu) \(.verdict)"')"
like '  and that is told' 'one limit: no cp, pp, cpm' "$out"
run crm-ppap capability five.csv -o jsonl
same 'no limit: no index' 'none null' "$(printf '%s' "$out" | jq -r '"\(.verdict) \(.cpk)"')"
check_status 65 'limits the wrong way round' crm-ppap capability five.csv --lower 2 --upper 2.0
like '  are told' "^crm-ppap: --lower: '2': a limit below the upper one expected" "$err"
printf 'value\n5\n5\n5\n' >same.csv
run crm-ppap capability same.csv --lower 1 --upper 9 -o jsonl
same 'values all alike' 'none null null 0' "$(printf '%s' "$out" | jq -r '"\(.verdict) \(.cpk) \(.ppk) \(.sd)"')"
unlike '  never NaN' '[nN]a[nN]|inf' "$(printf '%s' "$out" | sed 's/"[^"]*"//g')"
printf 'value\n5\n' >one.csv
run crm-ppap capability one.csv --lower 1 --upper 9 -o jsonl
same 'one value' '0 none fewer than 2 values' "$status $(printf '%s' "$out" | jq -r '"\(.verdict) \(.why)"')"
like 'few are told' 'few: 1 reading; at least 100 expected' "$out"
like 'the normal distribution is supposed' 'normal distribution, which is not judged' "$out"
check_status 1 '  and with --check it does not meet' crm-ppap capability one.csv --check

for x in '24 review' '25 meets'; do
	# shellcheck disable=SC2086
	set -- $x
	sed -n "1,$((1 + $1))p" five.csv | cut -d, -f2 >few.csv
	run crm-ppap capability few.csv --lower 0 --upper 20 --rules limit -o jsonl
	same "$1 readings: $2" "$2" "$(printf '%s' "$out" | jq -r .verdict)"
done
for x in '7 null review' '8 true meets'; do
	# shellcheck disable=SC2086
	set -- $x
	sed -n "1,$((1 + 5 * $1))p" five.csv >few.csv
	run crm-ppap capability few.csv --lower 0 --upper 20 --rules limit -o jsonl
	same "$1 points of a chart: stable $2" "$2 $3" "$(printf '%s' "$out" | jq -r '"\(.stable) \(.verdict)"')"
done

# ---- a profile ----

mkdir -p store/ppap/profiles
crm-store init store >/dev/null 2>&1 || true
mkdir -p store/ppap/profiles
echo '{"profile": "strict", "title": "Strict", "edition": "aiag-4", "limits": {"index_low": "2.00", "index_high": "2.50"}}' \
	>store/ppap/profiles/strict.json
run crm-ppap capability -C store five.csv --lower 0 --upper 20 --profile strict -o jsonl
same 'limits of a profile' 'fails cpk 1.9383 by rbar is below 2.00' \
	"$(printf '%s' "$out" | jq -r '"\(.verdict) \(.why)"')"
check_status 66 'a profile of nobody' crm-ppap capability five.csv --profile nobody

# ---- what is refused ----

printf 'subgroup,value\n1,2\n1,\n' >bad.csv
check_status 65 'a value missing' crm-ppap capability bad.csv
like '  is told' "^crm-ppap: bad.csv:3: field 'value': no value: a decimal number like 12.50 expected\$" "$err"
printf 'sub;Size\n1;2,5\n' >bad.csv
check_status 65 'no number' crm-ppap capability bad.csv --value Size --subgroup sub
like '  is told' "^crm-ppap: bad.csv:2: field 'Size': '2,5': a decimal number" "$err"
check_status 65 'rules of nobody' crm-ppap capability five.csv --rules limit,many
like '  are told with those that there are' "'limit,many': some of limit, side7" "$err"
check_status 65 'more subgroups than there are' crm-ppap capability five.csv --first 26
check_status 65 'a range the wrong way round' crm-ppap capability five.csv --subgroups 5-2
check_status 2 'two choices' crm-ppap capability five.csv --subgroups 1-2 --first 2
check_status 65 'a limit that is none' crm-ppap capability five.csv --lower 1e3

# ---- output ----

check_status 65 'a format of nobody' crm-ppap capability five.csv -o foo
like '  is told with those that there are' "'foo'; expected table, jsonl, json, csv or svg" "$err"

same 'figures at full precision' '1.419904585617662' "$(crm-ppap capability five.csv -o csv -F sd | sed 1d)"
like 'for people' '^cpk *1.9383$' "$(crm-ppap capability five.csv --lower 0 --upper 20 -o table)"
crm-ppap capability five.csv --lower 0 --upper 20 -o svg >a.svg
crm-ppap capability five.csv --lower 0 --upper 20 -o svg >b.svg
same_file 'the drawing is the same each time' a.svg b.svg
check '  and well formed' xmllint --noout a.svg
same '  an image with a title' 'img Capability: five.csv' \
	"$(xmllint --xpath 'concat(/*/@role, " ", //*[local-name()="title"])' a.svg)"
check '  also of values all alike' crm-ppap capability same.csv -o svg
unlike '  never NaN' 'nan|inf"' "$out"
done_testing
