/*
 * lib/rules/ppap/edition.h: editions and profiles of one's own: every mistake that they may have,
 * limits at their bounds, and a profile over another.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/data/finding.h"
#include "lib/rules/ppap/advice.h"
#include "tests/unit/ppap_book.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* JSON with ' for ". */
static struct crm_doc *parse(const char *json)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_doc *d = NULL;
	struct crm_limits l;

	crm_buf_addz(&text, json);
	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i] == '\'')
			text.data[i] = '"';
	}
	crm_limits_init(&l);
	if (crm_doc_parse(text.data, text.len, &l, &d, &e) != 0)
		fail_msg("%s: %s", json, e.text);
	crm_buf_release(&text);
	return d;
}

static int add(struct crm_ppap_book *b, bool is_profile, const char *json, struct crm_err *e)
{
	struct crm_doc *d = parse(json);
	int rc = is_profile ? crm_ppap_book_profile(b, d, "own.json", e)
	                    : crm_ppap_book_edition(b, d, "own.json", e);

	crm_doc_free(d);
	return rc;
}

static void assert_refused(
    struct crm_ppap_book *b, bool is_profile, const char *json, const char *field, const char *text)
{
	struct crm_err e = CRM_ERR_INIT;

	if (add(b, is_profile, json, &e) != -1)
		fail_msg("%s was taken", json);
	assert_int_equal(e.code, CRM_CONFIG);
	assert_string_equal(e.source, "own.json");
	if (strcmp(e.field, field) != 0 || strstr(e.text, text) == NULL)
		fail_msg("%s: field '%s': %s", json, e.field, e.text);
	crm_ppap_book_free(b);
}

struct wrong {
	const char *json, *field, *text;
};

#define HEAD "'edition':'x','title':'X','levels':true,'default_level':3,"
#define BARE "'edition':'x','title':'X','levels':false,"
#define LEVELS "'levels':['R','S','S','*','R']"

static const struct wrong editions[] = {
    {"[]", "", "an object expected"},
    {"{}", "", "edition, title and elements expected"},
    {"{" HEAD "'elements':[]}", "", "edition, title and elements expected"},
    {"{'edition':''}", "edition", "a text expected"},
    {"{'title':7}", "title", "a text expected"},
    {"{'levels':1}", "levels", "true or false expected"},
    {"{'level':3}", "level", "unknown key; expected edition, title, skeleton, levels"},
    {"{'note':1}", "note", "a text expected"},
    {"{'default_level':0}", "default_level", "from 1 to 5"},
    {"{'default_level':6}", "default_level", "from 1 to 5"},
    {"{'default_level':'3'}", "default_level", "from 1 to 5"},
    {"{'elements':{}}", "elements", "a list expected"},
    {"{'elements':[7]}", "elements[0]", "an object expected"},
    {"{" BARE "'elements':[{'number':'1','name':'N'}]}", "elements[0]", "number, name and role"},
    {"{" BARE "'elements':[{'number':'1','role':'flow'}]}", "elements[0]", "number, name and role"},
    {"{" BARE "'elements':[{'name':'N','role':'flow'}]}", "elements[0]", "number, name and role"},
    {"{" BARE "'elements':[{'number':'1','name':'N','role':'boss'}]}", "elements[0].role",
        "expected one of other, design_record,"},
    {"{" BARE "'elements':[{'number':'1/2','name':'N','role':'flow'}]}", "elements[0]",
        "number '1/2'"},
    {"{" BARE "'elements':[{'number':'12345678901234567','name':'N','role':'flow'}]}",
        "elements[0]", "at most 16 letters"},
    {"{" BARE "'elements':[{'number':'1','name':'N','role':'flow'},"
     "{'number':'1','name':'M','role':'pfmea'}]}",
        "elements[1]", "number '1' is there twice"},
    {"{" BARE "'elements':[{'number':'1','name':'N','role':'flow'},"
     "{'number':'2','name':'M','role':'flow'}]}",
        "elements[1]", "role 'flow' is there twice"},
    {"{" BARE "'elements':[{'number':'1','name':'N','role':'flow','applies':'never'}]}",
        "elements[0].applies", "expected one of always, proprietary, details, engineering"},
    {"{" BARE "'elements':[{'number':'1','name':'N','role':'flow','applies':true}]}",
        "elements[0].applies", "expected one of always"},
    {"{" BARE "'elements':[{'number':'1','name':'N','role':'flow','asked':true}]}", "elements[0]",
        "asked, although it applies always"},
    {"{" BARE "'elements':[{'number':'1','name':'N','role':'flow','na':'yes'}]}", "elements[0].na",
        "true or false"},
    {"{" BARE "'elements':[{'number':'1','name':'N','role':'flow','old':true}]}", "elements[0].old",
        "unknown key; expected number, role, name"},
    {"{" BARE "'elements':[{'number':'1','name':'N','role':'flow'," LEVELS "}]}",
        "elements[0].levels", "the edition has no levels"},
    {"{" HEAD "'elements':[{'number':'1','name':'N','role':'flow'}]}", "elements[0]",
        "levels expected"},
    {"{" HEAD "'elements':[{'number':'1','name':'N','role':'flow','levels':'RSS*R'}]}",
        "elements[0].levels", "a list of 5"},
    {"{" HEAD "'elements':[{'number':'1','name':'N','role':'flow',"
     "'levels':['R','S','S','*']}]}",
        "elements[0].levels", "a list of 5"},
    {"{" HEAD "'elements':[{'number':'1','name':'N','role':'flow',"
     "'levels':['R','S','S','*','-']}]}",
        "elements[0].levels[4]", "expected one of S, R, *"},
    {"{" BARE "'default_level':3,'elements':[{'number':'1','name':'N','role':'flow'}]}", "",
        "default_level without levels"},
    {"{'edition':'x','title':'X','levels':true,'elements':[{'number':'1','name':'N',"
     "'role':'flow'," LEVELS "}]}",
        "", "default_level expected"},
};

static void wrong_editions(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(editions); i++)
		assert_refused(crm_ppap_book_new(), false, editions[i].json, editions[i].field,
		    editions[i].text);
}

static const struct wrong profiles[] = {
    {"{}", "", "profile and title expected"},
    {"{'profile':'x'}", "", "profile and title expected"},
    {"{'profile':'x','title':'X','edition':'aiag-3'}", "edition",
        "'aiag-3', and the one in use is 'aiag-4'"},
    {"{'edition':4}", "edition", "a text expected"},
    {"{'uses':['aiag']}", "uses", "a text expected"},
    {"{'skeleton':'yes'}", "skeleton", "true or false"},
    {"{'default_level':9}", "default_level", "from 1 to 5"},
    {"{'levels':true}", "levels", "unknown key; expected profile, title"},
    {"{'elements':[{'number':'9','name':'N','role':'other'," LEVELS "}]}", "elements[0]",
        "number '9' is there twice"},
    {"{'elements':[{'number':'C1','name':'N','role':'msa'," LEVELS "}]}", "elements[0]",
        "role 'msa' is there twice"},
    {"{'elements':[{'number':'C1','name':'N','role':'other'}]}", "elements[0]", "levels expected"},
    {"{'change':{'99':{'na':true}}}", "change.99", "no such element in edition aiag-4"},
    {"{'change':{'9':true}}", "change.9", "an object expected"},
    {"{'change':{'9':{'role':'other'}}}", "change.9.role", "expected name, applies, asked"},
    {"{'change':{'9':{'number':'10'}}}", "change.9.number", "unknown key"},
    {"{'change':{'9':{'asked':true}}}", "change.9", "asked, although it applies always"},
    {"{'change':{'2':{'applies':'always'}}}", "change.2", "asked, although"},
    {"{'change':{'9':{'levels':['R']}}}", "change.9.levels", "a list of 5"},
    {"{'severity':{'evidence_older':'error'}}", "severity.evidence_older", "no such finding"},
    {"{'severity':{'evidence_old':'fatal'}}", "severity.evidence_old",
        "expected one of note, warning, error"},
    {"{'change_codes':{'X02':'tell'}}", "change_codes.X02", "expected one of none, notify, submit"},
    {"{'change_codes':['X02']}", "change_codes", "an object expected"},
    {"{'limits':{'max_age':1}}", "limits.max_age", "unknown key; expected max_age_days"},
    {"{'limits':{'max_age_days':-1}}", "limits.max_age_days", "from 0 to 1000000"},
    {"{'limits':{'max_age_days':'365'}}", "limits.max_age_days", "a number"},
    {"{'limits':{'max_age_days':365.0}}", "limits.max_age_days", "a number"},
    {"{'limits':{'max_age_days':1000001}}", "limits.max_age_days", "from 0 to 1000000"},
    {"{'limits':{'run_parts':null}}", "limits.run_parts", "a number"},
    {"{'limits':{'samples':0}}", "limits.samples", "from 1"},
    {"{'limits':{'ndc':0}}", "limits.ndc", "from 1"},
    {"{'limits':{'retention_years_min':101}}", "limits.retention_years_min", "0 to 100"},
    {"{'limits':{'run_hours_min':'-1'}}", "limits.run_hours_min", "decimal of 0 or more"},
    {"{'limits':{'run_hours_min':'9'}}", "limits", "run_hours_min is above run_hours_max"},
    {"{'limits':{'run_hours_max':'0.9'}}", "limits", "run_hours_min is above"},
    {"{'limits':{'index_low':'high'}}", "limits.index_low", "decimal of 0 or more"},
    {"{'limits':{'index_low':1.33}}", "limits.index_low", "like \"1.33\""},
    {"{'limits':{'index_low':'0'}}", "limits", "index_low above 0"},
    {"{'limits':{'index_low':'1.68'}}", "limits", "not above index_high"},
    {"{'limits':{'index_high':'1.32'}}", "limits", "not above index_high"},
    {"{'limits':{'grr_low':'0.0'}}", "limits", "grr_low above 0"},
    {"{'limits':{'grr_low':'30.1'}}", "limits", "not above grr_high"},
};

static void wrong_profiles(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(profiles); i++)
		assert_refused(
		    edition("aiag-4"), true, profiles[i].json, profiles[i].field, profiles[i].text);
	assert_refused(edition("vda-ppf"), true, "{'profile':'x','title':'X','default_level':3}",
	    "", "the edition has no levels");
}

/* What is at the limit of the allowed is taken; a member that is not said keeps its value. */
static void good_limits(void **state)
{
	static const struct {
		const char *json;
		int age, samples;
		const char *low, *high, *hours;
	} rows[] = {
	    {"'max_age_days':0,'samples':1", 0, 1, "1.33", "1.67", "8"},
	    {"'max_age_days':1000000,'samples':1000000", 1000000, 1000000, "1.33", "1.67", "8"},
	    {"'index_low':'1.67'", 365, 1, "1.67", "1.67", "8"},
	    {"'index_high':'1.330'", 365, 1, "1.33", "1.330", "8"},
	    {"'index_high':2,'index_low':'1.67'", 365, 1, "1.67", "2", "8"},
	    {"'index_low':'1.67','index_high':'2.00'", 365, 1, "1.67", "2.00", "8"},
	    {"'run_hours_max':'1'", 365, 1, "1.33", "1.67", "1"},
	    {"'run_hours_max':'0','run_hours_min':'4'", 365, 1, "1.33", "1.67", "0"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_ppap_book *b = edition("aiag-4");
		const struct crm_ppap_limits *l = crm_ppap_book_limits(b);
		struct crm_err e = CRM_ERR_INIT;
		char json[200];

		snprintf(
		    json, sizeof(json), "{'profile':'x','title':'X','limits':{%s}}", rows[i].json);
		if (add(b, true, json, &e) != 0)
			fail_msg("%s: %s: %s", json, e.field, e.text);
		assert_int_equal(l->max_age_days, rows[i].age);
		assert_int_equal(l->samples, rows[i].samples);
		assert_dec(l->index_low, rows[i].low);
		assert_dec(l->index_high, rows[i].high);
		assert_dec(l->run_hours_max, rows[i].hours);
		crm_ppap_book_free(b);
	}
}

/* A profile over another: the later word counts, what it does not name stays; one's own members and
 * notes are let be. */
static void over_another(void **state)
{
	struct crm_ppap_book *b = edition("aiag-4");
	struct crm_err e = CRM_ERR_INIT;
	const struct crm_ppap_element *x;

	(void)state;
	assert_int_equal(
	    add(b, true,
	        "{'profile':'base','title':'B','skeleton':true,'x-by':7,'note':'n',"
	        "'limits':{'samples':3,'note':'n','x-a':[]},'elements':[{'number':'C1','name':'N',"
	        "'role':'other','x-b':1," LEVELS "}],'change':{'x-c':1,'9':{'form':'CFG-1003'},"
	        "'15':{'levels':['S','S','S','S','R']}},"
	        "'severity':{'evidence_old':'error','samples_few':'note'},"
	        "'change_codes':{'X02':'notify','X03':'submit'}}",
	        &e),
	    0);
	assert_int_equal(
	    add(b, true,
	        "{'profile':'own','title':'O','uses':'base','edition':'aiag-4','default_level':5,"
	        "'limits':{'ndc':6},'change':{'C1':{'name':'M'},'9':{'aged':false}},"
	        "'severity':{'evidence_old':'warning'},'change_codes':{'X02':'none'}}",
	        &e),
	    0);
	assert_string_equal(crm_ppap_book_profile_name(b), "own");
	assert_false(crm_ppap_book_skeleton(b));
	assert_int_equal(crm_ppap_book_default_level(b), 5);
	assert_int_equal(crm_ppap_book_limits(b)->samples, 3);
	assert_int_equal(crm_ppap_book_limits(b)->ndc, 6);
	x = crm_ppap_book_element(b, 21);
	assert_string_equal(x->number, "C1");
	assert_string_equal(x->name, "M");
	assert_true(x->customer);
	assert_null(crm_ppap_book_element(b, 22));
	x = crm_ppap_book_find(b, "9");
	assert_string_equal(x->form, "CFG-1003");
	assert_false(x->aged || x->customer);
	assert_true(x->change_level);
	assert_int_equal(crm_ppap_book_find(b, "15")->duty[3], CRM_DUTY_SUBMIT);
	assert_int_equal(crm_ppap_book_severity(b, "evidence_old"), CRM_WARNING);
	assert_int_equal(crm_ppap_book_severity(b, "samples_few"), CRM_NOTE);
	assert_int_equal(crm_ppap_book_severity(b, "box_missing"), -1);
	assert_int_equal(crm_ppap_book_change(b, "X02"), CRM_CHANGE_NONE);
	assert_int_equal(crm_ppap_book_change(b, "x03"), CRM_CHANGE_SUBMIT);
	assert_int_equal(crm_ppap_book_change(b, "X04"), -1);
	crm_ppap_book_free(b);
}

/* What a profile may name as a change code: where the table is known, only what it has. */
static void codes(void **state)
{
	static const char table[] =
	    "{\"codes\":{\"X02\":{\"name\":\"move\",\"table\":\"t\",\"text\":\"x\","
	    "\"action\":\"none\"}}}";
	static const struct {
		const char *name;
		bool known; /* the table is */
		int change; /* of X02 then; -2: refused */
	} rows[] = {
	    {"X02", true, CRM_CHANGE_SUBMIT},
	    {"x02", true, CRM_CHANGE_SUBMIT},
	    {"Move", true, CRM_CHANGE_SUBMIT},
	    {"X03", true, -2},
	    {"X02 ", true, -2},
	    {"X03", false, -1},
	    {"x02", false, CRM_CHANGE_SUBMIT},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_ppap_book *b = edition("aiag-4");
		struct crm_ppap_changes *c = crm_ppap_changes_new();
		struct crm_buf text = CRM_BUF_INIT;
		struct crm_doc *d = parse(table);
		struct crm_err e = CRM_ERR_INIT;
		int rc;

		assert_int_equal(crm_ppap_changes_add(c, d, "table", &e), 0);
		crm_doc_free(d);
		if (rows[i].known)
			crm_ppap_book_codes(b, c);
		crm_buf_addf(&text,
		    "{\"profile\":\"p\",\"title\":\"t\",\"change_codes\":{\"%s\":\"submit\"}}",
		    rows[i].name);
		d = parse(crm_buf_str(&text));
		rc = crm_ppap_book_profile(b, d, "own.json", &e);
		assert_int_equal(rc, rows[i].change == -2 ? -1 : 0);
		if (rc == 0) {
			assert_int_equal(crm_ppap_book_change(b, "X02"), rows[i].change);
		} else {
			assert_int_equal(e.code, CRM_CONFIG);
			assert_string_equal(e.source, "own.json");
			assert_memory_equal(e.field, "change_codes.", 13);
		}
		crm_doc_free(d);
		crm_buf_release(&text);
		crm_ppap_changes_free(c);
		crm_ppap_book_free(b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(wrong_editions),
	    cmocka_unit_test(wrong_profiles),
	    cmocka_unit_test(codes),
	    cmocka_unit_test(good_limits),
	    cmocka_unit_test(over_another),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
