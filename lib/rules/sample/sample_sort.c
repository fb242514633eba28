/* What its sort asks for, until when it is to be sent, and sending it. */
#include <inttypes.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/rules/sample/sample_private.h"

bool crm_sample_given(const struct crm_step_in *in, int field)
{
	return crm_cell_is(crm_changes_cell(in->given, crm_sample_name(field)));
}

/* ---- what the procedure says ---- */

static const struct crm_procedure *procedure_of(const struct crm_step_in *in)
{
	return in->book != NULL ? crm_order_book_procedure(in->book) : NULL;
}

const struct crm_sample_sort *crm_sample_row(const struct crm_step_in *in, const struct crm_view *v)
{
	const struct crm_cell *sort = crm_view_cell(v, CRM_S_SORT);
	const struct crm_procedure *p = procedure_of(in);

	return p != NULL && sort->type == CRM_T_TEXT
	    ? crm_procedure_sample(p, sort->text, sort->len)
	    : NULL;
}

static void refuse_sort(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_procedure *p = procedure_of(in);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_buf known = CRM_BUF_INIT;

	if (p == NULL)
		return; /* nobody knows the sorts */
	for (size_t i = 0; i < p->nsamples; i++)
		crm_buf_addf(&known, "%s%s", i > 0 ? ", " : "", p->samples[i].sort);
	crm_step_refuse(in, f, "bad_value", crm_sample_name(CRM_S_SORT),
	    "'%s' is no sort of the procedure's, expected one of: %s",
	    crm_view_text(in->after, CRM_S_SORT, &a), crm_buf_str(&known));
	crm_buf_release(&known);
	crm_arena_release(&a);
}

static void judge_copies(
    const struct crm_step_in *in, const struct crm_sample_sort *row, struct crm_findings *f)
{
	const struct crm_cell *copies = crm_view_cell(in->after, CRM_S_COPIES);

	if (row->copies == 0 || copies->type == CRM_T_BAD)
		return;
	if (copies->type != CRM_T_INT)
		crm_step_refuse(in, f, "missing_field", crm_sample_name(CRM_S_COPIES),
		    "a sample of sort '%s' needs it: at least %d", row->sort, row->copies);
	else if (copies->u.i < row->copies)
		crm_step_refuse(in, f, "bad_value", crm_sample_name(CRM_S_COPIES),
		    "is %" PRId64 ": a sample of sort '%s' needs at least %d", copies->u.i,
		    row->sort, row->copies);
}

/* What the sort asks for, all of it at once. */
static void judge_sort(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_sample_sort *row = crm_sample_row(in, in->after);

	if (row == NULL) {
		if (crm_view_has(in->after, CRM_S_SORT))
			refuse_sort(in, f);
		return;
	}
	if (row->light_source && !crm_view_has(in->after, CRM_S_LIGHT_SOURCE))
		crm_step_refuse(in, f, "missing_field", crm_sample_name(CRM_S_LIGHT_SOURCE),
		    "a sample of sort '%s' needs it: under which light it is compared", row->sort);
	for (size_t i = 0; row->colours_sizes && i < 2; i++) {
		const int field = i == 0 ? CRM_S_COLOURS : CRM_S_SIZES;

		if (!crm_view_has(in->after, field))
			crm_step_refuse(in, f, "missing_field", crm_sample_name(field),
			    "a sample of sort '%s' needs them: all that there are", row->sort);
	}
	judge_copies(in, row, f);
	if (!row->substitute && crm_view_has(in->after, CRM_S_SUBSTITUTE))
		crm_step_refuse(in, f, "substitute_refused", crm_sample_name(CRM_S_SUBSTITUTE),
		    "a sample of sort '%s' is of the right material", row->sort);
}

/* ---- until when ---- */

/* The procedure has no limits of working days: they would need a calendar. */
static int32_t day_after(struct crm_instant t, struct crm_duration d)
{
	if (d.unit == CRM_DUR_DAYS)
		return crm_instant_day(t) + (int32_t)d.n;
	t.us += d.n;
	return crm_instant_day(t);
}

/* By its sort: the limit after the handover of its data, or so many days before the shipment,
 * whichever is earlier. Absent: neither is known. */
static struct crm_cell due_of(const struct crm_step_in *in, const struct crm_view *v)
{
	const struct crm_sample_sort *row = crm_sample_row(in, v);
	struct crm_cell due = crm_cell_absent();
	const struct crm_cell *c;
	struct crm_duration d;

	if (row == NULL)
		return due;
	c = crm_view_cell(v, CRM_S_DATA_AT);
	if (row->limit != NULL && c->type == CRM_T_INSTANT &&
	    crm_duration_parse(row->limit, strlen(row->limit), &d) == 0)
		due = crm_cell_date(day_after((struct crm_instant){c->u.at.us, in->at.off}, d));
	c = crm_view_cell(v, CRM_S_SHIP_ON);
	if (row->before_shipment > 0 && c->type == CRM_T_DATE &&
	    (due.type != CRM_T_DATE || c->u.date - row->before_shipment < due.u.date))
		due = crm_cell_date(c->u.date - row->before_shipment);
	return due;
}

static bool same_day(const struct crm_cell *a, const struct crm_cell *b)
{
	return a->type == CRM_T_DATE && b->type == CRM_T_DATE && a->u.date == b->u.date;
}

/* A day that somebody has set stays; one that was derived follows what it was derived from. */
static void set_due(const struct crm_step_in *in, struct crm_changes *out)
{
	const char *name = crm_sample_name(CRM_S_DUE);
	struct crm_cell was = crm_cell_absent(), derived = crm_cell_absent(), due;

	if (crm_changes_find(in->given, name) != NULL)
		return;
	if (in->view != NULL) {
		was = *crm_view_cell(in->view, CRM_S_DUE);
		derived = due_of(in, in->view);
	}
	if (was.type != CRM_T_ABSENT && !same_day(&was, &derived))
		return;
	due = due_of(in, in->after);
	if (due.type == CRM_T_DATE && !same_day(&due, &was))
		crm_changes_set(out, name, &due);
	else if (due.type != CRM_T_DATE && was.type != CRM_T_ABSENT)
		crm_changes_delete(out, name);
}

void crm_sample_rule_open(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	judge_sort(in, f);
	set_due(in, out);
}

void crm_sample_rule_data(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)f;
	set_due(in, out);
}

/* ---- sending ---- */

/* The round that is over goes to `rounds`. */
static void keep_round(const struct crm_step_in *in, int64_t n, struct crm_changes *out)
{
	static const int moved[][2] = {
	    {0, CRM_S_VERDICT_AT},
	    {CRM_ROUNDS_SENT_AT, CRM_S_RESENT_AT},
	    {CRM_ROUNDS_LOT, CRM_S_LOT},
	    {CRM_ROUNDS_VERDICT, CRM_S_VERDICT},
	    {CRM_ROUNDS_VERDICT_BY, CRM_S_VERDICT_BY},
	    {CRM_ROUNDS_REFERENCE, CRM_S_REFERENCE},
	    {CRM_ROUNDS_COMMENTS, CRM_S_COMMENTS},
	};
	const struct crm_schema *s = in->flow->schema;
	const struct crm_cell round = crm_cell_int(n);
	struct crm_buf path = CRM_BUF_INIT, key = CRM_BUF_INIT;

	crm_buf_addf(&key, "%" PRId64, n);
	crm_changes_set(out,
	    crm_item_path(s, CRM_S_ROUNDS, crm_buf_str(&key), CRM_ROUNDS_ROUND, &path), &round);
	crm_changes_text(
	    out, crm_item_path(s, CRM_S_ROUNDS, crm_buf_str(&key), 1, &path), in->actor->by);
	for (size_t i = 0; i < sizeof(moved) / sizeof(moved[0]); i++) {
		const struct crm_cell *c = crm_view_cell(in->view, moved[i][1]);

		if (moved[i][1] == CRM_S_RESENT_AT && !crm_cell_is(c))
			c = crm_view_cell(in->view, CRM_S_SENT_AT);
		if (crm_cell_is(c))
			crm_changes_set(out,
			    crm_item_path(s, CRM_S_ROUNDS, crm_buf_str(&key), moved[i][0], &path),
			    c);
	}
	crm_buf_release(&path);
	crm_buf_release(&key);
}

/* What was judged of the round before is not said of this one. */
static void end_round(const struct crm_step_in *in, int64_t n, struct crm_changes *out)
{
	static const int gone[] = {CRM_S_VERDICT, CRM_S_VERDICT_AT, CRM_S_VERDICT_BY,
	    CRM_S_REFERENCE, CRM_S_COMMENTS, CRM_S_RECEIVED_AT, CRM_S_CHASED_AT, CRM_S_CHASES};
	const struct crm_cell at = crm_cell_instant(in->at);

	keep_round(in, n, out);
	for (size_t i = 0; i < sizeof(gone) / sizeof(gone[0]); i++) {
		if (crm_view_cell(in->view, gone[i])->type != CRM_T_ABSENT)
			crm_changes_delete(out, crm_sample_name(gone[i]));
	}
	crm_changes_set(out, crm_sample_name(CRM_S_RESENT_AT), &at);
}

void crm_sample_rule_send(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_cell *was = crm_view_cell(in->view, CRM_S_ROUND);
	const struct crm_cell at = crm_cell_instant(in->at);
	struct crm_cell round = crm_cell_int(1);

	judge_sort(in, f);
	crm_step_order(in, f, CRM_S_OPENED_AT);
	crm_step_order(in, f, CRM_S_VERDICT_AT);
	if (crm_cell_eq(crm_view_cell(in->view, CRM_C_STATE), "rejected")) {
		round.u.i = was->type == CRM_T_INT && was->u.i > 0 ? was->u.i : 1;
		end_round(in, round.u.i, out);
		round.u.i++;
	}
	crm_step_reach(in, out);
	crm_changes_set(out, crm_sample_name(CRM_S_WAITING_AT), &at);
	crm_changes_set(out, crm_sample_name(CRM_S_ROUND), &round);
}

/* ---- mending ---- */

/* What the customer has, or has approved, is what it was; of a rejected one the next round may be
 * another. */
static void judge_sent(const struct crm_step_in *in, struct crm_findings *f)
{
	static const int sent[] = {CRM_S_SORT, CRM_S_PART, CRM_S_CHANGE_LEVEL, CRM_S_LOT,
	    CRM_S_COLOURS, CRM_S_SIZES, CRM_S_LIGHT_SOURCE, CRM_S_SUBSTITUTE, CRM_S_COPIES};

	if (!crm_view_has(in->view, CRM_S_SENT_AT) ||
	    crm_cell_eq(crm_view_cell(in->view, CRM_C_STATE), "rejected"))
		return;
	for (size_t i = 0; i < sizeof(sent) / sizeof(sent[0]); i++) {
		const char *name = crm_sample_name(sent[i]);

		if (crm_changes_find(in->given, name) != NULL)
			crm_step_refuse(in, f, "not_amendable", name,
			    "was sent so: another one is another sample, or another round");
	}
}

void crm_sample_rule_amend(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	static const int by_sort[] = {CRM_S_SORT, CRM_S_LIGHT_SOURCE, CRM_S_SUBSTITUTE,
	    CRM_S_COPIES, CRM_S_COLOURS, CRM_S_SIZES};
	bool asked = false;

	judge_sent(in, f);
	for (size_t i = 0; i < sizeof(by_sort) / sizeof(by_sort[0]); i++)
		asked = asked || crm_changes_find(in->given, crm_sample_name(by_sort[i])) != NULL;
	if (asked)
		judge_sort(in, f);
	set_due(in, out);
	crm_rule_amend(in, out, f);
}
