/*
 * new DIR: a dossier from the customer's request (P1), the options, or both: the elements of the
 * edition that may apply, each with its owner and due date.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/crm-ppap/edit.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"
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

enum { EDITION, PROFILE, DUE, PART };

/* A member, its option, and its name in the request besides its own. */
static const struct source {
	const char *member, *option, *name;
} sources[] = {
    [EDITION] = {"edition", "edition", NULL},
    [PROFILE] = {"profile", "profile", NULL},
    [DUE] = {"due", "due", NULL},
    [PART] = {"part.number", "part", "part"},
    {"customer", "customer", NULL},
    {"level", "level", NULL},
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

/* ---- the request ---- */

/* One record of JSON Lines, JSON or CSV. */
static int read_request(struct crm_run *r, const char *path, struct crm_record **out)
{
	const struct crm_reader_opts o = {.limits = &r->limits, .unfolded = true};
	struct crm_err e = CRM_ERR_INIT;
	struct crm_record *second = NULL;
	struct crm_reader *reader;
	enum crm_read got;

	if (crm_reader_open(path, &o, NULL, &reader, &e) != 0)
		return crm_run_fail(r, &e);
	got = crm_reader_record(reader, out, &e);
	if (got == CRM_READ_END)
		crm_err_at(
		    &e, CRM_BADINPUT, path, 0, NULL, "no record; the customer's request expected");
	else if (got == CRM_READ_OK && crm_reader_record(reader, &second, &e) == CRM_READ_OK)
		crm_err_at(&e, CRM_BADINPUT, path, crm_reader_line(reader), NULL,
		    "a second record; one dossier is made of one request");
	crm_record_free(second);
	crm_reader_free(reader);
	return e.code == 0 ? 0 : crm_run_fail(r, &e);
}

/* A list as words with commas between; else the value's text. false: not there. */
static bool from_request(const struct crm_record *request, const char *name, struct crm_buf *out)
{
	long n = crm_record_count(request, name);
	struct crm_buf scratch = CRM_BUF_INIT;
	struct crm_cell c;

	for (long i = 0; i < n; i++) {
		const char *text = crm_record_nth_text(request, name, (size_t)i);

		crm_buf_addf(out, "%s%s", i > 0 ? "," : "", text != NULL ? text : "");
	}
	if (n < 0) {
		crm_record_cell(request, name, NULL, &scratch, &c);
		if (c.type != CRM_T_NESTED)
			crm_cell_print(&c, out);
	}
	crm_buf_release(&scratch);
	return out->len > 0;
}

static bool find_value(struct crm_run *r, const struct crm_record *request, const struct source *s,
    struct crm_buf *out)
{
	const char *text = s->option != NULL ? crm_args_text(r->args, s->option) : NULL;

	crm_buf_clear(out);
	if (text != NULL)
		crm_buf_addz(out, text);
	else if (request != NULL && !from_request(request, s->member, out) && s->name != NULL)
		(void)from_request(request, s->name, out);
	return out->len > 0;
}

/* ---- the manifest ---- */

/* Items of a list in the request may have commas, which the text of an option cannot. */
static void keep_items(struct dossier *d, const struct crm_record *request, const struct source *s)
{
	const char *name = crm_record_count(request, s->member) >= 0 ? s->member : s->name;
	const char *dot = strchr(s->member, '.'), **texts;
	long n = name != NULL ? crm_record_count(request, name) : -1;
	struct crm_doc *o = crm_document_tree(d->doc);

	if (n <= 0 || dot == NULL)
		return;
	texts = crm_calloc((size_t)n, sizeof(*texts));
	for (long i = 0; i < n; i++) {
		const char *text = crm_record_nth_text(request, name, (size_t)i);

		texts[i] = text != NULL ? text : "";
	}
	name = crm_arena_strndup(&d->arena, s->member, (size_t)(dot - s->member));
	crm_doc_texts(crm_doc_object(o, name), dot + 1, texts, (size_t)n);
	free(texts);
}

static int fill_top(struct crm_run *r, struct dossier *d, const struct crm_record *request)
{
	struct crm_buf value = CRM_BUF_INIT;
	int rc = dossier_set(r, d, "status", NULL, NULL, "preparing");

	if (rc == 0)
		rc = dossier_set(r, d, "submission", NULL, NULL, "1");
	for (size_t i = 0; rc == 0 && i < NSOURCES; i++) {
		if (find_value(r, request, &sources[i], &value))
			rc = dossier_set(r, d, sources[i].member, NULL, NULL, crm_buf_str(&value));
		if (rc == 0 && request != NULL && sources[i].option == NULL)
			keep_items(d, request, &sources[i]);
	}
	crm_buf_release(&value);
	return rc;
}

/* Those that always apply, or that somebody must say something of. */
static int fill_elements(struct crm_run *r, struct dossier *d, const struct crm_ppap_book *book,
    const char *due, const char *owner)
{
	const struct crm_ppap_element *x;
	int rc = 0;

	for (size_t i = 0; rc == 0 && (x = crm_ppap_book_element(book, i)) != NULL; i++) {
		if (x->trait >= 0 && !x->asked)
			continue;
		rc = dossier_set(r, d, "elements", x->number, "owner", owner);
		if (rc == 0)
			rc = dossier_set(r, d, "elements", x->number, "due", due);
	}
	return rc;
}

static int fill(struct crm_run *r, struct dossier *d, const struct crm_record *request)
{
	struct crm_buf edition = CRM_BUF_INIT, profile = CRM_BUF_INIT, due = CRM_BUF_INIT;
	const char *owner = crm_args_text(r->args, "owner");
	const struct crm_ppap_book *book;
	struct ppap_books books = {NULL, 0, 0};
	struct crm_err e = CRM_ERR_INIT;
	int rc;

	(void)find_value(r, request, &sources[EDITION], &edition);
	(void)find_value(r, request, &sources[PROFILE], &profile);
	(void)find_value(r, request, &sources[DUE], &due);
	rc = ppap_books_get(r, &books, crm_buf_str(&edition), crm_buf_str(&profile), &book, &e);
	if (rc != 0) {
		e.code = e.code == CRM_NOINPUT ? CRM_BADINPUT : e.code;
		(void)crm_run_fail(r, &e);
	}
	if (rc == 0)
		rc = dossier_set(r, d, "edition", NULL, NULL, crm_ppap_book_edition_name(book));
	if (rc == 0)
		rc = fill_top(r, d, request);
	if (rc == 0)
		rc = fill_elements(r, d, book, crm_buf_str(&due), owner != NULL ? owner : "");
	ppap_books_release(&books);
	crm_buf_release(&edition);
	crm_buf_release(&profile);
	crm_buf_release(&due);
	return rc;
}

/* ---- the files ---- */

/* The directory, unless it is there, and in it a manifest that says nothing yet. */
static int make(struct crm_run *r, const char *dir, struct crm_buf *path, bool *made)
{
	static const char empty[] = "{\"format\": 1}\n";
	struct crm_err e = CRM_ERR_INIT;
	int fd;

	*made = mkdir(dir, 0777) == 0;
	if (!*made && errno != EEXIST) {
		(void)crm_err_errno(&e, CRM_CANTCREAT, "cannot create", dir);
		return crm_run_fail(r, &e);
	}
	crm_buf_addz(path, dir);
	while (path->len > 1 && path->data[path->len - 1] == '/')
		crm_buf_cut(path, path->len - 1);
	crm_buf_addf(path, "%s%s", strcmp(crm_buf_str(path), "/") == 0 ? "" : "/", PPAP_MANIFEST);
	fd = open(crm_buf_str(path), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (fd < 0 || crm_write_all(fd, empty, sizeof(empty) - 1) != 0) {
		(void)crm_err_errno(&e, CRM_CANTCREAT, "cannot create", crm_buf_str(path));
		if (fd >= 0)
			(void)close(fd);
		return crm_run_fail(r, &e);
	}
	(void)close(fd);
	return 0;
}

static void take_back(const char *dir, const char *path, bool made)
{
	(void)unlink(path);
	if (made)
		(void)rmdir(dir);
}

static int write_new(struct crm_run *r, const char *path, const struct crm_record *request)
{
	struct edit_value value = {"part", NULL};
	struct crm_buf part = CRM_BUF_INIT;
	struct edit e = {.run = r};
	int rc = dossier_open(r, path, true, &e.dossier);

	if (rc == 0)
		rc = fill(r, &e.dossier, request);
	if (rc == 0) {
		if (find_value(r, request, &sources[PART], &part))
			value.value = crm_buf_str(&part);
		rc = edit_commit(&e, NULL, "new", &value, 1);
	}
	crm_buf_release(&part);
	edit_close(&e);
	return rc;
}

void ppap_new(struct crm_run *r)
{
	const char *dir = crm_args_operand(r->args, 0), *from = crm_args_text(r->args, "request");
	struct crm_record *request = NULL;
	struct crm_buf path = CRM_BUF_INIT;
	bool made;

	if (crm_args_operands(r->args) != 1) {
		(void)crm_run_usage(r, "one DIR expected");
		return;
	}
	if ((from == NULL || read_request(r, from, &request) == 0) &&
	    make(r, dir, &path, &made) == 0 && write_new(r, crm_buf_str(&path), request) != 0)
		take_back(dir, crm_buf_str(&path), made);
	crm_record_free(request);
	crm_buf_release(&path);
}
