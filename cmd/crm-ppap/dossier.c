#include "cmd/crm-ppap/dossier.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/io/dossier/lock.h"

#define WAIT_MS 10000L

/* ---- opening ---- */

static bool is_directory(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* The rest of a path behind what is taken off its beginning: never from the root. */
static const char *behind(const char *path)
{
	while (*path == '/')
		path++;
	return path;
}

/* The path as findings name it: relative where it is below the working directory, no "./". */
static void add_source(const char *path, struct crm_buf *out)
{
	char *here = getcwd(NULL, 0);
	size_t len = here != NULL ? strlen(here) : 0;

	if (len > 1 && strncmp(path, here, len) == 0 && path[len] == '/')
		path = behind(path + len);
	while (strncmp(path, "./", 2) == 0 && path[2] != '\0')
		path = behind(path + 2);
	crm_buf_addz(out, path);
	free(here);
}

char *dossier_path(const char *operand)
{
	struct crm_buf path = CRM_BUF_INIT;

	add_source(operand, &path);
	if (is_directory(operand)) {
		while (path.len > 1 && path.data[path.len - 1] == '/')
			crm_buf_cut(&path, path.len - 1);
		if (strcmp(crm_buf_str(&path), ".") == 0)
			crm_buf_clear(&path);
		else if (path.len > 0 && path.data[path.len - 1] != '/')
			crm_buf_addc(&path, '/');
		crm_buf_addz(&path, PPAP_MANIFEST);
	}
	return crm_buf_take(&path);
}

static void name_parts(struct dossier *d, const char *operand)
{
	const char *slash;

	d->path = dossier_path(operand);
	slash = strrchr(d->path, '/');
	d->name = crm_strdup(slash != NULL ? slash + 1 : d->path);
	d->below = crm_strdup(d->path);
	d->below[slash != NULL ? slash + 1 - d->path : 0] = '\0';
}

/* By the operand as it was given: what messages call it is shortened. */
static int open_directory(struct dossier *d, const char *operand, bool write, struct crm_err *e)
{
	const char *shown = d->below[0] != '\0' ? d->below : ".";
	const char *slash = is_directory(operand) ? NULL : strrchr(operand, '/');
	char *dir = is_directory(operand) ? crm_strdup(operand)
	    : slash != NULL               ? crm_strndup(operand, (size_t)(slash + 1 - operand))
	                                  : crm_strdup(".");

	d->dir = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(dir);
	if (d->dir < 0)
		return crm_err_errno(
		    e, errno == EACCES ? CRM_NOPERM : CRM_NOINPUT, "cannot open", shown);
	if (write && crm_dossier_lock(d->dir, shown, WAIT_MS, e) != 0)
		return -1;
	return 0;
}

/* Replacing it would leave the file that it leads to as it was. */
static int refuse_link(const struct dossier *d, struct crm_err *e)
{
	struct stat st;

	if (fstatat(d->dir, d->name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISLNK(st.st_mode))
		return 0;
	return crm_err_at(
	    e, CRM_BADINPUT, d->path, 0, NULL, "a symbolic link: name the file itself");
}

static int check_format(const struct dossier *d, struct crm_err *e)
{
	const struct crm_node *top = crm_document_top(d->doc);
	const struct crm_cell *c = crm_node_cell(top, CRM_P_FORMAT);
	long line = crm_node_line(top, CRM_P_FORMAT);

	if (c->type == CRM_T_INT && c->u.i == CRM_PPAP_FORMAT)
		return 0;
	if (c->type == CRM_T_INT && c->u.i > CRM_PPAP_FORMAT)
		return crm_err_at(e, CRM_BADINPUT, d->path, line, "format",
		    "%" PRId64 " is newer than this program, which reads %d", c->u.i,
		    CRM_PPAP_FORMAT);
	return crm_err_at(e, CRM_BADINPUT, d->path, line > 0 ? line : 1, "format",
	    "no manifest of a dossier: \"format\": %d expected", CRM_PPAP_FORMAT);
}

int dossier_parse(
    struct crm_run *r, const struct crm_buf *text, struct crm_document **out, struct crm_err *e)
{
	struct crm_limits l;

	crm_limits_folded(&r->limits, &l);
	if (text->len > r->limits.record)
		return crm_err_set(e, CRM_BADINPUT,
		    "%zu bytes, and at most %zu are read (--limit record=BYTES)", text->len,
		    r->limits.record);
	return crm_document_parse(crm_buf_str(text), text->len, &crm_ppap_schema, &l, out, e);
}

static int read_manifest(struct crm_run *r, struct dossier *d, struct crm_err *e)
{
	struct crm_buf text = CRM_BUF_INIT;
	int rc = crm_file_read(d->dir, d->name, r->limits.record, &text, e);

	if (rc == 0)
		rc = dossier_parse(r, &text, &d->doc, e);
	if (rc != 0)
		crm_err_place(e, d->path, 0, NULL);
	else
		rc = check_format(d, e);
	crm_buf_release(&text);
	return rc;
}

int dossier_try(
    struct crm_run *r, const char *operand, bool write, struct dossier *out, struct crm_err *e)
{
	struct dossier d = {.dir = -1};

	name_parts(&d, operand);
	if (open_directory(&d, operand, write, e) != 0 || (write && refuse_link(&d, e) != 0) ||
	    read_manifest(r, &d, e) != 0) {
		dossier_close(&d);
		return -1;
	}
	crm_ppap_init(&d.ppap, d.doc, d.path);
	*out = d;
	return 0;
}

int dossier_make(struct crm_run *r, const char *dir, struct dossier *out, struct crm_err *e)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct dossier d = {.dir = -1, .fresh = true};
	struct stat st;
	int rc;

	name_parts(&d, dir);
	crm_buf_addf(&text, "{\"format\": %d}\n", CRM_PPAP_FORMAT);
	rc = open_directory(&d, dir, true, e);
	if (rc == 0 && fstatat(d.dir, d.name, &st, AT_SYMLINK_NOFOLLOW) == 0) {
		errno = EEXIST;
		rc = crm_err_errno(e, CRM_CANTCREAT, "cannot create", d.path);
	}
	if (rc == 0)
		rc = dossier_parse(r, &text, &d.doc, e);
	crm_buf_release(&text);
	if (rc != 0) {
		dossier_close(&d);
		return -1;
	}
	crm_ppap_init(&d.ppap, d.doc, d.path);
	*out = d;
	return 0;
}

int dossier_open(struct crm_run *r, const char *operand, bool write, struct dossier *out)
{
	struct crm_err e = CRM_ERR_INIT;

	return dossier_try(r, operand, write, out, &e) == 0 ? 0 : crm_run_fail(r, &e);
}

static void drop_document(struct dossier *d)
{
	for (size_t i = 0; i < d->ppap.n; i++)
		crm_sheet_free(d->sheets != NULL ? d->sheets[i] : NULL);
	free(d->sheets);
	d->sheets = NULL;
	crm_ppap_release(&d->ppap);
	crm_document_free(d->doc);
	d->doc = NULL;
}

void dossier_close(struct dossier *d)
{
	if (d->path == NULL)
		return;
	drop_document(d);
	crm_arena_release(&d->arena);
	if (d->dir >= 0)
		close(d->dir);
	free(d->path);
	free(d->below);
	free(d->name);
	memset(d, 0, sizeof(*d));
}

/* A fault of the settings at customers.NAME.ppap. */
static int fail_settings(
    struct crm_run *r, const char *customer, const char *text, struct crm_err *e)
{
	struct crm_buf source = CRM_BUF_INIT, field = CRM_BUF_INIT;
	struct crm_err own = CRM_ERR_INIT;

	if (strcmp(crm_store_dir(r->store), ".") != 0)
		crm_buf_addf(&source, "%s/", crm_store_dir(r->store));
	crm_buf_addz(&source, "crm.json");
	crm_buf_addf(&field, "customers.%s.ppap", customer);
	crm_err_at(&own, CRM_CONFIG, crm_buf_str(&source), 0, crm_buf_str(&field), "%s", text);
	*e = own;
	crm_buf_release(&source);
	crm_buf_release(&field);
	return -1;
}

/* What the settings say of the customer; "": nothing. */
static int profile_of_customer(
    struct crm_run *r, const char *customer, const char **out, struct crm_err *e)
{
	struct crm_buf path = CRM_BUF_INIT;
	const struct crm_record *all;
	int found = crm_run_store_try(r, e);

	if (found == 0) {
		all = crm_store_settings(r->store)->all;
		crm_buf_addf(&path, "customers.%s.ppap", customer);
		*out = crm_record_text(all, crm_buf_str(&path));
		if (*out == NULL && crm_record_has(all, crm_buf_str(&path)))
			found = fail_settings(r, customer, "a text expected", e);
	}
	if (*out == NULL)
		*out = "";
	crm_buf_release(&path);
	return found < 0 ? -1 : 0;
}

int dossier_customer_book(struct crm_run *r, struct ppap_books *books, const char *edition,
    const char *customer, const struct crm_ppap_book **out, struct crm_err *e)
{
	const char *profile = "";
	char *text;

	if (customer[0] != '\0' && profile_of_customer(r, customer, &profile, e) != 0)
		return -1;
	if (ppap_books_get(r, books, edition, profile, out, e) == 0)
		return 0;
	if (profile[0] != '\0' && ppap_books_unknown(e) && strcmp(e->field, "profile") == 0) {
		text = crm_strdup(e->text);
		(void)fail_settings(r, customer, text, e);
		free(text);
	}
	return -1;
}

int dossier_book(struct crm_run *r, struct ppap_books *books, const struct dossier *d,
    const struct crm_ppap_book **out, struct crm_err *e)
{
	const struct crm_node *top = d->ppap.top;
	const char *edition = crm_node_text(top, CRM_P_EDITION);
	const char *profile = crm_node_text(top, CRM_P_PROFILE);
	int field, rc;

	rc = profile[0] != '\0'
	    ? ppap_books_get(r, books, edition, profile, out, e)
	    : dossier_customer_book(r, books, edition, crm_node_text(top, CRM_P_CUSTOMER), out, e);
	if (rc == 0 || !ppap_books_unknown(e))
		return rc;
	e->code = CRM_BADINPUT;
	field = strcmp(e->field, "profile") == 0 ? CRM_P_PROFILE : CRM_P_EDITION;
	crm_err_place(e, d->path, crm_node_line(top, field), NULL);
	return -1;
}

bool dossier_book_by_customer(const struct dossier *d, const struct crm_ppap_book *book)
{
	return crm_node_text(d->ppap.top, CRM_P_PROFILE)[0] == '\0' &&
	    crm_ppap_book_profile_name(book)[0] != '\0';
}

int dossier_again(struct crm_run *r, struct dossier *d)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	int rc;

	crm_document_print(d->doc, &text);
	drop_document(d);
	rc = dossier_parse(r, &text, &d->doc, &e);
	crm_buf_release(&text);
	if (rc != 0)
		return crm_run_fail(r, &e);
	crm_ppap_init(&d->ppap, d->doc, d->path);
	return 0;
}
