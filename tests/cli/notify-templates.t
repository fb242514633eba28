#!/bin/sh
# crm-notify templates: list, lint, show; the store's own before the installed ones.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

run crm-notify templates list delay recall -o csv -F template,category,languages,media
same 'a row for each template' 'template,category,languages,media
delay,delay,"de,en,zh","txt,html,sms,im"
recall,recall,"de,en,zh","txt,html,sms,im"' "$out"
same 'list is what it does without a word' "$(crm-notify templates list)" "$(crm-notify templates)"
check 'the installed ones have no finding' crm-notify templates lint
check 'in the languages that are ours' crm-notify templates lint --languages en,de-AT --languages zh-CN
run crm-notify templates lint delay --languages fr -o csv
same 'a language that has none is a finding: status' 1 "$status"
same 'one for each medium' 4 "$(printf '%s\n' "$out" | grep -c missing_language)"

run crm-notify templates show delay --language zh-CN
like 'the sample, filled in: subject' '^Subject: 交货延期通知：订单 O-2026-0042$' "$out"
like 'and text' '^新交货日期：8 December 2026$' "$out"
run crm-notify templates show delay --language fr --medium sms
like 'a language that it has not gets English' '^Huaxin Precision Parts: order O-2026-0042 is delayed' "$out"
same 'as JSON it is what is kept' 'html im language print sms subject text' \
	"$(crm-notify templates show delay -o json | jq -r 'keys | join(" ")')"
run crm-notify templates show price --medium print
like 'each has a letter' '<div class="sender">Huaxin Precision Parts</div>' "$out"
check_status 66 'a medium that it has not' crm-notify templates show price --medium sms
check_status 65 'a medium that there is not' crm-notify templates show price --medium telex
check_status 66 'a template that there is not' crm-notify templates show telex
for name in .. ../delay delay/../recall /etc; do
	check_status 65 "no path: $name" crm-notify templates show "$name"
done
check_status 2 'an unknown word' crm-notify templates print
check_status 2 'show takes one' crm-notify templates show delay recall
check_status 2 '-F is for rows' crm-notify templates lint -F code

# A store with templates of its own, and customers.
crm-store init s >/dev/null 2>&1 || skip_all 'no store'
cd s || exit 1
mkdir -p notice/templates/delay
cat >notice/templates/delay/template.json <<'END'
{"category": "delay", "needs": ["record.id"], "sample": {"record": {"id": "O-1"},
 "customer": {"name": "K"}, "company": {"name": "We"}, "now": "today"}}
END
printf 'Subject: Late: {{record.id}}\n\nGuaranteed by {{record.day}}.\n' >notice/templates/delay/en.txt
run crm-notify templates lint delay -o table
same 'what is wrong with our own is told: status' 1 "$status"
like 'a word that is not to be claimed, with file and line' \
	'notice/templates/delay/en.txt:3: delay: .*Guaranteed' "$out"
like 'a sample that does not render, with line and name' \
	"notice/templates/delay/en.txt:3: delay: field 'record.day': no value in the sample" "$out"
same 'and nothing else' 2 "$(printf '%s\n' "$out" | wc -l)"
check_status 65 'it cannot be shown' crm-notify templates show delay
printf 'Subject: Late: {{record.id}}\n\nSorry.\n' >notice/templates/delay/en.txt
check 'mended' crm-notify templates lint delay
same 'the own one stands for the installed' 'Subject: Late: O-1

Sorry.' "$(crm-notify templates show delay --language zh)"
printf '%s\n' guaranteed sorry >notice/forbidden.en.txt
fails 'and so does a list of words' crm-notify templates lint delay
rm notice/forbidden.en.txt

printf '{"customers": {"K": {"language": "de"}}}\n' | jq -s '.[0] * .[1]' crm.json - >new &&
	mv new crm.json
run crm-notify templates lint delay -o csv
like 'a language that crm.json gives a customer is in use' 'de.txt' "$out"
same 'and only that' 1 "$(printf '%s\n' "$out" | grep -c missing_language)"
crm-customer add --name M --language fr >/dev/null 2>err || cat err
run crm-notify templates lint delay -o csv
like 'so is one that a customer has' 'fr.txt' "$out"
done_testing
