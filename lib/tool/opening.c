/* Finding and opening the store; its zone and directory. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/tool/private.h"

/* "." or "../.." and so on: the nearest directory upwards with crm.json. Appends it to dir; false
 * when the root has none either. */
static bool find_store(struct crm_buf *dir)
{
	struct crm_buf path = CRM_BUF_INIT;
	struct stat here, above;
	bool found = false, top = false;

	crm_buf_addz(dir, ".");
	while (!found && !top) {
		crm_buf_clear(&path);
		crm_buf_addf(&path, "%s/crm.json", crm_buf_str(dir));
		found = access(crm_buf_str(&path), F_OK) == 0;
		if (found || stat(crm_buf_str(dir), &here) < 0)
			break;
		if (strcmp(crm_buf_str(dir), ".") == 0)
			crm_buf_addc(dir, '.');
		else
			crm_buf_addz(dir, "/..");
		top = stat(crm_buf_str(dir), &above) < 0 ||
		    (here.st_dev == above.st_dev && here.st_ino == above.st_ino);
	}
	crm_buf_release(&path);
	return found;
}

static const struct crm_schema *schema_of(const char *name)
{
	const struct crm_kind *kind = crm_kind_find(name);

	return kind != NULL ? kind->flow.schema : NULL;
}

static int judge_settings(const struct crm_run *r, struct crm_err *e)
{
	struct crm_buf path = CRM_BUF_INIT;
	int ret;

	if (strcmp(crm_store_dir(r->store), ".") != 0)
		crm_buf_addf(&path, "%s/", crm_store_dir(r->store));
	crm_buf_addz(&path, "crm.json");
	ret = crm_settings_judge(crm_store_settings(r->store)->all, crm_buf_str(&path), e);
	crm_buf_release(&path);
	return ret;
}

static int open_store(struct crm_run *r, const char *dir, struct crm_err *e)
{
	const char *site = crm_env_text("CRM_SITE");

	if (crm_store_open(dir, &r->limits, &r->store, e) < 0)
		return -1;
	if (crm_store_schemas(r->store, schema_of, e) == 0 && judge_settings(r, e) == 0) {
		if (site == NULL || crm_store_set_site(r->store, site, e) == 0)
			return 0;
		crm_err_place(e, "CRM_SITE", 0, NULL);
	}
	crm_store_free(r->store);
	r->store = NULL;
	return -1;
}

/* 0 when r->store is open, 1 when there is none and none was named. */
static void look(struct crm_run *r)
{
	const char *named = crm_args_text(r->args, "store");
	struct crm_buf dir = CRM_BUF_INIT;

	if (r->looked)
		return;
	if (named == NULL)
		named = crm_env_text("CRM_DIR");
	if (named != NULL)
		crm_buf_addz(&dir, named);
	r->looked = true;
	r->found =
	    named != NULL || find_store(&dir) ? open_store(r, crm_buf_str(&dir), &r->store_err) : 1;
	crm_buf_release(&dir);
}

int crm_run_store_try(struct crm_run *r, struct crm_err *e)
{
	look(r);
	if (r->found < 0)
		*e = r->store_err;
	return r->found;
}

/* A failure is told once. */
int crm_run_store_maybe(struct crm_run *r)
{
	look(r);
	if (r->found < 0 && !r->store_told) {
		r->store_told = true;
		(void)crm_run_fail(r, &r->store_err);
	}
	return r->found;
}

int crm_run_store_at(struct crm_run *r, const char *dir)
{
	r->looked = true;
	crm_err_clear(&r->store_err);
	r->store_told = false;
	r->found = open_store(r, dir, &r->store_err);
	return crm_run_store_maybe(r);
}

int crm_run_store(struct crm_run *r)
{
	struct crm_err e = CRM_ERR_INIT;
	int ret = crm_run_store_maybe(r);

	if (ret <= 0)
		return ret;
	crm_err_set(
	    &e, CRM_NOINPUT, "no store: name one by -C or CRM_DIR, or make one by crm-store init");
	return crm_run_fail(r, &e);
}

int crm_run_set_zone(struct crm_run *r)
{
	const char *name = crm_args_text(r->args, "zone");
	struct crm_err e = CRM_ERR_INIT, why = CRM_ERR_INIT;

	if (name == NULL || crm_zone_new(name, &r->own_zone, &why) == 0)
		return 0;
	crm_err_at(&e, CRM_BADINPUT, "--zone", 0, NULL, "%s", why.text);
	return crm_run_fail(r, &e);
}

const struct crm_zone *crm_run_zone(struct crm_run *r)
{
	struct crm_err e = CRM_ERR_INIT;

	if (r->own_zone == NULL && crm_run_store_maybe(r) == 0)
		return crm_store_settings(r->store)->zone;
	if (r->own_zone == NULL && crm_zone_new("UTC", &r->own_zone, &e) < 0)
		(void)crm_run_fail(r, &e);
	return r->own_zone;
}

const struct crm_zone *crm_run_store_zone(struct crm_run *r)
{
	return crm_run_store_maybe(r) == 0 ? crm_store_settings(r->store)->zone : crm_run_zone(r);
}

int crm_run_dirfd(struct crm_run *r)
{
	const char *dir = r->store != NULL ? crm_store_dir(r->store) : P_tmpdir;
	struct crm_err e = CRM_ERR_INIT;
	int fd;

	if (access(dir, W_OK) < 0)
		dir = P_tmpdir;
	fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0)
		return fd;
	(void)crm_err_errno(&e, CRM_IOERR, "cannot open", dir);
	return crm_run_fail(r, &e);
}
