/* crm-store init --sample [DIR]: a store with the year of a small supplier in it. */
#include "cmd/crm-store/sample.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/crm-store/store.h"
#include "lib/base/file.h"
#include "lib/tool/calendars.h"

static bool is_there(const char *dir, const char *name, const char *suffix, struct crm_buf *path)
{
	crm_buf_clear(path);
	crm_buf_addf(path, "%s/%s%s", dir, name, suffix);
	return access(crm_buf_str(path), F_OK) == 0;
}

/* Journals without their settings are not ours to go on with; a whole store is refused by init. */
static int refuse_journals(struct crm_run *r, const char *dir)
{
	struct crm_buf path = CRM_BUF_INIT;
	const struct crm_kind *kind;
	struct crm_err e = CRM_ERR_INIT;
	int ret = 0;

	if (!is_there(dir, "crm", ".json", &path)) {
		for (size_t i = 0; ret == 0 && (kind = crm_kind_at(i)) != NULL; i++)
			if (is_there(dir, kind->name, ".jsonl", &path))
				ret = crm_err_set(&e, CRM_CANTCREAT,
				    "'%s' is there already: the sample needs an empty place",
				    crm_buf_str(&path));
	}
	crm_buf_release(&path);
	return ret == 0 ? 0 : crm_run_fail(r, &e);
}

/* The sample's crm.json in place of the one that init has made. */
static int put_settings(struct sample *s, const char *dir, bool group)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	int ret = -1, fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0) {
		crm_err_errno(&e, CRM_IOERR, "cannot open", dir);
		return crm_run_fail(s->run, &e);
	}
	if (group)
		crm_doc_bool(s->settings, "group", true);
	crm_doc_json(s->settings, true, &text);
	crm_buf_addc(&text, '\n');
	if (crm_file_replace(fd, "crm.json", text.data, text.len, group ? 0660 : 0600, true, &e) ==
	    0)
		ret = 0;
	else
		(void)crm_run_fail(s->run, &e);
	close(fd);
	crm_buf_release(&text);
	return ret;
}

/* The year that ends now. */
static int set_time(struct sample *s)
{
	const char *name = sample_string(s->settings, "calendar");
	struct crm_err e = CRM_ERR_INIT;
	int64_t us;

	s->zone = crm_store_settings(s->run->store)->zone;
	s->now_us = s->run->now.us - s->run->now.us % CRM_US_PER_SEC;
	crm_zone_local(s->zone, s->now_us, &s->today, &us);
	if (crm_run_calendar(s->run, name != NULL ? name : "cn", &s->calendar, &e) == 0)
		return 0;
	return crm_run_fail(s->run, &e);
}

static void take_back(const char *dir)
{
	struct crm_buf path = CRM_BUF_INIT;

	if (is_there(dir, "crm", ".json", &path))
		(void)unlink(crm_buf_str(&path));
	crm_buf_release(&path);
}

void store_sample(struct crm_run *r, const char *dir, const struct crm_init_opts *o)
{
	struct sample s = {.run = r, .path = CRM_BUF_INIT};
	struct crm_err e = CRM_ERR_INIT;

	if (sample_read(&s) < 0 || refuse_journals(r, dir) < 0)
		goto out;
	if (crm_store_init(dir, o, &e) < 0)
		(void)crm_run_fail(r, &e);
	else if ((put_settings(&s, dir, o->group) < 0 || crm_run_store_at(r, dir) < 0 ||
	             set_time(&s) < 0 || sample_play(&s) < 0) &&
	    !r->committed)
		take_back(dir);
out:
	sample_release(&s);
}
