#include "lib/io/settings.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/base/map.h"

/* A key is added here when the first program reads it. */
static const char *const keys[] = {
    "format", "zone", "group", "network_fs", /* read here */
    "clocks",                                /* by kind: limits that replace the defaults */
    "calendar",                              /* our own working time */
    "roles", "duties",                       /* by login; by kind and step */
    "customers",                             /* by customer: zone, calendar, profile ... */
    "recurrence",                            /* when a complaint repeats another one */
    "base",                                  /* by kind: fields that are the journal's */
    "company", "forms",                      /* who we are; numbers of controlled forms */
    "standing", "budget",                    /* of notices: standing approvals, prices and caps */
    "channels", "notify",                    /* programs that send; who we are to addressees */
};

const char *crm_settings_key(size_t i)
{
	return i < sizeof(keys) / sizeof(keys[0]) ? keys[i] : NULL;
}

static int check_keys(const struct crm_record *all, struct crm_err *e)
{
	struct crm_map *found = crm_map_new();
	size_t i, k;
	int ret = -1;

	crm_record_keys(all, "", found);
	for (i = 0; i < crm_map_count(found); i++) {
		const char *key = crm_map_key(found, i, NULL);

		if (strncmp(key, "x-", 2) == 0)
			continue;
		for (k = 0; crm_settings_key(k) != NULL; k++)
			if (strcmp(crm_settings_key(k), key) == 0)
				break;
		if (crm_settings_key(k) == NULL) {
			crm_err_at(e, CRM_CONFIG, NULL, 0, key,
			    "unknown setting; "
			    "own ones begin with x-");
			goto out;
		}
	}
	ret = 0;
out:
	crm_map_free(found);
	return ret;
}

static int read_flag(const struct crm_record *all, const char *key, bool *out, struct crm_err *e)
{
	struct crm_cell c;

	crm_record_cell(all, key, NULL, NULL, &c);
	if (c.type == CRM_T_ABSENT)
		*out = false;
	else if (c.type == CRM_T_BOOL)
		*out = c.u.b;
	else
		return crm_err_at(e, CRM_CONFIG, NULL, 0, key, "true or false expected");
	return 0;
}

static int read_format(const struct crm_record *all, struct crm_err *e)
{
	struct crm_cell c;

	crm_record_cell(all, "format", NULL, NULL, &c);
	if (c.type != CRM_T_INT || c.u.i < 1)
		return crm_err_at(e, CRM_CONFIG, NULL, 0, "format",
		    "missing, or not a whole number: %d expected", CRM_STORE_FORMAT);
	if (c.u.i > CRM_STORE_FORMAT)
		return crm_err_at(e, CRM_CONFIG, NULL, 0, "format",
		    "%lld: the store is of a newer version; this one reads "
		    "format %d",
		    (long long)c.u.i, CRM_STORE_FORMAT);
	return 0;
}

static int read_zone(const struct crm_record *all, struct crm_zone **out, struct crm_err *e)
{
	const char *name = crm_record_text(all, "zone");
	struct crm_err why = CRM_ERR_INIT;

	if (name == NULL && crm_record_has(all, "zone"))
		return crm_err_at(
		    e, CRM_CONFIG, NULL, 0, "zone", "a time zone expected, like \"Asia/Shanghai\"");
	if (crm_zone_new(name != NULL ? name : "UTC", out, &why) != 0)
		return crm_err_at(e, CRM_CONFIG, NULL, 0, "zone", "%s", why.text);
	return 0;
}

int crm_site_parse(
    const char *text, size_t len, const char *source, char out[CRM_SITE_MAX + 1], struct crm_err *e)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (!((text[i] >= 'A' && text[i] <= 'Z') || (text[i] >= 'a' && text[i] <= 'z')))
			break;
	if (len == 0 || len > CRM_SITE_MAX || i < len)
		return crm_err_at(e, CRM_CONFIG, source, 0, NULL,
		    "not a site: 1 to %d letters expected", CRM_SITE_MAX);
	memcpy(out, text, len);
	out[len] = '\0';
	return 0;
}

static int read_site(int dirfd, struct crm_settings *s, struct crm_err *e)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct stat st;
	int ret = -1;

	if (fstatat(dirfd, ".site", &st, AT_SYMLINK_NOFOLLOW) != 0)
		return 0;
	if (crm_file_read(dirfd, ".site", 64, &text, e) != 0)
		goto out;
	while (text.len > 0 && strchr("\r\n ", text.data[text.len - 1]) != NULL)
		crm_buf_cut(&text, text.len - 1);
	ret = crm_site_parse(crm_buf_str(&text), text.len, ".site", s->site, e);
out:
	crm_buf_release(&text);
	return ret;
}

static int read_all(int dirfd, struct crm_record **out, struct crm_err *e)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_limits l;
	int ret = -1;

	crm_limits_init(&l);
	l.line = l.settings;
	if (crm_file_read(dirfd, "crm.json", l.settings, &text, e) != 0 ||
	    crm_record_parse(crm_buf_str(&text), text.len, &l, out, e) != 0) {
		if (e != NULL && e->code == CRM_BADINPUT)
			e->code = CRM_CONFIG;
		goto out;
	}
	ret = 0;
out:
	crm_buf_release(&text);
	return ret;
}

int crm_settings_read(int dirfd, const char *dirname, struct crm_settings *out, struct crm_err *e)
{
	struct crm_settings s = {NULL, NULL, "", false, false, NULL};
	struct crm_buf path = CRM_BUF_INIT;
	struct stat st;
	int ret = -1;

	if (strcmp(dirname, ".") != 0)
		crm_buf_addf(&path, "%s/", dirname);
	crm_buf_addz(&path, "crm.json");
	if (fstatat(dirfd, "crm.json", &st, 0) != 0 && errno == ENOENT) {
		crm_err_set(e, CRM_NOINPUT,
		    "no store in '%s': it has no "
		    "crm.json; crm-store init makes one",
		    dirname);
		goto out;
	}
	if (read_all(dirfd, &s.all, e) != 0 || check_keys(s.all, e) != 0 ||
	    read_format(s.all, e) != 0 || read_zone(s.all, &s.zone, e) != 0 ||
	    read_flag(s.all, "group", &s.group, e) != 0 ||
	    read_flag(s.all, "network_fs", &s.network_fs, e) != 0 ||
	    crm_settings_base(&s, e) != 0) {
		crm_err_place(e, path.data, 0, NULL);
		goto out;
	}
	if (read_site(dirfd, &s, e) != 0)
		goto out;
	*out = s;
	ret = 0;
out:
	if (ret != 0)
		crm_settings_release(&s);
	crm_buf_release(&path);
	return ret;
}

void crm_settings_release(struct crm_settings *s)
{
	crm_record_free(s->all);
	crm_zone_free(s->zone);
	crm_map_free(s->journal);
	s->all = NULL;
	s->zone = NULL;
	s->journal = NULL;
}
