/*
 * What may stand in the warrant's boxes, and which call for others: lib/rules/ppap/warrant.c.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/ppap_warrant_case.h"

static void values(void **state)
{
	static const struct {
		const char *key, *bad[9], *good[4];
	} rows[] = {
	    {"weight_kg",
	        {"'0.0000'", "'0.123'", "'12.34567'", "' 1.0000'", "'1,0000'", "'.5000'", "'1'",
	            "'-1.0000'", "'1.0000 '"},
	        {"'0.0001'", "'12.3456'", "'1000.0000'"}},
	    {"email", {"'name'", "'@example.com'", "'name@'"}, {"'a@b'"}},
	    {"signature_date", {"'2026-11-21'"}, {"'2026-11-20'"}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char want[80];

		snprintf(want, sizeof(want), "box_value %s", rows[i].key);
		for (size_t k = 0; k < 9 && rows[i].bad[k] != NULL; k++)
			with(rows[i].key, rows[i].bad[k], want);
		for (size_t k = 0; k < 4 && rows[i].good[k] != NULL; k++)
			with(rows[i].key, rows[i].good[k], "");
	}
}

static void values_with_others(void **state)
{
	static const struct row rows[] = {
	    {"parts 0", {{"w.production_rate_parts", "0"}, {"parts", "null"}},
	        "box_value production_rate_parts"},
	    {"parts 1", {{"w.production_rate_parts", "1"}, {"parts", "null"}}, ""},
	    {"hours 0", {{"w.production_rate_hours", "'0.0'"}, {"hours", "null"}},
	        "box_value production_rate_hours"},
	    {"hours 0.1", {{"w.production_rate_hours", "'0.1'"}, {"hours", "null"}}, ""},
	    {"hours below 0", {{"w.production_rate_hours", "'-4'"}, {"hours", "null"}},
	        "box_value production_rate_hours"},
	    {"level 0", {{"w.level", "0"}}, "box_value level"},
	    {"level 6", {{"w.level", "6"}}, "box_value level"},
	    {"level 1", {{"w.level", "1"}, {"level", "1"}}, ""},
	    {"level 5", {{"w.level", "5"}, {"level", "5"}}, ""},
	    {"change level of the signature's day",
	        {{"w.engineering_change_date", "'2026-11-10'"}, {"change_date", "'2026-11-10'"}},
	        ""},
	    {"change level of the day after",
	        {{"w.engineering_change_date", "'2026-11-11'"}, {"change_date", "'2026-11-11'"}},
	        "box_value engineering_change_date"},
	    /* what cannot be read is told once, as bad_value */
	    {"words", {{"w.meets_design_record", "'maybe'"}, {"w.polymeric_marking", "'none'"}},
	        ""},
	    {"weight n/a", {{"w.weight_kg", "'n/a'"}}, "box_missing weight_kg"},
	    {"no numbers", {{"w.production_rate_parts", "'many'"}, {"w.level", "'three'"}}, ""},
	};

	(void)state;
	RUN(rows);
}

static void conditions(void **state)
{
	static const struct row rows[] = {
	    {"changes without a date", {{"w.additional_engineering_changes", "'E-9'"}},
	        "box_condition additional_engineering_changes_date"},
	    {"changes and their date",
	        {{"w.additional_engineering_changes", "'E-9'"},
	            {"w.additional_engineering_changes_date", "'2026-09-01'"}},
	        ""},
	    {"no changes", {{"w.additional_engineering_changes", "'None'"}}, ""},
	    {"changes n/a", {{"w.additional_engineering_changes", "' n/a '"}}, ""},
	    {"aid alone", {{"w.checking_aid_number", "'G-1'"}},
	        "box_condition checking_aid_change_level; box_condition checking_aid_date"},
	    {"aid with its level",
	        {{"w.checking_aid_number", "'G-1'"}, {"w.checking_aid_change_level", "'A'"}},
	        "box_condition checking_aid_date"},
	    {"aid whole",
	        {{"w.checking_aid_number", "'G-1'"}, {"w.checking_aid_change_level", "'n/a'"},
	            {"w.checking_aid_date", "'2026-09-01'"}},
	        ""},
	    {"aid's level alone", {{"w.checking_aid_change_level", "'A'"}},
	        "box_condition checking_aid_number"},
	    {"aid's date alone", {{"w.checking_aid_date", "'2026-09-01'"}},
	        "box_condition checking_aid_number"},
	    {"aid's level and date",
	        {{"w.checking_aid_change_level", "'A'"}, {"w.checking_aid_date", "'2026-09-01'"}},
	        "box_condition checking_aid_number"},
	    {"no aid",
	        {{"w.checking_aid_number", "'n/a'"}, {"w.checking_aid_change_level", "'n/a'"}}, ""},
	    {"substances, how not said", {{"w.substances_of_concern_reported", "'yes'"}},
	        "box_condition reported_by"},
	    {"substances, how n/a",
	        {{"w.substances_of_concern_reported", "'yes'"}, {"w.reported_by", "'n/a'"}},
	        "box_condition reported_by"},
	    {"substances",
	        {{"w.substances_of_concern_reported", "'yes'"}, {"w.reported_by", "'IMDS 1'"}}, ""},
	    {"no substances", {{"w.substances_of_concern_reported", "'no'"}}, ""},
	    {"other reason", {{"w.reasons", "['other']"}, {"reasons", "['other']"}},
	        "box_condition reason_other"},
	    {"other reason, which",
	        {{"w.reasons", "['other']"}, {"reasons", "['other']"}, {"w.reason_other", "'y'"}},
	        ""},
	    {"not met", {{"w.meets_design_record", "'no'"}, {"interim", "{'reference': 'D'}"}},
	        "box_condition explanation"},
	    {"not met, why",
	        {{"w.meets_design_record", "'no'"}, {"w.explanation", "'E 7'"},
	            {"interim", "{'reference': 'D'}"}},
	        ""},
	    {"a date that cannot be read",
	        {{"w.additional_engineering_changes", "'E-9'"},
	            {"w.additional_engineering_changes_date", "'May'"}},
	        ""},
	};

	(void)state;
	RUN(rows);
}

#define NOT_SIGNED                                                                    \
	"box_condition disposition; box_condition customer_signature; box_condition " \
	"customer_date; box_condition customer_print_name"

static void customer(void **state)
{
	static const struct row rows[] = {
	    {"verdict while preparing", {{"w.disposition", "'approved'"}},
	        "customer_box disposition"},
	    {"while submitted", {{"w.customer_signature", "'C'"}, {"status", "'submitted'"}},
	        "customer_box customer_signature"},
	    {"no status", {{"w.customer_date", "'2026-11-11'"}, {"status", "null"}},
	        "customer_box customer_date"},
	    {"name", {{"w.customer_print_name", "'C'"}}, "customer_box customer_print_name"},
	    {"tracking", {{"w.customer_tracking_number", "'1'"}},
	        "customer_box customer_tracking_number"},
	    {"cannot be read", {{"w.customer_date", "'soon'"}}, "customer_box customer_date"},
	    {"blank", {{"w.customer_signature", "' '"}}, ""},
	    {"after it, empty", {{"status", "'approved'"}}, NOT_SIGNED},
	    {"after it, tracking", {{"status", "'interim'"}, {"w.customer_tracking_number", "'1'"}},
	        NOT_SIGNED},
	    {"a status that cannot be read",
	        {{"status", "'sent'"}, {"w.customer_date", "'2026-11-11'"}}, ""},
	    {"after it, the verdict alone",
	        {{"status", "'rejected'"}, {"w.disposition", "'rejected'"}},
	        "box_condition customer_signature; box_condition customer_date; "
	        "box_condition customer_print_name"},
	    {"after it, in part",
	        {{"status", "'approved'"}, {"w.disposition", "'approved'"},
	            {"w.customer_signature", "'C'"}, {"w.customer_date", "'2026-11-20'"}},
	        "box_condition customer_print_name"},
	    {"after it, signed by nobody",
	        {{"status", "'approved'"}, {"w.disposition", "'approved'"},
	            {"w.customer_signature", "'-'"}, {"w.customer_date", "'2026-11-20'"},
	            {"w.customer_print_name", "'n/a'"}},
	        "box_condition customer_signature; box_condition customer_print_name"},
	    {"after it, tomorrow",
	        {{"status", "'approved'"}, {"w.disposition", "'approved'"},
	            {"w.customer_signature", "'C'"}, {"w.customer_date", "'2026-11-21'"},
	            {"w.customer_print_name", "'C'"}},
	        "box_value customer_date"},
	};
	static const struct change all[] = {{"status", "'approved'"},
	    {"w.disposition", "'approved'"}, {"w.customer_signature", "'C'"},
	    {"w.customer_date", "'2026-11-20'"}, {"w.customer_print_name", "'C'"}};
	struct ppap_case c;

	(void)state;
	RUN(rows);
	open_case(&c, all, 5);
	ppap_case_judge(&c, TODAY);
	expect(&c, "after it, whole", "");
	ppap_case_close(&c);
}

/* Where a finding stands, and what it says. */
static void told(void **state)
{
	static const struct {
		struct change change;
		const char *code;
		const char *at;
		const char *text;
	} rows[] = {
	    {{"w.weight_kg", "'0.123'"}, "box_value@18", "w.weight_kg",
	        "'0.123': kilograms with four decimals like 0.1230, above 0 expected"},
	    {{"w.meets_design_record", "'no'"}, "box_condition@18", "w.meets_design_record",
	        "empty, and meets_design_record is no"},
	    {{"w.disposition", "'approved'"}, "customer_box@18", "w.disposition",
	        "filled, and the dossier is preparing: it is the customer's"},
	    {{"w.level", "4"}, "warrant_level@18", "w.level", "level 4, and the dossier's is 3"},
	    {{"w.drawing_number", "'D-1'"}, "warrant_part@18", "w.drawing_number",
	        "'D-1', and part.drawing is 'D-4711'"},
	    {{"w.reasons", "['initial', 'other']"}, "warrant_reasons@18", "w.reasons",
	        "has other, which the dossier's reasons have not, and lacks tooling"},
	    {{"w.mold_cavity_process", "'cavity 1, cavity 3'"}, "warrant_streams@18",
	        "w.mold_cavity_process", "does not name 'cavity 2' of run.streams"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct crm_finding *x;
		struct ppap_case c;

		open_case(&c, &rows[i].change, 1);
		ppap_case_judge(&c, TODAY);
		x = ppap_case_found(&c, rows[i].code, 0);
		assert_non_null(x);
		assert_string_equal(x->text, rows[i].text);
		assert_int_equal(x->line, line_of(rows[i].at));
		assert_string_equal(x->source, "d/ppap.json");
		ppap_case_close(&c);
	}
}

/* A long value is repeated in part, and no letter is cut in two. */
static void told_in_short(void **state)
{
	static const char nines[] =
	    "999999999999999999999999999999999999999999999999999999999999999";
	struct crm_buf box = CRM_BUF_INIT, want = CRM_BUF_INIT;
	struct change change = {"w.email", NULL};
	struct ppap_case c;

	(void)state;
	crm_buf_addf(&box, "'%sé9'", nines);
	crm_buf_addf(&want, "'%s': an address like name@example.com expected", nines);
	change.value = crm_buf_str(&box);
	open_case(&c, &change, 1);
	ppap_case_judge(&c, TODAY);
	assert_string_equal(ppap_case_found(&c, "box_value@18", 0)->text, crm_buf_str(&want));
	ppap_case_close(&c);
	crm_buf_release(&box);
	crm_buf_release(&want);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(values),
	    cmocka_unit_test(values_with_others),
	    cmocka_unit_test(conditions),
	    cmocka_unit_test(customer),
	    cmocka_unit_test(told),
	    cmocka_unit_test(told_in_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
