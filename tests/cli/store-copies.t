#!/bin/sh
# crm-store renumber in several clones: what was renumbered twice is known by the line that it comes
# from, and gets no further number.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW CRM_DIR
# Three clones open the same number.
for x in a b c; do
	CRM_DIR=$x
	crm-store init $x
	crm-complaint open --customer "R$x" --by "cs-$x" --op "op-$x" >/dev/null
	cp $x/complaint.jsonl $x.own
done
# Each merges all, its own first, and renumbers.
renumber() {
	CRM_DIR=$1
	CRM_NOW=2026-11-20T1$2:00:00Z
	shift 2
	cat "$@" >"$CRM_DIR/complaint.jsonl"
	merged=$(wc -l <"$CRM_DIR/complaint.jsonl")
	crm-store renumber >/dev/null 2>&1 || echo "failed: $CRM_DIR"
	sed "1,${merged}d" "$CRM_DIR/complaint.jsonl" >"$CRM_DIR.more"
}
renumber a 0 a.own b.own c.own
renumber b 1 b.own a.own c.own
renumber c 2 c.own a.own b.own
records() {
	crm-store export complaint -F id,customer,state -o jsonl 2>/dev/null |
		jq -r '"\(.id) \(.customer) \(.state)"'
}
same 'each clone has three' 'C-2026-0001 Ra open
C-2026-0002 Rb open
C-2026-0003 Rc open' "$(CRM_DIR=a records)"

# All of it comes together.
CRM_DIR=m
CRM_NOW=2026-11-20T13:00:00Z
j=m/complaint.jsonl
crm-store init m
cat a.own b.own c.own a.more b.more c.more >$j
check_status 1 'the second merge' crm-store verify
cp $j merged
check 'a dry run' crm-store renumber -n
same_file 'writes nothing' merged $j
check 'renumber' crm-store renumber --why 'second merge' --by qe01
like 'says what is only a copy' 'complaint C-2026-0002, line [0-9]+: is C-2026-000[0-9] once more.* no number' "$err"
same 'no record is there a second time by a new number' 'Ra Rb Rc' "$(records | cut -d' ' -f2 | sort -u | xargs)"
same 'three, but for what two clones had numbered apart' 'C-2026-0001 Ra open
C-2026-0002 Rb open
C-2026-0003 Rc open' "$(records)"
check 'verify is content' crm-store verify
check 'so is check' crm-store check
check 'a step goes on' crm-complaint note C-2026-0002 --text yes
cp $j before
check 'again' crm-store renumber
same_file 'nothing is there to do' before $j

# Another order of the same: the first of 0002 is a copy of the record that 0001 is.
rm -rf m
crm-store init m
cat a.own b.own c.own b.more a.more c.more >$j
check 'the other way round' crm-store renumber
same 'nothing is lost' 'Ra Rb Rc' "$(records | cut -d' ' -f2 | sort -u | xargs)"
same 'one is there by two numbers' 'C-2026-0001 Ra open
C-2026-0002 Ra open' "$(records | grep Ra)"
check_status 1 'verify finds it' crm-store verify
like 'with both ids and what to do' \
	'C-2026-0002: is the same record as C-2026-0001, line 1, renumbered in two clones; void one of them \(void --why\).*\[renumbered_twice\]' "$out"
check_status 1 'check too' crm-store check
like 'by the same words' 'renumbered_twice' "$out"
cp $j before
check 'again' crm-store renumber
same_file 'nothing is renumbered again' before $j
check 'one of them is voided' crm-complaint void C-2026-0002 --why 'C-2026-0001 twice'
check 'that settles it' crm-store verify
unlike 'in verify' 'renumbered_twice' "$out"
check 'and in check' crm-store check

# What was done on a copy is not lost.
CRM_DIR=c
CRM_NOW=2026-11-20T14:00:00Z
crm-complaint note C-2026-0002 --text 'on the copy' >/dev/null
tail -n 1 c/complaint.jsonl >>c.more
CRM_DIR=m
rm -rf m
crm-store init m
cat a.own b.own c.own a.more b.more c.more >$j
check 'a copy with a step of its own' crm-store renumber
like 'gets a number' 'on the copy' "$(crm-store export complaint 2>/dev/null)"
check_status 1 'and is told' crm-store verify
like 'as a copy' 'is the same record as .*\[renumbered_twice\]' "$out"
done_testing
