#!/bin/sh
# Manual pages are clean for mandoc, in the house's order of sections, and hold the tables that
# the tools hold: the lines between `.\" table NAME` and `.\" end table` are what
# `crm-X --table NAME` prints; those between `.\" table GROUP/NAME` what `crm-X GROUP --table NAME` does.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

# sections PAGE: what is wrong with its sections. The house's own come after DESCRIPTION.
sections() {
	awk -v page="$(basename "$1")" '
		BEGIN {
			count = split("NAME|SYNOPSIS|DESCRIPTION|ENVIRONMENT|FILES|EXIT STATUS|EXAMPLES|" \
				"DIAGNOSTICS|SEE ALSO|STANDARDS|HISTORY|AUTHORS|CAVEATS|BUGS", order, "|")
			for (i = 1; i <= count; i++)
				place[order[i]] = i
			own = 3.5
		}
		/^\.Sh / {
			name = substr($0, 5)
			gsub(/"/, "", name)
			here = name in place ? place[name] : own
			if (here < last || here == last && here != own)
				print page ": " name " is out of order"
			last = here
			seen[name] = 1
		}
		END {
			need = "NAME|DESCRIPTION"
			if (page ~ /\.1$/)
				need = need "|SYNOPSIS|EXIT STATUS|EXAMPLES|SEE ALSO"
			count = split(need, needed, "|")
			for (i = 1; i <= count; i++)
				if (!(needed[i] in seen))
					print page ": " needed[i] " is missing"
		}' "$1"
}

# table NAME PAGE
table() {
	awk -v name="$1" '
		$0 == ".\\\" end table" { on = 0 }
		on
		$0 == ".\\\" table " name { on = 1 }' "$2"
}

tables() {
	[ ! -f "$1" ] || sed -n 's/^\.\\" table //p' "$1"
}

same 'there are pages' yes "$([ -f "$TOP/man/crm.7" ] && echo yes)"
for page in "$TOP"/man/*.[157]; do
	[ -f "$page" ] || continue
	check "$(basename "$page"): mandoc finds nothing" mandoc -T lint -W warning "$page"
	same "$(basename "$page"): sections" '' "$(sections "$page")"
done
for tool in "$TOP"/cmd/crm-*; do
	tool=$(basename "$tool")
	page=$TOP/man/$tool.1
	check "$tool has a page" test -f "$page"
	for name in $(tables "$page"); do
		case $name in
		*/*) run "$tool" "${name%/*}" --table "${name#*/}" ;;
		*) run "$tool" --table "$name" ;;
		esac
		same "$tool: the manual's table of $name is the program's" "$out" "$(table "$name" "$page")"
		like "$tool: and has rows" '^\.It ' "$out"
	done
done
run crm-store --table limits
same 'the limits of crm-records.5 are the program'"'"'s' "$out" "$(table limits "$TOP/man/crm-records.5")"
same 'crm-complaint.1 holds the tables of steps and clocks' 'clocks steps' \
	"$(tables "$TOP/man/crm-complaint.1" | grep -xE 'clocks|steps' | sort | xargs)"

cat >bad.1 <<'E2'
.Sh NAME
.Sh DESCRIPTION
.Sh STEPS
.Sh CLOCKS
.\" table steps
.It open Ta new
.\" end table
.\" table clocks
.It reply Ta PT24H
.\" end table
.Sh SEE ALSO
.Sh EXAMPLES
E2
same 'sections out of order or missing are found' 'bad.1: EXAMPLES is out of order
bad.1: EXIT STATUS is missing
bad.1: SYNOPSIS is missing' "$(sections bad.1 | sort)"
same 'a table is found by its name' '.It reply Ta PT24H' "$(table clocks bad.1)"
same 'and so are the names' 'steps clocks' "$(tables bad.1 | xargs)"
fails 'mandoc finds a page without a title' mandoc -T lint -W warning bad.1
done_testing
