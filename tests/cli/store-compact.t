#!/bin/sh
# crm-store compact: one line for each ended record, the old file kept, the same records and figures.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_DIR=s
export CRM_NOW CRM_DIR
at() {
	CRM_NOW=2026-11-$1T09:00:00+08:00
	shift
	"$@" >/dev/null || echo "failed: $*"
}
j=s/complaint.jsonl
CRM_NOW=2026-11-01T09:00:00+08:00
crm-store init s --zone Asia/Shanghai
at 01 crm-complaint open --id C-1 --customer ACME --part P1 --op o1
at 02 crm-complaint open --id C-2 --customer Beta
at 03 crm-complaint amend C-1 part= lot=L1 --why slip --op o2 --by qe01
at 03 crm-complaint note C-2 --text 'stays open'
printf '%s\n' '{"id":"C-3","new":true,"step":"import","at":"2026-11-04T09:00:00+08:00","op":"i3","state":"closed","customer":"Old","received_at":"2026-11-04T09:00:00+08:00"}' >>$j
at 05 crm-complaint open --id C-4 --customer ACME --op o4
at 06 crm-complaint void C-1 --why mistake --by qe01
at 20 crm-complaint duplicate C-4 --of C-2
at 20 crm-complaint note C-2 --text 'still open'
CRM_NOW=2026-11-21T09:00:00+08:00
cp $j old
crm-store head >head.jsonl
crm-store export complaint >export.before
crm-report complaints --by customer -o csv >report.before
crm-complaint log C-2 -F at,step,by,set -o csv >log.before

check 'a dry run' crm-store compact complaint -n
same 'counts' '2 0 9 6 1 complaint.0.jsonl' \
	"$(printf '%s' "$out" | jq -r '"\(.records) \(.conflicts) \(.lines_before) \(.lines_after) \(.epoch) \(.kept)"')"
same_file 'and writes nothing' old $j
check 'nothing is older than that' crm-store compact complaint --before 2026-11-06
like 'which it says' 'nothing to compact' "$err"
check 'and no file is there' test ! -e s/complaint.0.jsonl
check 'compact, but for the last two weeks' crm-store compact complaint --before 2026-11-07 --why 'end of year' --by qe01
same 'is one record' '1 9 7' "$(printf '%s' "$out" | jq -r '"\(.records) \(.lines_before) \(.lines_after)"')"
same_file 'the old file is kept' old s/complaint.0.jsonl
crm-store export complaint >export.after
same_file 'the records are the same, in their order' export.before export.after
crm-report complaints --by customer -o csv >report.after
same_file 'so are the figures' report.before report.after
crm-complaint log C-2 -F at,step,by,set -o csv >log.after
same_file 'and the steps of an open one' log.before log.after
same 'the steps of the other are one' 'compact 2026-11-06T09:00:00+08:00 qe01 ["o1","o2"]' \
	"$(crm-complaint log C-1 -o jsonl | jq -rc '"\(.step) \(.at) \(.by) \(.op)"')"
same 'the first line says what was done' 'compact qe01 end of year 1 0 9' \
	"$(head -n 1 $j | jq -r '"\(.step) \(.by) \(.why) \(.epoch) \(.was.epoch) \(.was.lines)"')"
same 'with the digest of the old file' "$(sha256sum <old | cut -d' ' -f1)" "$(head -n 1 $j | jq -r .was.sha256)"
same 'and of what follows' "$(sed 1d $j | sha256sum | cut -d' ' -f1)" "$(head -n 1 $j | jq -r .is.sha256)"
same 'every line has the epoch' 1 "$(jq -r .epoch $j | sort -u)"
check 'verify is content' crm-store verify
same 'and silent' '' "$out"
check 'so is check' crm-store check
same 'and silent' '' "$out"
same 'the head has the epoch' 'complaint 1' "$(crm-store head | jq -r '"\(.kind) \(.epoch)"')"
check 'a head from before is verified by the old file' crm-store verify --head head.jsonl
same 'the old file is no kind' complaint "$(crm-store head | jq -r .kind | xargs)"
crm-store export complaint >export.after
same_file 'the index is right' export.before export.after
same 'the journal as a plain file is the same' "$(wc -l <export.before)" "$(crm-complaint list $j -o jsonl | wc -l)"

check 'an op that went into the line' crm-complaint amend C-1 part= lot=L1 --why slip --op o2 --by qe01
same 'finds the record' C-1 "$(printf '%s' "$out" | jq -r .id)"
check 'a step goes on' crm-complaint note C-2 --text more
same 'with the epoch' 1 "$(tail -n 1 $j | jq .epoch)"
check 'and is whole' crm-store verify
cp $j new
tail -n 1 old >>$j
check_status 1 'a line of a clone that has not been compacted' crm-store verify
like 'is refused' 'older epoch' "$out"
check_status 65 'and stops writers' crm-complaint note C-2 --text no
cp new $j

# a second time
crm-store export complaint >export.before
check 'the rest' crm-store compact complaint
same 'is an epoch of its own' '1 2 complaint.1.jsonl' "$(printf '%s' "$out" | jq -r '"\(.records) \(.epoch) \(.kept)"')"
crm-store export complaint >export.after
same_file 'the records are the same' export.before export.after
same_file 'both old files are kept: the first' old s/complaint.0.jsonl
same_file 'and the second' new s/complaint.1.jsonl
check 'verify goes back over both' crm-store verify
check 'one line that was imported is left as it is' grep -q '"id":"C-3".*"step":"import"' $j
cp $j third
check 'a third time' crm-store compact complaint
same_file 'there is nothing to do' third $j

# what is done to the files is found
sed -i 's/mistake/mischief/' s/complaint.0.jsonl
check_status 1 'an old file that was edited' crm-store verify
like 'is named' 's/complaint.0.jsonl: is not the file .*\[old_edited\]' "$out"
check_status 1 'and by a head from before' crm-store verify --head head.jsonl
like 'as well' 'complaint.0.jsonl: its first .*\[rewritten\]' "$out"
rm s/complaint.0.jsonl
check_status 1 'one that is gone too' crm-store verify
like 'is named' 's/complaint.0.jsonl: is not here.*\[old_missing\]' "$out"
cp old s/complaint.0.jsonl
sed -i 's/"void_why":"mistake"/"void_why":"mischief"/' $j
check_status 1 'a line that was edited' crm-store verify
like 'though it has no line after it' 's/complaint.jsonl:1: the .* bytes after it are not .*\[rewritten\]' "$out"
sed 1d third >$j
check_status 1 'a first line that is gone' crm-store verify
like 'is found' 'no_first_line' "$out"
cp third $j
printf '{}\n' >s/complaint.2.jsonl
chmod 600 s/complaint.*
check_status 1 'a file in the place of the next old one' crm-store check --repair
like 'is not touched' 's/complaint.2.jsonl: is named like an old file .*\[old_unknown\]' "$out"
crm-complaint void C-2 --why x >/dev/null
cp $j fourth
check_status 73 'nor overwritten' crm-store compact complaint
same_file 'and the journal stays' fourth $j
cp $j s/complaint.2.jsonl
check_status 1 'what a compacting that was stopped has left' crm-store check
like 'is told' 's/complaint.2.jsonl: left by a command' "$out"
run crm-store check --repair
same 'and removed' no "$([ -e s/complaint.2.jsonl ] || echo no)"
ln $j s/complaint.2.jsonl
check 'one that is the journal itself is used' crm-store compact complaint
same_file 'it is the old file then' fourth s/complaint.2.jsonl
check 'and all is well' crm-store verify

# what a base table has a part in stays as it is
crm-store init t
CRM_DIR=t
printf 'id,customer,received_at\nC-1,VW,2026-11-01\nC-2,BMW,2026-11-01\n' >two.csv
printf 'id,customer,received_at\nC-1,VW,2026-11-01\n' >one.csv
crm-store base complaint two.csv >/dev/null
for id in C-1 C-2; do
	crm-complaint note $id --text one >/dev/null
	crm-complaint void $id --why base >/dev/null
done
crm-store base complaint one.csv >/dev/null
crm-complaint open --id C-3 --customer ACME >/dev/null
crm-complaint void C-3 --why own >/dev/null
cat t/complaint.jsonl >based
crm-store export complaint >export.before
check 'a store with a base table' crm-store compact complaint
same 'is compacted where it has no part' 1 "$(printf '%s' "$out" | jq .records)"
same 'the others keep their lines' "$(jq -c 'select(.id != "C-3") | [.id, .step, .base]' based)" \
	"$(jq -c 'select(.id and .id != "C-3") | [.id, .step, .base]' t/complaint.jsonl)"
crm-store export complaint >export.after
same_file 'and the records are the same' export.before export.after
check 'verify is content' crm-store verify
CRM_DIR=s

check_status 65 'a date that is none' crm-store compact complaint --before soon
check_status 2 'no op' crm-store compact complaint --op x
check_status 2 'a kind is needed' crm-store compact
done_testing
