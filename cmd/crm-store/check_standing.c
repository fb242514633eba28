/* Standing approvals that can cover nothing. */
#include <string.h>

#include "cmd/crm-store/store.h"
#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/rules/notice/notice.h"
#include "lib/rules/notice/notice_book.h"
#include "lib/tool/book.h"
#include "lib/tool/letters.h"

static void add(struct crm_findings *f, size_t i, const char *member, const char *text)
{
	struct crm_buf path = CRM_BUF_INIT;

	crm_buf_addf(&path, "standing[%zu].%s", i, member);
	crm_finding_add(
	    f, CRM_WARNING, "idle_standing", "crm.json", 0, NULL, crm_buf_str(&path), "%s", text);
	crm_buf_release(&path);
}

static void judge(const struct crm_notice_book *b, size_t i, const struct crm_map *templates,
    struct crm_findings *f)
{
	const struct crm_standing *s = crm_notice_book_at(b, i);
	const struct crm_category *c =
	    crm_category_find(crm_notice_book_categories(b), s->category);
	struct crm_buf text = CRM_BUF_INIT;

	if (c == NULL)
		crm_buf_addf(
		    &text, "'%s' covers nothing: no category is called '%s'", s->name, s->category);
	else if (!c->standing)
		crm_buf_addf(&text,
		    "'%s' covers nothing: the approval of category '%s' is not \"standing\"",
		    s->name, s->category);
	if (text.len > 0)
		add(f, i, "category", crm_buf_str(&text));
	crm_buf_clear(&text);
	crm_buf_addf(
	    &text, "'%s' covers nothing: no template is called '%s'", s->name, s->template);
	if (crm_map_find(templates, s->template, strlen(s->template)) == CRM_MAP_NONE)
		add(f, i, "template", crm_buf_str(&text));
	crm_buf_release(&text);
}

int store_check_standing(struct crm_run *r, struct crm_findings *f)
{
	struct crm_map *templates;
	struct crm_letters *letters = NULL;
	void *book = NULL;
	int ret = 0;

	if (!crm_record_has(crm_store_settings(r->store)->all, "standing"))
		return 0;
	templates = crm_map_new();
	ret = crm_run_book(r, &crm_notice, "", &book);
	if (ret == 0)
		ret = crm_letters_open(r, &letters);
	if (ret == 0)
		crm_letters_names(letters, templates);
	for (size_t i = 0; ret == 0 && crm_notice_book_at(book, i) != NULL; i++)
		judge(book, i, templates, f);
	crm_letters_free(letters);
	crm_notice_book_free(book);
	crm_map_free(templates);
	return ret;
}
