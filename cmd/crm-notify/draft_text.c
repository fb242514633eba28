/* What a template is given for one addressee, and the text that comes of it. */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-notify/draft.h"
#include "lib/rules/notice/local.h"

struct writing {
	struct drafting *d;
	const struct draft_one *one;
	const char *id;
	struct crm_reach reach;
	struct crm_zone *zone;
	struct crm_doc *doc;
	struct crm_arena arena;
};

static void put_text(
    const struct writing *w, struct crm_doc *o, const char *name, const char *value)
{
	struct crm_buf text = CRM_BUF_INIT;

	crm_local_text(w->reach.language.text, w->zone, crm_store_settings(w->d->run->store)->zone,
	    value, &text);
	crm_doc_text(o, name, crm_buf_str(&text));
	crm_buf_release(&text);
}

static void put_cell(
    const struct writing *w, struct crm_doc *o, const char *name, const struct crm_cell *c)
{
	struct crm_buf text = CRM_BUF_INIT;

	if (!crm_cell_is(c))
		return;
	crm_local_cell(w->reach.language.text, w->zone, c, &text);
	crm_doc_text(o, name, crm_buf_str(&text));
	crm_buf_release(&text);
}

/* company of crm.json. */
static void put_company(const struct writing *w)
{
	const struct crm_record *all = crm_store_settings(w->d->run->store)->all;
	struct crm_doc *o = crm_doc_object(w->doc, "company");
	struct crm_map *names = crm_map_new();

	(void)crm_record_keys(all, "company", names);
	for (size_t i = 0; i < crm_map_count(names); i++) {
		const char *name = crm_map_key(names, i, NULL);
		struct crm_buf path = CRM_BUF_INIT;

		crm_buf_addf(&path, "company.%s", name);
		crm_doc_text(o, name, crm_record_text(all, crm_buf_str(&path)));
		crm_buf_release(&path);
	}
	crm_map_free(names);
}

static void put_contact(const struct writing *w)
{
	const struct notify_addressee *to = &w->one->to;
	struct crm_items it;

	crm_letters_record(crm_doc_object(w->doc, "customer"), &to->customer->view,
	    w->reach.language.text, w->zone);
	if (to->contact == NULL)
		return;
	if (crm_customer_contact(&to->customer->view, to->contact, &it))
		crm_letters_record(
		    crm_doc_object(w->doc, "contact"), &it.view, w->reach.language.text, w->zone);
	crm_items_release(&it);
}

/* What the row says of the record, beside what the store does. */
static void put_row(const struct writing *w, struct crm_doc *notice)
{
	static const char *const names[] = {"part", "lot", "clock", "due_at"};
	const struct draft_row *row = w->one->row;
	static const struct crm_field instant = {"", CRM_T_INSTANT, NULL, NULL, NULL, 0, ""};

	if (row->record == NULL)
		return;
	crm_letters_record(
	    crm_doc_object(w->doc, "record"), &row->view, w->reach.language.text, w->zone);
	crm_doc_record(w->doc, "row", row->row);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct crm_cell cell;

		crm_record_cell(i < 2 ? row->record : row->row, names[i], i == 3 ? &instant : NULL,
		    NULL, &cell);
		if (cell.type == CRM_T_BAD)
			cell = crm_cell_textn(cell.text, cell.len);
		put_cell(w, notice, names[i], &cell);
	}
	for (size_t i = 0; i < row->extra.n; i++) {
		const struct crm_change *c = &row->extra.items[i];

		if (c->cell.type == CRM_T_TEXT)
			put_text(w, notice, c->path, c->cell.text);
		else
			put_cell(w, notice, c->path, &c->cell);
	}
}

static void put_notice(const struct writing *w)
{
	const struct drafting *d = w->d;
	struct crm_doc *o = crm_doc_object(w->doc, "notice"), *files;
	const struct crm_cell effective = draft_given_cell(d, w->one, CRM_W_EFFECTIVE);
	int lead = draft_lead(d, w->one->to.customer);

	crm_doc_text(o, "id", w->id);
	crm_doc_text(o, "category", d->category->name);
	crm_doc_text(o, "urgency", crm_urgency_name(d->category->urgency));
	put_row(w, o);
	for (const struct draft_said *s = draft_said; s->option != NULL; s++) {
		const struct crm_cell c = draft_given_cell(d, w->one, s->field);

		put_cell(w, o, s->name, &c);
	}
	if (effective.type == CRM_T_DATE && lead > 0) {
		const struct crm_cell by = crm_cell_date(effective.u.date - lead);

		put_cell(w, o, "tell_by", &by);
	}
	files = d->files.n > 0 ? crm_doc_list(o, "attachments") : NULL;
	for (size_t i = 0; i < d->files.n; i++)
		crm_doc_text(crm_doc_item(files), "name", d->files.v[i].name);
}

/* What clock and severity are called in the language. */
static int put_labels(const struct writing *w, struct crm_err *e)
{
	const struct draft_row *row = w->one->row;
	const char *path[] = {row->kind != NULL ? row->kind->name : "", "severity", NULL};
	const char *label;

	if (row->record == NULL)
		return 0;
	path[2] = crm_record_text(row->record, path[1]);
	if (path[2] != NULL) {
		if (crm_letters_label(w->d->letters, w->reach.language.text, path, &label, e) != 0)
			return -1;
		crm_doc_text(crm_doc_object(w->doc, "record"), "severity_name", label);
	}
	path[1] = "clock";
	path[2] = crm_record_text(row->row, path[1]);
	if (path[2] != NULL) {
		if (crm_letters_label(w->d->letters, w->reach.language.text, path, &label, e) != 0)
			return -1;
		crm_doc_text(crm_doc_object(w->doc, "notice"), "clock_name", label);
	}
	return 0;
}

static void put_sets(const struct writing *w)
{
	for (size_t i = 0; i < w->d->nsets; i++) {
		const char *path = w->d->sets[i].path;
		struct crm_doc *o = w->doc;
		size_t len;

		if (!draft_given_is(w->d, w->one, &w->d->sets[i]))
			continue;
		while (path[len = strcspn(path, ".")] == '.') {
			char *name = crm_strndup(path, len);

			o = crm_doc_object(o, name);
			free(name);
			path += len + 1;
		}
		put_text(w, o, path, w->d->sets[i].value);
	}
}

static void put_now(const struct writing *w)
{
	struct crm_buf text = CRM_BUF_INIT;
	int32_t day;
	int64_t us;

	crm_zone_local(w->zone, w->d->run->now.us, &day, &us);
	crm_local_day(w->reach.language.text, day, &text);
	crm_doc_text(w->doc, "now", crm_buf_str(&text));
	crm_buf_release(&text);
}

/* The content keeps what goes with it. */
static void add_files(const struct drafting *d, struct crm_content *c)
{
	struct crm_doc *list;

	if (d->files.n == 0)
		return;
	list = crm_doc_list(c->doc, "attachments");
	for (size_t i = 0; i < d->files.n; i++) {
		struct crm_doc *item = crm_doc_item(list);
		const struct crm_cell bytes = crm_cell_int((int64_t)d->files.v[i].data.len);

		crm_doc_text(item, "name", d->files.v[i].name);
		crm_doc_text(item, "sha256", d->files.v[i].sha256);
		crm_doc_cell(item, "bytes", &bytes);
	}
	crm_content_seal(c);
}

/* 1 where it claims what it must not: that was told. */
static int judge_claims(const struct writing *w, const struct crm_content *c, const char *who)
{
	static const char *const theirs[] = {"record", "row", "customer", "contact", "company"};
	struct crm_buf said = CRM_BUF_INIT;
	int ret;

	for (size_t i = 0; i < sizeof(theirs) / sizeof(theirs[0]); i++) {
		const struct crm_doc *d = crm_doc_member(w->doc, theirs[i], strlen(theirs[i]));

		if (d != NULL)
			crm_doc_json(d, false, &said);
	}
	ret = notify_claims(w->d->run, w->d->letters, c, crm_buf_str(&said), who) == 0 ? 0 : 1;
	crm_buf_release(&said);
	return ret;
}

/* 0, 1 after a message, -1. */
static int write_text(struct writing *w, struct crm_content *out, struct crm_err *e)
{
	const struct draft_one *one = w->one;
	struct crm_buf who = CRM_BUF_INIT;
	struct crm_letter_ask ask = {w->reach.language.text, NULL, w->doc};
	int ret;

	put_company(w);
	put_contact(w);
	put_notice(w);
	if (put_labels(w, e) != 0)
		return -1;
	put_sets(w);
	put_now(w);
	crm_buf_addf(&who, "%s%s%s%s%s", one->row->who, one->row->who[0] != '\0' ? " for " : "",
	    one->to.customer->id, one->to.contact != NULL ? ":" : "",
	    one->to.contact != NULL ? one->to.contact : "");
	ask.who = crm_buf_str(&who);
	ret = crm_letter_write(w->d->letters, w->d->letter, &ask, out, e);
	if (ret == 0) {
		add_files(w->d, out);
		ret = judge_claims(w, out, crm_buf_str(&who));
	}
	if (ret > 0)
		crm_content_release(out);
	crm_buf_release(&who);
	return ret;
}

void draft_language(struct drafting *d, struct draft_one *one)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const struct crm_letter_text *text;
	struct crm_reach reach;

	notify_reach_of(d->run, &one->to, d->category, &a, &reach);
	text = crm_letter_text(d->letter, reach.language.text, CRM_MEDIUM_TEXT);
	one->language = crm_arena_strdup(&d->arena, reach.language.text);
	one->text_language = text != NULL ? text->language : NULL;
	crm_arena_release(&a);
}

int draft_text(
    struct drafting *d, const struct draft_one *one, const char *id, struct crm_content *out)
{
	struct writing w = {.d = d, .one = one, .id = id, .doc = crm_doc_new()};
	struct crm_err e = CRM_ERR_INIT;
	int ret;

	notify_reach_of(d->run, &one->to, d->category, &w.arena, &w.reach);
	if (one->text_language != NULL)
		(void)crm_map_put(
		    d->languages, one->text_language, strlen(one->text_language), NULL);
	ret = crm_zone_new(w.reach.zone.text[0] != '\0' ? w.reach.zone.text : "UTC", &w.zone, &e);
	if (ret != 0)
		crm_err_place(&e, one->to.customer->id, 0, "zone");
	if (ret == 0)
		ret = write_text(&w, out, &e);
	crm_zone_free(w.zone);
	crm_doc_free(w.doc);
	crm_arena_release(&w.arena);
	if (ret < 0)
		return crm_run_fail(d->run, &e);
	return ret == 0 ? 0 : -1;
}
