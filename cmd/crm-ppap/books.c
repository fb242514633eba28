#include "cmd/crm-ppap/books.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/data/doc.h"
#include "lib/io/share.h"
#include "lib/tool/printed.h"

enum { EDITIONS, PROFILES, CHANGES, KINDS };

static const char *const folders[KINDS] = {"ppap/editions", "ppap/profiles", "ppap/changes"};
static const char *const whats[KINDS] = {"edition", "profile", "table of change codes"};

struct loading {
	struct crm_share_dirs dirs[KINDS];
	struct crm_share files[KINDS];
	struct crm_ppap_book *book;
	struct crm_ppap_changes *changes;
	struct crm_buf edition; /* what the profile says, the last one that says any */
	struct crm_buf source;  /* and where */
};

/* Whoever copies a file changes its name within. */
static int check_name(const struct crm_doc *d, const char *member, const char *name,
    const char *source, struct crm_err *e)
{
	const char *within = crm_doc_string(crm_doc_member(d, member, strlen(member)));

	if (within == NULL || strcmp(within, name) == 0)
		return 0;
	return crm_err_at(e, CRM_CONFIG, source, 0, member,
	    "'%s', and the file's name is '%s'; they must be the same", within, name);
}

/* ---- the two rounds over a profile and those that it uses ---- */

static int find_edition(
    void *ctx, const char *name, const struct crm_doc *d, const char *source, struct crm_err *e)
{
	struct loading *l = ctx;
	const char *edition = crm_doc_string(crm_doc_member(d, "edition", 7));

	if (edition != NULL) {
		crm_buf_clear(&l->edition);
		crm_buf_addz(&l->edition, edition);
		crm_buf_clear(&l->source);
		crm_buf_addz(&l->source, source);
	}
	return check_name(d, "profile", name, source, e);
}

static int add_profile(
    void *ctx, const char *name, const struct crm_doc *d, const char *source, struct crm_err *e)
{
	struct loading *l = ctx;

	(void)name;
	return crm_ppap_book_profile(l->book, d, source, e);
}

/* ---- loading ---- */

static int load_changes(struct loading *l, const char *source, struct crm_err *e)
{
	const char *name = crm_ppap_book_changes(l->book);
	struct crm_doc *d = NULL;
	struct crm_buf path = CRM_BUF_INIT;
	int rc = name[0] == '\0' ? 0 : crm_share_doc(&l->files[CHANGES], name, &d, &path, e);

	if (rc != 0 && e->code == CRM_NOINPUT) {
		e->code = CRM_CONFIG;
		crm_err_place(e, source, 0, "changes");
	}
	if (rc == 0 && d != NULL) {
		l->changes = crm_ppap_changes_new();
		rc = crm_ppap_changes_add(l->changes, d, crm_buf_str(&path), e);
		crm_ppap_book_codes(l->book, l->changes);
	}
	crm_buf_release(&path);
	crm_doc_free(d);
	return rc;
}

static int load_edition(struct loading *l, const char *edition, struct crm_err *e)
{
	struct crm_doc *d = NULL;
	struct crm_buf path = CRM_BUF_INIT;
	bool by_profile = l->source.len > 0;
	int rc = crm_share_doc(&l->files[EDITIONS], edition, &d, &path, e);

	if (rc != 0 && e->code == CRM_NOINPUT) {
		e->code = by_profile ? CRM_CONFIG : CRM_NOINPUT;
		crm_err_place(e, by_profile ? crm_buf_str(&l->source) : NULL, 0, "edition");
	}
	if (rc == 0)
		rc = check_name(d, "edition", edition, crm_buf_str(&path), e);
	if (rc == 0)
		rc = crm_ppap_book_edition(l->book, d, crm_buf_str(&path), e);
	if (rc == 0)
		rc = load_changes(l, crm_buf_str(&path), e);
	crm_buf_release(&path);
	crm_doc_free(d);
	return rc;
}

static int load_profile(
    struct loading *l, const char *profile, crm_share_add *add, struct crm_err *e)
{
	struct crm_buf path = CRM_BUF_INIT;
	int rc = profile[0] == '\0'
	    ? 0
	    : crm_share_chain(&l->files[PROFILES], profile, add, l, &path, e);

	if (rc != 0 && e->code == CRM_NOINPUT)
		crm_err_place(e, NULL, 0, "profile");
	crm_buf_release(&path);
	return rc;
}

/* Both were asked for, and they do not go together: unless nobody has such an edition at all. */
static int fail_edition(
    struct loading *l, const char *edition, const char *profile, struct crm_err *e)
{
	struct crm_buf text = CRM_BUF_INIT, path = CRM_BUF_INIT;

	if (crm_share_read(&l->files[EDITIONS], edition, &text, &path, e) == 0)
		crm_err_at(e, CRM_BADINPUT, NULL, 0, "edition",
		    "'%s', and profile '%s' is of edition '%s'", edition, profile,
		    crm_buf_str(&l->edition));
	else if (e->code == CRM_NOINPUT)
		crm_err_place(e, NULL, 0, "edition");
	crm_buf_release(&text);
	crm_buf_release(&path);
	return -1;
}

static int load(struct loading *l, const char *edition, const char *profile, struct crm_err *e)
{
	const char *use = edition;

	if (load_profile(l, profile, find_edition, e) != 0)
		return -1;
	if (l->edition.len > 0 && edition[0] != '\0' &&
	    strcmp(edition, crm_buf_str(&l->edition)) != 0)
		return fail_edition(l, edition, profile, e);
	if (edition[0] == '\0')
		use = l->edition.len > 0 ? crm_buf_str(&l->edition) : PPAP_EDITION;
	if (load_edition(l, use, e) != 0)
		return -1;
	return load_profile(l, profile, add_profile, e);
}

static int open_dirs(struct crm_run *r, struct loading *l, struct crm_err *e)
{
	if (crm_run_store_try(r, e) < 0)
		return -1;
	for (int i = 0; i < KINDS; i++) {
		if (crm_share_dirs_init(r, folders[i], folders[i], &l->dirs[i]) != 0)
			return -1;
		l->files[i] = (struct crm_share){l->dirs[i].dirs, "", ".json", whats[i]};
	}
	return 0;
}

static int open_book(struct crm_run *r, struct ppap_book *out, struct crm_err *e)
{
	struct loading l;
	int rc;

	memset(&l, 0, sizeof(l));
	l.book = crm_ppap_book_new();
	rc = open_dirs(r, &l, e);
	if (rc == 0)
		rc = load(&l, out->edition, out->profile, e);
	for (int i = 0; i < KINDS; i++)
		crm_share_dirs_release(&l.dirs[i]);
	crm_buf_release(&l.edition);
	crm_buf_release(&l.source);
	out->book = l.book;
	out->changes = l.changes;
	return rc;
}

/* ---- the cache ---- */

static void release(struct ppap_book *b)
{
	free(b->edition);
	free(b->profile);
	crm_ppap_changes_free(b->changes);
	crm_ppap_book_free(b->book);
}

int ppap_books_get(struct crm_run *r, struct ppap_books *b, const char *edition,
    const char *profile, const struct crm_ppap_book **out, struct crm_err *e)
{
	struct ppap_book new = {NULL, NULL, NULL, NULL};

	for (size_t i = 0; i < b->n; i++) {
		if (strcmp(b->items[i].edition, edition) == 0 &&
		    strcmp(b->items[i].profile, profile) == 0) {
			*out = b->items[i].book;
			return 0;
		}
	}
	new.edition = crm_strdup(edition);
	new.profile = crm_strdup(profile);
	if (open_book(r, &new, e) != 0) {
		release(&new);
		return -1;
	}
	crm_grow(&b->items, &b->cap, b->n + 1, sizeof(*b->items));
	b->items[b->n++] = new;
	*out = new.book;
	return 0;
}

bool ppap_books_unknown(const struct crm_err *e)
{
	return (e->code == CRM_NOINPUT || e->code == CRM_BADINPUT) && e->source[0] == '\0' &&
	    (strcmp(e->field, "edition") == 0 || strcmp(e->field, "profile") == 0);
}

const struct crm_ppap_changes *ppap_books_changes(
    const struct ppap_books *b, const struct crm_ppap_book *book)
{
	for (size_t i = 0; i < b->n; i++) {
		if (b->items[i].book == book)
			return b->items[i].changes;
	}
	return NULL;
}

void ppap_books_release(struct ppap_books *b)
{
	for (size_t i = 0; i < b->n; i++)
		release(&b->items[i]);
	free(b->items);
	*b = (struct ppap_books){NULL, 0, 0};
}
