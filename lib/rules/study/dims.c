/* Dimensional results against their limits, with the bonus that the drawing allows. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/rules/ppap/ppap.h"
#include "lib/rules/study/study.h"

struct at {
	const struct crm_sheet *sheet;
	size_t row;
};

struct crm_dims {
	struct crm_map *list; /* numbers; entry i is items[i] */
	struct at *items;
	size_t items_cap;
	struct crm_map *sizes; /* number, stream, part */
	struct at *values;
	size_t values_cap;
};

struct crm_dims *crm_dims_new(void)
{
	struct crm_dims *d = crm_calloc(1, sizeof(*d));

	d->list = crm_map_new();
	d->sizes = crm_map_new();
	return d;
}

void crm_dims_free(struct crm_dims *d)
{
	if (d == NULL)
		return;
	crm_map_free(d->list);
	crm_map_free(d->sizes);
	free(d->items);
	free(d->values);
	free(d);
}

void crm_dims_list(struct crm_dims *d, const struct crm_sheet *characteristics)
{
	for (size_t row = 0; row < crm_sheet_rows(characteristics); row++) {
		const char *no = crm_sheet_text(characteristics, row, CRM_SC_NO);
		bool added;
		size_t i = crm_map_put(d->list, no, strlen(no), &added);

		crm_grow(&d->items, &d->items_cap, i + 1, sizeof(*d->items));
		if (added)
			d->items[i] = (struct at){characteristics, row};
	}
}

/* ---- the list ---- */

static bool is(const struct crm_sheet *s, size_t row, int field, bool value)
{
	const struct crm_cell *c = crm_sheet_cell(s, row, field);

	return c->type == CRM_T_BOOL && c->u.b == value;
}

static int check_row(
    const struct crm_sheet *s, size_t row, struct crm_map *lines, struct crm_err *e)
{
	const struct crm_cell *lower = crm_sheet_cell(s, row, CRM_SC_LOWER);
	const struct crm_cell *upper = crm_sheet_cell(s, row, CRM_SC_UPPER);
	const char *no = crm_sheet_text(s, row, CRM_SC_NO), *source = crm_sheet_source(s);
	long line = crm_sheet_line(s, row);
	bool added;

	if (no[0] == '\0')
		return crm_err_at(e, CRM_BADINPUT, source, line, crm_sheet_named(s, CRM_SC_NO),
		    "a characteristic without a number");
	(void)crm_map_put(lines, no, strlen(no), &added);
	if (!added)
		return crm_err_at(e, CRM_BADINPUT, source, line, crm_sheet_named(s, CRM_SC_NO),
		    "'%s' stands above already", no);
	if (lower->type == CRM_T_DEC && upper->type == CRM_T_DEC &&
	    crm_dec_cmp(lower->u.dec, upper->u.dec) > 0)
		return crm_err_at(e, CRM_BADINPUT, source, line, crm_sheet_named(s, CRM_SC_LOWER),
		    "the lower limit '%s' is above the upper limit '%s'",
		    crm_sheet_text(s, row, CRM_SC_LOWER), crm_sheet_text(s, row, CRM_SC_UPPER));
	if (lower->type == CRM_T_ABSENT && upper->type == CRM_T_ABSENT &&
	    !is(s, row, CRM_SC_REFERENCE, true) && !is(s, row, CRM_SC_VARIABLES, false))
		return crm_err_at(e, CRM_BADINPUT, source, line, crm_sheet_named(s, CRM_SC_LOWER),
		    "no limit of '%s'; a lower or an upper one is expected, or variables or "
		    "reference that says why not",
		    no);
	return 0;
}

void crm_dims_check(const struct crm_sheet *s, crm_dims_told *told, void *ctx)
{
	struct crm_map *lines = crm_map_new();

	for (size_t row = 0; row < crm_sheet_rows(s); row++) {
		struct crm_err e = CRM_ERR_INIT;

		if (check_row(s, row, lines, &e) != 0)
			told(ctx, &e);
	}
	crm_map_free(lines);
}

/* ---- sizes ---- */

/* With NUL between. */
static void key(struct crm_buf *b, const char *no, const char *stream, const char *part)
{
	crm_buf_clear(b);
	crm_buf_add(b, no, strlen(no) + 1);
	crm_buf_add(b, stream, strlen(stream) + 1);
	crm_buf_addz(b, part);
}

void crm_dims_results(struct crm_dims *d, const struct crm_sheet *s)
{
	struct crm_buf b = CRM_BUF_INIT;

	for (size_t row = 0; row < crm_sheet_rows(s); row++) {
		bool added;
		size_t i;

		if (crm_sheet_cell(s, row, CRM_SD_VALUE)->type != CRM_T_DEC)
			continue;
		key(&b, crm_sheet_text(s, row, CRM_SD_NO), crm_sheet_text(s, row, CRM_SD_STREAM),
		    crm_sheet_text(s, row, CRM_SD_PART));
		i = crm_map_put(d->sizes, b.data, b.len, &added);
		crm_grow(&d->values, &d->values_cap, i + 1, sizeof(*d->values));
		if (added)
			d->values[i] = (struct at){s, row};
	}
	crm_buf_release(&b);
}

const struct crm_sheet *crm_dims_find(const struct crm_dims *d, const char *no, size_t *row)
{
	size_t i = crm_map_find(d->list, no, strlen(no));

	if (i == CRM_MAP_NONE)
		return NULL;
	*row = d->items[i].row;
	return d->items[i].sheet;
}

static bool dec_of(const struct crm_sheet *s, size_t row, int field, struct crm_dec *out)
{
	const struct crm_cell *c = crm_sheet_cell(s, row, field);

	if (c->type == CRM_T_DEC)
		*out = c->u.dec;
	return c->type == CRM_T_DEC;
}

static void plain(const struct crm_sheet *s, size_t row, struct crm_dims_limits *out)
{
	memset(out, 0, sizeof(*out));
	out->has_lower = dec_of(s, row, CRM_SC_LOWER, &out->lower);
	out->has_upper = dec_of(s, row, CRM_SC_UPPER, &out->upper);
	if (out->has_lower && out->has_upper && crm_dec_cmp(out->lower, out->upper) > 0)
		out->has_lower = out->has_upper = false;
}

/* How far the size is from maximum material; or why nobody knows. */
static const char *departure(const struct crm_dims *d, const char *no, bool internal,
    const char *stream, const char *part, struct crm_dec *out)
{
	const struct crm_sheet *s;
	struct crm_dims_limits l;
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_dec size;
	size_t row = 0, i;

	if (part[0] == '\0')
		return "no part is named";
	s = crm_dims_find(d, no, &row);
	if (s == NULL)
		return "the drawing list has no such feature";
	plain(s, row, &l);
	if (internal ? !l.has_lower : !l.has_upper)
		return "the feature has no limit at maximum material";
	key(&b, no, stream, part);
	i = crm_map_find(d->sizes, b.data, b.len);
	crm_buf_release(&b);
	if (i == CRM_MAP_NONE)
		return "the feature was not measured on that part";
	size = crm_sheet_cell(d->values[i].sheet, d->values[i].row, CRM_SD_VALUE)->u.dec;
	if (crm_dims_cmp(size, &l) != 0)
		return "the feature is beyond its limits";
	if (crm_dec_sub(internal ? size : l.upper, internal ? l.lower : size, out) != 0)
		return "the feature's size has too many digits";
	return NULL;
}

static void add_bonus(const struct crm_dims *d, const char *no, const char *kind,
    const char *stream, const char *part, struct crm_dims_limits *out)
{
	struct crm_decsum sum = CRM_DECSUM_INIT;
	struct crm_dec added = {0, 0};

	out->bonus = true;
	if (kind[0] == '\0') {
		out->lacking = "bonus_kind is not said: internal or external";
		return;
	}
	out->lacking = departure(d, no, kind[0] == 'i', stream, part, &added);
	if (out->lacking != NULL)
		return;
	if (crm_decsum_add(&sum, out->upper) != 0 || crm_decsum_add(&sum, added) != 0 ||
	    crm_decsum_get(&sum, &out->upper) != 0) {
		out->lacking = "limit and bonus have too many digits";
		return;
	}
	out->added = added;
}

void crm_dims_limits(const struct crm_dims *d, const struct crm_sheet *list, size_t row,
    const char *stream, const char *part, struct crm_dims_limits *out)
{
	const char *no = crm_sheet_text(list, row, CRM_SC_BONUS);

	plain(list, row, out);
	if (no[0] != '\0' && out->has_upper)
		add_bonus(d, no, crm_sheet_text(list, row, CRM_SC_BONUS_KIND), stream, part, out);
}

int crm_dims_cmp(struct crm_dec value, const struct crm_dims_limits *l)
{
	if (l->has_lower && crm_dec_cmp(value, l->lower) < 0)
		return -1;
	return l->has_upper && crm_dec_cmp(value, l->upper) > 0 ? 1 : 0;
}
