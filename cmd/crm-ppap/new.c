/*
 * new DIR: a dossier from the customer's request (P1), the options, or both: the elements of the
 * edition that may apply, each with its owner and due date.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/crm-ppap/edit.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/io/reader.h"

const struct crm_opt ppap_new_opts[] = {
    {"request", 0, CRM_OPT_TEXT, "FILE", "the customer's request: one record (- is stdin)", false},
    {"part", 0, CRM_OPT_TEXT, "NUMBER", "part number", false},
    {"part-name", 0, CRM_OPT_TEXT, "TEXT", "name of the part", false},
    {"drawing", 0, CRM_OPT_TEXT, "NUMBER", "drawing that shows it", false},
    {"change-level", 0, CRM_OPT_TEXT, "LEVEL", "engineering change level", false},
    {"change-date", 0, CRM_OPT_TEXT, "DATE", "date of that level", false},
    {"customer", 0, CRM_OPT_TEXT, "NAME", "whom it is for", false},
    {"edition", 0, CRM_OPT_TEXT, "NAME", "table of elements: aiag-4, aiag-3, vda-ppf", false},
    {"profile", 0, CRM_OPT_TEXT, "NAME", "of the customer", false},
    {"level", 0, CRM_OPT_TEXT, "N", "submission level, 1 to 5", false},
    {"reasons", 0, CRM_OPT_TEXT, "A,B", "reasons for submission", false},
    {"changes", 0, CRM_OPT_TEXT, "A,B", "change codes", false},
    {"due", 0, CRM_OPT_TEXT, "DATE", "of the submission, and of each element", false},
    {"owner", 0, CRM_OPT_TEXT, "NAME", "of each element", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

enum { EDITION, PROFILE, DUE, PART, CUSTOMER, LEVEL };

/* A member, its option, and its name in the request besides its own. */
static const struct source {
	const char *member, *option, *name;
} sources[] = {
    [EDITION] = {"edition", "edition", NULL},
    [PROFILE] = {"profile", "profile", NULL},
    [DUE] = {"due", "due", NULL},
    [PART] = {"part.number", "part", "part"},
    [CUSTOMER] = {"customer", "customer", NULL},
    [LEVEL] = {"level", "level", NULL},
    {"contact", NULL, NULL},
    {"part.name", "part-name", "part_name"},
    {"part.drawing", "drawing", "drawing"},
    {"part.change_level", "change-level", "change_level"},
    {"part.change_date", "change-date", "change_date"},
    {"reasons", "reasons", NULL},
    {"changes", "changes", NULL},
    {"request.reference", NULL, "reference"},
    {"request.date", NULL, "date"},
    {"request.documents", NULL, "documents"},
    {"request.formats", NULL, "formats"},
    {"request.standards", NULL, "standards"},
    {"kickoff.date", NULL, "kickoff_date"},
    {"kickoff.minutes", NULL, "kickoff_minutes"},
};

#define NSOURCES (sizeof(sources) / sizeof(sources[0]))

struct request {
	struct crm_record *record; /* NULL: only options */
	char *source;              /* as messages name it */
};

/* ---- the request ---- */

/* One record of JSON Lines, JSON or CSV. */
static int read_request(struct crm_run *r, const char *path, struct request *out)
{
	const struct crm_reader_opts o = {.limits = &r->limits, .unfolded = true};
	struct crm_err e = CRM_ERR_INIT;
	struct crm_record *second = NULL;
	struct crm_reader *reader;
	enum crm_read got;

	if (crm_reader_open(path, &o, NULL, &reader, &e) != 0)
		return crm_run_fail(r, &e);
	out->source = crm_strdup(crm_reader_source(reader));
	got = crm_reader_record(reader, &out->record, &e);
	if (got == CRM_READ_END)
		crm_err_at(&e, CRM_BADINPUT, out->source, 0, NULL,
		    "no record; the customer's request expected");
	else if (got == CRM_READ_OK && crm_reader_record(reader, &second, &e) == CRM_READ_OK)
		crm_err_at(&e, CRM_BADINPUT, out->source, crm_reader_line(reader), NULL,
		    "a second record; one dossier is made of one request");
	crm_record_free(second);
	crm_reader_free(reader);
	return e.code == 0 ? 0 : crm_run_fail(r, &e);
}

/* What the request calls it; NULL: it does not say it. */
static const char *name_in(const struct request *q, const struct source *s)
{
	if (q->record == NULL)
		return NULL;
	if (crm_record_has(q->record, s->member))
		return s->member;
	return s->name != NULL && crm_record_has(q->record, s->name) ? s->name : NULL;
}

static const char *option_of(struct crm_run *r, const struct source *s)
{
	return s->option != NULL ? crm_args_text(r->args, s->option) : NULL;
}

/* The text that an option, else the request has for it; of a list none. */
static bool find_text(
    struct crm_run *r, const struct request *q, const struct source *s, struct crm_buf *out)
{
	const char *text = option_of(r, s), *name = name_in(q, s);
	struct crm_buf scratch = CRM_BUF_INIT;
	struct crm_cell c;

	crm_buf_clear(out);
	if (text != NULL) {
		crm_buf_addz(out, text);
	} else if (name != NULL) {
		crm_record_cell(q->record, name, NULL, &scratch, &c);
		if (c.type != CRM_T_NESTED)
			crm_cell_print(&c, out);
	}
	crm_buf_release(&scratch);
	return out->len > 0;
}

/* Whose fault it is: the option's, else the request's. */
static int fail_source(
    struct crm_run *r, const struct request *q, const struct source *s, const struct crm_err *e)
{
	struct crm_err own = CRM_ERR_INIT;
	struct crm_buf option = CRM_BUF_INIT;

	crm_buf_addf(&option, "--%s", s->option != NULL ? s->option : "");
	if (option_of(r, s) != NULL)
		crm_err_at(&own, CRM_BADINPUT, crm_buf_str(&option), 0, NULL, "%s", e->text);
	else
		crm_err_at(&own, CRM_BADINPUT, q->source, 0, name_in(q, s), "%s", e->text);
	crm_buf_release(&option);
	return crm_run_fail(r, &own);
}

/* ---- the manifest ---- */

/* A list of the request, whose items may have commas, which the text of an option cannot. */
static int put_items(
    struct dossier *d, const struct request *q, const struct source *s, size_t n, struct crm_err *e)
{
	const char **items = crm_calloc(n + 1, sizeof(*items));
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < n; i++) {
		items[i] = crm_record_nth_text(q->record, name_in(q, s), i);
		if (items[i] == NULL)
			rc = crm_err_set(e, CRM_BADINPUT, "item %zu: a text expected", i + 1);
	}
	if (rc == 0)
		rc = crm_document_set_list(d->doc, &s->member, 1, items, n, e);
	free(items);
	return rc;
}

static int fill_member(
    struct crm_run *r, struct dossier *d, const struct request *q, const struct source *s)
{
	const char *name = option_of(r, s) == NULL ? name_in(q, s) : NULL;
	long n = name != NULL ? crm_record_count(q->record, name) : -1;
	struct crm_buf value = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	int rc = 0;

	if (n >= 0)
		rc = put_items(d, q, s, (size_t)n, &e);
	else if (find_text(r, q, s, &value))
		rc = dossier_put(d, s->member, NULL, NULL, crm_buf_str(&value), &e);
	crm_buf_release(&value);
	return rc == 0 ? 0 : fail_source(r, q, s, &e);
}

static bool is_known(const char *path)
{
	for (size_t i = 0; i < NSOURCES; i++) {
		if (strcmp(path, sources[i].member) == 0 ||
		    (sources[i].name != NULL && strcmp(path, sources[i].name) == 0))
			return true;
	}
	return strcmp(path, "kind") == 0 || strncmp(path, "x-", 2) == 0;
}

/* What of the request does not get into the manifest. */
static void tell_unknown(struct crm_run *r, const struct request *q)
{
	struct crm_map *paths = crm_map_new();

	if (q->record != NULL)
		crm_record_paths(q->record, paths);
	for (size_t i = 0; i < crm_map_count(paths); i++) {
		const char *path = crm_map_key(paths, i, NULL);

		if (!is_known(path))
			crm_run_warn(
			    r, "%s: field '%s' is not known and left out", q->source, path);
	}
	crm_map_free(paths);
}

static int fill_top(struct crm_run *r, struct dossier *d, const struct request *q)
{
	int rc = dossier_set(r, d, "status", NULL, NULL, "preparing");

	if (rc == 0)
		rc = dossier_set(r, d, "submission", NULL, NULL, "1");
	for (size_t i = 0; rc == 0 && i < NSOURCES; i++)
		rc = fill_member(r, d, q, &sources[i]);
	return rc;
}

/* Those that always apply, or that somebody must say something of. */
static int fill_elements(struct crm_run *r, struct dossier *d, const struct crm_ppap_book *book,
    const char *due, const char *owner)
{
	const struct crm_ppap_element *x;
	struct crm_err e = CRM_ERR_INIT;
	int rc = 0;

	if (owner[0] != '\0' && crm_utf8_all_blank(owner, strlen(owner))) {
		crm_err_at(&e, CRM_BADINPUT, "--owner", 0, NULL, "a name expected");
		return crm_run_fail(r, &e);
	}
	for (size_t i = 0; rc == 0 && (x = crm_ppap_book_element(book, i)) != NULL; i++) {
		if (x->trait >= 0 && !x->asked)
			continue;
		(void)crm_doc_object(
		    crm_doc_object(crm_document_tree(d->doc), "elements"), x->number);
		rc = dossier_set(r, d, "elements", x->number, "owner", owner);
		if (rc == 0)
			rc = dossier_set(r, d, "elements", x->number, "due", due);
	}
	return rc;
}

/* The edition that is asked for, or that of the profile, the customer's where none is named. */
static int find_book(struct crm_run *r, const struct request *q, struct ppap_books *books,
    const struct crm_ppap_book **out)
{
	struct crm_buf edition = CRM_BUF_INIT, profile = CRM_BUF_INIT, customer = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	int rc;

	(void)find_text(r, q, &sources[EDITION], &edition);
	(void)find_text(r, q, &sources[PROFILE], &profile);
	(void)find_text(r, q, &sources[CUSTOMER], &customer);
	rc = profile.len > 0
	    ? ppap_books_get(r, books, crm_buf_str(&edition), crm_buf_str(&profile), out, &e)
	    : dossier_customer_book(
	          r, books, crm_buf_str(&edition), crm_buf_str(&customer), out, &e);
	if (rc != 0 && ppap_books_unknown(&e))
		(void)fail_source(
		    r, q, &sources[strcmp(e.field, "profile") == 0 ? PROFILE : EDITION], &e);
	else if (rc != 0)
		(void)crm_run_fail(r, &e);
	crm_buf_release(&edition);
	crm_buf_release(&profile);
	crm_buf_release(&customer);
	return rc;
}

/* A level where the edition has none would only be told as wrong afterwards. */
static int check_level(struct crm_run *r, const struct request *q, const struct crm_ppap_book *book)
{
	struct crm_buf level = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	int rc = 0;

	if (!crm_ppap_book_levels(book) && find_text(r, q, &sources[LEVEL], &level)) {
		crm_err_set(&e, CRM_BADINPUT, "'%.*s': %s has no levels: leave it out",
		    crm_utf8_shown(crm_buf_str(&level), level.len), crm_buf_str(&level),
		    crm_ppap_book_edition_name(book));
		rc = fail_source(r, q, &sources[LEVEL], &e);
	}
	crm_buf_release(&level);
	return rc;
}

static int fill(struct crm_run *r, struct dossier *d, const struct request *q)
{
	struct crm_buf due = CRM_BUF_INIT;
	const char *owner = crm_args_text(r->args, "owner");
	const struct crm_ppap_book *book;
	struct ppap_books books = {NULL, 0, 0};
	int rc = find_book(r, q, &books, &book);

	if (rc == 0)
		rc = check_level(r, q, book);
	if (rc == 0)
		rc = dossier_set(r, d, "edition", NULL, NULL, crm_ppap_book_edition_name(book));
	if (rc == 0)
		rc = fill_top(r, d, q);
	(void)find_text(r, q, &sources[DUE], &due);
	if (rc == 0)
		rc = fill_elements(r, d, book, crm_buf_str(&due), owner != NULL ? owner : "");
	ppap_books_release(&books);
	crm_buf_release(&due);
	return rc;
}

/* ---- the files ---- */

/* The directory, unless it is there. */
static int make_dir(struct crm_run *r, const char *dir, bool *made)
{
	struct crm_err e = CRM_ERR_INIT;

	*made = mkdir(dir, 0777) == 0;
	if (*made || errno == EEXIST)
		return 0;
	(void)crm_err_errno(&e, CRM_CANTCREAT, "cannot create", dir);
	return crm_run_fail(r, &e);
}

static int write_new(struct crm_run *r, const char *dir, const struct request *q)
{
	struct edit_value value = {"part", NULL};
	struct crm_buf part = CRM_BUF_INIT;
	struct crm_err err = CRM_ERR_INIT;
	struct edit e = {.run = r};
	int rc = dossier_make(r, dir, &e.dossier, &err);

	if (rc != 0)
		return crm_run_fail(r, &err);
	rc = fill(r, &e.dossier, q);
	if (rc == 0) {
		if (find_text(r, q, &sources[PART], &part))
			value.value = crm_buf_str(&part);
		rc = edit_commit(&e, NULL, "new", &value, 1);
		if (rc == 0)
			tell_unknown(r, q);
	}
	crm_buf_release(&part);
	edit_close(&e);
	return rc;
}

void ppap_new(struct crm_run *r)
{
	const char *dir = crm_args_operand(r->args, 0), *from = crm_args_text(r->args, "request");
	struct request q = {NULL, NULL};
	bool made;

	if (crm_args_operands(r->args) != 1) {
		(void)crm_run_usage(r, "one DIR expected");
		return;
	}
	if ((from == NULL || read_request(r, from, &q) == 0) && make_dir(r, dir, &made) == 0 &&
	    write_new(r, dir, &q) != 0 && made)
		(void)rmdir(dir);
	crm_record_free(q.record);
	free(q.source);
}
