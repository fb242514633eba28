/* What each part of an 8D lacks, by its items. */
#include <string.h>

#include "lib/rules/complaint/complaint_facts_private.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void lack(struct crm_buf *out, const char *prefix, const char *what)
{
	if (out->len > 0)
		crm_buf_addz(out, ", ");
	crm_buf_addz(out, prefix);
	crm_buf_addz(out, what);
}

void crm_lacks_team(const struct crm_view *v, struct crm_buf *out)
{
	static const char *const roles[] = {"sponsor", "leader", "contact"};

	for (size_t i = 0; i < COUNT(roles); i++) {
		if (crm_fact_count(v, CRM_K_TEAM, CRM_TEAM_ROLE, roles[i]) == 0)
			lack(out, "a ", roles[i]);
	}
}

void crm_lacks_description(const struct crm_view *v, struct crm_buf *out)
{
	static const int fields[] = {CRM_K_PROBLEM_WHAT, CRM_K_PROBLEM_WHEN, CRM_K_PROBLEM_WHERE,
	    CRM_K_PROBLEM_WHO, CRM_K_PROBLEM_HOW_MANY};

	for (size_t i = 0; i < COUNT(fields); i++) {
		if (!crm_view_has(v, fields[i]))
			lack(out, "", crm_complaint_name(fields[i]));
	}
}

bool crm_fact_secured(const struct crm_view *item)
{
	const struct crm_cell *suspect = crm_view_cell(item, CRM_CONT_SUSPECT);
	const struct crm_cell *checked = crm_view_cell(item, CRM_CONT_CHECKED);
	bool owned = crm_view_has(item, CRM_CONT_ACTION) && crm_view_has(item, CRM_CONT_OWNER);

	if (crm_cell_eq(crm_view_cell(item, CRM_CONT_PLACE), "site"))
		return owned;
	return suspect->type == CRM_T_INT &&
	    (owned || suspect->u.i == 0 ||
	        (checked->type == CRM_T_INT && checked->u.i >= suspect->u.i));
}

void crm_lacks_containment(const struct crm_view *v, struct crm_buf *out)
{
	static const char *const places[] = {"stock", "in_process", "in_transit", "customer"};
	bool goods = !crm_cell_eq(crm_view_cell(v, CRM_K_CLASS), "environment") ||
	    crm_view_true(v, CRM_K_NEEDS_8D);
	struct crm_items it;
	size_t n = 0;

	for (size_t i = 0; goods && i < COUNT(places); i++) {
		if (crm_fact_count(v, CRM_K_CONTAINMENT, CRM_CONT_PLACE, places[i]) == 0)
			lack(out, "", places[i]);
	}
	crm_items_init(&it, v, CRM_K_CONTAINMENT);
	for (; crm_items_next(&it); n++) {
		if (!crm_fact_secured(&it.view))
			lack(out, it.key, " secured");
	}
	crm_items_release(&it);
	if (!goods && n == 0)
		lack(out, "", "a place");
}

void crm_lacks_causes(const struct crm_view *v, struct crm_buf *out)
{
	static const char *const kinds[] = {"TUA", "TUN"};

	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (crm_fact_count(v, CRM_K_CAUSES, CRM_CAUSE_KIND, kinds[i]) == 0)
			lack(out, "the cause ", kinds[i]);
	}
}

void crm_lacks_choice(const struct crm_view *v, struct crm_buf *out)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_items it;

	crm_lacks_causes(v, out);
	crm_items_init(&it, v, CRM_K_CAUSES);
	while (crm_items_next(&it)) {
		const char *kind = crm_view_text(&it.view, CRM_CAUSE_KIND, &arena);

		if (crm_fact_count(v, CRM_K_ACTIONS, CRM_ACTION_CAUSE, kind) == 0)
			lack(out, "an action against ", kind);
	}
	crm_items_release(&it);
	crm_arena_release(&arena);
}

void crm_lacks_implementation(const struct crm_view *v, struct crm_buf *out)
{
	struct crm_items it;
	size_t n = 0;

	crm_items_init(&it, v, CRM_K_ACTIONS);
	for (; crm_items_next(&it); n++) {
		if (!crm_view_has(&it.view, CRM_ACTION_IMPLEMENTED_AT))
			lack(out, "action ", it.key);
	}
	crm_items_release(&it);
	if (n == 0)
		lack(out, "", "an action");
}

void crm_lacks_standard(const struct crm_view *v, struct crm_buf *out)
{
	if (crm_view_true(v, CRM_K_CHRONIC)) {
		if (crm_fact_count(v, CRM_K_STANDARDS, CRM_STD_TYPE, "control_plan") == 0 &&
		    crm_fact_count(v, CRM_K_STANDARDS, CRM_STD_TYPE, "instruction") == 0)
			lack(out, "", "a control plan or instruction, as the defect is chronic");
	} else if (crm_fact_count(v, CRM_K_STANDARDS, CRM_STD_DOCUMENT, NULL) == 0) {
		lack(out, "", "a standard");
	}
}
