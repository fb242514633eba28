/*
 * One whole dossier with its warrant; each row changes a few of its members and names the
 * findings of the warrant that follow. To be included after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_PPAP_WARRANT_CASE_H
#define CRM_TESTS_UNIT_PPAP_WARRANT_CASE_H

#include <stdbool.h>
#include <stdio.h>

#include "tests/unit/ppap_case.h"

/* One member a line, so that a row may replace its value. */
static const char whole[] =
    "{\n"
    "'format': 1,\n"
    "'edition': 'aiag-4',\n"
    "'level': 3,\n"
    "'status': 'preparing',\n"
    "'interim': {},\n"
    "'part': {\n"
    "'number': 'B-4711',\n"
    "'name': 'Bracket',\n"
    "'drawing': 'D-4711',\n"
    "'change_level': 'C',\n"
    "'change_date': '2026-08-01'},\n"
    "'reasons': ['initial', 'tooling'],\n"
    "'traits': {\n"
    "'engineering_change': true,\n"
    "'design_responsible': true},\n"
    "'run': {\n"
    "'parts': 400,\n"
    "'hours': '4.0',\n"
    "'streams': ['cavity 1', 'cavity 2']},\n"
    "'elements': {\n"
    "'2': {'evidence': {'02/change.pdf': {'date': '2026-11-10'}}},\n"
    "'4': {'evidence': {'04/dfmea.csv': {'date': '2026-11-10', 'data': 'dfmea'}}},\n"
    "'6': {'evidence': {'06/pfmea.csv': {'date': '2026-11-10', 'data': 'pfmea'}}},\n"
    "'9': {'evidence': {'09/list.csv': {'date': '2026-11-10', 'data': 'characteristics'},\n"
    "'09/results.csv': {'date': '2026-11-10', 'data': 'dimensional'}}},\n"
    "'10': {'evidence': {'10/tests.csv': {'date': '2026-11-10', 'data': 'material'}}},\n"
    "'11': {},\n"
    "'13': {},\n"
    "'18': {'evidence': {'18/warrant.pdf': {'date': '2026-11-10'}}},\n"
    "'x-end': {}},\n"
    "'warrant': {\n"
    "'part_name': 'Bracket',\n"
    "'customer_part_number': 'B-4711',\n"
    "'drawing_number': 'D-4711',\n"
    "'organization_part_number': null,\n"
    "'engineering_change_level': 'C',\n"
    "'engineering_change_date': '2026-08-01',\n"
    "'additional_engineering_changes': null,\n"
    "'additional_engineering_changes_date': null,\n"
    "'safety_or_government_regulation': 'no',\n"
    "'purchase_order_number': 'n/a',\n"
    "'weight_kg': '0.1230',\n"
    "'checking_aid_number': null,\n"
    "'checking_aid_change_level': null,\n"
    "'checking_aid_date': null,\n"
    "'organization_name': 'Works',\n"
    "'supplier_code': '77',\n"
    "'street_address': '1 Mill Lane',\n"
    "'city': 'Town',\n"
    "'region': null,\n"
    "'postal_code': '12345',\n"
    "'country': 'CN',\n"
    "'customer_name_division': 'Motor',\n"
    "'buyer_code': 'B1',\n"
    "'application': '2027 car',\n"
    "'substances_of_concern_reported': 'n/a',\n"
    "'reported_by': null,\n"
    "'polymeric_marking': 'n/a',\n"
    "'reasons': ['tooling', 'initial'],\n"
    "'reason_other': null,\n"
    "'level': 3,\n"
    "'results_cover': ['dimensional', 'material_and_functional'],\n"
    "'meets_design_record': 'yes',\n"
    "'mold_cavity_process': 'mould M-1, cavity 1, cavity 2',\n"
    "'production_rate_parts': 400,\n"
    "'production_rate_hours': '4',\n"
    "'explanation': null,\n"
    "'customer_tools_tagged': 'n/a',\n"
    "'authorized_signature': 'A. Smith',\n"
    "'signature_date': '2026-11-10',\n"
    "'print_name': 'A. Smith',\n"
    "'title': 'Manager',\n"
    "'phone': '1',\n"
    "'fax': null,\n"
    "'email': 'a@example.com',\n"
    "'disposition': null,\n"
    "'customer_signature': null,\n"
    "'customer_date': null,\n"
    "'customer_print_name': null,\n"
    "'customer_tracking_number': null}\n"
    "}\n";

/* A member and its new value. "w.KEY": a box; else the first member of that name. value NULL: the
 * path of a sheet and its rows. */
struct change {
	const char *key, *value;
};

/* Where the member's value begins. */
static inline const char *member(const char *text, const char *key)
{
	struct crm_buf name = CRM_BUF_INIT;
	const char *at = text;

	if (strncmp(key, "w.", 2) == 0) {
		at = strstr(text, "'warrant':");
		key += 2;
	}
	crm_buf_addf(&name, "\n'%s': ", key);
	at = strstr(at, crm_buf_str(&name));
	if (at == NULL)
		fail_msg("no member %s", key);
	at += name.len;
	crm_buf_release(&name);
	return at;
}

/* The line of a member in the whole dossier. */
static inline long line_of(const char *key)
{
	long line = 1;

	for (const char *s = whole, *end = member(whole, key); s < end; s++)
		line += *s == '\n';
	return line;
}

static inline void replace(struct crm_buf *text, const char *key, const char *value)
{
	const char *at = member(crm_buf_str(text), key), *end = at + strcspn(at, "\n");
	struct crm_buf out = CRM_BUF_INIT;

	while (end[-1] == ',' || (end[-1] == '}' && value[0] != '{'))
		end--;
	crm_buf_add(&out, text->data, (size_t)(at - text->data));
	crm_buf_addz(&out, value);
	crm_buf_addz(&out, end);
	crm_buf_release(text);
	*text = out;
}

static inline void open_case(struct ppap_case *c, const struct change *changes, size_t n)
{
	struct crm_buf text = CRM_BUF_INIT;

	crm_buf_addz(&text, whole);
	for (size_t i = 0; i < n && changes[i].key != NULL; i++) {
		if (strchr(changes[i].key, '/') == NULL)
			replace(&text, changes[i].key, changes[i].value);
	}
	ppap_case_open(c, crm_buf_str(&text));
	for (size_t i = 0; i < n && changes[i].key != NULL; i++) {
		if (strchr(changes[i].key, '/') != NULL)
			ppap_case_sheet(c, changes[i].key, changes[i].value);
	}
	crm_buf_release(&text);
}

static inline bool ours(const char *code)
{
	return strncmp(code, "box_", 4) == 0 || strncmp(code, "warrant_", 8) == 0 ||
	    strcmp(code, "customer_box") == 0 || strcmp(code, "deviation_unagreed") == 0;
}

/* "code field; code field" of the warrant's rules, in their order. */
static inline void codes(const struct ppap_case *c, struct crm_buf *out)
{
	crm_buf_clear(out);
	for (size_t i = 0; i < crm_findings_count(c->found); i++) {
		const struct crm_finding *x = crm_finding_at(c->found, i);
		const char *field = x->field;

		if (!ours(x->code))
			continue;
		assert_string_equal(x->source, "d/ppap.json");
		assert_true(x->line > 0);
		if (strncmp(field, "warrant.", 8) == 0)
			field += 8;
		crm_buf_addf(out, "%s%s %s", out->len > 0 ? "; " : "", x->code, field);
	}
}

static inline void expect(const struct ppap_case *c, const char *name, const char *want)
{
	struct crm_buf got = CRM_BUF_INIT;

	codes(c, &got);
	if (strcmp(crm_buf_str(&got), want) != 0)
		fail_msg("%s: '%s' instead of '%s'", name, crm_buf_str(&got), want);
	crm_buf_release(&got);
}

#define TODAY "2026-11-20"

struct row {
	const char *name;
	struct change changes[6];
	const char *want;
};

static inline void run(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct ppap_case c;

		open_case(&c, rows[i].changes, 6);
		ppap_case_judge(&c, TODAY);
		expect(&c, rows[i].name, rows[i].want);
		ppap_case_close(&c);
	}
}

#define RUN(rows) run(rows, sizeof(rows) / sizeof((rows)[0]))

/* The box alone with that value: what is found. */
static inline void with(const char *key, const char *value, const char *want)
{
	char box[80];
	struct row row = {key, {{box, value}}, want};

	snprintf(box, sizeof(box), "w.%s", key);
	run(&row, 1);
}

#endif
