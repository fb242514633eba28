/* Its text: made, changed, attached to. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/data/item_key.h"
#include "lib/rules/notice/notice_private.h"

static bool is_given(const struct crm_step_in *in, int field)
{
	const struct crm_change *c = crm_changes_find(in->given, crm_notice_name(field));

	return c != NULL && crm_cell_is(&c->cell);
}

static void judge_hash(const struct crm_step_in *in, int field, struct crm_findings *f)
{
	const struct crm_change *c = crm_changes_find(in->given, crm_notice_name(field));

	if (c != NULL && crm_cell_is(&c->cell) && !crm_notice_is_hash(&c->cell))
		crm_notice_refuse(
		    in, f, "bad_value", field, "is no hash, expected 64 digits of 0-9 and a-f");
}

/* A change is told before it holds, or it is said why not. */
static void judge_day(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_category *c = crm_notice_category(in, in->after);
	const struct crm_cell *effective = crm_view_cell(in->after, CRM_W_EFFECTIVE);

	if (c != NULL && c->change && is_given(in, CRM_W_EFFECTIVE) &&
	    effective->type == CRM_T_DATE && effective->u.date < crm_instant_day(in->at) &&
	    !crm_view_has(in->after, CRM_W_LATE_WHY))
		crm_notice_refuse(in, f, "bad_value", CRM_W_EFFECTIVE,
		    "is past: a change is told before it holds; late_why says why it is told now");
}

static void judge_given(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_cell *by = crm_view_cell(in->after, CRM_W_TELL_BY);
	const struct crm_cell *effective = crm_view_cell(in->after, CRM_W_EFFECTIVE);

	judge_hash(in, CRM_W_CONTENT, f);
	judge_hash(in, CRM_W_TEMPLATE_SHA256, f);
	judge_day(in, f);
	if ((is_given(in, CRM_W_TELL_BY) || is_given(in, CRM_W_EFFECTIVE)) &&
	    by->type == CRM_T_DATE && effective->type == CRM_T_DATE &&
	    by->u.date > effective->u.date)
		crm_notice_refuse(in, f, "bad_value", CRM_W_TELL_BY,
		    "is after the day from which "
		    "it holds (effective)");
}

void crm_notice_tell_void(const struct crm_step_in *in, struct crm_findings *f)
{
	struct crm_buf changed = CRM_BUF_INIT;

	if (crm_notice_approval(in->view, NULL) == CRM_SEALED_HOLDS &&
	    crm_notice_approval(in->after, &changed) == CRM_SEALED_CHANGED)
		crm_finding_add(f, CRM_WARNING, "void_approval", NULL, 0, in->id,
		    crm_notice_name(CRM_W_APPROVED_AT), "the approval is void by this, changed: %s",
		    crm_buf_str(&changed));
	crm_buf_release(&changed);
}

/* ---- attachments ---- */

/* It becomes a header of the mail. */
static void judge_name(const struct crm_step_in *in, const char *name, struct crm_findings *f)
{
	size_t len = strlen(name);
	uint32_t cp = 0;

	for (size_t at = 0, n; at < len; at += n) {
		n = crm_utf8_decode(name + at, len - at, &cp);
		if (n > 0 && crm_utf8_plain(cp))
			continue;
		crm_step_refuse(in, f, "bad_value", crm_notice_name(CRM_W_ATTACHMENTS),
		    "U+%04X in the name of a file, one line of text expected",
		    n == 0 ? 0xFFFDU : (unsigned)cp);
		return;
	}
}

/* Who attached it, and when. */
static void sign_item(const struct crm_step_in *in, const char *key, struct crm_changes *out)
{
	struct crm_buf path = CRM_BUF_INIT;
	const struct crm_cell at = crm_cell_instant(in->at);
	const struct crm_schema *s = in->flow->schema;

	crm_changes_set(out, crm_item_path(s, CRM_W_ATTACHMENTS, key, 0, &path), &at);
	crm_changes_text(out, crm_item_path(s, CRM_W_ATTACHMENTS, key, 1, &path), in->actor->by);
	if (in->actor->login != NULL)
		crm_changes_text(out,
		    crm_item_path(s, CRM_W_ATTACHMENTS, key, CRM_ATTACH_LOGIN, &path),
		    in->actor->login);
	crm_buf_release(&path);
}

/* One that comes with the draft: "SHA256 BYTES NAME". */
static void attach_one(
    const struct crm_step_in *in, const char *said, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_schema *s = in->flow->schema;
	const char *sha256 = said, *bytes = strchr(said, ' '),
	           *name = bytes != NULL ? strchr(bytes + 1, ' ') : NULL;
	struct crm_buf path = CRM_BUF_INIT;
	char key[CRM_ITEM_KEY_MAX];
	struct crm_cell cell;

	if (name == NULL)
		return;
	judge_name(in, ++name, f);
	crm_item_key(name, strlen(name), key);
	crm_changes_text(
	    out, crm_item_path(s, CRM_W_ATTACHMENTS, key, CRM_ATTACH_NAME, &path), name);
	cell = crm_cell_textn(sha256, (size_t)(bytes - sha256));
	crm_changes_set(
	    out, crm_item_path(s, CRM_W_ATTACHMENTS, key, CRM_ATTACH_SHA256, &path), &cell);
	cell = crm_cell_int(strtoll(bytes, NULL, 10));
	crm_changes_set(
	    out, crm_item_path(s, CRM_W_ATTACHMENTS, key, CRM_ATTACH_BYTES, &path), &cell);
	sign_item(in, key, out);
	crm_buf_release(&path);
}

static void attach_all(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	for (size_t i = 0; in->args != NULL && i < in->args->n; i++) {
		const struct crm_change *c = &in->args->items[i];

		if (strcmp(c->path, CRM_NOTICE_ATTACH) == 0)
			attach_one(in, c->cell.text, out, f);
	}
}

void crm_notice_rule_attach(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_schema *items = in->flow->schema->fields[CRM_W_ATTACHMENTS].items;
	const struct crm_cell *name =
	    crm_changes_cell(in->given, items->fields[CRM_ATTACH_NAME].name);

	if (name->type == CRM_T_TEXT)
		judge_name(in, name->text, f);
	/* who replaces a file has attached it */
	sign_item(in, in->key, out);
	crm_notice_tell_void(in, f);
}

/* ---- draft ---- */

static void refuse_category(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_categories *all = crm_notice_book_categories(in->book);
	struct crm_buf known = CRM_BUF_INIT;
	struct crm_arena a = CRM_ARENA_INIT;

	for (size_t i = 0; i < all->n; i++)
		crm_buf_addf(&known, "%s%s", i > 0 ? ", " : "", all->v[i].name);
	crm_notice_refuse(in, f, "bad_value", CRM_W_CATEGORY,
	    "'%s' is no category of the table's, expected one of: %s",
	    crm_view_text(in->after, CRM_W_CATEGORY, &a), crm_buf_str(&known));
	crm_buf_release(&known);
	crm_arena_release(&a);
}

/* The category's; a notice that said another basis would pass by a refusal of consent. */
static void fill_basis(const struct crm_step_in *in, const struct crm_category *c,
    struct crm_changes *out, struct crm_findings *f)
{
	const char *basis = crm_basis_name(c->basis);

	if (!is_given(in, CRM_W_BASIS))
		crm_changes_text(out, crm_notice_name(CRM_W_BASIS), basis);
	else if (!crm_cell_eq(crm_view_cell(in->after, CRM_W_BASIS), basis))
		crm_notice_refuse(in, f, "bad_value", CRM_W_BASIS, "is '%s' by its category, '%s'",
		    basis, c->name);
}

static void fill_tell_by(
    const struct crm_step_in *in, const struct crm_category *c, struct crm_changes *out)
{
	const struct crm_cell *effective = crm_view_cell(in->after, CRM_W_EFFECTIVE);
	struct crm_cell by;

	if (c->lead == 0 || effective->type != CRM_T_DATE || is_given(in, CRM_W_TELL_BY))
		return;
	by = crm_cell_date(effective->u.date - c->lead);
	crm_changes_set(out, crm_notice_name(CRM_W_TELL_BY), &by);
}

void crm_notice_rule_draft(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_category *c = crm_notice_category(in, in->after);

	crm_changes_text(out, crm_notice_name(CRM_W_AUTHOR), in->actor->by);
	if (in->actor->login != NULL)
		crm_changes_text(out, crm_notice_name(CRM_W_AUTHOR_LOGIN), in->actor->login);
	judge_given(in, f);
	attach_all(in, out, f);
	if (c == NULL) {
		if (in->book != NULL && crm_view_has(in->after, CRM_W_CATEGORY))
			refuse_category(in, f);
		return;
	}
	fill_basis(in, c, out, f);
	if (!is_given(in, CRM_W_URGENCY))
		crm_changes_text(out, crm_notice_name(CRM_W_URGENCY), crm_urgency_name(c->urgency));
	fill_tell_by(in, c, out);
}

/* ---- edit, amend ---- */

/* The days ahead stay what they were: of its customer's own lead nobody else knows. */
static void move_tell_by(const struct crm_step_in *in, struct crm_changes *out)
{
	const struct crm_cell *was = crm_view_cell(in->view, CRM_W_EFFECTIVE);
	const struct crm_cell *is = crm_view_cell(in->after, CRM_W_EFFECTIVE);
	const struct crm_cell *by = crm_view_cell(in->view, CRM_W_TELL_BY);
	const struct crm_category *c = crm_notice_category(in, in->after);
	struct crm_cell day;

	if (!is_given(in, CRM_W_EFFECTIVE) || is_given(in, CRM_W_TELL_BY) || is->type != CRM_T_DATE)
		return;
	if (was->type == CRM_T_DATE && by->type == CRM_T_DATE)
		day = crm_cell_date(is->u.date - (was->u.date - by->u.date));
	else if (c != NULL && c->lead > 0)
		day = crm_cell_date(is->u.date - c->lead);
	else
		return;
	crm_changes_set(out, crm_notice_name(CRM_W_TELL_BY), &day);
}

static void add_edit(const struct crm_step_in *in, struct crm_changes *out)
{
	const struct crm_schema *s = in->flow->schema;
	const struct crm_cell at = crm_cell_instant(in->at);
	const struct crm_cell *content = crm_view_cell(in->after, CRM_W_CONTENT);
	struct crm_buf path = CRM_BUF_INIT;
	char key[13];

	crm_step_key(in, "", key);
	crm_changes_set(out, crm_item_path(s, CRM_W_EDITS, key, 0, &path), &at);
	crm_changes_text(out, crm_item_path(s, CRM_W_EDITS, key, 1, &path), in->actor->by);
	if (in->actor->login != NULL)
		crm_changes_text(out, crm_item_path(s, CRM_W_EDITS, key, CRM_EDIT_LOGIN, &path),
		    in->actor->login);
	if (crm_cell_is(content))
		crm_changes_set(
		    out, crm_item_path(s, CRM_W_EDITS, key, CRM_EDIT_CONTENT, &path), content);
	crm_buf_release(&path);
}

void crm_notice_rule_edit(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	if (in->given->n == 0)
		crm_step_refuse(in, f, "missing_field", "",
		    "'%s' needs at least one option that says what is changed", in->step->name);
	judge_given(in, f);
	move_tell_by(in, out);
	add_edit(in, out);
	crm_notice_tell_void(in, f);
}

/* What is in the outbox is fixed. */
void crm_notice_rule_amend(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_cell *state = crm_view_cell(in->view, CRM_C_STATE);
	bool open =
	    !crm_cell_is(state) || crm_cell_eq(state, "draft") || crm_cell_eq(state, "approved");

	for (size_t i = 0; !open && i < in->given->n; i++) {
		const char *path = in->given->items[i].path;

		if (crm_notice_is_sealed(path) &&
		    crm_changes_find(in->given, path) == &in->given->items[i])
			crm_step_refuse(in, f, "not_amendable", path,
			    "was queued with it: withdraw the notice and draft another one");
	}
	judge_given(in, f);
	move_tell_by(in, out);
	crm_rule_amend(in, out, f);
	if (open && !crm_notice_refused(in, f))
		crm_notice_tell_void(in, f);
}

/* ---- detach ---- */

void crm_notice_rule_detach(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_buf path = CRM_BUF_INIT;

	crm_changes_delete(
	    out, crm_item_path(in->flow->schema, CRM_W_ATTACHMENTS, in->key, -1, &path));
	/* to leave something out is to change it */
	add_edit(in, out);
	if (crm_notice_approval(in->view, NULL) == CRM_SEALED_HOLDS)
		crm_finding_add(f, CRM_WARNING, "void_approval", NULL, 0, in->id,
		    crm_notice_name(CRM_W_APPROVED_AT), "the approval is void by this, changed: %s",
		    crm_notice_name(CRM_W_ATTACHMENTS));
	crm_buf_release(&path);
}
