#include "lib/tool/channels.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/map.h"
#include "lib/tool/private.h"

/* Of each channel nothing but its program is set here. */
static int check(const struct crm_record *all, struct crm_err *e)
{
	struct crm_map *names = crm_map_new(), *members = crm_map_new();
	struct crm_buf path = CRM_BUF_INIT;
	int ret = 0;

	if (crm_record_has(all, "channels") && !crm_record_keys(all, "channels", names))
		ret = crm_err_at(e, CRM_CONFIG, NULL, 0, "channels",
		    "not an object; expected {\"sms\":{\"program\":\"/path\"}}");
	for (size_t i = 0; ret == 0 && i < crm_map_count(names); i++) {
		crm_buf_clear(&path);
		crm_buf_addf(&path, "channels.%s", crm_map_key(names, i, NULL));
		crm_map_free(members);
		members = crm_map_new();
		if (!crm_record_keys(all, crm_buf_str(&path), members))
			ret = crm_err_at(e, CRM_CONFIG, NULL, 0, crm_buf_str(&path),
			    "not an object; expected {\"program\":\"/path\"}");
		for (size_t k = 0; ret == 0 && k < crm_map_count(members); k++) {
			const char *name = crm_map_key(members, k, NULL);

			if (strcmp(name, "program") == 0 || strncmp(name, "x-", 2) == 0)
				continue;
			crm_buf_addf(&path, ".%s", name);
			ret = crm_err_at(e, CRM_CONFIG, NULL, 0, crm_buf_str(&path),
			    "unknown setting; expected one of: program");
		}
	}
	crm_buf_release(&path);
	crm_map_free(members);
	crm_map_free(names);
	return ret;
}

/* The program's own path, NULL where it is not known. */
static const char *own_path(const struct crm_run *r, struct crm_arena *a)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path));

	return n > 0 && n < (ssize_t)sizeof(path) ? crm_arena_strndup(a, path, (size_t)n)
	                                          : r->program;
}

static const char *const *environment(struct crm_arena *a)
{
	const char **env;
	size_t n = 0, most = 0;

	while (crm_channel_env[most] != NULL)
		most++;
	env = crm_arena_alloc(a, (most + 1) * sizeof(*env));
	for (size_t i = 0; i < most; i++) {
		const char *value = crm_env_text(crm_channel_env[i]);
		struct crm_buf text = CRM_BUF_INIT;

		if (value == NULL)
			continue;
		crm_buf_addf(&text, "%s=%s", crm_channel_env[i], value);
		env[n++] = crm_arena_strdup(a, crm_buf_str(&text));
		crm_buf_release(&text);
	}
	env[n] = NULL;
	return env;
}

int crm_run_channels(struct crm_run *r, struct crm_run_channels *out)
{
	const struct crm_record *all = crm_store_settings(r->store)->all;
	struct crm_err e = CRM_ERR_INIT;

	*out = (struct crm_run_channels){NULL, CRM_ARENA_INIT};
	if (check(all, &e) != 0)
		return crm_run_fail_settings(r, &e);
	out->all = crm_channels_new(all,
	    crm_channel_dirs(
	        crm_env_text("CRM_LIBEXEC"), own_path(r, &out->arena), CRM_LIBEXECDIR, &out->arena),
	    environment(&out->arena));
	return 0;
}

void crm_run_channels_release(struct crm_run_channels *c)
{
	crm_channels_free(c->all);
	crm_arena_release(&c->arena);
	c->all = NULL;
}
