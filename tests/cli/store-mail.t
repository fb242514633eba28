#!/bin/sh
# crm-store check of what notices rest on beside the journal: files of messages/, and the outbox.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

export CRM_NOW=2026-11-20T12:00:00+08:00 CRM_LIBEXEC="$BUILD/libexec"
crm-store init s --zone Asia/Shanghai >/dev/null
export CRM_DIR="$PWD/s"
jq -c '.notify={from:"quality@crm.example"}' s/crm.json >c && cat c >s/crm.json
mkdir -p s/notice/templates/note
echo '{"category":"quality_information"}' >s/notice/templates/note/template.json
printf 'Subject: Surface\n\nDear {{contact.name}}\n' >s/notice/templates/note/en.txt
crm-customer add --id VW --name VW --channels test --language en >/dev/null
crm-customer contact VW --contact a --name Anna --email flaky-1@crm.example >/dev/null
echo one >one.txt
n=$(crm-notify draft -t note --to customer:VW:a --by au --attach one.txt -F id 2>/dev/null | jq -r .id)
content=s/messages/$(crm-notify show "$n" | jq -r .content)
file=s/messages/$(crm-notify show "$n" | jq -r '.attachments[].sha256')
check 'all is there' crm-store check

# found WHAT PATTERN: of the notice
found() {
	check_status 1 "$1" crm-store check notice
	like '  is found' "$n: field '$2" "$out"
}
cp "$content" kept && chmod u+w "$content"
rm "$content"
found 'a text that is not there' "content': messages/[0-9a-f]* is not there.*no_file"
sed 's/Dear/Deer/' kept >"$content"
found 'one that was changed in its size' "content': messages/[0-9a-f]* is not as it was written.*bad_file"
rm "$content" && mkdir "$content"
found 'a folder in its place' "content': messages/[0-9a-f]* is no file.*bad_file"
rmdir "$content" && ln -s "$PWD/kept" "$content"
found 'or a link' "content': messages/[0-9a-f]* is no file.*bad_file"
rm "$content" && cp kept "$content"
check 'put back it is sound' crm-store check notice
mv "$file" kept
found 'an attachment that is not there' "attachments.*sha256': messages/[0-9a-f]* is not there.*no_file"
printf 'two\n' >"$file"
found 'or was changed' "attachments.*sha256': messages/[0-9a-f]* is not as it was written.*bad_file"
mv -f kept "$file"
check 'other kinds are checked without' crm-store check customer

# ---- the outbox ----
crm-notify approve "$n" --by qm >/dev/null 2>&1
crm-notify send --commit >/dev/null 2>&1
key=$(ls s/outbox/queue)
check 'a message that waits is sound' crm-store check
cp "s/outbox/queue/$key" kept
head -c 20 kept >"s/outbox/queue/$key"
check_status 1 'one that was cut off' crm-store check
like 'is found' "$key.*bad_message" "$out"
same 'and stays where it is' "$key" "$(ls s/outbox/queue)"
mv "s/outbox/queue/$key" s/outbox/corrupt/
check_status 1 'as is what was set aside' crm-store check
like 'with its file' "corrupt/$key.*bad_message" "$out"
rm "s/outbox/corrupt/$key" && cp kept "s/outbox/queue/$key"
check 'put back it is sound' crm-store check
done_testing
