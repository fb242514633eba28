/* A manifest that is changed, and written. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cmd/crm-ppap/dossier.h"
#include "lib/base/file.h"
#include "lib/base/utf8.h"

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

/* Nor is anything written that no command could read again. */
static int check_readable(struct crm_run *r, const struct dossier *d, const struct crm_buf *text)
{
	struct crm_document *again = NULL;
	struct crm_err e = CRM_ERR_INIT;
	int rc = dossier_parse(r, text, &again, &e);

	crm_document_free(again);
	if (rc == 0)
		return 0;
	crm_err_place(&e, d->path, 0, NULL);
	(void)crm_run_fail(r, &e);
	crm_run_say(r, "%s: not written: it could not be read again", d->path);
	return -1;
}

static mode_t umask_now(void)
{
	mode_t mask = umask(0);

	(void)umask(mask);
	return mask;
}

/* What another one has made meanwhile stays. */
static int write_fresh(const struct dossier *d, const struct crm_buf *text, struct crm_err *e)
{
	struct crm_replacement f;

	if (crm_replace_begin(d->dir, d->name, &f, e) != 0)
		return -1;
	if (crm_write_all(f.fd, text->data, text->len) != 0) {
		(void)crm_err_errno(e, CRM_CANTCREAT, "cannot create", d->path);
		crm_replace_drop(&f);
		return -1;
	}
	if (crm_replace_sync(&f, 0666 & ~umask_now(), e) != 0)
		return -1;
	return crm_replace_link(&f, e);
}

static int write_text(const struct dossier *d, const struct crm_buf *text, struct crm_err *e)
{
	struct stat st;
	mode_t mode = fstatat(d->dir, d->name, &st, 0) == 0 ? st.st_mode & 0777 : 0644;

	return crm_file_replace(d->dir, d->name, text->data, text->len, mode, true, e);
}

int dossier_save(struct crm_run *r, struct dossier *d)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	int rc = check_exact(r, d);

	if (rc == 0) {
		crm_document_print(d->doc, &text);
		rc = check_readable(r, d, &text);
	}
	if (rc == 0) {
		rc = d->fresh ? write_fresh(d, &text, &e) : write_text(d, &text, &e);
		if (rc != 0) {
			crm_err_place(&e, d->path, 0, NULL);
			(void)crm_run_fail(r, &e);
		}
	}
	crm_buf_release(&text);
	return rc;
}

/* The table takes any whole number. */
static bool is_level(const char *text)
{
	return text[0] != '\0' && text[1] == '\0' && crm_ppap_level_ok(text[0] - '0');
}

int dossier_put(struct dossier *d, const char *a, const char *b, const char *c, const char *value,
    struct crm_err *e)
{
	const char *path[] = {a, b, c};

	if (b == NULL && strcmp(a, "level") == 0 && value[0] != '\0' && !is_level(value))
		return crm_err_at(e, CRM_BADINPUT, NULL, 0, a,
		    "'%.*s': a level from 1 to %d expected", crm_utf8_shown(value, strlen(value)),
		    value, CRM_PPAP_LEVELS);
	return crm_document_set(d->doc, path, c != NULL ? 3 : b != NULL ? 2 : 1, value, e);
}

int dossier_set(struct crm_run *r, struct dossier *d, const char *a, const char *b, const char *c,
    const char *value)
{
	struct crm_err e = CRM_ERR_INIT;

	if (dossier_put(d, a, b, c, value, &e) == 0)
		return 0;
	crm_err_place(&e, d->path, 0, NULL);
	return crm_run_fail(r, &e);
}

int dossier_set_facts(struct crm_run *r, struct dossier *d, const char *element, const char *path,
    const struct crm_file_facts *facts)
{
	char bytes[32];

	(void)snprintf(bytes, sizeof(bytes), "%lld", (long long)facts->bytes);
	if (dossier_set_file(r, d, element, path, "sha256", facts->sha256) != 0)
		return -1;
	return dossier_set_file(r, d, element, path, "bytes", bytes);
}

int dossier_set_file(struct crm_run *r, struct dossier *d, const char *element, const char *path,
    const char *member, const char *value)
{
	const char *parts[] = {"elements", element, "evidence", path, member};
	struct crm_err e = CRM_ERR_INIT;

	if (crm_document_set(d->doc, parts, member != NULL ? 5 : 4, value, &e) == 0)
		return 0;
	crm_err_place(&e, d->path, 0, NULL);
	return crm_run_fail(r, &e);
}
