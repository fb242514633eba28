/* The final authority, and our confirmation to the customer (O2, O4). */
#include <inttypes.h>
#include <string.h>

#include "lib/rules/order/review/order_review_private.h"

const struct crm_step_field crm_order_confirm_fields[] = {
    {CRM_O_PROMISED, false}, {CRM_O_CONFIRMATION, false}, {0, false}};
const struct crm_step_field crm_order_refuse_fields[] = {{CRM_O_REFUSED_WHY, true}, {0, false}};
const struct crm_step_field crm_order_cancel_fields[] = {{CRM_O_CANCELLED_WHY, true}, {0, false}};

/* ---- approve ---- */

static void judge_authority(
    const struct crm_step_in *in, enum crm_order_sort sort, struct crm_findings *f)
{
	const struct crm_procedure *p = crm_order_book_procedure(in->book);
	struct crm_arena a = CRM_ARENA_INIT;
	const char *author = crm_view_text(in->view, CRM_O_AUTHOR, &a);
	const char *login = crm_view_text(in->view, CRM_O_AUTHOR_LOGIN, &a);

	crm_order_need(in, p->authority[crm_order_authority(sort)], in->step->name, f);
	if (crm_actor_wrote(in->actor, author) || crm_actor_wrote(in->actor, login))
		crm_step_refuse(in, f, "no_authority", crm_order_name(CRM_O_AUTHOR),
		    "'%s' has taken the order in: another person approves it, by another login "
		    "where roles are given",
		    author[0] != '\0' ? author : login);
	crm_arena_release(&a);
}

/* Changes by the customer that wait for it; with out they are approved. */
static size_t approve_changes(const struct crm_step_in *in, struct crm_changes *out)
{
	const struct crm_cell at = crm_cell_instant(in->at);
	struct crm_items it;
	size_t n = 0;

	crm_items_init(&it, in->view, CRM_O_CHANGES);
	while (crm_items_next(&it)) {
		if (crm_view_has(&it.view, CRM_OCHG_APPROVED_AT))
			continue;
		n++;
		if (out != NULL)
			crm_order_set_member(
			    in, CRM_O_CHANGES, it.key, CRM_OCHG_APPROVED_AT, &at, out);
	}
	crm_items_release(&it);
	return n;
}

static void seal(const struct crm_step_in *in, struct crm_changes *out)
{
	struct crm_buf fields = CRM_BUF_INIT;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_sealed what;
	char text[CRM_SEAL_MAX];

	crm_order_reviewed(crm_order_book_procedure(in->book), &a, &what);
	crm_seal_make(in->view, crm_view_text(in->view, CRM_C_ID, &a), CRM_O_SCOPE_APPROVE, &what,
	    &fields, text);
	crm_changes_text(out, crm_order_name(CRM_O_APPROVED_FIELDS), crm_buf_str(&fields));
	crm_changes_text(out, crm_order_name(CRM_O_APPROVED_SEAL), text);
	crm_buf_release(&fields);
	crm_arena_release(&a);
}

/* Prices of the first review stay: another one later makes a contract (O2). */
static void freeze_lines(const struct crm_step_in *in, struct crm_changes *out)
{
	const struct crm_cell *whole = crm_view_cell(in->view, CRM_O_PRICE);
	struct crm_items it;

	crm_items_init(&it, in->view, CRM_O_LINES);
	while (crm_items_next(&it)) {
		const struct crm_cell *price = crm_view_cell(&it.view, CRM_LINE_PRICE);

		if (price->type == CRM_T_ABSENT)
			price = whole;
		if (crm_cell_is(price) && !crm_view_has(&it.view, CRM_LINE_PRICE_REVIEWED))
			crm_order_set_member(
			    in, CRM_O_LINES, it.key, CRM_LINE_PRICE_REVIEWED, price, out);
	}
	crm_items_release(&it);
}

static void freeze(const struct crm_step_in *in, enum crm_order_sort sort, const char *why,
    struct crm_changes *out)
{
	const struct crm_cell *price = crm_view_cell(in->view, CRM_O_PRICE);

	crm_changes_text(out, crm_order_name(CRM_O_SORT), crm_order_sort_name(sort));
	crm_changes_text(out, crm_order_name(CRM_O_SORT_WHY), why);
	if (crm_cell_is(price) && !crm_view_has(in->view, CRM_O_PRICE_REVIEWED))
		crm_changes_set(out, crm_order_name(CRM_O_PRICE_REVIEWED), price);
	freeze_lines(in, out);
}

/* A later approval is of a change, or of what had become void: the order stays where it is. */
static void reach(const struct crm_step_in *in, struct crm_changes *out)
{
	const struct crm_cell *state = crm_view_cell(in->view, CRM_C_STATE);
	const struct crm_cell at = crm_cell_instant(in->at);

	if (!crm_cell_is(state) || crm_cell_eq(state, "open"))
		crm_step_reach(in, out);
	else if (!crm_view_has(in->view, CRM_O_APPROVED_AT))
		crm_changes_set(out, crm_order_name(CRM_O_APPROVED_AT), &at);
}

void crm_order_rule_approve(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_buf why = CRM_BUF_INIT;
	enum crm_order_sort sort = crm_order_sort_of(in->view, in->book, &why);

	if (crm_order_approval(in->view, in->book, NULL) == CRM_SEALED_HOLDS &&
	    approve_changes(in, NULL) == 0)
		crm_step_refuse(in, f, "already_done", crm_order_name(CRM_O_APPROVED_AT),
		    "it is approved, and that holds");
	judge_authority(in, sort, f);
	crm_order_judge_lacks(in, CRM_BEFORE_APPROVE, f);
	reach(in, out);
	freeze(in, sort, crm_buf_str(&why), out);
	crm_changes_text(out, crm_order_name(CRM_O_APPROVED_BY), in->actor->by);
	seal(in, out);
	(void)approve_changes(in, out);
	if (crm_view_has(in->view, CRM_O_APPROVED_AT))
		crm_order_advance(in, out);
	crm_buf_release(&why);
}

/* ---- confirm ---- */

/* The last day of the lines' own; absent: one has none. */
static struct crm_cell last_of_lines(const struct crm_view *v)
{
	struct crm_cell last = crm_cell_absent();
	struct crm_items it;
	bool all = true;

	crm_items_init(&it, v, CRM_O_LINES);
	while (all && crm_items_next(&it)) {
		const struct crm_cell *day = crm_view_cell(&it.view, CRM_LINE_PROMISED);

		all = day->type == CRM_T_DATE;
		if (all && (last.type != CRM_T_DATE || day->u.date > last.u.date))
			last = crm_cell_date(day->u.date);
	}
	crm_items_release(&it);
	return all ? last : crm_cell_absent();
}

/* It becomes the day of lines that have none of their own, whatever they were to have. */
static void warn_later(const struct crm_step_in *in, int32_t promised, struct crm_findings *f)
{
	const struct crm_cell *whole = crm_view_cell(in->view, CRM_O_REQUESTED);
	struct crm_arena a = CRM_ARENA_INIT;
	char wants[CRM_DATE_MAX];
	struct crm_items it;

	crm_items_init(&it, in->view, CRM_O_LINES);
	while (crm_items_next(&it)) {
		const struct crm_cell *day = crm_view_cell(&it.view, CRM_LINE_REQUESTED);
		const char *line = crm_view_text(&it.view, CRM_LINE_LINE, &a);

		if (!crm_cell_is(day))
			day = whole;
		if (crm_view_has(&it.view, CRM_LINE_PROMISED) || day->type != CRM_T_DATE ||
		    day->u.date >= promised)
			continue;
		crm_date_format(day->u.date, wants);
		crm_finding_add(f, CRM_WARNING, "promised_late", NULL, 0, in->id,
		    crm_order_name(CRM_O_PROMISED), "line %s wants %s",
		    line[0] != '\0' ? line : it.key, wants);
	}
	crm_items_release(&it);
	crm_arena_release(&a);
}

static void judge_promised(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const char *name = crm_order_name(CRM_O_PROMISED);
	const struct crm_change *given = crm_changes_find(in->given, name);
	const struct crm_cell *own = crm_view_cell(in->view, CRM_O_PROMISED);
	struct crm_cell last;
	char text[CRM_DATE_MAX];

	if (given != NULL && given->cell.type == CRM_T_DATE) {
		if (own->type == CRM_T_DATE && own->u.date != given->cell.u.date) {
			crm_date_format(own->u.date, text);
			crm_step_refuse(in, f, "not_agreed", name,
			    "%s is promised already, and the first promise stays: confirm that, "
			    "then 'promise' another day",
			    text);
		} else if (given->cell.u.date < crm_instant_day(in->at)) {
			crm_step_refuse(
			    in, f, "bad_value", name, "is past on the day of the confirmation");
		}
		warn_later(in, given->cell.u.date, f);
		return;
	}
	if (own->type == CRM_T_DATE || (given != NULL && crm_cell_is(&given->cell)))
		return;
	last = last_of_lines(in->view);
	if (last.type == CRM_T_DATE)
		crm_changes_set(out, name, &last);
	else
		crm_step_refuse(in, f, "missing_field", name,
		    "the day that is promised; without it every line needs its own");
}

void crm_order_rule_confirm(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	judge_promised(in, out, f);
	crm_step_order(in, f, CRM_O_APPROVED_AT);
	crm_order_judge_lacks(in, CRM_BEFORE_CONFIRM, f);
}

/* ---- refuse, cancel ---- */

void crm_order_rule_refuse(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)out;
	crm_step_order(in, f, CRM_O_OPENED_AT);
}

void crm_order_rule_cancel(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const int64_t left = crm_order_left(in->view);

	(void)out;
	if (left > 0)
		crm_step_refuse(in, f, "has_left", crm_order_name(CRM_O_DELIVERIES),
		    "%" PRId64 " pieces have left: 'change' the quantity to what is delivered",
		    left);
	crm_step_order(in, f, CRM_O_APPROVED_AT);
}
