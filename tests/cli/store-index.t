#!/bin/sh
# The index: show and a step read one record's lines, not the journal; without the index, or with
# one of another journal, the answers are the same.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

export CRM_NOW=2026-11-20T12:00:00+08:00

# bytes_read CMD...: how many bytes it reads from files.
bytes_read() {
	strace -f -qq -e trace=read,pread64,preadv -o trace "$@" >/dev/null 2>&1
	sed -n 's/.*= \([0-9][0-9]*\)$/\1/p' trace | awk '{ n += $1 } END { print n + 0 }'
}

crm-store init s --zone Asia/Shanghai
seq 20000 | sed 's/.*/{"id":"X-&","customer":"ACME","lot":"L&","description":"burr on the & th part"}/' >many.jsonl
check '20,000 opens from one pipe' sh -c 'crm-complaint -C s open - <many.jsonl >opened.jsonl'
same 'all are acknowledged' 20000 "$(wc -l <opened.jsonl)"
size=$(wc -c <s/complaint.jsonl)
crm-complaint -C s note X-77 --text warm >/dev/null

if [ -z "${SANITIZED:-}" ] && strace -qq -o /dev/null true 2>/dev/null; then
	for what in 'show X-777' 'note X-778 --text seen' 'log X-19999' 'open --customer NEW'; do
		# shellcheck disable=SC2086
		got=$(bytes_read crm-complaint -C s $what)
		check "$what reads $got of $size bytes" test "$got" -lt $((size / 5))
	done
else
	skip 'a step reads one record' 'strace cannot trace here'
fi

run crm-complaint -C s show X-778 -o jsonl
before=$out
rm -rf s/.cache
run crm-complaint -C s show X-778 -o jsonl
same 'without the cache the answer is the same' "$before" "$out"
check 'and a step goes on' crm-complaint -C s note X-778 --text again

# Edited outside: same length, the clock of the file turned back.
touch -r s/complaint.jsonl stamp
sed -i 's/"id":"X-19998"/"id":"Y-19998"/' s/complaint.jsonl
touch -r stamp s/complaint.jsonl
check_status 66 'a record that was edited away is gone' crm-complaint -C s show X-19998
check 'and the one that was edited in is there' crm-complaint -C s show Y-19998

# A cache that is damaged is not believed: one page, or all but the first.
page=$(($(wc -c <s/.cache/complaint.idx) / 8192))
dd if=/dev/zero of=s/.cache/complaint.idx bs=4096 seek=$page count=1 conv=notrunc 2>/dev/null
seq 1 997 20000 | sed 's/.*/X-&/' >ids
missing=0
while read -r id; do
	crm-complaint -C s show "$id" >/dev/null 2>&1 || missing=$((missing + 1))
done <ids
same 'with a page of zeros all are there' 0 "$missing"
check 'the index is made anew' test -s s/.cache/complaint.idx
records=$(crm-store -C s export complaint | wc -l)
pages=$(($(wc -c <s/.cache/complaint.idx) / 4096))
dd if=/dev/zero of=s/.cache/complaint.idx bs=4096 seek=1 count=$pages conv=notrunc 2>/dev/null
grep -v X-19998 many.jsonl >again.jsonl
run crm-complaint -C s open - <again.jsonl
same 'with all but the first page gone nothing is made twice' "$records" \
	"$(crm-store -C s export complaint | wc -l)"

# A cache that is rubbish.
for cache in s/.cache/*; do
	printf 'rubbish' | dd of="$cache" conv=notrunc bs=1 seek=16 2>/dev/null
done
run crm-complaint -C s show X-778 -o jsonl
like 'a damaged cache changes nothing' '"text":"again"' "$out"
done_testing
