#include "lib/tool/channels.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/map.h"
#include "lib/tool/private.h"

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

	*out = (struct crm_run_channels){NULL, CRM_ARENA_INIT};
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
