/* What plans are made of: settings, book, channels, outbox. */
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/crm-notify/plan.h"
#include "lib/data/walk.h"
#include "lib/tool/book.h"
#include "lib/tool/kinds.h"
#include "lib/tool/named.h"

/* ---- settings ---- */

#define SELF(member) offsetof(struct notify_self, member)
#define CALL(member) offsetof(struct notify_call, member)

static const struct crm_member call_members[] = {
    {"name", CRM_MEMBER_TEXT, CALL(name), 0, 0, NULL},
    {"phone", CRM_MEMBER_TEXT, CALL(phone), 0, 0, NULL},
    {"email", CRM_MEMBER_TEXT, CALL(email), 0, 0, NULL},
    {NULL, CRM_MEMBER_READ, 0, 0, 0, NULL},
};

/* What is told and mailed by name: judged as a contact's. */
static int judge_call(struct crm_walk *w, const char *member, const char *text)
{
	const struct crm_cell c = text != NULL ? crm_cell_text(text) : crm_cell_absent();
	const char *expected = crm_customer_expected(member, &c);

	return expected != NULL ? crm_walk_refuse(w, "%s: expected %s", member, expected) : 0;
}

static int read_call(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct notify_self *self = object;
	struct notify_call c = {NULL, NULL, NULL};

	if (crm_walk_members(w, d, call_members, &c) != 0)
		return -1;
	if (c.name == NULL || (c.phone == NULL && c.email == NULL))
		return crm_walk_refuse(w, "name expected, and phone or email");
	if (judge_call(w, "name", c.name) != 0 || judge_call(w, "phone", c.phone) != 0 ||
	    judge_call(w, "email", c.email) != 0)
		return -1;
	self->calls[self->ncalls++] = c;
	return 0;
}

static int read_calls(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct notify_self *self = object;

	self->calls = crm_arena_alloc(w->arena, (crm_doc_count(d) + 1) * sizeof(*self->calls));
	return crm_walk_items(w, d, read_call, self);
}

static const struct crm_member self_members[] = {
    {"from", CRM_MEMBER_TEXT, SELF(from), 0, 0, NULL},
    {"name", CRM_MEMBER_TEXT, SELF(name), 0, 0, NULL},
    {"reply_to", CRM_MEMBER_TEXT, SELF(reply_to), 0, 0, NULL},
    {"bounce", CRM_MEMBER_TEXT, SELF(bounce), 0, 0, NULL},
    {"domain", CRM_MEMBER_TEXT, SELF(domain), 0, 0, NULL},
    {"unsubscribe", CRM_MEMBER_TEXT, SELF(unsubscribe), 0, 0, NULL},
    {"contingency", CRM_MEMBER_READ, 0, 0, 0, read_calls},
    {NULL, CRM_MEMBER_READ, 0, 0, 0, NULL},
};

static int read_settings(struct notify_post *p, const struct crm_record *all, struct crm_err *e)
{
	struct crm_walk w = {"crm.json", &p->arena, e, CRM_BUF_INIT};
	struct crm_doc *d = crm_doc_new();
	const struct crm_doc *settings, *own;
	int ret = 0;

	crm_doc_record(d, "settings", all);
	settings = crm_doc_member(d, "settings", strlen("settings"));
	own = crm_doc_member(settings, "notify", strlen("notify"));
	crm_buf_addz(&w.path, "notify");
	if (own != NULL)
		ret = crm_walk_members(&w, own, self_members, &p->self);
	if (p->self.domain == NULL && p->self.from != NULL && strchr(p->self.from, '@') != NULL)
		p->self.domain = strrchr(p->self.from, '@') + 1;
	if (ret == 0)
		ret = crm_budget_read(crm_doc_member(settings, "budget", strlen("budget")),
		    "crm.json", &p->budget, e);
	crm_buf_release(&w.path);
	crm_doc_free(d);
	return ret;
}

/* ---- opening ---- */

static int open_folders(struct notify_post *p, enum notify_open how)
{
	const char *dir = crm_store_dir(p->run->store);
	struct crm_err e = CRM_ERR_INIT;
	int ours = 1;

	p->path = realpath(dir, NULL);
	p->dir = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (p->dir < 0 || p->path == NULL) {
		crm_err_at(&e, CRM_NOINPUT, dir, 0, NULL, "cannot open the store's directory");
		return crm_run_fail(p->run, &e);
	}
	if (crm_outbox_open(p->dir, dir, how != NOTIFY_READ,
	        crm_store_settings(p->run->store)->group, &p->outbox, &e) != 0)
		return crm_run_fail(p->run, &e);
	if (how == NOTIFY_ALONE && (ours = crm_outbox_alone(p->outbox, &e)) < 0)
		return crm_run_fail(p->run, &e);
	if (ours == 0)
		crm_run_say(p->run, "already running: another sends what is in this store");
	return ours == 0 ? NOTIFY_BUSY : 0;
}

int notify_post_renew(struct notify_post *p)
{
	struct crm_store *s = p->run->store;
	struct crm_stamp now;
	struct crm_err e = CRM_ERR_INIT;
	void *book = NULL;

	crm_stamp_take(s, "customer", &now);
	if (p->customer_journal != NULL && crm_stamp_same(&now, &p->customers_at))
		return 0;
	if (crm_run_book(p->run, &crm_notice, "customer", &book) < 0)
		return -1;
	if (p->book != NULL)
		crm_notice.book->free(p->book);
	p->book = book;
	crm_journal_free(p->customer_journal);
	p->customer_journal = NULL;
	p->customers_at = now;
	if (crm_journal_open(s, "customer", p->notes, &p->customer_journal, &e) != 0)
		return crm_run_fail(p->run, &e);
	return 0;
}

int notify_post_open(struct crm_run *r, enum notify_open how, struct notify_post *out)
{
	struct notify_post *p = out;
	const struct crm_record *all;
	struct crm_err e = CRM_ERR_INIT;
	int ret;

	*p = (struct notify_post){.run = r, .dir = -1, .arena = CRM_ARENA_INIT};
	p->zone_names = crm_map_new();
	p->owing = crm_map_new();
	p->notes = crm_findings_new();
	if (crm_run_store(r) < 0)
		return -1;
	crm_store_keep(r->store);
	p->now = r->now;
	p->now.off = crm_zone_offset(crm_store_settings(r->store)->zone, r->now.us);
	p->notices = crm_shape_new(crm_notice.flow.schema);
	p->customers = crm_shape_new(crm_customer.flow.schema);
	all = crm_store_settings(r->store)->all;
	if (read_settings(p, all, &e) != 0)
		return crm_run_fail(r, &e);
	if ((ret = open_folders(p, how)) != 0)
		return ret;
	if (notify_post_renew(p) < 0)
		return -1;
	if (crm_run_channels(r, &p->channels) < 0)
		return -1;
	return notify_ledger_read(p);
}

void notify_post_release(struct notify_post *p)
{
	crm_outbox_free(p->outbox);
	notify_abouts_free(p->abouts);
	crm_run_channels_release(&p->channels);
	crm_journal_free(p->customer_journal);
	if (p->book != NULL)
		crm_notice.book->free(p->book);
	crm_ledger_release(&p->ledger);
	crm_budget_release(&p->budget);
	crm_shape_free(p->notices);
	crm_shape_free(p->customers);
	crm_run_notes(p->run, p->notes);
	crm_findings_free(p->notes);
	notify_zones_release(p);
	crm_map_free(p->owing);
	free(p->owed);
	free(p->path);
	if (p->dir >= 0)
		close(p->dir);
	crm_arena_release(&p->arena);
}

/* ---- which ---- */

struct choosing {
	struct crm_map *ids;
	const char *states;
};

static size_t hurry_of(const struct crm_view *v)
{
	const struct crm_cell *urgency = crm_view_cell(v, CRM_W_URGENCY);

	return crm_cell_eq(urgency, "emergency") ? 2 : crm_cell_eq(urgency, "urgent") ? 1 : 0;
}

static void choose(void *ctx, const struct crm_view *v)
{
	const struct choosing *x = ctx;
	const struct crm_cell *state = crm_view_cell(v, CRM_C_STATE);
	const struct crm_cell *id = crm_view_cell(v, CRM_C_ID);
	size_t len;

	for (const char *w = x->states; (len = strcspn(w, " ")) > 0;
	     w += len, w += strspn(w, " ")) {
		if (state->type == CRM_T_TEXT && state->len == len &&
		    memcmp(state->text, w, len) == 0 && id->type == CRM_T_TEXT)
			*crm_map_value(x->ids, crm_map_put(x->ids, id->text, id->len, NULL)) =
			    hurry_of(v);
	}
}

int notify_ids(struct crm_run *r, const char *states, struct crm_map *ids)
{
	struct choosing x = {ids, states};
	const struct crm_record *record;
	struct crm_named named;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_view v;
	const char *id;

	if (crm_run_store(r) < 0)
		return -1;
	crm_run_turn(r, &crm_notice);
	if (crm_args_operands(r->args) == 0)
		return crm_run_each(r, choose, &x);
	if (crm_named_open(r, false, &named) < 0)
		return -1;
	while ((record = crm_named_next(&named)) != NULL) {
		crm_view_of_record(crm_run_shape(r), record, &a, &v);
		id = crm_view_text(&v, CRM_C_ID, &a);
		*crm_map_value(ids, crm_map_put(ids, id, strlen(id), NULL)) = hurry_of(&v);
		crm_arena_release(&a);
	}
	crm_named_release(&named);
	return 0;
}
