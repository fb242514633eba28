/*
 * The tests of the complaint's facts: steps and what comes of them. Hashed
 * keys of items are shown as KEY. To be included after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_FACTS_H
#define CRM_TESTS_UNIT_FACTS_H

#include <ctype.h>

#include "lib/rules/complaint/complaint.h"
#include "tests/unit/take.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define NINE "2026-11-20T09:00:00+08:00"
#define EIGHT "'2026-11-20T08:00:00+08:00'"
#define STATE_8D "'state':'open','needs_8d':true"
#define CAUSE(k) "'" k "':{'kind':'" k "','text':'t','evidence':'e'}"
#define ACTION(key, cause, rest)                                                         \
	"'" key "':{'at':" EIGHT ",'cause':'" cause "','text':'t','owner':'qe02','due':" \
	"'2026-12-01'" rest "}"
#define DONE ",'implemented_at':" EIGHT

/* ".<12 hex digits>." becomes ".KEY.", " <12 hex digits> " " KEY ". */
static inline void facts_hide_keys(const char *text, struct crm_buf *out)
{
	while (*text != '\0') {
		size_t n = 0;

		crm_buf_addc(out, *text++);
		if (text[-1] != '.' && text[-1] != ' ')
			continue;
		while (isxdigit((unsigned char)text[n]) && !isupper((unsigned char)text[n]))
			n++;
		if (n == 12) {
			crm_buf_addz(out, "KEY");
			text += n;
		}
	}
}

static inline void facts_run(const struct crm_expected *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct crm_expected *x = &rows[i];
		struct crm_buf raw = CRM_BUF_INIT, have = CRM_BUF_INIT;
		bool taken = false;

		crm_take(&crm_complaint, &x->t, &taken, NULL, &raw);
		facts_hide_keys(crm_buf_str(&raw), &have);
		if (taken != x->taken || strcmp(crm_buf_str(&have), x->want) != 0)
			fail_msg("row %zu, %s on %s was %s:\n%s\nexpected %s:\n%s", i, x->t.step,
			    x->t.before, taken ? "taken" : "refused", crm_buf_str(&have),
			    x->taken ? "taken" : "refused", x->want);
		crm_buf_release(&raw);
		crm_buf_release(&have);
	}
}

#define RUN(rows) facts_run(rows, COUNT(rows))

#endif
