#include "lib/rules/study/values.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/rules/ppap/ppap.h"

int crm_study_add(
    const struct crm_sheet *s, size_t row, int field, struct crm_series *series, struct crm_err *e)
{
	const struct crm_cell *c = crm_sheet_cell(s, row, field);

	if (c->type != CRM_T_DEC)
		return crm_err_at(e, CRM_BADINPUT, crm_sheet_source(s), crm_sheet_line(s, row),
		    crm_sheet_named(s, field), "no value: a decimal number like 12.50 expected");
	if (crm_series_add(series, c->u.dec) != 0)
		return crm_err_at(e, CRM_BADINPUT, crm_sheet_source(s), crm_sheet_line(s, row),
		    crm_sheet_named(s, field),
		    "'%s' is too far from the first value: 18 digits in all expected",
		    crm_sheet_text(s, row, field));
	return 0;
}

const char *crm_study_text(const struct crm_sheet *s, size_t row, int field, struct crm_err *e)
{
	const char *text = crm_sheet_text(s, row, field);

	if (text[0] != '\0')
		return text;
	crm_err_at(e, CRM_BADINPUT, crm_sheet_source(s), crm_sheet_line(s, row),
	    crm_sheet_named(s, field), "empty: which one is expected");
	return NULL;
}

/* ---- subgroups ---- */

struct reading {
	const struct crm_sheet *sheet;
	struct crm_map *names;
	size_t *group; /* of each row */
	size_t n;      /* groups */
	struct crm_err *e;
};

static int find_groups(struct reading *r, bool grouped)
{
	size_t rows = crm_sheet_rows(r->sheet);

	for (size_t i = 0; i < rows; i++) {
		const char *name = "";

		r->group[i] = i;
		if (!grouped)
			continue;
		name = crm_study_text(r->sheet, i, CRM_SK_SUBGROUP, r->e);
		if (name == NULL)
			return -1;
		r->group[i] = crm_map_put(r->names, name, strlen(name), NULL);
	}
	r->n = grouped ? crm_map_count(r->names) : rows;
	return 0;
}

/* rows[]: those wanted, group by group */
static size_t sort_rows(
    const struct reading *r, size_t from, size_t to, size_t *rows, struct crm_study_values *out)
{
	size_t all = crm_sheet_rows(r->sheet), n = 0, *next = crm_calloc(r->n + 1, sizeof(*next));

	for (size_t i = 0; i < all; i++) {
		if (r->group[i] >= from && r->group[i] < to)
			out->first[r->group[i] - from + 1]++;
	}
	for (size_t g = from; g < to; g++) {
		out->first[g - from + 1] += out->first[g - from];
		next[g] = out->first[g - from];
	}
	for (size_t i = 0; i < all; i++) {
		size_t g = r->group[i];

		if (g < from || g >= to)
			continue;
		if (next[g] == out->first[g - from])
			out->name[g - from] = crm_sheet_text(r->sheet, i, CRM_SK_SUBGROUP);
		rows[next[g]++] = i;
		n++;
	}
	free(next);
	return n;
}

static int range(struct reading *r, bool grouped, size_t *from, size_t *to)
{
	const char *what = grouped ? "subgroups" : "values";

	if (*to == 0)
		*to = r->n;
	*from = *from > 0 ? *from - 1 : 0;
	if (r->n == 0)
		return crm_err_at(r->e, CRM_BADINPUT, crm_sheet_source(r->sheet), 1, NULL,
		    "no rows: values expected below the headings");
	if (*to > r->n || *from >= *to)
		return crm_err_at(r->e, CRM_BADINPUT, crm_sheet_source(r->sheet), 0, NULL,
		    "%s %zu to %zu asked for, and there are %zu", what, *from + 1, *to, r->n);
	return 0;
}

int crm_study_values_read(const struct crm_sheet *s, bool grouped, size_t from, size_t to,
    struct crm_study_values *out, struct crm_err *e)
{
	struct reading r = {.sheet = s, .names = crm_map_new(), .e = e};
	size_t all = crm_sheet_rows(s), n, *rows = crm_calloc(all + 1, sizeof(*rows));
	int rc = -1;

	memset(out, 0, sizeof(*out));
	out->grouped = grouped;
	r.group = crm_calloc(all + 1, sizeof(*r.group));
	if (find_groups(&r, grouped) == 0 && range(&r, grouped, &from, &to) == 0) {
		out->subgroups = to - from;
		out->first = crm_calloc(out->subgroups + 1, sizeof(*out->first));
		out->name = crm_calloc(out->subgroups + 1, sizeof(const char *));
		n = sort_rows(&r, from, to, rows, out);
		rc = 0;
		for (size_t i = 0; i < n && rc == 0; i++)
			rc = crm_study_add(s, rows[i], CRM_SK_VALUE, &out->series, e);
	}
	free(r.group);
	free(rows);
	crm_map_free(r.names);
	return rc;
}

void crm_study_values_release(struct crm_study_values *v)
{
	crm_series_release(&v->series);
	free(v->first);
	free(v->name);
	memset(v, 0, sizeof(*v));
}
