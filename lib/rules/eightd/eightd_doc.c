#include "lib/rules/eightd/eightd_doc.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/rules/complaint/complaint_private.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define US_PER_HOUR (INT64_C(3600) * CRM_US_PER_SEC)

/* ---- values ---- */

static void put_instant(
    const struct crm_eightd_report *r, struct crm_doc *o, const char *name, struct crm_instant t)
{
	char text[CRM_INSTANT_MAX];
	size_t n;

	t.off = crm_zone_offset(r->zone, t.us);
	if (r->word != NULL)
		t.us -= t.us % (60 * CRM_US_PER_SEC);
	n = crm_instant_format(t, text);
	if (r->word != NULL && n > 19) {
		/* no seconds, and blanks instead of T and before the offset */
		text[10] = ' ';
		text[16] = ' ';
		if (t.off == 0)
			memcpy(text + 17, "UTC", 4);
		else
			memmove(text + 17, text + 19, n - 19 + 1);
	}
	crm_doc_text(o, name, text);
}

static void put_word(const struct crm_eightd_report *r, struct crm_doc *o, const char *name,
    const char *list, const char *word)
{
	struct crm_buf beside = CRM_BUF_INIT;
	const char *text;

	crm_doc_text(o, name, word);
	if (r->word == NULL)
		return;
	text = r->word(r->ctx, list, word);
	crm_buf_addf(&beside, "%s_text", name);
	crm_doc_text(o, crm_buf_str(&beside), text != NULL ? text : word);
	crm_buf_release(&beside);
}

static void put_bool(const struct crm_eightd_report *r, struct crm_doc *o, const char *name, bool b)
{
	put_word(r, o, name, "bool", b ? "true" : "false");
	crm_doc_bool(o, name, b);
}

static void put_field(const struct crm_eightd_report *r, struct crm_doc *o,
    const struct crm_view *v, const struct crm_field *f, int field)
{
	const struct crm_cell *c = crm_view_cell(v, field);
	struct crm_arena arena = CRM_ARENA_INIT;

	if (c->type == CRM_T_INSTANT)
		put_instant(r, o, f->name, c->u.at);
	else if (c->type == CRM_T_BOOL)
		put_bool(r, o, f->name, c->u.b);
	else if (c->type == CRM_T_TEXT && f->words != NULL)
		put_word(r, o, f->name, f->name, crm_view_text(v, field, &arena));
	else
		crm_doc_cell(o, f->name, c);
	crm_arena_release(&arena);
}

static void put_fields(const struct crm_eightd_report *r, struct crm_doc *o,
    const struct crm_view *v, const int *fields, size_t n)
{
	const struct crm_schema *s = crm_shape_schema(v->shape);

	for (size_t i = 0; i < n; i++)
		put_field(r, o, v, &s->fields[fields[i]], fields[i]);
}

/* A list with all members of each item. */
static void put_items(
    const struct crm_eightd_report *r, struct crm_doc *o, const struct crm_view *v, int collection)
{
	const struct crm_field *f = &crm_shape_schema(v->shape)->fields[collection];
	struct crm_doc *list = crm_doc_list(o, f->name), *item;
	struct crm_items it;

	crm_items_init(&it, v, collection);
	while (crm_items_next(&it)) {
		item = crm_doc_item(list);
		for (size_t m = 0; m < f->items->n; m++)
			put_field(r, item, &it.view, &f->items->fields[m], (int)m);
		if (r->word != NULL && collection == CRM_K_ACTIONS)
			crm_doc_bool(item, "done",
			    crm_cell_is(crm_view_cell(&it.view, CRM_ACTION_IMPLEMENTED_AT)));
	}
	crm_items_release(&it);
}

/* ---- what the disciplines show ---- */

static const int case_fields[] = {CRM_C_STATE, CRM_K_CLASS, CRM_K_CUSTOMER, CRM_K_CUSTOMER_REF,
    CRM_K_CONTACT, CRM_K_PLANT, CRM_K_PART, CRM_K_CHANGE_LEVEL, CRM_K_LOT, CRM_K_SERIAL,
    CRM_K_DELIVERY_NOTE, CRM_K_DEFECT, CRM_K_DESCRIPTION, CRM_K_QUANTITY, CRM_K_QUANTITY_SUSPECT,
    CRM_K_QUANTITY_RETURNED, CRM_K_FOUND, CRM_K_RECEIVED_AT, CRM_K_ENGINEER, CRM_K_SUBMITTED_AT};
static const int d0[] = {CRM_K_ASSESSED_AT, CRM_K_SEVERITY, CRM_K_SAFETY, CRM_K_SAFETY_OWNER,
    CRM_K_LEGAL, CRM_K_LINE_STOP, CRM_K_SPECIAL_STATUS, CRM_K_REPEAT_OF, CRM_K_REPEATS,
    CRM_K_CHRONIC, CRM_K_REPLIED_AT, CRM_K_REPLY};
static const int d1[] = {CRM_K_TEAM_AT};
static const int d2[] = {CRM_K_DESCRIBED_AT, CRM_K_PROBLEM_WHAT, CRM_K_PROBLEM_WHEN,
    CRM_K_PROBLEM_WHERE, CRM_K_PROBLEM_WHO, CRM_K_PROBLEM_WHY, CRM_K_PROBLEM_HOW,
    CRM_K_PROBLEM_HOW_MANY, CRM_K_IS_WHAT, CRM_K_IS_NOT_WHAT, CRM_K_IS_WHERE, CRM_K_IS_NOT_WHERE,
    CRM_K_IS_WHEN, CRM_K_IS_NOT_WHEN, CRM_K_IS_EXTENT, CRM_K_IS_NOT_EXTENT};
static const int d3[] = {CRM_K_CONTAINED_AT};
static const int d4[] = {CRM_K_CAUSED_AT, CRM_K_FIRST_CAUSE};
static const int d5[] = {CRM_K_CHOSEN_AT};
static const int d6[] = {CRM_K_IMPLEMENTED_AT};
static const int d7[] = {CRM_K_PREVENTED_AT};
static const int d8[] = {CRM_K_ACCEPTED_AT, CRM_K_JUDGED_AT, CRM_K_JUDGEMENT, CRM_K_JUDGED_WHY,
    CRM_K_ACCEPTED_QUANTITY, CRM_K_VERIFIED_AT, CRM_K_VERIFY_METRIC, CRM_K_VERIFY_TARGET,
    CRM_K_VERIFY_FROM, CRM_K_VERIFY_TO, CRM_K_VERIFY_VALUE, CRM_K_VERIFY_RESULT, CRM_K_VERIFIED_BY,
    CRM_K_RESULT, CRM_K_CLOSED_AT};

#define SHOW(a, x, y)        \
	{                    \
		a, COUNT(a), \
		{            \
			x, y \
		}            \
	}

static const struct discipline {
	const int *fields;
	size_t n;
	int collections[2]; /* 0: none */
} disciplines[CRM_EIGHTD_LAST + 1] = {
    SHOW(d0, 0, 0),
    SHOW(d1, CRM_K_TEAM, 0),
    SHOW(d2, CRM_K_FILES, 0),
    SHOW(d3, CRM_K_CONTAINMENT, CRM_K_DISPOSITIONS),
    SHOW(d4, CRM_K_CAUSES, 0),
    SHOW(d5, CRM_K_ACTIONS, 0),
    SHOW(d6, CRM_K_ACTIONS, 0),
    SHOW(d7, CRM_K_STANDARDS, CRM_K_READACROSS),
    SHOW(d8, 0, 0),
};

/* ---- what is missing ---- */

static void put_missing(const struct crm_eightd_report *r, struct crm_doc *list,
    const char *discipline, const struct crm_finding *f)
{
	struct crm_doc *o = crm_doc_item(list);
	const char *need = strncmp(f->code, "missing_", 8) == 0 ? f->code + 8 : f->code;

	crm_doc_text(o, "discipline", discipline);
	crm_doc_text(o, "code", f->code);
	crm_doc_text(o, "field", f->field);
	crm_doc_text(o, "text", f->text);
	if (r->word != NULL)
		put_word(r, o, "need", "needs", need);
}

static const struct crm_case *case_of(const struct crm_findings *f, const char *name)
{
	for (size_t i = 0; i < crm_cases_count(f); i++) {
		if (strcmp(crm_case_at(f, i)->name, name) == 0)
			return crm_case_at(f, i);
	}
	return NULL;
}

static void put_discipline(const struct crm_eightd_report *r, const struct crm_view *v, int d,
    struct crm_doc *out, struct crm_doc *missing)
{
	const struct discipline *show = &disciplines[d];
	char name[CRM_EIGHTD_NAME] = "D0", member[CRM_EIGHTD_NAME] = "d0";
	const struct crm_case *c;
	struct crm_doc *o, *list;

	name[1] = member[1] = (char)('0' + d);
	c = case_of(r->findings, name);
	o = crm_doc_object(out, member);
	crm_doc_bool(o, "complete", c == NULL || c->n == 0);
	list = crm_doc_list(o, "missing");
	for (size_t i = 0; c != NULL && i < c->n; i++) {
		const struct crm_finding *f = crm_finding_at(r->findings, c->first + i);

		put_missing(r, list, name, f);
		put_missing(r, missing, name, f);
	}
	put_fields(r, o, v, show->fields, show->n);
	for (size_t i = 0; i < COUNT(show->collections); i++) {
		if (show->collections[i] != 0)
			put_items(r, o, v, show->collections[i]);
	}
}

/* ---- deadlines ---- */

/* Hours with one decimal, cut. */
static void put_hours(struct crm_doc *o, const char *name, int64_t us)
{
	int64_t tenths = us / (US_PER_HOUR / 10);
	struct crm_buf text = CRM_BUF_INIT;

	crm_buf_addi(&text, tenths / 10);
	if (tenths % 10 != 0)
		crm_buf_addf(&text, ".%lld", (long long)(tenths % 10));
	crm_doc_text(o, name, crm_buf_str(&text));
	crm_buf_release(&text);
}

/* "24 h", "10 working days" */
static void put_limit(const struct crm_eightd_report *r, struct crm_doc *o, const char *limit)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_duration d;
	const char *unit = "d", *shown;

	crm_doc_text(o, "limit", limit);
	if (r->word == NULL)
		return;
	if (crm_duration_parse(limit, strlen(limit), &d) < 0) {
		crm_doc_text(o, "limit_text", limit);
		return;
	}
	if (d.unit == CRM_DUR_US) {
		unit = d.n % US_PER_HOUR == 0 ? "h" : "min";
		d.n /= d.n % US_PER_HOUR == 0 ? US_PER_HOUR : US_PER_HOUR / 60;
	} else if (d.unit == CRM_DUR_WORKDAYS) {
		unit = "wd";
	}
	shown = r->word(r->ctx, "unit", unit);
	crm_buf_addf(&text, "%lld %s", (long long)d.n, shown != NULL ? shown : unit);
	crm_doc_text(o, "limit_text", crm_buf_str(&text));
	crm_buf_release(&text);
}

static void put_deadline(
    const struct crm_eightd_report *r, struct crm_doc *o, const struct crm_eightd_deadline *d)
{
	const struct crm_clock_result *c = d->result;

	put_word(r, o, "gate", "gate", d->gate);
	crm_doc_text(o, "clock", c->clock->name);
	if (c->limit[0] != '\0')
		put_limit(r, o, c->limit);
	if (c->has_due)
		put_instant(r, o, "due_at", c->due);
	if (c->has_end)
		put_instant(r, o, "ended_at", c->end);
	if (c->has_from && d->us >= 0)
		put_hours(o, "hours", d->us);
	put_word(r, o, "verdict", "verdict", crm_verdict_name(c->verdict));
	crm_doc_bool(o, "by_profile", d->own);
	if (r->word != NULL)
		crm_doc_bool(o, "late", c->verdict == CRM_VERDICT_LATE);
	if (c->provisional)
		crm_doc_bool(o, "provisional", true);
}

/* ---- the whole ---- */

void crm_eightd_doc(
    const struct crm_eightd_report *r, const struct crm_view *v, struct crm_doc *out)
{
	char through[CRM_EIGHTD_NAME] = "D0";
	struct crm_doc *o, *list, *missing;

	through[1] = (char)('0' + r->through);
	put_fields(r, out, v, (const int[]){CRM_C_ID}, 1);
	put_fields(r, crm_doc_object(out, "case"), v, case_fields, COUNT(case_fields));
	o = crm_doc_object(out, "report");
	crm_doc_text(o, "through", through);
	put_instant(r, o, "as_of", r->now);
	crm_doc_text(o, "profile", crm_eightd_profile_name(r->profile));
	crm_doc_text(o, "title", crm_eightd_profile_title(r->profile));
	crm_doc_bool(o, "skeleton", crm_eightd_profile_skeleton(r->profile));
	crm_doc_bool(o, "complete", crm_findings_count(r->findings) == 0);
	missing = crm_doc_list(out, "missing");
	list = crm_doc_list(out, "deadlines");
	for (size_t i = 0; i < r->ndeadlines; i++)
		put_deadline(r, crm_doc_item(list), &r->deadlines[i]);
	for (int d = 0; d <= r->through; d++)
		put_discipline(r, v, d, out, missing);
	put_items(r, out, v, CRM_K_ROUNDS);
	if (r->word == NULL)
		return;
	/* a template cannot ask whether a list has any */
	crm_doc_bool(out, "deadlines_shown", r->ndeadlines > 0);
	crm_doc_bool(out, "rounds_shown", crm_doc_count(crm_doc_list(out, "rounds")) > 0);
}
