#!/bin/sh
# Which fields come out: all of a record in CSV, so that it can be read again; a table stays brief;
# -F; what --mask hides.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

crm-store init s --zone Asia/Shanghai
CRM_DIR=$PWD/s
CRM_NOW=2026-11-20T10:00:00+08:00
export CRM_DIR CRM_NOW
crm-complaint open --id C-1 --customer ACME --contact Li --received-at 2026-11-20T01:00:00Z >/dev/null
crm-complaint inform C-1 --engineer qe02 --at 2026-11-20T01:04:00Z >/dev/null
printf '%s\n' '{"id":"C-2","customer":"Magna","contact":"Wu","erp":{"row":7},"no,te":"a\nb"}' |
	crm-complaint open - >/dev/null
crm-complaint answer C-2 --solution x >/dev/null

# ---- CSV of records
crm-complaint list -F id,customer,contact,erp.row,state,verdicts >list.jsonl
crm-complaint list -o csv >list.csv
crm-store export complaint -o csv >export.csv
same_file 'list -o csv is what export gives' export.csv list.csv
like 'kind and id first, every path in order of appearance' \
	'^kind,id,.*verdicts.inform.verdict,.*erp.row,"no,te"' "$(head -n 1 list.csv)"
crm-complaint list list.csv -F id,customer,contact,erp.row,state,verdicts >got
same 'read again they are the same records' "$(jq -cS 'del(.erp)' list.jsonl)" "$(jq -cS 'del(.erp)' got)"
crm-complaint list >list.jsonl
for cmd in 'list -' 'list list.jsonl' 'show C-1 C-2'; do
	# shellcheck disable=SC2086
	crm-complaint $cmd -o csv <list.jsonl >other.csv
	same_file "$cmd -o csv" list.csv other.csv
done
(unset CRM_DIR && crm-complaint list list.jsonl -o csv) >other.csv
same_file 'without a store' list.csv other.csv
crm-report complaints >want
crm-complaint list -o csv | crm-report complaints - >got
same_file 'list -o csv | crm-report gives the figures of the store' want got
run crm-complaint note C-1 --text hello -n -o csv
like 'a step too' '^kind,id,.*,verdicts.inform.verdict,.*,notes(,|$)' "$out"
same 'for a spreadsheet' "$(sed 1q list.csv)" \
	"$(crm-complaint list --excel | sed 's/^\xef\xbb\xbf//; s/\r$//; 1q')"
same 'no record: a header' kind,id "$(crm-complaint list -o csv --where id=none)"
same 'a table stays brief' 'id state customer received_at' "$(crm-complaint list -o table | head -n 1 | xargs)"
same '-F is -F' 'id,erp.row C-2,7' "$(crm-complaint list --where id=C-2 -o csv -F id,erp.row | xargs)"
like '--mask' ',\*\*\*,' "$(crm-complaint list -o csv --mask | sed -n 2p)"
unlike 'hides' '(Li|Wu)' "$(crm-complaint list -o csv --mask)"
head -c 200000 /dev/zero | tr '\0' x >long
i=0
while [ $i -lt 60 ]; do
	i=$((i + 1))
	printf '{"id":"L-%d","customer":"X","f%d":"%s"}\n' $i $i "$(cat long)"
done >large.jsonl
crm-complaint list large.jsonl -o csv >large.csv
same 'more than memory is to hold' 61 "$(wc -l <large.csv)"
same 'with every field' kind,id,customer,f1,f60 "$(sed 1q large.csv | cut -d, -f1-4,63)"
same 'nothing is left behind' '' "$(find s -name '.tmp*' -o -name '.spool*')"
(unset CRM_DIR && crm-complaint list large.jsonl -o csv) >other.csv
same_file 'the same without a store' large.csv other.csv
cat >parts.jsonl <<'E2'
{"id":"P-1","verdicts":{},"own":{},"x":"t"}
{"id":"P-2","verdicts":{"inform":{"verdict":"met"}},"own":{},"x":{"y":1}}
E2
same 'no column is a part of another' 'kind,id,own,x,verdicts.inform.verdict
,P-1,{},t,
,P-2,{},"{""y"":1}",met' "$(crm-complaint list parts.jsonl -o csv)"
crm-complaint list parts.jsonl -o csv >parts.csv
check 'so that it can be read again' crm-complaint list parts.csv

# ---- -F of rows
late() {
	crm-complaint late --now 2026-11-20T10:30:00+08:00 --where id=C-1 "$@"
}
same '-F PREFIX: all columns below it' \
	'id,clocks.inform.due_at,clocks.inform.over_s,clocks.inform.ended_at' \
	"$(late -F id,clocks.inform -o csv | head -n 1)"
same 'in JSON they nest' '{"id":"C-1","clocks":{"contact":{"due_at":"2026-11-20T01:09:00Z","over_s":4860}}}' \
	"$(late -F id,clocks.contact)"
run late -F id,clocks -o table
like 'a table has them' '^id +clocks.contact.due_at +clocks.contact.over_s ' "$out"
unlike 'but the empty ones' 'ended_at' "$out"
same 'of figures' 'figure,excluded.void,excluded.duplicate' \
	"$(crm-report complaints -F figure,excluded -o csv | head -n 1 | cut -d, -f1-3)"
check_status 2 'a name that none begins with' late -F id,clock.inform
check_status 2 'half a name is none' late -F id,clocks.in

# ---- log
same 'log has rec' 'at,step,by,login,op,rec,set' "$(crm-complaint log C-1 -o csv | head -n 1)"
same 'of what was written later' "$CRM_NOW" "$(crm-complaint log C-1 -o csv -F rec | tail -n 1)"
same '-F rec in JSON' "{\"rec\":\"$CRM_NOW\"}" "$(crm-complaint log C-1 -F rec | tail -n 1)"
run crm-complaint log C-1 -F step,set
like '-F set in JSON' '"set":"state=open .*customer=ACME contact=Li' "$out"
same 'no warning' '' "$err"
same 'a field of the line in CSV' ',qe02' "$(crm-complaint log C-1 -o csv -F contact,engineer | tail -n 1)"
like 'what no line has is warned of' "no record has a field 'nosuch'" "$(crm-complaint log C-1 -F nosuch 2>&1)"
unlike '--mask' 'Li' "$(crm-complaint log C-1 --mask -F set; crm-complaint log C-1 --mask -o csv)"
crm-complaint list -F id -o csv --where id=C-1 >id.csv
same 'log -' 2 "$(crm-complaint log - -i csv <id.csv | wc -l)"

# ---- what is hidden is not to be found out
masked() {
	check_status 2 "$*" "$@"
	like 'is told' "field 'contact' is masked" "$err"
}
masked crm-report complaints --mask --by customer,contact
masked crm-report complaints --mask --by contact --ids
masked crm-report complaints --mask --pareto contact
masked crm-report complaints --mask --pareto part --pareto contact --ids
masked crm-report complaints --mask --where contact=Li
masked crm-complaint list --mask --where 'contact ~ ^L'
masked crm-complaint late --mask --where 'contact!='
masked crm-store export complaint --mask --where contact=Li
check 'others are not' crm-report complaints --mask --by customer --pareto part --where customer~A
done_testing
