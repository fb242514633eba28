#!/bin/sh
# Every step of a complaint, what it sets, and when it is refused. A refused step writes nothing.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

crm-store init s --zone Asia/Shanghai
CRM_DIR=$PWD/s
CRM_NOW=2026-11-20T09:00:00+08:00
export CRM_DIR CRM_NOW
stamp='"2026-11-20T09:00:00\+08:00"'

# sets NAME EXPECTED CMD...: succeeds and its record holds the text
sets() {
	what=$1
	want=$2
	shift 2
	run "$@"
	like "$what" "$want" "$out$err"
}

lines() {
	[ ! -f s/complaint.jsonl ] || wc -l <s/complaint.jsonl
}

# refused STATUS NAME MESSAGE CMD...: that status and message; nothing is written
refused() {
	want=$1 what=$2 message=$3
	shift 3
	before=$(lines)
	check_status "$want" "$what" "$@"
	like "  it says why" "$message" "$err"
	same "  and writes nothing" "$before" "$(lines)"
}

sets 'open gives the next id' '"id":"C-2026-0001"' crm-complaint open --customer ACME
like 'received_at is now, in the store'"'"'s zone' "\"received_at\":$stamp" "$out"
like 'the state is open' '"state":"open"' "$out"
sets 'the id has the year of the store'"'"'s zone' '"id":"C-2027-0001"' \
	crm-complaint open --customer ACME --now 2026-12-31T16:00:00Z
sets 'an id of one'"'"'s own' '"id":"X.1"' crm-complaint open --id X.1 --customer ACME
refused 1 'an id is never used again' "X.1: .*exists already" \
	crm-complaint open --id X.1 --customer ACME
refused 65 'what is no id' 'not an id' crm-complaint open --id 'a b' --customer ACME
refused 2 'open needs a customer' "'--customer' is missing" crm-complaint open --part 1
refused 65 'an empty one is none' 'customer' crm-complaint open --customer ''
refused 65 'a count that is none' '\-\-quantity: .*x' crm-complaint open --customer A --quantity x
refused 65 'a count below 0' 'quantity' crm-complaint open --customer A --quantity -1
refused 65 'a date that is none' '\-\-received-at: .*31\.2\.' \
	crm-complaint open --customer A --received-at 31.2.
refused 65 'a word that is none' 'one of: quality' crm-complaint open --customer A --class bad
refused 65 'a receipt in the future' 'later than now' \
	crm-complaint open --customer A --received-at 2026-11-20T09:00:01+08:00

for step in 'confirm --confirmed-by cs01' 'inform --engineer qe02 --informed-by phone' \
	'contact --contacted Li' 'analyse --first-cause burr --talk-result sort' 'relay --relayed-to cs01' \
	'agree --agreement exchange' 'arrange --arranged team' \
	'reply --reply soon' 'answer --solution new'; do
	name=${step%% *}
	case $name in
	analyse) field=analysed_at ;;
	relay) field=relayed_at ;;
	agree) field=agreed_at ;;
	arrange) field=arranged_at ;;
	reply) field=replied_at ;;
	confirm | inform | contact | answer) field=${name}ed_at ;;
	esac
	# shellcheck disable=SC2086
	sets "$name stamps $field" "\"$field\":$stamp" crm-complaint $step C-2026-0001
	value=${step##* }
	like "$name sets what it is given" "\"$value\"" "$out"
	# shellcheck disable=SC2086
	refused 1 "$name is taken once" "already done|needs open" crm-complaint $step C-2026-0001
done
like 'answer leads to answered' '"state":"answered"' "$(crm-complaint show C-2026-0001)"
refused 2 'dispose needs a disposition' "'--disposition' is missing" crm-complaint dispose X.1
refused 2 'an option of another step' "unknown option '--engineer'" \
	crm-complaint confirm X.1 --engineer qe02
refused 66 'an id that is not there' 'C-9: no such complaint' crm-complaint confirm C-9
refused 2 'no id' 'ID missing' crm-complaint confirm

# close lists everything that is open
crm-complaint open --id L-1 --customer ACME >/dev/null
crm-complaint dispose L-1 --disposition return >/dev/null
refused 1 'close is refused while clocks run' "step 'inform' is missing" crm-complaint close L-1
for name in reply answer relay; do
	like "close names $name" "step '$name' is missing" "$err"
done
sets 'close when all is done' "\"state\":\"closed\"" crm-complaint close C-2026-0001
like 'it is stamped' "\"closed_at\":$stamp" "$out"
refused 1 'a closed record takes no step' "needs open or answered" crm-complaint confirm C-2026-0001
sets 'but a note' '"text":"still"' crm-complaint note C-2026-0001 --text still

sets 'reopen leads to open' '"state":"open"' crm-complaint reopen C-2026-0001 --why 'again'
like 'it says why' '"reopen_why":"again"' "$out"
unlike 'the answer must be given anew' '"answered_at"' "$out"
unlike 'its verdict is gone' '"answer":\{"verdict"' "$out"
unlike 'and it is not closed' '"closed_at"' "$out"
refused 2 'reopen needs a reason' "'--why' is missing" crm-complaint reopen C-2026-0001
refused 1 'only closed records are reopened' 'needs closed' crm-complaint reopen C-2026-0001 --why x
sets 'the answer again' '"state":"answered"' crm-complaint answer C-2026-0001

# amend
sets 'amend sets fields' '"part":"4711-B"' \
	crm-complaint amend X.1 part=4711-B quantity=3 'description=a = b' --why 'read wrong'
like 'typed' '"quantity":3[,}]' "$out"
like 'the value is all that follows' '"description":"a = b"' "$out"
like 'and keeps who, when and why' \
	"\"amendments\":\{\"[0-9a-f]{12}\":\{\"at\":$stamp,\"by\":\"[^\"]*\",\"why\":\"read wrong\",\"fields\":\"part,quantity,description\"" "$out"
sets 'FIELD= deletes' '"quantity":3' crm-complaint amend X.1 part= --why 'no part'
unlike 'the field is gone' '"part":' "$out"
crm-complaint inform X.1 --at 2026-11-20T09:00:00+08:00 --now 2026-11-20T09:10:00+08:00 >/dev/null
sets 'a stamp amended is judged anew' '"inform":\{"verdict":"late"' \
	crm-complaint amend X.1 informed_at=2026-11-20T09:05:01+08:00 --why 'looked it up' \
	--now 2026-11-20T09:10:00+08:00
refused 2 'amend needs a reason' "'--why' is missing" crm-complaint amend X.1 part=1
refused 2 'amend needs fields' 'FIELD=VALUE missing' crm-complaint amend X.1 --why x
refused 65 'a name that neither schema nor record knows' "'customr': no such field" \
	crm-complaint amend X.1 customr=VW --why x
refused 65 'a step is not made by its stamp' "'closed_at': is set by the step 'close'" \
	crm-complaint amend X.1 closed_at=2026-11-20T08:00:00+08:00 --why x
refused 65 'what the tools write is not amended' 'by the tools only' \
	crm-complaint amend X.1 state=closed --why x
refused 65 'nor the id' 'by the tools only' crm-complaint amend X.1 id=Y --why x
refused 65 'nor a reserved name' 'reserved' crm-complaint amend X.1 step=open --why x
refused 65 'nor is the customer taken away' 'cannot be deleted' crm-complaint amend X.1 customer= --why x
refused 65 'a value that cannot be read' "field 'quantity': 'x'" crm-complaint amend X.1 quantity=x --why x
refused 65 'a stamp in the future' 'later than now' \
	crm-complaint amend X.1 informed_at=2027-11-20T09:05:01+08:00 --why x

# void, duplicate
sets 'void' '"state":"void"' crm-complaint void L-1 --why mistake
like 'keeps why' '"void_why":"mistake"' "$out"
refused 1 'a void record takes no step' 'is void' crm-complaint confirm L-1
refused 2 'void needs a reason' "'--why' is missing" crm-complaint void X.1
crm-complaint open --id L-2 --customer ACME >/dev/null
crm-complaint open --id L-3 --customer ACME >/dev/null
refused 66 'a duplicate of nothing' "no such complaint: 'L-9'" crm-complaint duplicate L-2 --of L-9
refused 1 'a duplicate of itself' 'itself' crm-complaint duplicate L-2 --of L-2
refused 1 'a duplicate of what is void' "'L-1' is itself void" crm-complaint duplicate L-2 --of L-1
sets 'duplicate' '"state":"duplicate"' crm-complaint duplicate L-2 --of L-3
like 'names the other' '"duplicate_of":"L-3"' "$out"
refused 1 'not in a circle: both would leave the figures' "'L-2' is itself duplicate" \
	crm-complaint duplicate L-3 --of L-2

# who and when
sets '--at is kept as it was written' '"confirmed_at":"2026-11-20T00:59:00Z"' \
	crm-complaint confirm L-3 --at 2026-11-20T00:59:00Z --by cs01
last=$(tail -n 1 s/complaint.jsonl)
like 'the line has at' '"at":"2026-11-20T00:59:00Z"' "$last"
like 'and rec, for it was written later' "\"rec\":$stamp" "$last"
like 'and by and the login that is another' "\"by\":\"cs01\",\"login\":\"$(id -un)\"" "$last"
crm-complaint note L-3 --text x >/dev/null
unlike 'no rec, no login where they say nothing' '"(rec|login)"' "$(tail -n 1 s/complaint.jsonl)"
refused 65 '--at in the future' '\-\-at: later than now' \
	crm-complaint note L-3 --text x --at 2026-11-20T09:00:01+08:00
like 'the environment does not say who' "\"by\":\"$(id -un)\"" \
	"$(LOGNAME=eve USER=eve crm-complaint note L-3 --text y >/dev/null && tail -n 1 s/complaint.jsonl)"

# dry runs
before=$(cat s/complaint.jsonl)
sets '-n shows the result' '"id":"C-2026-0002"' crm-complaint open --customer ACME -n
sets 'and takes no id' '"id":"C-2026-0002"' crm-complaint open --customer ACME --dry-run
same 'and writes nothing' "$before" "$(cat s/complaint.jsonl)"

# log
run crm-complaint log L-3 -o table
like 'log is a table of steps' '^2026-11-20T00:59:00Z +confirm +cs01 +' "$out"
same 'log -o jsonl is the lines of the journal' "$(grep '"id":"L-3"' s/complaint.jsonl)" \
	"$(crm-complaint log L-3 -o jsonl)"
same 'log --as-of leaves out what was written later' '' \
	"$(crm-complaint log X.1 --as-of 2026-11-20T00:59:59Z -o jsonl 2>&1)"
check_status 66 'log of nothing' crm-complaint log C-9
done_testing
