/* Which kind the ids of a command are of. */
#include "cmd/crm-store/store.h"

/* Has the store a record of that kind and id? 1, 0, -1 after a message. */
static int has_record(struct crm_run *r, const char *kind, const char *id)
{
	struct crm_journal *j = NULL;
	struct crm_err e = CRM_ERR_INIT;
	int has = -1;

	if (crm_journal_open(r->store, kind, NULL, &j, &e) == 0)
		has = crm_journal_has(j, id, &e);
	crm_journal_free(j);
	return has < 0 ? crm_run_fail(r, &e) : has;
}

/* The kind of an id whose prefix tells none: of the record that is there. */
static int find_kind(struct crm_run *r, const char *id, const struct crm_kind **out)
{
	struct crm_err e = CRM_ERR_INIT;
	const char *name;
	int has;

	*out = NULL;
	for (size_t i = 0; (name = crm_store_kind(r->store, i)) != NULL; i++) {
		if (crm_kind_find(name) == NULL)
			continue;
		has = has_record(r, name, id);
		if (has < 0)
			return -1;
		if (has == 1 && *out != NULL)
			return crm_run_usage(r,
			    "'%s' is a %s and a %s: --kind %s or --kind %s tells which", id,
			    (*out)->name, name, (*out)->name, name);
		if (has == 1)
			*out = crm_kind_find(name);
	}
	if (*out != NULL)
		return 0;
	crm_err_set(&e, CRM_NOINPUT, "%s: no such record", id);
	return crm_run_fail(r, &e);
}

int store_kind_of_ids(struct crm_run *r)
{
	const char *name = crm_args_text(r->args, "kind"), *id;
	const struct crm_kind *kind, *all = NULL;

	if (name != NULL)
		return crm_run_kind(r, name);
	for (size_t i = 0; (id = crm_args_operand(r->args, i)) != NULL; i++) {
		kind = crm_kind_of_id(id);
		if (kind == NULL && find_kind(r, id, &kind) < 0)
			return -1;
		if (kind != NULL && all != NULL && kind != all)
			return crm_run_usage(r, "'%s' is a %s and not a %s: one kind a time", id,
			    kind->name, all->name);
		all = kind;
	}
	r->kind = all;
	return 0;
}
