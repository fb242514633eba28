#!/bin/sh
# lint.sh: every static check, one line for each that is clean. FLAGS holds the compiler's flags.
# Exits 1 when anything was found.

cd "$(dirname "$0")/.." || exit 1
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
jobs=$(nproc 2>/dev/null || echo 2)
found=0

# lint NAME FILES CMD...: runs CMD on FILES (a list of lines), some at a time; output only if it fails.
lint() {
	name=$1
	files=$2
	shift 2
	if [ -z "$files" ]; then
		echo "lint: $name: nothing to check"
	elif printf '%s\n' "$files" | xargs -P "$jobs" -n "${at_a_time:-1}" "$@" >"$log" 2>&1; then
		echo "lint: $name: clean ($(printf '%s\n' "$files" | wc -l) files)"
	else
		echo "lint: $name:"
		grep -Ev '^[0-9]+ warnings? (generated|treated as)|^Suppressed ' "$log"
		found=1
	fi
}

sources=$(find lib cmd -name '*.c' | sort)
tests=$(find tests -name '*.c' -not -path 'tests/data/*' | sort)
headers=$(find lib cmd tests -name '*.h' -not -path 'tests/data/*' | sort)
scripts=$(find .ci tests examples -type f -not -path 'tests/data/*' -not -path '*/corpus/*' \
	-exec awk 'FNR == 1 && (/^#!.*sh$/ || /^# shellcheck shell/) { print FILENAME }' {} \; | sort)
pages=$(find man -name '*.[157]' | sort)

# The flags hold quotes, as make wrote them for a shell.
eval "set -- $FLAGS"

lint 'gcc -fanalyzer' "$sources" gcc "$@" -O2 -Werror -fanalyzer -c -o /dev/null
# xargs puts the file last, clang-tidy wants the flags there.
# shellcheck disable=SC2016
lint clang-tidy "$sources" sh -c 'for file; do :; done; n=$#
	for word; do
		n=$((n - 1)); shift
		[ "$n" -eq 0 ] || set -- "$@" "$word"
	done
	exec clang-tidy --quiet "$file" -- "$@"' clang-tidy "$@"
at_a_time=1000
# jansson's loops are known by its header (a macro with ';' cannot be given with -D). No readdir_r:
# the C library says that it is obsolete, and no two threads read one directory stream.
lint cppcheck "$sources" cppcheck --quiet --std=c11 --language=c --library=posix -I. \
	--enable=warning,style,performance,portability --inline-suppr --error-exitcode=1 \
	--suppress=unusedStructMember --suppress=variableScope --suppress=missingIncludeSystem \
	--suppress=readdirCalled -DCRM_VERSION='""' -DCRM_DATADIR='""' -DCRM_LIBEXECDIR='""' \
	--include="$(pkg-config --variable=includedir jansson)/jansson.h"
lint clang-format "$sources
$tests
$headers" clang-format --dry-run -Werror
lint mandoc "$pages" mandoc -T lint -W warning
lint shellcheck "$scripts" shellcheck
exit "$found"
