/*
 * lib/rules/ppap/edition.h: the editions and profiles that are installed, against the facts that
 * they were made from.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/base/map.h"
#include "lib/rules/ppap/ppap.h"
#include "lib/rules/ppap/advice.h"
#include "tests/unit/ppap_book.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* ---- AIAG's 4th edition ---- */

static const char *trait_name(const struct crm_ppap_element *e)
{
	return e->trait < 0 ? "" : crm_ppap_schema.fields[e->trait].name;
}

static const char *trait_of(const char *applicability, const char *number)
{
	static const char *const rows[][2] = {
	    {"if_any", "traits.engineering_change"},
	    {"if_required", "traits.customer_approval"},
	    {"if_design_responsible", "traits.design_responsible"},
	    {"special_characteristics", "traits.special_characteristics"},
	    {"if_appearance_item", "traits.appearance_item"},
	    {"bulk_material_only", "traits.bulk"},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (strcmp(applicability, rows[i][0]) == 0)
			return rows[i][1];
	}
	assert_string_equal(applicability, "");
	return strcmp(number, "1a") == 0 ? "traits.proprietary"
	    : strcmp(number, "1b") == 0  ? "traits.details"
	                                 : "";
}

/* element,name,applicability,level1,...,level5; nothing in it is quoted. */
static void same_row(const struct crm_ppap_element *e, char *line)
{
	char *cells[8];
	size_t n = 0;

	line[strcspn(line, "\r\n")] = '\0';
	assert_null(strchr(line, '"'));
	for (char *cell; n < COUNT(cells) && (cell = strsep(&line, ",")) != NULL;)
		cells[n++] = cell;
	assert_int_equal(n, COUNT(cells));
	assert_non_null(e);
	assert_string_equal(e->number, cells[0]);
	assert_string_equal(e->name, cells[1]);
	assert_string_equal(trait_name(e), trait_of(cells[2], cells[0]));
	for (size_t i = 0; i < CRM_PPAP_LEVELS; i++)
		assert_string_equal(crm_ppap_duty_name(e->duty[i]), cells[3 + i]);
}

/* AIAG PPAP 4th edition, table 4.2. */
static void table(void **state)
{
	const char *shared = getenv("SHARED");
	struct crm_ppap_book *b = edition("aiag-4");
	char path[600], line[256];
	size_t i = 0;
	FILE *f;

	(void)state;
	snprintf(path, sizeof(path), "%s/domain/ppap_table_4_2.csv", shared != NULL ? shared : "");
	f = fopen(path, "r");
	if (f == NULL) {
		crm_ppap_book_free(b);
		skip();
	}
	assert_non_null(fgets(line, sizeof(line), f));
	while (fgets(line, sizeof(line), f) != NULL)
		same_row(crm_ppap_book_element(b, i++), line);
	(void)fclose(f);
	assert_int_equal(i, 21);
	assert_null(crm_ppap_book_element(b, i));
	crm_ppap_book_free(b);
}

/* The numbers of the elements of which it holds, a blank between. */
enum flag { NA, ASKED, PHYSICAL, CHANGE_LEVEL, AGED };

static bool has(const struct crm_ppap_element *e, enum flag f)
{
	return f == NA      ? e->na
	    : f == ASKED    ? e->asked
	    : f == PHYSICAL ? e->physical
	    : f == AGED     ? e->aged
	                    : e->change_level;
}

static void assert_flag(const struct crm_ppap_book *b, enum flag f, const char *expected)
{
	struct crm_buf found = CRM_BUF_INIT;
	const struct crm_ppap_element *e;

	for (size_t i = 0; (e = crm_ppap_book_element(b, i)) != NULL; i++) {
		if (has(e, f))
			crm_buf_addf(&found, "%s%s", found.len > 0 ? " " : "", e->number);
	}
	assert_string_equal(crm_buf_str(&found), expected);
	crm_buf_release(&found);
}

/* Results are old after a year (8 to 11); of laboratories and gauges no change level is compared,
 * and of components' own drawings not the part's; the documents that every part has are never n/a. */
static void aiag_4(void **state)
{
	struct crm_ppap_book *b = edition("aiag-4");

	(void)state;
	assert_true(crm_ppap_book_levels(b));
	assert_int_equal(crm_ppap_book_default_level(b), 3);
	assert_false(crm_ppap_book_skeleton(b));
	assert_string_equal(crm_ppap_book_profile_name(b), "");
	assert_string_equal(crm_ppap_book_changes(b), "aiag");
	assert_flag(b, AGED, "8 9 10 11");
	assert_flag(b, CHANGE_LEVEL, "1 4 5 6 7 9 10 11 13 18");
	assert_flag(b, PHYSICAL, "14 15 16");
	assert_flag(b, ASKED, "2 3 4 11 13");
	assert_flag(b, NA, "1a 1b 2 3 4 11 13 14 15 16 17 BULK");
	assert_string_equal(crm_ppap_book_find(b, "9")->name, "Dimensional Results");
	assert_null(crm_ppap_book_find(b, "19"));
	assert_null(crm_ppap_book_find(b, "1A"));
	crm_ppap_book_free(b);
}

/* The 3rd edition's own order; the same role, the same flags. */
static void aiag_3(void **state)
{
	static const char *const numbers[CRM_PPAP_ROLES] = {NULL, "1", "2", "3", "4", "5", "6",
	    "12", "10", "7", "8", "9", "11", "14", "16", "17", "18", "19", "13", "15"};
	static const char bulk[] = "RRR*R";
	struct crm_ppap_book *b = edition("aiag-3"), *b4 = edition("aiag-4");

	(void)state;
	assert_int_equal(crm_ppap_book_default_level(b), 3);
	for (int r = CRM_ROLE_OTHER + 1; r < CRM_PPAP_ROLES; r++) {
		const struct crm_ppap_element *e = crm_ppap_book_role(b, (enum crm_ppap_role)r),
		                              *e4 = crm_ppap_book_role(b4, (enum crm_ppap_role)r);

		assert_string_equal(e->number, numbers[r]);
		assert_string_equal(e->name, e4->name);
		assert_string_equal(trait_name(e), trait_name(e4));
		for (int f = NA; f <= AGED; f++)
			assert_int_equal(has(e, (enum flag)f), has(e4, (enum flag)f));
		for (size_t i = 0; i < CRM_PPAP_LEVELS; i++) {
			const char *duty = crm_ppap_duty_name(e->duty[i]);

			if (r == CRM_ROLE_BULK)
				assert_int_equal(duty[0], bulk[i]);
			else
				assert_string_equal(duty, crm_ppap_duty_name(e4->duty[i]));
		}
	}
	crm_ppap_book_free(b4);
	crm_ppap_book_free(b);
}

/* VDA: six areas, no levels, every duty by agreement; no count of parts in the run. */
static void vda(void **state)
{
	struct crm_ppap_book *b = edition("vda-ppf");
	const struct crm_ppap_element *e;
	char area = '0';

	(void)state;
	assert_false(crm_ppap_book_levels(b));
	assert_int_equal(crm_ppap_book_default_level(b), 0);
	assert_true(crm_ppap_book_skeleton(b));
	assert_string_equal(crm_ppap_book_changes(b), "vda");
	assert_int_equal(crm_ppap_book_limits(b)->run_parts, 0);
	assert_string_equal(crm_ppap_book_role(b, CRM_ROLE_MSA)->number, "5.4");
	for (size_t i = 0; (e = crm_ppap_book_element(b, i)) != NULL; i++) {
		assert_true(e->number[0] == area || e->number[0] == area + 1);
		area = e->number[0];
		for (size_t k = 0; k < CRM_PPAP_LEVELS; k++)
			assert_int_equal(e->duty[k], CRM_DUTY_REQUEST);
	}
	assert_int_equal(area, '6');
	for (int r = CRM_ROLE_OTHER + 1; r < CRM_PPAP_ROLES; r++)
		assert_int_equal(
		    crm_ppap_book_role(b, (enum crm_ppap_role)r) != NULL, r != CRM_ROLE_BULK);
	assert_null(crm_ppap_book_role(b, CRM_ROLE_OTHER));
	crm_ppap_book_free(b);
}

/* ---- profiles ---- */

/* AIAG 2.1, 2.2.8, 2.2.11 and the usual age: without a profile as with the plain one. */
static void usual(void **state)
{
	struct crm_ppap_book *books[] = {edition("aiag-4"), profile("aiag-4", "aiag")};

	(void)state;
	for (size_t i = 0; i < COUNT(books); i++) {
		const struct crm_ppap_limits *l = crm_ppap_book_limits(books[i]);

		assert_int_equal(l->max_age_days, 365);
		assert_int_equal(l->run_parts, 300);
		assert_dec(l->run_hours_min, "1");
		assert_dec(l->run_hours_max, "8");
		assert_int_equal(l->samples, 1);
		assert_dec(l->index_low, "1.33");
		assert_dec(l->index_high, "1.67");
		assert_dec(l->grr_low, "10");
		assert_dec(l->grr_high, "30");
		assert_int_equal(l->ndc, 5);
		assert_int_equal(l->study_readings, 100);
		assert_int_equal(l->study_subgroups, 25);
		assert_int_equal(l->retention_years_min, 0);
		crm_ppap_book_free(books[i]);
	}
}

/* Every installed profile loads over its edition; those of customers are skeletons, have what was
 * not in the edition behind it, and are told of every change. */
static void installed(void **state)
{
	static const struct {
		const char *name, *edition;
		bool skeleton;
	} rows[] = {{"aiag", "aiag-4", false}, {"aiag-bulk", "aiag-4", false},
	    {"bmw", "vda-ppf", true}, {"ford", "aiag-4", true}, {"gm", "aiag-4", true},
	    {"mercedes-benz", "vda-ppf", true}, {"stellantis", "aiag-4", true},
	    {"vda-ppf", "vda-ppf", true}, {"vw", "vda-ppf", true}};
	char dir[512];
	const char *dirs[] = {dir, NULL};
	struct crm_share s = {dirs, "", ".json", "profile"};
	struct crm_map *names = crm_map_new();

	(void)state;
	share_dir("profiles", dir, sizeof(dir));
	crm_share_names(&s, names);
	assert_int_equal(crm_map_count(names), COUNT(rows));
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_ppap_book *b = profile(rows[i].edition, rows[i].name);
		bool customers = rows[i].skeleton && strcmp(rows[i].name, rows[i].edition) != 0;
		const struct crm_ppap_element *e = crm_ppap_book_find(b, "C1");
		int change = crm_ppap_book_change(b, "X02");

		assert_string_equal(crm_map_key(names, i, NULL), rows[i].name);
		assert_int_equal(crm_ppap_book_skeleton(b), rows[i].skeleton);
		assert_int_equal(change, customers ? (int)CRM_CHANGE_NOTIFY : -1);
		assert_int_equal(crm_ppap_book_change(b, "S01"), -1);
		assert_int_equal(e != NULL && e->customer, customers);
		assert_false(crm_ppap_book_element(b, 0)->customer);
		crm_ppap_book_free(b);
	}
	crm_map_free(names);
}

/* What is not agreed on is n/a, but for the cover sheet; nobody has compared it with the paper. */
static void agreed(void **state)
{
	struct crm_ppap_book *b = edition("vda-ppf");
	const struct crm_ppap_element *e;

	(void)state;
	assert_true(crm_ppap_book_skeleton(b));
	for (size_t i = 0; (e = crm_ppap_book_element(b, i)) != NULL; i++)
		assert_int_equal(e->na, e->role != CRM_ROLE_WARRANT);
	crm_ppap_book_free(b);
	b = edition("aiag-4");
	assert_false(crm_ppap_book_skeleton(b));
	crm_ppap_book_free(b);
}

static void bulk(void **state)
{
	struct crm_ppap_book *b = profile("aiag-4", "aiag-bulk");

	(void)state;
	assert_int_equal(crm_ppap_book_default_level(b), 1);
	assert_int_equal(crm_ppap_book_limits(b)->run_parts, 0);
	assert_true(crm_ppap_book_find(b, "9")->na);
	assert_false(crm_ppap_book_find(b, "10")->na);
	assert_int_equal(crm_ppap_book_limits(b)->run_hours_min.coef, 0);
	assert_int_equal(crm_ppap_book_limits(b)->run_hours_max.coef, 0);
	assert_true(crm_ppap_book_find(b, "BULK")->asked);
	crm_ppap_book_free(b);
	b = profile("aiag-4", "aiag");
	assert_false(crm_ppap_book_find(b, "BULK")->asked);
	crm_ppap_book_free(b);
}

static void names(void **state)
{
	(void)state;
	assert_string_equal(crm_ppap_role_name(CRM_ROLE_OTHER), "other");
	assert_string_equal(crm_ppap_role_name(CRM_ROLE_BULK), "bulk");
	assert_null(crm_ppap_role_name(CRM_PPAP_ROLES));
	assert_string_equal(crm_ppap_duty_name(CRM_DUTY_SUBMIT), "S");
	assert_string_equal(crm_ppap_duty_name(CRM_DUTY_NONE), "-");
	crm_ppap_book_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names),
	    cmocka_unit_test(table),
	    cmocka_unit_test(aiag_4),
	    cmocka_unit_test(aiag_3),
	    cmocka_unit_test(vda),
	    cmocka_unit_test(usual),
	    cmocka_unit_test(installed),
	    cmocka_unit_test(agreed),
	    cmocka_unit_test(bulk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
