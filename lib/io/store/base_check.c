/* What crm-store check finds about a base table and the journal over it. */
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/io/store/store_private.h"

#define MOST_SHOWN ((size_t)100) /* bytes of a value in a message */

/* Of reading a row: what is wrong with it itself is told elsewhere. */
static int failed(const struct crm_err *why, struct crm_err *e)
{
	if (why->code == CRM_BADINPUT)
		return 0;
	*e = *why;
	return -1;
}

/* Cells that cannot be read, of a row whose record has lines: one that is
 * nothing but its row is judged as a record. */
static int check_cells(struct crm_journal *j, size_t row, struct crm_findings *f, struct crm_err *e)
{
	struct crm_base *b = j->base;
	char expected[CRM_EXPECTED_MAX];
	struct crm_err why = CRM_ERR_INIT;
	struct crm_cell cell;
	struct crm_hits h;

	if (crm_journal_ids(j, b->rows[row].hash, &h, e) != 0)
		return -1;
	if (crm_hits_count(&h) == 0)
		return 0;
	if (crm_base_read(b, row, &why) != 0)
		return failed(&why, e);
	for (size_t i = 0; i < b->n; i++) {
		size_t len = b->row.lens[i];

		crm_field_read(b->columns[i].def, b->row.cells[i], len, &cell, expected);
		if (cell.type != CRM_T_BAD)
			continue;
		if (len > MOST_SHOWN)
			len = crm_utf8_invalid(b->row.cells[i], MOST_SHOWN);
		crm_finding_add(f, CRM_ERROR, "bad_value", b->path.data, (long)b->rows[row].line,
		    b->row.cells[b->id], b->columns[i].name, "'%.*s' cannot be read, expected %s",
		    (int)len, b->row.cells[i], expected);
	}
	return 0;
}

/* A line of a record that has a row: does it set what the row says otherwise? */
static int check_line(struct crm_journal *j, const char *id, size_t row,
    const struct crm_line *line, struct crm_record *said, struct crm_findings *f, struct crm_err *e)
{
	struct crm_map *owned = crm_map_new();
	struct crm_err why = CRM_ERR_INIT;
	struct crm_record *fields = NULL;
	int ret = 0;

	crm_fold_bare(said);
	crm_base_owned(j->base, said, owned);
	if (crm_map_count(owned) > 0 && crm_base_record(j->base, row, &fields, &why) != 0)
		ret = failed(&why, e);
	for (size_t i = 0; fields != NULL && i < crm_map_count(owned); i++) {
		const char *name = crm_map_key(owned, i, NULL);

		if (crm_record_has(fields, name) && !crm_record_same(fields, said, name)) {
			crm_finding_add(f, CRM_NOTE, "base_owned", j->path.data, line->number, id,
			    name, "was set here; what line %lu of %s says holds",
			    (unsigned long)j->base->rows[row].line, j->base->name);
			break;
		}
	}
	crm_record_free(fields);
	crm_map_free(owned);
	return ret;
}

static int check_one(struct crm_journal *j, const struct crm_line *line, const struct crm_scan *s,
    struct crm_findings *f, struct crm_err *e)
{
	struct crm_record *r, *base;
	char id[65];
	size_t row;
	bool has;
	int ret = 0;

	if (crm_span_text(s->v[CRM_M_ID], &j->scratch) != 0 || j->scratch.len >= sizeof(id))
		return 0;
	memcpy(id, crm_buf_str(&j->scratch), j->scratch.len + 1);
	if (crm_journal_row(j, id, &has, &row, e) != 0)
		return -1;
	if ((!has && !crm_left_step(s)) ||
	    crm_record_parse(line->text, line->len, &j->limits, &r, NULL) != 0)
		return 0;
	if (crm_left_step(s)) {
		base = crm_left_base(r, &j->limits);
		if (base == NULL)
			crm_finding_add(f, CRM_ERROR, "bad_left", j->path.data, line->number, id,
			    "base", "a line 'left' holds the row's last values as an object here");
		crm_record_free(base);
	} else {
		ret = check_line(j, id, row, line, r, f, e);
	}
	crm_record_free(r);
	return ret;
}

int crm_base_check(struct crm_journal *j, struct crm_findings *f, struct crm_err *e)
{
	struct crm_line line;
	struct crm_scan s;
	size_t pos = 0;
	int got;

	if (j->base != NULL && crm_base_notes(j->base, false, f, e) != 0)
		return -1;
	for (size_t i = 0; j->base != NULL && i < j->base->nrows; i++)
		if (check_cells(j, i, f, e) != 0)
			return -1;
	while ((got = crm_journal_next(j, &pos, &line, e)) == 1)
		if (crm_linescan(line.text, line.len, j->limits.depth, &s) == 0 &&
		    check_one(j, &line, &s, f, e) != 0)
			return -1;
	return got;
}
