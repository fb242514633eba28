# shellcheck shell=sh
# TAP for shell tests. A test file begins with
#
#	#!/bin/sh
#	. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"
#
# and ends with `done_testing` (or begins with `plan N`). It starts in an empty scratch folder that
# is removed at its end; TOP is the repository, BUILD the build, BIN the tools (in PATH already),
# SHARED the folder ../shared or empty. `sh tests/cli/x.t` runs one file by itself.
#
#	check NAME CMD...            CMD exits 0
#	check_status N NAME CMD...   CMD exits N
#	fails NAME CMD...            CMD exits 1 to 125: refused, not crashed and not missing
#	same NAME EXPECTED ACTUAL    two texts are equal; else their diff is shown
#	same_file NAME EXPECTED ACTUAL   two files are equal
#	like NAME ERE TEXT           a line of TEXT matches; unlike: none does
#	skip NAME REASON             counted as skipped; skip_all REASON for the whole file
#	run CMD...                   no test: sets status, out and err for the tests after it
#
# Feed input by redirection (`run crm-x list - <in`), not by a pipe into the function, which would
# count in a subshell.

TOP=$(cd "${TOP:-$(dirname "$0")/../..}" && pwd) || exit 1
BUILD=${BUILD:-$TOP/build}
BIN=${BIN:-$BUILD/bin}
[ -n "${SHARED:-}" ] || SHARED=$(cd "$TOP/../shared" 2>/dev/null && pwd)
PATH=$BIN:$PATH
LC_ALL=C.UTF-8
TZ=UTC
CRM_SHARE=$TOP/lib/share # wherever it was built
export TOP BUILD BIN SHARED PATH LC_ALL TZ CRM_SHARE
unset CRM_DIR CRM_NOW CRM_FORMAT CRM_SITE
umask 022

tap_dir=$(mktemp -d "${TMPDIR:-/tmp}/crm-test.XXXXXX") || exit 1
tap_count=0
tap_failed=0
mkdir "$tap_dir/work" && cd "$tap_dir/work" || exit 1
trap 'tap_end $?' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

tap_end() {
	trap - EXIT
	cd / && chmod -R u+rwX "$tap_dir" && rm -rf "$tap_dir"
	[ "$1" -ne 0 ] || [ "$tap_failed" -eq 0 ] || exit 1
	exit "$1"
}

tap_note() {
	sed -e 's/^/# /' -e '$a\' | head -n 60
}

# A # in a name would be read as a directive.
tap_name() {
	case $1 in
	*"#"*) tap_name=$(printf "%s" "$1" | sed "s/#/\\\\#/g") ;;
	*) tap_name=$1 ;;
	esac
}

tap_result() {
	tap_name "$2"
	tap_count=$((tap_count + 1))
	if [ "$1" -eq 0 ]; then
		printf "ok %d - %s\n" "$tap_count" "$tap_name"
	else
		tap_failed=$((tap_failed + 1))
		printf "not ok %d - %s\n" "$tap_count" "$tap_name"
	fi
}

tap_show_run() {
	printf '# exit status %d, expected %s\n' "$status" "$1"
	tap_note <"$tap_dir/out"
	tap_note <"$tap_dir/err"
}

plan() {
	printf '1..%d\n' "$1"
}

done_testing() {
	plan "$tap_count"
}

# shellcheck disable=SC2034
run() {
	status=0
	"$@" >"$tap_dir/out" 2>"$tap_dir/err" || status=$?
	out=$(cat "$tap_dir/out")
	err=$(cat "$tap_dir/err")
}

check_status() {
	tap_want=$1
	tap_what=$2
	shift 2
	run "$@"
	if [ "$status" -eq "$tap_want" ]; then
		tap_result 0 "$tap_what"
	else
		tap_result 1 "$tap_what"
		tap_show_run "$tap_want"
	fi
}

check() {
	check_status 0 "$@"
}

fails() {
	tap_what=$1
	shift
	run "$@"
	if [ "$status" -ge 1 ] && [ "$status" -le 125 ]; then
		tap_result 0 "$tap_what"
	else
		tap_result 1 "$tap_what"
		tap_show_run '1 to 125'
	fi
}

same_file() {
	if cmp -s "$2" "$3"; then
		tap_result 0 "$1"
	else
		tap_result 1 "$1"
		diff -u -L expected -L actual "$2" "$3" 2>&1 | tap_note
	fi
}

same() {
	printf '%s\n' "$2" >"$tap_dir/expected"
	printf '%s\n' "$3" >"$tap_dir/actual"
	same_file "$1" "$tap_dir/expected" "$tap_dir/actual"
}

like() {
	if printf '%s\n' "$3" | grep -Eq -e "$2"; then
		tap_result 0 "$1"
	else
		tap_result 1 "$1"
		printf '# nothing matches %s\n' "$2"
		printf '%s\n' "$3" | tap_note
	fi
}

unlike() {
	if printf '%s\n' "$3" | grep -E -e "$2" >"$tap_dir/out"; then
		tap_result 1 "$1"
		printf '# these match %s\n' "$2"
		tap_note <"$tap_dir/out"
	else
		tap_result 0 "$1"
	fi
}

skip() {
	tap_name "$1"
	tap_count=$((tap_count + 1))
	printf "ok %d - %s # SKIP %s\n" "$tap_count" "$tap_name" "$2"
}

skip_all() {
	printf '1..0 # SKIP %s\n' "$1"
	exit 0
}
