/* Balanced data of gauge studies: every part by every appraiser in every trial. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/rules/study/values.h"

#define NONE ((size_t)-1)

struct crossing {
	const struct crm_sheet *sheet;
	const struct crm_crossed_fields *f;
	bool nested;
	struct crm_map *appraisers, *parts, *trials; /* nested: parts of all appraisers */
	struct crm_map *cells;                       /* appraiser and part: how many rows */
	size_t *appraiser, *part, *trial;            /* of each row */
	size_t *within; /* nested: a part's number within its appraiser */
	size_t *owned;  /* nested: parts of each appraiser */
	struct crm_err *e;
};

static int fail(struct crossing *x, size_t row, int field, const char *text)
{
	return crm_err_at(x->e, CRM_BADINPUT, crm_sheet_source(x->sheet),
	    crm_sheet_line(x->sheet, row), crm_sheet_named(x->sheet, field), "%s", text);
}

static size_t put(struct crm_map *m, const char *name)
{
	return crm_map_put(m, name, strlen(name), NULL);
}

/* Parts of two appraisers with one name are two. */
static size_t put_part(struct crossing *x, size_t appraiser, const char *name)
{
	struct crm_buf key = CRM_BUF_INIT;
	size_t i;
	bool added;

	if (!x->nested)
		return put(x->parts, name);
	crm_buf_add(&key, &appraiser, sizeof(appraiser));
	crm_buf_addz(&key, name);
	i = crm_map_put(x->parts, key.data, key.len, &added);
	if (added)
		x->within[i] = x->owned[appraiser]++;
	crm_buf_release(&key);
	return i;
}

static int read_row(struct crossing *x, size_t row)
{
	const char *appraiser = "", *part, *trial;
	size_t pair[2], cell, *n;

	if (crm_sheet_has(x->sheet, x->f->appraiser) &&
	    (appraiser = crm_study_text(x->sheet, row, x->f->appraiser, x->e)) == NULL)
		return -1;
	part = crm_study_text(x->sheet, row, x->f->part, x->e);
	if (part == NULL)
		return -1;
	pair[0] = x->appraiser[row] = put(x->appraisers, appraiser);
	pair[1] = x->part[row] = put_part(x, pair[0], part);
	cell = crm_map_put(x->cells, (const char *)pair, sizeof(pair), NULL);
	n = crm_map_value(x->cells, cell);
	if (!crm_sheet_has(x->sheet, x->f->trial)) {
		x->trial[row] = (*n)++;
		return 0;
	}
	trial = crm_study_text(x->sheet, row, x->f->trial, x->e);
	if (trial == NULL)
		return -1;
	(*n)++;
	x->trial[row] = put(x->trials, trial);
	return 0;
}

static size_t trials_of(const struct crossing *x)
{
	size_t most = 0;

	for (size_t i = 0; i < crm_sheet_rows(x->sheet); i++)
		most = x->trial[i] + 1 > most ? x->trial[i] + 1 : most;
	return most;
}

static size_t parts_of(const struct crossing *x)
{
	size_t most = 0;

	if (!x->nested)
		return crm_map_count(x->parts);
	for (size_t i = 0; i < crm_map_count(x->appraisers); i++)
		most = x->owned[i] > most ? x->owned[i] : most;
	return most;
}

/* Where a row is missing: at the last row of that part and appraiser, else of the appraiser. */
static int lacking(struct crossing *x, const struct crm_crossed *c, size_t cell)
{
	size_t t = cell % c->trials, a = cell / c->trials % c->appraisers,
	       p = cell / c->trials / c->appraisers, at = 0, best = 0;
	struct crm_buf text = CRM_BUF_INIT;
	int rc;

	for (size_t i = 0; i < crm_sheet_rows(x->sheet); i++) {
		size_t part = x->nested ? x->within[x->part[i]] : x->part[i];
		size_t fits = x->appraiser[i] != a ? 0 : part != p ? 1 : 2;

		if (fits >= best && fits > 0) {
			best = fits;
			at = i;
		}
	}
	crm_buf_addf(&text, "not balanced: ");
	if (x->nested && best < 2)
		crm_buf_addf(&text, "appraiser '%s' has fewer parts than another", c->appraiser[a]);
	else
		crm_buf_addf(&text, "part '%s'%s%s%s has no trial %zu of %zu",
		    best == 2 ? crm_sheet_text(x->sheet, at, x->f->part) : c->part[p],
		    c->appraiser[a][0] != '\0' ? ", appraiser '" : "", c->appraiser[a],
		    c->appraiser[a][0] != '\0' ? "'" : "", t + 1, c->trials);
	crm_buf_addz(&text, "; every part by every appraiser equally often expected");
	rc = fail(x, at, x->f->value, crm_buf_str(&text));
	crm_buf_release(&text);
	return rc;
}

static int twice(struct crossing *x, size_t row, size_t before)
{
	struct crm_buf text = CRM_BUF_INIT;
	int rc;

	crm_buf_addf(&text, "the same part, appraiser and trial as in line %ld",
	    crm_sheet_line(x->sheet, before));
	rc = fail(x, row, x->f->trial, crm_buf_str(&text));
	crm_buf_release(&text);
	return rc;
}

static int place(struct crossing *x, struct crm_crossed *c)
{
	size_t rows = crm_sheet_rows(x->sheet), cells;

	c->parts = parts_of(x);
	c->appraisers = crm_map_count(x->appraisers);
	c->trials = trials_of(x);
	/* a product of what does not fit has gaps: no more cells than twice the rows are made */
	if (c->parts * c->trials > 2 * rows || c->parts * c->trials * c->appraisers > 2 * rows)
		return fail(x, rows - 1, x->f->value,
		    "not balanced: every part by every appraiser equally often expected");
	cells = c->parts * c->appraisers * c->trials;
	c->row = crm_calloc(cells + 1, sizeof(*c->row));
	for (size_t i = 0; i < cells; i++)
		c->row[i] = NONE;
	for (size_t i = 0; i < rows; i++) {
		size_t part = x->nested ? x->within[x->part[i]] : x->part[i];
		size_t *at =
		    &c->row[(part * c->appraisers + x->appraiser[i]) * c->trials + x->trial[i]];

		if (*at != NONE)
			return twice(x, i, *at);
		*at = i;
		c->part[part] = crm_sheet_text(x->sheet, i, x->f->part);
		c->appraiser[x->appraiser[i]] = crm_sheet_text(x->sheet, i, x->f->appraiser);
	}
	for (size_t i = 0; i < cells; i++) {
		if (c->row[i] == NONE)
			return lacking(x, c, i);
	}
	return 0;
}

static int needed(struct crossing *x)
{
	const int fields[] = {x->f->part, x->f->value};

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		if (!crm_sheet_has(x->sheet, fields[i]))
			return crm_err_at(x->e, CRM_BADINPUT, crm_sheet_source(x->sheet), 1,
			    crm_sheet_named(x->sheet, fields[i]), "no such column");
	}
	if (crm_sheet_rows(x->sheet) == 0)
		return crm_err_at(x->e, CRM_BADINPUT, crm_sheet_source(x->sheet), 1, NULL,
		    "no rows: values expected below the headings");
	return 0;
}

int crm_crossed_read(const struct crm_sheet *s, const struct crm_crossed_fields *f, bool nested,
    struct crm_crossed *out, struct crm_err *e)
{
	size_t rows = crm_sheet_rows(s), *numbers = crm_calloc(5 * rows + 1, sizeof(*numbers));
	struct crossing x = {s, f, nested, crm_map_new(), crm_map_new(), crm_map_new(),
	    crm_map_new(), numbers, numbers + rows, numbers + 2 * rows, numbers + 3 * rows,
	    numbers + 4 * rows, e};
	struct crm_crossed c = {0, 0, 0, NULL, NULL, NULL};
	int rc = needed(&x);

	c.part = crm_calloc(rows + 1, sizeof(const char *));
	c.appraiser = crm_calloc(rows + 1, sizeof(const char *));
	for (size_t i = 0; i < rows && rc == 0; i++)
		rc = read_row(&x, i);
	if (rc == 0)
		rc = place(&x, &c);
	if (rc == 0)
		*out = c;
	else
		crm_crossed_release(&c);
	crm_map_free(x.appraisers);
	crm_map_free(x.parts);
	crm_map_free(x.trials);
	crm_map_free(x.cells);
	free(numbers);
	return rc;
}

void crm_crossed_release(struct crm_crossed *c)
{
	free(c->row);
	free(c->part);
	free(c->appraiser);
	memset(c, 0, sizeof(*c));
}
