/*
 * A dossier in which nothing is wrong but that its tables and its warrant are not there
 * (tests/data/ppap/whole.json), changed in one place and judged. In it due and date of element N
 * are the N-th of a month. To be included after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_PPAP_WHOLE_H
#define CRM_TESTS_UNIT_PPAP_WHOLE_H

#include "tests/unit/ppap_case.h"

/* Its text with "FROM=>TO" done once for each edit, parted by '|'. FROM must be there. */
static inline char *ppap_whole_edited(const char *given)
{
	struct crm_buf text = CRM_BUF_INIT, edits = CRM_BUF_INIT;
	char *now;

	ppap_case_read("tests/data/ppap/whole.json", &text);
	now = crm_buf_take(&text);
	ppap_case_quotes(&edits, given);
	for (const char *e = crm_buf_str(&edits); *e != '\0';
	     e += strcspn(e, "|"), e += *e == '|') {
		struct crm_buf from = CRM_BUF_INIT, out = CRM_BUF_INIT;
		const char *arrow = strstr(e, "=>"), *hit;

		if (arrow == NULL) {
			fail_msg("no => in %s", e);
			abort();
		}
		crm_buf_add(&from, e, (size_t)(arrow - e));
		hit = strstr(now, crm_buf_str(&from));
		if (hit == NULL) {
			fail_msg("'%s' is not in the text", crm_buf_str(&from));
			abort();
		}
		crm_buf_add(&out, now, (size_t)(hit - now));
		crm_buf_add(&out, arrow + 2, strcspn(arrow + 2, "|"));
		crm_buf_addz(&out, hit + from.len);
		crm_buf_release(&from);
		free(now);
		now = crm_buf_take(&out);
	}
	crm_buf_release(&edits);
	return now;
}

static inline void ppap_whole_open(struct ppap_case *c, const char *edits)
{
	char *json = ppap_whole_edited(edits);

	ppap_case_open(c, json);
	free(json);
}

struct ppap_whole_row {
	const char *edits; /* of the whole dossier; "" none */
	const char *want;  /* "code@subject" */
	bool found;
	const char *text;    /* what the finding's text says, or NULL */
	const char *today;   /* NULL: 2026-11-20 */
	const char *profile; /* over the edition, or NULL */
};

static inline void ppap_whole_rows(const struct ppap_whole_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct ppap_whole_row *r = &rows[i];
		const struct crm_finding *x;
		struct ppap_case c;

		ppap_whole_open(&c, r->edits);
		if (r->profile != NULL)
			ppap_case_profile(&c, r->profile);
		ppap_case_judge(&c, r->today != NULL ? r->today : "2026-11-20");
		x = ppap_case_found(&c, r->want, 0);
		if ((x != NULL) != r->found)
			fail_msg("row %zu, %s: %s %s: %s", i, r->edits, r->want,
			    r->found ? "expected" : "found", ppap_case_codes(&c));
		if (x != NULL && r->text != NULL && strcmp(x->text, r->text) != 0)
			fail_msg("row %zu, %s: text '%s'", i, r->want, x->text);
		ppap_case_close(&c);
	}
}

/* Every code has a row in which it is found, and one in which it is not. */
static inline void ppap_whole_both(
    const struct ppap_whole_row *rows, size_t n, const char *const *codes)
{
	for (; *codes != NULL; codes++) {
		size_t len = strlen(*codes), found = 0, not_found = 0;

		for (size_t i = 0; i < n; i++) {
			if (strncmp(rows[i].want, *codes, len) != 0 || rows[i].want[len] != '@')
				continue;
			found += rows[i].found;
			not_found += !rows[i].found;
		}
		if (found == 0 || not_found == 0)
			fail_msg("%s: %zu rows find it, %zu do not", *codes, found, not_found);
	}
}

#endif
