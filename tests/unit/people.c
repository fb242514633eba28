/* Who may act for whom, and whose duty a step is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/flow/people.h"

static const char *const clerk[] = {"clerk", NULL};
static const char *const quality[] = {"quality", "sales", NULL};
static const struct crm_deputy deputies[] = {{"li", 100, 110}, {"chen", 120, 120}, {NULL, 0, 0}};
static const struct crm_person persons[] = {
    {"chen", "Chen Wei", quality, NULL, NULL},
    {"li", NULL, NULL, NULL, NULL},
    {"cs01", "Counter", NULL, clerk, NULL},
    {"boss", "Boss", NULL, NULL, deputies},
    {"twin", "li", NULL, NULL, NULL},
};
static const struct crm_people people = {persons, sizeof(persons) / sizeof(persons[0])};
static const struct crm_people nobody = {NULL, 0};

static void acting(void **state)
{
	static const struct {
		const char *login, *by;
		int32_t day;
		bool may;
	} t[] = {
	    {"chen", "chen", 1, true}, {"chen", "Chen Wei", 1, true},
	    {"chen", "chen wei", 1, false}, {"chen", "li", 1, false},
	    {"stranger", "stranger", 1, false},
	    {"Chen Wei", "chen", 1, false}, /* a login is no name */
	    {"li", "nobody", 1, false}, {"cs01", "boss", 1, true}, {"cs01", "nobody", 1, false},
	    {"li", "boss", 99, false}, {"li", "boss", 100, true}, {"li", "Boss", 110, true},
	    {"li", "boss", 111, false}, {"chen", "boss", 120, true},
	    {"boss", "li", 105, false}, /* the other way round */
	};
	struct crm_err e;

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		e = (struct crm_err)CRM_ERR_INIT;
		assert_int_equal(
		    crm_people_acts(&people, t[i].login, t[i].by, t[i].day, &e), t[i].may ? 0 : -1);
		assert_int_equal(e.code, t[i].may ? CRM_OK : CRM_NOPERM);
	}
	e = (struct crm_err)CRM_ERR_INIT;
	assert_int_equal(crm_people_acts(&nobody, "a", "b", 1, &e), 0);
}

/* By login or name, on those days only, and nobody for himself. */
static void standing(void **state)
{
	static const struct {
		const char *who, *absent;
		int32_t day;
		bool stands;
	} t[] = {
	    {"li", "boss", 99, false},
	    {"li", "boss", 100, true},
	    {"li", "Boss", 110, true},
	    {"li", "boss", 111, false},
	    {"Chen Wei", "boss", 120, true},
	    {"boss", "li", 105, false},
	    {"boss", "boss", 105, false},
	    {"cs01", "boss", 105, false}, /* a clerk writes, it is not his work */
	    {"stranger", "boss", 105, false},
	    {"li", "stranger", 105, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		assert_int_equal(
		    crm_people_stands(&people, t[i].who, t[i].absent, t[i].day), t[i].stands);
	assert_false(crm_people_stands(&nobody, "a", "a", 1));
}

static void duties(void **state)
{
	static const char *const sales[] = {"sales", NULL},
	                         *const of_clerk[] = {"x", "clerk", NULL};
	static const char *const none[] = {NULL};
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	assert_int_equal(crm_people_duty(&people, "li", NULL, "note", &e), 0);
	assert_int_equal(crm_people_duty(&people, "Chen Wei", sales, "note", &e), 0);
	assert_int_equal(crm_people_duty(&people, "cs01", of_clerk, "note", &e), 0);
	assert_int_equal(crm_people_duty(&nobody, "li", sales, "note", &e), 0);
	assert_int_equal(crm_people_duty(&people, "li", of_clerk, "note", &e), -1);
	assert_int_equal(e.code, CRM_NOPERM);
	assert_string_equal(e.text, "'note' is the duty of x or clerk: 'li' is not among them");
	assert_int_equal(crm_people_duty(&people, "li", none, "note", &e), -1);
	assert_int_equal(crm_people_duty(&people, "nobody", sales, "note", &e), -1);
}

static void same(void **state)
{
	(void)state;
	assert_true(crm_people_same(&people, "chen", "Chen Wei"));
	assert_true(crm_people_same(&people, "x", "x"));
	assert_false(crm_people_same(&people, "x", "y"));
	assert_false(crm_people_same(&people, "chen", "x"));
	assert_false(crm_people_same(&people, "li", "twin")); /* a login goes before a name */
}

/* By the name or the login, whatever either is written as; without people by the text. */
static void actor(void **state)
{
	static const struct {
		struct crm_actor actor;
		const char *who;
		bool is;
	} t[] = {
	    {{"chen", "chen", &people}, "Chen Wei", true},
	    {{"Chen Wei", "cs01", &people}, "chen", true},
	    {{"boss", "chen", &people}, "Chen Wei", true},
	    {{"boss", "chen", &people}, "li", false},
	    {{"boss", NULL, &people}, "Boss", true},
	    {{"chen", "chen", &nobody}, "Chen Wei", false},
	    {{"chen", "chen", NULL}, "Chen Wei", false},
	    {{"boss", "chen", NULL}, "chen", true},
	    {{"boss", "chen", NULL}, "boss", true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		assert_int_equal(crm_actor_is(&t[i].actor, t[i].who), t[i].is);
}

static void having(void **state)
{
	(void)state;
	assert_true(crm_people_has(&people, "sales"));
	assert_true(crm_people_has(&people, "clerk"));
	assert_false(crm_people_has(&people, "sale"));
	assert_false(crm_people_has(&people, "chen"));
	assert_false(crm_people_has(&nobody, "sales"));
}

/* Without roles a name is all there is: another spelling of it is no other person. */
static void alike(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} t[] = {
	    {"root", "root", true},
	    {"root", "ROOT", true},
	    {"root", "Root", true},
	    {"root", "r\320\276\320\276t", true},         /* Cyrillic o */
	    {"ROOT", "R\320\236\316\237T", true},         /* its capital; Greek */
	    {"root", "\357\275\222oo\357\275\224", true}, /* full width */
	    {"root", " root\302\240", true},
	    {"root", "ro\342\200\213ot", true}, /* zero width */
	    {"li wei", "Li\343\200\200 Wei", true},
	    {"li wei", "liwei", false},
	    {"root", "roo", false},
	    {"roo", "root", false},
	    {"root", "r00t", false},
	    {"", "root", false},
	    {"", "", true},
	    {"m\303\274ller", "M\303\234LLER", true},
	    {"m\303\274ller", "muller", false},
	    {"\320\262\320\265\321\200\320\260", "\320\222\320\225\320\240\320\220", true},
	    {"\346\235\216", "\346\235\216", true},
	    {"\346\235\216", "\346\235\215", false},
	    {"\377", "\377", true},
	    {"\377", "\376", false},
	};
	const struct crm_actor plain = {"ROOT", "root", NULL}, none = {"Chen", "chen", &nobody};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		if (crm_people_alike(t[i].a, t[i].b) != t[i].same)
			fail_msg("row %zu", i);
		assert_int_equal(crm_people_same(&nobody, t[i].a, t[i].b), t[i].same);
		assert_int_equal(crm_people_same(NULL, t[i].b, t[i].a), t[i].same);
	}
	assert_true(crm_actor_wrote(&plain, "root"));
	assert_true(crm_actor_wrote(&none, "CHEN"));
	assert_false(crm_actor_wrote(&none, ""));
	/* with roles a login is one, and names are what the settings say */
	assert_false(crm_people_same(&people, "chen", "CHEN"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(acting),
	    cmocka_unit_test(standing),
	    cmocka_unit_test(duties),
	    cmocka_unit_test(same),
	    cmocka_unit_test(actor),
	    cmocka_unit_test(having),
	    cmocka_unit_test(alike),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
