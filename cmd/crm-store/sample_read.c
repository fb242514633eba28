/* The sample's data. */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-store/sample.h"
#include "lib/base/mem.h"
#include "lib/io/share.h"

const struct crm_doc *sample_member(const struct crm_doc *d, const char *name)
{
	return crm_doc_member(d, name, strlen(name));
}

const char *sample_string(const struct crm_doc *d, const char *name)
{
	return crm_doc_string(sample_member(d, name));
}

/* The folder of the sample's files, or one in it. */
static char *folder(struct crm_run *r, const char *under)
{
	struct crm_buf dir = CRM_BUF_INIT;

	crm_buf_addf(&dir, "%s/sample%s", crm_share_dir(r), under);
	return crm_buf_take(&dir);
}

static int read_one(struct sample *s, const char *name, struct crm_doc **out)
{
	char *dir = folder(s->run, "");
	const char *const dirs[] = {dir, NULL};
	const struct crm_share share = {dirs, "", ".json", "file of the sample"};
	struct crm_err e = CRM_ERR_INIT;
	int ret = crm_share_doc(&share, name, out, &s->path, &e);

	free(dir);
	return ret == 0 ? 0 : crm_run_fail(s->run, &e);
}

static int read_all(struct sample *s, const char *under, struct sample_docs *out)
{
	char *dir = folder(s->run, under);
	const char *const dirs[] = {dir, NULL};
	const struct crm_share share = {dirs, "", ".json", "file of the sample"};
	struct crm_map *names = crm_map_new();
	struct crm_err e = CRM_ERR_INIT;
	int ret = 0;

	crm_share_names(&share, names);
	if (crm_map_count(names) == 0)
		ret = crm_err_set(&e, CRM_NOINPUT, "no files of the sample in '%s'", dir);
	for (size_t i = 0; ret == 0 && i < crm_map_count(names); i++) {
		crm_grow(&out->items, &out->cap, out->n + 1, sizeof(struct crm_doc *));
		ret = crm_share_doc(
		    &share, crm_map_key(names, i, NULL), &out->items[out->n], &s->path, &e);
		if (ret == 0)
			out->n++;
	}
	crm_map_free(names);
	free(dir);
	return ret == 0 ? 0 : crm_run_fail(s->run, &e);
}

int sample_read(struct sample *s)
{
	s->names = crm_map_new();
	if (read_one(s, "settings", &s->settings) < 0 || read_one(s, "texts", &s->texts) < 0 ||
	    read_all(s, "/stories", &s->stories) < 0 || read_all(s, "/records", &s->records) < 0)
		return -1;
	return 0;
}

static void release_docs(struct sample_docs *d)
{
	for (size_t i = 0; i < d->n; i++)
		crm_doc_free(d->items[i]);
	free(d->items);
}

void sample_release(struct sample *s)
{
	for (size_t i = 0; s->names != NULL && i < crm_map_count(s->names); i++)
		free(s->ids[i]);
	free(s->ids);
	crm_map_free(s->names);
	crm_calendar_free(s->calendar);
	release_docs(&s->stories);
	release_docs(&s->records);
	crm_doc_free(s->settings);
	crm_doc_free(s->texts);
	crm_buf_release(&s->path);
}
