#!/bin/sh
# Which steps and clocks a complaint has by its class: all of them of quality, only the case itself
# of delivery, service and enquiry, that and the environment's own of environment; asked for an 8D,
# each has its steps too.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

crm-store init s
CRM_DIR=$PWD/s
CRM_NOW=2026-11-20T09:00:00Z
export CRM_DIR CRM_NOW

# Steps with what they require, by what they are for.
cat >case <<'END'
confirm
assess --severity minor
reply
answer
judge --judgement ours
cost --kind sort --amount 1 --currency EUR
attach --file case
pause --why x
note --text x
END
cat >quality <<'END'
contact
analyse
pass --supplier S
END
cat >eightd <<'END'
team --name a --role leader
describe --problem-what x
END
cat >report <<'END'
submit --through D3
accept
reject --reason x
END
cat >caused <<'END'
inform
contain --place stock --suspect 0
cause --kind TUA --text x --evidence x
choose --cause TUA --text x --owner x --due 2026-12-01
prevent --document x --revision 1 --type other
verify --verify-result not_effective
END
cat >environment <<'END'
authority --authority x
publish --public-answer x
END

# for_class NAME LIST yes|no OPENING...: is each step of the list for such a complaint? Asked with
# --dry-run of a new one; refused for other reasons it is for it all the same.
for_class() {
	name=$1 list=$2 want=$3
	shift 3
	id=$(crm-complaint open --customer A "$@" | sed 's/.*"id":"\([^"]*\)".*/\1/')
	have=
	while read -r step; do
		# shellcheck disable=SC2086
		run crm-complaint $step "$id" --dry-run </dev/null
		case $status:$err in
		1:*'is not for this record'*) answer=no ;;
		0:* | 1:*) answer=yes ;;
		*) answer="status $status: $err" ;;
		esac
		[ "$answer" = "$want" ] || have="$have${step%% *}: $answer. "
	done <"$list"
	same "$name: $list $want" '' "$have"
}

for class in quality delivery service environment enquiry; do
	for_class $class case yes --class $class
	for_class $class report no --class $class
	for_class "$class with 8D" report yes --class $class --needs-8d true
	for_class "$class with 8D" eightd yes --class $class --needs-8d true
	for_class "$class with 8D" caused yes --class $class --needs-8d true
done
for_class 'no class' quality yes
for list in quality eightd caused; do
	for_class quality $list yes --class quality
done
for_class quality environment no --class quality
for class in delivery service enquiry; do
	for list in quality eightd caused environment; do
		for_class $class $list no --class $class
	done
done
for_class environment caused yes --class environment
for_class environment environment yes --class environment
for_class environment quality no --class environment
for_class environment eightd no --class environment

# clocks
clocks() {
	crm-complaint open --id "$1" --customer A --class "$2" --needs-8d "$3" >/dev/null
	crm-complaint clocks "$1" | sed 's/.*"clock":"\([^"]*\)".*/\1/' | sort | tr '\n' ' '
}
same 'clocks of an enquiry (D2)' 'answer reply ' "$(clocks E enquiry false)"
same 'clocks of a delivery complaint' 'answer reply ' "$(clocks D delivery false)"
like 'clocks of a quality complaint' 'analyse answer contact inform reply ' \
	"$(clocks Q quality false) "
unlike '  without 8D none of it' 'accept|choose|contain|verify' "$(clocks Q2 quality false)"
for clock in accept choose contain verify; do
	like "with 8D: $clock" "$clock" "$(clocks "D-$clock" delivery true)"
done
like 'the environment has the authority'"'"'s' 'authority' "$(clocks V environment false)"

# what an environmental complaint needs to be closed
run crm-complaint close V
same 'close is refused' 1 "$status"
for step in authority publish reply answer; do
	like "  $step is named" "step '$step' is missing" "$err"
done
unlike '  nobody contacts a quality contact' "step 'contact'" "$err"

# an enquiry: answered and closed
crm-complaint reply E >/dev/null
like 'an answered enquiry' '"state":"answered"' "$(crm-complaint answer E --solution yes)"
like 'is closed' '"state":"closed"' "$(crm-complaint close E)"
# asked for an 8D, only that is the answer
like 'an 8D is asked for later' '"state":"open"' "$(
	crm-complaint answer D --solution x >/dev/null
	crm-complaint assess D --severity major --needs-8d true
)"
like 'and no more' '"state":"answered"' "$(crm-complaint assess D --severity major --needs-8d false)"

done_testing
