/*
 * lib/rules/order/watch/risk.h: promises in danger by what submissions, complaints and samples say.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/rules/complaint/complaint.h"
#include "lib/rules/sample/sample.h"
#include "lib/rules/submission/submission.h"
#include "tests/unit/order_risk.h"

#define KINDS                                                                                \
	"'samples':[{'sort':'pre-production','blocks':'start'},{'sort':'shipping','blocks':" \
	"'ship'},{'sort':'style','blocks':'nothing'}],'ppap':{'needed':true,'not_for':['FREE']}"
#define INTERIM(until, n)                                                                   \
	"'id':'P-1','state':'interim','verdict':'interim','part':'4711','customer':'ACME'," \
	"'interim_expiry':'" until "','interim_quantity':" #n

static void approval(void **state)
{
	static const struct {
		const char *submission, *members, *want;
	} rows[] = {
	    {NULL, ID SOON, NOTHING "ppap\n"},
	    {NULL, "'id':'O-1','customer':'FREE','part':'4711','quantity':100" SOON, NOTHING},
	    {"'id':'P-1','state':'approved','verdict':'approved','part':'4711','customer':'ACME'",
	        ID SOON, NOTHING},
	    {"'id':'P-1','state':'rejected','verdict':'rejected','part':'4711','customer':'ACME'",
	        ID SOON, NOTHING "ppap\n"},
	    /* until the promise, it included, and for all that has not left */
	    {INTERIM("2026-11-27", 100), ID SOON, NOTHING},
	    {INTERIM("2026-11-26", 100), ID SOON, NOTHING "ppap\n"},
	    {INTERIM("2026-11-27", 99), ID SOON, NOTHING "ppap\n"},
	    {INTERIM("2026-11-27", 99), ID SOON LEFT(1), "part_left\n"},
	    {INTERIM("2026-11-19", 100), ID SOON, NOTHING "ppap\n"},
	    {NULL, ID SOON LEFT(100), "in_transit\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_order_book *b = book_of(KINDS);
		struct crm_buf have = CRM_BUF_INIT;

		if (rows[i].submission != NULL)
			book_add(b, &crm_submission, rows[i].submission, NINE);
		risk_judge(rows[i].members, b, NINE, 7, false, &have);
		if (strcmp(crm_buf_str(&have), rows[i].want) != 0)
			fail_msg("row %zu:\n%sexpected:\n%s", i, crm_buf_str(&have), rows[i].want);
		crm_buf_release(&have);
		crm_order_book_free(b);
	}
}

#define FREE_ID "'id':'O-1','customer':'FREE','part':'4711','quantity':100"
#define SAMPLE(sort, rest) "'id':'S-1','order':'O-1','sort':'" sort "'," rest

static void samples(void **state)
{
	static const struct {
		const char *sample, *members, *want;
	} rows[] = {
	    {NULL, FREE_ID SOON ",'samples':'pre-production, style'", NOTHING "sample_missing\n"},
	    /* bulk has begun, but the gate goes on to ask */
	    {NULL, FREE_ID SOON MADE ",'samples':'pre-production'", NOTHING "sample_missing\n"},
	    {NULL, FREE_ID SOON ",'samples':'pre-series'", NOTHING "sample_unknown\n"},
	    {NULL, FREE_ID SOON MADE ",'samples':'shipping'", NOTHING "sample_missing\n"},
	    {SAMPLE("pre-production", "'state':'sent'"), FREE_ID SOON, NOTHING "sample\n"},
	    {SAMPLE("pre-production", "'state':'sent'"), FREE_ID SOON MADE, NOTHING "sample\n"},
	    {SAMPLE("pre-production", "'state':'approved','verdict':'approved'"), FREE_ID SOON,
	        NOTHING},
	    {SAMPLE("shipping", "'state':'rejected'"), FREE_ID SOON MADE, NOTHING "sample\n"},
	    {SAMPLE("style", "'state':'sent'"), FREE_ID SOON, NOTHING},
	    {SAMPLE("shipping", "'state':'withdrawn'"), FREE_ID SOON, NOTHING},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_order_book *b = book_of(KINDS);
		struct crm_buf have = CRM_BUF_INIT;

		if (rows[i].sample != NULL)
			book_add(b, &crm_sample, rows[i].sample, NINE);
		risk_judge(rows[i].members, b, NINE, 7, false, &have);
		if (strncmp(crm_buf_str(&have), rows[i].want, strlen(rows[i].want)) != 0 ||
		    (strstr(rows[i].want, "sample") == NULL &&
		        strstr(crm_buf_str(&have), "sample") != NULL))
			fail_msg("row %zu:\n%sexpected:\n%s", i, crm_buf_str(&have), rows[i].want);
		crm_buf_release(&have);
		crm_order_book_free(b);
	}
}

/* One approved and an open one: as the gate says (order_gate.c). */
static void two_samples(void **state)
{
	static const struct {
		const char *opened, *want;
	} rows[] = {
	    {"'opened_at':'" NINE "'", NOTHING},
	    {"'opened_at':'2026-11-20T09:00:01Z'", NOTHING "sample\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_order_book *b = book_of(KINDS);
		struct crm_buf members = CRM_BUF_INIT;

		crm_buf_addf(&members,
		    "'id':'S-2','order':'O-1','sort':'shipping','state':'open',%s", rows[i].opened);
		book_add(b, &crm_sample,
		    SAMPLE("shipping", "'state':'approved','opened_at':'" NINE "'"), NINE);
		book_add(b, &crm_sample, crm_buf_str(&members), NINE);
		risk_is(FREE_ID SOON, b, NINE, 7, false, rows[i].want);
		crm_buf_release(&members);
		crm_order_book_free(b);
	}
}

static void blocks(void **state)
{
	struct crm_order_book *b = book_of(KINDS);

	(void)state;
	book_add(b, &crm_complaint,
	    "'id':'C-1','state':'open','class':'quality','customer':'FREE','part':'4711'", NINE);
	risk_is(FREE_ID SOON, b, NINE, 7, false, NOTHING "block\n");
	risk_is("'id':'O-1','customer':'FREE','part':'4712','quantity':100" SOON, b, NINE, 7, false,
	    NOTHING);
	crm_order_book_free(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(approval),
	    cmocka_unit_test(samples),
	    cmocka_unit_test(two_samples),
	    cmocka_unit_test(blocks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
