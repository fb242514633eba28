#!/bin/sh
# deps.sh PACKAGE...: installs the Debian packages that are not there yet.
# It asks dpkg alone, so where all are there it needs neither network nor root.

if ! command -v dpkg-query >/dev/null; then
	echo "deps: not a Debian system, so not checked; needed there: $*" >&2
	exit 0
fi

missing=
for package; do
	# One word for each architecture that the package is known for.
	# shellcheck disable=SC2016
	status=$(dpkg-query -W -f '${db:Status-Status} ' "$package" 2>/dev/null)
	case " $status" in
	*" installed "*) ;;
	*) missing="$missing $package" ;;
	esac
done
[ -n "$missing" ] || exit 0

give_up() {
	echo "deps: $1; run as root: apt-get update && apt-get install -y$missing" >&2
	exit 1
}

command -v apt-get >/dev/null || give_up "no apt-get here"
root=
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null || give_up "not root, and no sudo here"
	# Nobody can type a password without a terminal.
	if [ -t 0 ]; then root=sudo; else root="sudo -n"; fi
fi

get() {
	$root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y \
		-o Acquire::Retries=3 -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 "$@" \
		</dev/null >/dev/null
}

echo "deps: installing$missing"
get update || echo "deps: apt-get update failed; trying with the lists at hand" >&2
# shellcheck disable=SC2086
get install --no-install-recommends $missing || give_up "apt-get could not install"
