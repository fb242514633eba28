/*
 * lib/share/order/procedure.json: what the installed procedure says, by the requirements.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/buf.h"
#include "lib/io/share.h"
#include "lib/rules/order/order.h"
#include "lib/rules/order/procedure/procedure.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void installed(struct crm_procedure *p)
{
	const char *top = getenv("TOP");
	char dir[512];
	const char *dirs[] = {dir, NULL};
	struct crm_share s = {dirs, "", ".json", "procedure"};
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_doc *d = NULL;

	snprintf(dir, sizeof(dir), "%s/lib/share/order", top != NULL ? top : ".");
	if (crm_share_doc(&s, "procedure", &d, &path, &e) != 0 ||
	    crm_procedure_read(d, crm_buf_str(&path), p, &e) != 0)
		fail_msg("%s: %s: %s", e.source, e.field, e.text);
	crm_buf_release(&path);
	crm_doc_free(d);
}

static const struct crm_duty_row *duty(
    const struct crm_procedure *p, const char *department, enum crm_order_sort sort)
{
	for (size_t i = 0; i < p->nduties; i++) {
		if (strcmp(p->duties[i].department, department) == 0 &&
		    (p->duties[i].sorts & 1u << sort) != 0)
			return &p->duties[i];
	}
	return NULL;
}

/* O3: who judges what of a contract. */
static void departments(void **unused)
{
	static const struct {
		const char *department, *fields;
		bool repeat, call_off;
	} rows[] = {
	    {"sales", "customs ship_on delivery_method place terms", true, false},
	    {"engineering", "technical packaging change_level special_characteristics feasibility",
	        true, false},
	    {"quality", "standard acceptance hsf_law hsf_customer hsf_own customer_specific", false,
	        false},
	    {"planning", "requested quantity capacity stock", true, true},
	    {"purchasing", "materials materials_by", true, false},
	    {"finance", "price currency payment funds", true, false},
	};
	struct crm_procedure p;

	(void)unused;
	installed(&p);
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct crm_duty_row *d = duty(&p, rows[i].department, CRM_SORT_CONTRACT);

		assert_non_null(d);
		for (const char *f = rows[i].fields; *f != '\0';) {
			size_t len = strcspn(f, " "), k = 0;
			int field = crm_schema_find(crm_order.flow.schema, f, len);

			while (k < d->n && d->fields[k] != field)
				k++;
			if (k == d->n)
				fail_msg("%s does not judge %.*s", d->department, (int)len, f);
			f += len + (f[len] == ' ' ? 1 : 0);
		}
		assert_int_equal(
		    duty(&p, rows[i].department, CRM_SORT_REPEAT) != NULL, rows[i].repeat);
		assert_int_equal(
		    duty(&p, rows[i].department, CRM_SORT_CALL_OFF) != NULL, rows[i].call_off);
	}
	/* planning needs the day of the materials, and comes after them */
	assert_true(duty(&p, "planning", CRM_SORT_CONTRACT)->stage >
	    duty(&p, "purchasing", CRM_SORT_CONTRACT)->stage);
	crm_procedure_release(&p);
}

static void joined(const char *const *list, struct crm_buf *out)
{
	crm_buf_clear(out);
	for (size_t i = 0; list != NULL && list[i] != NULL; i++)
		crm_buf_addf(out, "%s%s", i > 0 ? " " : "", list[i]);
}

/* O4, O6, O7. */
static void lists(void **unused)
{
	static const char *const authority[CRM_AUTHORITIES] = {
	    [CRM_AUTHORITY_CONTRACT] = "general_manager deputy_general_manager",
	    [CRM_AUTHORITY_REPEAT] = "production_planning_director",
	    [CRM_AUTHORITY_CALL_OFF] = "production_planning_director",
	    [CRM_AUTHORITY_PRODUCTION_ORDER] = "general_manager",
	    [CRM_AUTHORITY_PRICE] = "general_manager",
	    [CRM_AUTHORITY_OVERRIDE] = "general_manager deputy_general_manager",
	};
	static const char *const papers[CRM_PAPERS] = {
	    [CRM_PAPER_SALES_ORDER] = "production planning engineering material_control finance",
	    [CRM_PAPER_PRODUCTION_ORDER] = "production quality workshop material_control warehouse",
	    [CRM_PAPER_PLAN] = "production purchasing material_control management sales",
	};
	struct crm_buf have = CRM_BUF_INIT;
	struct crm_procedure p;

	(void)unused;
	installed(&p);
	for (int i = 0; i < CRM_AUTHORITIES; i++) {
		joined(p.authority[i], &have);
		assert_string_equal(crm_buf_str(&have), authority[i]);
	}
	for (int i = 0; i < CRM_PAPERS; i++) {
		joined(p.lists[i], &have);
		assert_string_equal(crm_buf_str(&have), papers[i]);
	}
	crm_buf_release(&have);
	crm_procedure_release(&p);
}

/* O1: what a contract must say, and that the shorter routes ask for less of the same. */
static void required(void **unused)
{
	static const int contract[] = {CRM_O_CUSTOMER, CRM_O_ORDERED, CRM_O_REQUESTED, CRM_O_PART,
	    CRM_O_QUANTITY, CRM_O_INTENDED_USE, CRM_O_STANDARD, CRM_O_ACCEPTANCE, CRM_O_TECHNICAL,
	    CRM_O_PACKAGING, CRM_O_HSF_LAW, CRM_O_HSF_CUSTOMER, CRM_O_HSF_OWN, CRM_O_IMPLIED,
	    CRM_O_LEGAL, CRM_O_DELIVERY_METHOD, CRM_O_PLACE, CRM_O_PRICE, CRM_O_CURRENCY,
	    CRM_O_PAYMENT, CRM_O_FEASIBILITY, CRM_O_SPECIAL_CHARACTERISTICS,
	    CRM_O_CUSTOMER_SPECIFIC, CRM_O_CAPACITY};
	unsigned sorts[CRM_O_COUNT] = {0};
	size_t n[CRM_SORTS] = {0};
	struct crm_procedure p;

	(void)unused;
	installed(&p);
	for (size_t i = 0; i < p.nrequired; i++)
		sorts[p.required[i].field] |= p.required[i].sorts;
	for (size_t i = 0; i < COUNT(contract); i++) {
		if ((sorts[contract[i]] & 1u << CRM_SORT_CONTRACT) == 0)
			fail_msg("%s", crm_order.flow.schema->fields[contract[i]].name);
	}
	for (int f = 0; f < CRM_O_COUNT; f++) {
		for (unsigned s = 0; s < CRM_SORTS; s++)
			n[s] += (sorts[f] & 1u << s) != 0;
		assert_true(sorts[f] == 0 || (sorts[f] & 1u << CRM_SORT_CONTRACT) != 0);
		assert_true((sorts[f] & 1u << CRM_SORT_CALL_OFF) == 0 ||
		    (sorts[f] & 1u << CRM_SORT_REPEAT) != 0);
	}
	assert_int_equal(n[CRM_SORT_CONTRACT], COUNT(contract));
	assert_true(n[CRM_SORT_REPEAT] < n[CRM_SORT_CONTRACT]);
	assert_true(n[CRM_SORT_CALL_OFF] < n[CRM_SORT_REPEAT]);
	crm_procedure_release(&p);
}

/* T2. */
static void samples(void **unused)
{
	static const struct crm_sample_sort want[] = {
	    {.sort = "style", .substitute = true},
	    {.sort = "confirmation", .blocks = CRM_SAMPLE_BLOCKS_START},
	    {.sort = "pre_production", .blocks = CRM_SAMPLE_BLOCKS_START},
	    {.sort = "sales", .colours_sizes = true},
	    {.sort = "shipping", .blocks = CRM_SAMPLE_BLOCKS_SHIP, .before_shipment = 7},
	    {.sort = "colour",
	        .blocks = CRM_SAMPLE_BLOCKS_START,
	        .light_source = true,
	        .copies = 3},
	    {.sort = "print", .blocks = CRM_SAMPLE_BLOCKS_START},
	    {.sort = "accessory", .blocks = CRM_SAMPLE_BLOCKS_START, .limit = "P3D"},
	    {.sort = "A", .substitute = true},
	    {.sort = "B"},
	    {.sort = "C"},
	    {.sort = "D", .blocks = CRM_SAMPLE_BLOCKS_START},
	    {.sort = "initial", .blocks = CRM_SAMPLE_BLOCKS_SHIP},
	    {.sort = "master", .expires = true},
	    {.sort = "boundary", .expires = true},
	};
	struct crm_procedure p;

	(void)unused;
	installed(&p);
	assert_int_equal(p.nsamples, COUNT(want));
	for (size_t i = 0; i < COUNT(want); i++) {
		const struct crm_sample_sort *w = &want[i];
		const struct crm_sample_sort *s =
		    crm_procedure_sample(&p, w->sort, strlen(w->sort));

		if (s == NULL || s->blocks != w->blocks || s->substitute != w->substitute ||
		    s->light_source != w->light_source || s->expires != w->expires ||
		    s->colours_sizes != w->colours_sizes || s->copies != w->copies ||
		    s->before_shipment != w->before_shipment ||
		    (s->limit == NULL) != (w->limit == NULL))
			fail_msg("%s", w->sort);
		if (w->limit != NULL)
			assert_string_equal(s->limit, w->limit);
	}
	assert_true(p.ppap_needed);
	crm_procedure_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(departments),
	    cmocka_unit_test(lists),
	    cmocka_unit_test(required),
	    cmocka_unit_test(samples),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
