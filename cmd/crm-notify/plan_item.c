/* One notice with its addressee, and its plan. */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-notify/notify.h"
#include "cmd/crm-notify/plan.h"

/* ---- reading it ---- */

static int read_notice(struct notify_post *p, struct notify_item *it)
{
	struct crm_journal *j = NULL;
	struct crm_fold fold = {0};
	struct crm_err e = CRM_ERR_INIT;
	int ret = crm_journal_open(p->run->store, "notice", NULL, &j, &e);

	if (ret == 0)
		ret = crm_journal_fold(j, it->id, NULL, &fold, &e);
	crm_journal_free(j);
	if (ret != 0)
		return e.code == CRM_NOINPUT ? 1 : crm_run_fail(p->run, &e);
	it->notice = fold.record;
	crm_view_of_record(p->notices, it->notice, &it->arena, &it->view);
	return 0;
}

static int read_customer(struct notify_post *p, struct notify_item *it)
{
	struct crm_addressee to;
	struct crm_fold fold = {0};
	struct crm_err e = CRM_ERR_INIT;
	const char *contact = crm_view_text(&it->view, CRM_W_CONTACT, &it->arena);

	crm_notice_book_addressee(p->book, crm_view_cell(&it->view, CRM_W_CUSTOMER), &to);
	it->customer_id = crm_arena_strdup(&it->arena, to.id);
	if (to.id[0] == '\0')
		it->customer = crm_record_new();
	else if (crm_journal_fold(p->customer_journal, to.id, NULL, &fold, &e) == 0)
		it->customer = fold.record;
	else
		return crm_run_fail(p->run, &e);
	crm_view_of_record(p->customers, it->customer, &it->arena, &it->of);
	it->has_contact =
	    contact[0] != '\0' && crm_customer_contact(&it->of, contact, &it->contact);
	if (contact[0] != '\0' && !it->has_contact)
		crm_items_release(&it->contact);
	return 0;
}

/* Its text; what is not as it was written must not leave. */
static void read_content(struct notify_post *p, struct notify_item *it)
{
	const char *sha256 = crm_view_text(&it->view, CRM_W_CONTENT, &it->arena);
	struct crm_err e = CRM_ERR_INIT;

	if (sha256[0] != '\0' &&
	    notify_content_load(p->run, sha256, &it->content, &it->bytes, &e) != 0)
		crm_finding_add(it->found, CRM_ERROR, "no_content", NULL, 0, it->id, "content",
		    "its text cannot be read: %s", e.text);
}

static void add_attachments(struct notify_item *it)
{
	struct crm_items files;

	crm_items_init(&files, &it->view, CRM_W_ATTACHMENTS);
	while (crm_items_next(&files)) {
		const struct crm_cell *bytes = crm_view_cell(&files.view, CRM_ATTACH_BYTES);

		/* in lines of base64 */
		if (bytes->type == CRM_T_INT)
			it->bytes += bytes->u.i / 3 * 4 + bytes->u.i / 57 + 1024;
	}
	crm_items_release(&files);
}

/* Who answers for it; void_approval first: what was changed is no machine's any more. */
static void clear(struct notify_post *p, struct notify_item *it)
{
	const struct crm_standing *by = NULL;
	struct crm_buf why = CRM_BUF_INIT;

	switch (crm_notice_approval_now(&it->view, p->book, NULL, NULL)) {
	case CRM_SEALED_CHANGED:
	case CRM_SEALED_FOREIGN:
		it->void_approval = true;
		break;
	case CRM_SEALED_HOLDS:
	case CRM_SEALED_NONE:
		break;
	}
	it->cleared = crm_notice_cleared(&it->view, p->book, NULL, NULL, p->now, &why);
	if (it->cleared == CRM_CLEARED_NOT && !it->void_approval)
		by = crm_notice_book_covers(p->book, &it->view, NULL, p->now);
	if (by != NULL) {
		crm_buf_clear(&why);
		it->cleared = crm_notice_cleared(&it->view, p->book, by->name, NULL, p->now, &why);
	}
	it->cleared_why = crm_arena_strdup(&it->arena, crm_buf_str(&why));
	crm_buf_release(&why);
}

int notify_item_read(struct notify_post *p, const char *id, struct notify_item *out)
{
	int ret;

	*out = (struct notify_item){.arena = CRM_ARENA_INIT, .customer_id = ""};
	out->id = crm_arena_strdup(&out->arena, id);
	out->found = crm_findings_new();
	ret = notify_post_renew(p);
	if (ret == 0)
		ret = read_notice(p, out);
	if (ret == 0)
		ret = read_customer(p, out);
	if (ret != 0) {
		notify_item_release(out);
		return ret;
	}
	read_content(p, out);
	add_attachments(out);
	clear(p, out);
	return 0;
}

void notify_item_release(struct notify_item *it)
{
	if (it->has_contact)
		crm_items_release(&it->contact);
	crm_record_free(it->notice);
	crm_record_free(it->customer);
	crm_doc_free(it->content);
	crm_findings_free(it->found);
	crm_arena_release(&it->arena);
	*it = (struct notify_item){0};
}

/* ---- the plan ---- */

int notify_item_plan(struct notify_post *p, struct notify_item *it)
{
	struct crm_plan_ask ask = {.notice = &it->view, .now = p->now};
	struct crm_consent_said consent;
	const char *basis = crm_view_text(&it->view, CRM_W_BASIS, &it->arena);

	if (notify_post_renew(p) < 0)
		return -1;
	ask.category = crm_category_find(crm_notice_book_categories(p->book),
	    crm_view_text(&it->view, CRM_W_CATEGORY, &it->arena));
	if (notify_ask_reach(p, it, &ask) < 0)
		return -1;
	if (basis[0] == '\0' && ask.category != NULL)
		basis = crm_basis_name(ask.category->basis);
	crm_consent_find(&it->of,
	    it->has_contact ? crm_contact_key(&it->contact, &it->arena) : NULL, basis, &it->arena,
	    &consent);
	ask.consent = &consent;
	ask.ledger = p->ledger.n > 0 ? &p->ledger : NULL;
	if (notify_gone(p, it, ask.category != NULL && ask.category->until_met, &ask.gone) < 0)
		return -1;
	/* what it owes itself does not stand in its way */
	notify_lend(p, it, false);
	crm_plan_make(&ask, &it->arena, &it->plan, it->found);
	notify_lend(p, it, true);
	if (it->content == NULL && it->plan.what < CRM_PLAN_HOLD)
		it->plan.what = CRM_PLAN_HOLD;
	return 0;
}

const struct crm_finding *notify_found(
    const struct notify_item *it, const char *code, enum crm_severity worse)
{
	for (size_t i = 0; i < crm_findings_count(it->found); i++) {
		const struct crm_finding *f = crm_finding_at(it->found, i);

		if (f->severity >= worse && strcmp(f->code, code) == 0)
			return f;
	}
	return NULL;
}

void notify_tell_time(struct crm_run *r, const struct notify_item *it, bool goes)
{
	static const char *const codes[] = {"told_late", "past_time"};
	struct crm_findings *told = crm_findings_new();
	bool asked = it->plan.what == CRM_PLAN_SEND || (!goes && it->plan.what == CRM_PLAN_WAIT);

	for (size_t i = 0; asked && i < sizeof(codes) / sizeof(codes[0]); i++) {
		const struct crm_finding *f = notify_found(it, codes[i], CRM_WARNING);

		if (f != NULL)
			crm_finding_add(told, f->severity, f->code, NULL, 0, f->subject, f->field,
			    "%s", f->text);
	}
	crm_run_findings(r, told, 0);
	crm_findings_free(told);
}

void notify_errors(const struct notify_item *it, struct crm_buf *out)
{
	for (size_t i = 0; i < crm_findings_count(it->found); i++) {
		const struct crm_finding *f = crm_finding_at(it->found, i);

		if (f->severity == CRM_ERROR)
			crm_buf_addf(out, "%s%s", out->len > 0 ? "; " : "", f->text);
	}
}
