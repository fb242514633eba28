#include "lib/data/walk.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

int crm_walk_refuse(struct crm_walk *w, const char *fmt, ...)
{
	struct crm_buf text = CRM_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	crm_buf_addv(&text, fmt, ap);
	va_end(ap);
	(void)crm_err_at(
	    w->err, CRM_CONFIG, w->source, 0, crm_buf_str(&w->path), "%s", crm_buf_str(&text));
	crm_buf_release(&text);
	return -1;
}

/* ---- one value ---- */

static int read_text(struct crm_walk *w, const struct crm_doc *d, const char **out)
{
	const char *text = crm_doc_string(d);

	if (text == NULL || text[0] == '\0')
		return crm_walk_refuse(w, "a text expected");
	*out = crm_arena_strdup(w->arena, text);
	return 0;
}

static int read_bool(struct crm_walk *w, const struct crm_doc *d, bool *out)
{
	if (crm_doc_kind(d) != CRM_DOC_BOOL)
		return crm_walk_refuse(w, "true or false expected");
	*out = crm_doc_truth(d);
	return 0;
}

/* A whole number of JSON, or a text: as a decimal. */
static int read_number(const struct crm_doc *d, bool text, struct crm_dec *out)
{
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_doc_kind kind = crm_doc_kind(d);
	int rc = -1;

	if (kind == CRM_DOC_NUMBER || (text && kind == CRM_DOC_TEXT)) {
		crm_doc_print(d, &b);
		rc = crm_dec_parse(crm_buf_str(&b), b.len, out);
	}
	crm_buf_release(&b);
	return rc == 0 && (kind == CRM_DOC_TEXT || out->scale == 0) ? 0 : -1;
}

static int read_count(
    struct crm_walk *w, const struct crm_doc *d, const struct crm_member *m, int *out)
{
	struct crm_dec v;

	if (read_number(d, false, &v) != 0 || v.coef < m->least || v.coef > m->most)
		return crm_walk_refuse(w, "a number from %d to %d expected", m->least, m->most);
	*out = (int)v.coef;
	return 0;
}

static int read_dec(
    struct crm_walk *w, const struct crm_doc *d, const struct crm_member *m, struct crm_dec *out)
{
	struct crm_dec v, least = {m->least, 0};

	if (read_number(d, true, &v) != 0 || crm_dec_cmp(v, least) < 0)
		return crm_walk_refuse(
		    w, "a text with a decimal of %d or more expected, like \"1.33\"", m->least);
	*out = v;
	return 0;
}

int crm_walk_word(struct crm_walk *w, const struct crm_doc *d, const char *const *words)
{
	const char *text = crm_doc_string(d);
	struct crm_buf known = CRM_BUF_INIT;

	for (int i = 0; words[i] != NULL; i++) {
		if (text != NULL && strcmp(text, words[i]) == 0) {
			crm_buf_release(&known);
			return i;
		}
		crm_buf_addf(&known, "%s%s", i > 0 ? ", " : "", words[i]);
	}
	(void)crm_walk_refuse(w, "expected one of %s", crm_buf_str(&known));
	crm_buf_release(&known);
	return -1;
}

/* ---- lists and objects ---- */

static int read_member(
    struct crm_walk *w, const struct crm_doc *d, const struct crm_member *m, void *object)
{
	void *at = (char *)object + m->at;

	switch (m->type) {
	case CRM_MEMBER_TEXT:
		return read_text(w, d, at);
	case CRM_MEMBER_BOOL:
		return read_bool(w, d, at);
	case CRM_MEMBER_COUNT:
		return read_count(w, d, m, at);
	case CRM_MEMBER_DEC:
		return read_dec(w, d, m, at);
	case CRM_MEMBER_READ:
		break;
	}
	return m->read(w, object, d);
}

struct members {
	const struct crm_member *table;
	void *object;
};

static int by_table(struct crm_walk *w, void *ctx, const char *name, const struct crm_doc *d)
{
	const struct members *of = ctx;
	const struct crm_member *m = of->table;
	struct crm_buf known = CRM_BUF_INIT;

	for (; m->name != NULL && strcmp(m->name, name) != 0; m++)
		crm_buf_addf(&known, "%s%s", known.len > 0 ? ", " : "", m->name);
	if (m->name == NULL)
		(void)crm_walk_refuse(w, "unknown key; expected %s", crm_buf_str(&known));
	crm_buf_release(&known);
	return m->name != NULL ? read_member(w, d, m, of->object) : -1;
}

int crm_walk_members(
    struct crm_walk *w, const struct crm_doc *d, const struct crm_member *table, void *object)
{
	struct members of = {table, object};

	return crm_walk_names(w, d, by_table, &of);
}

int crm_walk_names(struct crm_walk *w, const struct crm_doc *d,
    int (*read)(struct crm_walk *w, void *object, const char *name, const struct crm_doc *d),
    void *object)
{
	size_t len = w->path.len;

	if (crm_doc_kind(d) != CRM_DOC_OBJECT)
		return crm_walk_refuse(w, "an object expected");
	for (const char *key = NULL; (key = crm_doc_next(d, key)) != NULL;) {
		const struct crm_doc *value = crm_doc_member(d, key, strlen(key));

		if (strncmp(key, "x-", 2) == 0)
			continue;
		crm_buf_addf(&w->path, "%s%s", len > 0 ? "." : "", key);
		if (strcmp(key, "note") == 0 && crm_doc_string(value) == NULL)
			return crm_walk_refuse(w, "a text expected");
		if (strcmp(key, "note") != 0 && read(w, object, key, value) != 0)
			return -1;
		crm_buf_cut(&w->path, len);
	}
	return 0;
}

int crm_walk_items(struct crm_walk *w, const struct crm_doc *list,
    int (*read)(struct crm_walk *w, void *object, const struct crm_doc *d), void *object)
{
	size_t len = w->path.len;

	if (crm_doc_kind(list) != CRM_DOC_LIST)
		return crm_walk_refuse(w, "a list expected");
	for (size_t i = 0; i < crm_doc_count(list); i++) {
		crm_buf_addf(&w->path, "[%zu]", i);
		if (read(w, object, crm_doc_at(list, i)) != 0)
			return -1;
		crm_buf_cut(&w->path, len);
	}
	return 0;
}
