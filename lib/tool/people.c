#include "lib/tool/people.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/tool/private.h"

struct crm_run_people {
	struct crm_people people;
	struct crm_person *v;
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

void crm_people_free(struct crm_run_people *p)
{
	if (p == NULL)
		return;
	crm_arena_release(&p->arena);
	free(p);
}

int crm_run_people(struct crm_run *r, const struct crm_people **out)
{
	struct crm_err e = CRM_ERR_INIT;
	int found = crm_run_store_maybe(r);

	if (found < 0)
		return -1;
	if (r->people == NULL) {
		r->people = crm_calloc(1, sizeof(*r->people));
		if (found == 0 && read_people(crm_store_settings(r->store)->all, r->people, &e) < 0)
			return crm_run_fail_settings(r, &e);
	}
	*out = &r->people->people;
	return 0;
}

/* crm.json's duties.KIND.STEP. */
static int read_duties(
    struct crm_run *r, const char *step, const char *const **out, struct crm_err *e)
{
	const struct crm_record *all = crm_store_settings(r->store)->all;
	struct crm_buf path = CRM_BUF_INIT;
	int ret;

	crm_buf_addf(&path, "duties.%s.%s", r->kind->name, step);
	ret = read_words(all, crm_buf_str(&path), &r->people->arena, out, e);
	crm_buf_release(&path);
	return ret;
}

int crm_run_may(struct crm_run *r, struct crm_instant at)
{
	const char *step = r->step != NULL ? r->step->name : r->command->name;
	const struct crm_people *people;
	const char *const *duties = NULL;
	struct crm_err e = CRM_ERR_INIT;
	int32_t day;
	int64_t us;

	if (crm_run_people(r, &people) < 0)
		return -1;
	if (people->n == 0)
		return 0;
	crm_zone_local(crm_run_store_zone(r), at.us, &day, &us);
	if (r->kind != NULL && read_duties(r, step, &duties, &e) < 0)
		return crm_run_fail_settings(r, &e);
	if (crm_people_acts(people, crm_run_login(r), crm_run_by(r), day, &e) < 0 ||
	    crm_people_duty(people, crm_run_by(r), duties, step, &e) < 0)
		return crm_run_fail(r, &e);
	return 0;
}
