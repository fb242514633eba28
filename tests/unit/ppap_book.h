/*
 * Editions and profiles that are installed, loaded. To be included after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_PPAP_BOOK_H
#define CRM_TESTS_UNIT_PPAP_BOOK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/data/doc.h"
#include "lib/io/share.h"
#include "lib/rules/ppap/edition.h"

static inline void share_dir(const char *folder, char *dir, size_t size)
{
	const char *top = getenv("TOP");

	snprintf(dir, size, "%s/lib/share/ppap/%s", top != NULL ? top : ".", folder);
}

static inline int add_profile(
    void *book, const char *name, const struct crm_doc *d, const char *source, struct crm_err *e)
{
	if (crm_ppap_book_profile(book, d, source, e) != 0)
		return -1;
	assert_string_equal(crm_ppap_book_profile_name(book), name);
	return 0;
}

static inline struct crm_ppap_book *edition(const char *name)
{
	struct crm_ppap_book *b = crm_ppap_book_new();
	char dir[512];
	const char *dirs[] = {dir, NULL};
	struct crm_share s = {dirs, "", ".json", "edition"};
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_doc *d = NULL;

	share_dir("editions", dir, sizeof(dir));
	if (crm_share_doc(&s, name, &d, &path, &e) != 0 ||
	    crm_ppap_book_edition(b, d, crm_buf_str(&path), &e) != 0)
		fail_msg("%s: %s: %s", e.source, e.field, e.text);
	assert_string_equal(crm_ppap_book_edition_name(b), name);
	crm_buf_release(&path);
	crm_doc_free(d);
	return b;
}

/* The edition, and the profile over it. */
static inline struct crm_ppap_book *profile(const char *of, const char *name)
{
	struct crm_ppap_book *b = edition(of);
	char dir[512];
	const char *dirs[] = {dir, NULL};
	struct crm_share s = {dirs, "", ".json", "profile"};
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;

	share_dir("profiles", dir, sizeof(dir));
	if (crm_share_chain(&s, name, add_profile, b, &path, &e) != 0)
		fail_msg("%s: %s: %s", e.source, e.field, e.text);
	crm_buf_release(&path);
	return b;
}

static inline void assert_dec(struct crm_dec d, const char *expected)
{
	struct crm_buf text = CRM_BUF_INIT;

	crm_dec_format(d, &text);
	assert_string_equal(crm_buf_str(&text), expected);
	crm_buf_release(&text);
}

#endif
