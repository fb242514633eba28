#include "lib/rules/common.h"

#include <string.h>

#include "lib/base/buf.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static const struct crm_field note_fields[] = {
    [CRM_N_AT] = {"at", CRM_T_INSTANT, NULL, NULL, NULL, 0, "when"},
    [CRM_N_BY] = {"by", CRM_T_TEXT, NULL, NULL, NULL, 0, "who"},
    [CRM_N_TEXT] = {"text", CRM_T_TEXT, NULL, NULL, NULL, CRM_F_PERSONAL, "what"},
};

static const struct crm_field amendment_fields[] = {
    [CRM_A_AT] = {"at", CRM_T_INSTANT, NULL, NULL, NULL, 0, "when"},
    [CRM_A_BY] = {"by", CRM_T_TEXT, NULL, NULL, NULL, 0, "who"},
    [CRM_A_WHY] = {"why", CRM_T_TEXT, NULL, NULL, NULL, 0, "why"},
    [CRM_A_FIELDS] = {"fields", CRM_T_TEXT, NULL, NULL, NULL, 0, "fields, comma between"},
};

const struct crm_schema crm_schema_notes = {"note", note_fields, COUNT(note_fields)};
const struct crm_schema crm_schema_amendments = {
    "amendment", amendment_fields, COUNT(amendment_fields)};

const struct crm_opt crm_note_opts[] = {
    {"text", 0, CRM_OPT_TEXT, "TEXT", "what the note says", true},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

const struct crm_opt crm_why_opts[] = {
    {"why", 0, CRM_OPT_TEXT, "TEXT", "the reason", true},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

const struct crm_opt crm_of_opts[] = {
    {"of", 0, CRM_OPT_TEXT, "ID", "the record that stands for it", true},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

static const char *name_of(const struct crm_step_in *in, int field)
{
	return in->flow->schema->fields[field].name;
}

/* An item of a collection: when, by whom (members 0 and 1 of both kinds), and
 * up to two texts. */
static void add_item(const struct crm_step_in *in, int collection, const char *first,
    const char *second, struct crm_changes *out)
{
	const char *const texts[] = {in->actor->by, first, second};
	const struct crm_schema *schema = in->flow->schema;
	struct crm_cell at = crm_cell_instant(in->at);
	struct crm_buf path = CRM_BUF_INIT;
	char key[13];

	crm_step_key(in, first != NULL ? first : "", key);
	crm_changes_set(out, crm_item_path(schema, collection, key, 0, &path), &at);
	for (size_t i = 0; i < COUNT(texts); i++) {
		if (i < 2 || texts[i] != NULL)
			crm_changes_text(out,
			    crm_item_path(schema, collection, key, (int)i + 1, &path), texts[i]);
	}
	crm_buf_release(&path);
}

void crm_rule_note(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)f;
	add_item(in, CRM_C_NOTES, crm_step_arg(in, "text"), NULL, out);
}

/* What a record must have from its first step on cannot be taken away: a
 * complaint without its receipt would leave every figure. */
static void judge_deletion(const struct crm_step_in *in, const char *path, struct crm_findings *f)
{
	const struct crm_step *first = crm_flow_first(in->flow);
	const struct crm_field *fields = in->flow->schema->fields;
	bool needed;

	if (first == NULL)
		return;
	needed = first->stamp != 0 && strcmp(fields[first->stamp].name, path) == 0;
	for (const struct crm_step_field *s = first->fields; s != NULL && s->field != 0; s++)
		needed = needed || (s->required && strcmp(fields[s->field].name, path) == 0);
	if (needed)
		crm_finding_add(f, CRM_ERROR, "missing_field", NULL, 0, in->id, path,
		    "cannot be deleted: '%s' needs it", first->name);
}

void crm_rule_amended(const struct crm_step_in *in, const char *fields, struct crm_changes *out)
{
	add_item(in, CRM_C_AMENDMENTS, crm_step_arg(in, "why"), fields, out);
}

void crm_rule_amend(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_buf names = CRM_BUF_INIT;

	if (in->given->n == 0)
		crm_finding_add(f, CRM_ERROR, "missing_field", NULL, 0, in->id, "",
		    "'%s' needs at least one FIELD=VALUE", in->step->name);
	for (size_t i = 0; i < in->given->n; i++) {
		const struct crm_change *c = &in->given->items[i];

		/* the last one of a name counts */
		if (crm_changes_find(in->given, c->path) != c)
			continue;
		if (c->cell.type == CRM_T_ABSENT)
			judge_deletion(in, c->path, f);
		if (names.len > 0)
			crm_buf_addc(&names, ',');
		crm_buf_addz(&names, c->path);
	}
	crm_rule_amended(in, crm_buf_str(&names), out);
	crm_buf_release(&names);
}

int64_t crm_rule_give_back(
    const struct crm_step_in *in, int quantity, struct crm_changes *out, struct crm_findings *f)
{
	const int collection = in->step->target->collection;
	struct crm_buf path = CRM_BUF_INIT;
	char text[CRM_INSTANT_MAX];
	struct crm_items it;
	bool there = false;
	int64_t n = 0;

	crm_items_init(&it, in->view, collection);
	while (!there && crm_items_next(&it))
		there = strcmp(it.key, in->key) == 0;
	if (there) {
		const struct crm_cell *at = crm_view_cell(&it.view, 0);
		const struct crm_cell *pieces = crm_view_cell(&it.view, quantity);

		n = pieces->type == CRM_T_INT ? pieces->u.i : 0;
		if (at->type == CRM_T_INSTANT && in->at.us < at->u.at.us) {
			crm_instant_format(at->u.at, text);
			crm_step_refuse(
			    in, f, "wrong_order", "at", "is earlier than it was counted, %s", text);
		}
		(void)crm_item_path(in->flow->schema, collection, in->key, -1, &path);
		crm_changes_delete(out, crm_buf_str(&path));
		crm_rule_amended(in, crm_buf_str(&path), out);
	} else {
		crm_step_refuse(in, f, "no_such_item", name_of(in, collection),
		    "this delivery is not counted, or not with this lot");
	}
	crm_items_release(&it);
	crm_buf_release(&path);
	return n;
}

void crm_rule_void(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)f;
	crm_changes_text(out, name_of(in, CRM_C_VOID_WHY), crm_step_arg(in, "why"));
}

void crm_rule_duplicate(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const char *of = crm_step_arg(in, "of");

	if (of != NULL && in->id != NULL && strcmp(of, in->id) == 0)
		crm_finding_add(f, CRM_ERROR, "self_reference", NULL, 0, in->id,
		    name_of(in, CRM_C_DUPLICATE_OF), "a record is no duplicate of itself");
	crm_changes_text(out, name_of(in, CRM_C_DUPLICATE_OF), of);
}
