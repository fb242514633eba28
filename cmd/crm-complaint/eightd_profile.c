/* 8d: the customer's profile, from a file to compiled limits. */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-complaint/eightd.h"
#include "lib/base/mem.h"
#include "lib/io/share.h"

static int add(
    void *profile, const char *name, const struct crm_doc *d, const char *source, struct crm_err *e)
{
	(void)name;
	return crm_eightd_profile_add(profile, d, source, e);
}

/* Calendars that its limits name. */
static int load_calendars(
    struct crm_run *r, const struct crm_clock_setting *limits, size_t n, struct crm_err *e)
{
	const struct crm_calendar *calendar;

	for (size_t i = 0; i < n; i++) {
		const char *name = limits[i].calendar;

		if (name == NULL || strcmp(name, CRM_CALENDAR_OWN) == 0 ||
		    strcmp(name, CRM_CALENDAR_CUSTOMER) == 0 ||
		    strcmp(name, CRM_CALENDAR_ELAPSED) == 0)
			continue;
		if (crm_calendars_get(r, name, NULL, limits[i].path, &calendar, e) != 0)
			return -1;
	}
	return 0;
}

static int compile(struct crm_run *r, const struct crm_clocks_opts *clocks,
    struct eightd_profile *p, struct crm_err *e)
{
	struct crm_clocks_opts o = *clocks;

	o.settings = crm_eightd_profile_limits(p->profile, &o.nsettings);
	if (o.nsettings == 0)
		return 0;
	if (load_calendars(r, o.settings, o.nsettings, e) != 0)
		return -1;
	o.calendars = crm_calendars_loaded(r, &o.ncalendars);
	if (crm_clocks_new(
	        crm_eightd_profile_clocks(p->profile), crm_run_shape(r), &o, &p->clocks, e) != 0)
		return -1;
	p->results = crm_calloc(crm_clocks_count(p->clocks) + 1, sizeof(*p->results));
	return 0;
}

int eightd_profile_open(struct crm_run *r, const char *name, const char *by,
    const struct crm_clocks_opts *clocks, struct eightd_profile *out)
{
	struct eightd_profile p = {crm_eightd_profile_new(name), NULL, NULL};
	struct crm_share_dirs dirs;
	struct crm_share s = {dirs.dirs, "", ".json", "profile"};
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	int ret = crm_share_dirs_init(r, "profiles/8d", "8d/profiles", &dirs);

	if (ret == 0)
		ret = crm_share_chain(&s, name, add, p.profile, &path, &e);
	if (ret == 0 && (ret = compile(r, clocks, &p, &e)) != 0)
		crm_err_place(&e, crm_buf_str(&path), 0, NULL);
	if (ret != 0 && by != NULL && e.code == CRM_NOINPUT) {
		e.code = CRM_CONFIG;
		crm_err_place(&e, NULL, 0, by);
		(void)crm_run_fail_settings(r, &e);
	} else if (e.code != 0) {
		(void)crm_run_fail(r, &e);
	}
	crm_share_dirs_release(&dirs);
	crm_buf_release(&path);
	if (ret != 0)
		eightd_profile_release(&p);
	else
		*out = p;
	return ret;
}

void eightd_profile_release(struct eightd_profile *p)
{
	crm_eightd_profile_free(p->profile);
	crm_clocks_free(p->clocks);
	free(p->results);
	*p = (struct eightd_profile){NULL, NULL, NULL};
}
