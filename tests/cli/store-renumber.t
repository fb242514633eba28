#!/bin/sh
# crm-store renumber: two branches that opened the same number.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
CRM_DIR=s
export CRM_NOW CRM_DIR
j=s/complaint.jsonl
crm-store init s
crm-complaint open --id C-1 --customer ACME >/dev/null

command -v git >/dev/null || skip_all 'git is not there'
git() {
	command git -c user.name=t -c user.email=t@example.org -c init.defaultBranch=main \
		-c core.hooksPath=/dev/null -C s "$@"
}
# on NAME CMD...: work on that branch.
on() {
	git checkout -q "$1"
	shift
	"$@" >/dev/null
	git commit -qam work
	git checkout -q main
}
first() {
	crm-complaint open --customer Gamma --op g1
	crm-complaint note C-2026-0001 --text 'of Gamma' --op g2
}
second() {
	crm-complaint open --customer Delta --part P7 --op d1 --by cs02 --at 2026-11-20T08:55:00Z
	crm-complaint note C-2026-0001 --text 'of Delta' --op d2
	crm-complaint amend C-2026-0001 part= lot=L7 --why slip
}
more() {
	crm-complaint amend C-2026-0001 lot=L8 --why 'came later' --op d3
}
git init -q . && git add -A && git commit -qm one
git branch f && git branch g
on f first
on g second
git merge -q -m merge f
git merge -q -m merge g
cp $j merged

check_status 1 'two records of one id are found' crm-store verify
like 'with what mends it' 'crm-store renumber' "$out"
check_status 1 'steps on the id are refused' crm-complaint note C-2026-0001 --text no
check_status 1 'resolve is not what mends it' crm-store resolve C-2026-0001 --why x
like 'and says so' 'crm-store renumber' "$err"
check 'a dry run' crm-store renumber -n
cp "$tap_dir/out" dry
same_file 'writes nothing' merged $j
CRM_NOW=2026-11-20T10:00:00Z
printf '%s\n' '{"id":"C-5","new":true,"step":"open","at":"2026-11-20T09:00:00Z","state":"duplicate","customer":"X","received_at":"2026-11-20T09:00:00Z","duplicate_of":"C-2026-0001"}' >>$j
for refers in complaint duplicate_of; do
	printf '{"id":"D-%s","new":true,"step":"open","at":"2026-11-20T09:00:00Z","state":"open","customer":"X","%s":"C-2026-0001"}\n' \
		"$refers" "$refers"
done >s/concession.jsonl
check 'renumber' crm-store renumber complaint --why merged --by qe01
same 'says old and new id, created when, by whom, for whom' \
	'C-2026-0001 C-2026-0002 2026-11-20T08:55:00Z cs02 Delta' \
	"$(printf '%s\n' "$out" | jq -r '"\(.id) \(.renumbered) \(.at) \(.by) \(.customer)"')"
same_file 'as the dry run did' dry "$tap_dir/out"
like 'who refers to the id is told' 'complaint C-5: duplicate_of is C-2026-0001, and may mean C-2026-0002' "$err"
like 'of another kind, too' 'concession D-complaint: complaint is C-2026-0001, and may mean C-2026-0002' "$err"
unlike 'but not who means an id of its own kind' 'D-duplicate_of' "$err"
rm s/concession.jsonl
same 'what stood there stands' "$(cat merged)" "$(head -n "$(wc -l <merged)" $j)"
same 'two lines were added, together' 'C-2026-0002 1/2 C-2026-0001 2/2' \
	"$(tail -n 2 $j | jq -r '"\(.id) \(.tx[13:])"' | xargs)"
check 'verify is content' crm-store verify
like 'and notes it' 'C-2026-0001: created the id a second time.*\[renumbered\]' "$out"
check 'so is check' crm-store check complaint
cp $j mended
check 'again' crm-store renumber
same_file 'changes nothing' mended $j
same 'and lists nothing' '' "$out"

record=$(crm-complaint show C-2026-0002 -o jsonl)
same 'the second record is whole' 'Delta L7 null of Delta' \
	"$(printf '%s' "$record" | jq -r '"\(.customer) \(.lot) \(.part) \(.notes[].text)"')"
same 'and says where it is from' 'C-2026-0001 2026-11-20T08:55:00Z cs02' \
	"$(printf '%s' "$record" | jq -r '.renumbered_from | "\(.id) \(.at) \(.by)"')"
same 'by the hash of its line' "$(sed -n 4p merged | tr -d '\n' | sha256sum | cut -c1-32)" \
	"$(printf '%s' "$record" | jq -r .renumbered_from.line)"
record=$(crm-complaint show C-2026-0001 -o jsonl)
same 'the first one is what it was' 'Gamma of Gamma' \
	"$(printf '%s' "$record" | jq -r '"\(.customer) \(.notes[].text)"')"
same 'and says where the other is' 'C-2026-0002 qe01 merged' \
	"$(printf '%s' "$record" | jq -r '.renumbered[] | "\(.to) \(.by) \(.why)"')"
check 'a step on the first' crm-complaint note C-2026-0001 --text yes
check 'a step on the second' crm-complaint note C-2026-0002 --text yes
lines=$(wc -l <$j)
check 'the op of the second' crm-complaint open --customer Delta --part P7 --op d1
same 'finds it' C-2026-0002 "$(printf '%s' "$out" | jq -r .id)"
check 'that of its note too' crm-complaint note C-2026-0002 --text 'of Delta' --op d2
check 'the op of the first' crm-complaint open --customer Gamma --op g1
same 'finds that' C-2026-0001 "$(printf '%s' "$out" | jq -r .id)"
same 'and nothing was written' "$lines" "$(wc -l <$j)"
rm -rf s/.cache
check 'all is as before' crm-store verify
git commit -qam mended

# what the branch did meanwhile
on g more
git merge -q -m merge g
check_status 1 'lines that came later are found' crm-store verify
like 'they are left out' 'continues the second creation' "$out"
check 'renumber takes them over' crm-store renumber
same 'to the id that it has' 'C-2026-0001 C-2026-0002' "$(printf '%s' "$out" | jq -r '"\(.id) \(.renumbered)"')"
check 'verify is content' crm-store verify
same 'what they set is there' L8 "$(crm-complaint show C-2026-0002 -o jsonl | jq -r .lot)"
same 'the first is untouched' null "$(crm-complaint show C-2026-0001 -o jsonl | jq -r .lot)"
check 'and so is their op' crm-complaint amend C-2026-0002 lot=L8 --why 'came later' --op d3
check 'again nothing' crm-store renumber
same 'is listed' '' "$out"
git commit -qam mended

# a fork on both sides of the mending
git branch h && git branch i
on h crm-complaint note C-2026-0001 --text h
on i crm-complaint note C-2026-0002 --text i
git merge -q -m merge h
git merge -q -m merge i
check 'branches go on with both' crm-store verify
check_status 2 'an op makes no sense' crm-store renumber --op x
check_status 2 'nor an unknown kind' crm-store renumber thing
done_testing
