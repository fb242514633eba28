#!/bin/sh
# What another process does while a run sends counts for what the run does next: what is held meanwhile
# does not leave, a step on the notice under way comes into its chain, and of two runs at once nothing
# leaves twice.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

export CRM_NOW=2026-11-20T12:00:00+08:00 CRM_LIBEXEC="$BUILD/libexec" CRM_DIR="$PWD/s"
crm-store init s --zone Asia/Shanghai >/dev/null
mkdir -p s/notice/templates/note
echo '{"category":"quality_information"}' >s/notice/templates/note/template.json
printf 'Subject: Surface\n\nDear {{contact.name}}\n' >s/notice/templates/note/en.txt

# A channel that does with the first message what stands in the file `meanwhile`.
cat >sms <<'END_'
#!/bin/sh
[ "$1" = --capabilities ] && echo '{"formats":["text"]}' && exit
cd "${0%/*}" || exit 75
jq -r .id >>left
if mv meanwhile now 2>>later; then
	sh ./now >now.out 2>&1 || echo "failed: $?" >>now.out
fi
echo '{"status":"sent","code":"250"}'
END_
chmod +x sms
jq -c --arg p "$PWD/sms" '.notify={from:"q@crm.example"} | .channels={sms:{program:$p}}' s/crm.json >c && cat c >s/crm.json
# notice CUSTOMER: its id, approved.
notice() {
	n=$(crm-notify draft -t note --to "customer:$1:a" --by au -F id 2>>drafted | jq -r .id)
	crm-notify approve "$n" --by qm >/dev/null 2>>approved && echo "$n"
}
for i in A B C; do
	crm-customer add --id "$i" --name "N $i" --channels sms >/dev/null
	crm-customer contact "$i" --contact a --name "Ann $i" --mobile 1380000000${#i} >/dev/null
done

a=$(notice A)
b=$(notice B)
c=$(notice C)
cat >meanwhile <<END_
set -e
export PATH='$PATH' CRM_DIR='$CRM_DIR' CRM_NOW='$CRM_NOW' CRM_LIBEXEC='$CRM_LIBEXEC'
for id in '$a' '$b' '$c'; do
	if grep -qx "\$id" left; then
		crm-notify note "\$id" --text meanwhile --by qm
	else
		crm-notify hold "\$id" --held-why 'somebody has called' --by qm
	fi
done
END_
run crm-notify send --commit -o jsonl
same 'the steps beside it were taken' '' "$(grep -A9 -B9 'failed\|error' now.out)"
same 'one has left' '1 1' "$(wc -l <left) $(grep -cx "$a\|$b\|$c" left)"
same 'those that were held meanwhile have not' 'queued somebody has called 2' "$(crm-notify show "$a" "$b" "$c" -o jsonl |
	jq -r 'select(.held_why) | "\(.state) \(.held_why)"' | sort | uniq -c | awk '{ print $2, $3, $4, $5, $1 }')"
same 'the note stands between attempt and outcome' 'attempt note sent' \
	"$(crm-notify log "$(cat left)" -o jsonl | jq -r .step | grep -A2 attempt | paste -sd' ' -)"
check 'the chains are whole' crm-store verify

# ---- two at once ----

for i in $(seq 20); do
	crm-customer add --id "E$i" --name "N $i" --channels sms >/dev/null
	crm-customer contact "E$i" --contact a --name "Ann $i" --mobile "138000001$i" >/dev/null
done
# shellcheck disable=SC2046
crm-notify draft -t note $(seq -f '--to=customer:E%g:a' 20) --by au 2>>drafted >all
crm-notify approve - --by qm -F id <all 2>>approved | jq -r .id >ids
: >left
# those that are named have no lock of the run: their messages and steps have
xargs crm-notify send --commit -o jsonl <ids >one 2>one.err &
sort -r ids | xargs crm-notify send --commit -o jsonl >two 2>two.err
wait
same 'two at once: each has left once' '20 20' "$(sort left | wc -l) $(sort -u left | wc -l)"
same 'and is sent' 20 "$(xargs crm-notify status -o jsonl <ids | jq -r .state | grep -cx sent)"
same 'with one attempt' 20 "$(xargs crm-notify status -o jsonl <ids | jq -r .attempts | grep -cx 1)"
check 'the chains are whole' crm-store verify
done_testing
