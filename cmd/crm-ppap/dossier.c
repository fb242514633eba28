#include "cmd/crm-ppap/dossier.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/io/dossier/evidence.h"
#include "lib/io/dossier/lock.h"
#include "lib/io/dossier/sheet_read.h"

#define WAIT_MS 10000L

/* ---- opening ---- */

static bool is_directory(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* The path as findings name it: relative where it is below the working directory, no "./". */
static void add_source(const char *path, struct crm_buf *out)
{
	char *here = getcwd(NULL, 0);
	size_t len = here != NULL ? strlen(here) : 0;

	if (len > 1 && strncmp(path, here, len) == 0 && path[len] == '/')
		path += len + 1;
	while (strncmp(path, "./", 2) == 0 && path[2] != '\0')
		path += 2;
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

static int open_directory(struct dossier *d, bool write, struct crm_err *e)
{
	const char *dir = d->below[0] != '\0' ? d->below : ".";

	d->dir = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (d->dir < 0)
		return crm_err_errno(
		    e, errno == EACCES ? CRM_NOPERM : CRM_NOINPUT, "cannot open", dir);
	if (write && crm_dossier_lock(d->dir, dir, WAIT_MS, e) != 0)
		return -1;
	return 0;
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

static int parse(
    struct crm_run *r, struct dossier *d, const struct crm_buf *text, struct crm_err *e)
{
	struct crm_limits l;

	crm_limits_folded(&r->limits, &l);
	return crm_document_parse(crm_buf_str(text), text->len, &crm_ppap_schema, &l, &d->doc, e);
}

static int read_manifest(struct crm_run *r, struct dossier *d, struct crm_err *e)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_limits l;
	int rc;

	crm_limits_folded(&r->limits, &l);
	rc = crm_file_read(d->dir, d->name, l.line, &text, e);
	if (rc == 0)
		rc = crm_document_parse(
		    crm_buf_str(&text), text.len, &crm_ppap_schema, &l, &d->doc, e);
	if (rc != 0)
		crm_err_place(e, d->path, 0, NULL);
	else
		rc = check_format(d, e);
	crm_buf_release(&text);
	return rc;
}

static void name_evidence(struct dossier *d)
{
	struct crm_buf source = CRM_BUF_INIT;

	crm_ppap_init(&d->ppap, d->doc, d->path);
	for (size_t i = 0; i < d->ppap.n; i++) {
		crm_buf_clear(&source);
		crm_buf_addf(&source, "%s%s", d->below, d->ppap.evidence[i].node->key);
		d->ppap.evidence[i].source = crm_arena_strdup(&d->arena, crm_buf_str(&source));
	}
	crm_buf_release(&source);
}

int dossier_try(
    struct crm_run *r, const char *operand, bool write, struct dossier *out, struct crm_err *e)
{
	struct dossier d = {.dir = -1};

	name_parts(&d, operand);
	if (open_directory(&d, write, e) != 0 || read_manifest(r, &d, e) != 0) {
		dossier_close(&d);
		return -1;
	}
	name_evidence(&d);
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

int dossier_book(struct crm_run *r, struct ppap_books *books, const struct dossier *d,
    const struct crm_ppap_book **out, struct crm_err *e)
{
	const struct crm_node *top = d->ppap.top;
	const char *edition = crm_node_text(top, CRM_P_EDITION);
	int field;

	if (ppap_books_get(r, books, edition, crm_node_text(top, CRM_P_PROFILE), out, e) == 0)
		return 0;
	if (e->code != CRM_NOINPUT && e->code != CRM_BADINPUT)
		return -1;
	e->code = CRM_BADINPUT;
	field = strcmp(e->field, "profile") == 0 ? CRM_P_PROFILE : CRM_P_EDITION;
	crm_err_place(e, d->path, crm_node_line(top, field), NULL);
	return -1;
}

/* ---- evidence ---- */

/* "FIELD=HEADING", each split in the arena; those that are none are the judge's to tell. */
static struct crm_sheet_heading *headings(struct dossier *d, struct crm_texts columns, size_t *n)
{
	struct crm_sheet_heading *h = crm_calloc(columns.n + 1, sizeof(*h));

	*n = 0;
	for (size_t i = 0; i < columns.n; i++) {
		char *field = crm_arena_strdup(&d->arena, columns.items[i]),
		     *eq = strchr(field, '=');

		if (eq == NULL)
			continue;
		*eq = '\0';
		h[(*n)++] = (struct crm_sheet_heading){field, eq + 1};
	}
	return h;
}

static void read_sheet(struct crm_run *r, struct dossier *d, size_t i, int fd)
{
	struct crm_ppap_evidence *v = &d->ppap.evidence[i];
	struct crm_sheet_heading *h;
	size_t n;

	h = headings(d, crm_node_list(v->node, CRM_PV_COLUMNS), &n);
	d->sheets[i] = crm_sheet_read(fd, v->source,
	    crm_ppap_sheet_at((enum crm_ppap_sheet_kind)v->sheet_kind), h, n, &r->limits);
	v->sheet = d->sheets[i];
	free(h);
}

void dossier_look(struct crm_run *r, struct dossier *d, bool hash, bool sheets)
{
	if (d->sheets == NULL)
		d->sheets = crm_calloc(d->ppap.n + 1, sizeof(*d->sheets));
	for (size_t i = 0; i < d->ppap.n; i++) {
		struct crm_ppap_evidence *v = &d->ppap.evidence[i];
		int fd;

		if (!sheets || v->sheet_kind < 0) {
			crm_evidence_look(d->dir, v->node->key, hash, &v->facts);
			continue;
		}
		fd = crm_evidence_open(d->dir, v->node->key, hash, &v->facts);
		if (fd >= 0)
			read_sheet(r, d, i, fd);
	}
}

/* ---- changing ---- */

int dossier_again(struct crm_run *r, struct dossier *d)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	int rc;

	crm_document_print(d->doc, &text);
	drop_document(d);
	rc = parse(r, d, &text, &e);
	crm_buf_release(&text);
	if (rc != 0)
		return crm_run_fail(r, &e);
	name_evidence(d);
	return 0;
}

/* What the file holds and nobody reads is kept, or nothing is written. */
static int check_exact(struct crm_run *r, const struct dossier *d)
{
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	bool exact = crm_doc_exact(crm_document_tree(d->doc), &path);

	if (!exact)
		crm_err_at(&e, CRM_BADINPUT, d->path, 0, crm_buf_str(&path),
		    "a number with a point or exponent would not be kept digit by digit; write it "
		    "in quotes");
	crm_buf_release(&path);
	return exact ? 0 : crm_run_fail(r, &e);
}

int dossier_save(struct crm_run *r, struct dossier *d)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct stat st;
	mode_t mode = fstatat(d->dir, d->name, &st, 0) == 0 ? st.st_mode & 0777 : 0644;
	int rc;

	if (check_exact(r, d) != 0)
		return -1;
	crm_document_print(d->doc, &text);
	rc = crm_file_replace(d->dir, d->name, text.data, text.len, mode, true, &e);
	crm_buf_release(&text);
	if (rc == 0)
		return 0;
	crm_err_place(&e, d->path, 0, NULL);
	return crm_run_fail(r, &e);
}

static int set_path(
    struct crm_run *r, struct dossier *d, const char *const *path, size_t n, const char *value)
{
	struct crm_err e = CRM_ERR_INIT;

	if (crm_document_set(d->doc, path, n, value, &e) == 0)
		return 0;
	crm_err_place(&e, d->path, 0, NULL);
	return crm_run_fail(r, &e);
}

/* The table takes any whole number. */
static bool is_level(const char *text)
{
	return text[0] >= '1' && text[0] <= '0' + CRM_PPAP_LEVELS && text[1] == '\0';
}

int dossier_set(struct crm_run *r, struct dossier *d, const char *a, const char *b, const char *c,
    const char *value)
{
	const char *path[] = {a, b, c};
	struct crm_err e = CRM_ERR_INIT;

	if (b == NULL && strcmp(a, "level") == 0 && value[0] != '\0' && !is_level(value)) {
		crm_err_at(&e, CRM_BADINPUT, d->path, 0, a, "'%s': a level from 1 to %d expected",
		    value, CRM_PPAP_LEVELS);
		return crm_run_fail(r, &e);
	}
	return set_path(r, d, path, c != NULL ? 3 : b != NULL ? 2 : 1, value);
}

int dossier_set_file(struct crm_run *r, struct dossier *d, const char *element, const char *path,
    const char *member, const char *value)
{
	const char *parts[] = {"elements", element, "evidence", path, member};

	return set_path(r, d, parts, member != NULL ? 5 : 4, value);
}
