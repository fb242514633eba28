/* Contents of notices: what is sent, and what is attached, in messages/ of the store. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/crm-notify/notify.h"
#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/base/hash.h"
#include "lib/tool/stash.h"

#define MESSAGES CRM_NOTICE_FILES
#define CONTENT_MOST ((size_t)16 << 20)

int notify_messages_open(struct crm_run *r, bool write)
{
	struct crm_err e = CRM_ERR_INIT;
	int fd = crm_stash_open(r, MESSAGES, write, &e);

	return fd >= 0 ? fd : crm_run_fail(r, &e);
}

int notify_message_put(struct crm_run *r, int dir, const char *sha256, const void *data, size_t len)
{
	struct crm_err e = CRM_ERR_INIT;

	return crm_stash_put(r, dir, sha256, data, len, &e) == 0 ? 0 : crm_run_fail(r, &e);
}

static int judge_content(struct crm_run *r, const char *sha256, const struct crm_buf *text,
    struct crm_doc **out, struct crm_err *e)
{
	struct crm_limits limits;
	char is[65];

	crm_sha256_hex(crm_buf_str(text), text->len, is);
	if (strcmp(is, sha256) != 0)
		return crm_err_at(e, CRM_BADINPUT, MESSAGES, 0, NULL,
		    "%s is not as it was written: its hash is %s", sha256, is);
	crm_limits_folded(&r->limits, &limits);
	return crm_doc_parse(crm_buf_str(text), text->len, &limits, out, e);
}

int notify_content_load(
    struct crm_run *r, const char *sha256, struct crm_doc **out, int64_t *bytes, struct crm_err *e)
{
	struct crm_buf text = CRM_BUF_INIT;
	int dir = crm_stash_open(r, MESSAGES, false, e), ret;

	if (dir < 0)
		return -1;
	ret = crm_file_read(dir, sha256, CONTENT_MOST, &text, e);
	if (ret == 0)
		ret = judge_content(r, sha256, &text, out, e);
	*bytes = (int64_t)text.len;
	(void)close(dir);
	crm_buf_release(&text);
	return ret;
}

int notify_content_read(struct crm_run *r, const char *sha256, struct crm_doc **out)
{
	struct crm_err e = CRM_ERR_INIT;
	int64_t bytes;

	return notify_content_load(r, sha256, out, &bytes, &e) == 0 ? 0 : crm_run_fail(r, &e);
}

/* ---- attachments ---- */

static int add_file(
    struct notify_files *f, struct crm_map *names, const char *path, struct crm_err *e)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;
	struct notify_file *file;
	bool is_new;

	(void)crm_map_put(names, name, strlen(name), &is_new);
	if (!is_new)
		return crm_err_at(
		    e, CRM_BADINPUT, "--attach", 0, NULL, "two files are called '%s'", name);
	crm_grow(&f->v, &f->cap, f->n + 1, sizeof(*f->v));
	file = &f->v[f->n++];
	*file = (struct notify_file){.name = crm_arena_strdup(&f->arena, name)};
	if (crm_stash_read(path, &file->data, file->sha256, e) == 0)
		return 0;
	crm_err_place(e, "--attach", 0, NULL);
	return -1;
}

int notify_files_read(struct crm_run *r, struct notify_files *out)
{
	struct crm_map *names = crm_map_new();
	struct crm_err e = CRM_ERR_INIT;
	int ret = 0;

	*out = (struct notify_files){0};
	for (size_t i = 0; ret == 0 && i < crm_args_count(r->args, "attach"); i++)
		ret = add_file(out, names, crm_args_nth(r->args, "attach", i), &e);
	crm_map_free(names);
	return ret == 0 ? 0 : crm_run_fail(r, &e);
}

int notify_files_put(struct crm_run *r, int dir, const struct notify_files *f)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct notify_file *x = &f->v[i];

		if (notify_message_put(r, dir, x->sha256, crm_buf_str(&x->data), x->data.len) != 0)
			return -1;
	}
	return 0;
}

void notify_files_release(struct notify_files *f)
{
	for (size_t i = 0; i < f->n; i++)
		crm_buf_release(&f->v[i].data);
	free(f->v);
	crm_arena_release(&f->arena);
	*f = (struct notify_files){0};
}
