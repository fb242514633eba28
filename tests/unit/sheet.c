/* lib/data/sheet.h: rows of texts as typed cells; what cannot be read is told with its line. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/data/record.h"
#include "lib/data/sheet.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

enum { NO, NOMINAL, SPECIAL, VARIABLES, DAY, FIELDS };

static const char *const symbols[] = {"CC", "SC", NULL};
static const struct crm_field fields[] = {
    {.name = "no", .type = CRM_T_INT, .flags = CRM_F_COUNT},
    {.name = "nominal", .type = CRM_T_DEC},
    {.name = "special", .type = CRM_T_TEXT, .words = symbols},
    {.name = "variables", .type = CRM_T_BOOL},
    {.name = "day", .type = CRM_T_DATE},
};
static const struct crm_schema table = {"characteristics", fields, FIELDS};

static struct crm_sheet *made(void)
{
	struct crm_sheet *s = crm_sheet_new(&table, "09/results.csv");

	for (int i = 0; i < FIELDS; i++)
		crm_sheet_column(s, i);
	return s;
}

static void cells(void **state)
{
	static const char *const rows[][FIELDS] = {
	    {"1", "12.50", "CC", "true", "2026-11-20"},
	    {" 2\t", "\xc2\xa0-3 ", "", " ", NULL},
	};
	struct crm_sheet *s = made();

	(void)state;
	crm_sheet_row(s, 2, rows[0]);
	crm_sheet_row(s, 5, rows[1]);
	assert_string_equal(crm_sheet_source(s), "09/results.csv");
	assert_int_equal(crm_sheet_rows(s), 2);
	assert_int_equal(crm_sheet_faults(s), 0);
	assert_null(crm_sheet_fault(s, 0));
	assert_int_equal(crm_sheet_line(s, 0), 2);
	assert_int_equal(crm_sheet_line(s, 1), 5);
	assert_int_equal(crm_sheet_cell(s, 0, NO)->u.i, 1);
	assert_int_equal(crm_sheet_cell(s, 0, NOMINAL)->u.dec.coef, 1250);
	assert_string_equal(crm_sheet_text(s, 0, NOMINAL), "12.50");
	assert_string_equal(crm_sheet_text(s, 0, SPECIAL), "CC");
	assert_true(crm_sheet_cell(s, 0, VARIABLES)->u.b);
	assert_int_equal(crm_sheet_cell(s, 0, DAY)->type, CRM_T_DATE);
	/* without the blanks around it; blanks alone are nothing */
	assert_string_equal(crm_sheet_text(s, 1, NO), "2");
	assert_string_equal(crm_sheet_text(s, 1, NOMINAL), "-3");
	for (int i = SPECIAL; i < FIELDS; i++) {
		assert_int_equal(crm_sheet_cell(s, 1, i)->type, CRM_T_ABSENT);
		assert_string_equal(crm_sheet_text(s, 1, i), "");
	}
	crm_sheet_free(s);
	crm_sheet_free(NULL);
}

static void booleans(void **state)
{
	static const struct {
		const char *text;
		int value; /* -1: bad */
	} rows[] = {
	    {"true", 1},
	    {"yes", 1},
	    {"TRUE", 1},
	    {"Yes", 1},
	    {"false", 0},
	    {"no", 0},
	    {"FALSE", 0},
	    {"y", -1},
	    {"1", -1},
	    {"truex", -1},
	    {"tru", -1},
	    {"x", -1},
	};
	struct crm_sheet *s = made();
	size_t bad = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *texts[FIELDS] = {NULL};
		const struct crm_cell *c;

		texts[VARIABLES] = rows[i].text;
		crm_sheet_row(s, (long)i, texts);
		c = crm_sheet_cell(s, i, VARIABLES);
		bad += rows[i].value < 0;
		assert_int_equal(c->type, rows[i].value < 0 ? CRM_T_BAD : CRM_T_BOOL);
		assert_true(rows[i].value < 0 || c->u.b == (rows[i].value == 1));
		assert_int_equal(crm_sheet_faults(s), bad);
	}
	assert_string_equal(crm_sheet_fault(s, 0)->text, "'y': true, false, yes or no expected");
	crm_sheet_free(s);
}

static void faults(void **state)
{
	static const char *const row[FIELDS] = {"-1", "0,5", "cx", "no", "2026-02-30"};
	static const struct {
		const char *column, *text;
	} told[] = {
	    {"no", "'-1': a count like 12, not below 0 expected"},
	    {"Nennma\xc3\x9f", "'0,5': a decimal number like 12.50, of at most 18 digits expected"},
	    {"special", "'cx': one of: CC, SC expected"},
	    {"day", "'2026-02-30': a date like 2026-11-20 expected"},
	};
	struct crm_sheet *s = made();

	(void)state;
	crm_sheet_heading(s, NOMINAL, "Nennma\xc3\x9f");
	crm_sheet_row(s, 7, row);
	assert_int_equal(crm_sheet_faults(s), COUNT(told));
	for (size_t i = 0; i < COUNT(told); i++) {
		const struct crm_sheet_fault *f = crm_sheet_fault(s, i);

		assert_int_equal(f->line, 7);
		assert_string_equal(f->column, told[i].column);
		assert_string_equal(f->text, told[i].text);
	}
	/* bad, not absent; and no text that a rule could take */
	assert_int_equal(crm_sheet_cell(s, 0, SPECIAL)->type, CRM_T_BAD);
	assert_string_equal(crm_sheet_text(s, 0, SPECIAL), "");
	assert_false(crm_sheet_cell(s, 0, VARIABLES)->u.b);
	crm_sheet_fault_add(s, 9, "", "the row has 4 cells, 5 expected");
	assert_int_equal(crm_sheet_faults(s), COUNT(told) + 1);
	assert_string_equal(crm_sheet_fault(s, COUNT(told))->column, "");
	crm_sheet_free(s);
}

/* Commas for points only where the file is said to have them; words in any case. */
static void decimals(void **state)
{
	static const struct {
		char sign;
		const char *text, *fault;
		int64_t coef;
	} rows[] = {
	    {0, "0.5", NULL, 5},
	    {0, "0,5", "'0,5': a decimal number like 12.50, of at most 18 digits expected", 0},
	    {'.', "0.5", NULL, 5},
	    {'.', "0,5", "'0,5': decimal point expected (or decimal \",\" for the file)", 0},
	    {'.', "0,5,1", "'0,5,1': a decimal number like 12.50, of at most 18 digits expected",
	        0},
	    {',', "0,5", NULL, 5},
	    {',', "5", NULL, 5},
	    {',', "0.5", "'0.5': decimal comma expected, as decimal is \",\" for the file", 0},
	    {',', "1.234,5", "'1.234,5': decimal comma expected, as decimal is \",\" for the file",
	        0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *row[FIELDS] = {"1", rows[i].text, "cc", "no", "2026-02-03"};
		struct crm_sheet *s = made();
		const struct crm_cell *c;

		if (rows[i].sign != 0)
			crm_sheet_decimal(s, rows[i].sign);
		crm_sheet_row(s, 2, row);
		assert_int_equal(crm_sheet_faults(s), rows[i].fault != NULL);
		c = crm_sheet_cell(s, 0, NOMINAL);
		if (rows[i].fault != NULL)
			assert_string_equal(crm_sheet_fault(s, 0)->text, rows[i].fault);
		assert_int_equal(c->type, rows[i].fault != NULL ? CRM_T_BAD : CRM_T_DEC);
		assert_true(rows[i].fault != NULL || c->u.dec.coef == rows[i].coef);
		assert_string_equal(crm_sheet_text(s, 0, SPECIAL), "CC");
		crm_sheet_free(s);
	}
}

/* A long value is cut, not within a letter. */
static void cut(void **state)
{
	const char *row[FIELDS] = {NULL};
	struct crm_sheet *s = made();
	char text[68];

	(void)state;
	memset(text, '1', 63);
	memcpy(text + 63, "\xc3\xa4z", 4);
	row[NO] = text;
	crm_sheet_row(s, 1, row);
	text[63] = '\0';
	assert_memory_equal(crm_sheet_fault(s, 0)->text + 1, text, 63);
	assert_memory_equal(crm_sheet_fault(s, 0)->text + 64, "...'", 4);
	crm_sheet_free(s);
}

/* A thousand faults are kept; the next ones are counted where the first of them is. */
static void many(void **state)
{
	const char *row[FIELDS] = {"x"};
	struct crm_sheet *s = made();
	const struct crm_sheet_fault *f;

	(void)state;
	for (long i = 1; i <= CRM_SHEET_FAULTS; i++)
		crm_sheet_row(s, i, row);
	assert_int_equal(crm_sheet_faults(s), CRM_SHEET_FAULTS);
	assert_string_equal(crm_sheet_fault(s, CRM_SHEET_FAULTS - 1)->text,
	    "'x': a count like 12, not below 0 expected");
	for (long i = 1; i <= 3; i++) {
		crm_sheet_row(s, CRM_SHEET_FAULTS + i, row);
		assert_int_equal(crm_sheet_faults(s), CRM_SHEET_FAULTS + 1);
	}
	f = crm_sheet_fault(s, CRM_SHEET_FAULTS);
	assert_int_equal(f->line, CRM_SHEET_FAULTS + 1);
	assert_string_equal(f->column, "no");
	assert_string_equal(f->text, "3 more from here on: not told, mend these first");
	assert_null(crm_sheet_fault(s, CRM_SHEET_FAULTS + 1));
	/* bad all the same */
	assert_int_equal(crm_sheet_cell(s, CRM_SHEET_FAULTS + 2, NO)->type, CRM_T_BAD);
	crm_sheet_free(s);
}

static void columns(void **state)
{
	static const char *const row[FIELDS] = {"1", "2", "3", "4", "5"};
	struct crm_sheet *s = crm_sheet_new(&table, "a");

	(void)state;
	crm_sheet_column(s, NOMINAL);
	crm_sheet_column(s, -1); /* none of the table's: passed over */
	crm_sheet_column(s, FIELDS);
	crm_sheet_row(s, 2, row);
	for (int i = -1; i <= FIELDS; i++) {
		assert_int_equal(crm_sheet_has(s, i), i == NOMINAL);
		assert_string_equal(crm_sheet_text(s, 0, i), i == NOMINAL ? "2" : "");
	}
	assert_int_equal(crm_sheet_faults(s), 0);
	assert_int_equal(crm_sheet_cell(s, 1, NOMINAL)->type, CRM_T_ABSENT);
	assert_int_equal(crm_sheet_line(s, 1), 0);
	crm_sheet_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cells),
	    cmocka_unit_test(booleans),
	    cmocka_unit_test(faults),
	    cmocka_unit_test(decimals),
	    cmocka_unit_test(cut),
	    cmocka_unit_test(many),
	    cmocka_unit_test(columns),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
