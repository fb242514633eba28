#!/bin/sh
# Two complaints from a resident engineer's telephone call to closure: the
# goods of one come back and are reworked in house, with an 8D report and its
# effect verified; those of the other are reworked at the customer's site,
# with rejects. What must not be done is tried as well and refused. Needs the
# tools and jq in PATH; ends with status 1 at the first surprise. The 8D goes
# as 8d.html and 8d.json (Catena-X) to the directory given as operand.
set -eu

keep=${1:+$(cd "$1" && pwd)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
unset CRM_FORMAT
export CRM_DIR="$work/s" CRM_NOW=2026-09-01T08:00:00+08:00

# at TIME: what time it is from now on
at() {
	CRM_NOW=2026-$1:00+08:00
	printf '\n--- %s\n' "$CRM_NOW"
}

# take STEP ID OPTION...: a step of the complaint that must succeed
take() {
	printf '$ crm-complaint %s\n' "$*"
	crm-complaint "$@" -o jsonl >last || {
		echo "complaint.sh: must succeed: $*" >&2
		exit 1
	}
}

# no REASON STEP ID OPTION...: one that must be refused, for this reason
no() {
	reason=$1
	shift
	printf '$ crm-complaint %s\n' "$*"
	if crm-complaint "$@" >/dev/null 2>why; then
		echo "complaint.sh: must be refused: $*" >&2
		exit 1
	fi
	sed 's/^/  /' why
	grep -q -e "$reason" why || {
		echo "complaint.sh: not refused for: $reason" >&2
		exit 1
	}
}

# key COLLECTION: of the item that the last step has made
key() {
	jq -r ".$1 | keys_unsorted | last" last
}

crm-store init s --zone Asia/Shanghai >/dev/null
cat >s/crm.json <<'END'
{
  "format": 1, "zone": "Asia/Shanghai", "calendar": "cn",
  "company": {"name": "Liantuo Precision Metal", "supplier_id": "77120", "bpnl": "BPNL00000000SUPA",
    "street": "Gangkou Road 8", "postal_code": "315000", "city": "Ningbo", "country": "China",
    "phone": "+86 574 5550100", "email": "quality@liantuo.example"},
  "customers": {"VW-CS": {"name": "VW Components Plant", "zone": "Europe/Berlin", "calendar": "de-ni",
    "language": "de", "bpnl": "BPNL00000000CUSA", "supplier_id": "L-4410", "street": "Werkstr. 1",
    "postal_code": "38112", "city": "Braunschweig", "country": "Germany",
    "phone": "+49 531 5550100", "email": "quality@vw-cs.example"}},
  "forms": {"8d": {"number": "QF-8D-01", "revision": "C", "status": "released"}}
}
END

# ==== A burr on 4711-A: the lot comes back. ====
at 09-01T09:00
take open --customer VW-CS --source engineer --channel phone --customer-ref QX-2231 --part 4711-A \
	--change-level B --lot L881 --delivery-note DN-556 --customer-order 45003121 --plant Changchun --defect burr \
	--description 'burr at the bore, the bolt does not enter' --quantity 3 --quantity-suspect 20
id=$(jq -r .id last)
take confirm "$id" --confirmed-by cs01
at 09-01T09:03
take inform "$id" --engineer qe02 --informed-by phone
at 09-01T09:06
take contact "$id" --contacted K-17
at 09-01T09:20
take assess "$id" --severity major --safety false --line-stop true --needs-8d true
take team "$id" --name 'Wu Gang' --role sponsor --department management \
	--email wu.gang@liantuo.example
take team "$id" --name 'Li Na' --role leader --department quality \
	--email li.na@liantuo.example
take team "$id" --name 'Ma Lin' --role contact --department sales --email ma.lin@liantuo.example
take describe "$id" --problem-what 'burr of 0.4 mm at bore 2' --problem-when 'shift 1, 08:40' \
	--problem-where 'assembly line 3' --problem-who 'line leader' --problem-how 'bolt jams' \
	--problem-why 'line stopped for 6 min' --problem-how-many '3 of 40' \
	--is-what 'bore 2' --is-not-what 'bore 1'
at 09-01T09:30
take analyse "$id" --first-cause 'deburring tool worn' --talk-result 'the lot comes back'
take contain "$id" --place customer --suspect 20 --checked 20 --bad 3 \
	--action 'sorted by gauge' --owner qe02 --proof 'sorting list SL-12'
take contain "$id" --place in_transit --suspect 0
take contain "$id" --place stock --suspect 60 --checked 60 --bad 0 --marked 'white dot' \
	--proof 'sorting list SL-13'
take contain "$id" --place in_process --suspect 0

no "21 pieces of lot 'L881'" dispose "$id" --disposition return --quantity 21
take dispose "$id" --disposition return --return-by 2026-09-10
back=$(key dispositions)
take relay "$id" --relayed-to cs01
at 09-01T09:38
take agree "$id" --agreement make_up
take makeup "$id" --quantity 20 --due 2026-09-03
take readacross "$id" --scope lot --subject L882 --result open --owner qe02 --due 2026-09-02
at 09-01T12:00
take reply "$id" --reply 'sorted at your line, make-up goods on 09-03, 8D follows'
take answer "$id" --solution 'tool replaced; bores gauged until 09-30'
no 'not received back' close "$id"
no 'make-up pieces are not delivered' close "$id"

at 09-02T10:00
take readacross "$id" --subject L882 --result clear
at 09-03T08:30
take deliver "$id" --delivered 20 --delivery-note DN-571 --lot L890
at 09-04T14:00
take receive "$id" --quantity 19 --area Q-03 --delivery-note RN-88
no 'there are 19' dispose "$id" --of "$back" --disposition rework --quantity 20
at 09-04T15:00
take receive "$id" --quantity 1 --area Q-03 --delivery-note RN-89
take dispose "$id" --of "$back" --disposition rework
rework=$(key dispositions)

at 09-07T08:00
no 'planned before it begins' inspect "$id" --item "$rework" --inspected 20 --bad 2 --by w11
take rework "$id" --item "$rework" --instruction 'WI-207 rev C' --risk-review RR-31 --leader qe02
at 09-07T11:00
take inspect "$id" --item "$rework" --inspected 20 --bad 2 --kinds bore=1,scratch=1 --report QR-55 \
	--by w11
no 'another person rechecks' inspect "$id" --item "$rework" --inspected 18 --bad 0 --recheck true \
	--by w11
no 'another person signs' sign "$id" --by w11
take sign "$id" --as 'team leader' --by qe02
take inspect "$id" --item "$rework" --inspected 18 --bad 0 --recheck true --report QR-56 --by qe02
take sign "$id" --as 'head of quality' --by qm01
take dispose "$id" --of "$rework" --disposition repair --quantity 1
repair=$(key dispositions)
take dispose "$id" --of "$rework" --disposition scrap
scrap=$(key dispositions)
take scrap "$id" --item "$scrap" --scrapped-how 'cut in two'
no 'customer.s approval' repair "$id" --item "$repair" --instruction 'WI-208 rev A' \
	--risk-review RR-32
take repair "$id" --item "$repair" --instruction 'WI-208 rev A' --risk-review RR-32 \
	--approval VW-A-77
at 09-08T10:00
take inspect "$id" --item "$repair" --inspected 1 --bad 1 --kinds bore=1 --by w11
take sign "$id" --by qe02
no 'found bad are not disposed again' close "$id"
take dispose "$id" --of "$repair" --disposition scrap
scrap=$(key dispositions)
take scrap "$id" --item "$scrap" --scrapped-how 'cut in two'

at 09-10T16:00
take cause "$id" --kind TUA --text 'tool used beyond its 4000 strokes' --evidence 'tool card 8: 5310' \
	--method '5 why' --verified-by qe03 --verified-on 2026-09-10
take cause "$id" --kind TUN --text 'gauge plug worn' --evidence 'calibration 2026-09-09' \
	--method '5 why' --verified-by qe03 --verified-on 2026-09-10
at 09-11T10:00
take choose "$id" --cause TUA --text 'counter stops the press at 4000' --owner pe04 --due 2026-09-18 \
	--validation 'trial of 200 strokes'
counter=$(key actions)
take choose "$id" --cause TUN --text 'gauge plug checked weekly' --owner qe03 --due 2026-09-16 \
	--validation 'three plugs of one month compared'
gauge=$(key actions)
at 09-16T10:00
take implement "$id" --item "$gauge" --evidence 'gauge list 2026-09-16' --by qe03
at 09-18T10:00
take implement "$id" --item "$counter" --evidence 'photograph 3' --effect 100 --by pe04
take prevent "$id" --document CP-4711 --revision D --type control_plan --change 'tool life 4000' \
	--proof 'layered audit 2026-09-25'
take submit "$id" --through D8 --to K-17
at 09-22T09:00
take accept "$id" --verdict-by K-17
take judge "$id" --judgement ours --accepted-quantity 3 --judged-why 'tool life exceeded'
no 'verif' close "$id"
at 10-20T09:00
no 'pe04' verify "$id" --verify-result effective --by pe04
take verify "$id" --verify-result effective --verify-metric 'burrs per 1000' --verify-target 0 \
	--verify-value 0 --verify-from 2026-09-18 --verify-to 2026-10-18 --by qm01
take close "$id" --by qe02
crm-complaint 8d "$id" -o html --lang en >8d.html
crm-complaint 8d "$id" -o catena-x >8d.json
printf '\n--- its 8D, printed, and as a Catena-X form\n'
crm-complaint 8d "$id" -o text --lang en
jq -c '.header.parts[0]' 8d.json
[ -z "$keep" ] || cp 8d.html 8d.json "$keep"

# ==== A scratch on 4712: reworked at the customer's site. ====
at 10-21T10:00
take open --customer VW-CS --source engineer --channel phone --part 4712 --lot L940 \
	--defect scratch --quantity 40
id=$(jq -r .id last)
take confirm "$id" --confirmed-by cs02
at 10-21T10:04
take inform "$id" --engineer qe05 --informed-by email
at 10-21T10:08
take contact "$id" --contacted K-18
at 10-21T10:20
take analyse "$id" --first-cause 'tray without felt' --talk-result 'rework at your site'
at 10-21T10:30
take dispose "$id" --disposition rework_on_site --quantity 35
site=$(key dispositions)
take dispose "$id" --disposition sort
sort=$(key dispositions)
at 10-21T10:36
take arrange "$id" --arranged 'w11, w12, with qe05'
take reply "$id" --reply 'team arrives at 14:00'
at 10-21T14:00
no 'without flow, instruction, risk_review, leader, briefed_at' inspect "$id" --item "$site" \
	--inspected 35 --bad 3 --by w11
take rework "$id" --item "$site" --flow PF-77 --instruction 'WI-310 rev A' --risk-review RR-40 \
	--leader qe05 --briefed-at 2026-10-21T13:50:00+08:00
at 10-21T16:00
no '3 bad' inspect "$id" --item "$site" --inspected 35 --bad 3 --kinds scratch=4 --by w11
take inspect "$id" --item "$site" --inspected 35 --bad 3 --kinds scratch=2,dent=1 --report QR-70 \
	--by w11
take sign "$id" --as 'team leader' --by qe05
take inspect "$id" --item "$site" --inspected 32 --bad 1 --kinds scratch=1 --recheck true \
	--report QR-71 --by qe05
take sign "$id" --as contact --by K-18
no 'there are 31' handover "$id" --item "$site" --handed-over 32 --handed-to K-18
take handover "$id" --item "$site" --handed-to K-18 --marking 'green dot'
take inspect "$id" --item "$sort" --inspected 5 --bad 0 --by w12
take answer "$id" --solution 'felt in all trays'
no '4 of 4 pieces found bad are not disposed again' close "$id"
take dispose "$id" --of "$site" --disposition scrap
scrap=$(key dispositions)
take scrap "$id" --item "$scrap" --scrapped-how 'drilled through'
take agree "$id" --agreement exchange
take makeup "$id" --quantity 4 --due 2026-10-23
at 10-23T09:00
take deliver "$id" --delivery-note DN-640
take judge "$id" --judgement ours --accepted-quantity 4
take close "$id" --by qe05

printf '\n--- at the end\n'
crm-complaint list -F id,lot,state,disposition,closed_at -o table
crm-store check
