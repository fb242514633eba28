#!/bin/sh
# Measures whole processes, round-robin in one run, and prints medians and ratios. Never a test:
# nothing here passes or fails.
#
#	RECORDS   complaints in the large store (100000)
#	ROUNDS    rounds of each pair (7)
set -eu

RECORDS=${RECORDS:-100000}
ROUNDS=${ROUNDS:-7}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export CRM_NOW=2026-11-20T12:00:00+08:00

# complaints N: N lines of twelve fields.
complaints() {
	awk -v n="$1" 'BEGIN {
		for (i = 1; i <= n; i++)
			printf "{\"id\":\"B-%d\",\"customer\":\"CUST-%d\",\"part\":\"4711-%d\",\"lot\":\"L%d\"," \
				"\"defect\":\"burr\",\"quantity\":%d,\"description\":\"毛刺 on edge %d\"," \
				"\"plant\":\"P%d\",\"channel\":\"email\",\"received_at\":\"2026-11-%02dT%02d:%02d:00+08:00\"}\n",
				i, i % 2000, i % 97, i % 1009, i % 50, i, i % 7, 1 + i % 19, i % 24, i % 60
	}'
}

# pair NAME A B: medians of both and the ratio of the medians.
pair() {
	perl -MTime::HiRes=time -e '
		my ($rounds, $name, @cmd) = @ARGV;
		my @t;
		for my $round (0 .. $rounds) {
			for my $i (0, 1) {
				my $start = time;
				system("$cmd[$i] >/dev/null 2>&1");
				push @{ $t[$i] }, time - $start if $round;
			}
		}
		my @median = map { (sort { $a <=> $b } @$_)[int(@$_ / 2)] } @t;
		printf "%-44s %9.4f s %9.4f s  ratio %.2f\n", $name, @median, $median[0] / $median[1];
	' "$ROUNDS" "$1" "$2" "$3"
}

complaints "$RECORDS" >large.jsonl
complaints 1000 >small.jsonl
for size in large small; do
	crm-store init "$size"
	crm-complaint -C "$size" open - <"$size.jsonl" >/dev/null
done
echo "$RECORDS complaints, $ROUNDS rounds, medians"
pair 'step: large store / small store' \
	'crm-complaint -C large note B-500 --text x' 'crm-complaint -C small note B-500 --text x'
pair 'show: large store / small store' \
	'crm-complaint -C large show B-500' 'crm-complaint -C small show B-500'
pair 'report on JSON Lines / jq reading them' \
	'crm-report complaints large.jsonl' 'jq -c .customer large.jsonl'
pair 'report on a store / on JSON Lines' \
	'crm-report -C large complaints' 'crm-report complaints large.jsonl'

# notices N: a store of N customers with a notice each, queued and sent by the channel test; milliseconds a notice.
notices() {
	crm-store init "n$1"
	jq -c '.notify={from:"q@crm.example"}' "n$1/crm.json" >c && cat c >"n$1/crm.json"
	mkdir -p "n$1/notice/templates/note"
	echo '{"category":"quality_information"}' >"n$1/notice/templates/note/template.json"
	printf 'Subject: Surface\n\nDear {{contact.name}}\n' >"n$1/notice/templates/note/en.txt"
	awk -v n="$1" 'BEGIN {
		for (i = 1; i <= n; i++)
			printf "{\"kind\":\"customer\",\"id\":\"K-%d\",\"state\":\"active\",\"name\":\"N %d\",\"channels\":\"test\"," \
				"\"contacts\":{\"a\":{\"name\":\"Ann %d\",\"email\":\"sent-%d@k%d.example\"}}}\n", i, i, i, i, i
	}' | crm-store -C "n$1" import customer - >/dev/null
	crm-notify -C "n$1" draft -t note --to all --by au -o jsonl >drafted 2>>notices.err
	crm-notify -C "n$1" approve - --by qm <drafted >/dev/null 2>>notices.err
	perl -MTime::HiRes=time -e '
		my $start = time;
		system("crm-notify -C n$ARGV[0] send --commit >/dev/null 2>>notices.err");
		printf "%-44s %9.2f ms\n", "send: a notice of $ARGV[0]", (time - $start) * 1000 / $ARGV[0];
	' "$1"
}
notices $((RECORDS / 1000 + 1))
notices $((RECORDS / 100))
