#!/bin/sh
# The installed data are found from where the program stands.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

unset CRM_SHARE
works() {
	"$@" calendar toy >/dev/null 2>err
}

mkdir -p installed/bin installed/share/crm/calendars tree/build/bin tree/lib/share/calendars bare/bin \
	named/calendars
cp "$BIN/crm-store" installed/bin
cp "$BIN/crm-store" tree/build/bin
cp "$BIN/crm-store" bare/bin
for dir in installed/share/crm tree/lib/share named; do
	cp "$TOP/lib/share/calendars/cn.json" "$dir/calendars/toy.json"
done
check 'beside an installed program' works installed/bin/crm-store
check 'through a link to it' works "$(ln -s "$PWD/installed/bin/crm-store" link && echo ./link)"
check 'in the tree that it was built in' works tree/build/bin/crm-store
fails 'nowhere' works bare/bin/crm-store
check 'named by CRM_SHARE' env CRM_SHARE=named bare/bin/crm-store calendar toy
fails 'which goes before the rest' env CRM_SHARE=bare installed/bin/crm-store calendar toy
done_testing
