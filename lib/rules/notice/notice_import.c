/* What an import brings: a draft of who imported it, whatever another store has said of it. */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/hash.h"
#include "lib/rules/customer/customer.h"
#include "lib/rules/notice/notice_private.h"

/* Of an approval elsewhere nothing counts; of what is live, neither where it stood nor how it was
 * sent. */
static const int approvals[] = {CRM_W_APPROVED_AT, CRM_W_APPROVED_BY, CRM_W_APPROVED_FIELDS,
    CRM_W_APPROVED_SEAL, CRM_W_APPROVED_TO, CRM_W_STANDING};
static const int sendings[] = {CRM_W_QUEUED_AT, CRM_W_MESSAGE_ID, CRM_W_MESSAGE_SHA256,
    CRM_W_CHANNEL, CRM_W_ATTEMPTS, CRM_W_SENT_AT, CRM_W_DELIVERED_AT, CRM_W_DELIVERED_HOW,
    CRM_W_FAILED_AT, CRM_W_FAILED_WHY, CRM_W_WITHDRAWN_AT, CRM_W_WITHDRAWN_WHY, CRM_W_ESCALATED_AT,
    CRM_W_ESCALATED_TO, CRM_W_ESCALATED_WHY, CRM_W_SUMMED_UP_AT, CRM_W_SUMMARY};
/* Of one that is there: who has written it. */
static const int writings[] = {
    CRM_W_AUTHOR, CRM_W_AUTHOR_LOGIN, CRM_W_DRAFTED_AT, CRM_W_EDITED_AT, CRM_W_GIVEN};
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static bool is_over(const struct crm_record *said)
{
	const char *const *ended = crm_notice.flow.states->ended;
	const char *state = crm_record_text(said, crm_notice_name(CRM_C_STATE));

	for (size_t i = 0; state != NULL && ended[i] != NULL; i++)
		if (strcmp(ended[i], state) == 0)
			return true;
	return false;
}

/* Leaves it out; told where it said something else than the record does. */
static void drop(
    const struct crm_received *in, struct crm_record *said, int field, struct crm_buf *told)
{
	const char *name = crm_notice_name(field);
	struct crm_record *none = crm_record_new();

	if (crm_record_has(said, name) &&
	    !crm_record_same(said, in->before != NULL ? in->before : none, name))
		crm_buf_addf(told, "%s%s", told->len > 0 ? ", " : "", name);
	(void)crm_record_remove(said, name);
	crm_record_free(none);
}

static void drop_all(const struct crm_received *in, struct crm_record *said, const int *fields,
    size_t n, struct crm_buf *told)
{
	for (size_t i = 0; i < n; i++)
		drop(in, said, fields[i], told);
}

/* Does it change anything that is approved? */
static bool changes(const struct crm_received *in, const struct crm_record *said)
{
	struct crm_record *after;
	bool found = false;

	if (in->before == NULL)
		return true;
	after = crm_record_copy(in->before);
	crm_record_merge(after, said);
	for (int i = CRM_C_COUNT; !found && i < CRM_W_COUNT; i++)
		found = crm_notice_is_sealed(crm_notice_name(i)) &&
		    !crm_record_same(after, in->before, crm_notice_name(i));
	crm_record_free(after);
	return found;
}

static void add_given(const struct crm_received *in, struct crm_record *said)
{
	const char *name = crm_notice_name(CRM_W_GIVEN);
	const char *own = crm_record_text(in->before != NULL ? in->before : said, name);
	const struct crm_cell list = crm_cell_text(own != NULL ? own : "");
	struct crm_buf all = CRM_BUF_INIT;

	crm_buf_addz(&all, own != NULL ? own : "");
	if (!crm_words_has(&list, CRM_NOTICE_IMPORTED))
		crm_buf_addf(&all, "%s" CRM_NOTICE_IMPORTED, all.len > 0 ? "," : "");
	crm_record_set_text(said, name, crm_buf_str(&all));
	crm_buf_release(&all);
}

/* Who brought it has written it: another one approves it. */
static void add_edit(const struct crm_received *in, struct crm_record *said)
{
	const struct crm_schema *s = crm_notice.flow.schema;
	const struct crm_cell at = crm_cell_instant(in->at);
	const char *content = crm_record_text(said, crm_notice_name(CRM_W_CONTENT));
	struct crm_buf path = CRM_BUF_INIT, b = CRM_BUF_INIT;
	char key[65];

	crm_buf_addf(&b, "import\n%s\n%lld\n%s\n%s", in->id, (long long)in->at.us, in->by,
	    content != NULL ? content : "");
	crm_sha256_hex(crm_buf_str(&b), b.len, key);
	key[12] = '\0';
	crm_record_set(said, crm_item_path(s, CRM_W_EDITS, key, 0, &path), &at);
	crm_record_set_text(said, crm_item_path(s, CRM_W_EDITS, key, 1, &path), in->by);
	if (in->login != NULL)
		crm_record_set_text(
		    said, crm_item_path(s, CRM_W_EDITS, key, CRM_EDIT_LOGIN, &path), in->login);
	if (content != NULL)
		crm_record_set_text(
		    said, crm_item_path(s, CRM_W_EDITS, key, CRM_EDIT_CONTENT, &path), content);
	crm_buf_release(&path);
	crm_buf_release(&b);
}

void crm_notice_receive(
    const struct crm_received *in, struct crm_record *said, struct crm_buf *told)
{
	const char *state = crm_notice_name(CRM_C_STATE);
	const bool over = in->before == NULL && is_over(said);
	struct crm_buf what = CRM_BUF_INIT;

	if (!over) {
		const char *was = in->before != NULL ? crm_record_text(in->before, state) : NULL;
		const char *is = crm_record_text(said, state);

		if (is != NULL && strcmp(is, was != NULL ? was : "draft") != 0)
			crm_buf_addf(&what, "%s '%s'", state, is);
		(void)crm_record_remove(said, state);
		if (in->before == NULL)
			crm_record_set_text(said, state, "draft");
		drop_all(in, said, sendings, COUNT(sendings), &what);
	}
	drop_all(in, said, approvals, COUNT(approvals), &what);
	if (in->before != NULL)
		drop_all(in, said, writings, COUNT(writings), &what);
	if (changes(in, said)) {
		add_given(in, said);
		add_edit(in, said);
	}
	if (what.len > 0)
		crm_buf_addf(told, "only steps of this store say it: %s", crm_buf_str(&what));
	crm_buf_release(&what);
}

/* What was approved and has left stays as it left. */
void crm_notice_import(
    const struct crm_view *before, const struct crm_view *after, struct crm_findings *f)
{
	const struct crm_cell *state;
	struct crm_buf was = CRM_BUF_INIT, is = CRM_BUF_INIT;
	struct crm_arena a = CRM_ARENA_INIT;

	if (before == NULL)
		return;
	state = crm_view_cell(before, CRM_C_STATE);
	if (!crm_cell_is(state) || crm_cell_eq(state, "draft") || crm_cell_eq(state, "approved"))
		return;
	for (int i = CRM_C_COUNT; i < CRM_W_COUNT; i++) {
		if (!crm_notice_is_sealed(crm_notice_name(i)))
			continue;
		crm_buf_clear(&was);
		crm_buf_clear(&is);
		crm_cell_print(crm_view_cell(before, i), &was);
		crm_cell_print(crm_view_cell(after, i), &is);
		if (strcmp(crm_buf_str(&was), crm_buf_str(&is)) != 0)
			crm_finding_add(f, CRM_ERROR, "not_amendable", NULL, 0,
			    crm_view_text(before, CRM_C_ID, &a), crm_notice_name(i),
			    "was queued with it: withdraw the notice and draft another one");
	}
	crm_buf_release(&was);
	crm_buf_release(&is);
	crm_arena_release(&a);
}
