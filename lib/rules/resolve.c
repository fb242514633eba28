#include "lib/rules/resolve.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/rules/common.h"

/* Members of an amendment that are written where no field was chosen. */
static void rule_resolve(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_schema *s = in->flow->schema;
	struct crm_cell at = crm_cell_instant(in->at);
	const char *why = crm_step_arg(in, "why");
	struct crm_buf path = CRM_BUF_INIT;
	const int all = CRM_C_AMENDMENTS;
	char key[13];

	if (in->given->n > 0) {
		crm_rule_amend(in, out, f);
		return;
	}
	crm_step_key(in, why != NULL ? why : "", key);
	crm_changes_set(out, crm_item_path(s, all, key, CRM_A_AT, &path), &at);
	crm_changes_text(out, crm_item_path(s, all, key, CRM_A_BY, &path), in->actor->by);
	crm_changes_text(out, crm_item_path(s, all, key, CRM_A_WHY, &path), why);
	crm_buf_release(&path);
}

static const char *state_of(const struct crm_resolve_in *in, const struct crm_record *r)
{
	const char *state = crm_record_text(r, in->kind->flow.schema->fields[CRM_C_STATE].name);

	return state != NULL ? state : in->kind->flow.states->names[0];
}

/* "answered, void" */
static void list_states(const struct crm_resolve_in *in, struct crm_buf *out)
{
	for (size_t i = 0; i < in->n; i++)
		crm_buf_addf(out, "%s%s", i > 0 ? ", " : "", state_of(in, in->sides[i]));
}

static bool judge_choice(const struct crm_resolve_in *in, const char *id, struct crm_findings *f)
{
	const char *field = in->kind->flow.schema->fields[CRM_C_STATE].name;
	struct crm_buf states = CRM_BUF_INIT;
	bool differ = false, found = in->state == NULL;

	for (size_t i = 0; i < in->n; i++) {
		const char *state = state_of(in, in->sides[i]);

		differ = differ || strcmp(state, state_of(in, in->sides[0])) != 0;
		found = found || strcmp(state, in->state) == 0;
	}
	list_states(in, &states);
	if (differ && in->state == NULL)
		crm_finding_add(f, CRM_ERROR, "state_undecided", NULL, 0, id, field,
		    "the sides differ: %s; which one counts must be said with --state",
		    crm_buf_str(&states));
	else if (!found)
		crm_finding_add(f, CRM_ERROR, "not_a_side", NULL, 0, id, field,
		    "'%s' is what no side says: %s", in->state, crm_buf_str(&states));
	crm_buf_release(&states);
	return found && (!differ || in->state != NULL);
}

/* Does the field belong to one state alone? */
static bool of_one_state(const struct crm_flow *flow, int field)
{
	return field == CRM_C_VOIDED_AT || field == CRM_C_VOID_WHY || field == CRM_C_DUPLICATE_OF ||
	    crm_flow_setter(flow, field) != NULL;
}

/* The fields that go with the state that was not chosen, ended by 0, after
 * the state itself: the caller's. */
static struct crm_step_field *fields_of(
    const struct crm_resolve_in *in, const struct crm_record *before)
{
	const struct crm_schema *s = in->kind->flow.schema;
	struct crm_step_field *out = crm_calloc(s->n + 2, sizeof(*out));
	size_t i, k, n = 0;

	if (in->state == NULL)
		return out;
	out[n++].field = CRM_C_STATE;
	for (i = 1; i < s->n; i++) {
		if (!of_one_state(&in->kind->flow, (int)i) ||
		    !crm_record_has(before, s->fields[i].name))
			continue;
		for (k = 0; k < in->n; k++)
			if (strcmp(state_of(in, in->sides[k]), in->state) == 0 &&
			    crm_record_has(in->sides[k], s->fields[i].name))
				break;
		if (k == in->n)
			out[n++].field = (int)i;
	}
	return out;
}

/* Every state of the kind, blanks between. */
static void all_states(const struct crm_kind *kind, struct crm_buf *out)
{
	for (const char *const *name = kind->flow.states->names; *name != NULL; name++)
		crm_buf_addf(out, "%s%s", out->len > 0 ? " " : "", *name);
}

static int take_step(const struct crm_resolve_in *in, const struct crm_step_in *given,
    struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_schema *s = in->kind->flow.schema;
	struct crm_record *before = crm_record_copy(given->before);
	struct crm_step_field *fields = fields_of(in, before);
	struct crm_changes all = CRM_CHANGES_INIT;
	struct crm_step_in step_in = *given;
	struct crm_buf from = CRM_BUF_INIT;
	struct crm_step step = {.name = CRM_RESOLVE,
	    .opts = crm_why_opts,
	    .flags = CRM_STEP_ASSIGN | CRM_STEP_REJUDGE | CRM_STEP_AGAIN,
	    .rule = rule_resolve};
	int ret;

	all_states(in->kind, &from);
	step.from = crm_buf_str(&from);
	step.fields = fields;
	if (in->state != NULL) {
		crm_changes_text(&all, s->fields[CRM_C_STATE].name, in->state);
		crm_record_set_text(before, s->fields[CRM_C_STATE].name, in->state);
		for (size_t i = 1; fields[i].field != 0; i++)
			crm_changes_delete(&all, s->fields[fields[i].field].name);
	}
	for (size_t i = 0; i < given->given->n; i++)
		crm_changes_set(&all, given->given->items[i].path, &given->given->items[i].cell);
	step_in.flow = &in->kind->flow;
	step_in.step = &step;
	step_in.before = before;
	step_in.given = &all;
	ret = crm_step_take(&step_in, out, f);
	crm_changes_release(&all);
	crm_record_free(before);
	crm_buf_release(&from);
	free(fields);
	return ret;
}

int crm_resolve_take(const struct crm_resolve_in *in, const struct crm_step_in *take,
    struct crm_changes *out, struct crm_findings *f)
{
	return judge_choice(in, take->id, f) ? take_step(in, take, out, f) : -1;
}
