#!/bin/sh
# kill -9 at every system call that writes, of a delivery that counts a concession down: what has left
# was counted, the journals are whole, and the same command again has its effect exactly once, in both;
# also where the pieces counted were the last of the concession.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

strace -qq -o /dev/null true 2>/dev/null || skip_all 'strace cannot trace here'
CRM_NOW=2026-11-20T12:00:00Z
export CRM_NOW

crm-store init s.made
mkdir s.made/order
echo '{"ppap":{"needed":false}}' >s.made/order/procedure.json
echo 'id,state,customer,part,quantity,opened_at
O-1,confirmed,VW,4711,100,2026-11-01T09:00:00Z' >o.csv
crm-store -C s.made import order o.csv >/dev/null
crm-complaint -C s.made concession open --customer VW --part 4711 --deviation hole \
	--requirement drawing --quantity 30 >/dev/null
crm-complaint -C s.made concession authorise D-2026-0001 --authorisation A --authorised-by M \
	--label A >/dev/null

job='crm-order -C s deliver O-1 --note N1 --lot A --quantity 30 --concession D-2026-0001 --op job
 --override not_approved,not_confirmed --override-by boss --override-reference R'

fresh() {
	rm -rf s && cp -R s.made s
}
uses() {
	crm-complaint -C s concession show D-2026-0001 -o jsonl | jq '[.uses//{}|.[].quantity]|add//0'
}
sent() {
	crm-order -C s show O-1 -o jsonl | jq '[.deliveries//{}|.[].quantity]|add//0'
}
# what does not hold of ./s after the job was broken off
sound() {
	used=$(uses) gone=$(sent)
	case "$used $gone" in
	'0 0' | '30 0' | '30 30') ;;
	*) echo "counted $used, sent $gone" ;;
	esac
	[ "$gone" = 30 ] || ! grep -q '"N1"' ack || echo 'acknowledged and lost'
	# shellcheck disable=SC2086
	$job >again 2>&1 || echo "again: $(tail -n 1 again)"
	[ "$(uses) $(sent)" = '30 30' ] || echo "again: counted $(uses), sent $(sent)"
	crm-store -C s verify >whole 2>&1 || echo "verify: $(tail -n 1 whole)"
}

fresh
# shellcheck disable=SC2086
strace -f -qq -o trace $job >ack 2>err
sed 's/^[0-9]* *//' trace | sed -n 's/^\([a-z0-9_]*\)(.*/\1/p' |
	grep -Ex 'p?write(64)?|f(data)?sync|rename(at2?)?|ftruncate|unlink(at)?|flock|fcntl|exit_group' |
	awk '{ print $1, ++count[$1] }' >where
: >wrong
while read -r name k; do
	fresh
	# shellcheck disable=SC2086
	strace -f -qq -o /dev/null -e "inject=$name:signal=KILL:when=$k" $job >ack 2>err </dev/null
	[ "$(uses) $(sent)" != '30 0' ] || echo "$name $k" >>between
	sound | sed "s/^/$name $k: /" >>wrong
done <where
same "$(wc -l <where) points of kill" '' "$(cat wrong)"
like 'there are points' '^[1-9][0-9]+$' "$(wc -l <where)"
check 'some of them lie between the two journals' test -s between
done_testing
