#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rules/ppap/trace_private.h"

/* Names of streams in one message; the others are counted. */
#define NAMED_MAX 10

size_t crm_trace_item(const struct crm_trace *t, const char *no, size_t len)
{
	return crm_map_find(t->by_no, no, len);
}

void crm_trace_find(
    const struct crm_trace *t, int at, const char *code, size_t item, const char *fmt, ...)
{
	const struct crm_trace_item *x = &t->items[item];
	struct crm_buf field = CRM_BUF_INIT, text = CRM_BUF_INIT;
	va_list ap;

	crm_buf_addf(&field, "no %s", x->no);
	va_start(ap, fmt);
	crm_buf_addv(&text, fmt, ap);
	va_end(ap);
	crm_ppap_find(t->j, at, code, crm_sheet_source(x->sheet), crm_sheet_line(x->sheet, x->row),
	    crm_buf_str(&field), "%s", crm_buf_str(&text));
	crm_buf_release(&text);
	crm_buf_release(&field);
}

bool crm_trace_has(const struct crm_map *m, const char *key)
{
	return crm_map_find(m, key, strlen(key)) != CRM_MAP_NONE;
}

bool crm_trace_next(const struct crm_trace *t, struct crm_trace_sheets *s)
{
	const struct crm_ppap *p = t->j->p;

	while (s->next < p->n) {
		s->evidence = &p->evidence[s->next++];
		s->sheet = s->evidence->sheet;
		if (s->sheet != NULL && s->evidence->sheet_kind == (int)s->kind &&
		    (s->column < 0 || crm_sheet_has(s->sheet, s->column)) &&
		    crm_sheet_rows(s->sheet) > 0)
			return true;
	}
	return false;
}

/* ---- cover ---- */

size_t crm_trace_streams(const struct crm_trace *t)
{
	size_t n = crm_map_count(t->streams);

	return n > 0 ? n : 1;
}

void crm_trace_cover_init(struct crm_trace_cover *c, const struct crm_trace *t)
{
	c->t = t;
	c->pairs = crm_map_new();
	c->streams = crm_calloc(t->n + 1, sizeof(*c->streams));
}

void crm_trace_cover_release(struct crm_trace_cover *c)
{
	free(c->streams);
	crm_map_free(c->pairs);
}

size_t crm_trace_cover_add(struct crm_trace_cover *c, size_t item, size_t stream)
{
	const size_t key[] = {item, stream};
	bool added;
	size_t i = crm_map_put(c->pairs, (const char *)key, sizeof(key), &added);

	if (added)
		c->streams[item]++;
	return i;
}

size_t crm_trace_cover_lacks(const struct crm_trace_cover *c, size_t item, struct crm_buf *names)
{
	size_t all = crm_trace_streams(c->t), lacking = all - c->streams[item], named = 0;

	if (all == 1)
		return lacking;
	for (size_t i = 0; i < all && named < lacking && named < NAMED_MAX; i++) {
		const size_t key[] = {item, i};

		if (crm_map_find(c->pairs, (const char *)key, sizeof(key)) != CRM_MAP_NONE)
			continue;
		crm_buf_addf(names, "%s'%s'", named++ == 0 ? " in stream " : ", ",
		    crm_map_key(c->t->streams, i, NULL));
	}
	if (named < lacking)
		crm_buf_addf(names, " and %zu more", lacking - named);
	return lacking;
}

/* ---- all ---- */

void crm_ppap_judge_trace(struct crm_ppap_judge *j)
{
	struct crm_trace t = {.j = j};
	struct crm_texts streams = crm_node_list(j->p->top, CRM_P_RUN_STREAMS);

	t.by_no = crm_map_new();
	t.streams = crm_map_new();
	t.gauges = crm_map_new();
	t.studied = crm_map_new();
	for (size_t i = 0; i < streams.n; i++)
		crm_map_put(t.streams, streams.items[i], strlen(streams.items[i]), NULL);
	crm_trace_list(&t);
	crm_trace_studies(&t);
	crm_trace_steps(&t);
	crm_trace_special(&t);
	crm_trace_dims(&t);
	crm_trace_material(&t);
	crm_map_free(t.studied);
	crm_map_free(t.gauges);
	crm_map_free(t.streams);
	crm_map_free(t.by_no);
	crm_dims_free(t.dims);
	free(t.items);
}
