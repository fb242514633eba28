/*
 * lib/rules/ppap/advice.h: the tables of change codes as they are installed, what follows from
 * a code, and in which order.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/data/doc.h"
#include "lib/rules/ppap/advice.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static struct crm_doc *parse(const char *json, size_t len)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_limits line, l;
	struct crm_doc *d = NULL;

	crm_limits_init(&line);
	crm_limits_folded(&line, &l);
	if (crm_doc_parse(json, len, &l, &d, &e) != 0)
		fail_msg("%.60s: %s", json, e.text);
	return d;
}

static struct crm_ppap_changes *installed(const char *name)
{
	struct crm_ppap_changes *c = crm_ppap_changes_new();
	struct crm_buf path = CRM_BUF_INIT, text = CRM_BUF_INIT;
	const char *top = getenv("TOP");
	struct crm_err e = CRM_ERR_INIT;
	struct crm_doc *d;

	crm_buf_addf(&path, "%s/lib/share/ppap/changes/%s.json", top != NULL ? top : ".", name);
	if (crm_file_read(AT_FDCWD, crm_buf_str(&path), 1 << 20, &text, &e) != 0)
		fail_msg("%s", e.text);
	d = parse(crm_buf_str(&text), text.len);
	if (crm_ppap_changes_add(c, d, crm_buf_str(&path), &e) != 0)
		fail_msg("%s: %s: %s", e.source, e.field, e.text);
	crm_doc_free(d);
	crm_buf_release(&path);
	crm_buf_release(&text);
	return c;
}

/* ---- the tables ---- */

struct expected {
	const char *code, *name, *table, *action, *reasons;
	bool bulk;
};

static const struct expected codes[] = {
    {"N01", "other_construction_or_material", "aiag 3.1", "notify",
        "optional_construction_or_material", false},
    {"N02", "new_or_modified_tooling", "aiag 3.1", "notify", "tooling", false},
    {"N03", "upgrade_or_rearrangement", "aiag 3.1", "notify", "tooling,part_processing_change",
        false},
    {"N04", "site_transfer_or_additional_site", "aiag 3.1", "notify", "additional_location", false},
    {"N05", "supplier_change", "aiag 3.1", "notify", "supplier_or_material_source_change", false},
    {"N06", "tooling_inactive_12_months", "aiag 3.1", "notify", "tooling_inactive_over_1_year",
        false},
    {"N07", "component_product_or_process_change", "aiag 3.1", "notify", "part_processing_change",
        false},
    {"N08", "test_or_inspection_method_change", "aiag 3.1", "notify", "other", false},
    {"N09", "bulk_new_raw_material_source", "aiag 3.1", "notify", "", true},
    {"N10", "bulk_appearance_attribute_change", "aiag 3.1", "notify", "", true},
    {"N11", "bulk_process_parameters_revised", "aiag 3.1", "notify", "", true},
    {"N12", "bulk_outside_dfmea", "aiag 3.1", "notify", "", true},
    {"S01", "new_part_or_product", "aiag 3.2", "submit", "initial", false},
    {"S02", "correction_of_discrepancy", "aiag 3.2", "submit", "correction_of_discrepancy", false},
    {"S03", "engineering_change", "aiag 3.2", "submit", "engineering_change", false},
    {"S04", "bulk_new_process_technology", "aiag 3.2", "submit", "", true},
    {"X01", "component_drawing_no_effect", "aiag 3rd ed. I.3.3", "none", "", false},
    {"X02", "move_within_plant", "aiag 3rd ed. I.3.3", "none", "", false},
    {"X03", "equipment_change_same_technology", "aiag 3rd ed. I.3.3", "none", "", false},
    {"X04", "identical_gauge_replacement", "aiag 3rd ed. I.3.3", "none", "", false},
    {"X05", "operator_rebalance", "aiag 3rd ed. I.3.3", "none", "", false},
    {"X06", "rpn_reduction", "aiag 3rd ed. I.3.3", "none", "", false},
    {"X07", "bulk_within_approved_ranges", "aiag 3rd ed. I.3.3", "none", "", true},
};

/* 23 rows; the reasons are those of the warrant, where the facts name any. */
static void of_aiag(void **state)
{
	struct crm_ppap_changes *c = installed("aiag");
	struct crm_buf reasons = CRM_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(codes); i++) {
		const struct crm_change_code *row = crm_ppap_changes_at(c, i);

		assert_non_null(row);
		assert_string_equal(row->code, codes[i].code);
		assert_string_equal(row->name, codes[i].name);
		assert_string_equal(row->table, codes[i].table);
		assert_string_equal(crm_change_action_name(row->action), codes[i].action);
		assert_int_equal(row->bulk, codes[i].bulk);
		assert_false(row->unchecked);
		assert_null(row->vda);
		crm_buf_clear(&reasons);
		crm_change_reasons(row, &reasons);
		assert_string_equal(crm_buf_str(&reasons), codes[i].reasons);
	}
	assert_null(crm_ppap_changes_at(c, COUNT(codes)));
	crm_buf_release(&reasons);
	crm_ppap_changes_free(c);
}

static bool redoes(const struct crm_change_code *row, enum crm_ppap_role role)
{
	for (const enum crm_ppap_role *r = row->redo; *r != CRM_PPAP_ROLES; r++) {
		if (*r == role)
			return true;
	}
	return false;
}

/* Who submits or tells hands in a warrant; bulk material has its checklist; a transfer leaves
 * the design as it is; what the 3rd edition lets pass touches no part. */
static void elements(void **state)
{
	struct crm_ppap_changes *c = installed("aiag");
	const struct crm_change_code *row;

	(void)state;
	for (size_t i = 0; (row = crm_ppap_changes_at(c, i)) != NULL; i++) {
		bool none = row->action == CRM_CHANGE_NONE;

		assert_int_equal(redoes(row, CRM_ROLE_WARRANT), !none);
		assert_int_equal(redoes(row, CRM_ROLE_BULK),
		    (row->bulk && !none) || strcmp(row->code, "S01") == 0);
		assert_int_equal(redoes(row, CRM_ROLE_DESIGN_RECORD),
		    strcmp(row->code, "S01") == 0 || strcmp(row->code, "S03") == 0);
	}
	row = crm_ppap_changes_find(c, "N04");
	for (int r = CRM_ROLE_FLOW; r <= CRM_ROLE_WARRANT; r++)
		assert_true(redoes(row, (enum crm_ppap_role)r));
	row = crm_ppap_changes_find(c, "S03");
	assert_true(redoes(row, CRM_ROLE_CUSTOMER_APPROVAL) && redoes(row, CRM_ROLE_MSA));
	assert_true(redoes(crm_ppap_changes_find(c, "N03"), CRM_ROLE_APPEARANCE));
	crm_ppap_changes_free(c);
}

/* The same codes; every cell is marked as long as nobody has compared it. */
static void of_vda(void **state)
{
	struct crm_ppap_changes *c = installed("vda");

	(void)state;
	for (size_t i = 0; i < COUNT(codes); i++) {
		const struct crm_change_code *row = crm_ppap_changes_at(c, i);

		assert_non_null(row);
		assert_string_equal(row->code, codes[i].code);
		assert_string_equal(row->name, codes[i].name);
		assert_string_equal(row->vda, codes[i].code[0] == 'X' ? "I" : "A");
		assert_int_equal(
		    row->action, codes[i].code[0] == 'X' ? CRM_CHANGE_NOTIFY : CRM_CHANGE_SUBMIT);
		assert_true(row->unchecked);
	}
	assert_null(crm_ppap_changes_at(c, COUNT(codes)));
	crm_ppap_changes_free(c);
}

/* ---- what follows ---- */

static struct crm_ppap_book *book_of(const char *edition, const char *profile)
{
	struct crm_ppap_book *b = crm_ppap_book_new();
	struct crm_doc *d = parse(edition, strlen(edition));
	struct crm_err e = CRM_ERR_INIT;

	if (crm_ppap_book_edition(b, d, "edition", &e) != 0)
		fail_msg("%s: %s", e.field, e.text);
	crm_doc_free(d);
	d = parse(profile, strlen(profile));
	if (crm_ppap_book_profile(b, d, "profile", &e) != 0)
		fail_msg("%s: %s", e.field, e.text);
	crm_doc_free(d);
	return b;
}

#define EDITION                                                             \
	"{\"edition\":\"e\",\"title\":\"t\",\"levels\":false,\"elements\":" \
	"[{\"number\":\"1\",\"name\":\"n\",\"role\":\"warrant\",\"applies\":\"always\"}]}"
#define PROFILE                                                                  \
	"{\"profile\":\"p\",\"title\":\"t\",\"edition\":\"e\",\"change_codes\":" \
	"{\"x02\":\"submit\",\"X03\":\"none\",\"S03\":\"none\",\"N01\":\"none\",\"OWN\":\"none\"}}"

static struct crm_change_advice advise(
    const struct crm_ppap_changes *c, const struct crm_ppap_book *book, const char *code)
{
	struct crm_change_advice a;

	crm_change_advise(c, book, code, &a);
	return a;
}

/* The customer's word comes first, then S, N, X; nobody's code is told. */
static void order(void **state)
{
	static const struct {
		const char *code, *action, *by;
		bool profile, check; /* with a profile; customer's rules decide */
	} rows[] = {
	    {"S03", "submit", "aiag 3.2", false, false},
	    {"N04", "notify", "aiag 3.1", false, false},
	    {"X02", "none", "aiag 3rd ed. I.3.3", false, true},
	    {"foo", "notify", "unknown code", false, false},
	    {"", "notify", "unknown code", false, false},
	    {"S0", "notify", "unknown code", false, false},
	    {"S033", "notify", "unknown code", false, false},
	    /* small letters, and by name: a slip would be told too little otherwise */
	    {"s03", "submit", "aiag 3.2", false, false},
	    {"engineering_change", "submit", "aiag 3.2", false, false},
	    /* the customer's word, in both directions */
	    {"X02", "submit", "customer", true, false},
	    {"S03", "none", "customer", true, false},
	    {"s03", "none", "customer", true, false},
	    {"engineering_change", "none", "customer", true, false},
	    {"N01", "none", "customer", true, false},
	    {"X03", "none", "customer", true, false},
	    {"OWN", "none", "customer", true, false},
	    /* it says nothing of these */
	    {"S01", "submit", "aiag 3.2", true, false},
	    {"N02", "notify", "aiag 3.1", true, false},
	    {"X01", "none", "aiag 3rd ed. I.3.3", true, true},
	    {"foo", "notify", "unknown code", true, false},
	};
	struct crm_ppap_changes *c = installed("aiag");
	struct crm_ppap_book *book = book_of(EDITION, PROFILE);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_change_advice a = advise(c, rows[i].profile ? book : NULL, rows[i].code);

		if (strcmp(crm_change_action_name(a.action), rows[i].action) != 0 ||
		    strcmp(crm_change_by(&a), rows[i].by) != 0 || a.check_customer != rows[i].check)
			fail_msg("row %zu: %s is %s by %s", i, rows[i].code,
			    crm_change_action_name(a.action), crm_change_by(&a));
		assert_string_equal(a.code, rows[i].code);
	}
	crm_ppap_book_free(book);
	crm_ppap_changes_free(c);
}

static void notes(void **state)
{
	static const struct {
		const char *table, *code, *want;
		bool profile;
	} rows[] = {
	    {"aiag", "S03", "", false},
	    {"aiag", "X02", "not required by the 3rd edition; check the customer's rules", false},
	    {"aiag", "X02", "", true},
	    {"aiag", "X07",
	        "not required by the 3rd edition; check the customer's rules; bulk material only",
	        false},
	    {"aiag", "S04",
	        "bulk material only; the warrant has no reason of its own for it: agree one with "
	        "the customer",
	        false},
	    {"aiag", "N04", "where tools are transferred, mark tooling as well", false},
	    {"aiag", "foo", "unknown code: the customer is told, to be on the safe side", false},
	    {"aiag", "OWN", "", true},
	    {"vda", "S03", "a cautious guess: compare it with the trigger matrix that was agreed",
	        false},
	    {"vda", "S03", "", true},
	};
	struct crm_ppap_book *book = book_of(EDITION, PROFILE);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_ppap_changes *c = installed(rows[i].table);
		struct crm_change_advice a = advise(c, rows[i].profile ? book : NULL, rows[i].code);
		struct crm_buf note = CRM_BUF_INIT;

		crm_change_note(&a, &note);
		assert_string_equal(crm_buf_str(&note), rows[i].want);
		crm_buf_release(&note);
		crm_ppap_changes_free(c);
	}
	crm_ppap_book_free(book);
}

/* What the rule takes for a code: one of its reasons, or of those that it accepts besides. */
static void accepted(void **state)
{
	static const struct {
		const char *code;
		const char *given[3];
		bool accepts;
	} rows[] = {
	    {"N04", {"additional_location"}, true},
	    {"N04", {"tooling"}, true},
	    {"N04", {"initial", "tooling"}, true},
	    {"N04", {"part_processing_change"}, false},
	    {"N04", {NULL}, false},
	    {"N03", {"part_processing_change"}, true},
	    {"S03", {"engineering_change"}, true},
	    {"S03", {"tooling"}, false},
	    /* the facts map these to no reason */
	    {"N09", {"initial"}, true},
	    {"N10", {"initial"}, true},
	    {"N11", {"initial"}, true},
	    {"N12", {"initial"}, true},
	    {"S04", {"initial"}, true},
	    {"X02", {"initial"}, true},
	};
	static const char *const tables[] = {"aiag", "vda"};

	(void)state;
	for (size_t i = 0; i < 2 * COUNT(rows); i++) {
		struct crm_ppap_changes *c = installed(tables[i % 2]);
		struct crm_texts given = {rows[i / 2].given, 0};

		while (given.n < 3 && given.items[given.n] != NULL)
			given.n++;
		if (crm_change_accepts(crm_ppap_changes_find(c, rows[i / 2].code), given) !=
		    rows[i / 2].accepts)
			fail_msg("row %zu of %s: %s", i / 2, tables[i % 2], rows[i / 2].code);
		crm_ppap_changes_free(c);
	}
}

/* Each once, as they come; a word is no part of another. */
static void reasons(void **state)
{
	struct crm_ppap_changes *c = installed("aiag");
	static const char *const three[] = {"N03", "N02", "S03", "N07", "N06"};
	struct crm_buf out = CRM_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(three); i++)
		crm_change_reasons(crm_ppap_changes_find(c, three[i]), &out);
	assert_string_equal(crm_buf_str(&out),
	    "tooling,part_processing_change,engineering_change,tooling_inactive_over_1_year");
	crm_buf_clear(&out);
	crm_change_reasons(crm_ppap_changes_find(c, "N06"), &out);
	crm_change_reasons(crm_ppap_changes_find(c, "N02"), &out);
	assert_string_equal(crm_buf_str(&out), "tooling_inactive_over_1_year,tooling");
	crm_buf_release(&out);
	crm_ppap_changes_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(of_aiag),
	    cmocka_unit_test(elements),
	    cmocka_unit_test(of_vda),
	    cmocka_unit_test(order),
	    cmocka_unit_test(notes),
	    cmocka_unit_test(accepted),
	    cmocka_unit_test(reasons),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
