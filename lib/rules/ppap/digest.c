/*
 * The digest of a manifest: over its tree, so that also what nobody can read counts. A line a value:
 * its names from the top down, each as LEN:NAME, then its kind and LEN:TEXT; names in the order of
 * their bytes. Objects that only group members have no line of their own.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/rules/ppap/seal.h"

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

struct digest {
	struct crm_buf path, text, value;
};

/* Where the walk is in the tables. */
struct at {
	const struct crm_schema *schema; /* NULL: nobody's */
	const char *group;               /* the beginning of its names: "warrant." */
	bool items;                      /* the names are keys of items */
};

static void add_value(struct digest *d, const struct crm_doc *v, struct at at, bool is_group);

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_group_of(const struct at *at, const char *full)
{
	size_t len = strlen(full);

	for (size_t i = 0; at->schema != NULL && i < at->schema->n; i++) {
		const char *name = at->schema->fields[i].name;

		if (strncmp(name, full, len) == 0 && name[len] == '.')
			return true;
	}
	return false;
}

/* Whole objects of the top that come after the submission. */
static bool is_later(const struct at *at, const char *full)
{
	return at->schema == &crm_ppap_schema &&
	    (strcmp(full, "interim") == 0 || strcmp(full, "seal") == 0);
}

static void add_member(
    struct digest *d, const struct crm_doc *v, const struct at *at, const char *name)
{
	struct at next = {NULL, "", false};
	struct crm_buf full = CRM_BUF_INIT;
	bool is_group = false;
	int field = -1;

	if (at->items) {
		next.schema = at->schema;
	} else if (at->schema != NULL && strchr(name, '.') == NULL) {
		crm_buf_addf(&full, "%s%s", at->group, name);
		field = crm_schema_find(at->schema, crm_buf_str(&full), full.len);
		is_group = field < 0 && is_group_of(at, crm_buf_str(&full));
	}
	if ((field >= 0 && at->schema == &crm_ppap_schema && !crm_ppap_sealed(field)) ||
	    is_later(at, crm_buf_str(&full)))
		goto out;
	if (field >= 0) {
		next.schema = at->schema->fields[field].items;
		next.items = next.schema != NULL;
	} else if (is_group) {
		crm_buf_addc(&full, '.');
		next = (struct at){at->schema, crm_buf_str(&full), false};
	}
	add_value(d, v, next, is_group || next.items);
out:
	crm_buf_release(&full);
}

/* Names of the user's own are left out; keys of items are never such. */
static void add_members(struct digest *d, const struct crm_doc *o, struct at at)
{
	const char **names = crm_calloc(crm_doc_count(o) + 1, sizeof(*names)), *name = NULL;
	size_t n = 0, len = d->path.len;

	while ((name = crm_doc_next(o, name)) != NULL) {
		if (at.items || strncmp(name, "x-", 2) != 0)
			names[n++] = name;
	}
	qsort(names, n, sizeof(*names), by_name);
	for (size_t i = 0; i < n; i++) {
		crm_buf_addf(&d->path, "/%zu:%s", strlen(names[i]), names[i]);
		add_member(d, crm_doc_member(o, names[i], strlen(names[i])), &at, names[i]);
		crm_buf_cut(&d->path, len);
	}
	free(names);
}

static void add_list(struct digest *d, const struct crm_doc *list)
{
	size_t len = d->path.len;

	for (size_t i = 0; i < crm_doc_count(list); i++) {
		crm_buf_addf(&d->path, "/%zu", i);
		add_value(d, crm_doc_at(list, i), (struct at){NULL, "", false}, false);
		crm_buf_cut(&d->path, len);
	}
}

static void add_value(struct digest *d, const struct crm_doc *v, struct at at, bool is_group)
{
	static const char kinds[] = {[CRM_DOC_NONE] = '-',
	    [CRM_DOC_OBJECT] = 'o',
	    [CRM_DOC_LIST] = 'l',
	    [CRM_DOC_TEXT] = 't',
	    [CRM_DOC_NUMBER] = 'n',
	    [CRM_DOC_BOOL] = 'b'};
	enum crm_doc_kind kind = crm_doc_kind(v);

	crm_buf_clear(&d->value);
	crm_doc_print(v, &d->value);
	if (!is_group || kind != CRM_DOC_OBJECT)
		crm_buf_addf(&d->text, "%s %c %zu:%s\n", crm_buf_str(&d->path), kinds[kind],
		    d->value.len, crm_buf_str(&d->value));
	if (kind == CRM_DOC_OBJECT)
		add_members(d, v, at);
	else if (kind == CRM_DOC_LIST)
		add_list(d, v);
}

void crm_ppap_digest(const struct crm_ppap *p, char out[65])
{
	struct digest d = {CRM_BUF_INIT, CRM_BUF_INIT, CRM_BUF_INIT};

	add_members(&d, crm_document_root(p->doc), (struct at){&crm_ppap_schema, "", false});
	crm_sha256_hex(crm_buf_str(&d.text), d.text.len, out);
	crm_buf_release(&d.path);
	crm_buf_release(&d.text);
	crm_buf_release(&d.value);
}
