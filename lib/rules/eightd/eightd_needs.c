/* What a report can be asked for. Profiles choose among these. */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/rules/complaint/complaint_facts_private.h"
#include "lib/rules/eightd/eightd_private.h"

enum {
	FIELD,    /* the field has a value */
	SAFETY,   /* ... where it touches safety */
	ITEM,     /* an item has the member, of which `word` where there is one */
	EACH,     /* every item has the member */
	SUSPECT,  /* ... of the places where something is suspect */
	PLACE,    /* the place `word` is there, and secured */
	GOODS,    /* part, and lot or serial number */
	CONTRAST, /* what it is and what it is not, in one respect at least */
	AGAINST,  /* an action against each cause */
	IN_PLACE, /* the stamp, and of every item the member */
	CHRONIC,  /* a chronic defect's standard (K10) */
	ACROSS,   /* nothing is still to be looked at */
};

#define NEED_FIELD(n, s, f, t)             \
	{                                  \
		n, s, t, FIELD, f, 0, NULL \
	}
#define NEED(n, s, k, f, m, w, t)   \
	{                           \
		n, s, t, k, f, m, w \
	}

/* clang-format off */
static const struct crm_eightd_need needs[] = {
    /* the case */
    NEED_FIELD("severity", "assess", CRM_K_SEVERITY, "how grave it is"),
    NEED("safety_owner", "assess", SAFETY, CRM_K_SAFETY_OWNER, 0, NULL,
        "it touches safety: the owner of product safety who was told"),
    NEED_FIELD("customer_ref", "open", CRM_K_CUSTOMER_REF, "the customer's number of the complaint"),
    NEED("goods", "open", GOODS, CRM_K_PART, 0, NULL, "part, and lot or serial number of the goods"),
    NEED_FIELD("change_level", "open", CRM_K_CHANGE_LEVEL, "the change level of the part"),
    NEED_FIELD("delivery_note", "open", CRM_K_DELIVERY_NOTE, "the delivery note of the goods"),
    NEED_FIELD("quantity", "open", CRM_K_QUANTITY, "how many pieces are affected"),
    NEED_FIELD("reply", "reply", CRM_K_REPLIED_AT, "a first answer to the customer"),
    NEED("files", "attach", ITEM, CRM_K_FILES, CRM_FILE_FILE, NULL, "a photograph or paper"),
    /* team */
    NEED("team.sponsor", "team", ITEM, CRM_K_TEAM, CRM_TEAM_ROLE, "sponsor", "a sponsor of the team"),
    NEED("team.leader", "team", ITEM, CRM_K_TEAM, CRM_TEAM_ROLE, "leader", "a leader of the team"),
    NEED("team.contact", "team", ITEM, CRM_K_TEAM, CRM_TEAM_ROLE, "contact",
        "a contact person for the customer"),
    NEED("team.member", "team", ITEM, CRM_K_TEAM, CRM_TEAM_ROLE, "member", "a member of the team"),
    NEED("team.department", "team", EACH, CRM_K_TEAM, CRM_TEAM_DEPARTMENT, NULL, "the department"),
    NEED("team.phone", "team", EACH, CRM_K_TEAM, CRM_TEAM_PHONE, NULL, "a telephone number"),
    NEED("team.email", "team", EACH, CRM_K_TEAM, CRM_TEAM_EMAIL, NULL, "an address for mail"),
    /* problem */
    NEED_FIELD("problem.what", "describe", CRM_K_PROBLEM_WHAT, "what is wrong with what"),
    NEED_FIELD("problem.when", "describe", CRM_K_PROBLEM_WHEN, "when it was seen"),
    NEED_FIELD("problem.where", "describe", CRM_K_PROBLEM_WHERE, "where, and where on the part"),
    NEED_FIELD("problem.who", "describe", CRM_K_PROBLEM_WHO, "who found it"),
    NEED_FIELD("problem.why", "describe", CRM_K_PROBLEM_WHY, "why it is a problem"),
    NEED_FIELD("problem.how", "describe", CRM_K_PROBLEM_HOW, "how it shows"),
    NEED_FIELD("problem.how_many", "describe", CRM_K_PROBLEM_HOW_MANY, "how many"),
    NEED("is_is_not", "describe", CONTRAST, CRM_K_IS_WHAT, 0, NULL,
        "what it is and what it is not, in one respect at least"),
    /* containment */
    NEED("containment.stock", "contain", PLACE, CRM_K_CONTAINMENT, 0, "stock", "our stock"),
    NEED("containment.in_process", "contain", PLACE, CRM_K_CONTAINMENT, 0, "in_process",
        "the goods in process"),
    NEED("containment.in_transit", "contain", PLACE, CRM_K_CONTAINMENT, 0, "in_transit",
        "the goods in transit"),
    NEED("containment.customer", "contain", PLACE, CRM_K_CONTAINMENT, 0, "customer",
        "the goods at the customer"),
    NEED("containment.owner", "contain", SUSPECT, CRM_K_CONTAINMENT, CRM_CONT_OWNER, NULL,
        "who contains it"),
    NEED("containment.proof", "contain", SUSPECT, CRM_K_CONTAINMENT, CRM_CONT_PROOF, NULL,
        "how it is known that it works"),
    NEED("containment.marked", "contain", SUSPECT, CRM_K_CONTAINMENT, CRM_CONT_MARKED, NULL,
        "how clean goods are marked"),
    NEED("containment.clean_from", "contain", ITEM, CRM_K_CONTAINMENT, CRM_CONT_CLEAN_FROM, NULL,
        "the lot or delivery from which all goods are clean"),
    /* causes */
    NEED("cause.TUA", "cause", ITEM, CRM_K_CAUSES, CRM_CAUSE_KIND, "TUA",
        "the technical cause of occurrence"),
    NEED("cause.TUN", "cause", ITEM, CRM_K_CAUSES, CRM_CAUSE_KIND, "TUN",
        "the technical cause of non-detection"),
    NEED("cause.SUA", "cause", ITEM, CRM_K_CAUSES, CRM_CAUSE_KIND, "SUA",
        "the systemic cause of occurrence"),
    NEED("cause.SUN", "cause", ITEM, CRM_K_CAUSES, CRM_CAUSE_KIND, "SUN",
        "the systemic cause of non-detection"),
    NEED("cause.evidence", "cause", EACH, CRM_K_CAUSES, CRM_CAUSE_EVIDENCE, NULL, "what proves the cause"),
    NEED("cause.method", "cause", EACH, CRM_K_CAUSES, CRM_CAUSE_METHOD, NULL, "how the cause was found"),
    NEED("cause.verified_by", "cause", EACH, CRM_K_CAUSES, CRM_CAUSE_VERIFIED_BY, NULL,
        "who verified the cause"),
    NEED("cause.verified_on", "cause", EACH, CRM_K_CAUSES, CRM_CAUSE_VERIFIED_ON, NULL,
        "when the cause was verified"),
    /* actions */
    NEED("actions.chosen", "choose", AGAINST, CRM_K_ACTIONS, 0, NULL, "an action against each cause"),
    NEED("actions.owner", "choose", EACH, CRM_K_ACTIONS, CRM_ACTION_OWNER, NULL, "who does it"),
    NEED("actions.due", "choose", EACH, CRM_K_ACTIONS, CRM_ACTION_DUE, NULL, "until when it is done"),
    NEED("actions.validation", "choose", EACH, CRM_K_ACTIONS, CRM_ACTION_VALIDATION, NULL,
        "how it was shown before that it works"),
    NEED("actions.implemented", "implement", IN_PLACE, CRM_K_ACTIONS, CRM_ACTION_IMPLEMENTED_AT, NULL,
        "all actions in place"),
    NEED("actions.evidence", "implement", EACH, CRM_K_ACTIONS, CRM_ACTION_EVIDENCE, NULL,
        "what shows that it is done"),
    NEED("actions.effect", "implement", EACH, CRM_K_ACTIONS, CRM_ACTION_EFFECT, NULL,
        "its effect in per cent"),
    /* standards */
    NEED("standards", "prevent", ITEM, CRM_K_STANDARDS, CRM_STD_DOCUMENT, NULL,
        "a standard that the countermeasure has entered, with its revision"),
    NEED("standards.pfmea", "prevent", ITEM, CRM_K_STANDARDS, CRM_STD_TYPE, "pfmea", "the process FMEA"),
    NEED("standards.dfmea", "prevent", ITEM, CRM_K_STANDARDS, CRM_STD_TYPE, "dfmea", "the design FMEA"),
    NEED("standards.control_plan", "prevent", ITEM, CRM_K_STANDARDS, CRM_STD_TYPE, "control_plan",
        "the control plan"),
    NEED("standards.instruction", "prevent", ITEM, CRM_K_STANDARDS, CRM_STD_TYPE, "instruction",
        "the work instruction"),
    NEED("standards.drawing", "prevent", ITEM, CRM_K_STANDARDS, CRM_STD_TYPE, "drawing", "the drawing"),
    NEED("standards.lesson", "prevent", ITEM, CRM_K_STANDARDS, CRM_STD_TYPE, "lesson", "the lesson learned"),
    NEED("standards.chronic", "prevent", CHRONIC, CRM_K_STANDARDS, CRM_STD_TYPE, NULL,
        "a control plan or instruction, as the defect is chronic"),
    NEED("standards.proof", "prevent", EACH, CRM_K_STANDARDS, CRM_STD_PROOF, NULL,
        "how it is known that the standard works"),
    NEED("readacross", "readacross", ITEM, CRM_K_READACROSS, CRM_ACROSS_SCOPE, NULL,
        "like lots, parts, plants or processes looked at"),
    NEED("readacross.closed", "readacross", ACROSS, CRM_K_READACROSS, CRM_ACROSS_RESULT, NULL,
        "what was found there"),
    /* the end */
    NEED_FIELD("judged", "judge", CRM_K_JUDGED_AT, "whose fault it is"),
    NEED_FIELD("accepted", "accept", CRM_K_ACCEPTED_AT, "the customer's acceptance of D1 to D7"),
    NEED_FIELD("verified", "verify", CRM_K_VERIFIED_AT, "the actions found effective"),
    NEED_FIELD("verify.value", "verify", CRM_K_VERIFY_VALUE, "what was measured"),
    NEED_FIELD("closed", "close", CRM_K_CLOSED_AT, "its closure"),
};
/* clang-format on */
#define NNEEDS (sizeof(needs) / sizeof(needs[0]))

const struct crm_eightd_need *crm_eightd_need_at(size_t i)
{
	return i < NNEEDS ? &needs[i] : NULL;
}

const struct crm_eightd_need *crm_eightd_need_find(const char *name)
{
	for (size_t i = 0; i < NNEEDS; i++) {
		if (strcmp(needs[i].name, name) == 0)
			return &needs[i];
	}
	return NULL;
}

void crm_eightd_need_code(const struct crm_eightd_need *n, struct crm_buf *out)
{
	crm_buf_addz(out, "missing_");
	for (const char *p = n->name; *p != '\0'; p++) {
		bool upper = *p >= 'A' && *p <= 'Z';

		crm_buf_addc(out, *p == '.' ? '_' : (char)(upper ? *p - 'A' + 'a' : *p));
	}
}

/* ---- judging ---- */

struct lookout {
	const struct crm_eightd_need *need;
	const struct crm_view *view;
	struct crm_findings *findings;
};

static void lack(const struct lookout *l, const char *field)
{
	const struct crm_eightd_need *n = l->need;
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_buf code = CRM_BUF_INIT;

	crm_eightd_need_code(n, &code);
	crm_finding_add(l->findings, CRM_ERROR, crm_buf_str(&code), l->view->source, l->view->line,
	    crm_view_text(l->view, CRM_C_ID, &arena), field, "missing: %s (step '%s')", n->text,
	    n->step);
	crm_buf_release(&code);
	crm_arena_release(&arena);
}

static void lack_item(const struct lookout *l, int collection, const char *key, int member)
{
	struct crm_buf path = CRM_BUF_INIT;

	lack(l, crm_item_path(crm_shape_schema(l->view->shape), collection, key, member, &path));
	crm_buf_release(&path);
}

static bool suspect(const struct crm_view *item)
{
	const struct crm_cell *c = crm_view_cell(item, CRM_CONT_SUSPECT);

	return c->type != CRM_T_INT || c->u.i > 0;
}

/* Looks at every item; how many there are. */
static size_t judge_each(const struct lookout *l)
{
	struct crm_items it;
	size_t n = 0;

	crm_items_init(&it, l->view, l->need->field);
	for (; crm_items_next(&it); n++) {
		if (l->need->kind == SUSPECT && !suspect(&it.view))
			continue;
		if (l->need->kind == ACROSS) {
			if (crm_cell_eq(crm_view_cell(&it.view, CRM_ACROSS_RESULT), "open"))
				lack_item(l, l->need->field, it.key, l->need->member);
		} else if (!crm_view_has(&it.view, l->need->member)) {
			lack_item(l, l->need->field, it.key, l->need->member);
		}
	}
	crm_items_release(&it);
	return n;
}

static void judge_place(const struct lookout *l)
{
	struct crm_items it;
	bool found = false;

	crm_items_init(&it, l->view, CRM_K_CONTAINMENT);
	while (!found && crm_items_next(&it)) {
		if (crm_cell_eq(crm_view_cell(&it.view, CRM_CONT_PLACE), l->need->word))
			found = crm_fact_secured(&it.view);
	}
	crm_items_release(&it);
	if (!found)
		lack_item(l, l->need->field, l->need->word, -1);
}

static void judge_against(const struct lookout *l)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_items it;
	size_t causes = 0;

	crm_items_init(&it, l->view, CRM_K_CAUSES);
	for (; crm_items_next(&it); causes++) {
		const char *kind = crm_view_text(&it.view, CRM_CAUSE_KIND, &arena);

		if (crm_fact_count(l->view, CRM_K_ACTIONS, CRM_ACTION_CAUSE, kind) == 0)
			lack_item(l, CRM_K_CAUSES, it.key, -1);
	}
	crm_items_release(&it);
	crm_arena_release(&arena);
	if (causes == 0 && crm_fact_count(l->view, CRM_K_ACTIONS, CRM_ACTION_TEXT, NULL) == 0)
		lack(l, crm_complaint_name(CRM_K_ACTIONS));
}

static bool contrasted(const struct crm_view *v)
{
	/* is and is not stand one after the other */
	for (int f = CRM_K_IS_WHAT; f < CRM_K_IS_NOT_EXTENT; f += 2) {
		if (crm_view_has(v, f) && crm_view_has(v, f + 1))
			return true;
	}
	return false;
}

static bool identified(const struct crm_view *v)
{
	return crm_view_has(v, CRM_K_PART) &&
	    (crm_view_has(v, CRM_K_LOT) || crm_view_has(v, CRM_K_SERIAL) ||
	        crm_fact_count(v, CRM_K_LOTS, CRM_LOT_LOT, NULL) > 0);
}

static bool standard_of_chronic(const struct crm_view *v)
{
	struct crm_buf lacks = CRM_BUF_INIT;
	bool whole;

	if (crm_view_true(v, CRM_K_CHRONIC))
		crm_lacks_standard(v, &lacks);
	whole = lacks.len == 0;
	crm_buf_release(&lacks);
	return whole;
}

/* Is the need met? For those that look at the record as a whole. */
static bool met(const struct crm_eightd_need *n, const struct crm_view *v)
{
	switch (n->kind) {
	case FIELD:
		return crm_view_has(v, n->field);
	case SAFETY:
		return !crm_view_true(v, CRM_K_SAFETY) || crm_view_has(v, n->field);
	case ITEM:
		return crm_fact_count(v, n->field, n->member, n->word) > 0;
	case GOODS:
		return identified(v);
	case CONTRAST:
		return contrasted(v);
	case CHRONIC:
		return standard_of_chronic(v);
	default:
		return true;
	}
}

void crm_eightd_need_judge(
    const struct crm_eightd_need *n, const struct crm_view *v, struct crm_findings *f)
{
	const struct lookout l = {n, v, f};
	size_t before = crm_findings_count(f);

	if (!met(n, v))
		lack(&l, crm_complaint_name(n->field));
	if (n->kind == EACH || n->kind == SUSPECT || n->kind == ACROSS)
		(void)judge_each(&l);
	if (n->kind == PLACE)
		judge_place(&l);
	if (n->kind == AGAINST)
		judge_against(&l);
	if (n->kind != IN_PLACE)
		return;
	if ((judge_each(&l) == 0 || !crm_view_has(v, CRM_K_IMPLEMENTED_AT)) &&
	    crm_findings_count(f) == before)
		lack(&l, crm_complaint_name(CRM_K_IMPLEMENTED_AT));
}
