#include "lib/io/channel/channel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/map.h"
#include "lib/base/utf8.h"
#include "lib/data/record.h"
#include "lib/io/channel/channel_private.h"

#define FIXED_ENV 3

static const char *const fixed[FIXED_ENV] = {
    "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8",
    "TZ=UTC"};

const char *const crm_channel_env[] = {"HOME", "LOGNAME", "GNUPGHOME", "XDG_CONFIG_HOME",
    "XDG_RUNTIME_DIR", "TMPDIR", "CRM_SENDMAIL", "CRM_SENDMAIL_TIMEOUT", "CRM_TEST_CHANNEL_LOG",
    "CRM_TEST_CHANNEL_IN_DOUBT", "CRM_TEST_CHANNEL_CONFIDENTIAL", NULL};

static const char *const nowhere[] = {NULL};

static const struct {
	const char *name;
	unsigned flag;
} formats[] = {
    {"text", CRM_FORMAT_TEXT},
    {"html", CRM_FORMAT_HTML},
    {"sms", CRM_FORMAT_SMS},
    {"im", CRM_FORMAT_IM},
    {"print", CRM_FORMAT_PRINT},
};

/* A channel that was looked for: found, or why not. */
struct known {
	struct crm_channel channel;
	struct crm_err err;
};

struct crm_channels {
	const struct crm_record *settings;
	const char *const *dirs;
	char **env;
	struct crm_map *names;
	struct known **known; /* pointers, for a channel stays where it is */
	size_t cap;
	struct crm_arena arena;
};

/* ---- where they are ---- */

static const char *join(const char *dir, size_t len, const char *more, struct crm_arena *a)
{
	struct crm_buf path = CRM_BUF_INIT;
	const char *out;

	crm_buf_add(&path, dir, len);
	crm_buf_addz(&path, more);
	out = crm_arena_strdup(a, path.data);
	crm_buf_release(&path);
	return out;
}

const char *const *crm_channel_dirs(
    const char *given, const char *program, const char *installed, struct crm_arena *a)
{
	const char **dirs = crm_arena_alloc(a, 5 * sizeof(*dirs));
	const char *slash = program != NULL ? strrchr(program, '/') : NULL;
	size_t n = 0;

	if (given != NULL)
		dirs[n++] = crm_arena_strdup(a, given);
	if (slash != NULL) {
		dirs[n++] = join(program, (size_t)(slash + 1 - program), "../libexec/crm", a);
		dirs[n++] = join(program, (size_t)(slash + 1 - program), "../libexec", a);
	}
	if (installed != NULL)
		dirs[n++] = crm_arena_strdup(a, installed);
	return dirs;
}

static bool can_run(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0;
}

static int find_set(struct known *k, const char *path)
{
	char key[CRM_CHANNEL_NAME_MAX + 32];

	(void)snprintf(key, sizeof(key), "channels.%s.program", k->channel.name);
	if (path[0] != '/')
		return crm_err_at(&k->err, CRM_CONFIG, "crm.json", 0, key,
		    "'%.*s': an absolute path expected", crm_utf8_shown(path, strlen(path)), path);
	if (!can_run(path))
		return crm_err_at(&k->err, CRM_UNAVAIL, "crm.json", 0, key,
		    "'%.*s' is not a program that can be run", crm_utf8_shown(path, strlen(path)),
		    path);
	k->channel.program = path;
	return 0;
}

static int find(struct crm_channels *c, struct known *k)
{
	char key[CRM_CHANNEL_NAME_MAX + 32];
	const char *set = NULL, *path;
	size_t i;

	(void)snprintf(key, sizeof(key), "channels.%s.program", k->channel.name);
	if (c->settings != NULL)
		set = crm_record_text(c->settings, key);
	if (set != NULL)
		return find_set(k, set);
	(void)snprintf(key, sizeof(key), "/channel-%s", k->channel.name);
	for (i = 0; c->dirs[i] != NULL; i++) {
		path = join(c->dirs[i], strlen(c->dirs[i]), key, &c->arena);
		if (can_run(path)) {
			k->channel.program = path;
			return 0;
		}
	}
	return crm_err_set(&k->err, CRM_UNAVAIL,
	    "there is no channel '%s': no program channel-%s is installed (in '%s'); set channels.%s.program in crm.json",
	    k->channel.name, k->channel.name, i > 0 ? c->dirs[i - 1] : "", k->channel.name);
}

/* ---- what they can ---- */

static void run(struct crm_channels *c, const struct crm_channel *channel, const char *option,
    struct crm_child child, struct crm_child_end *end, struct crm_err *e)
{
	char *argv[3] = {crm_strdup(channel->program), NULL, NULL};

	if (option != NULL)
		argv[1] = crm_strdup(option);
	child.argv = argv;
	child.env = c->env;
	(void)crm_child_run(&child, end, e);
	free(argv[0]);
	free(argv[1]);
}

static int take(struct known *k, const struct crm_record *r)
{
	const char *doubt = crm_record_text(r, "in_doubt"), *word;
	struct crm_cell c;
	size_t i, j;

	if (crm_record_count(r, "formats") < 1)
		return crm_err_set(&k->err, CRM_UNAVAIL,
		    "channel '%s': its capabilities name no formats", k->channel.name);
	if (doubt != NULL && strcmp(doubt, "hold") != 0 && strcmp(doubt, "resend") != 0)
		return crm_err_set(&k->err, CRM_UNAVAIL,
		    "channel '%s': in_doubt '%.*s': hold or resend expected", k->channel.name,
		    crm_utf8_shown(doubt, strlen(doubt)), doubt);
	for (i = 0; i < (size_t)crm_record_count(r, "formats"); i++) {
		word = crm_record_nth_text(r, "formats", i);
		for (j = 0; word != NULL && j < sizeof(formats) / sizeof(formats[0]); j++)
			if (strcmp(word, formats[j].name) == 0)
				k->channel.formats |= formats[j].flag;
	}
	crm_record_cell(r, "attachments", NULL, NULL, &c);
	k->channel.attachments = c.type == CRM_T_BOOL && c.u.b;
	crm_record_cell(r, "receipts", NULL, NULL, &c);
	k->channel.receipts = c.type == CRM_T_BOOL && c.u.b;
	crm_record_cell(r, "confidential", NULL, NULL, &c);
	k->channel.confidential = c.type == CRM_T_BOOL && c.u.b;
	crm_record_cell(r, "max_bytes", NULL, NULL, &c);
	k->channel.max_bytes = c.type == CRM_T_INT && c.u.i > 0 ? c.u.i : 0;
	k->channel.doubt_holds = doubt != NULL && strcmp(doubt, "hold") == 0;
	return 0;
}

static int ask(struct crm_channels *c, struct known *k)
{
	struct crm_child child = {NULL, NULL, "", 0, -1, CRM_CHANNEL_ANSWERS_IN};
	struct crm_child_end end = {.timeout = false};
	struct crm_limits limits;
	struct crm_record *r = NULL;
	struct crm_err why = CRM_ERR_INIT;
	int rc = -1;

	crm_limits_init(&limits);
	run(c, &k->channel, "--capabilities", child, &end, &k->err);
	if (k->err.code != 0)
		goto out;
	if (end.timeout || end.sig != 0 || end.status != 0 || end.out_cut) {
		crm_err_set(&k->err, CRM_UNAVAIL, "'%s --capabilities' does not answer%s",
		    k->channel.program, end.timeout ? " in time" : "");
	} else if (crm_record_parse(crm_buf_str(&end.out), end.out.len, &limits, &r, &why) != 0) {
		crm_err_set(
		    &k->err, CRM_UNAVAIL, "'%s --capabilities': %s", k->channel.program, why.text);
	} else {
		rc = take(k, r);
	}
out:
	crm_record_free(r);
	crm_buf_release(&end.out);
	crm_buf_release(&end.err);
	return rc;
}

/* ---- all of them ---- */

struct crm_channels *crm_channels_new(
    const struct crm_record *settings, const char *const *dirs, const char *const *env)
{
	struct crm_channels *c = crm_calloc(1, sizeof(*c));
	size_t n = 0, i;

	while (env != NULL && env[n] != NULL)
		n++;
	*c = (struct crm_channels){
	    .settings = settings, .dirs = dirs != NULL ? dirs : nowhere, .names = crm_map_new()};
	c->env = crm_calloc(FIXED_ENV + n + 1, sizeof(*c->env));
	for (i = 0; i < FIXED_ENV; i++)
		c->env[i] = crm_arena_strdup(&c->arena, fixed[i]);
	for (i = 0; i < n; i++)
		c->env[FIXED_ENV + i] = crm_arena_strdup(&c->arena, env[i]);
	return c;
}

void crm_channels_free(struct crm_channels *c)
{
	if (c == NULL)
		return;
	for (size_t i = 0; i < crm_map_count(c->names); i++)
		free(c->known[i]);
	free(c->known);
	free(c->env);
	crm_map_free(c->names);
	crm_arena_release(&c->arena);
	free(c);
}

int crm_channel_get(
    struct crm_channels *c, const char *name, const struct crm_channel **out, struct crm_err *e)
{
	struct known *k;
	bool added;
	size_t i;

	if (!crm_channel_name_ok(name, strlen(name)))
		return crm_err_set(e, CRM_BADINPUT, "'%.*s' is no name of a channel",
		    crm_utf8_shown(name, strlen(name)), name);
	i = crm_map_put(c->names, name, strlen(name), &added);
	if (added) {
		crm_grow(&c->known, &c->cap, i + 1, sizeof(struct known *));
		k = c->known[i] = crm_calloc(1, sizeof(*k));
		k->channel.name = crm_arena_strdup(&c->arena, name);
		if (find(c, k) == 0)
			(void)ask(c, k);
	}
	k = c->known[i];
	if (k->err.code != 0) {
		if (e != NULL && e->code == 0)
			*e = k->err;
		return -1;
	}
	*out = &k->channel;
	return 0;
}

void crm_channel_send(struct crm_channels *c, const struct crm_channel *channel,
    const char *message, size_t len, int lock, long timeout_ms, struct crm_answer *out)
{
	struct crm_child child = {NULL, NULL, message, len, lock, timeout_ms};
	struct crm_child_end end = {.timeout = false};
	struct crm_err e = CRM_ERR_INIT;

	run(c, channel, NULL, child, &end, &e);
	if (e.code != 0) {
		*out = (struct crm_answer){.sent = CRM_SENT_LATER, .alert = true};
		(void)snprintf(out->code, sizeof(out->code), "exit %d", CRM_UNAVAIL);
		crm_answer_text(out->detail, sizeof(out->detail), e.text, strlen(e.text));
	} else {
		crm_answer_of(&(struct crm_ending){end.timeout, end.sig, end.status, &end.out,
		                  &end.err, end.out_cut},
		    out);
	}
	crm_buf_release(&end.out);
	crm_buf_release(&end.err);
}
