/* pause and resume: while pausable clocks stand still. */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/rules/common.h"

const struct crm_opt crm_pause_opts[] = {
    {"why", 0, CRM_OPT_TEXT, "TEXT", "the reason", true},
    {"on", 0, CRM_OPT_TEXT, "WORD", "who is waited for: customer, supplier, us (default us)",
        false},
    {"ref", 0, CRM_OPT_TEXT, "TEXT", "the customer's reference, needed with --on customer", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

/* The key of the pause that lasts; false: none does. */
static bool find_open(const struct crm_step_in *in, struct crm_buf *key, struct crm_cell *at)
{
	struct crm_items it;
	bool found = false;

	crm_items_init(&it, in->view, CRM_C_PAUSES);
	while (!found && crm_items_next(&it)) {
		found = crm_view_cell(&it.view, CRM_PAUSE_UNTIL)->type == CRM_T_ABSENT;
		if (!found)
			continue;
		crm_buf_addz(key, it.key);
		*at = *crm_view_cell(&it.view, CRM_PAUSE_AT);
		at->text = NULL; /* the item's */
	}
	crm_items_release(&it);
	return found;
}

static void set(const struct crm_step_in *in, const char *key, int member,
    const struct crm_cell *cell, struct crm_changes *out)
{
	struct crm_buf path = CRM_BUF_INIT;

	if (cell->type != CRM_T_ABSENT)
		crm_changes_set(
		    out, crm_item_path(in->flow->schema, CRM_C_PAUSES, key, member, &path), cell);
	crm_buf_release(&path);
}

/* A pause said to have begun long ago would turn late clocks green unseen. */
static void note_late(const struct crm_step_in *in, struct crm_changes *out)
{
	const struct crm_schema *s = in->flow->schema;
	const char *key = s->fields[CRM_C_PAUSES].name;
	struct crm_cell rec = crm_cell_instant(in->now);
	struct crm_buf path = CRM_BUF_INIT;

	if (in->now.us - in->at.us <= CRM_LATE_ENTRY_US)
		return;
	crm_changes_set(out, crm_item_path(s, CRM_C_LATE_ENTRY, key, CRM_L_REC, &path), &rec);
	crm_changes_text(
	    out, crm_item_path(s, CRM_C_LATE_ENTRY, key, CRM_L_BY, &path), in->actor->by);
	crm_buf_release(&path);
}

static void judge_on(
    const struct crm_step_in *in, const char *on, const char *ref, struct crm_findings *f)
{
	const struct crm_field *field =
	    &in->flow->schema->fields[CRM_C_PAUSES].items->fields[CRM_PAUSE_ON];
	char expected[CRM_EXPECTED_MAX];
	struct crm_cell cell;

	crm_field_read(field, on, strlen(on), &cell, expected);
	if (cell.type == CRM_T_BAD)
		crm_finding_add(f, CRM_ERROR, "bad_value", NULL, 0, in->id, "on",
		    "'%s' cannot be read, expected %s", on, expected);
	else if (strcmp(on, "customer") == 0 && ref == NULL)
		crm_finding_add(f, CRM_ERROR, "missing_field", NULL, 0, in->id, "ref",
		    "'%s' needs --ref where the customer is waited for: the customer's reference",
		    in->step->name);
}

/* Not before the record was there, nor while clocks stood still already. */
static void judge_begin(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_step *first = crm_flow_first(in->flow);
	const char *pauses = in->flow->schema->fields[CRM_C_PAUSES].name;
	const struct crm_cell *since;
	char text[CRM_INSTANT_MAX];
	struct crm_items it;

	if (first != NULL && first->stamp != 0) {
		since = crm_view_cell(in->view, first->stamp);
		if (since->type == CRM_T_INSTANT && in->at.us < since->u.at.us) {
			crm_instant_format(since->u.at, text);
			crm_finding_add(f, CRM_ERROR, "wrong_order", NULL, 0, in->id, "at",
			    "is earlier than '%s', %s", in->flow->schema->fields[first->stamp].name,
			    text);
		}
	}
	crm_items_init(&it, in->view, CRM_C_PAUSES);
	while (crm_items_next(&it)) {
		const struct crm_cell *until = crm_view_cell(&it.view, CRM_PAUSE_UNTIL);

		since = crm_view_cell(&it.view, CRM_PAUSE_AT);
		if (since->type != CRM_T_INSTANT || until->type != CRM_T_INSTANT ||
		    in->at.us < since->u.at.us || in->at.us >= until->u.at.us)
			continue;
		crm_instant_format(until->u.at, text);
		crm_finding_add(f, CRM_ERROR, "already_paused", NULL, 0, in->id, pauses,
		    "was paused then, until %s", text);
	}
	crm_items_release(&it);
}

void crm_rule_pause(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const char *why = crm_step_arg(in, "why"), *on = crm_step_arg(in, "on");
	const char *ref = crm_step_arg(in, "ref");
	struct crm_buf open = CRM_BUF_INIT;
	struct crm_cell since;
	char key[13];

	if (on == NULL)
		on = "us";
	judge_on(in, on, ref, f);
	judge_begin(in, f);
	if (find_open(in, &open, &since)) {
		char text[CRM_INSTANT_MAX] = "?";

		if (since.type == CRM_T_INSTANT)
			crm_instant_format(since.u.at, text);
		crm_finding_add(f, CRM_ERROR, "already_paused", NULL, 0, in->id,
		    in->flow->schema->fields[CRM_C_PAUSES].name,
		    "is paused since %s; 'resume' ends that", text);
	} else {
		const struct crm_cell cells[CRM_PAUSE_COUNT] = {
		    [CRM_PAUSE_AT] = crm_cell_instant(in->at),
		    [CRM_PAUSE_BY] = crm_cell_text(in->actor->by),
		    [CRM_PAUSE_WHY] = crm_cell_text(why),
		    [CRM_PAUSE_ON] = crm_cell_text(on),
		    [CRM_PAUSE_REF] = crm_cell_text(ref),
		};

		crm_step_key(in, why != NULL ? why : "", key);
		for (int i = 0; i < CRM_PAUSE_COUNT; i++)
			set(in, key, i, &cells[i], out);
		note_late(in, out);
	}
	crm_buf_release(&open);
}

bool crm_pause_end(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_cell until = crm_cell_instant(in->at), by = crm_cell_text(in->actor->by);
	struct crm_buf key = CRM_BUF_INIT;
	struct crm_cell since;
	bool paused = find_open(in, &key, &since);

	if (paused && since.type == CRM_T_INSTANT && since.u.at.us > in->at.us) {
		char text[CRM_INSTANT_MAX];

		crm_instant_format(since.u.at, text);
		crm_finding_add(f, CRM_ERROR, "bad_value", NULL, 0, in->id, "at",
		    "is earlier than the pause's begin, %s", text);
	} else if (paused) {
		set(in, crm_buf_str(&key), CRM_PAUSE_UNTIL, &until, out);
		set(in, crm_buf_str(&key), CRM_PAUSE_ENDED_BY, &by, out);
		note_late(in, out);
	}
	crm_buf_release(&key);
	return paused;
}

void crm_rule_resume(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	if (!crm_pause_end(in, out, f))
		crm_finding_add(f, CRM_ERROR, "not_paused", NULL, 0, in->id,
		    in->flow->schema->fields[CRM_C_PAUSES].name, "is not paused");
}
