#!/bin/sh
# A compacted journal: what --as-of can still show, and what is said when it is merged with a clone
# that went on writing.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_DIR=s
export CRM_NOW CRM_DIR
j=s/complaint.jsonl
CRM_NOW=2026-11-01T09:00:00Z
crm-store init s
crm-complaint open --id C-1 --customer ACME >/dev/null
crm-complaint open --id C-2 --customer ACME >/dev/null
CRM_NOW=2026-11-10T09:00:00Z
crm-complaint void C-1 --why slip >/dev/null
cp -r s clone
CRM_NOW=2026-11-21T09:00:00Z
crm-store compact complaint >/dev/null

# --as-of before that day
check 'list of a day before' crm-complaint list --as-of 2026-11-05T00:00:00Z
same 'lacks what became one line' C-2 "$(printf '%s\n' "$out" | jq -r .id)"
same 'which is said once, with the file that has it' 1 "$(printf '%s\n' "$err" |
	grep -c 's/complaint.jsonl:1: was compacted on 2026-11-21.* complaint.0.jsonl has')"
check 'so does a report' crm-report complaints --as-of 2026-11-05T00:00:00Z
like 'with the warning' 'was compacted on 2026-11-21' "$err"
check_status 66 'and show' crm-complaint show C-1 --as-of 2026-11-05T00:00:00Z
like 'says why' 'C-1: no such complaint at that time' "$err"
like 'and names the file' 'complaint.0.jsonl has' "$err"
check 'and log' crm-complaint log C-1 --as-of 2026-11-05T00:00:00Z
like 'too' 'complaint.0.jsonl has' "$err"
check 'a day after' crm-complaint list --as-of 2026-11-22T00:00:00Z
same 'is silent' '' "$err"
check 'no day' crm-complaint list
same 'is silent' '' "$err"
crm-complaint void C-2 --why slip >/dev/null
CRM_NOW=2026-11-25T09:00:00Z
cp $j first
crm-store compact complaint >/dev/null
run crm-complaint list --as-of 2026-11-22T00:00:00Z
like 'between two compactings the later file' 'compacted on 2026-11-25.*complaint.1.jsonl has' "$err"
run crm-complaint list --as-of 2026-11-05T00:00:00Z
like 'before both the earlier' 'compacted on 2026-11-25.*complaint.0.jsonl has' "$err"
rm s/complaint.1.jsonl
check_status 1 'an old file that is not there is an error' crm-store verify
like 'that names it' 'complaint.1.jsonl: is not here.*\[old_missing\]' "$out"
cp first s/complaint.jsonl
rm -rf s/.cache

# the clone goes on, and is merged: either may come first
CRM_NOW=2026-11-22T09:00:00Z
CRM_DIR=clone crm-complaint open --id C-3 --customer Beta >/dev/null
CRM_DIR=clone crm-complaint note C-2 --text more >/dev/null
cat first clone/complaint.jsonl >new-old
cat clone/complaint.jsonl first >old-new
merged() {
	cp "$1" $j
	rm -rf s/.cache
	check_status 1 "$2: verify" crm-store verify
	same 'has one finding' epochs_merged "$(crm-store verify -o jsonl | jq -r .code | xargs)"
	like 'which names the lines of the older epoch' "lines $3 are of an older epoch" "$out"
	like 'and the steps that only the clone has' "take these steps again: line $4 C-3 open, line $5 C-2 note\$" \
		"$(printf '%s' "$out" | sed 's/ *\[epochs_merged\].*//')"
	like 'and what to do' 'complaint.jsonl of the compacted clone' "$out"
	check_status 1 'check' crm-store check
	same 'finds the same, once' epochs_merged "$(crm-store check -o jsonl | jq -r 'select(.severity == "error").code' | xargs)"
	check_status 65 'a writer stops' crm-complaint note C-2 --text no
	like 'and says who tells more' 'two epochs were merged.*nothing is written.*crm-store verify tells' "$err"
	check_status 65 'a reader goes on' crm-complaint list
	same 'and says it once' 1 "$(printf '%s\n' "$err" | grep -c .)"
}
merged new-old 'the compacted one first' 5-9 8 9
merged old-new 'the clone first' 1-5 4 5
rm s/complaint.0.jsonl
run crm-store verify
like 'without the old file no step is named' 'take again what it lacks of them' "$out"
cp first $j
rm -rf s/.cache

# both were compacted
CRM_NOW=2026-11-23T09:00:00Z
CRM_DIR=clone crm-store compact complaint >/dev/null
cat first clone/complaint.jsonl >$j
check_status 1 'two that were compacted apart' crm-store verify
same 'are one finding' epochs_merged "$(crm-store verify -o jsonl | jq -r 'select(.code != "old_missing").code' | xargs)"
like 'which says so' 'line 5 is the first line of another compacted journal' "$out"
done_testing
