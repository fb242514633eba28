#!/bin/sh
# examples/pipelines/notify.sh: a day of notices, by mail, telephone and letter.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

export CRM_LIBEXEC="$BUILD/libexec"
check 'notices go their way' sh "$TOP/examples/pipelines/notify.sh" .
like 'the mailbox refused, a person told it' '^N-2026-0002 +sent +phone +2 .* 2 CNY' "$out"
like 'who is called when nobody does' 'call: 1\. Wang Wei .*, 2\. Gao Li' "$out"
like 'its author does not approve it' "'li' has made it" "$out"
like 'a letter is void after its text was edited' 'changed since: content' "$out"
like 'by law on paper' '^N-2026-0006 +sent +letter +1 ' "$out"
same 'the call sheet is whole, in the language of the text' '1 1' \
	"$(grep -c '</html>' call.html) $(grep -c '<html lang="de"' call.html)"
like 'and says what to say' 'Werkzeugbruch im Schnitt' "$(cat call.html)"
like 'the letter says why it is one' 'contract of 2019, clause 12' "$(cat letter.html)"
done_testing
