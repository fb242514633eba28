/* Elements as such: which apply, what each level does with them, n/a, waivers, who and by when. */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/rules/ppap/judge_private.h"
#include "lib/rules/ppap/warrant_private.h"

static bool is_special(const struct crm_sheet *s, size_t row)
{
	const char *symbol = crm_sheet_text(s, row, CRM_SC_SPECIAL);

	return !crm_utf8_all_blank(symbol, strlen(symbol));
}

/* ---- what holds ---- */

enum trait { UNSAID, FALSE, TRUE };

static enum trait trait_of(const struct crm_ppap_judge *j, const struct crm_ppap_element *e)
{
	const struct crm_cell *c;

	if (e->trait < 0)
		return UNSAID;
	c = crm_node_cell(j->p->top, e->trait);
	return c->type != CRM_T_BOOL ? UNSAID : c->u.b ? TRUE : FALSE;
}

bool crm_ppap_there(const struct crm_ppap_judge *j, size_t i)
{
	const struct crm_ppap_state *s = &j->states[i];

	if (s->evidence > 0 || (s->element->role == CRM_ROLE_WARRANT && crm_warrant_any(j->p->top)))
		return true;
	return s->element->physical && crm_ppap_said(j->nodes[i], CRM_PE_LOCATION);
}

static bool marked_na(const struct crm_node *n)
{
	return crm_ppap_said(n, CRM_PE_NA_REASON) || crm_ppap_said(n, CRM_PE_NA_REFERENCE) ||
	    crm_ppap_said(n, CRM_PE_NA_BY);
}

/* Is it the initial study, and has no special characteristic variables data? */
static bool unstudied(const struct crm_ppap_judge *j, const struct crm_ppap_element *e)
{
	return j->no_study != NULL && e->role == CRM_ROLE_INITIAL_STUDY;
}

static bool na_valid(const struct crm_ppap_judge *j, size_t i)
{
	const struct crm_ppap_element *e = j->states[i].element;

	return e->na && crm_ppap_said(j->nodes[i], CRM_PE_NA_REASON) && !crm_ppap_there(j, i) &&
	    (trait_of(j, e) != TRUE || unstudied(j, e));
}

/* Appends what a waiver lacks; false: there is no waiver. */
static bool waiver_lacks(const struct crm_node *n, struct crm_buf *names)
{
	static const int needed[] = {
	    CRM_PE_WAIVER_REASON, CRM_PE_WAIVER_REFERENCE, CRM_PE_WAIVER_EXPIRY};
	bool any = crm_ppap_said(n, CRM_PE_WAIVER_BY);

	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++) {
		if (crm_ppap_said(n, needed[i]))
			any = true;
		else
			crm_ppap_list(names, crm_ppap_element_schema.fields[needed[i]].name);
	}
	return any;
}

/* The warrant is what the customer decides on: it is there, whatever is left out. */
static bool waivable(const struct crm_ppap_element *e)
{
	return e->role != CRM_ROLE_WARRANT;
}

/* The day of the expiry is the last one. */
static bool waiver_valid(const struct crm_ppap_judge *j, size_t i)
{
	struct crm_buf names = CRM_BUF_INIT;
	bool valid = waivable(j->states[i].element) && waiver_lacks(j->nodes[i], &names) &&
	    names.len == 0 &&
	    crm_ppap_date(j->nodes[i], CRM_PE_WAIVER_EXPIRY) >= crm_ppap_judged_day(j);

	crm_buf_release(&names);
	return valid;
}

static enum crm_ppap_applies applies(const struct crm_ppap_judge *j, size_t i)
{
	const struct crm_ppap_element *e = j->states[i].element;
	enum trait t = trait_of(j, e);

	if (t == FALSE)
		return CRM_APPLIES_NO;
	if (na_valid(j, i))
		return CRM_APPLIES_NA;
	if (unstudied(j, e) && !crm_ppap_there(j, i))
		return CRM_APPLIES_NO;
	if (e->trait < 0 || t == TRUE || crm_ppap_there(j, i) || waiver_valid(j, i))
		return CRM_APPLIES_YES;
	return e->asked ? CRM_APPLIES_UNSAID : CRM_APPLIES_NO;
}

bool crm_ppap_no_study(const struct crm_ppap_judge *j, size_t i)
{
	const struct crm_ppap_element *e = j->states[i].element;

	return unstudied(j, e) && trait_of(j, e) != FALSE;
}

/* What the table leaves open is as agreed in the element; what is asked for is submitted, also where
 * the level keeps it. */
static enum crm_ppap_duty duty(const struct crm_ppap_judge *j, size_t i)
{
	const struct crm_ppap_element *e = j->states[i].element;
	enum crm_ppap_duty d = e->duty[j->level > 0 ? j->level - 1 : 0];
	const char *agreed = j->nodes[i] != NULL ? crm_node_text(j->nodes[i], CRM_PE_AGREED) : "";

	bool open = d == CRM_DUTY_REQUEST || d == CRM_DUTY_NONE;

	if (open && strcmp(agreed, "S") == 0)
		return CRM_DUTY_SUBMIT;
	if (open && strcmp(agreed, "R") == 0)
		return CRM_DUTY_RETAIN;
	return crm_texts_have(crm_node_list(j->p->top, CRM_P_REQUEST_DOCUMENTS), e->number)
	    ? CRM_DUTY_SUBMIT
	    : d;
}

/* Why there is no initial study: all special characteristics are attributes, with a reason. */
static const char *no_study(struct crm_ppap_judge *j)
{
	const char *reason = NULL;
	struct crm_buf text = CRM_BUF_INIT;
	const struct crm_sheet *s;

	for (size_t i = 0; (s = crm_ppap_sheet(j, CRM_SHEET_CHARACTERISTICS, i, NULL)) != NULL;
	     i++) {
		for (size_t r = 0; r < crm_sheet_rows(s); r++) {
			const struct crm_cell *variables = crm_sheet_cell(s, r, CRM_SC_VARIABLES);
			const char *why = crm_sheet_text(s, r, CRM_SC_REASON);

			if (!is_special(s, r))
				continue;
			if (variables->type != CRM_T_BOOL || variables->u.b ||
			    crm_utf8_all_blank(why, strlen(why)))
				return NULL;
			reason = reason != NULL ? reason : why;
		}
	}
	if (reason == NULL)
		return NULL;
	crm_buf_addf(&text, "no special characteristic has variables data: %s", reason);
	reason = crm_arena_strdup(&j->arena, crm_buf_str(&text));
	crm_buf_release(&text);
	return reason;
}

void crm_ppap_states(struct crm_ppap_judge *j)
{
	j->no_study = no_study(j);
	for (size_t i = 0; i < j->nstates; i++) {
		struct crm_ppap_state *s = &j->states[i];

		s->applies = applies(j, i);
		s->duty = duty(j, i);
		s->waived = s->applies == CRM_APPLIES_YES && waiver_valid(j, i);
	}
}

/* ---- what is wrong ---- */

/* About the element itself, at its line. */
static void find(
    struct crm_ppap_judge *j, size_t i, const char *code, const char *field, const char *text)
{
	crm_ppap_find(j, (int)i, code, NULL, crm_ppap_line(j, (int)i), field, "%s", text);
}

static void judge_trait(struct crm_ppap_judge *j, size_t i)
{
	const struct crm_ppap_state *s = &j->states[i];
	const struct crm_ppap_element *e = s->element;

	if (s->applies == CRM_APPLIES_UNSAID)
		crm_ppap_find_field(j, (int)i, "applies_unsaid", j->p->top, e->trait,
		    "true or false expected, or n/a with a reason");
	else if (s->applies == CRM_APPLIES_NO && crm_ppap_there(j, i))
		crm_ppap_find_field(j, (int)i, "trait_contradicted", j->p->top, e->trait,
		    "false, and the element has evidence");
	else if (s->applies == CRM_APPLIES_YES && !s->waived && !crm_ppap_there(j, i))
		find(j, i, "element_missing", "evidence",
		    e->physical ? "neither a file nor a location" : "no file");
}

static void judge_na(struct crm_ppap_judge *j, size_t i)
{
	const struct crm_ppap_element *e = j->states[i].element;
	enum trait t = trait_of(j, e);

	if (!marked_na(j->nodes[i]))
		return;
	if (!crm_ppap_said(j->nodes[i], CRM_PE_NA_REASON))
		find(j, i, "na_incomplete", "na.reason", "n/a needs a reason");
	if (t == FALSE)
		return;
	if (!e->na)
		find(j, i, "na_refused", "na", "this element is never n/a");
	else if (t == TRUE && !unstudied(j, e))
		crm_ppap_find(j, (int)i, "na_contradicted", NULL, crm_ppap_line(j, (int)i), "na",
		    "n/a, and %s is true", crm_ppap_schema.fields[e->trait].name);
	else if (crm_ppap_there(j, i))
		find(j, i, "na_contradicted", "na", "n/a, and the element has evidence");
}

static void judge_waiver(struct crm_ppap_judge *j, size_t i)
{
	int32_t expiry = crm_ppap_date(j->nodes[i], CRM_PE_WAIVER_EXPIRY);
	int32_t day = crm_ppap_judged_day(j);
	struct crm_buf names = CRM_BUF_INIT;

	if (!waiver_lacks(j->nodes[i], &names))
		goto out;
	if (!waivable(j->states[i].element))
		find(j, i, "waiver_refused", "waiver", "this element is never waived");
	else if (names.len > 0)
		crm_ppap_find(j, (int)i, "waiver_incomplete", NULL, crm_ppap_line(j, (int)i),
		    "waiver", "missing: %s", crm_buf_str(&names));
	else if (expiry >= 0 && expiry < day && !crm_ppap_there(j, i))
		crm_ppap_find_field(j, (int)i, "waiver_expired", j->nodes[i], CRM_PE_WAIVER_EXPIRY,
		    "expired on %s, before %s", crm_ppap_day(j, expiry), crm_ppap_day(j, day));
out:
	crm_buf_release(&names);
}

/* A drawing list with special ones says that the part has some; where all are attributes, the trait
 * may as well say that there is nothing to study. */
static void judge_special(struct crm_ppap_judge *j)
{
	const struct crm_cell *c = crm_node_cell(j->p->top, CRM_P_TRAIT_SPECIAL_CHARACTERISTICS);
	const struct crm_sheet *s;

	if (c->type != CRM_T_BOOL || c->u.b || j->no_study != NULL)
		return;
	for (size_t i = 0; (s = crm_ppap_sheet(j, CRM_SHEET_CHARACTERISTICS, i, NULL)) != NULL;
	     i++) {
		for (size_t r = 0; r < crm_sheet_rows(s); r++) {
			if (!is_special(s, r))
				continue;
			crm_ppap_find_field(j, CRM_AT_MANIFEST, "trait_contradicted", j->p->top,
			    CRM_P_TRAIT_SPECIAL_CHARACTERISTICS,
			    "false, and %s:%ld has the special characteristic '%s' (%s)",
			    crm_sheet_source(s), crm_sheet_line(s, r),
			    crm_sheet_text(s, r, CRM_SC_NO), crm_sheet_text(s, r, CRM_SC_SPECIAL));
			return;
		}
	}
}

void crm_ppap_judge_elements(struct crm_ppap_judge *j)
{
	for (size_t i = 0; i < j->nstates; i++) {
		judge_trait(j, i);
		judge_na(j, i);
		judge_waiver(j, i);
		if (!crm_ppap_said(j->nodes[i], CRM_PE_OWNER))
			find(j, i, "owner_missing", "owner", "nobody is named");
		if (!crm_ppap_said(j->nodes[i], CRM_PE_DUE))
			find(j, i, "due_missing", "due", "no date");
	}
	judge_special(j);
}

void crm_ppap_judge_late(struct crm_ppap_judge *j)
{
	for (size_t i = 0; i < j->nstates; i++) {
		int32_t due = crm_ppap_date(j->nodes[i], CRM_PE_DUE);

		if (due >= 0 && due < j->today && !j->states[i].complete)
			crm_ppap_find_field(j, (int)i, "element_late", j->nodes[i], CRM_PE_DUE,
			    "was due on %s, before %s, and is not complete", crm_ppap_day(j, due),
			    crm_ppap_day(j, j->today));
	}
}
