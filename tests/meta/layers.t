#!/bin/sh
# The arrows between the folders: base < time < data < {io, flow, stat}; {flow, stat} < rules;
# {io, rules} < tool < cmd. And what only one file may do: print, exit, read the clock or the
# environment, include a library.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

# includes DIR: FILE TARGET for each #include "..." ; libraries DIR: the same for <...>.
includes() {
	(cd "$1" && grep -rHE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' lib cmd --include='*.[ch]') |
		sed 's/:[^"]*"/ /; s/".*//'
}

libraries() {
	(cd "$1" && grep -rHE '^[[:space:]]*#[[:space:]]*include[[:space:]]*<' lib cmd --include='*.[ch]') |
		sed 's/:[^<]*</ /; s/>.*//'
}

# arrows DIR: prints the includes that no rule allows.
arrows() {
	includes "$1" | awk '
		BEGIN {
			may["base"] = "base"
			may["time"] = "base time"
			may["data"] = may["time"] " data"
			may["io"] = may["data"] " io"
			may["flow"] = may["data"] " flow"
			may["stat"] = may["data"] " stat"
			may["rules"] = may["data"] " flow stat rules"
			may["tool"] = may["rules"] " io tool"
		}
		{
			split($1, from, "/")
			split($2, to, "/")
			if (from[1] == "cmd")
				good = to[1] == "lib" && to[2] in may || to[1] == "cmd" && to[2] == from[2]
			else
				good = to[1] == "lib" && index(" " may[from[2]] " ", " " to[2] " ")
			if (!good)
				print $1 " must not include \"" $2 "\""
		}'
}

# outside DIR HEADER ALLOWED: prints the files that include <HEADER> and are none of ALLOWED (EREs).
outside() {
	libraries "$1" | grep -E " ($2)\$" | grep -Ev "^($3) "
}

# uses DIR ERE [ALLOWED]: prints the lines of lib that use a name, but for the files allowed.
uses() {
	(cd "$1" && find lib -name '*.[ch]' | sort | xargs -r awk -f "$TOP/tests/meta/strip.awk") |
		grep -E ":(.*[^A-Za-z0-9_.>])?($2)" | grep -Ev "^(${3:-none}):"
}

calls() {
	uses "$1" "($2)[[:space:]]*\\(" "${3:-}"
}

files_of() {
	cut -d: -f1 | sort -u
}

tree=$TOP
cycles() {
	includes "$1" | { tsort >/dev/null; } 2>&1
}
# rounds DIR: the rooms of one folder (lib/rules/order and those in it) that include one another.
rounds() {
	includes "$1" | awk '
		{
			n = split($1, from, "/")
			m = split($2, to, "/")
			house = from[1] "/" from[2] "/" from[3]
			if (n < 4 || m < 4 || house != to[1] "/" to[2] "/" to[3])
				next
			a = n > 4 ? house "/" from[4] : house
			b = m > 4 ? house "/" to[4] : house
			if (a != b)
				print a, b
		}' | { tsort >/dev/null; } 2>&1
}
exits='exit|_exit|_Exit|quick_exit|abort'
clocks='clock_gettime|gettimeofday|time|ftime|timespec_get'
prints='v?printf|puts|putchar|putchar_unlocked|perror|v?warnx?|v?errx?'
streams='(stdout|stderr)([^A-Za-z0-9_]|$)'
zones='setenv|putenv|unsetenv|tzset|localtime(_r)?|mktime'

same 'there are sources' yes "$([ -n "$(includes "$tree")" ] && echo yes)"
same 'includes follow the arrows between the layers' '' "$(arrows "$tree")"
same 'no file includes itself on a round way' '' "$(cycles "$tree")"
same 'rooms of one folder include one another in one direction' '' "$(rounds "$tree")"
same 'jansson.h is included by data and io alone' '' \
	"$(outside "$tree" 'jansson\.h' 'lib/(data|io)/[^ ]*')"
same 'csv.h is included by io alone' '' "$(outside "$tree" 'csv\.h' 'lib/io/[^ ]*')"
same 'csv.h is included by one file at most' '' \
	"$(libraries "$tree" | grep ' csv\.h$' | sed 1d)"
same 'libmd is included by lib/base/hash alone' '' \
	"$(outside "$tree" '(sha2|sha256|sha512|sha1|sha|md5|libmd)\.h' 'lib/base/hash\.[ch]')"

same 'the library exits in base/mem.c and tool alone' '' \
	"$(calls "$tree" "$exits" 'lib/base/mem\.c|lib/tool/[^/]*\.c')"
same 'one file of tool at most exits' '' \
	"$(calls "$tree" "$exits" 'lib/base/mem\.c' | files_of | sed 1d)"
same 'the environment is read in tool alone' '' \
	"$(calls "$tree" '(secure_)?getenv' 'lib/tool/[^/]*\.c')"
same 'one file at most reads the environment' '' \
	"$(calls "$tree" '(secure_)?getenv' | files_of | sed 1d)"
same 'the clock is read in time/clock.c alone' '' "$(calls "$tree" "$clocks" 'lib/time/clock\.c')"
same 'the zone is set in time/zone.c alone' '' "$(calls "$tree" "$zones" 'lib/time/zone\.c')"
same 'the library prints in tool and base/mem.c alone' '' \
	"$(calls "$tree" "$prints" 'lib/base/mem\.c|lib/tool/[^/]*\.c'
	uses "$tree" "$streams" 'lib/base/mem\.c|lib/tool/[^/]*\.c')"

same 'the top level holds what the design names' '' \
	"$(cd "$TOP" && find . -mindepth 1 -maxdepth 1 -not -name '.*' |
		grep -vxE '\./(cmd|lib|tests|man|examples|build|Makefile|README\.md)')"

# The same checks on a tree where each rule is broken.
mkdir -p bad/lib/base bad/lib/time bad/lib/data bad/lib/io bad/lib/flow bad/lib/stat bad/lib/rules \
	bad/lib/tool bad/cmd/crm-a bad/cmd/crm-b
put() {
	printf '%s\n' "$2" >"bad/$1"
}
put lib/base/up.c '#include "lib/time/clock.h"'
put lib/time/up.c '#include "lib/data/view.h"'
put lib/data/up.c '#include "lib/io/csvio.h"'
put lib/io/side.c '#include "lib/flow/clock.h"'
put lib/flow/side.c '#include "lib/stat/mean.h"'
put lib/stat/side.c '#include "lib/io/csvio.h"'
put lib/rules/side.c '#include "lib/io/csvio.h"'
put lib/tool/up.c '#include "cmd/crm-a/a.h"'
put cmd/crm-a/side.c '#include "cmd/crm-b/b.h"'
put cmd/crm-a/bare.c '#include "bare.h"'
same 'every wrong arrow is found' 10 "$(arrows bad | wc -l)"
rm -f bad/lib/*/* bad/cmd/*/*

put lib/base/a.h '#include "lib/base/b.h"'
put lib/base/b.h '#include "lib/base/a.h"'
like 'a round way is found' loop "$(cycles bad)"
rm -f bad/lib/*/*

mkdir -p bad/lib/rules/a/b bad/lib/rules/a/c
put lib/rules/a/b/one.c '#include "lib/rules/a/c/one.h"'
put lib/rules/a/c/two.c '#include "lib/rules/a/a.h"'
put lib/rules/a/b/three.h '#include "lib/rules/a/a.h"'
same 'rooms in one direction are let through' '' "$(rounds bad)"
put lib/rules/a/c/two.h '#include "lib/rules/a/b/three.h"'
like 'a round way between rooms is found' loop "$(rounds bad)"
rm -rf bad/lib/rules/a

put lib/rules/a.c '#include <jansson.h>'
put lib/io/b.c '#include <jansson.h>'
same 'jansson.h in rules is found' 'lib/rules/a.c jansson.h' \
	"$(outside bad 'jansson\.h' 'lib/(data|io)/[^ ]*')"
rm -f bad/lib/*/*

put lib/base/a.c 'int f(void) { exit(1); } /* abort() */ char *s = "abort()"; // _exit(2)'
put lib/base/b.c 'int g(void) { return x->time(0) + crm_time(0) + time(NULL); }'
put lib/base/c.c 'int h(void) { return fprintf(stderr, "getenv()") + printf("x"); }'
put lib/base/d.c '/* one
getenv("A")
two */ char *s = getenv("B"); char c = '\''"'\''; setenv("A", "B", 1);'
same 'a call of exit is found, not one in a comment or text' 'lib/base/a.c' \
	"$(calls bad "$exits" | files_of)"
same 'a call of time is found' 'lib/base/b.c' "$(calls bad "$clocks" | files_of)"
same 'and not in the file that may' '' "$(calls bad "$clocks" 'lib/base/b\.c')"
same 'printing is found' 'lib/base/c.c' "$(calls bad "$prints" | files_of)"
same 'a stream is found' 'lib/base/c.c' "$(uses bad "$streams" | files_of)"
same 'getenv is found' 'lib/base/d.c' "$(calls bad getenv | files_of)"
same 'setenv is found' 'lib/base/d.c' "$(calls bad "$zones" | files_of)"
done_testing
