/* What a write asks before it adds: was this op used, which id is next? */
#include <stdio.h>
#include <string.h>

#include "lib/io/tx_private.h"

struct wanted {
	const char *op;
	bool found;
	size_t n;
};

static void compare_op(void *ctx, const char *text, size_t len)
{
	struct wanted *w = ctx;

	w->n++;
	if (strlen(w->op) == len && memcmp(w->op, text, len) == 0)
		w->found = true;
}

/*
 * Judges one line that may have used op: 1 it did, 0, -1. A line with a list
 * of ops is what compacting has made of many: what they set is not known any
 * more, so they count as the same.
 */
static int judge_op(struct crm_tx *t, const char *text, size_t len, const char *op,
    const char *step, const struct crm_record *fields, char id_out[65], bool *same,
    struct crm_err *e)
{
	struct crm_buf a = CRM_BUF_INIT, b = CRM_BUF_INIT;
	const struct crm_limits *l = t->j->store->limits;
	struct wanted w = {op, false, 0};
	struct crm_record *line = NULL, *ours = NULL;
	struct crm_scan s;
	const char *value;
	int ret = -1;

	if (crm_linescan(text, len, l->depth, &s) != 0 ||
	    crm_span_strings(s.v[CRM_M_OP], &a, compare_op, &w) != 0 || !w.found) {
		ret = 0;
		goto out;
	}
	if (crm_record_parse(text, len, l, &line, e) != 0)
		goto out;
	value = crm_record_text(line, "id");
	snprintf(id_out, 65, "%s", value != NULL ? value : "");
	value = crm_record_text(line, "step");
	ours = crm_record_copy(fields);
	*same = true;
	if (s.v[CRM_M_OP].p[0] != '[') {
		*same = value != NULL && strcmp(value, step) == 0;
		crm_fold_bare(line);
		crm_fold_bare(ours);
		crm_buf_clear(&a);
		crm_record_canonical(line, &a);
		crm_record_canonical(ours, &b);
		*same = *same && a.len == b.len && memcmp(a.data, b.data, a.len) == 0;
	}
	ret = 1;
out:
	crm_record_free(line);
	crm_record_free(ours);
	crm_buf_release(&a);
	crm_buf_release(&b);
	return ret;
}

int crm_tx_op(struct crm_tx *t, const char *op, const char *step, const struct crm_record *fields,
    char id_out[65], bool *same, struct crm_err *e)
{
	size_t i = crm_map_find(t->ops, op, strlen(op)), len;
	struct crm_hits h;
	const char *text;
	int r;

	if (i != CRM_MAP_NONE) {
		if (crm_tx_text(t, *crm_map_value(t->ops, i), e) != 0)
			return -1;
		return judge_op(t, t->line.data, t->line.len, op, step, fields, id_out, same, e);
	}
	h = crm_index_ops(&t->j->ix, op, strlen(op));
	for (i = 0; i < crm_hits_count(&h); i++) {
		if (crm_journal_text(t->j, crm_hits_at(&h, i), &text, &len, e) != 0)
			return -1;
		r = judge_op(t, text, len, op, step, fields, id_out, same, e);
		if (r != 0)
			return r;
	}
	return 0;
}

void crm_tx_next_id(struct crm_tx *t, const char *prefix, int year, char id_out[65])
{
	const char *site = t->j->store->settings.site;
	unsigned long long n, more;
	char key[40];

	snprintf(key, sizeof(key), "%.10s-%04d-%.8s", prefix, year, site);
	n = crm_series_highest(t->j->ix.series, key);
	more = crm_series_highest(t->series, key);
	if (n < more)
		n = more;
	do
		snprintf(id_out, 65, "%s%04llu", key, ++n);
	while (crm_tx_has(t, id_out));
}
