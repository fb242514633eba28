#!/bin/sh
# crm-store verify and head: edits, insertions, deletions, forks, second creations, a cut tail.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW
crm-store init s
CRM_DIR=s
export CRM_DIR
j=s/complaint.jsonl
crm-complaint open --id C-1 --customer ACME >/dev/null
crm-complaint note C-1 --text one >/dev/null
crm-complaint note C-1 --text two >/dev/null
crm-complaint open --id C-2 --customer Beta >/dev/null
cp $j good

check 'a whole journal' crm-store verify
same 'is silent' '' "$out"
check 'head' crm-store head
printf '%s\n' "$out" >head.jsonl
same 'names kind, bytes, lines, epoch, sha256' "complaint $(wc -c <$j | tr -d ' ') 4 0 $(sha256sum <$j | cut -d' ' -f1)" \
	"$(jq -r '"\(.kind) \(.bytes) \(.lines) \(.epoch) \(.sha256)"' head.jsonl)"
check 'verify against it' crm-store verify --head head.jsonl
crm-store head -o csv >head.csv
check 'or as CSV' crm-store verify --head head.csv
crm-complaint note C-2 --text more >/dev/null
check 'what was added since is fine' crm-store verify --head head.jsonl

head -3 good >$j
check 'a cut tail is no break of a chain' crm-store verify
check_status 1 'the head finds it' crm-store verify --head head.jsonl
like 'and says so' '^s/complaint.jsonl' "$out"
rm $j
check_status 1 'also when the journal is gone' crm-store verify --head head.jsonl
printf '{"kind":"complaint"}\n' >half.jsonl
check_status 65 'a head that is none' crm-store verify --head half.jsonl
printf '' >empty.jsonl
check_status 65 'a file without a row' crm-store verify --head empty.jsonl
like 'which says so' 'empty.jsonl: .*crm-store head' "$err"
printf 'kind,bytes,lines,sha256\n' >empty.csv
check_status 65 'or with a header only' crm-store verify --head empty.csv
echo junk >junk
check_status 65 'or of junk' crm-store verify --head junk
sed 's/complaint/order/' head.jsonl >other.jsonl
cp good $j
check_status 1 'a kind that the store lacks' crm-store verify --head other.jsonl
like 'is named' 'order.jsonl: is gone.*\[missing\]' "$out"
check_status 66 'or is not there' crm-store verify --head none.jsonl

# broken NAME: what stands in the journal now is found
broken() {
	check_status 1 "$1" crm-store verify
	like "$1: file and line" '^s/complaint.jsonl:[0-9]+: C-1: ' "$out"
	cp good $j
}
sed '2s/one/eins/' good >$j
like 'is one finding' '^1$' "$(crm-store verify | wc -l | tr -d ' ')"
broken 'an edit'
sed 2d good >$j
broken 'a deletion'
{
	head -2 good
	sed -n 2p good
	tail -n +3 good
} >$j
check 'a line twice' crm-store verify
sed '1{p;s/ACME/Other/;}' good >$j
broken 'a second creation'
check 'both are still there' grep -c '"new":true.*C-1\|C-1.*"new":true' $j
cp good $j

# a torn last line was never acknowledged
printf '{"id":"C-9","new":true,"step":"open","at":"2026-11' >>$j
check 'a torn last line: readers go on' crm-store export complaint
same 'without it' 2 "$(printf '%s\n' "$out" | wc -l)"
like 'and warn' '^crm-store: warning: .*complaint.jsonl' "$err"
check 'so does verify' crm-store verify
check 'a writer sets it aside' crm-complaint note C-2 --text on
like 'and says so' 'warning: .*complaint' "$err"
check 'the journal is whole again' crm-store verify
check 'what was cut off is kept' test -s s/complaint.torn

# two branches
if command -v git >/dev/null; then
	git() {
		command git -c user.name=t -c user.email=t@example.org -c init.defaultBranch=main \
			-c core.hooksPath=/dev/null -C s "$@"
	}
	cp good $j
	git init -q . && git add -A && git commit -qm one
	check 'the cache stays out of git' test -z "$(git ls-files .cache .lock)"
	# branch NAME CMD...: work on a branch of its own
	branch() {
		git checkout -q -b "$1" main
		shift
		"$@" >/dev/null
		git commit -qam work
		git checkout -q main
	}
	branch a crm-complaint note C-1 --text 'from a'
	branch b crm-complaint note C-1 --text 'from b'
	check 'one is merged' git merge -q -m merge a
	check 'and the other one' git merge -q -m merge b
	check 'a fork is valid' crm-store verify
	like 'and reported' 'C-1: ' "$out"
	same 'no note is lost' 4 "$(crm-complaint show C-1 -o jsonl | jq '.notes | length')"
	check 'the next step joins the tips' crm-complaint note C-1 --text joined
	same 'by a list' 2 "$(tail -1 $j | jq '.prev | length')"
	check 'then it is whole' crm-store verify
	git commit -qam joined

	branch d crm-complaint void C-1 --why mistake
	branch e crm-complaint answer C-1
	git merge -q -m merge d
	check 'two that set the state' git merge -q -m merge e
	check_status 1 'are a conflict' crm-store verify
	like 'which is named' 'C-1: ' "$out"
	check_status 1 'steps on that record are refused' crm-complaint note C-1 --text no
	printf 'id,lot\nC-1,L1\n' >in.csv
	check_status 65 'and so are its rows in an import' crm-store import complaint in.csv
	check 'other records go on' crm-complaint note C-2 --text yes
	git commit -qam more

	# the same file on two branches, each with its own site
	printf 'customer,received_at\nEpsilon,2026-11-20\n' >twice.csv
	git checkout -q -b h main
	CRM_SITE=H crm-store import complaint twice.csv >/dev/null
	git commit -qam work
	git checkout -q main
	git checkout -q -b i main
	CRM_SITE=I crm-store import complaint twice.csv >/dev/null
	git commit -qam work
	git checkout -q main
	git merge -q -m merge h
	git merge -q -m merge i
	same 'a row taken in on two branches stands twice' 2 "$(grep -c Epsilon $j)"
	run crm-store verify
	like 'and is found' ': C-2026-[HI]0001: has the op .* of C-2026-[HI]0001 in line .*\[op_twice\]' "$out"
	like 'by check too' '\[op_twice\]' "$(crm-store check)"
	check 'the import again' crm-store import complaint twice.csv
	same 'adds no third' 2 "$(grep -c Epsilon $j)"

	branch f crm-complaint open --customer Gamma
	branch g crm-complaint open --customer Delta
	git merge -q -m merge f
	check 'two new records of one id' git merge -q -m merge g
	check_status 1 'are found' crm-store verify
	like 'with the line' "^s/complaint.jsonl:[0-9]+: C-2026-0001: " "$out"
	same 'none has vanished' 2 "$(grep -c C-2026-0001 $j)"
	check_status 1 'check finds them too' crm-store check
	like 'by id' 'C-2026-0001' "$out"
else
	skip 'two branches' 'git is not there'
fi
done_testing
