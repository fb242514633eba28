#include "lib/flow/people.h"

#include <string.h>

#include "lib/base/buf.h"

static bool among(const char *const *list, const char *word)
{
	for (size_t i = 0; list != NULL && list[i] != NULL; i++) {
		if (strcmp(list[i], word) == 0)
			return true;
	}
	return false;
}

const struct crm_person *crm_people_find(const struct crm_people *p, const char *who)
{
	const size_t n = p != NULL ? p->n : 0;

	for (size_t i = 0; i < n; i++) {
		if (strcmp(p->v[i].login, who) == 0)
			return &p->v[i];
	}
	for (size_t i = 0; i < n; i++) {
		if (p->v[i].name != NULL && strcmp(p->v[i].name, who) == 0)
			return &p->v[i];
	}
	return NULL;
}

bool crm_people_same(const struct crm_people *p, const char *a, const char *b)
{
	const struct crm_person *one = crm_people_find(p, a), *other = crm_people_find(p, b);

	if (p == NULL || p->n == 0)
		return crm_people_alike(a, b);
	return one != NULL || other != NULL ? one == other : strcmp(a, b) == 0;
}

bool crm_people_has(const struct crm_people *p, const char *word)
{
	for (size_t i = 0; i < p->n; i++) {
		if (among(p->v[i].departments, word) || among(p->v[i].roles, word))
			return true;
	}
	return false;
}

bool crm_actor_is(const struct crm_actor *a, const char *who)
{
	return crm_people_same(a->people, a->by, who) ||
	    (a->login != NULL && crm_people_same(a->people, a->login, who));
}

bool crm_actor_wrote(const struct crm_actor *a, const char *who)
{
	if (who[0] == '\0')
		return false;
	return a->people != NULL && a->people->n > 0 ? crm_actor_is(a, who)
	                                             : crm_people_alike(a->by, who);
}

static bool is_deputy(const struct crm_person *of, const char *login, int32_t day)
{
	const struct crm_deputy *d = of->deputies;

	for (; d != NULL && d->login != NULL; d++) {
		if (strcmp(d->login, login) == 0 && day >= d->from && day <= d->to)
			return true;
	}
	return false;
}

bool crm_people_stands(const struct crm_people *p, const char *who, const char *absent, int32_t day)
{
	const struct crm_person *one = crm_people_find(p, who), *of = crm_people_find(p, absent);

	return one != NULL && of != NULL && one != of && is_deputy(of, one->login, day);
}

int crm_people_acts(
    const struct crm_people *p, const char *login, const char *by, int32_t day, struct crm_err *e)
{
	const struct crm_person *hand, *name;

	if (p == NULL || p->n == 0)
		return 0;
	hand = crm_people_find(p, login);
	if (hand == NULL || strcmp(hand->login, login) != 0)
		return crm_err_set(
		    e, CRM_NOPERM, "login '%s' has no role: see 'roles' in crm.json", login);
	name = crm_people_find(p, by);
	if (name == NULL)
		return crm_err_set(
		    e, CRM_NOPERM, "nobody is called '%s': see 'roles' in crm.json", by);
	if (name == hand || among(hand->roles, CRM_ROLE_CLERK) || is_deputy(name, login, day))
		return 0;
	return crm_err_set(e, CRM_NOPERM,
	    "'%s' may not act for '%s': neither the role " CRM_ROLE_CLERK
	    " nor a deputy on that day",
	    login, by);
}

int crm_people_duty(const struct crm_people *p, const char *by, const char *const *duties,
    const char *step, struct crm_err *e)
{
	const struct crm_person *name = crm_people_find(p, by);
	struct crm_buf whose = CRM_BUF_INIT;

	if (p == NULL || p->n == 0 || duties == NULL)
		return 0;
	for (size_t i = 0; duties[i] != NULL; i++) {
		if (name != NULL &&
		    (among(name->departments, duties[i]) || among(name->roles, duties[i]))) {
			crm_buf_release(&whose);
			return 0;
		}
		crm_buf_addf(&whose, "%s%s", i > 0 ? " or " : "", duties[i]);
	}
	crm_err_set(e, CRM_NOPERM, "'%s' is the duty of %s: '%s' is not among them", step,
	    crm_buf_str(&whose), by);
	crm_buf_release(&whose);
	return -1;
}
