/*
 * Who may act (design, section 5; "will not accept otherwise", 5): people by
 * login with departments and roles, deputies by date, and whose duty a step
 * is. Pure values; the settings are read elsewhere (lib/tool/people.h).
 *
 * Without people anybody acts under any name. With them a login acts for
 * itself; for another as the deputy of these days, or with the role clerk;
 * and a step is taken by, or for, somebody whose duty it is.
 */
#ifndef CRM_FLOW_PEOPLE_H
#define CRM_FLOW_PEOPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/err.h"

struct crm_deputy {
	const char *login;
	int32_t from, to; /* local days, both inclusive */
};

struct crm_person {
	const char *login;
	const char *name;                              /* NULL: the login */
	const char *const *departments, *const *roles; /* NULL-ended; NULL: none */
	const struct crm_deputy *deputies;             /* ended by login NULL */
};

struct crm_people {
	const struct crm_person *v;
	size_t n; /* 0: anybody acts */
};

#define CRM_ROLE_CLERK "clerk"

/* Who takes a step: the name that the line bears, the login behind it, and those that the settings
 * know (NULL or none: names are compared as they are written). */
struct crm_actor {
	const char *by, *login;
	const struct crm_people *people;
};
/* Is the actor this person, by the name or by the login? */
bool crm_actor_is(const struct crm_actor *a, const char *who);
/* Has the actor written what `who` (a name or a login; "": nobody) did, so that another one has to
 * approve it? Where nobody has a role, one login may write for all: then names count, by what they
 * look like. */
bool crm_actor_wrote(const struct crm_actor *a, const char *who);

/* Of all of these, p may be NULL. By login, else by name; NULL. */
const struct crm_person *crm_people_find(const struct crm_people *p, const char *who);
/* Are the two the same person? Also where neither is known: the same text; where there are no people
 * at all, alike. */
bool crm_people_same(const struct crm_people *p, const char *a, const char *b);
/* Do the two names look alike? Small or capital, full width, Cyrillic or Greek letters of the same
 * shape, blanks around them, and what nobody sees make no other name. */
bool crm_people_alike(const char *a, const char *b);
/* Is somebody of this department or role? */
bool crm_people_has(const struct crm_people *p, const char *word);
/* Does one stand for the other on that local day, as the deputy? */
bool crm_people_stands(
    const struct crm_people *p, const char *who, const char *absent, int32_t day);
/* May login take steps in the name of by on that local day? CRM_NOPERM. */
int crm_people_acts(
    const struct crm_people *p, const char *login, const char *by, int32_t day, struct crm_err *e);
/* Is the step the duty of by? duties: departments or roles, NULL-ended;
 * NULL: anybody's. CRM_NOPERM. */
int crm_people_duty(const struct crm_people *p, const char *by, const char *const *duties,
    const char *step, struct crm_err *e);

#endif
