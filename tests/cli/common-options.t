#!/bin/sh
# What is the same in every tool: options before and after the command, the store, formats, fields,
# filters, messages, the clock, exit status.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

crm-store init s --zone Asia/Shanghai
CRM_NOW=2026-11-20T10:00:00+08:00
export CRM_NOW
esc=$(printf '\033')

# ---- commands and options
check_status 2 'no command' crm-complaint
like 'says so' '^usage: crm-complaint ' "$err"
same 'usage errors go to stderr' '' "$out"
check_status 2 'an unknown command' crm-complaint opne
check_status 2 'commands are never abbreviated' crm-complaint ope
check_status 2 'an unknown option' crm-complaint list --whre x
check_status 2 'options are never abbreviated' crm-complaint list --wher id=1
check_status 2 'an option of another command' crm-complaint show C-1 --where id=1
like 'is named' "'show' takes no option '--where'" "$err"
like 'with the synopsis' '^usage: crm-complaint show ' "$err"
check_status 2 'a value missing' crm-complaint list -o
check_status 2 'a flag with a value' crm-complaint list --mask=yes
check '--version' crm-complaint --version
same 'one line' 1 "$(printf '%s\n' "$out" | grep -c '^crm-complaint [0-9]*\.[0-9]*\.[0-9]*$')"
check 'help' crm-complaint -h
like 'begins with the usage' '^usage: crm-complaint \[common options\] COMMAND' "$out"
check 'help of a command, whatever else is missing' crm-complaint amend -h
like 'begins with its synopsis' '^usage: crm-complaint amend --why TEXT ID' "$out"
check 'also asked before' crm-complaint -h amend
like 'and lists its options' '^      --why TEXT' "$out"
check_status 2 'there is no table' crm-complaint --table nosuch

# ---- the store
check_status 66 'no store' crm-complaint list
like 'says how to name one' 'no store: .*-C.*CRM_DIR' "$err"
check_status 66 'a directory without one' crm-complaint -C / list
check '-C before the command' crm-complaint -C s open --id C-1 --customer ACME --part 4711
check '-C after it' crm-complaint open --id C-2 --customer 'B, "C"' --contact Li -C s
CRM_DIR=$PWD/s crm-complaint show C-1 >show.json
same 'CRM_DIR' 1 "$(grep -c '"C-1"' show.json)"
same '-C goes before CRM_DIR' 1 "$(CRM_DIR=/nosuch crm-complaint -C s show C-1 | wc -l)"
mkdir -p s/sub/deep
same 'a parent directory' 1 "$(cd s/sub/deep && crm-complaint show C-1 | wc -l)"
echo '{"id":"F-1","state":"open","customer":"X","received_at":"2026-11-20T09:00:00+08:00"}' >f.jsonl
same 'operands are relative to the working directory' 1 "$(crm-complaint -C s list f.jsonl | wc -l)"
CRM_DIR=$PWD/s
export CRM_DIR
like 'CRM_SITE goes into ids' '"id":"C-2026-MUC0001"' "$(CRM_SITE=MUC crm-complaint open --customer X -n)"
check_status 78 'a site that is none' env CRM_SITE='a b' crm-complaint open --customer X -n
echo WE >s/.site
like 'the file .site too' '"id":"C-2026-WE0001"' "$(crm-complaint open --customer X -n)"
like 'CRM_SITE goes before it' '"id":"C-2026-MUC0001"' "$(CRM_SITE=MUC crm-complaint open --customer X -n)"
rm s/.site

# ---- the clock
like '--now goes before CRM_NOW' '"received_at":"2026-11-20T11:00:00\+08:00"' \
	"$(crm-complaint open --customer X -n --now 2026-11-20T03:00:00Z)"
check_status 65 '--now that cannot be read' crm-complaint list --now yesterday
like 'says what is expected' '\-\-now: .*yesterday.*2026-11-20T09:00:00\+08:00' "$err"
check_status 65 'CRM_NOW too' env CRM_NOW=2026-11-20 crm-complaint list
crm-complaint note C-1 --text later --now 2026-11-21T00:00:00Z >/dev/null
unlike '--as-of folds what was written by then' '"notes"' "$(crm-complaint show C-1 --as-of 2026-11-20T12:00:00Z)"
unlike 'also in list' '"notes"' "$(crm-complaint list --as-of 2026-11-20T12:00:00Z)"
check_status 66 'before it was written there is none' crm-complaint show C-1 --as-of 2026-11-20T01:59:59Z
check_status 65 '--as-of that cannot be read' crm-complaint show C-1 --as-of 2026

# ---- formats
run crm-complaint list
same 'JSON Lines into a pipe' 2 "$(printf '%s\n' "$out" | grep -c '^{.*}$')"
same 'CRM_FORMAT changes only the terminal'"'"'s' "$out" "$(CRM_FORMAT=csv crm-complaint list)"
same 'JSON' '2' "$(crm-complaint list -o json | jq length)"
run crm-complaint list -o csv
like 'CSV has all fields' '^kind,id,state,.*customer,part,' "$(printf '%s\n' "$out" | head -n 1)"
like 'quoted where needed' '^complaint,C-2,open,.*"B, ""C""",' "$out"
same 'a table' 'id state customer part received_at' \
	"$(crm-complaint list -o table | head -n 1 | xargs)"
run crm-complaint show C-1 -o table
like 'show -o table: a row for each field' '^customer +ACME$' "$out"
like 'by dotted path' '^notes\.[0-9a-f]{12}\.text +later$' "$out"
for format in table xml ''; do
	check_status 65 "-i '$format'" crm-complaint list -i "$format" f.jsonl
done
check_status 65 '-o xml' crm-complaint list -o xml
check_status 65 '--encoding' crm-complaint list --encoding nosuch f.jsonl
printf '{"id":"G-1","customer":"\326\320\271\372","state":"open"}\n' >gbk.jsonl
like '--encoding reads another one' '中国' "$(crm-complaint list --encoding gb18030 gbk.jsonl)"
check_status 65 'without it, no UTF-8' crm-complaint list gbk.jsonl
run crm-complaint list --excel
same '--excel: BOM' 'efbbbf' "$(crm-complaint list --excel | head -c 3 | od -An -tx1 | tr -d ' ')"
same 'and CRLF' 3 "$(crm-complaint list --excel | grep -c "$(printf '\r')\$")"
check_status 2 '--excel is CSV' crm-complaint list --excel -o json
crm-complaint open --id C-3 --customer '=1+1' --part "'x" >/dev/null
crm-complaint list --excel -F id,customer,part --where id=C-3 >x.csv
same 'a formula is guarded' "C-3,'=1+1,''x" "$(tr -d '\r' <x.csv | tail -n 1)"
same '-i excel strips one guard' '{"id":"C-3","customer":"=1+1","part":"'"'"'x"}' \
	"$(crm-complaint list -i excel x.csv -F id,customer,part)"

# ---- fields
same '-F' '{"id":"C-1","part":"4711"}' "$(crm-complaint show C-1 -F id,part)"
same '-F in that order' 'part,id' "$(crm-complaint list -o csv -F part,id | head -n 1)"
same '-F dotted' '{"notes":' "$(crm-complaint show C-1 -F notes | cut -c 1-9)"
run crm-complaint list -F id,nosuch -o csv
same 'a field that no record has' 0 "$status"
like 'is warned of' "warning: -F: no record has a field 'nosuch'" "$err"
check_status 2 'a column that there is not' crm-complaint late -F id,nosuch
like 'lists those that are' "no column 'nosuch'; there are kind, id" "$err"
check_status 2 'an empty name' crm-complaint list -F id,,part
like '--mask hides what is personal' '"contact":"\*\*\*"' "$(crm-complaint show C-2 --mask)"
unlike 'everywhere' 'Li' "$(crm-complaint show C-2 --mask -o table; crm-complaint log C-2 --mask
	crm-complaint log C-2 --mask -o table; crm-complaint list --mask -F contact -o csv)"
crm-complaint amend C-2 contact.name=Wang --why nested >/dev/null 2>&1
unlike 'also what stands below it' 'Wang' "$(crm-complaint show C-2 --mask -o table
	crm-complaint log C-2 --mask -o table)"

# ---- filters
where() {
	crm-complaint list -F id -o csv "$@" 2>&1 | sed 1d | xargs
}
same '=' C-1 "$(where --where customer=ACME)"
same 'any of' 'C-1 C-3' "$(where --where 'customer=ACME,=1+1')"
same 'a comma in quotes' C-2 "$(where --where 'customer="B, ""C"""')"
same '!=' 'C-1 C-3' "$(where --where 'customer!="B, ""C"""')"
same 'missing' 'C-2' "$(where --where part=)"
same 'there' 'C-1 C-3' "$(where --where part!=)"
same '~' 'C-1' "$(where --where 'customer~^AC.E$')"
same 'a date is the whole local day' 'C-1 C-2 C-3' "$(where --where received_at=2026-11-20)"
same 'and no other' '' "$(where --where 'received_at>2026-11-20')"
same 'an instant' 'C-1 C-2 C-3' "$(where --where 'received_at>=2026-11-20T02:00:00Z')"
same 'all must hold' C-3 "$(where --where part!= --where 'customer~^=')"
check_status 65 'an unknown field' crm-complaint list --where nosuch=1
like 'is named' 'nosuch' "$err"
check_status 65 'an expression that is none' crm-complaint list --where customer

# ---- limits
check_status 65 'a limit' crm-complaint list --limit line=20 f.jsonl
check 'raised' crm-complaint list --limit line=2M f.jsonl
check_status 65 'an unknown one' crm-complaint list --limit nosuch=1
check_status 65 '--lock-wait that is no number' crm-complaint note C-1 --text x --lock-wait soon

# ---- messages
check_status 66 '--errors=json' crm-complaint show C-9 --errors=json
same 'is one object a message' '{"tool":"crm-complaint","severity":"error","status":66,"text":"C-9: no such complaint"}' "$err"
check_status 1 'a refused step' crm-complaint reopen C-1 --why x --errors=json
like 'has code, subject, field' '"code":"wrong_state","subject":"C-1","field":"state"' "$err"
check_status 2 'usage too' crm-complaint list --nosuch --errors=json
same 'nothing but JSON' 1 "$(printf '%s\n' "$err" | grep -c '^{.*}$')"
check_status 65 'another format' crm-complaint list --errors=xml
check_status 66 'control characters never reach the terminal' crm-complaint show "C-${esc}[31m"
unlike 'not in a message' "$esc" "$err"
check_status 66 'nor in JSON' crm-complaint show "C-${esc}[31m" --errors=json
unlike 'not there' "$esc" "$err"
check_status 66 'nor file names' crm-complaint list "no${esc}such"
unlike 'not there either' "$esc" "$err"
bidi=$(printf '\342\200\256')
check_status 66 'nor bidi controls' crm-complaint show "C${bidi}x"
unlike 'nowhere' "$bidi" "$err"
if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
	printf '{"id":"E-1","state":"open","customer":"a%sb"}\n' '\u001b[31m\u009b\u202e' >e.jsonl
	for format in table jsonl json csv; do
		script -qec "crm-complaint list e.jsonl -o $format" /dev/null </dev/null >screen
		same "a terminal gets none as $format" 0 "$(grep -c "$esc\|$bidi\|$(printf '\302\233')" screen)"
		like 'but the record' 'E-1' "$(cat screen)"
	done
	like 'a terminal gets a table' '^id +state +customer' "$(script -qec 'crm-complaint list' /dev/null </dev/null)"
	like 'unless CRM_FORMAT says other' '^\{"kind"' \
		"$(CRM_FORMAT=jsonl script -qec 'crm-complaint list' /dev/null </dev/null)"
else
	skip 'a terminal' 'script(1) gives none'
fi

# ---- the store's own trouble
cp s/complaint.jsonl whole
printf '{"id":"C-1","step":"note","at":"2026-11-20' >>s/complaint.jsonl
run crm-complaint show C-1
same 'a torn last line: 0' 0 "$status"
like 'with a warning' 'warning: .*complaint.jsonl' "$err"
like 'list warns too' 'warning: ' "$(crm-complaint list 2>&1 >/dev/null)"
cp whole s/complaint.jsonl
last=$(tail -n 1 s/complaint.jsonl)
: >s/lock.ready
(
	flock 9
	echo >s/lock.held
	while [ -e s/lock.ready ]; do sleep 0.05; done
) 9<s/.lock &
while [ ! -e s/lock.held ]; do sleep 0.05; done
check_status 75 'busy' crm-complaint note C-1 --text x --lock-wait 0
check 'readers take no lock' crm-complaint show C-1
check 'nor does a dry run' crm-complaint note C-1 --text x -n
rm s/lock.ready
wait
same 'nothing was written' "$last" "$(tail -n 1 s/complaint.jsonl)"
chmod o+w s
check_status 77 'a store that others may write to' crm-complaint note C-1 --text x
chmod o-w s
cp s/complaint.jsonl whole
printf 'no journal line\n' >>s/complaint.jsonl
check_status 65 'a bad line is passed over by readers' crm-complaint list
same 'the rest is shown' 3 "$(printf '%s\n' "$out" | grep -c '"id"')"
like 'with its line' 'complaint.jsonl:[0-9]+: ' "$err"
check_status 65 'and stops writers' crm-complaint note C-1 --text x
same 'nothing was written' 'no journal line' "$(tail -n 1 s/complaint.jsonl)"
cp whole s/complaint.jsonl

# two branches that both set the state
crm-complaint open --id M-1 --customer ACME >/dev/null
cp -Rp s other
crm-complaint -C s answer M-1 >/dev/null
crm-complaint -C other void M-1 --why x >/dev/null
tail -n 1 other/complaint.jsonl >>s/complaint.jsonl
run crm-complaint show M-1
same 'a conflict: readers fold in file order' 0 "$status"
like 'the last one' '"state":"void"' "$out"
like 'and warn' 'warning: .*M-1: ' "$err"
run crm-complaint list --where id=M-1
same 'list too' 0 "$status"
like 'with a warning' 'warning: .*M-1: ' "$err"
check_status 1 'steps are refused' crm-complaint note M-1 --text x
like 'and say why' 'M-1: two versions contradict each other' "$err"
check 'steps on others are not' crm-complaint note C-1 --text x

printf '{"format":2}' >s/crm.json
check_status 78 'a newer format' crm-complaint list
same 'said once' 1 "$(printf '%s\n' "$err" | wc -l)"
done_testing
