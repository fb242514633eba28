#!/bin/sh
# make deps asks dpkg only where all is there, updates the lists only where something is missing,
# and says what to type where it may not install.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

# A machine of our own: HAVE holds its packages, ID its user, log what was run.
mkdir bin
stub() {
	printf '#!/bin/sh\n%s\n' "$2" >"bin/$1"
	chmod +x "bin/$1"
}
stub dpkg-query 'for package; do :; done
case " $HAVE " in
*" $package "*) printf "installed " ;;
*" half-$package "*) printf "config-files " ;;
*) exit 1 ;;
esac'
stub apt-get 'echo "apt-get $*" | sed "s/-qq -y //; s/-o [^ ]* //g" >>log
[ "${APT-}" != broken ]'
stub sudo 'echo sudo >>log
[ "$1" != -n ] || shift
exec "$@"'
stub id 'echo "$ID"'
for tool in env sh sed; do
	ln -s "$(command -v $tool)" "bin/$tool"
done
deps() {
	: >log
	run env PATH="$PWD/bin" HAVE="gcc half-perl" ID="${ID-0}" APT="${APT-}" \
		sh "$TOP/tests/deps.sh" "$@"
	ran=$(cat log)
}

deps gcc
same 'nothing missing: nothing run' '0' "$status$ran$out$err"
deps gcc jq perl
same 'missing ones are installed after an update' 'apt-get update
apt-get install --no-install-recommends jq perl' "$ran"
same 'with success' 0 "$status"
ID=7 deps jq
like 'another user than root takes sudo' '^sudo$' "$ran"
APT=broken deps jq perl
same 'a failing apt-get fails' 1 "$status"
like 'and the line to type is shown' 'apt-get update && apt-get install -y jq perl$' "$err"
rm bin/sudo
ID=7 deps jq
same 'no sudo fails' 1 "$status"
like 'and the line to type is shown' 'apt-get update && apt-get install -y jq$' "$err"
same 'with nothing run' '' "$ran"
rm bin/dpkg-query
deps jq
same 'another system is left alone' '0' "$status$ran"
like 'with a word on what is needed' 'needed there: jq' "$err"
done_testing
