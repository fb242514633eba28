/*
 * lib/data/record.h: what came from outside, as it is stored.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/base/buf.h"
#include "lib/data/record.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const struct crm_field item_fields[] = {
    {.name = "imported", .type = CRM_T_BOOL},
    {.name = "rank", .type = CRM_T_INT},
};
static const struct crm_schema item = {"item", item_fields, COUNT(item_fields)};

static const struct crm_field fields[] = {
    {.name = "quantity", .type = CRM_T_INT, .flags = CRM_F_COUNT},
    {.name = "disputed", .type = CRM_T_BOOL},
    {.name = "price", .type = CRM_T_DEC},
    {.name = "part", .type = CRM_T_TEXT},
    {.name = "verdicts", .type = CRM_T_NESTED, .items = &item},
};
static const struct crm_schema schema = {"thing", fields, COUNT(fields)};

static const struct {
	const char *in, *out; /* with ' for " */
} rows[] = {
    {"{}", "{}"},
    {"{'quantity':'7','disputed':'true','x':1}", "{'quantity':7,'disputed':true,'x':1}"},
    {"{'quantity':7,'disputed':false}", "{'quantity':7,'disputed':false}"},
    /* what cannot be read stays, to be refused by who judges */
    {"{'quantity':'-7','disputed':'yes'}", "{'quantity':'-7','disputed':'yes'}"},
    {"{'quantity':'7 ','disputed':''}", "{'quantity':'7 ','disputed':''}"},
    {"{'quantity':null,'disputed':{'quantity':'7'}}",
        "{'quantity':null,'disputed':{'quantity':'7'}}"},
    /* decimals and texts are strings; what is no field is left alone */
    {"{'price':'7','part':'7','other':'7','box':{'quantity':'7','rank':'7'}}",
        "{'price':'7','part':'7','other':'7','box':{'quantity':'7','rank':'7'}}"},
    {"{'verdicts':{'answer':{'imported':'true','rank':'3','quantity':'4'},'rank':'5'}}",
        "{'verdicts':{'answer':{'imported':true,'rank':3,'quantity':'4'},'rank':'5'}}"},
    {"{'verdicts':[{'imported':'true'}]}", "{'verdicts':[{'imported':'true'}]}"},
    /* lines end with a newline */
    {"{'part':'a\\r\\nb\\rc\\r\\r\\nd\\n\\r'}", "{'part':'a\\nb\\nc\\n\\nd\\n\\n'}"},
    {"{'x':{'y':['\\r',{'z':'\\r\\n'}]}}", "{'x':{'y':['\\n',{'z':'\\n'}]}}"},
    {"{'verdicts':{'answer':{'why':'a\\rb'}}}", "{'verdicts':{'answer':{'why':'a\\nb'}}}"},
};

static char *quoted(const char *text, struct crm_buf *out)
{
	crm_buf_clear(out);
	crm_buf_addz(out, text);
	for (size_t i = 0; i < out->len; i++) {
		if (out->data[i] == '\'')
			out->data[i] = '"';
	}
	return out->data;
}

static void table(void **state)
{
	struct crm_buf in = CRM_BUF_INIT, want = CRM_BUF_INIT, have = CRM_BUF_INIT;
	struct crm_limits l;

	(void)state;
	crm_limits_init(&l);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_err e = CRM_ERR_INIT;
		struct crm_record *r = NULL;

		quoted(rows[i].in, &in);
		if (crm_record_parse(in.data, in.len, &l, &r, &e) != 0)
			fail_msg("%s: %s", in.data, e.text);
		/* twice is once */
		for (int n = 0; n < 2; n++) {
			crm_record_normalise(r, &schema);
			crm_buf_clear(&have);
			crm_record_dump(r, &have);
			assert_string_equal(crm_buf_str(&have), quoted(rows[i].out, &want));
		}
		crm_record_free(r);
	}
	crm_buf_release(&in);
	crm_buf_release(&want);
	crm_buf_release(&have);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(table),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
