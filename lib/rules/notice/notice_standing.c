/* What a standing approval covers. */
#include <stdarg.h>
#include <string.h>

#include "lib/rules/customer/customer.h"
#include "lib/rules/notice/notice_private.h"

/* All that is in the way is told. */
struct judging {
	struct crm_buf *why;
	bool covers;
};

static void deny(struct judging *j, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void deny(struct judging *j, const char *fmt, ...)
{
	va_list ap;

	if (j->why != NULL) {
		if (!j->covers)
			crm_buf_addz(j->why, "; ");
		va_start(ap, fmt);
		crm_buf_addv(j->why, fmt, ap);
		va_end(ap);
	}
	j->covers = false;
}

static bool names(const struct crm_standing *s, const char *word)
{
	for (size_t i = 0; word[0] != '\0' && s->to[i] != NULL; i++) {
		if (strcmp(s->to[i], word) == 0)
			return true;
	}
	return false;
}

static void judge_addressee(
    const struct crm_standing *s, const struct crm_standing_ask *ask, struct judging *j)
{
	const struct crm_category *c = ask->category;
	bool courtesy = c != NULL && c->basis == CRM_BASIS_COURTESY &&
	    crm_cell_eq(crm_view_cell(ask->notice, CRM_W_BASIS), "courtesy");

	if (ask->to.internal) {
		if (!names(s, CRM_STANDING_INTERNAL) && !names(s, ask->to.id) &&
		    !names(s, ask->to.name))
			deny(j, "it is not for that department");
	} else if (!names(s, CRM_STANDING_ACKNOWLEDGEMENT)) {
		deny(j, "the addressee is no department of our own");
	} else if (!courtesy) {
		deny(j, "a customer is sent acknowledgements as a courtesy, nothing else");
	}
}

static bool has_attachments(const struct crm_view *v)
{
	struct crm_items it;
	bool any;

	crm_items_init(&it, v, CRM_W_ATTACHMENTS);
	any = crm_items_next(&it);
	crm_items_release(&it);
	return any;
}

static bool wrote(const struct crm_standing *s, const struct crm_standing_ask *ask, int field,
    struct crm_arena *a)
{
	const char *who = crm_view_text(ask->notice, field, a);

	return who[0] != '\0' && crm_people_same(ask->people, who, s->by);
}

/* What it was given for: the text that this version of the template makes, and no other. */
static void judge_text(
    const struct crm_standing *s, const struct crm_standing_ask *ask, struct judging *j)
{
	const struct crm_view *v = ask->notice;

	if (!crm_cell_eq(crm_view_cell(v, CRM_W_TEMPLATE), s->template))
		deny(j, "it is of another template, '%s'", s->template);
	else if (!crm_cell_eq(crm_view_cell(v, CRM_W_TEMPLATE_SHA256), s->template_sha256))
		deny(j, "it is of another version of the template");
	if (crm_view_has(v, CRM_W_EDITED_AT))
		deny(j, "the text was edited");
	if (crm_notice_amended(v))
		deny(j, "what it says was amended");
	if (has_attachments(v))
		deny(j, "there are attachments");
}

/* What somebody gave beside the template, the record and the category. A department is named by
 * whoever drafts for it. */
static void judge_given(const struct crm_standing_ask *ask, struct judging *j)
{
	struct crm_words w = crm_words_of(crm_view_cell(ask->notice, CRM_W_GIVEN));
	struct crm_buf given = CRM_BUF_INIT;

	while (crm_words_next(&w)) {
		if (w.len == 2 && memcmp(w.word, "to", 2) == 0 && ask->to.internal)
			continue;
		crm_buf_addf(&given, "%s%.*s", given.len > 0 ? ", " : "", (int)w.len, w.word);
	}
	if (given.len > 0)
		deny(j, "somebody has given it: %s", crm_buf_str(&given));
	crm_buf_release(&given);
}

bool crm_standing_covers(
    const struct crm_standing *s, const struct crm_standing_ask *ask, struct crm_buf *why)
{
	const struct crm_view *v = ask->notice;
	struct judging j = {why, true};
	struct crm_arena a = CRM_ARENA_INIT;

	judge_text(s, ask, &j);
	judge_given(ask, &j);
	if (!crm_cell_eq(crm_view_cell(v, CRM_W_CATEGORY), s->category))
		deny(&j, "it is of another category, '%s'", s->category);
	if (ask->category == NULL || !ask->category->standing)
		deny(&j, "its category wants a person for each");
	if (crm_cell_eq(crm_view_cell(v, CRM_W_URGENCY), "emergency"))
		deny(&j, "an emergency wants a person");
	if (crm_instant_day(ask->at) > s->until) {
		char day[CRM_DATE_MAX];

		crm_date_format(s->until, day);
		deny(&j, "its last day was %s", day);
	}
	judge_addressee(s, ask, &j);
	if (wrote(s, ask, CRM_W_AUTHOR, &a) || wrote(s, ask, CRM_W_AUTHOR_LOGIN, &a))
		deny(&j, "'%s' gave it and has made the notice", s->by);
	crm_arena_release(&a);
	return j.covers;
}
