/* The work list: what is on it, by when, from when. */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-notify/send.h"
#include "cmd/crm-notify/work.h"
#include "lib/base/mem.h"
#include "lib/rules/notice/pace.h"

const char *work_name(enum work_what what)
{
	static const char *const names[] = {"do", "again", "held", "gone", "void", "doubt"};

	return names[what];
}

bool work_paper(const char *channel)
{
	return strcmp(channel, "letter") == 0 || strcmp(channel, "fax") == 0;
}

bool work_has(const struct work_list *w, const char *id)
{
	for (size_t i = 0; i < w->n; i++) {
		if (strcmp(w->v[i]->it.id, id) == 0)
			return true;
	}
	return false;
}

static const char *text_of(struct work_row *row, int field)
{
	return crm_view_text(&row->it.view, field, &row->it.arena);
}

/* ---- what is to be done ---- */

static void say(struct work_row *row, enum work_what what, const char *why)
{
	row->what = what;
	row->why = why;
}

static const char *errors_of(struct work_row *row)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	notify_errors(&row->it, &b);
	text = crm_arena_strdup(&row->it.arena, crm_buf_str(&b));
	crm_buf_release(&b);
	return text;
}

static const char *paper_why(const struct work_row *row)
{
	const struct crm_plan *plan = &row->it.plan;

	for (size_t i = 0; work_paper(row->channel) && i < plan->nchannels; i++) {
		if (strcmp(plan->channels[i].channel, row->channel) == 0)
			return plan->channels[i].why;
	}
	return "";
}

/* What was handed over is done as it was approved, or not at all. */
static void judge_handed(struct work_row *row, const char *key, struct crm_instant now)
{
	char is[CRM_OUTBOX_KEY + 1];

	notify_key(&row->it, row->channel, row->to, is);
	if (row->it.void_approval)
		say(row, WORK_VOID, row->it.cleared_why);
	else if (row->it.content == NULL)
		say(row, WORK_VOID, errors_of(row));
	else if (strcmp(is, key) != 0)
		say(row, WORK_VOID, "its text is not the one that was handed over");
	else if (row->it.plan.what == CRM_PLAN_DROP || crm_notice_expired(&row->it.view, now))
		say(row, WORK_GONE, errors_of(row));
	else if (crm_notice_held(&row->it.view, now))
		say(row, WORK_HELD, text_of(row, CRM_W_HELD_WHY));
	else if (notify_found(&row->it, "contact_gone", CRM_ERROR) != NULL ||
	    notify_found(&row->it, "customer_ended", CRM_ERROR) != NULL)
		say(row, WORK_HELD, errors_of(row));
	else
		row->why = paper_why(row);
}

/* False: nothing of it is for a person, or not any more. */
static bool judge(struct work_row *row, const struct crm_outbox_state *m, struct crm_instant now)
{
	struct crm_notice_try last;

	if (!crm_cell_eq(crm_view_cell(&row->it.view, CRM_C_STATE), "queued"))
		return false;
	crm_notice_last_try(&row->it.view, &row->it.arena, &last);
	if (m->last.sent != CRM_SENT_HANDED || m->open > 0) {
		say(row, WORK_DOUBT, crm_arena_strdup(&row->it.arena, m->why));
		return true;
	}
	if (!last.handed || strcmp(last.channel, row->channel) != 0)
		return false;
	row->what = strcmp(last.status, "deferred") == 0 ? WORK_AGAIN : WORK_DO;
	judge_handed(row, m->key, now);
	return true;
}

static int64_t tries_of(const struct work_row *row)
{
	struct crm_items it;
	int64_t n = 0;

	crm_items_init(&it, &row->it.view, CRM_W_ATTEMPTS);
	while (crm_items_next(&it)) {
		if (crm_cell_eq(crm_view_cell(&it.view, CRM_TRY_CHANNEL), row->channel) &&
		    crm_cell_eq(crm_view_cell(&it.view, CRM_TRY_STATUS), "deferred"))
			n++;
	}
	crm_items_release(&it);
	return n;
}

/* ---- by when ---- */

static void due(struct work_row *row, struct crm_instant at, const char *by)
{
	if (row->due.us != 0 && row->due.us <= at.us)
		return;
	row->due = at;
	row->due_by = by;
}

static struct crm_instant instant_of(const struct work_row *row, int field)
{
	const struct crm_cell *c = crm_view_cell(&row->it.view, field);

	return c->type == CRM_T_INSTANT ? c->u.at : (struct crm_instant){0, 0};
}

/* From then on what cannot wait goes by the next channel (lib/rules/notice/pace.h). */
static void due_half(struct work_row *row, struct crm_instant alert)
{
	struct crm_notice_try last;
	struct crm_pace pace;

	crm_pace_of(
	    instant_of(row, CRM_W_DRAFTED_AT), alert, instant_of(row, CRM_W_EXPIRES_AT), &pace);
	if (!pace.has)
		return;
	crm_notice_last_try(&row->it.view, &row->it.arena, &last);
	if (last.at.type == CRM_T_INSTANT) {
		const int64_t least = last.at.u.at.us + (pace.to.us - pace.from.us) / 10;

		if (least > pace.half.us)
			pace.half.us = least;
	}
	due(row, pace.half, CRM_PACE_HALF);
}

static void due_of(struct work_list *w, struct work_row *row)
{
	const struct crm_zone *ours = crm_store_settings(w->run->store)->zone;
	const struct crm_instant expires = instant_of(row, CRM_W_EXPIRES_AT);
	const struct crm_cell *tell = crm_view_cell(&row->it.view, CRM_W_TELL_BY);
	struct crm_view v;

	if (expires.us != 0)
		due(row, expires, "expires_at");
	if (tell->type == CRM_T_DATE) {
		struct crm_instant end = crm_zone_instant(ours, tell->u.date + 1, 0);

		end.us -= CRM_US_PER_SEC;
		due(row, end, "tell_by");
	}
	crm_view_of_record(crm_run_shape(w->run), row->it.notice, &row->it.arena, &v);
	crm_clocks_eval(w->run->clocks, &v, w->post.now, w->results);
	for (size_t i = 0; i < crm_clocks_count(w->run->clocks); i++) {
		const struct crm_clock_result *r = &w->results[i];

		if (!r->applies || !r->has_due || r->has_end || r->unreadable ||
		    r->clock->to != CRM_W_SENT_AT)
			continue;
		due(row, r->due, r->clock->name);
		if (strcmp(r->clock->name, "alert") == 0)
			due_half(row, r->due);
	}
	if (row->due.us != 0)
		row->due.off = crm_zone_offset(ours, row->due.us);
}

/* ---- from when ---- */

/* Their day, where it can wait; a letter disturbs nobody. */
static int from_of(struct work_list *w, struct work_row *row)
{
	const struct crm_reach *reach = &row->it.reach;
	const struct crm_calendar *calendar = NULL;
	struct crm_quiet quiet = {.n = 0};
	struct crm_instant at;
	bool provisional = false;

	row->local = w->post.now;
	row->local.off = crm_zone_offset(row->it.zone, row->local.us);
	if (row->urgency != CRM_URGENCY_NORMAL || strcmp(row->channel, "letter") == 0)
		return 0;
	if (crm_quiet_parse(reach->quiet.text, strlen(reach->quiet.text), &quiet) != 0)
		quiet.n = 0; /* the customer's record says so by itself */
	if (notify_calendar(&w->post, &row->it, &calendar) < 0)
		return -1;
	if (crm_plan_when(&quiet, row->it.zone, calendar, w->post.now, &at, &provisional, NULL) &&
	    at.us > w->post.now.us)
		row->from = at;
	return 0;
}

/* ---- the list ---- */

static void free_row(struct work_row *row)
{
	if (row != NULL)
		notify_item_release(&row->it);
	free(row);
}

static enum crm_urgency urgency_of(const struct work_list *w, struct work_row *row)
{
	const char *word = text_of(row, CRM_W_URGENCY);
	const struct crm_category *c = crm_category_find(
	    crm_notice_book_categories(w->post.book), text_of(row, CRM_W_CATEGORY));

	for (int i = CRM_URGENCY_NORMAL; i <= CRM_URGENCY_EMERGENCY; i++) {
		if (strcmp(crm_urgency_name((enum crm_urgency)i), word) == 0)
			return (enum crm_urgency)i;
	}
	return c != NULL ? c->urgency : CRM_URGENCY_NORMAL;
}

static const char *kept(struct work_row *row, const char *text)
{
	return crm_arena_strdup(&row->it.arena, text != NULL ? text : "");
}

/* A row of what is read already; NULL: none, or a message. */
static struct work_row *make_row(
    struct work_list *w, const struct crm_outbox_entry *entry, const struct crm_outbox_state *m)
{
	struct work_row *row = crm_calloc(1, sizeof(*row));
	int got = notify_item_read(&w->post, entry->notice, &row->it);

	if (got > 0)
		crm_finding_add(w->notes, CRM_ERROR, "unknown_record", "outbox/hold", 0,
		    entry->notice, NULL, "%s: the store has no such notice", entry->key);
	if (got == 0) {
		row->channel = kept(row, entry->channel);
		row->to = kept(row, crm_record_text(m->message, "to.address"));
		row->message_id = kept(row, crm_record_text(m->message, "message_id"));
		row->why = row->due_by = "";
		got = notify_item_plan(&w->post, &row->it);
	}
	if (got == 0 && judge(row, m, w->post.now)) {
		row->urgency = urgency_of(w, row);
		row->tries = tries_of(row);
		due_of(w, row);
		if (from_of(w, row) == 0)
			return row;
	}
	free_row(row);
	return NULL;
}

static void add(struct work_list *w, const struct crm_outbox_entry *entry)
{
	struct crm_outbox_state m;
	struct work_row *row;
	struct crm_err e = CRM_ERR_INIT;

	if (crm_outbox_read(w->post.outbox, CRM_BOX_HOLD, entry->key, &m, &e) != 0) {
		if (e.code != CRM_NOINPUT) /* gone meanwhile */
			(void)crm_run_fail(w->run, &e);
		return;
	}
	row = make_row(w, entry, &m);
	crm_outbox_state_release(&m);
	if (row == NULL)
		return;
	crm_grow(&w->v, &w->cap, w->n + 1, sizeof(struct work_row *));
	w->v[w->n++] = row;
}

static int compare(const void *a, const void *b)
{
	const struct work_row *x = *(struct work_row *const *)a, *y = *(struct work_row *const *)b;

	if (x->urgency != y->urgency)
		return x->urgency > y->urgency ? -1 : 1;
	if ((x->due.us == 0) != (y->due.us == 0))
		return x->due.us != 0 ? -1 : 1;
	if (x->due.us != y->due.us)
		return x->due.us < y->due.us ? -1 : 1;
	return strcmp(x->it.id, y->it.id);
}

static int read_all(struct work_list *w)
{
	const char *channel = crm_args_text(w->run->args, "channel");
	struct crm_outbox_list list = {NULL, 0};
	struct crm_err e = CRM_ERR_INIT;

	if (crm_outbox_list(w->post.outbox, CRM_BOX_HOLD, false, w->notes, &list, &e) != 0)
		return crm_run_fail(w->run, &e);
	for (size_t i = 0; i < list.n; i++) {
		const struct crm_outbox_entry *entry = &list.v[i];

		if ((channel == NULL || strcmp(channel, entry->channel) == 0) &&
		    (!w->named ||
		        crm_map_find(w->ids, entry->notice, strlen(entry->notice)) != CRM_MAP_NONE))
			add(w, entry);
	}
	crm_outbox_list_release(&list);
	if (w->n > 0)
		qsort(w->v, w->n, sizeof(struct work_row *), compare);
	crm_run_findings(w->run, w->notes, CRM_BADINPUT);
	return 0;
}

int work_open(struct crm_run *r, struct work_list *out)
{
	struct work_list *w = out;

	*w = (struct work_list){.run = r,
	    .post = {.run = r, .dir = -1},
	    .ids = crm_map_new(),
	    .named = crm_args_operands(r->args) > 0,
	    .notes = crm_findings_new()};
	if (notify_ids(r, "", w->ids) != 0 || notify_post_open(r, NOTIFY_READ, &w->post) != 0 ||
	    crm_run_clocks(r) != 0)
		return -1;
	w->results = crm_calloc(crm_clocks_count(r->clocks) + 1, sizeof(*w->results));
	return read_all(w);
}

void work_release(struct work_list *w)
{
	for (size_t i = 0; i < w->n; i++)
		free_row(w->v[i]);
	free(w->v);
	free(w->results);
	crm_map_free(w->ids);
	crm_findings_free(w->notes);
	if (w->post.notes != NULL)
		notify_post_release(&w->post);
}
