/*
 * lib/rules/order/procedure/procedure.h: the table that people keep, and what is wrong in one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/buf.h"
#include "lib/rules/order/order.h"
#include "lib/rules/order/procedure/procedure.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static int read_text(const char *text, struct crm_procedure *p, struct crm_err *e)
{
	struct crm_buf json = CRM_BUF_INIT;
	struct crm_doc *d = NULL;
	struct crm_limits l;
	int rc;

	crm_limits_init(&l);
	crm_buf_addz(&json, text);
	for (size_t i = 0; i < json.len; i++) {
		if (json.data[i] == '\'')
			json.data[i] = '"';
	}
	if (crm_doc_parse(json.data, json.len, &l, &d, e) != 0)
		fail_msg("%s: %s", json.data, e->text);
	rc = crm_procedure_read(d, "p.json", p, e);
	crm_doc_free(d);
	crm_buf_release(&json);
	return rc;
}

/* ---- what is refused ---- */

#define DUTY "'department':'sales','fields':['place']"

static const struct {
	const char *text, *path, *says;
} bad[] = {
    {"[]", "", "an object expected"},
    {"{'dutys':[]}", "dutys", "unknown key; expected duties, required, authority, lists"},
    {"{'note':1}", "note", "a text expected"},
    {"{'duties':{}}", "duties", "a list expected"},
    {"{'duties':[1]}", "duties[0]", "an object expected"},
    {"{'duties':[{}]}", "duties[0]", "department and fields expected"},
    {"{'duties':[{'department':'sales'}]}", "duties[0]", "department and fields expected"},
    {"{'duties':[{'department':'sales','fields':[]}]}", "duties[0]",
        "department and fields expected"},
    {"{'duties':[{'fields':['place']}]}", "duties[0]", "department and fields expected"},
    {"{'duties':[{'department':''}]}", "duties[0].department", "a text expected"},
    {"{'duties':[{'fields':'place'}]}", "duties[0].fields", "a list expected"},
    {"{'duties':[{'fields':['place','colour']}]}", "duties[0].fields[1]",
        "orders have no field 'colour'"},
    {"{'duties':[{'fields':[7]}]}", "duties[0].fields[0]", "a field of orders expected"},
    {"{'duties':[{'fields':['place','place']}]}", "duties[0].fields[1]", "'place' is there twice"},
    /* a step writes it: the signature would not outlive the step */
    {"{'duties':[{'fields':['promised']}]}", "duties[0].fields[0]",
        "'promised' is written by steps"},
    {"{'duties':[{'fields':['approved_at']}]}", "duties[0].fields[0]", "is written by steps"},
    {"{'duties':[{'fields':['state']}]}", "duties[0].fields[0]", "is written by steps"},
    {"{'duties':[{'fields':['signatures']}]}", "duties[0].fields[0]", "is written by steps"},
    {"{'duties':[{'stage':0}]}", "duties[0].stage", "a number from 1 to 99 expected"},
    {"{'duties':[{'stage':100}]}", "duties[0].stage", "a number from 1 to 99 expected"},
    {"{'duties':[{'stage':'1'}]}", "duties[0].stage", "a number from 1 to 99 expected"},
    {"{'duties':[{'for':'contract'}]}", "duties[0].for", "a list expected"},
    {"{'duties':[{'for':['contract','frame']}]}", "duties[0].for[1]",
        "expected one of contract, repeat, call_off"},
    {"{'duties':[{'for':[]}]}", "duties[0].for", "at least one sort expected"},
    {"{'duties':[{'sorts':[]}]}", "duties[0].sorts",
        "unknown key; expected department, stage, fields, for"},
    {"{'duties':[{" DUTY "},{" DUTY ",'for':['repeat']}]}", "duties[1]",
        "'sales' has a duty for that sort already"},
    {"{'required':['place']}", "required[0]", "an object expected"},
    {"{'required':[{}]}", "required[0]", "field expected"},
    {"{'required':[{'field':'colour'}]}", "required[0].field", "orders have no field 'colour'"},
    {"{'required':[{'field':'filed_at'}]}", "required[0].field", "is written by steps"},
    {"{'required':[{'field':'place','for':['x']}]}", "required[0].for[0]", "expected one of"},
    {"{'required':[{'field':'place','for':['repeat']},{'field':'place'}]}", "required[1]",
        "'place' is required for that sort already"},
    {"{'authority':[]}", "authority", "an object expected"},
    {"{'authority':{'frame':['x']}}", "authority.frame",
        "unknown key; expected contract, repeat, call_off, production_order, price, override"},
    {"{'authority':{'price':'x'}}", "authority.price", "a list expected"},
    {"{'authority':{'price':[]}}", "authority.price", "at least one expected"},
    {"{'authority':{'price':['x','']}}", "authority.price[1]", "a text expected"},
    {"{'authority':{'price':['x','x']}}", "authority.price[1]", "'x' is there twice"},
    {"{'lists':{'invoice':['x']}}", "lists.invoice",
        "unknown key; expected sales_order, production_order, plan"},
    {"{'lists':{'plan':[3]}}", "lists.plan[0]", "a text expected"},
    {"{'samples':{}}", "samples", "a list expected"},
    {"{'samples':[{}]}", "samples[0]", "sort expected"},
    {"{'samples':[{'sort':'a,b'}]}", "samples[0]", "a word without blanks and commas expected"},
    {"{'samples':[{'sort':'a b'}]}", "samples[0]", "a word without blanks and commas expected"},
    {"{'samples':[{'sort':'a'},{'sort':'a'}]}", "samples[1]", "sort 'a' is there twice"},
    {"{'samples':[{'sort':'a','blocks':'all'}]}", "samples[0].blocks",
        "expected one of nothing, start, ship"},
    {"{'samples':[{'sort':'a','limit':'3 days'}]}", "samples[0]",
        "limit '3 days': a duration of days or hours like P3D or PT24H expected"},
    /* working days would need a calendar */
    {"{'samples':[{'sort':'a','limit':'3wd'}]}", "samples[0]", "limit '3wd': a duration of days"},
    {"{'samples':[{'sort':'a','limit':'P0D'}]}", "samples[0]", "limit 'P0D': a duration"},
    {"{'samples':[{'sort':'a','limit':'-P1D'}]}", "samples[0]", "limit '-P1D': a duration"},
    {"{'samples':[{'sort':'a','copies':0}]}", "samples[0].copies", "a number from 1 to 99"},
    {"{'samples':[{'sort':'a','copies':100}]}", "samples[0].copies", "a number from 1 to 99"},
    {"{'samples':[{'sort':'a','before_shipment':0}]}", "samples[0].before_shipment",
        "a number from 1 to 365 expected"},
    {"{'samples':[{'sort':'a','before_shipment':366}]}", "samples[0].before_shipment",
        "a number from 1 to 365 expected"},
    {"{'samples':[{'sort':'a','substitute':'yes'}]}", "samples[0].substitute",
        "true or false expected"},
    {"{'ppap':true}", "ppap", "an object expected"},
    {"{'ppap':{'needed':1}}", "ppap.needed", "true or false expected"},
    {"{'ppap':{'not_for':'K-1'}}", "ppap.not_for", "a list expected"},
    {"{'retention':{'order':0}}", "retention.order", "a number from 1 to 100 expected"},
    {"{'retention':{'order':101}}", "retention.order", "a number from 1 to 100 expected"},
    {"{'retention':{'quote':6}}", "retention.quote", "unknown key; expected order"},
    {"{'retention':{'sample':2}}", "retention.sample", "unknown key; expected order"},
    {"{'retention':{'complaint':1}}", "retention.complaint", "unknown key; expected order"},
};

static void refused(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct crm_procedure p = {.nduties = 77};
		struct crm_err e = CRM_ERR_INIT;

		if (read_text(bad[i].text, &p, &e) == 0)
			fail_msg("%s was read", bad[i].text);
		assert_int_equal(e.code, CRM_CONFIG);
		assert_string_equal(e.source, "p.json");
		if (strcmp(e.field, bad[i].path) != 0 || strstr(e.text, bad[i].says) == NULL)
			fail_msg("%s: %s: %s, expected %s: %s", bad[i].text, e.field, e.text,
			    bad[i].path, bad[i].says);
		assert_int_equal(p.nduties, 77);
		crm_err_clear(&e);
	}
}

/* ---- what is read ---- */

/* What is not there: nobody signs, anybody decides, every part needs its approval. */
static void empty(void **unused)
{
	struct crm_cell customer = crm_cell_text("K-1");
	struct crm_err e = CRM_ERR_INIT;
	struct crm_procedure p;

	(void)unused;
	assert_int_equal(read_text("{'note':'n','x-own':[1],'lists':{'plan':[]}}", &p, &e), 0);
	assert_int_equal(p.nduties + p.nrequired + p.nsamples, 0);
	for (int i = 0; i < CRM_AUTHORITIES; i++)
		assert_null(p.authority[i]);
	for (int i = 0; i < CRM_PAPERS; i++)
		assert_null(p.lists[i]);
	assert_true(crm_procedure_ppap(&p, &customer));
	assert_int_equal(p.retention, 10);
	crm_procedure_release(&p);
	crm_procedure_release(NULL);
}

static void own(void **unused)
{
	static const char text[] =
	    "{'duties':[{" DUTY "},{'department':'quality','stage':99,'for':['repeat','contract'],"
	    "'fields':['acceptance','hsf_law'],'note':'n'},"
	    "{'department':'quality','for':['call_off'],'fields':['place']}],"
	    "'required':[{'field':'place','for':['repeat']},{'field':'place','for':['contract']},"
	    "{'field':'price'}],'retention':{'order':1},"
	    "'ppap':{'not_for':['K-1','K-2']},'samples':[{'sort':'s','limit':'PT24H','copies':99}]}";
	struct crm_cell customers[] = {crm_cell_text("K-1"), crm_cell_text("K-2"),
	    crm_cell_text("K-12"), crm_cell_text("k-1"), crm_cell_absent()};
	struct crm_err e = CRM_ERR_INIT;
	struct crm_procedure p;

	(void)unused;
	if (read_text(text, &p, &e) != 0)
		fail_msg("%s: %s", e.field, e.text);
	assert_int_equal(p.nduties, 3);
	assert_string_equal(p.duties[0].department, "sales");
	assert_int_equal(p.duties[0].stage, 1);
	assert_int_equal(p.duties[0].sorts, CRM_SORTS_ALL);
	assert_int_equal(p.duties[1].stage, 99);
	assert_int_equal(p.duties[1].sorts, 1u << CRM_SORT_REPEAT | 1u << CRM_SORT_CONTRACT);
	assert_int_equal(p.duties[1].n, 2);
	assert_int_equal(p.duties[1].fields[1], CRM_O_HSF_LAW);
	assert_int_equal(p.duties[2].sorts, 1u << CRM_SORT_CALL_OFF);
	assert_int_equal(p.nrequired, 3);
	assert_int_equal(p.required[1].field, CRM_O_PLACE);
	assert_int_equal(p.required[1].sorts, 1u << CRM_SORT_CONTRACT);
	assert_int_equal(p.required[2].sorts, CRM_SORTS_ALL);
	assert_int_equal(p.retention, 1);
	for (size_t i = 0; i < COUNT(customers); i++)
		assert_int_equal(crm_procedure_ppap(&p, &customers[i]), i >= 2);
	assert_string_equal(crm_procedure_sample(&p, "s", 1)->limit, "PT24H");
	assert_int_equal(crm_procedure_sample(&p, "s", 1)->copies, 99);
	assert_null(crm_procedure_sample(&p, "st", 2));
	assert_null(crm_procedure_sample(&p, "", 0));
	p.ppap_needed = false;
	assert_false(crm_procedure_ppap(&p, &customers[2]));
	crm_procedure_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(refused),
	    cmocka_unit_test(empty),
	    cmocka_unit_test(own),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
