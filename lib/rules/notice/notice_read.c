/* What somebody has read before the approval: is that what would be sent? */
#include <string.h>

#include "lib/rules/customer/customer.h"
#include "lib/rules/notice/notice_private.h"

/* Is that hash among these, with commas between? */
static bool is_among(const char *hashes, const struct crm_cell *hash)
{
	const struct crm_cell all = crm_cell_text(hashes);
	struct crm_words w = crm_words_of(&all);

	while (crm_words_next(&w)) {
		if (hash->type == CRM_T_TEXT && hash->len == w.len &&
		    memcmp(hash->text, w.word, w.len) == 0)
			return true;
	}
	return false;
}

static bool are_hashes(const char *hashes)
{
	const struct crm_cell all = crm_cell_text(hashes);
	struct crm_words w = crm_words_of(&all);

	while (crm_words_next(&w)) {
		struct crm_cell one = all;

		one.text = w.word;
		one.len = w.len;
		if (!crm_notice_is_hash(&one))
			return false;
	}
	return true;
}

/* Files that are attached are read, too. */
static void judge_attached(const struct crm_step_in *in, const char *hashes, struct crm_findings *f)
{
	struct crm_items it;
	struct crm_arena a = CRM_ARENA_INIT;

	crm_items_init(&it, in->after, CRM_W_ATTACHMENTS);
	while (crm_items_next(&it)) {
		if (!is_among(hashes, crm_view_cell(&it.view, CRM_ATTACH_SHA256)))
			crm_notice_refuse(in, f, "other_content", CRM_W_ATTACHMENTS,
			    "'%s' is attached, and its hash is not among what was read",
			    crm_view_text(&it.view, CRM_ATTACH_NAME, &a));
	}
	crm_items_release(&it);
	crm_arena_release(&a);
}

void crm_notice_judge_read(const struct crm_step_in *in, struct crm_findings *f)
{
	const char *want = crm_step_arg(in, "content");
	const struct crm_cell *content = crm_view_cell(in->after, CRM_W_CONTENT);

	if (in->args == NULL || crm_changes_find(in->args, "content") == NULL)
		return;
	if (want == NULL || !are_hashes(want)) {
		crm_notice_refuse(in, f, "bad_value", CRM_W_CONTENT,
		    "is no hash, expected 64 digits of 0-9 and a-f, or some, with commas between");
		return;
	}
	if (!is_among(want, content))
		crm_notice_refuse(in, f, "other_content", CRM_W_CONTENT,
		    "the text is another one now: read it again");
	if (crm_notice_amended(in->view))
		crm_notice_refuse(in, f, "other_content", CRM_W_SUBJECT,
		    "was amended beside the text, it or another field: what was read does not show it");
	judge_attached(in, want, f);
}
