/* Drafts are written: contents first, then all lines in one commit. */
#include <string.h>
#include <unistd.h>

#include "cmd/crm-notify/draft.h"
#include "lib/base/file.h"
#include "lib/rules/notice/notice_approve.h"
#include "lib/rules/notice/plan.h"
#include "lib/tool/steps_many.h"

struct write {
	struct drafting *d;
	struct crm_many *many;
	size_t bad, drafted;
};

static const char *name_of(int field)
{
	return crm_notice.flow.schema->fields[field].name;
}

static void set_text(struct crm_changes *c, int field, const char *text)
{
	if (text != NULL && text[0] != '\0')
		crm_changes_text(c, name_of(field), text);
}

static void fill(const struct drafting *d, const struct draft_one *one,
    const struct crm_content *content, struct crm_changes *out)
{
	const struct draft_row *row = one->row;
	const struct crm_cell effective = draft_given_cell(d, one, CRM_W_EFFECTIVE);
	int lead = draft_lead(d, one->to.customer);
	struct crm_buf names = CRM_BUF_INIT;
	char hash[65];

	set_text(out, CRM_W_CATEGORY, d->category->name);
	set_text(out, CRM_W_TEMPLATE, d->letter->name);
	set_text(out, CRM_W_TEMPLATE_SHA256, d->letter->version);
	set_text(out, CRM_W_CUSTOMER, one->to.customer->id);
	set_text(out, CRM_W_CONTACT, one->to.contact);
	set_text(out, CRM_W_LANGUAGE, content->language);
	set_text(out, CRM_W_ABOUT, row->id);
	set_text(out, CRM_W_ABOUT_KIND, row->kind != NULL ? row->kind->name : NULL);
	set_text(out, CRM_W_OCCASION, row->occasion);
	set_text(out, CRM_W_SUBJECT, content->subject);
	set_text(out, CRM_W_CONTENT, content->sha256);
	if (row->record != NULL) {
		set_text(out, CRM_W_PART, crm_record_text(row->record, "part"));
		set_text(out, CRM_W_LOT, crm_record_text(row->record, "lot"));
	}
	if (effective.type == CRM_T_DATE && lead > 0) {
		const struct crm_cell by = crm_cell_date(effective.u.date - lead);

		crm_changes_set(out, name_of(CRM_W_TELL_BY), &by);
	}
	for (const struct draft_said *said = draft_said; said->option != NULL; said++) {
		const struct crm_cell c = draft_given_cell(d, one, said->field);

		if (crm_cell_is(&c))
			crm_changes_set(out, name_of(said->field), &c);
	}
	draft_given_names(d, one, &names);
	set_text(out, CRM_W_GIVEN, crm_buf_str(&names));
	draft_given_hash(d, one, hash);
	set_text(out, CRM_W_SAID_SHA256, hash);
	crm_buf_release(&names);
}

/* All in the one line of the draft. */
static void attach(const struct drafting *d, struct crm_changes *args)
{
	for (size_t i = 0; i < d->files.n; i++) {
		const struct notify_file *f = &d->files.v[i];
		struct crm_buf said = CRM_BUF_INIT;

		crm_buf_addf(&said, "%s %zu %s", f->sha256, f->data.len, f->name);
		crm_changes_text(args, CRM_NOTICE_ATTACH, crm_buf_str(&said));
		crm_buf_release(&said);
	}
}

/* ---- what a change lacks ---- */

static void lack(void *ctx, const char *field, const char *text)
{
	struct drafting *d = ctx;
	struct crm_buf key = CRM_BUF_INIT;
	size_t i;

	crm_buf_addf(&key, "%s: %s", field, text);
	i = crm_map_put(d->lacks, crm_buf_str(&key), key.len, NULL);
	++*crm_map_value(d->lacks, i);
	crm_buf_release(&key);
}

/* By our day; the plan asks again, by the recipient's. */
static void look_late(
    const struct drafting *d, const struct draft_one *one, const struct crm_view *v)
{
	struct crm_buf text = CRM_BUF_INIT;
	int32_t day;
	int64_t us;

	crm_zone_local(crm_store_settings(d->run->store)->zone, d->run->now.us, &day, &us);
	if (crm_notice_late(v, d->category, draft_lead(d, one->to.customer), day, &text) != NULL)
		++*crm_map_value(d->late, crm_map_put(d->late, crm_buf_str(&text), text.len, NULL));
	crm_buf_release(&text);
}

static int look(struct write *w, const struct draft_one *one, const char *id)
{
	struct crm_shape *shape = crm_shape_new(crm_notice.flow.schema);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record *record = NULL;
	struct crm_view v;
	int ret = crm_many_fold(w->many, id, &record);

	if (ret == 0) {
		crm_view_of_record(shape, record, &a, &v);
		crm_notice_lacks(&v, w->d->category, lack, w->d);
		look_late(w->d, one, &v);
	}
	crm_record_free(record);
	crm_arena_release(&a);
	crm_shape_free(shape);
	return ret;
}

static void tell_lacks(const struct drafting *d)
{
	struct crm_findings *f = crm_findings_new();

	for (size_t i = 0; i < crm_map_count(d->lacks); i++)
		crm_run_warn(d->run, "%s [%zu of %zu: it cannot leave so]",
		    crm_map_key(d->lacks, i, NULL), *crm_map_value(d->lacks, i), d->n);
	for (size_t i = 0; i < crm_map_count(d->late); i++)
		crm_finding_add(f, CRM_WARNING, "told_late", NULL, 0, NULL,
		    name_of(CRM_W_EFFECTIVE), "%s: %zu of %zu", crm_map_key(d->late, i, NULL),
		    *crm_map_value(d->late, i), d->n);
	crm_run_findings(d->run, f, 0);
	crm_findings_free(f);
	draft_given_languages(d);
}

/* ---- one that is there ---- */

/* Drafted from other words it would be another notice: which of them is sent, a person says. */
static void show_again(struct write *w, const struct draft_one *one, const char *id)
{
	struct crm_record *record = NULL;
	struct crm_err e = CRM_ERR_INIT;
	const char *said, *state;
	char hash[65];

	if (crm_many_fold(w->many, id, &record) != 0) {
		w->bad++;
		return;
	}
	said = crm_record_text(record, name_of(CRM_W_SAID_SHA256));
	state = crm_record_text(record, name_of(CRM_C_STATE));
	draft_given_hash(w->d, one, hash);
	if (said != NULL && strcmp(said, hash) != 0) {
		crm_err_at(&e, CRM_NO, NULL, 0, NULL,
		    "%s for %s says otherwise: edit it, or --occasion makes another one", id,
		    one->to.customer->id);
		(void)crm_run_fail(w->d->run, &e);
		w->bad++;
	} else {
		if (state != NULL &&
		    (strcmp(state, "withdrawn") == 0 || strcmp(state, "void") == 0 ||
		        strcmp(state, "duplicate") == 0))
			crm_run_warn(w->d->run,
			    "%s for %s is %s: nothing is drafted anew; --occasion makes another one",
			    id, one->to.customer->id, state);
		crm_many_show(w->many, id);
	}
	crm_record_free(record);
}

/* ---- all ---- */

/* Before the lines that name them. */
static int keep_all(const struct drafting *d)
{
	int dir = notify_messages_open(d->run, true), ret;
	struct crm_err e = CRM_ERR_INIT;

	if (dir < 0)
		return -1;
	ret = notify_files_put(d->run, dir, &d->files);
	for (size_t i = 0; ret == 0 && i < d->n; i++) {
		const struct draft_one *one = &d->v[i];

		if (one->json.len > 0)
			ret = notify_message_put(
			    d->run, dir, one->sha256, crm_buf_str(&one->json), one->json.len);
	}
	if (ret == 0 && crm_fsync_dir(dir, &e) != 0)
		ret = crm_run_fail(d->run, &e);
	(void)close(dir);
	return ret;
}

static void write_one(struct write *w, struct draft_one *one)
{
	struct crm_content content = {0};
	struct crm_changes given = CRM_CHANGES_INIT, args = CRM_CHANGES_INIT;
	char id[65];
	const char *op = one->op != NULL ? one->op : one->occasion;
	const struct crm_many_step step = {"draft", id, op, &given, &args};
	int used = crm_many_op(w->many, op, id);

	draft_language(w->d, one);
	if (used == 1) {
		show_again(w, one, id);
		return;
	}
	if (used < 0 || crm_many_id(w->many, id) != 0 || draft_text(w->d, one, id, &content) != 0) {
		w->bad++;
		return;
	}
	fill(w->d, one, &content, &given);
	attach(w->d, &args);
	if (crm_many_take(w->many, &step) != 0 || look(w, one, id) != 0) {
		w->bad++;
	} else {
		w->drafted++;
		draft_like_tell(w->d, one, id);
		crm_many_show(w->many, id);
		crm_buf_add(&one->json, crm_buf_str(&content.json), content.json.len);
		memcpy(one->sha256, content.sha256, sizeof(one->sha256));
	}
	crm_content_release(&content);
	crm_changes_release(&given);
	crm_changes_release(&args);
}

static int write_all(struct crm_many *many, void *ctx)
{
	struct write *w = ctx;

	w->many = many;
	for (size_t i = 0; i < w->d->n; i++)
		write_one(w, &w->d->v[i]);
	if (w->bad > 0) {
		crm_run_say(w->d->run, "nothing was written: %zu of %zu cannot be drafted", w->bad,
		    w->d->n);
		return -1;
	}
	return w->drafted == 0 || crm_many_dry(many) ? 0 : keep_all(w->d);
}

void draft_write(struct drafting *d)
{
	struct write w = {.d = d};

	if (crm_args_has(d->run->args, "op")) {
		if (d->n > 1) {
			(void)crm_run_usage(d->run, "--op is for one notice, not for %zu", d->n);
			return;
		}
		if (d->n == 1)
			d->v[0].op = crm_args_text(d->run->args, "op");
	}
	if (crm_many_run(d->run, write_all, &w) == 0)
		tell_lacks(d);
}
