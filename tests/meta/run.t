#!/bin/sh
# The runner counts single tests and takes no broken file for a good one.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

mkdir build
# counts TEXT: the closing line for one test file of that text.
counts() {
	printf '%s\n' "$1" >one.t
	BUILT=${2:-} SAN_LOG=${3:-} BUILD=$PWD/build perl "$TOP/tests/run" "$PWD/one.t" >log 2>&1
	echo "$(tail -n 1 log) ($?)"
}

good='echo 1..2; echo ok 1 - a; echo ok 2 - b'
same 'a good file' '2 passed, 0 failed, 0 skipped (0)' "$(counts "$good")"
same 'a failed test' '1 passed, 1 failed, 0 skipped (1)' \
	"$(counts 'echo 1..2; echo ok 1 - a; echo not ok 2 - b; echo "# why"; exit 1')"
like 'is shown with its reason' '^    # why' "$(cat log)"
same 'a skipped test is no passed one' '1 passed, 0 failed, 1 skipped (0)' \
	"$(counts 'echo 1..2; echo ok 1 - a; echo "ok 2 - b # SKIP no data"')"
same 'a file skipped whole counts once; nothing passed is a failure' \
	'0 passed, 0 failed, 1 skipped (1)' "$(counts 'echo "1..0 # SKIP no data"')"
same 'a short plan' '1 passed, 1 failed, 0 skipped (1)' "$(counts 'echo 1..2; echo ok 1')"
same 'no plan' '1 passed, 1 failed, 0 skipped (1)' "$(counts 'echo ok 1')"
same 'no TAP' '0 passed, 1 failed, 0 skipped (1)' "$(counts 'echo hello')"
same 'a file that dies at its end' '2 passed, 1 failed, 0 skipped (1)' "$(counts "$good; exit 3")"
same 'a file that is killed' '0 passed, 1 failed, 0 skipped (1)' "$(counts 'kill -9 $$')"
same 'a build that failed' '2 passed, 1 failed, 0 skipped (1)' "$(counts "$good" 2)"
mkdir reports
echo leak >reports/report.1
same 'a report of a sanitizer' '2 passed, 1 failed, 0 skipped (1)' \
	"$(counts "$good" 0 "$PWD/reports")"
BUILD=$PWD/build perl "$TOP/tests/run" "$PWD/build/none" >log 2>&1
same 'a program that was not built' '0 passed, 1 failed, 0 skipped' "$(tail -n 1 log)"
same 'no test at all fails' 1 "$(BUILD=$PWD/build perl "$TOP/tests/run" >log 2>&1; echo $?)"

# lib.sh itself
head='. "$TOP/tests/lib.sh"'
same 'check, fails and friends' '7 passed, 7 failed, 1 skipped (1)' "$(counts "$head
check a true; check b false
fails c false; fails d no-such-command
check_status 3 e sh -c 'exit 3'; check_status 3 f false
same g x x; same h x y
like i '^b' 'a
b'; like j '^c' 'a
b'
unlike k '^c' 'a'; unlike l '^a' 'a'
run sh -c 'echo out; echo err >&2; exit 4'; same m 'out err 4' \"\$out \$err \$status\"
same 'n # SKIP is no directive' x y
skip o 'no data'
done_testing")"
same 'a scratch folder that is left empty' "1 passed, 0 failed, 0 skipped (0)" "$(counts "$head
echo \$tap_dir >$PWD/where; same a '' \"\$(ls -A)\"; echo x >file; done_testing")"
fails 'and is gone' test -e "$(cat where)"

cat >groups.c <<'C'
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
static void good(void **state) { (void)state; }
static void bad(void **state) { (void)state; assert_true(getenv("GOOD") != NULL); }
static void skipped(void **state) { (void)state; skip(); }
static void leaves(void **state) { (void)state; if (getenv("LEAVE")) exit(0); }
static int no_setup(void **state) { (void)state; return getenv("SETUP") ? -1 : 0; }
int main(void)
{
	const struct CMUnitTest one[] = {cmocka_unit_test(good), cmocka_unit_test(skipped)};
	const struct CMUnitTest two[] = {cmocka_unit_test(bad), cmocka_unit_test(leaves)};
	return cmocka_run_group_tests(one, NULL, NULL) + cmocka_run_group_tests(two, no_setup, NULL);
}
C
check 'a cmocka program compiles' gcc -o groups groups.c -lcmocka
groups() {
	env "$@" BUILD="$PWD/build" perl "$TOP/tests/run" "$PWD/groups" >log 2>&1
	echo "$(tail -n 1 log) ($?)"
}
same 'its groups are one stream' '3 passed, 0 failed, 1 skipped (0)' "$(groups GOOD=1)"
same 'a failed test of the second' '2 passed, 1 failed, 1 skipped (1)' "$(groups A=1)"
like 'is shown with its place' 'groups.c:8' "$(cat log)"
same 'a program that leaves early' '0 passed, 1 failed, 0 skipped (1)' \
	"$(groups GOOD=1 LEAVE=1 | sed 's/^[0-9]* passed/0 passed/; s/[0-9]* skipped/0 skipped/')"
same 'a group that cannot be set up' '1 passed, 1 failed, 1 skipped (1)' "$(groups SETUP=1)"
done_testing
