#include "lib/rules/ppap/seal.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/base/buf.h"
#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/rules/ppap/codes.h"
#include "lib/rules/ppap/judge.h"

bool crm_ppap_sealed(int field)
{
	if (field >= CRM_P_INTERIM_EXPIRY && field <= CRM_P_INTERIM_DEVIATIONS)
		return false;
	if (field >= CRM_P_WARRANT && field < CRM_P_COUNT)
		return strcmp(crm_ppap_box_at((size_t)(field - CRM_P_WARRANT))->section,
		           "customer_use") != 0;
	return field != CRM_P_STATUS && field != CRM_P_SUBMITTED && field != CRM_P_SEAL_AT &&
	    field != CRM_P_SEAL_BY && field != CRM_P_SEAL_SHA256;
}

/* ---- the digest: "PATH LEN:VALUE" a line, tables in their order, items by key ---- */

struct digest {
	struct crm_buf path, text, value;
};

static void add_node(struct digest *d, const struct crm_node *n, bool (*takes)(int field));

static void add_value(struct digest *d, const char *name)
{
	if (d->value.len > 0)
		crm_buf_addf(&d->text, "%s/%s %zu:%s\n", crm_buf_str(&d->path), name, d->value.len,
		    crm_buf_str(&d->value));
}

static int by_key(const void *a, const void *b)
{
	const struct crm_node *const *x = a, *const *y = b;

	return strcmp((*x)->key, (*y)->key);
}

static void add_items(struct digest *d, const char *name, struct crm_nodes items)
{
	const struct crm_node **order = crm_calloc(items.n + 1, sizeof(*order));
	size_t len = d->path.len;

	for (size_t i = 0; i < items.n; i++)
		order[i] = &items.items[i];
	qsort(order, items.n, sizeof(*order), by_key);
	for (size_t i = 0; i < items.n; i++) {
		crm_buf_addf(&d->path, "/%s/%zu:%s", name, strlen(order[i]->key), order[i]->key);
		crm_buf_addf(&d->text, "%s\n", crm_buf_str(&d->path));
		add_node(d, order[i], NULL);
		crm_buf_cut(&d->path, len);
	}
	free(order);
}

static void add_node(struct digest *d, const struct crm_node *n, bool (*takes)(int field))
{
	for (int i = 0; i < (int)n->schema->n; i++) {
		const struct crm_field *f = &n->schema->fields[i];
		struct crm_texts list = crm_node_list(n, i);

		if (takes != NULL && !takes(i))
			continue;
		crm_buf_clear(&d->value);
		for (size_t k = 0; k < list.n; k++)
			crm_buf_addf(&d->value, "%zu:%s,", strlen(list.items[k]), list.items[k]);
		if (f->type == CRM_T_NESTED && f->items != NULL)
			add_items(d, f->name, crm_node_items(n, i));
		else if (list.n == 0)
			crm_cell_print(crm_node_cell(n, i), &d->value);
		add_value(d, f->name);
	}
}

void crm_ppap_digest(const struct crm_ppap *p, char out[65])
{
	struct digest d = {CRM_BUF_INIT, CRM_BUF_INIT, CRM_BUF_INIT};

	add_node(&d, p->top, crm_ppap_sealed);
	crm_sha256_hex(crm_buf_str(&d.text), d.text.len, out);
	crm_buf_release(&d.path);
	crm_buf_release(&d.text);
	crm_buf_release(&d.value);
}

/* ---- the seal ---- */

enum crm_ppap_seal crm_ppap_seal_state(const struct crm_ppap *p)
{
	const char *sealed = crm_node_text(p->top, CRM_P_SEAL_SHA256);
	char now[65];

	if (sealed[0] == '\0')
		return CRM_SEAL_NONE;
	crm_ppap_digest(p, now);
	return strcmp(sealed, now) == 0 ? CRM_SEAL_GOOD : CRM_SEAL_BROKEN;
}

static void add(struct crm_findings *out, const char *code, const char *source, long line,
    const char *field, const char *text)
{
	const struct crm_ppap_code *c = crm_ppap_code_find(code);

	crm_finding_add(
	    out, c->severity, code, source, line, NULL, field, "%s", text != NULL ? text : c->text);
}

static void verify_file(
    const struct crm_ppap *p, const struct crm_ppap_evidence *v, struct crm_findings *out)
{
	const char *recorded = crm_node_text(v->node, CRM_PV_SHA256), *text = NULL;
	const char *code = crm_ppap_file_code(v->facts.state, &text);
	long line = v->node->line;

	if (code != NULL)
		add(out, code, p->source, line, v->node->key,
		    v->facts.why != NULL ? v->facts.why : text);
	else if (recorded[0] == '\0')
		add(out, "evidence_unhashed", p->source, line, v->node->key, NULL);
	else if (strcasecmp(recorded, v->facts.sha256) != 0)
		add(out, "evidence_changed", p->source, line, v->node->key, NULL);
}

void crm_ppap_verify(const struct crm_ppap *p, struct crm_findings *out)
{
	enum crm_ppap_seal seal = crm_ppap_seal_state(p);
	long line = crm_node_line(p->top, CRM_P_SEAL_SHA256);

	crm_case_open(out, "manifest");
	if (seal == CRM_SEAL_NONE)
		add(out, "seal_missing", p->source, 0, "seal", NULL);
	else if (seal == CRM_SEAL_BROKEN)
		add(out, "seal_broken", p->source, line, "seal.sha256", NULL);
	crm_case_open(out, "evidence");
	for (size_t i = 0; i < p->n; i++)
		verify_file(p, &p->evidence[i], out);
}
