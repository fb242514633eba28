/* What closure waits for, and opening again. */
#include "lib/rules/complaint/complaint_facts_private.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void need(const struct crm_view *v, int stamp, const char *step, struct crm_findings *f)
{
	if (!crm_view_has(v, stamp))
		crm_fact_missing(v, f, stamp, step, "");
}

static void add(const struct crm_view *v, struct crm_findings *f, const char *code,
    const char *field, const char *text)
{
	struct crm_arena arena = CRM_ARENA_INIT;

	crm_finding_add(f, CRM_ERROR, code, v->source, v->line, crm_view_text(v, CRM_C_ID, &arena),
	    field, "%s", text);
	crm_arena_release(&arena);
}

/* What somebody of us still owes. */
static void judge_open_items(const struct crm_view *v, struct crm_findings *f)
{
	struct crm_buf text = CRM_BUF_INIT, path = CRM_BUF_INIT;
	struct crm_items it;

	if (crm_fact_open_round(v, &it)) {
		crm_buf_addf(&text, "round %s waits for the customer's verdict", it.key);
		add(v, f, "round_open", crm_complaint_name(CRM_K_ROUNDS), crm_buf_str(&text));
	}
	crm_items_release(&it);
	crm_items_init(&it, v, CRM_K_ACTIONS);
	while (crm_items_next(&it)) {
		if (crm_view_has(&it.view, CRM_ACTION_IMPLEMENTED_AT))
			continue;
		crm_buf_clear(&path);
		crm_buf_addf(&path, "%s.%s", crm_complaint_name(CRM_K_ACTIONS), it.key);
		add(v, f, "pending_action", crm_buf_str(&path),
		    "the action is not in place: step 'implement' is missing");
	}
	crm_items_release(&it);
	crm_buf_release(&path);
	crm_buf_release(&text);
}

/* Goods that came under suspicion after D3 was whole. */
static void judge_containment(const struct crm_view *v, struct crm_findings *f)
{
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_items it;

	if (!crm_view_true(v, CRM_K_NEEDS_8D) && !crm_view_has(v, CRM_K_CONTAINED_AT))
		return;
	crm_items_init(&it, v, CRM_K_CONTAINMENT);
	while (crm_items_next(&it)) {
		if (crm_fact_secured(&it.view))
			continue;
		crm_buf_clear(&path);
		crm_buf_addf(&path, "%s.%s", crm_complaint_name(CRM_K_CONTAINMENT), it.key);
		add(v, f, "pending_containment", crm_buf_str(&path),
		    "not all that is suspect there is checked or secured: step 'contain'");
	}
	crm_items_release(&it);
	crm_buf_release(&path);
}

void crm_facts_judge_close(const struct crm_view *v, struct crm_findings *f)
{
	struct crm_buf lacks = CRM_BUF_INIT;

	judge_open_items(v, f);
	judge_containment(v, f);
	if (crm_view_true(v, CRM_K_NEEDS_8D)) {
		need(v, CRM_K_ACCEPTED_AT, "accept", f);
		need(v, CRM_K_VERIFIED_AT, "verify", f);
	}
	if (crm_view_has(v, CRM_K_PASSED_AT))
		need(v, CRM_K_FEEDBACK_AT, "feedback", f);
	if (crm_cell_eq(crm_view_cell(v, CRM_K_CLASS), "environment")) {
		need(v, CRM_K_AUTHORITY_AT, "authority", f);
		need(v, CRM_K_PUBLISHED_AT, "publish", f);
	}
	if (crm_view_true(v, CRM_K_CHRONIC)) {
		crm_lacks_standard(v, &lacks);
		if (lacks.len > 0)
			crm_fact_missing(v, f, CRM_K_PREVENTED_AT, "prevent", crm_buf_str(&lacks));
	}
	if (crm_view_true(v, CRM_K_SAFETY) && !crm_view_has(v, CRM_K_SAFETY_OWNER))
		add(v, f, "pending_owner", crm_complaint_name(CRM_K_SAFETY_OWNER),
		    "it touches safety and nobody who owns product safety is named");
	crm_buf_release(&lacks);
}

void crm_facts_reopen(const struct crm_record *before, struct crm_changes *out)
{
	static const int anew[] = {CRM_K_ANSWERED_AT, CRM_K_ACCEPTED_AT, CRM_K_VERIFIED_AT};

	for (size_t i = 0; i < COUNT(anew); i++) {
		const char *name = crm_complaint_name(anew[i]);

		if (crm_record_has(before, name))
			crm_changes_delete(out, name);
	}
}
