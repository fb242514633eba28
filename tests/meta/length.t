#!/bin/sh
# A file has at most 400 lines and a function, from its name to its closing brace, at most 60.
# There is no list of exceptions: one file is one concept.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

sources() {
	(cd "$1" && find . -type f \( -name '*.[ch]' -o -name '*.sh' -o -name '*.t' \) \
		-not -path './build/*' -not -path './.git/*' -not -path './tests/data/*' | sort)
}

long_files() {
	(cd "$1" && sources . | xargs awk 'FNR == 401 { print FILENAME " has over 400 lines" }')
}

# A function begins with its name at the left margin and ends with } there; a table ends with };.
long_functions() {
	(cd "$1" && sources . | grep '\.[ch]$' | xargs awk '
		FNR == 1 { open = 0 }
		/^[A-Za-z_].*\(/ && !open { start = FNR; name = $0 }
		/^\{/ || /^[A-Za-z_].*\).*\{$/ { open = 1 }
		/^}/ {
			if (open && FNR - start + 1 > 60)
				print FILENAME ":" start ": " FNR - start + 1 " lines: " name
			open = 0
		}')
}

same 'there are sources' yes "$(sources "$TOP" | grep -q '\.c$' && echo yes)"
same 'files have at most 400 lines' '' "$(long_files "$TOP")"
same 'functions have at most 60 lines' '' "$(long_functions "$TOP")"

# lines N TEXT: the text N times.
lines() {
	yes "$2" | head -n "$1"
}
mkdir bad
lines 400 'int x;' >bad/good.c
lines 401 'int x;' >bad/long.c
lines 401 ': x' >bad/long.t
same 'a file of 401 lines is found, one of 400 is not' './long.c has over 400 lines
./long.t has over 400 lines' "$(long_files bad)"
{
	printf 'static const int table[] = {\n'
	lines 70 '	1,'
	printf '};\n\nint good(\n	int x)\n{\n'
	lines 56 '	x++;'
	printf '}\n\nint bad(int x)\n{\n'
	lines 58 '	x++;'
	printf '}\n'
} >bad/functions.c
like 'a function of 61 lines is found' 'functions.c:[0-9]+: 61 lines: int bad' "$(long_functions bad)"
same 'one of 60 and a table are not' 1 "$(long_functions bad | wc -l)"
done_testing
