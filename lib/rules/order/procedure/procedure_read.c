/* The document that people keep: duties, what is required, authority, lists. */
#include <string.h>

#include "lib/rules/order/order_private.h"
#include "lib/rules/order/procedure/procedure_private.h"

#define STAGES_MAX 99
#define YEARS_MAX 100

static const char *const authority_words[] = {
    [CRM_AUTHORITY_CONTRACT] = "contract",
    [CRM_AUTHORITY_REPEAT] = "repeat",
    [CRM_AUTHORITY_CALL_OFF] = "call_off",
    [CRM_AUTHORITY_PRODUCTION_ORDER] = "production_order",
    [CRM_AUTHORITY_PRICE] = "price",
    [CRM_AUTHORITY_OVERRIDE] = "override",
    [CRM_AUTHORITIES] = NULL,
};
static const char *const paper_words[] = {
    [CRM_PAPER_SALES_ORDER] = "sales_order",
    [CRM_PAPER_PRODUCTION_ORDER] = "production_order",
    [CRM_PAPER_PLAN] = "plan",
    [CRM_PAPERS] = NULL,
};

/* ---- texts, names, sorts, fields ---- */

static int read_texts(struct crm_walk *w, const struct crm_doc *d, const char *const **out)
{
	size_t n = crm_doc_count(d), len = w->path.len;
	const char **texts = crm_arena_alloc(w->arena, (n + 1) * sizeof(*texts));

	if (crm_doc_kind(d) != CRM_DOC_LIST)
		return crm_walk_refuse(w, "a list expected");
	for (size_t i = 0; i < n; i++) {
		const char *text = crm_doc_string(crm_doc_at(d, i));

		crm_buf_addf(&w->path, "[%zu]", i);
		if (text == NULL || text[0] == '\0')
			return crm_walk_refuse(w, "a text expected");
		for (size_t k = 0; k < i; k++) {
			if (strcmp(texts[k], text) == 0)
				return crm_walk_refuse(w, "'%s' is there twice", text);
		}
		texts[i] = crm_arena_strdup(w->arena, text);
		crm_buf_cut(&w->path, len);
	}
	*out = n > 0 ? texts : NULL;
	return 0;
}

static int name_at(struct crm_walk *w, const char *name, const char *const *words)
{
	struct crm_buf known = CRM_BUF_INIT;

	for (int i = 0; words[i] != NULL; i++) {
		if (strcmp(words[i], name) == 0) {
			crm_buf_release(&known);
			return i;
		}
		crm_buf_addf(&known, "%s%s", i > 0 ? ", " : "", words[i]);
	}
	(void)crm_walk_refuse(w, "unknown key; expected %s", crm_buf_str(&known));
	crm_buf_release(&known);
	return -1;
}

static int read_sort(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	unsigned *sorts = object;
	int word = crm_walk_word(w, d, crm_procedure_sort_words);

	if (word < 0)
		return -1;
	*sorts |= 1u << word;
	return 0;
}

static int read_sorts(struct crm_walk *w, const struct crm_doc *d, unsigned *sorts)
{
	*sorts = 0;
	if (crm_walk_items(w, d, read_sort, sorts) != 0)
		return -1;
	return *sorts != 0 ? 0 : crm_walk_refuse(w, "at least one sort expected");
}

static int read_field(struct crm_walk *w, const struct crm_doc *d, int *out)
{
	const struct crm_schema *s = &crm_order_schema;
	const char *name = crm_doc_string(d);
	int field = name != NULL ? crm_schema_find(s, name, strlen(name)) : -1;

	if (name == NULL)
		return crm_walk_refuse(w, "a field of orders expected");
	if (field < 0)
		return crm_walk_refuse(w, "orders have no field '%s'", name);
	/* a step that writes it would void the signature on it */
	if ((s->fields[field].flags & (CRM_F_OWN | CRM_F_STAMP | CRM_F_FIXED)) != 0)
		return crm_walk_refuse(w, "'%s' is written by steps", name);
	*out = field;
	return 0;
}

/* ---- duties ---- */

static int read_for_duty(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_duty_row *row = object;

	return read_sorts(w, d, &row->sorts);
}

static int read_duty_field(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_duty_row *row = object;
	int field = -1;

	if (read_field(w, d, &field) != 0)
		return -1;
	for (size_t i = 0; i < row->n; i++) {
		if (row->fields[i] == field)
			return crm_walk_refuse(w, "'%s' is there twice", crm_doc_string(d));
	}
	row->fields[row->n++] = field;
	return 0;
}

static int read_duty_fields(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_duty_row *row = object;

	row->fields = crm_arena_alloc(w->arena, (crm_doc_count(d) + 1) * sizeof(*row->fields));
	return crm_walk_items(w, d, read_duty_field, row);
}

static const struct crm_member duty_members[] = {
    {"department", CRM_MEMBER_TEXT, offsetof(struct crm_duty_row, department), 0, 0, NULL},
    {"stage", CRM_MEMBER_COUNT, offsetof(struct crm_duty_row, stage), 1, STAGES_MAX, NULL},
    {"fields", CRM_MEMBER_READ, 0, 0, 0, read_duty_fields},
    {"for", CRM_MEMBER_READ, 0, 0, 0, read_for_duty},
    {NULL, CRM_MEMBER_READ, 0, 0, 0, NULL},
};

static int read_duty(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_procedure *p = object;
	struct crm_duty_row row = {.stage = 1, .sorts = CRM_SORTS_ALL};

	if (crm_walk_members(w, d, duty_members, &row) != 0)
		return -1;
	if (row.department == NULL || row.n == 0)
		return crm_walk_refuse(w, "department and fields expected");
	for (size_t i = 0; i < p->nduties; i++) {
		if ((p->duties[i].sorts & row.sorts) != 0 &&
		    strcmp(p->duties[i].department, row.department) == 0)
			return crm_walk_refuse(
			    w, "'%s' has a duty for that sort already", row.department);
	}
	p->duties[p->nduties++] = row;
	return 0;
}

static int read_duties(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_procedure *p = object;

	p->duties = crm_arena_alloc(&p->arena, (crm_doc_count(d) + 1) * sizeof(*p->duties));
	return crm_walk_items(w, d, read_duty, p);
}

/* ---- what must be said ---- */

static int read_for_required(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_required_row *row = object;

	return read_sorts(w, d, &row->sorts);
}

static int read_required_field(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_required_row *row = object;

	return read_field(w, d, &row->field);
}

static const struct crm_member required_members[] = {
    {"field", CRM_MEMBER_READ, 0, 0, 0, read_required_field},
    {"for", CRM_MEMBER_READ, 0, 0, 0, read_for_required},
    {NULL, CRM_MEMBER_READ, 0, 0, 0, NULL},
};

static int read_required_row(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_procedure *p = object;
	struct crm_required_row row = {.field = -1, .sorts = CRM_SORTS_ALL};

	if (crm_walk_members(w, d, required_members, &row) != 0)
		return -1;
	if (row.field < 0)
		return crm_walk_refuse(w, "field expected");
	for (size_t i = 0; i < p->nrequired; i++) {
		if (p->required[i].field == row.field && (p->required[i].sorts & row.sorts) != 0)
			return crm_walk_refuse(w, "'%s' is required for that sort already",
			    crm_order_schema.fields[row.field].name);
	}
	p->required[p->nrequired++] = row;
	return 0;
}

static int read_required(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_procedure *p = object;

	p->required = crm_arena_alloc(&p->arena, (crm_doc_count(d) + 1) * sizeof(*p->required));
	return crm_walk_items(w, d, read_required_row, p);
}

/* ---- authority, lists, PPAP, retention ---- */

static int read_act(struct crm_walk *w, void *object, const char *name, const struct crm_doc *d)
{
	struct crm_procedure *p = object;
	int act = name_at(w, name, authority_words);

	if (act < 0 || read_texts(w, d, &p->authority[act]) != 0)
		return -1;
	/* an empty list would read as "anybody" */
	return p->authority[act] != NULL ? 0 : crm_walk_refuse(w, "at least one expected");
}

static int read_authority(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	return crm_walk_names(w, d, read_act, object);
}

static int read_list(struct crm_walk *w, void *object, const char *name, const struct crm_doc *d)
{
	struct crm_procedure *p = object;
	int paper = name_at(w, name, paper_words);

	return paper < 0 ? -1 : read_texts(w, d, &p->lists[paper]);
}

static int read_lists(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	return crm_walk_names(w, d, read_list, object);
}

static int read_not_for(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_procedure *p = object;

	return read_texts(w, d, &p->ppap_not_for);
}

static const struct crm_member ppap_members[] = {
    {"needed", CRM_MEMBER_BOOL, offsetof(struct crm_procedure, ppap_needed), 0, 0, NULL},
    {"not_for", CRM_MEMBER_READ, 0, 0, 0, read_not_for},
    {NULL, CRM_MEMBER_READ, 0, 0, 0, NULL},
};

static int read_ppap(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	return crm_walk_members(w, d, ppap_members, object);
}

static const struct crm_member retention_members[] = {
    {"order", CRM_MEMBER_COUNT, offsetof(struct crm_procedure, retention), 1, YEARS_MAX, NULL},
    {NULL, CRM_MEMBER_READ, 0, 0, 0, NULL},
};

static int read_retention(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	return crm_walk_members(w, d, retention_members, object);
}

/* ---- all of it ---- */

static const struct crm_member members[] = {
    {"duties", CRM_MEMBER_READ, 0, 0, 0, read_duties},
    {"required", CRM_MEMBER_READ, 0, 0, 0, read_required},
    {"authority", CRM_MEMBER_READ, 0, 0, 0, read_authority},
    {"lists", CRM_MEMBER_READ, 0, 0, 0, read_lists},
    {"samples", CRM_MEMBER_READ, 0, 0, 0, crm_procedure_read_samples},
    {"ppap", CRM_MEMBER_READ, 0, 0, 0, read_ppap},
    {"retention", CRM_MEMBER_READ, 0, 0, 0, read_retention},
    {NULL, CRM_MEMBER_READ, 0, 0, 0, NULL},
};

int crm_procedure_read(
    const struct crm_doc *d, const char *source, struct crm_procedure *out, struct crm_err *e)
{
	struct crm_procedure p = {.ppap_needed = true, .retention = CRM_RETENTION_YEARS};
	struct crm_walk w = {source, &p.arena, e, CRM_BUF_INIT};
	int rc = crm_walk_members(&w, d, members, &p);

	crm_buf_release(&w.path);
	if (rc != 0) {
		crm_procedure_release(&p);
		return -1;
	}
	*out = p;
	return 0;
}
