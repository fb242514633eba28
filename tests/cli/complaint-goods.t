#!/bin/sh
# The goods of a complaint on the command line: a return to its end, rework on site with rejects; and
# what does not add up is refused with all reasons. A refused step writes nothing.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

crm-store init s --zone Asia/Shanghai
CRM_DIR=$PWD/s
CRM_NOW=2026-11-20T09:00:00+08:00
export CRM_DIR CRM_NOW

# take CMD...: a step that is taken; its record is in $out
take() {
	check "$*" crm-complaint "$@"
}

lines() {
	[ ! -f s/complaint.jsonl ] || wc -l <s/complaint.jsonl
}

# refused STATUS CMD...: that status, nothing is written; says MESSAGE... looks at why
refused() {
	want=$1
	shift
	before=$(lines)
	check_status "$want" "refused: $*" crm-complaint "$@"
	same '  and writes nothing' "$before" "$(lines)"
	reasons=0
}

says() {
	for message in "$@"; do
		reasons=$((reasons + 1))
		like "  $message" "$message" "$err"
	done
}

# only: no reason but those that says has named
only() {
	same '  and no more' "$reasons" "$(printf '%s\n' "$err" | wc -l)"
}

# key COLLECTION: of the newest item of the last record
key() {
	printf '%s' "$out" | jq -r ".$1 | keys_unsorted | last"
}

# answered ID: everything but the goods is done
answered() {
	crm-complaint open --id "$1" --customer VW --part 4711-A --lot L881 --quantity 20 >/dev/null
	for step in inform contact analyse reply answer; do
		crm-complaint "$step" "$1" >/dev/null
	done
}

# ---- a return: received, sorted, scrapped, made up for ----
answered R
refused 1 dispose R --disposition return --quantity 21
says "21 pieces of lot 'L881' cannot be disposed: there are 20"
only
refused 66 dispose R --disposition concession --concession NONE
says "R: field 'concession': no such concession: 'NONE'"
only
refused 66 dispose R --disposition concession --concession R
says "no such concession: 'R'"
refused 65 dispose R --disposition concession --quantity 0
says "'0' pieces, expected at least 1" 'concession.*must be named'
only
refused 65 dispose R --disposition return --quantity -1
refused 1 dispose R --disposition return --lot L9
says "'L9' is not under suspicion, step 'lot' adds it; there are: L881"
take dispose R --disposition return --quantity 12 --return-by 2026-12-04
return=$(key dispositions)
like 'the record says it for the clock' '"disposition":"return","disposed_at":"2026-11-20T09:00:00' "$out"
refused 1 close R
says "lot 'L881': 8 of 20 pieces are not disposed" "12 of 12 pieces are not received back" \
	"step 'relay' is missing"
only
take dispose R --disposition sort
sort=$(key dispositions)
like 'all that is left' '"lot":"L881","quantity":8' "$out"
refused 1 dispose R --disposition scrap
says "no pieces of lot 'L881' are left to be disposed"
refused 65 dispose R --disposition scrap --of ''
says 'empty; expected the key of a disposition' 'no pieces'
only
take relay R --relayed-to cs01
take agree R --agreement make_up
refused 1 receive R --area Q1 --quantity 13
says "13 pieces of lot 'L881' cannot be received back: there are 12"
take receive R --area Q1 --quantity 10 --delivery-note RN-1
refused 1 dispose R --disposition scrap --of "$return" --quantity 11
says "11 pieces of lot 'L881' cannot be disposed again: there are 10"
take receive R --area Q1
like 'what is missing has come' '"area":"Q1","quantity":2' "$out"
refused 1 close R
says "12 of 12 pieces received back are not disposed again" "8 of 8 pieces are not inspected" \
	"a make-up delivery was agreed: step 'makeup' is missing"
only
take dispose R --disposition scrap --of "$(printf %.6s "$return")"
scrap=$(key dispositions)
like 'the whole key is kept' "\"of\":\"$return\"" "$out"
refused 1 scrap R --scrapped-how pressed
says "which of the dispositions\? --item takes one of: $return \(L881, return, -\); $sort \(L881, sort, -\)"
refused 1 scrap R --item "$return" --scrapped-how pressed
says "is return: 'scrap' is not for it"
refused 65 scrap R --item '' --scrapped-how pressed
says "'item': empty; expected the key of an item"
take scrap R --item "$scrap" --scrapped 4 --scrapped-how pressed
take scrap R --item "$scrap" --scrapped 3 --scrapped-how pressed
like 'it adds up' '"scrapped":7' "$out"
take scrap R --item "$scrap" --scrapped-how pressed
like 'all of it' '"scrapped":12' "$out"
refused 1 scrap R --item "$scrap" --scrapped 1 --scrapped-how pressed
says "1 pieces of lot 'L881' cannot be made unusable: there are 0"
take makeup R --quantity 15 --due 2026-11-27
refused 1 deliver R --delivered 16
says '16 pieces cannot be delivered: there are 15'
take deliver R --delivered 9 --delivery-note DN-8
refused 1 deliver R --delivered 7
says '7 pieces cannot be delivered: there are 6'
take deliver R --delivery-note DN-9
same 'each delivery and its note' 'DN-8 9
DN-9 6' "$(printf '%s' "$out" | jq -r '.deliveries[] | "\(.delivery_note) \(.delivered)"')"
like 'all of them' '"delivered_at":"2026-11-20T09:00:00' "$out"
refused 1 deliver R --delivered 1
says 'no make-up pieces are left to be delivered'
refused 65 inspect R --item "$sort" --inspected 9
says "9 pieces of lot 'L881' cannot be inspected: there are 8" 'needs --good or --bad or both'
only
take inspect R --inspected 8 --bad 1
like 'the rest is good' '"good":7' "$out"
refused 1 close R
says "1 of 1 pieces found bad are not disposed again"
only
take dispose R --disposition repair --of "$sort"
repair=$(key dispositions)

# a repair needs the customer's approval, always
refused 1 repair R --item "$repair" --instruction WI-7 --risk-review RR-7
says "a repair needs the customer's approval before it begins"
only
refused 1 inspect R --item "$repair" --inspected 1 --bad 0
says 'planned before it begins: without instruction, risk_review' "needs the customer's approval"
only
take repair R --item "$repair" --instruction WI-7 --risk-review RR-7 --approval VW-77
like 'it is planned' '"planned_at":"2026-11-20T09:00:00' "$out"
take inspect R --item "$repair" --inspected 1 --bad 0 --by qe02
first=$(key inspections)
refused 1 sign R --by qe02
says "'qe02' has inspected: another person signs the report"
only
take sign R --by boss --as 'head of quality'
refused 1 sign R --by boss
says 'no inspection waits for a signature'
refused 1 sign R --item "$first" --by boss
says "'boss' has signed this inspection already"
refused 1 inspect R --item "$repair" --inspected 1 --bad 0 --recheck true --by qe02
says "'qe02' has inspected these: another person rechecks them"
only
refused 1 close R
says 'the good ones are not rechecked by a second person'
only
take inspect R --item "$repair" --inspected 1 --bad 0 --recheck true --by qe03
refused 1 close R
says "the report of qe03's inspection is not signed by another person"
only
take sign R --by boss
take close R

# ---- rework on site, with rejects ----
answered S
take dispose S --disposition sort --quantity 5
take dispose S --disposition rework_on_site
site=$(key dispositions)
like 'people are waited for' '"disposition":"rework_on_site"' "$(crm-complaint show S)"
take withdraw S --item "$(printf '%s' "$out" | jq -r '.dispositions | keys_unsorted | first')" \
	--why 'all are reworked'
refused 2 withdraw S --item "$site"
take dispose S --disposition rework_on_site
site2=$(key dispositions)
take withdraw S --item "$site2" --withdrawn 2 --why 'two were lost'
refused 1 withdraw S --item "$site2" --withdrawn 4 --why 'more'
says "4 pieces of lot 'L881' cannot be withdrawn: there are 3"
take withdraw S --item "$site2" --withdrawn 3 --why 'three more'
like 'it adds up' '"withdrawn":5' "$out"
take dispose S --disposition scrap --quantity 5
take scrap S --item "$(key dispositions)" --scrapped-how 'lost at the customer'
take arrange S --arranged 'two people'
refused 65 inspect S --item "$site" --inspected 15 --bad 3
says 'without flow, instruction, risk_review, leader, briefed_at' 'rejects on site are sorted by kind'
only
take rework S --item "$site" --flow PF-3 --instruction WI-9/B --risk-review RR-9 --leader qe02
refused 1 inspect S --item "$site" --inspected 15 --bad 3 --kinds burr=2,scratch=1
says 'without briefed_at'
only
take rework S --item "$site" --briefed-at 2026-11-20T08:50:00+08:00
refused 1 inspect S --item "$site" --inspected 15 --good 13 --bad 3 --kinds burr=2,scratch=2
says '13 good and 3 bad pieces are not 15 inspected' '4 pieces by kind are not 3 bad ones'
only
take inspect S --item "$site" --inspected 15 --bad 3 --kinds burr=2,scratch=1 --report QR-1 --by w1
first=$(key inspections)
refused 1 handover S --item "$site" --handed-over 13 --handed-to Li
says "13 pieces of lot 'L881' cannot be handed over: there are 12" \
	'pending_recheck|not rechecked by a second person' "w1's inspection is not signed"
only
take inspect S --item "$site" --inspected 12 --bad 1 --kinds burr=1 --recheck true --by qe02
second=$(key inspections)
take sign S --item "$first" --by qe02 --as leader
take sign S --item "$second" --by boss
refused 1 close S
says '4 of 4 pieces found bad are not disposed again' '11 of 11 good pieces are not handed over'
only
take handover S --item "$site" --handed-over 5 --handed-to Li --marking 'green dot'
take handover S --item "$site" --handed-to Li --marking 'green dot'
like 'the good ones' '"handed_over":11' "$out"
refused 1 handover S --item "$site" --handed-over 1 --handed-to Li
take dispose S --disposition scrap --of "$site"
take scrap S --item "$(key dispositions)" --scrapped-how drilled
take close S

# ---- other lots ----
answered A
run crm-complaint concession open --customer VW --part 4711-A --deviation d --requirement r
take dispose A --disposition concession --concession D-2026-0001
refused 1 close A
says "goods are used under concession: step 'readacross' is missing"
only
take readacross A --subject L882 --scope lot --owner qe02 --due 2026-11-23
refused 1 close A
says "'L882' is not looked at"
only
refused 65 readacross A --subject L882 --result affected
says "how many pieces of lot 'L882' are affected\?"
take readacross A --subject L882 --result affected --quantity 40
like 'that lot is under suspicion' '"lots":\{"L882":.*"quantity":40,"origin":"read_across"' "$out"
refused 1 close A
says "lot 'L882': 40 of 40 pieces are not disposed"
only
refused 1 dispose A --disposition scrap
says 'which lot\? One of: L882, L881'
take lot A --lot L882 --quantity 0
take close A
refused 1 lot A --lot L883 --quantity 1

# a class without goods
crm-complaint open --id D --customer VW --class delivery --quantity 20 >/dev/null
refused 1 dispose D --disposition sort
says "'dispose' is not for this record"

# ---- the same lot of two parts ----
crm-complaint open --id P --customer VW --part P --lot L >/dev/null
take lot P --lot L --quantity 100
take lot P --lot L --part Q --quantity 7
same 'both are under suspicion' 'P 100
Q 7' "$(printf '%s' "$out" | jq -r '.lots[] | "\(.part // "P") \(.quantity)"')"
same '  both block' 'P 100
Q 7' "$(crm-complaint blocks L -o jsonl | jq -r '"\(.part) \(.quantity)"')"
take dispose P --disposition scrap --lot L --part Q
take scrap P --scrapped-how pressed
same '  each for itself' 'P 100' "$(crm-complaint blocks L -o jsonl | jq -r '"\(.part) \(.quantity)"')"

# a lot that is called as another one's hash
take lot P --lot a.b.c --quantity 1
hash=$(key lots)
take lot P --lot "$hash" --quantity 2
same 'two lots' '1 2' "$(printf '%s' "$out" | jq -r '[.lots[].quantity] | .[-2:] | "\(.[0]) \(.[1])"')"

# ---- read-across: each scope its own answer; a part as a whole ----
answered X
take lot X --lot L881 --quantity 0
take readacross X --subject L2 --scope lot --result affected --quantity 3
take readacross X --subject L2 --scope plant --result clear
same 'both answers' 'lot affected
plant clear' "$(printf '%s' "$out" | jq -r '.readacross[] | "\(.scope) \(.result)"')"
refused 1 readacross X --subject L2 --result clear
says 'which of the readacross .L2.\? --scope takes one of: lot, plant'
take lot X --lot L2 --quantity 0
take readacross X --subject P9 --scope part --result affected
check_status 1 'the part is blocked' crm-complaint blocks P9 --check
refused 1 close X
says "part 'P9' is affected and not contained"
only
take lot X --lot L9 --part P9 --quantity 2
same '  then its lots' 'suspect L9 2' "$(crm-complaint blocks P9 -o jsonl | jq -r '"\(.reason) \(.lot) \(.quantity)"')"
take lot X --lot L9 --part P9 --quantity 0
check_status 1 '  which were none of it' crm-complaint blocks P9 --check
take readacross X --subject P9 --scope part --result clear
check '  until it is clear' crm-complaint blocks P9 --check
take close X

# ---- on-site rework is withdrawn: nobody waits for people ----
answered W
take dispose W --disposition rework_on_site
same 'the clock of the people' 1 "$(crm-complaint clocks W -o jsonl | grep -c '"clock":"arrange"')"
take withdraw W --why 'they come back'
same '  is gone with it' 'null null' "$(printf '%s' "$out" | jq -r '"\(.disposition) \(.disposed_at)"')"
take dispose W --disposition scrap
take scrap W --item "$(key dispositions)" --scrapped-how pressed
take close W

# less than was disposed, by hand
crm-complaint open --id X-9 --customer A --lot L9 --quantity 10 >/dev/null
crm-complaint dispose X-9 --disposition scrap >/dev/null
crm-complaint scrap X-9 --scrapped-how pressed >/dev/null
crm-complaint amend X-9 quantity=5 --why typo >/dev/null
check_status 1 'what cannot be is not closed' crm-complaint close X-9
like '  and it is said' '10 pieces disposed, but there are 5' "$err"

done_testing
