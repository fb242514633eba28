#!/bin/sh
# npm.sh: installs what tests/npm/package-lock.json names below $BUILD/npm, once for all tests that
# run at a time, and prints that folder: node_modules is in it, and sarif-2.1.0.json. Where there is
# no node 20 with npm, or the registry cannot be reached in good time, it says so in a line and exits
# 1: the tests that want it are skipped. After a failure nobody tries again for ten minutes.
here=$(cd "$(dirname "$0")" && pwd) || exit 1
dir=${BUILD:-$here/../build}/npm
multitool=@microsoft/sarif-multitool-linux@5.7.0 # has the schema, and 43 MB of programs
schema_sha256=1c49a0f2b60444c71bb14878e21e0d882198eff4c539861b133093ad89ed798c

give_up() {
	echo "$1"
	exit 1
}

get() {
	timeout -k 5 "$1" npm "$2" --ignore-scripts --no-audit --no-fund --loglevel=error "$3" \
		</dev/null >"$dir/log" 2>&1 9>&-
}

packages() {
	cp "$here/npm/package.json" "$here/npm/package-lock.json" . && get 120 ci --no-bin-links
}

schema() {
	mkdir pack && cd pack && get 120 pack "$multitool" &&
		tar -xzf ./*.tgz package/sarif-2.1.0.json &&
		echo "$schema_sha256  package/sarif-2.1.0.json" | sha256sum -c --quiet >>"$dir/log" 2>&1 &&
		mv package/sarif-2.1.0.json .. && cd .. && rm -rf pack
}

for tool in npm node flock; do
	command -v "$tool" >/dev/null || give_up "no $tool"
done
node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' || give_up 'no node 20'
mkdir -p "$dir" || give_up "$dir cannot be made"
cd "$dir" || give_up "$dir cannot be entered"
dir=$(pwd)
exec 9>lock
flock -w 300 9 || give_up "$dir is locked"
if ! cmp -s "$here/npm.sh" done-by || ! cmp -s "$here/npm/package-lock.json" done-for; then
	[ -z "$(find failed -mmin -10 2>/dev/null)" ] || give_up "npm could not install, see $dir/log"
	rm -rf node_modules pack done-by done-for failed
	if ! packages || ! schema; then
		: >"$dir/failed"
		give_up "npm could not install, see $dir/log"
	fi
	cp "$here/npm.sh" done-by
	cp "$here/npm/package-lock.json" done-for
fi
echo "$dir"
