/* A kind's table, and what the records of other kinds say. */
#include "lib/tool/book.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/data/doc.h"
#include "lib/flow/common.h"
#include "lib/io/share.h"
#include "lib/tool/printed.h"

#define KIND_MOST ((size_t)32)

struct binding {
	struct crm_run *run;
	const struct crm_kind *kind; /* whose book it is */
	crm_pending_fn *tx_of;
	const void *ctx;
	struct crm_instant now;
	void *book;
	bool bad; /* a record could not be read */
};

/* ---- the table ---- */

/* Nobody has it: neither the store nor who installed us. */
static void missing(const struct crm_share_dirs *dirs, const char *name, struct crm_err *e)
{
	struct crm_buf path = CRM_BUF_INIT;

	*e = (struct crm_err)CRM_ERR_INIT;
	crm_buf_addf(&path, "%s/%s.json", crm_buf_str(&dirs->shared), name);
	crm_err_at(e, CRM_CONFIG, crm_buf_str(&path), 0, NULL, "there is none%s%s",
	    dirs->own.len > 0 ? ", nor in " : "", dirs->own.len > 0 ? crm_buf_str(&dirs->own) : "");
	crm_buf_release(&path);
}

static int read_setting(struct binding *b)
{
	const struct crm_book_kind *k = b->kind->book;
	struct crm_doc *all = crm_doc_new();
	struct crm_err e = CRM_ERR_INIT;
	int ret = crm_run_store_maybe(b->run);

	if (ret == 0)
		crm_doc_record(all, "settings", crm_store_settings(b->run->store)->all);
	if (ret >= 0) {
		const struct crm_doc *d = crm_doc_member(all, "settings", strlen("settings"));

		ret = k->set(
		    b->book, crm_doc_member(d, k->setting, strlen(k->setting)), "crm.json", &e);
		if (ret != 0)
			(void)crm_run_fail(b->run, &e);
	}
	crm_doc_free(all);
	return ret;
}

static int read_table(struct binding *b)
{
	const struct crm_book_kind *k = b->kind->book;
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_share_dirs dirs;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_doc *d = NULL;
	int ret = crm_share_dirs_init(b->run, k->dir, k->dir, &dirs);

	if (ret == 0) {
		const struct crm_share files = {dirs.dirs, "", ".json", k->name};

		ret = crm_share_doc(&files, k->name, &d, &path, &e);
		if (ret != 0 && e.code == CRM_NOINPUT)
			missing(&dirs, k->name, &e);
		if (ret == 0)
			ret = k->make(d, crm_buf_str(&path), &b->book, &e);
		if (ret != 0) {
			b->book = NULL;
			(void)crm_run_fail(b->run, &e);
		}
	}
	crm_doc_free(d);
	crm_share_dirs_release(&dirs);
	crm_buf_release(&path);
	return ret;
}

/* ---- the records ---- */

static void give(struct binding *b, const struct crm_kind *kind, const struct crm_view *v)
{
	b->kind->book->add(b->book, kind, v, b->now);
}

/* Has this record lines that are pending? Then it is given as they make it. */
static bool is_pending(const struct crm_map *ids, const struct crm_view *v)
{
	const struct crm_cell *id = crm_view_cell(v, CRM_C_ID);

	return ids != NULL && id->type == CRM_T_TEXT &&
	    crm_map_find(ids, id->text, id->len) != CRM_MAP_NONE;
}

static int give_committed(struct binding *b, const struct crm_kind *kind,
    const struct crm_shape *shape, const struct crm_map *pending)
{
	struct crm_findings *notes = crm_findings_new();
	enum crm_read got = CRM_READ_FAIL;
	struct crm_reader *reader = NULL;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_view v;

	if (crm_store_reader(b->run->store, kind->name, shape, b->run->as_of, notes, &reader, &e) ==
	    0) {
		while (
		    (got = crm_reader_view(reader, &v, &e)) == CRM_READ_OK || got == CRM_READ_BAD) {
			if (got == CRM_READ_BAD) {
				b->bad = true;
				(void)crm_run_fail(b->run, &e);
			} else if (!is_pending(pending, &v)) {
				give(b, kind, &v);
			}
		}
		crm_reader_free(reader);
	}
	crm_run_notes(b->run, notes);
	crm_findings_free(notes);
	return got == CRM_READ_END ? 0 : crm_run_fail(b->run, &e);
}

static int give_pending(struct binding *b, const struct crm_kind *kind,
    const struct crm_shape *shape, struct crm_tx *tx, const struct crm_map *ids)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_err e = CRM_ERR_INIT;
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < crm_map_count(ids); i++) {
		struct crm_fold fold = {0};
		struct crm_view v;

		ret = crm_tx_fold(tx, crm_map_key(ids, i, NULL), &fold, &e);
		if (ret == 0) {
			crm_view_of_record(shape, fold.record, &arena, &v);
			give(b, kind, &v);
		}
		crm_record_free(fold.record);
		crm_arena_clear(&arena);
	}
	crm_arena_release(&arena);
	return ret == 0 ? 0 : crm_run_fail(b->run, &e);
}

static int look_at(struct binding *b, const struct crm_kind *kind)
{
	struct crm_tx *tx = b->tx_of != NULL ? b->tx_of(b->ctx, kind) : NULL;
	const struct crm_map *pending = tx != NULL ? crm_tx_pending(tx) : NULL;
	struct crm_shape *shape = crm_shape_new(kind->flow.schema);
	int ret = give_committed(b, kind, shape, pending);

	if (ret == 0 && pending != NULL)
		ret = give_pending(b, kind, shape, tx, pending);
	crm_shape_free(shape);
	return ret;
}

static int look(struct binding *b, const char *looks)
{
	const char *word = looks + strspn(looks, " ");
	int found = word[0] != '\0' ? crm_run_store_maybe(b->run) : 1;
	size_t len;

	if (found != 0)
		return found < 0 ? -1 : 0;
	for (; (len = strcspn(word, " ")) > 0; word += len, word += strspn(word, " ")) {
		char name[KIND_MOST] = "";
		const struct crm_kind *kind;

		if (len < sizeof(name))
			memcpy(name, word, len);
		kind = crm_kind_find(name);
		if (kind != NULL && look_at(b, kind) < 0)
			return -1;
	}
	return 0;
}

int crm_run_book_with(struct crm_run *r, const struct crm_kind *kind, const char *looks,
    crm_pending_fn *tx_of, const void *ctx, void **out)
{
	struct binding b = {.run = r, .kind = kind, .tx_of = tx_of, .ctx = ctx, .now = r->now};

	*out = NULL;
	if (kind->book == NULL)
		return 0;
	b.now.off = crm_zone_offset(crm_run_zone(r), r->now.us);
	if (read_table(&b) < 0)
		return -1;
	if ((kind->book->setting != NULL && read_setting(&b) < 0) || look(&b, looks) < 0 ||
	    (b.bad && r->hold)) {
		kind->book->free(b.book);
		return -1;
	}
	*out = b.book;
	return 0;
}

int crm_run_book(struct crm_run *r, const struct crm_kind *kind, const char *looks, void **out)
{
	return crm_run_book_with(r, kind, looks, NULL, NULL, out);
}

/* ---- those that the run keeps ---- */

#define LOOKS_MOST 8

struct crm_run_books {
	const struct crm_kind *kind;
	const char *looks;
	void *book;
	struct crm_stamp stamps[LOOKS_MOST]; /* of the kinds that it looks at */
	struct crm_run_books *next;
};

void crm_run_books_free(struct crm_run_books *b)
{
	while (b != NULL) {
		struct crm_run_books *next = b->next;

		if (b->book != NULL)
			b->kind->book->free(b->book);
		free(b);
		b = next;
	}
}

/* Their number; more than can be kept: 0 with *fit false. */
static size_t take_stamps(
    struct crm_run *r, const char *looks, struct crm_stamp stamps[LOOKS_MOST], bool *fit)
{
	size_t n = 0, len;

	*fit = true;
	for (; (len = strcspn(looks, " ")) > 0; looks += len, looks += strspn(looks, " ")) {
		char name[KIND_MOST] = "";

		*fit = n < LOOKS_MOST && len < sizeof(name);
		if (!*fit)
			return 0;
		memcpy(name, looks, len);
		crm_stamp_take(r->store, name, &stamps[n++]);
	}
	return n;
}

static bool still_holds(
    const struct crm_run_books *b, const struct crm_stamp stamps[LOOKS_MOST], size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!crm_stamp_same(&b->stamps[i], &stamps[i]))
			return false;
	}
	return b->book != NULL;
}

int crm_run_book_lent(
    struct crm_run *r, const struct crm_kind *kind, const char *looks, const void **out)
{
	struct crm_stamp stamps[LOOKS_MOST];
	struct crm_run_books *b = r->books;
	size_t n;
	bool fit;

	*out = NULL;
	n = take_stamps(r, looks, stamps, &fit);
	if (kind->book == NULL || !kind->book->timeless || !fit)
		return 0;
	while (b != NULL && (b->kind != kind || strcmp(b->looks, looks) != 0))
		b = b->next;
	if (b == NULL) {
		b = crm_calloc(1, sizeof(*b));
		*b = (struct crm_run_books){.kind = kind, .looks = looks, .next = r->books};
		r->books = b;
	}
	if (!still_holds(b, stamps, n)) {
		if (b->book != NULL)
			kind->book->free(b->book);
		b->book = NULL;
		memcpy(b->stamps, stamps, n * sizeof(*stamps));
		if (crm_run_book(r, kind, looks, &b->book) < 0)
			return -1;
	}
	*out = b->book;
	return 0;
}
