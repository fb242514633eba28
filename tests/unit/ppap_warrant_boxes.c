/*
 * The warrant's 49 boxes and the empty ones: lib/rules/ppap/warrant_boxes.c, warrant.c.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/ppap_warrant_case.h"

/* The form: section, key, type, whether it is required. */
static const struct {
	const char *section, *key;
	enum crm_ppap_box_type type;
	bool required;
} form[] = {
    {"part_information", "part_name", CRM_BOX_TEXT, true},
    {"part_information", "customer_part_number", CRM_BOX_TEXT, true},
    {"part_information", "drawing_number", CRM_BOX_TEXT, true},
    {"part_information", "organization_part_number", CRM_BOX_TEXT, false},
    {"part_information", "engineering_change_level", CRM_BOX_TEXT, true},
    {"part_information", "engineering_change_date", CRM_BOX_DATE, true},
    {"part_information", "additional_engineering_changes", CRM_BOX_TEXT, false},
    {"part_information", "additional_engineering_changes_date", CRM_BOX_DATE, false},
    {"part_information", "safety_or_government_regulation", CRM_BOX_YES, true},
    {"part_information", "purchase_order_number", CRM_BOX_TEXT, true},
    {"part_information", "weight_kg", CRM_BOX_WEIGHT, true},
    {"part_information", "checking_aid_number", CRM_BOX_TEXT, false},
    {"part_information", "checking_aid_change_level", CRM_BOX_TEXT, false},
    {"part_information", "checking_aid_date", CRM_BOX_DATE, false},
    {"organization", "organization_name", CRM_BOX_TEXT, true},
    {"organization", "supplier_code", CRM_BOX_TEXT, true},
    {"organization", "street_address", CRM_BOX_TEXT, true},
    {"organization", "city", CRM_BOX_TEXT, true},
    {"organization", "region", CRM_BOX_TEXT, false},
    {"organization", "postal_code", CRM_BOX_TEXT, true},
    {"organization", "country", CRM_BOX_TEXT, true},
    {"customer", "customer_name_division", CRM_BOX_TEXT, true},
    {"customer", "buyer_code", CRM_BOX_TEXT, true},
    {"customer", "application", CRM_BOX_TEXT, true},
    {"materials_reporting", "substances_of_concern_reported", CRM_BOX_YES, true},
    {"materials_reporting", "reported_by", CRM_BOX_TEXT, false},
    {"materials_reporting", "polymeric_marking", CRM_BOX_YES, true},
    {"submission", "reasons", CRM_BOX_SET, true},
    {"submission", "reason_other", CRM_BOX_TEXT, false},
    {"submission", "level", CRM_BOX_LEVEL, true},
    {"results", "results_cover", CRM_BOX_SET, true},
    {"results", "meets_design_record", CRM_BOX_YES, true},
    {"results", "mold_cavity_process", CRM_BOX_TEXT, false},
    {"declaration", "production_rate_parts", CRM_BOX_COUNT, true},
    {"declaration", "production_rate_hours", CRM_BOX_DECIMAL, true},
    {"declaration", "explanation", CRM_BOX_TEXT, false},
    {"declaration", "customer_tools_tagged", CRM_BOX_YES, true},
    {"declaration", "authorized_signature", CRM_BOX_TEXT, true},
    {"declaration", "signature_date", CRM_BOX_DATE, true},
    {"declaration", "print_name", CRM_BOX_TEXT, true},
    {"declaration", "title", CRM_BOX_TEXT, true},
    {"declaration", "phone", CRM_BOX_TEXT, true},
    {"declaration", "fax", CRM_BOX_TEXT, false},
    {"declaration", "email", CRM_BOX_TEXT, true},
    {"customer_use", "disposition", CRM_BOX_WORD, false},
    {"customer_use", "customer_signature", CRM_BOX_TEXT, false},
    {"customer_use", "customer_date", CRM_BOX_DATE, false},
    {"customer_use", "customer_print_name", CRM_BOX_TEXT, false},
    {"customer_use", "customer_tracking_number", CRM_BOX_TEXT, false},
};

#define NFORM (sizeof(form) / sizeof(form[0]))

static void boxes(void **state)
{
	struct crm_buf name = CRM_BUF_INIT;

	(void)state;
	assert_int_equal(NFORM, CRM_PPAP_BOXES);
	for (size_t i = 0; i < NFORM; i++) {
		const struct crm_ppap_box *b = crm_ppap_box_at(i);

		assert_string_equal(b->section, form[i].section);
		assert_string_equal(b->key, form[i].key);
		assert_int_equal(b->type, form[i].type);
		assert_int_equal(b->required, form[i].required);
		assert_true(b->label[0] != '\0' && b->rule[0] != '\0');
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(b->label, crm_ppap_box_at(k)->label);
		assert_int_equal(crm_ppap_box_field(b->key), CRM_P_WARRANT + (int)i);
		crm_buf_clear(&name);
		crm_buf_addf(&name, "warrant.%s", b->key);
		assert_string_equal(
		    crm_ppap_schema.fields[CRM_P_WARRANT + i].name, crm_buf_str(&name));
	}
	assert_null(crm_ppap_box_at(NFORM));
	assert_int_equal(crm_ppap_box_field("weight"), -1);
	assert_int_equal(crm_ppap_box_field(""), -1);
	crm_buf_release(&name);
}

/* Every required box when it is empty, and no other; blanks are empty, and so is what says nothing,
 * but for the boxes where the form has n/a. */
static void each_missing(void **state)
{
	static const char *const nothing[] = {"'n/a'", "' N/A '", "'na'", "'none'", "'-'"};
	char want[96];

	(void)state;
	for (size_t i = 0; i < NFORM; i++) {
		bool streams = strcmp(form[i].key, "mold_cavity_process") == 0;

		snprintf(want, sizeof(want), "box_missing %s", form[i].key);
		if (!form[i].required)
			snprintf(want, sizeof(want), "%s",
			    streams ? "warrant_streams mold_cavity_process" : "");
		with(form[i].key, "null", want);
		if (form[i].type == CRM_BOX_TEXT)
			with(form[i].key, "'  '", want);
		if (form[i].type == CRM_BOX_SET)
			with(form[i].key, "[]", want);
	}
	with("purchase_order_number", "'N/A'", "");
	with("customer_tools_tagged", "'n/a'", "");
	for (size_t i = 0; i < sizeof(nothing) / sizeof(nothing[0]); i++)
		with("supplier_code", nothing[i], "box_missing supplier_code");
	with("supplier_code", "'nota'", "");
	with("email", "'n/a'", "box_missing email");
	with("city", "' '", "box_missing city");
}

static void none_filled(void **state)
{
	static const struct change empty[] = {{"w.part_name", "null"}};
	static const char *const manifests[] = {"{'edition': 'aiag-4'}",
	    "{'edition': 'aiag-4', 'warrant': {}}",
	    "{'edition': 'aiag-4', 'warrant': {'reasons': [], 'city': '', 'x-own': 'mine'}}"};
	size_t required = 0, missing = 0;
	const struct crm_finding *x;
	struct ppap_case c;

	(void)state;
	for (size_t i = 0; i < sizeof(manifests) / sizeof(manifests[0]); i++) {
		ppap_case_open(&c, manifests[i]);
		ppap_case_judge(&c, TODAY);
		expect(&c, manifests[i], "box_missing warrant");
		assert_true(ppap_case_has(&c, "box_missing@18"));
		ppap_case_close(&c);
	}
	/* of one that is there, the empty boxes are told where it begins */
	open_case(&c, empty, 1);
	ppap_case_judge(&c, TODAY);
	x = ppap_case_found(&c, "box_missing@18", 0);
	assert_non_null(x);
	assert_string_equal(x->field, "warrant.part_name");
	assert_int_equal(x->line, line_of("w.customer_part_number"));
	ppap_case_close(&c);
	/* one box is enough for that; one that cannot be read is none that is empty */
	ppap_case_open(&c, "{'edition': 'aiag-4', 'warrant': {'signature_date': 'soon'}}");
	ppap_case_judge(&c, TODAY);
	for (size_t i = 0; i < NFORM; i++)
		required += form[i].required;
	for (size_t i = 0; (x = ppap_case_found(&c, "box_missing", i)) != NULL; i++, missing++)
		assert_string_not_equal(x->field, "warrant.signature_date");
	assert_int_equal(missing, required - 1);
	ppap_case_close(&c);
}

/* It cannot be waived; what is signed is attached from the submission on. */
static void its_element(void **state)
{
	static const struct row rows[] = {
	    {"not attached while preparing", {{"18", "{}"}}, ""},
	    {"not attached", {{"18", "{}"}, {"status", "'submitted'"}},
	        "warrant_unsigned evidence"},
	    {"attached", {{"status", "'submitted'"}}, ""},
	};
	struct ppap_case c;

	(void)state;
	RUN(rows);
	ppap_case_open(&c,
	    "{'edition': 'aiag-4', 'elements': {'18': {'waiver': {'reason': 'r',"
	    "'reference': 'W1', 'expiry': '2026-11-20'}}}}");
	ppap_case_judge(&c, TODAY);
	expect(&c, "waived", "box_missing warrant");
	assert_true(ppap_case_has(&c, "waiver_refused@18"));
	assert_false(ppap_case_state(&c, "18")->waived);
	ppap_case_close(&c);
	ppap_case_open(&c, "{'edition': 'aiag-4'}");
	ppap_case_judge(&c, TODAY);
	assert_false(ppap_case_has(&c, "waiver_refused"));
	ppap_case_close(&c);
}

/* An edition without levels has a cover sheet, and less on it. */
static void without_levels(void **state)
{
	static const char *const cover[] = {"part_name", "customer_part_number", "drawing_number",
	    "engineering_change_level", "engineering_change_date", "organization_name",
	    "supplier_code", "customer_name_division", "reasons", "meets_design_record",
	    "authorized_signature", "signature_date", "print_name"};
	struct ppap_case c;

	(void)state;
	for (size_t i = 0; i < NFORM; i++) {
		char box[80], want[96] = "";
		struct change changes[] = {{"level", "null"}, {"w.level", "null"}, {box, "null"}};

		if (strcmp(form[i].key, "mold_cavity_process") == 0)
			continue;
		for (size_t k = 0; k < sizeof(cover) / sizeof(cover[0]); k++) {
			if (strcmp(form[i].key, cover[k]) == 0)
				snprintf(want, sizeof(want), "box_missing %s", cover[k]);
		}
		snprintf(box, sizeof(box), "w.%s", form[i].key);
		open_case(&c, changes, 3);
		ppap_case_edition(&c, "vda-ppf");
		ppap_case_judge(&c, TODAY);
		expect(&c, box, want);
		assert_int_equal(crm_ppap_box_at(i)->cover, want[0] != '\0');
		ppap_case_close(&c);
	}
}

/* Bulk material has no weight, no count and nothing to mark. */
static void bulk(void **state)
{
	static const char *const keys[] = {
	    "weight_kg", "polymeric_marking", "production_rate_parts", "production_rate_hours"};
	char box[80], want[96];

	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		const struct row rows[] = {{keys[i], {{box, "null"}}, want},
		    {"bulk", {{box, "null"}, {"design_responsible", "true, 'bulk': true"}}, ""}};

		snprintf(box, sizeof(box), "w.%s", keys[i]);
		snprintf(want, sizeof(want), "box_missing %s", keys[i]);
		RUN(rows);
	}
	run(&(const struct row){"weight n/a",
	        {{"w.weight_kg", "'n/a'"}, {"design_responsible", "true, 'bulk': true"}}, ""},
	    1);
	run(&(const struct row){"weight wrong",
	        {{"w.weight_kg", "'1'"}, {"design_responsible", "true, 'bulk': true"}},
	        "box_value weight_kg"},
	    1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(boxes),
	    cmocka_unit_test(each_missing),
	    cmocka_unit_test(none_filled),
	    cmocka_unit_test(its_element),
	    cmocka_unit_test(without_levels),
	    cmocka_unit_test(bulk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
