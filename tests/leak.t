#!/bin/sh
# check-san believes a clean run only from sanitizers that do see a leak and a bad shift here.
TOP=${TOP:-$(dirname "$0")/..}
. "$TOP/tests/lib.sh"

cat >leak.c <<'C'
#include <stdlib.h>
#include <string.h>
static void *volatile kept;
int main(int argc, char **argv)
{
	(void)argv;
	kept = malloc(10);
	kept = NULL;
	return argc > 1 ? 1 << (argc + 40) : 0;
}
C
unset ASAN_OPTIONS UBSAN_OPTIONS
check 'a program with faults compiles' gcc -fsanitize=address,undefined \
	-fno-sanitize-recover=all -o leak leak.c
fails 'a leak fails the program' ./leak
like 'and is reported' 'detected memory leaks' "$err"
fails 'a bad shift fails the program' ./leak shift
like 'and is reported' 'shift exponent' "$err"
done_testing
