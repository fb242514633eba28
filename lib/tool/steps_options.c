/* The options that a step's row makes. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/tool/steps_private.h"

static const char *arg_of(const struct crm_field *f)
{
	if (f->words != NULL)
		return "WORD";
	if ((f->flags & CRM_F_FILE) != 0)
		return "FILE";
	switch (f->type) {
	case CRM_T_INT:
	case CRM_T_DEC:
		return "NUMBER";
	case CRM_T_BOOL:
		return "true|false";
	case CRM_T_INSTANT:
		return "STAMP";
	case CRM_T_DATE:
		return "DATE";
	case CRM_T_DURATION:
		return "DUR";
	case CRM_T_TEXT:
	case CRM_T_NESTED:
	case CRM_T_ABSENT:
	case CRM_T_BAD:
		break;
	}
	return f->ref != NULL && crm_kind_find(f->ref) != NULL ? "ID" : "TEXT";
}

const struct crm_schema *crm_step_schema(const struct crm_schema *kind, const struct crm_step *s)
{
	return s->target == NULL ? kind : kind->fields[s->target->collection].items;
}

char *crm_step_opt_name(const char *field)
{
	char *name = crm_strdup(field), *p;

	for (p = name; *p != '\0'; p++)
		if (*p == '_')
			*p = '-';
	return name;
}

static char *help_of(const struct crm_field *f)
{
	struct crm_buf help = CRM_BUF_INIT;
	size_t i;

	crm_buf_addz(&help, f->doc != NULL ? f->doc : "");
	for (i = 0; f->words != NULL && f->words[i] != NULL; i++)
		crm_buf_addf(&help, "%s%s", i == 0 ? ": " : ", ", f->words[i]);
	return crm_buf_take(&help);
}

static char *item_help(const struct crm_schema *kind, const struct crm_step *step)
{
	struct crm_buf help = CRM_BUF_INIT;

	crm_buf_addf(&help, "which of the %s: its key or the beginning of it",
	    kind->fields[step->target->collection].name);
	return crm_buf_take(&help);
}

struct rows {
	struct crm_opt *items;
	size_t n, cap;
};

/* name and help are taken: all of a table's are the table's own. */
static void add(struct rows *rows, const char *name, enum crm_opt_kind kind, const char *arg,
    const char *help, bool required)
{
	struct crm_opt row = {name, 0, kind, arg, help, required};

	crm_grow(&rows->items, &rows->cap, rows->n + 1, sizeof(*rows->items));
	rows->items[rows->n++] = row;
}

/* A whole record may bring what is required, so the parser cannot ask for it. */
struct crm_opt *crm_step_opts(const struct crm_schema *kind, const struct crm_step *step)
{
	const struct crm_schema *schema = crm_step_schema(kind, step);
	bool whole = (step->flags & CRM_STEP_RECORD) != 0;
	struct rows rows = {NULL, 0, 0};
	const struct crm_step_field *f;
	const struct crm_opt *o;

	if (whole)
		add(&rows, crm_strdup("id"), CRM_OPT_TEXT, "ID",
		    crm_strdup("an id of your own (default the next number)"), false);
	if (step->target != NULL && step->target->mode == CRM_ITEM_OLD)
		add(&rows, crm_strdup("item"), CRM_OPT_TEXT, "KEY", item_help(kind, step), false);
	for (f = step->fields; f != NULL && f->field != 0; f++) {
		const struct crm_field *def = &schema->fields[f->field];

		add(&rows, crm_step_opt_name(def->name), CRM_OPT_TEXT, arg_of(def), help_of(def),
		    f->required && !whole);
	}
	for (o = step->opts; o != NULL && o->name != NULL; o++) {
		add(&rows, crm_strdup(o->name), o->kind, o->arg,
		    o->help != NULL ? crm_strdup(o->help) : NULL, o->required);
		rows.items[rows.n - 1].letter = o->letter;
	}
	add(&rows, NULL, CRM_OPT_FLAG, NULL, NULL, false);
	return rows.items;
}

void crm_step_opts_free(struct crm_opt *opts)
{
	struct crm_opt *o;

	for (o = opts; o != NULL && o->name != NULL; o++) {
		free((char *)o->name);
		free((char *)o->help);
	}
	free(opts);
}
