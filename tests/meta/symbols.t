#!/bin/sh
# Names that the library gives to the world begin with crm_, and it keeps no mutable state outside
# the one file for each: the allocator's exit hook, the zone in force, the fixed clock.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

stateful='lib/(base/mem|time/zone|time/clock)'

# foreign ARCHIVE: global symbols without the prefix.
foreign() {
	nm -g --defined-only "$1" | awk 'NF == 3 && $3 !~ /^crm_/ { print $3 }'
}

# state OBJECT...: variables that can change. A const table of pointers is in .data.rel.ro, which
# the loader makes read-only.
state() {
	nm -A -f sysv --defined-only "$@" | awk -F '|' '
		{
			gsub(/ /, "")
			section = $7
			if ($4 == "OBJECT" || $4 == "TLS" || section == "*COM*")
				if (section !~ /^\.(rodata|data\.rel\.ro)/)
					print $1 " in " section
		}'
}

# objects DIR: the objects of the sources that are there now.
objects() {
	(cd "$TOP" && find lib -name '*.c') | sort | while read -r source; do
		echo "obj/${source%.c}.o"
	done
}

# strays DIR: names in headers that are neither declared functions (those are symbols) nor prefixed.
strays() {
	(cd "$1" && find lib -name '*.h' | sort | xargs -r awk -f "$TOP/tests/meta/strip.awk") | awk '
		match($0, /:[ \t]*#[ \t]*define[ \t]+[A-Za-z0-9_]+/) {
			name = substr($0, RSTART, RLENGTH)
			sub(/.*[ \t]/, "", name)
			if (name !~ /^(CRM_|crm_)/)
				print $0
		}
		/:static inline / && match($0, /[A-Za-z0-9_]+\(/) {
			if (substr($0, RSTART, 4) != "crm_")
				print $0
		}'
}

check 'the library is there' test -s "$BUILD/libcrm.a"
same 'global symbols begin with crm_' '' "$(foreign "$BUILD/libcrm.a" 2>&1)"
same 'inline functions begin with crm_, macros with CRM_ or crm_' '' "$(strays "$TOP")"
# shellcheck disable=SC2046
same 'no variable outside the one file for each' '' \
	"$({ cd "$BUILD" && state $(objects); } 2>&1 | grep -Ev "^obj/$stateful\.o:")"

cat >bad.c <<'C'
struct row { const char *name; };
static const struct row fine[] = {{"a"}, {"b"}};
static int counter;
int value = 3;
static const char *mutable = "x";
static _Thread_local int mine;
const char *next(int i);
const char *next(int i)
{
	static int calls = 1;
	mutable = fine[i & 1].name;
	mine = value + calls++;
	return counter++ + mine ? mutable : fine[0].name;
}
C
check 'a bad library compiles' gcc -fPIE -O0 -c -o bad.o bad.c
ar qcs bad.a bad.o
same 'its foreign symbols are found' 'next value' "$(foreign bad.a | sort | xargs)"
same 'its five variables are found, the const table is not' \
	'calls counter mine mutable value' \
	"$(state bad.o | sed 's/^bad\.o://; s/[. ].*//' | sort | xargs)"
mkdir -p bad/lib/base
cat >bad/lib/base/x.h <<'C'
#ifndef CRM_BASE_X_H
#define CRM_BASE_X_H
#define CRM_X 1 /* #define SHOUT 1 */
#define LIMIT 3
static inline int crm_x_one(void) { return 1; }
static inline int two(void) { return 2; }
#endif
C
same 'its stray names are found' 'lib/base/x.h:4: lib/base/x.h:6:' \
	"$(strays bad | sed -E 's/^([^:]*:[0-9]*:).*/\1/' | xargs)"
done_testing
