#!/bin/sh
# crm-report complaints: 8D on time and accepted first time, repeats, ageing, bad pieces and ppm,
# cost. The rules are in tests/unit/complaint_figures*; here is what the steps and options make of
# them.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

crm-store init s --zone Asia/Shanghai
CRM_DIR=$PWD/s
CRM_NOW=2026-11-20T09:00:00+08:00
export CRM_DIR CRM_NOW

# figures NAMES OPTION...: rows of figures that begin so; columns set by $columns
columns=figure,value,numerator,denominator
figures() {
	names=$1
	shift
	crm-report complaints "$@" -F "$columns" -o csv | grep -E "^($names)"
}
# step WHEN CMD...
step() {
	when=2026-$1+08:00
	shift
	crm-complaint "$@" --at "$when" --now "$when" >/dev/null
}

step 10-01T09:00:00 open --id C-1 --customer VW --class quality --part 1 --defect burr
same 'without an 8D there are none of its figures' '' "$(figures '8d|line|special|defective|ppm')"
same 'nor sums and ages that nobody asked for' '' "$(figures 'cost|premium|ageing')"
same 'no repeats are 0 of all' 'repeat_rate,0.0000,0,1
chronic,0,0,1' "$(figures 'repeat|chronic')"

step 10-01T10:00:00 assess C-1 --severity minor --needs-8d true --line-stop true
step 10-01T10:00:00 judge C-1 --judgement ours --accepted-quantity 12
step 11-19T12:00:00 open --id C-2 --customer Magna --class delivery --part 2 --defect late
step 11-19T12:00:00 cost C-1 --kind sort --amount 120.50 --currency EUR
step 11-19T12:00:00 cost C-1 --kind premium_freight --amount 900 --currency CNY
step 11-19T12:00:00 cost C-2 --kind premium_freight --amount 0.50 --currency EUR

same 'the 8D is late in every part' '8d_d3_on_time,0.0000,0,1
8d_d5_on_time,0.0000,0,1
8d_on_time,0.0000,0,1' "$(figures 8d)"
same 'a line stop' line_stops,1,1,1 "$(figures line)"
columns=figure,word,stat,value,unit
same 'costs, each currency by itself' 'cost,CNY,sum,900,CNY
cost,CNY,mean,900.0000,CNY
cost,EUR,sum,121.00,EUR
cost,EUR,mean,60.5000,EUR
premium_freight,CNY,sum,900,CNY
premium_freight,CNY,mean,900.0000,CNY
premium_freight,EUR,sum,0.50,EUR
premium_freight,EUR,mean,0.5000,EUR' "$(figures 'cost|premium' --cost)"
columns=figure,word,value,numerator,denominator
same 'ppm of what is delivered' 'defective,,12,,1
ppm,,120.0000,12,100000
defective,(none),12,,1
ppm,(none),120.0000,12,100000' "$(figures 'defective|ppm' --delivered 100000)"
same 'of nothing it is null' 'ppm,,,12,0
ppm,(none),,12,0' "$(figures ppm --delivered 0)"
same 'open ones by age' 'ageing,0-7,50.0000,1,2
ageing,8-14,0.0000,0,2
ageing,15-30,0.0000,0,2
ageing,31-60,50.0000,1,2
ageing,61-90,0.0000,0,2
ageing,>90,0.0000,0,2' "$(figures 'ageing,[^,]' --ageing)"
same 'by other ages' 'ageing,0-49,50.0000,1,2
ageing,50,50.0000,1,2
ageing,>50,0.0000,0,2' "$(figures 'ageing,[^,]' --ageing=49,50)"
columns=figure,by.class,word,value
same 'per class' 'cost,delivery,EUR,0.50
cost,delivery,EUR,0.5000
cost,quality,CNY,900
cost,quality,CNY,900.0000
cost,quality,EUR,120.50
cost,quality,EUR,120.5000' "$(figures cost --cost --by class)"
same 'JSON has null' null "$(crm-report complaints --delivered 0 -o jsonl |
	jq -s 'map(select(.figure == "ppm"))[0].value')"

same 'the records behind them' '8d_on_time,accept,C-1,denominator
8d_on_time,accept,C-2,excluded' "$(crm-complaint void C-2 --why test >/dev/null
	crm-report complaints --ids -F figure,detail,id,role -o csv | grep 8d_on_time)"
same 'of sums too' 'ageing,age=31-60,C-1,numerator
cost,currency=CNY,C-1,denominator
cost,currency=EUR,C-1,denominator' "$(crm-report complaints --ids --cost --ageing --where id=C-1 \
	-F figure,detail,id,role -o csv | grep -E 'cost|ageing' | sort)"

check_status 65 'ages out of order' crm-report complaints --ageing=30,7
like '  it says what is expected' \
	"--ageing: not days in ascending order: '30,7', expected 7,14,30,60,90" "$err"
for days in '' 7,7 '7,' -1 7.0 100000; do
	check_status 65 "no ages: '$days'" crm-report complaints --ageing="$days"
done
for pieces in many -1 1.5; do
	check_status 65 "no pieces: '$pieces'" crm-report complaints --delivered="$pieces"
done
like '  it says what is expected' \
	"--delivered: not a count: '1.5', expected the pieces delivered, like 250000" "$err"
check_status 65 'ppm by groups' crm-report complaints --delivered 10 --by customer
like '  it says why' 'how many of them each group had is not known' "$err"
check_status 2 'costs that --mask hides' crm-report complaints --cost --mask
like '  it says so' "field 'costs' is masked" "$err"
done_testing
