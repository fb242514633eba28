/*
 * A book of sorts and records of samples. To be included after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_ORDER_SAMPLE_H
#define CRM_TESTS_UNIT_ORDER_SAMPLE_H

#include "lib/rules/sample/sample.h"
#include "tests/unit/order_book.h"
#include "tests/unit/todo_util.h"

#define EIGHT "2026-11-20T08:00:00Z"
#define NINE "2026-11-20T09:00:00Z"
#define TEN "2026-11-20T10:00:00Z"
#define BASE "'id':'C-1','customer':'VW','opened_at':'" EIGHT "'"
#define SENT(sort)                                                                        \
	BASE ",'state':'sent','sort':'" sort "','sent_at':'" NINE "','waiting_at':'" NINE \
	     "','round':1"
#define JUDGED(state, verdict, sort)                                                             \
	BASE ",'state':'" state "','sort':'" sort "','sent_at':'" EIGHT "','waiting_at':'" EIGHT \
	     "','round':1,'verdict':'" verdict "','verdict_at':'" NINE "'"

static struct crm_order_book *book;

static const char procedure[] = "'samples':[{'sort':'style','blocks':'nothing','substitute':true},"
                                "{'sort':'sales','blocks':'nothing','colours_sizes':true},"
                                "{'sort':'colour','blocks':'start','light_source':true,'copies':3},"
                                "{'sort':'accessory','blocks':'start','limit':'P3D'},"
                                "{'sort':'shipping','blocks':'ship','before_shipment':7},"
                                "{'sort':'both','blocks':'ship','before_shipment':7,'limit':'P5D'},"
                                "{'sort':'hours','blocks':'ship','limit':'PT16H'},"
                                "{'sort':'boundary','blocks':'nothing','expires':true}]";

static inline int setup(void **state)
{
	(void)state;
	book = book_of(procedure);
	crm_take_book = book;
	return 0;
}

static inline int teardown(void **state)
{
	(void)state;
	crm_take_book = NULL;
	crm_order_book_free(book);
	return 0;
}

static inline void run(const struct crm_expected *rows, size_t n)
{
	crm_take_all(&crm_sample, rows, n);
}

#define AMENDED(fields)                                                                \
	"amendments.KEY.at=" TEN "\namendments.KEY.by=cs01\namendments.KEY.why=slip\n" \
	"amendments.KEY.fields=" fields "\n"
#define MET(clock, limit, due)                                                                \
	"verdicts." clock ".verdict=met\nverdicts." clock ".limit=" limit "\nverdicts." clock \
	".due_at=" due "\n"

#endif
