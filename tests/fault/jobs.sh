# shellcheck shell=sh
# The writing commands that the fault tests break, and what must hold after it.
# Sourced after tests/lib.sh, in its scratch folder.
#
# A job is one command over a copy of a store: job_JOB runs it, with its output in `ack`; the new
# lines that it makes are found by their text FAULT. points JOB lists its system calls as NAME K.

NOW=2026-11-20T12:00:00+08:00
export CRM_NOW="$NOW"
before=0

# make_stores: s.clean, with two complaints; s.torn, where a writer was killed in mid-line and
# mid-batch and the index is gone; s.empty; s.closed, with two that have ended, and its export.
make_stores() {
	crm-store init s.empty --zone Asia/Shanghai || return 1
	cp -R s.empty s.clean
	crm-complaint -C s.clean open --id C-1 --customer VW-CS >/dev/null &&
		crm-complaint -C s.clean open --id C-2 --customer Magna >/dev/null || return 1
	cp -R s.clean s.closed
	crm-complaint -C s.closed void C-1 --why FAULT >/dev/null &&
		crm-complaint -C s.closed open --id C-3 --customer VW-CS >/dev/null &&
		crm-complaint -C s.closed void C-3 --why FAULT >/dev/null &&
		crm-store -C s.closed export complaint >closed.export || return 1
	cp -R s.clean s.torn && rm -rf s.torn/.cache
	printf '%s\n%s' \
		'{"id":"C-8","new":true,"step":"open","at":"2026-11-20T09:00:00+08:00","tx":"ab:1/2","state":"open"}' \
		'{"id":"C-9","new":true,"st' >>s.torn/complaint.jsonl
	: >s.torn/.complaint.jsonl.tmp
	seq 5 | sed 's/.*/{"customer":"FAULT &","received_at":"2026-11-20T11:00:00+08:00"}/' >batch.jsonl
	{
		echo 'No,customer,received_at'
		seq 5 | sed 's/.*/N&,FAULT &,2026-11-20T11:00:00+08:00/'
	} >import.csv
	echo '{"key":{"columns":["No"]},"columns":{"No":"customer_ref"}}' >map.json
}

# jobs_of START: the jobs that are broken on such a store.
jobs_of() {
	[ "$1" = closed ] && echo compact || echo step batch import
}

# fresh START: ./s as START is.
fresh() {
	rm -rf s && cp -R "s.$1" s
	before=0
	[ ! -f s/complaint.jsonl ] || before=$(grep -c '"customer"' s/complaint.jsonl)
}

# The command of a job as words, for strace, and how many records it makes; read by eval.
# shellcheck disable=SC2034
{
	job_step='crm-complaint -C s open --customer FAULT --op job'
	job_batch='crm-complaint -C s open batch.jsonl'
	job_import='crm-store -C s import complaint import.csv --map map.json'
	job_compact='crm-store -C s compact complaint --why old'
	job_naive='perl naive.pl'
	lines_step=1 lines_batch=5 lines_import=5 lines_naive=1
}

job() {
	eval "printf '%s' \"\$job_$1\""
}

lines() {
	eval "printf '%s' \"\$lines_$1\""
}

# points JOB START PATTERN: NAME K for each of its system calls whose name matches.
points() {
	fresh "$2"
	# shellcheck disable=SC2046
	strace -f -qq -o trace $(job "$1") >ack 2>err || return 1
	sed 's/^[0-9]* *//' trace | sed -n 's/^\([a-z0-9_]*\)(.*/\1/p' |
		grep -Ex "$3" | awk '{ print $1, ++count[$1] }'
}

# whole: is the journal the old file, or the new one with the old one kept? Same records in both.
whole() {
	crm-store -C s verify >verify.out 2>&1 || echo "$1verify: $(tail -n 1 verify.out)"
	crm-store -C s export complaint >export.out 2>export.err || echo "$1export: $(tail -n 1 export.err)"
	cmp -s closed.export export.out || echo "$1the records are others"
	if head -n 1 s/complaint.jsonl | grep -q '"step":"compact"'; then
		cmp -s s.closed/complaint.jsonl s/complaint.0.jsonl || echo "$1the old file is lost"
	else
		cmp -s s.closed/complaint.jsonl s/complaint.jsonl || echo "$1neither old nor new"
	fi
}

# sound_compact STATUS: as sound.
sound_compact() {
	whole ''
	{ [ "$1" -ne 0 ] && ! grep -q '"records":2' ack; } || [ "$(head -n 1 s/complaint.jsonl | jq .epoch)" = 1 ] ||
		echo "exit $1 or acknowledged, without effect"
	# shellcheck disable=SC2046,SC2091
	$(job compact) >again.out 2>&1 || echo "again: $(tail -n 1 again.out)"
	whole 'again: '
	[ "$(head -n 1 s/complaint.jsonl | jq .epoch)" = 1 ] || echo "done again without effect"
	crm-store -C s check --repair >check.out 2>&1
	crm-store -C s check >check.out 2>&1 || echo "check: $(tail -n 1 check.out)"
	crm-complaint -C s note C-2 --text on >/dev/null 2>note.err || echo "the next writer: $(tail -n 1 note.err)"
}

# sound JOB STATUS: what must hold of ./s after the job was broken; prints what does not.
sound() {
	[ "$1" != compact ] || {
		sound_compact "$2"
		return
	}
	want=$(lines "$1")
	crm-store -C s verify >verify.out 2>&1 || echo "verify: $(tail -n 1 verify.out)"
	crm-complaint -C s list -o jsonl >list.out 2>list.err || echo "list: $(tail -n 1 list.err)"
	got=$(grep -c FAULT list.out)
	case $got in
	0) ! grep -Eq 'FAULT|"create":[1-9]' ack || echo "acknowledged and lost" ;;
	"$want") ;;
	*) echo "$got of $want records: half a batch counts" ;;
	esac
	[ "$2" -ne 0 ] || [ "$got" -eq "$want" ] || echo "exit 0 without effect"
	[ "$before" -lt 2 ] || for id in C-1 C-2; do
		grep -q "\"id\":\"$id\"" list.out || echo "$id is gone"
	done
	# The next writer works, and the same job again has its effect exactly once.
	# shellcheck disable=SC2046,SC2091
	$(job "$1") >again.out 2>&1 || echo "again: $(tail -n 1 again.out)"
	got=$(crm-complaint -C s list -o jsonl 2>&1 | grep -c FAULT)
	[ "$got" -eq "$want" ] || echo "after it was done again: $got of $want"
	crm-store -C s verify >verify.out 2>&1 || echo "verify again: $(tail -n 1 verify.out)"
}
