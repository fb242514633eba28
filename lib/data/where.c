#include "lib/data/where.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/data/where_private.h"

struct crm_where *crm_where_new(void)
{
	return crm_calloc(1, sizeof(struct crm_where));
}

void crm_where_free(struct crm_where *w)
{
	if (w == NULL)
		return;
	for (size_t i = 0; i < w->n; i++) {
		if (w->tests[i].op == CRM_OP_MATCH)
			regfree(&w->tests[i].re);
		free(w->tests[i].values);
	}
	free(w->tests);
	if (w->utf8 != (locale_t)0)
		freelocale(w->utf8);
	crm_arena_release(&w->arena);
	free(w);
}

/* A text without a type, read as what the value is. */
static bool read_as(enum crm_type want, const struct crm_cell *in, struct crm_cell *out)
{
	*out = *in;
	switch (want) {
	case CRM_T_DEC:
		out->type = CRM_T_DEC;
		return crm_dec_parse(in->text, in->len, &out->u.dec) == 0;
	case CRM_T_INSTANT:
		out->type = CRM_T_INSTANT;
		return crm_instant_parse(in->text, in->len, &out->u.at) == 0;
	case CRM_T_DATE:
		out->type = CRM_T_DATE;
		if (crm_date_parse(in->text, in->len, &out->u.date) == 0)
			return true;
		out->type = CRM_T_INSTANT;
		return crm_instant_parse(in->text, in->len, &out->u.at) == 0;
	case CRM_T_TEXT:
		return true;
	case CRM_T_ABSENT:
	case CRM_T_BAD:
	case CRM_T_INT:
	case CRM_T_BOOL:
	case CRM_T_DURATION:
	case CRM_T_NESTED:
		break;
	}
	return false;
}

static bool cmp_text(const struct crm_cell *c, const struct crm_cell *value, int *cmp)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_cell text = crm_cell_textn(c->text, c->len);

	if (c->text == NULL) {
		crm_cell_print(c, &b);
		text = crm_cell_textn(crm_buf_str(&b), b.len);
	}
	*cmp = crm_cell_cmp(&text, value);
	crm_buf_release(&b);
	return true;
}

/* How the cell stands to the value; false when they cannot be compared. */
static bool compare(const struct crm_cell *c, const struct crm_where_value *v, int *cmp)
{
	enum crm_type want = v->cell.type;
	struct crm_cell read;

	if (want == CRM_T_TEXT)
		return cmp_text(c, &v->cell, cmp);
	if (c->type == CRM_T_TEXT && c->text != NULL) {
		if (!read_as(want, c, &read))
			return false;
		c = &read;
	}
	if (want == CRM_T_DATE && c->type == CRM_T_INSTANT) {
		*cmp = c->u.at.us < v->from ? -1 : c->u.at.us >= v->to;
		return true;
	}
	if (c->type != want && !(c->type == CRM_T_INT && want == CRM_T_DEC))
		return false;
	*cmp = crm_cell_cmp(c, &v->cell);
	return true;
}

static bool any_of(const struct crm_where_test *t, const struct crm_cell *c)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct crm_where_value *v = &t->values[i];
		int cmp;

		if (c->type == CRM_T_ABSENT || v->cell.type == CRM_T_ABSENT) {
			if (c->type == v->cell.type)
				return true;
			continue;
		}
		if (c->type != CRM_T_BAD && compare(c, v, &cmp) && cmp == 0)
			return true;
	}
	return false;
}

static bool ordered(const struct crm_where_test *t, const struct crm_cell *c)
{
	int cmp;

	if (!crm_cell_is(c) || !compare(c, &t->values[0], &cmp))
		return false;
	switch (t->op) {
	case CRM_OP_LT:
		return cmp < 0;
	case CRM_OP_LE:
		return cmp <= 0;
	case CRM_OP_GT:
		return cmp > 0;
	case CRM_OP_GE:
		return cmp >= 0;
	case CRM_OP_EQ:
	case CRM_OP_NE:
	case CRM_OP_MATCH:
		break;
	}
	return false;
}

static bool found(const struct crm_where *w, const regex_t *re, const char *text)
{
	locale_t was = uselocale(w->utf8);
	int rc = regexec(re, text, 0, NULL, 0);

	(void)uselocale(was);
	return rc == 0;
}

static bool matches(const struct crm_where *w, const regex_t *re, const struct crm_cell *c)
{
	char small[256];
	struct crm_buf b = CRM_BUF_INIT;
	bool yes;

	if (c->type == CRM_T_ABSENT)
		return false;
	if (c->text != NULL && c->len < sizeof(small)) {
		memcpy(small, c->text, c->len);
		small[c->len] = '\0';
		return found(w, re, small);
	}
	crm_cell_print(c, &b);
	yes = found(w, re, crm_buf_str(&b));
	crm_buf_release(&b);
	return yes;
}

static bool holds(
    const struct crm_where *w, const struct crm_where_test *t, const struct crm_cell *c)
{
	switch (t->op) {
	case CRM_OP_EQ:
		return any_of(t, c);
	case CRM_OP_NE:
		return c->type != CRM_T_ABSENT && !any_of(t, c);
	case CRM_OP_MATCH:
		return matches(w, &t->re, c);
	case CRM_OP_LT:
	case CRM_OP_LE:
	case CRM_OP_GT:
	case CRM_OP_GE:
		break;
	}
	return ordered(t, c);
}

bool crm_where_match(const struct crm_where *w, const struct crm_view *v)
{
	for (size_t i = 0; i < w->n; i++) {
		if (!holds(w, &w->tests[i], crm_view_cell(v, w->tests[i].field)))
			return false;
	}
	return true;
}
