/* What plans are made of: settings, book, budget, channels, outbox. */
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/crm-notify/plan.h"
#include "lib/rules/notice/sms.h"
#include "lib/tool/book.h"
#include "lib/tool/kinds.h"
#include "lib/tool/named.h"

/* ---- settings ---- */

static int read_self(struct notify_post *p, const struct crm_record *all, struct crm_err *e)
{
	const struct {
		const char *name;
		const char **to;
	} members[] = {{"from", &p->self.from}, {"name", &p->self.name},
	    {"reply_to", &p->self.reply_to}, {"bounce", &p->self.bounce},
	    {"domain", &p->self.domain}, {"unsubscribe", &p->self.unsubscribe}};
	const size_t n = sizeof(members) / sizeof(members[0]);
	struct crm_map *names = crm_map_new();
	struct crm_buf path = CRM_BUF_INIT;
	int ret = 0;

	if (crm_record_has(all, "notify") && !crm_record_keys(all, "notify", names))
		ret = crm_err_at(e, CRM_CONFIG, NULL, 0, "notify",
		    "not an object; expected {\"from\":\"quality@example.com\"}");
	for (size_t i = 0; ret == 0 && i < crm_map_count(names); i++) {
		const char *name = crm_map_key(names, i, NULL);
		size_t k = 0;

		while (k < n && strcmp(members[k].name, name) != 0)
			k++;
		crm_buf_clear(&path);
		crm_buf_addf(&path, "notify.%s", name);
		if (k < n && (*members[k].to = crm_record_text(all, crm_buf_str(&path))) == NULL)
			ret = crm_err_at(e, CRM_CONFIG, NULL, 0, crm_buf_str(&path), "not a text");
		else if (k == n && strncmp(name, "x-", 2) != 0)
			ret = crm_err_at(e, CRM_CONFIG, NULL, 0, crm_buf_str(&path),
			    "unknown setting; expected one of: from, name, reply_to, bounce, domain, unsubscribe");
	}
	if (p->self.domain == NULL && p->self.from != NULL && strchr(p->self.from, '@') != NULL)
		p->self.domain = strrchr(p->self.from, '@') + 1;
	crm_map_free(names);
	crm_buf_release(&path);
	return ret;
}

static int read_budget(struct notify_post *p, const struct crm_record *all, struct crm_err *e)
{
	struct crm_doc *d = crm_doc_new();
	const struct crm_doc *settings;
	int ret;

	crm_doc_record(d, "settings", all);
	settings = crm_doc_member(d, "settings", strlen("settings"));
	ret = crm_budget_read(
	    crm_doc_member(settings, "budget", strlen("budget")), "crm.json", &p->budget, e);
	crm_doc_free(d);
	return ret;
}

/* ---- what is spent, and what the outbox will cost ---- */

static void add_spent(void *ctx, const struct crm_view *v)
{
	struct notify_post *p = ctx;

	crm_ledger_notice(&p->ledger, v, crm_store_settings(p->run->store)->zone);
}

static void add_queued(struct notify_post *p, const struct crm_outbox_entry *entry)
{
	struct crm_outbox_state s;
	const char *address;
	const struct crm_price *price;
	struct crm_dec amount;
	struct notify_item it;
	struct crm_err e = CRM_ERR_INIT;

	if (crm_outbox_read(p->outbox, CRM_BOX_QUEUE, entry->key, &s, &e) != 0)
		return;
	address = crm_record_text(s.message, "to.address");
	price = crm_price_find(&p->budget, entry->channel, address != NULL ? address : "");
	if (price != NULL && notify_item_read(p, entry->notice, &it) == 0) {
		const struct crm_channel *channel;

		if (crm_channel_get(p->channels.all, entry->channel, &channel, &e) == 0 &&
		    crm_price_of(price, notify_messages(&it, channel), &amount) == 0) {
			const struct crm_spend spend = {
			    crm_view_text(&it.view, CRM_W_CATEGORY, &it.arena),
			    crm_view_text(&it.view, CRM_W_CUSTOMER, &it.arena), amount,
			    price->currency};

			crm_ledger_committed(&p->ledger, &spend);
		}
		notify_item_release(&it);
	}
	crm_outbox_state_release(&s);
}

static int read_ledger(struct notify_post *p)
{
	struct crm_outbox_list queue = {NULL, 0};
	struct crm_err e = CRM_ERR_INIT;

	crm_ledger_init(&p->ledger, &p->budget,
	    crm_budget_month(p->now, crm_store_settings(p->run->store)->zone));
	if (p->budget.ncaps == 0)
		return 0;
	crm_run_turn(p->run, &crm_notice);
	if (crm_run_each(p->run, add_spent, p) < 0)
		return -1;
	if (crm_outbox_list(p->outbox, CRM_BOX_QUEUE, false, NULL, &queue, &e) != 0)
		return crm_run_fail(p->run, &e);
	for (size_t i = 0; i < queue.n; i++)
		add_queued(p, &queue.v[i]);
	crm_outbox_list_release(&queue);
	return 0;
}

/* ---- opening ---- */

static int open_folders(struct notify_post *p, bool write)
{
	const char *dir = crm_store_dir(p->run->store);
	struct crm_err e = CRM_ERR_INIT;

	p->path = realpath(dir, NULL);
	p->dir = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (p->dir < 0 || p->path == NULL) {
		crm_err_at(&e, CRM_NOINPUT, dir, 0, NULL, "cannot open the store's directory");
		return crm_run_fail(p->run, &e);
	}
	if (crm_outbox_open(
	        p->dir, dir, write, crm_store_settings(p->run->store)->group, &p->outbox, &e) != 0)
		return crm_run_fail(p->run, &e);
	return 0;
}

int notify_post_open(struct crm_run *r, bool write, struct notify_post *out)
{
	struct notify_post *p = out;
	const struct crm_record *all;
	struct crm_err e = CRM_ERR_INIT;
	void *book = NULL;

	*p = (struct notify_post){.run = r, .dir = -1, .arena = CRM_ARENA_INIT};
	p->zone_names = crm_map_new();
	p->notes = crm_findings_new();
	if (crm_run_store(r) < 0)
		return -1;
	p->now = r->now;
	p->now.off = crm_zone_offset(crm_store_settings(r->store)->zone, r->now.us);
	p->notices = crm_shape_new(crm_notice.flow.schema);
	p->customers = crm_shape_new(crm_customer.flow.schema);
	all = crm_store_settings(r->store)->all;
	if (read_self(p, all, &e) != 0 || read_budget(p, all, &e) != 0) {
		crm_err_place(&e, "crm.json", 0, NULL);
		return crm_run_fail(r, &e);
	}
	if (crm_run_book(r, &crm_notice, "customer", &book) < 0)
		return -1;
	p->book = book;
	if (crm_journal_open(r->store, "customer", p->notes, &p->customer_journal, &e) != 0)
		return crm_run_fail(r, &e);
	if (crm_run_channels(r, &p->channels) < 0 || open_folders(p, write) < 0)
		return -1;
	return read_ledger(p);
}

void notify_post_release(struct notify_post *p)
{
	crm_outbox_free(p->outbox);
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
	for (size_t i = 0; i < crm_map_count(p->zone_names); i++)
		crm_zone_free(p->zones[i]);
	crm_map_free(p->zone_names);
	free(p->zones);
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
			(void)crm_map_put(x->ids, id->text, id->len, NULL);
	}
}

int notify_ids(struct crm_run *r, const char *states, struct crm_map *ids)
{
	struct choosing x = {ids, states};
	struct crm_named named;
	const char *id;

	if (crm_run_store(r) < 0)
		return -1;
	crm_run_turn(r, &crm_notice);
	if (crm_args_operands(r->args) == 0)
		return crm_run_each(r, choose, &x);
	if (crm_named_open(r, false, &named) < 0)
		return -1;
	while ((id = crm_named_next_id(&named)) != NULL)
		(void)crm_map_put(ids, id, strlen(id), NULL);
	crm_named_release(&named);
	return 0;
}
