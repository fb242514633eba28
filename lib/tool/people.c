#include "lib/tool/people.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/tool/private.h"

/* crm.json's duties.KIND.STEP. */
struct duty {
	const char *kind, *step, *path;
	const char *const *whose;
};

struct crm_run_people {
	struct crm_people people;
	struct crm_person *v;
	struct duty *duties;
	size_t nduties, cap;
	struct crm_arena arena;
};

static int bad(const char *path, const char *text, struct crm_err *e)
{
	return crm_err_at(e, CRM_CONFIG, NULL, 0, path, "%s", text);
}

/* A text, or a list of texts; NULL in *out when there is none. */
static int read_words(const struct crm_record *r, const char *path, struct crm_arena *a,
    const char *const **out, struct crm_err *e)
{
	const char *one = crm_record_text(r, path);
	long n = one != NULL ? 1 : crm_record_count(r, path);
	const char **words;

	*out = NULL;
	if (!crm_record_has(r, path))
		return 0;
	if (n < 0)
		return bad(path, "a text or a list of texts expected", e);
	words = crm_arena_alloc(a, ((size_t)n + 1) * sizeof(*words));
	for (long i = 0; i < n; i++) {
		const char *word = one != NULL ? one : crm_record_nth_text(r, path, (size_t)i);

		if (word == NULL || word[0] == '\0')
			return bad(path, "a text or a list of texts expected", e);
		words[i] = crm_arena_strdup(a, word);
	}
	words[n] = NULL;
	*out = words;
	return 0;
}

static int read_day(const struct crm_record *r, const char *name, int32_t *out)
{
	const char *text = crm_record_text(r, name);

	return text != NULL ? crm_date_parse(text, strlen(text), out) : -1;
}

static int read_deputies(const struct crm_record *r, const char *path, struct crm_arena *a,
    struct crm_person *p, struct crm_err *e)
{
	long n = crm_record_count(r, path);
	struct crm_deputy *v;

	if (!crm_record_has(r, path))
		return 0;
	if (n < 0)
		return bad(path, "a list of {\"login\",\"from\",\"to\"} expected", e);
	v = crm_arena_alloc(a, ((size_t)n + 1) * sizeof(*v));
	for (long i = 0; i < n; i++) {
		struct crm_record *one = crm_record_nth(r, path, (size_t)i);
		const char *login = one != NULL ? crm_record_text(one, "login") : NULL;
		bool good = login != NULL && read_day(one, "from", &v[i].from) == 0 &&
		    read_day(one, "to", &v[i].to) == 0 && v[i].from <= v[i].to;

		v[i].login = good ? crm_arena_strdup(a, login) : NULL;
		crm_record_free(one);
		if (!good)
			return bad(path,
			    "a deputy is {\"login\":TEXT,\"from\":DATE,\"to\":DATE}, to not before from",
			    e);
	}
	v[n].login = NULL;
	p->deputies = v;
	return 0;
}

static int read_person(const struct crm_record *all, const char *login, struct crm_arena *a,
    struct crm_person *p, struct crm_err *e)
{
	static const char *const known[] = {"name", "departments", "roles", "deputies"};
	struct crm_map *members = crm_map_new();
	struct crm_buf path = CRM_BUF_INIT;
	const char *name;
	int ret = 0;

	crm_buf_addf(&path, "roles.%s", login);
	if (!crm_record_keys(all, crm_buf_str(&path), members))
		ret = bad(crm_buf_str(&path), "not an object", e);
	for (size_t i = 0; ret == 0 && i < crm_map_count(members); i++) {
		size_t k = 0;

		while (k < 4 && strcmp(known[k], crm_map_key(members, i, NULL)) != 0)
			k++;
		crm_buf_clear(&path);
		crm_buf_addf(&path, "roles.%s.%s", login, crm_map_key(members, i, NULL));
		name = crm_record_text(all, crm_buf_str(&path));
		if (k == 0 && name != NULL)
			p->name = crm_arena_strdup(a, name);
		else if (k == 1)
			ret = read_words(all, crm_buf_str(&path), a, &p->departments, e);
		else if (k == 2)
			ret = read_words(all, crm_buf_str(&path), a, &p->roles, e);
		else if (k == 3)
			ret = read_deputies(all, crm_buf_str(&path), a, p, e);
		else
			ret = bad(crm_buf_str(&path),
			    "expected name (a text), departments, roles or deputies", e);
	}
	p->login = crm_arena_strdup(a, login);
	crm_buf_release(&path);
	crm_map_free(members);
	return ret;
}

static int read_people(const struct crm_record *all, struct crm_run_people *out, struct crm_err *e)
{
	struct crm_map *logins = crm_map_new();
	int ret = 0;

	if (crm_record_has(all, "roles") && !crm_record_keys(all, "roles", logins))
		ret = bad("roles", "not an object of logins", e);
	out->v = crm_arena_alloc(&out->arena, (crm_map_count(logins) + 1) * sizeof(*out->v));
	for (size_t i = 0; ret == 0 && i < crm_map_count(logins); i++) {
		memset(&out->v[i], 0, sizeof(out->v[i]));
		ret = read_person(all, crm_map_key(logins, i, NULL), &out->arena, &out->v[i], e);
	}
	out->people.v = out->v;
	out->people.n = crm_map_count(logins);
	crm_map_free(logins);
	return ret;
}

/* ---- duties ---- */

/* A step of the kind, or a command that writes its records. */
static bool is_step(const struct crm_kind *kind, const char *name)
{
	static const char *const commands[] = {"import", "base", "resolve", "renumber", "compact"};

	if (crm_flow_step(&kind->flow, name) != NULL)
		return true;
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		if (strcmp(commands[i], name) == 0)
			return true;
	}
	return false;
}

static int read_duty(const struct crm_record *all, const struct crm_kind *kind, const char *step,
    struct crm_run_people *out, struct crm_err *e)
{
	struct crm_buf path = CRM_BUF_INIT;
	struct duty d = {.kind = kind->name};
	int ret;

	crm_buf_addf(&path, "duties.%s.%s", kind->name, step);
	if (!is_step(kind, step)) {
		ret = bad(
		    crm_buf_str(&path), "no such step of the kind, nor a command that writes", e);
	} else {
		ret = read_words(all, crm_buf_str(&path), &out->arena, &d.whose, e);
		d.step = crm_arena_strdup(&out->arena, step);
		d.path = crm_arena_strdup(&out->arena, crm_buf_str(&path));
		crm_grow(&out->duties, &out->cap, out->nduties + 1, sizeof(*out->duties));
		out->duties[out->nduties++] = d;
	}
	crm_buf_release(&path);
	return ret;
}

static int read_duties_of(
    const struct crm_record *all, const char *name, struct crm_run_people *out, struct crm_err *e)
{
	const struct crm_kind *kind = crm_kind_find(name);
	struct crm_map *steps = crm_map_new();
	struct crm_buf path = CRM_BUF_INIT;
	int ret = 0;

	crm_buf_addf(&path, "duties.%s", name);
	if (kind == NULL)
		ret = bad(crm_buf_str(&path), "no such kind of records", e);
	else if (!crm_record_keys(all, crm_buf_str(&path), steps))
		ret = bad(crm_buf_str(&path), "not an object of steps", e);
	for (size_t i = 0; kind != NULL && ret == 0 && i < crm_map_count(steps); i++)
		ret = read_duty(all, kind, crm_map_key(steps, i, NULL), out, e);
	crm_buf_release(&path);
	crm_map_free(steps);
	return ret;
}

static int read_duties(const struct crm_record *all, struct crm_run_people *out, struct crm_err *e)
{
	struct crm_map *kinds = crm_map_new();
	int ret = 0;

	if (crm_record_has(all, "duties") && !crm_record_keys(all, "duties", kinds))
		ret = bad("duties", "not an object of kinds", e);
	for (size_t i = 0; ret == 0 && i < crm_map_count(kinds); i++)
		ret = read_duties_of(all, crm_map_key(kinds, i, NULL), out, e);
	if (ret == 0 && out->nduties > 0 && out->people.n == 0)
		ret = bad("duties", "nobody has any: 'roles' is missing", e);
	crm_map_free(kinds);
	return ret;
}

void crm_people_free(struct crm_run_people *p)
{
	if (p == NULL)
		return;
	crm_arena_release(&p->arena);
	free(p->duties);
	free(p);
}

int crm_run_people(struct crm_run *r, const struct crm_people **out)
{
	struct crm_err e = CRM_ERR_INIT;
	int found = crm_run_store_maybe(r);
	bool first = r->people == NULL;
	const struct crm_record *all;

	if (found < 0)
		return -1;
	if (first)
		r->people = crm_calloc(1, sizeof(*r->people));
	*out = &r->people->people;
	if (!first || found != 0)
		return 0;
	all = crm_store_settings(r->store)->all;
	if (read_people(all, r->people, &e) < 0 || read_duties(all, r->people, &e) < 0)
		return crm_run_fail_settings(r, &e);
	return 0;
}

static const char *const *duty_of(
    const struct crm_run_people *p, const struct crm_kind *kind, const char *step)
{
	for (size_t i = 0; kind != NULL && i < p->nduties; i++) {
		const struct duty *d = &p->duties[i];

		if (strcmp(d->kind, kind->name) == 0 && strcmp(d->step, step) == 0)
			return d->whose;
	}
	return NULL;
}

int crm_run_may(struct crm_run *r)
{
	const char *step = r->step != NULL ? r->step->name : r->command->name;
	const struct crm_people *people;
	struct crm_err e = CRM_ERR_INIT;
	int32_t day;
	int64_t us;

	if (crm_run_people(r, &people) < 0)
		return -1;
	if (people->n == 0)
		return 0;
	crm_zone_local(crm_run_store_zone(r), r->now.us, &day, &us);
	if (crm_people_acts(people, crm_run_login(r), crm_run_by(r), day, &e) < 0 ||
	    crm_people_duty(people, crm_run_by(r), duty_of(r->people, r->kind, step), step, &e) < 0)
		return crm_run_fail(r, &e);
	return 0;
}

int crm_run_check_people(struct crm_run *r, struct crm_findings *f)
{
	const struct crm_people *people;

	if (crm_run_people(r, &people) < 0)
		return -1;
	for (size_t i = 0; i < r->people->nduties; i++) {
		const struct duty *d = &r->people->duties[i];

		for (size_t k = 0; d->whose[k] != NULL; k++)
			if (!crm_people_has(people, d->whose[k]))
				crm_finding_add(f, CRM_WARNING, "nobodys_duty", "crm.json", 0, NULL,
				    d->path, "nobody in 'roles' is of '%s'", d->whose[k]);
	}
	return 0;
}
