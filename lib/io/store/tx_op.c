/* What a write asks before it adds: was this op used, which id is next? */
#include <stdio.h>
#include <string.h>

#include "lib/io/store/tx_private.h"

/* The id of a line that is known to be good. */
static int give_id(
    struct crm_tx *t, const char *text, size_t len, char id_out[65], struct crm_err *e)
{
	struct crm_scan s;

	if (crm_linescan(text, len, t->j->limits.depth, &s) != 0 ||
	    crm_span_text(s.v[CRM_M_ID], &t->line) != 0)
		return crm_err_set(e, CRM_BADINPUT, "a line without an id");
	snprintf(id_out, 65, "%s", crm_buf_str(&t->line));
	return 1;
}

/* The text as JSON writes it, with its quotes. */
static void add_json(struct crm_buf *out, const char *text)
{
	struct crm_record *r = crm_record_new();
	struct crm_buf json = CRM_BUF_INIT;

	crm_record_set_text(r, "s", text);
	crm_record_dump(r, &json); /* {"s":"..."} */
	crm_buf_add(out, json.data + 5, json.len - 6);
	crm_buf_release(&json);
	crm_record_free(r);
}

void crm_ops_set(struct crm_record *line, const struct crm_map *ops)
{
	struct crm_buf list = CRM_BUF_INIT;
	struct crm_cell cell;

	if (crm_map_count(ops) == 0)
		return;
	for (size_t i = 0; i < crm_map_count(ops); i++) {
		crm_buf_addc(&list, i == 0 ? '[' : ',');
		add_json(&list, crm_map_key(ops, i, NULL));
	}
	crm_buf_addc(&list, ']');
	cell = crm_cell_textn(list.data, list.len);
	cell.type = CRM_T_NESTED;
	crm_record_set(line, "op", &cell);
	crm_buf_release(&list);
}

int crm_tx_op(struct crm_tx *t, const char *op, char id_out[65], struct crm_err *e)
{
	size_t i = crm_map_find(t->ops, op, strlen(op)), len;
	const char *text;
	uint64_t at;
	bool alone;
	int r;

	if (i != CRM_MAP_NONE) {
		i = t->v[*crm_map_value(t->ops, i)].record;
		snprintf(id_out, 65, "%s", crm_map_key(t->ids, i, NULL));
		return 1;
	}
	r = crm_journal_find_op(t->j, op, &at, &alone, e);
	if (r <= 0)
		return r;
	if (crm_journal_text(t->j, at, &text, &len, e) != 0)
		return -1;
	return give_id(t, text, len, id_out, e);
}

int crm_tx_next_id(
    struct crm_tx *t, const char *prefix, int year, char id_out[65], struct crm_err *e)
{
	const char *site = t->j->store->settings.site;
	unsigned long long n, more;
	char key[40];
	int has;

	snprintf(key, sizeof(key), "%.10s-%04d-%.8s", prefix, year, site);
	n = crm_series_highest(t->j->ix.series, key);
	more = crm_series_highest(t->series, key);
	if (n < more)
		n = more;
	more = t->j->base != NULL ? crm_series_highest(t->j->base->series, key) : 0;
	if (n < more)
		n = more;
	do {
		snprintf(id_out, 65, "%s%04llu", key, ++n);
		has = crm_tx_has(t, id_out, e);
	} while (has == 1);
	return has;
}
