/* The form: its steps. */
#include "lib/base/buf.h"
#include "lib/rules/eightd/eightd_form_private.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void put_percent(struct crm_doc *o, const char *name, const struct crm_view *v, int field)
{
	const struct crm_cell *c = crm_view_cell(v, field);

	if (c->type == CRM_T_DEC)
		crm_doc_dec(o, name, c->u.dec);
}

/* "PLACE.suspect" and so on, of one item. */
static void inform_item(struct crm_doc *step, const char *key, const struct crm_view *item,
    const int *members, size_t n)
{
	const struct crm_schema *s = crm_shape_schema(item->shape);
	struct crm_buf name = CRM_BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		crm_buf_clear(&name);
		crm_buf_addf(&name, "%s.%s", key, s->fields[members[i]].name);
		crm_form_inform(step, crm_buf_str(&name), item, members[i]);
	}
	crm_buf_release(&name);
}

static void fill_person(struct crm_doc *o, const struct crm_view *member)
{
	crm_form_put(o, "name", member, CRM_TEAM_NAME);
	crm_form_put(o, "department", member, CRM_TEAM_DEPARTMENT);
	crm_form_put(o, "role", member, CRM_TEAM_ROLE);
	crm_form_put(o, "phoneNumber", member, CRM_TEAM_PHONE);
	crm_form_put(o, "email", member, CRM_TEAM_EMAIL);
}

/* The first of a role; any other is a member. */
static void fill_d1(const struct crm_fill *f, struct crm_doc *step)
{
	static const struct {
		const char *role, *to;
	} single[] = {
	    {"sponsor", "sponsor"}, {"leader", "teamLeader"}, {"contact", "contactPerson"}};
	bool taken[COUNT(single)] = {false};
	struct crm_items it;
	size_t i;

	crm_items_init(&it, f->v, CRM_K_TEAM);
	while (crm_items_next(&it)) {
		const struct crm_cell *role = crm_view_cell(&it.view, CRM_TEAM_ROLE);

		for (i = 0; i < COUNT(single); i++) {
			if (!taken[i] && crm_cell_eq(role, single[i].role))
				break;
		}
		if (i < COUNT(single)) {
			taken[i] = true;
			fill_person(crm_doc_object(step, single[i].to), &it.view);
		} else {
			fill_person(crm_doc_item(crm_doc_list(step, "teamMembers")), &it.view);
		}
	}
	crm_items_release(&it);
}

static void fill_d2(const struct crm_fill *f, struct crm_doc *step)
{
	static const int more[] = {CRM_K_PROBLEM_WHEN, CRM_K_PROBLEM_WHO, CRM_K_PROBLEM_WHY,
	    CRM_K_PROBLEM_HOW_MANY, CRM_K_IS_WHAT, CRM_K_IS_NOT_WHAT, CRM_K_IS_WHERE,
	    CRM_K_IS_NOT_WHERE, CRM_K_IS_WHEN, CRM_K_IS_NOT_WHEN, CRM_K_IS_EXTENT,
	    CRM_K_IS_NOT_EXTENT};

	crm_form_put(step, "symptomDescription", f->v,
	    crm_view_has(f->v, CRM_K_PROBLEM_HOW) ? CRM_K_PROBLEM_HOW : CRM_K_DESCRIPTION);
	crm_form_put(step, "problemDescription", f->v, CRM_K_PROBLEM_WHAT);
	crm_form_put(step, "errorType", f->v, CRM_K_DEFECT);
	crm_form_day(f, step, "riskAssessmentStarted", f->v, CRM_K_ASSESSED_AT);
	crm_form_put(step, "errorLocation", f->v, CRM_K_PROBLEM_WHERE);
	crm_form_inform_all(step, f->v, more, COUNT(more));
}

/* Where nothing is suspect there is no action: it is told beside. */
static void fill_d3(const struct crm_fill *f, struct crm_doc *step)
{
	static const int more[] = {CRM_CONT_SUSPECT, CRM_CONT_CHECKED, CRM_CONT_BAD,
	    CRM_CONT_ACTION, CRM_CONT_MARKED, CRM_CONT_CLEAN_FROM};
	struct crm_doc *list = crm_doc_list(step, "descriptionOfInterimContainmentActions"), *o;
	struct crm_items it;

	crm_items_init(&it, f->v, CRM_K_CONTAINMENT);
	while (crm_items_next(&it)) {
		const struct crm_cell *suspect = crm_view_cell(&it.view, CRM_CONT_SUSPECT);

		inform_item(step, it.key, &it.view, more, COUNT(more));
		if (suspect->type == CRM_T_INT && suspect->u.i == 0 &&
		    !crm_view_has(&it.view, CRM_CONT_ACTION))
			continue;
		o = crm_doc_item(list);
		crm_form_put(o, "proofOfEffectiveness", &it.view, CRM_CONT_PROOF);
		crm_form_day(f, o, "introductionDate", &it.view, CRM_I_AT);
		crm_form_put(o, "responsiblePerson", &it.view, CRM_CONT_OWNER);
		crm_form_put(o, "riskOfImmediateMeasure", &it.view, CRM_CONT_RISK);
	}
	crm_items_release(&it);
}

static void fill_d4(const struct crm_fill *f, struct crm_doc *step)
{
	struct crm_doc *list = crm_doc_list(step, "causes"), *o;
	struct crm_items it;

	crm_items_init(&it, f->v, CRM_K_CAUSES);
	while (crm_items_next(&it)) {
		o = crm_doc_item(list);
		crm_form_put(o, "typeOfCauses", &it.view, CRM_CAUSE_KIND);
		crm_form_put(o, "causeHypothesisDescription", &it.view, CRM_CAUSE_TEXT);
		crm_form_put(o, "verificationBy", &it.view, CRM_CAUSE_VERIFIED_BY);
		crm_form_day(f, o, "clarificationDate", &it.view, CRM_CAUSE_VERIFIED_ON);
		crm_form_put(o, "result", &it.view, CRM_CAUSE_EVIDENCE);
		crm_form_put(o, "method", &it.view, CRM_CAUSE_METHOD);
	}
	crm_items_release(&it);
}

/* D5 and D6 differ in the day and in what proves them. */
static void fill_actions(
    const struct crm_fill *f, struct crm_doc *step, const char *name, int day, int proof)
{
	struct crm_doc *list = crm_doc_list(step, name), *o;
	struct crm_items it;

	crm_items_init(&it, f->v, CRM_K_ACTIONS);
	while (crm_items_next(&it)) {
		o = crm_doc_item(list);
		crm_form_day(f, o, "introductionDate", &it.view, day);
		crm_form_put(o, "responsiblePerson", &it.view, CRM_ACTION_OWNER);
		crm_form_put(o, "causeAssignment", &it.view, CRM_ACTION_CAUSE);
		crm_form_put(o, "proofOfEffectiveness", &it.view, proof);
		put_percent(o, "effectivenessResult", &it.view, CRM_ACTION_EFFECT);
		crm_doc_text(o, "status",
		    crm_view_has(&it.view, CRM_ACTION_IMPLEMENTED_AT) ? "closed" : "open");
		crm_form_put(o, "measure", &it.view, CRM_ACTION_TEXT);
	}
	crm_items_release(&it);
}

static void fill_d5(const struct crm_fill *f, struct crm_doc *step)
{
	fill_actions(
	    f, step, "definePermanentCorrectiveActions", CRM_ACTION_DUE, CRM_ACTION_VALIDATION);
}

static void fill_d6(const struct crm_fill *f, struct crm_doc *step)
{
	fill_actions(f, step, "implementedCorrectiveMeasures", CRM_ACTION_IMPLEMENTED_AT,
	    CRM_ACTION_EVIDENCE);
}

/* "CP-4711, rev. D: 100 % camera check" */
static void put_standard(struct crm_doc *o, const struct crm_view *item)
{
	struct crm_buf text = CRM_BUF_INIT;

	crm_cell_print(crm_view_cell(item, CRM_STD_DOCUMENT), &text);
	if (crm_view_has(item, CRM_STD_REVISION)) {
		crm_buf_addz(&text, ", rev. ");
		crm_cell_print(crm_view_cell(item, CRM_STD_REVISION), &text);
	}
	if (crm_view_has(item, CRM_STD_CHANGE)) {
		crm_buf_addz(&text, ": ");
		crm_cell_print(crm_view_cell(item, CRM_STD_CHANGE), &text);
	}
	if (text.len > 0)
		crm_doc_text(o, "measure", crm_buf_str(&text));
	crm_buf_release(&text);
}

static void fill_d7(const struct crm_fill *f, struct crm_doc *step)
{
	static const int more[] = {CRM_ACROSS_SUBJECT, CRM_ACROSS_RESULT, CRM_ACROSS_QUANTITY};
	struct crm_doc *list = crm_doc_list(step, "errorPreventiveMeasures"), *o;
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_items it;

	crm_items_init(&it, f->v, CRM_K_STANDARDS);
	while (crm_items_next(&it)) {
		o = crm_doc_item(list);
		crm_form_day(f, o, "introductionDate", &it.view, CRM_I_AT);
		crm_form_put(o, "responsiblePerson", &it.view, CRM_STD_OWNER);
		crm_form_put(o, "proofOfEffectiveness", &it.view, CRM_STD_PROOF);
		crm_doc_text(o, "status", "closed");
		put_standard(o, &it.view);
	}
	crm_items_release(&it);
	crm_items_init(&it, f->v, CRM_K_READACROSS);
	while (crm_items_next(&it))
		inform_item(step, crm_view_text(&it.view, CRM_ACROSS_SCOPE, &arena), &it.view, more,
		    COUNT(more));
	crm_items_release(&it);
	crm_arena_release(&arena);
}

static void fill_d8(const struct crm_fill *f, struct crm_doc *step)
{
	static const int found[] = {
	    CRM_K_VERIFY_METRIC, CRM_K_VERIFY_TARGET, CRM_K_VERIFY_VALUE, CRM_K_VERIFY_RESULT};
	struct crm_buf text = CRM_BUF_INIT;

	for (size_t i = 0; i < COUNT(found); i++) {
		if (!crm_view_has(f->v, found[i]))
			continue;
		crm_buf_addz(&text, text.len > 0 ? "; " : "");
		crm_cell_print(crm_view_cell(f->v, found[i]), &text);
	}
	if (text.len > 0)
		crm_doc_text(step, "resultAssesment", crm_buf_str(&text));
	crm_form_put(step, "resultAssesment", f->v, CRM_K_RESULT);
	crm_form_day(f, step, "closingDate", f->v, CRM_K_ACCEPTED_AT);
	crm_buf_release(&text);
}

/* What was done at once to protect the customer. */
static void fill_d0(const struct crm_fill *f, struct crm_doc *form)
{
	struct crm_doc *step, *o;
	struct crm_items it;

	crm_items_init(&it, f->v, CRM_K_CONTAINMENT);
	while (crm_items_next(&it)) {
		if (!crm_cell_eq(crm_view_cell(&it.view, CRM_CONT_PLACE), "customer") ||
		    !crm_view_has(&it.view, CRM_CONT_ACTION))
			continue;
		step = crm_doc_object(form, "stepD0");
		o = crm_doc_item(crm_doc_list(step, "defineEmergencyResponseAction"));
		crm_form_day(f, o, "introductionDate", &it.view, CRM_I_AT);
		crm_form_put(o, "responsiblePerson", &it.view, CRM_CONT_OWNER);
		crm_form_put(o, "proofOfEffectiveness", &it.view, CRM_CONT_PROOF);
		crm_doc_text(o, "status",
		    crm_view_has(f->v, CRM_K_IMPLEMENTED_AT) ? "closed" : "in progress");
		crm_form_put(o, "measure", &it.view, CRM_CONT_ACTION);
		crm_form_put(step, "customerComplaintId", f->v, CRM_K_CUSTOMER_REF);
		crm_form_put(step, "supplierComplaintId", f->v, CRM_C_ID);
		crm_form_put(step, "problemDescription", f->v, CRM_K_PROBLEM_WHAT);
		crm_form_day(f, step, "complaintDate", f->v, CRM_K_RECEIVED_AT);
		crm_form_put(step, "complaintLocation", f->v, CRM_K_PLANT);
	}
	crm_items_release(&it);
}

void crm_form_fill(const struct crm_form_opts *o, const struct crm_view *v, struct crm_doc *out)
{
	static void (*const steps[])(const struct crm_fill *f, struct crm_doc *step) = {
	    fill_d1, fill_d2, fill_d3, fill_d4, fill_d5, fill_d6, fill_d7, fill_d8};
	const struct crm_fill f = {o, v};
	char name[] = "stepD0";

	crm_form_header(&f, out);
	fill_d0(&f, out);
	for (int d = 1; d <= o->through; d++) {
		name[5] = (char)('0' + d);
		steps[d - 1](&f, crm_doc_object(out, name));
	}
}
