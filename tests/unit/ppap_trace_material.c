/*
 * lib/rules/ppap/trace_material.c, trace_required.c: tests of material and performance.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/rules/ppap/trace_private.h"
#include "tests/unit/ppap_trace.h"

#define HEAD "test,requirement,result,verdict,specification,quantity,date,laboratory\n"
#define TEST(row)                                                     \
	{                                                             \
		[CRM_SHEET_MATERIAL] = HEAD row ",S,3,2026-10-01,L\n" \
	}

static void material(void **state)
{
	static const struct trace_row rows[] = {
	    {"a value", TEST("tensile,min 400 MPa,412 MPa,ok"), .want = ""},
	    {"nok", TEST("tensile,min 400 MPa,388 MPa,nok"), .want = "material_verdict@10:2",
	        .text = "verdict nok, result '388 MPa', requirement 'min 400 MPa'"},
	    {"no result", TEST("tensile,,,ok"), .want = "material_verdict@10:2",
	        .text = "no result"},
	    {"a word for a number", TEST("tensile,min 400 MPa,conforms,ok"),
	        .want = "material_verdict@10:2",
	        .text = "result 'conforms' is no value; the requirement is 'min 400 MPa'"},
	    {"a word for a word", TEST("colour,black,conforms,ok"), .want = ""},
	    {"of the requirement, any case", TEST("marks,Conforms to ISO 1043-1,Conforms,ok"),
	        .want = "material_verdict@10:2"},
	    {"any case", TEST("tensile,min 400,I.O.,ok"), .want = "material_verdict@10:2"},
	    {"Chinese", TEST("tensile,min 400,合格,"), .want = "material_verdict@10:2"},
	    {"another word", TEST("tensile,min 400,enough,"), .want = "material_verdict@10:2"},
	    {"a class of the requirement", TEST("burning,UL 94 HB,HB,ok"), .want = ""},
	    {"a verdict of the requirement", TEST("marks,conforms to ISO 1043-1,conforms,ok"),
	        .want = "material_verdict@10:2"},
	    /* a value that contradicts the requirement, whatever the verdict says */
	    {"below", TEST("tensile,min 400 MPa,399.9 MPa,ok"), .want = "material_verdict@10:2",
	        .text = "result '399.9 MPa' does not meet the requirement 'min 400 MPa'"},
	    {"below, no verdict", TEST("tensile,min 400 MPa,399.9 MPa,"),
	        .want = "material_verdict@10:2"},
	    {"at it", TEST("tensile,min 400 MPa,400.0 MPa,ok"), .want = ""},
	    {"another unit", TEST("tensile,min 400 MPa,0.4 GPa,ok"), .want = ""},
	    {"waived", TEST("tensile,,,ok"), .waived = "10", .want = ""},
	};

	(void)state;
	TRACE_ROWS(rows);
}

#define RECORD(head, row)                                 \
	{                                                 \
		[CRM_SHEET_MATERIAL] = head "\n" row "\n" \
	}

/* Specification, day, quantity and laboratory, each as a column and in each row. */
static void record(void **state)
{
	static const struct trace_row rows[] = {
	    {"all",
	        RECORD(
	            "test,result,specification,date,quantity,laboratory", "t,3,S,2026-10-01,5,L"),
	        .want = ""},
	    {"no columns", RECORD("test,result", "t,3"), .want = "material_record@10:1",
	        .text = "no column specification, date, quantity, laboratory"},
	    {"one column",
	        RECORD("test,result,specification,date,laboratory", "t,3,S,2026-10-01,L"),
	        .want = "material_record@10:1", .text = "no column quantity"},
	    {"blank in a row",
	        RECORD("test,result,specification,date,quantity,laboratory",
	            "t,3,S,2026-10-01,5,L\nu,3,S,,5,"),
	        .want = "material_record@10:3", .text = "no date, laboratory"},
	    {"waived", RECORD("test,result", "t,3"), .waived = "10", .want = ""},
	};

	(void)state;
	TRACE_ROWS(rows);
}

static const struct {
	const char *requirement, *result;
	enum crm_trace_met met;
} required_rows[] = {
    {">= 80 HBW", "80 HBW", CRM_MET_YES},
    {">= 80 HBW", "79.999 HBW", CRM_MET_NO},
    {">=80", "80", CRM_MET_YES},
    {"\xe2\x89\xa5 80", "79", CRM_MET_NO},
    {"80 HBW min", "80.0 HBW", CRM_MET_YES},
    {"80 HBW min", "79.9 HBW", CRM_MET_NO},
    {"80 HBW MIN.", "79.9HBW", CRM_MET_NO},
    {"min 80 HBW", "80 HBW", CRM_MET_YES},
    {"min. 80 HBW", "79 HBW", CRM_MET_NO},
    {"<= 0.20 mm", "0.2 mm", CRM_MET_YES},
    {"<= 0.20 mm", "0.200000000000000001 mm", CRM_MET_NO},
    {"\xe2\x89\xa4 3", "3.1", CRM_MET_NO},
    {"3 max", "3", CRM_MET_YES},
    {"3 max", "3.1", CRM_MET_NO},
    {"Max 3", "3.1", CRM_MET_NO},
    {"8.0 to 11.0 %", "8.0 %", CRM_MET_YES},
    {"8.0 to 11.0 %", "7.9 %", CRM_MET_NO},
    {"8.0 to 11.0 %", "11 %", CRM_MET_YES},
    {"8.0 to 11.0 %", "11.1%", CRM_MET_NO},
    {"8 % to 11 %", "12 %", CRM_MET_NO},
    {"8..11", "11", CRM_MET_YES},
    {"8..11", "11.5", CRM_MET_NO},
    {"8 .. 11", "7", CRM_MET_NO},
    {"8 - 11 %", "7 %", CRM_MET_NO},
    {"8 \xe2\x80\x93 11", "8", CRM_MET_YES},
    {"-5 to -2", "-6", CRM_MET_NO},
    {"-5 to -2", "-2", CRM_MET_YES},
    {"420 N/mm2 min", "419 N/mm2", CRM_MET_NO},
    /* what is not certain */
    {"80 HBW min", "79", CRM_MET_UNKNOWN},
    {"80 min", "79 HBW", CRM_MET_UNKNOWN},
    {"80 HBW min", "79 HV", CRM_MET_UNKNOWN},
    {"80 HBW min", "79 HBW, 81 HBW", CRM_MET_UNKNOWN},
    {"80 HBW min", "about 79 HBW", CRM_MET_UNKNOWN},
    {"30 min", "28 min", CRM_MET_UNKNOWN},
    {"80 HBW", "79 HBW", CRM_MET_UNKNOWN},
    {"80 HBWmin", "79", CRM_MET_UNKNOWN},
    {"9,4 max", "9,5", CRM_MET_UNKNOWN},
    {"1 000 h min", "1 500 h", CRM_MET_UNKNOWN},
    {"11 to 8", "9", CRM_MET_UNKNOWN},
    {"8 mm to 11 cm", "7 mm", CRM_MET_UNKNOWN},
    {"8-11", "7", CRM_MET_UNKNOWN},
    {"min", "7", CRM_MET_UNKNOWN},
    {"", "7", CRM_MET_UNKNOWN},
    {"8 to", "7", CRM_MET_UNKNOWN},
    {"<= 3", "", CRM_MET_UNKNOWN},
    {"<= 3", "-", CRM_MET_UNKNOWN},
    {"<= 0.1234567890123456789", "1", CRM_MET_UNKNOWN},
};

static void required(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(required_rows) / sizeof(required_rows[0]); i++) {
		if (crm_trace_met(required_rows[i].result, required_rows[i].requirement) !=
		    required_rows[i].met)
			fail_msg("'%s' against '%s'", required_rows[i].result,
			    required_rows[i].requirement);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(material),
	    cmocka_unit_test(record),
	    cmocka_unit_test(required),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
