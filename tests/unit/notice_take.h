/*
 * Notices, one step after the other. To be included after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_NOTICE_TAKE_H
#define CRM_TESTS_UNIT_NOTICE_TAKE_H

#include <string.h>

#include "lib/data/doc.h"
#include "lib/rules/customer/customer.h"
#include "lib/rules/notice/notice.h"
#include "lib/rules/notice/notice_approve.h"
#include "tests/unit/take.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define EIGHT "2026-11-20T08:00:00Z"
#define NINE "2026-11-20T09:00:00Z"
#define TEN "2026-11-20T10:00:00Z"
#define ELEVEN "2026-11-20T11:00:00Z"
#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define OTHER "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"

#define CATEGORIES                                                                   \
	"'delay':{'urgency':'urgent','basis':'contract','template':'delay'},"        \
	"'price':{'lead':30,'basis':'contract','change':true,'template':'price'},"   \
	"'progress':{'basis':'courtesy','approval':false,'template':'progress'},"    \
	"'emergency':{'urgency':'emergency','basis':'contract','approval':false,"    \
	"'template':'emergency'},"                                                   \
	"'escalation':{'urgency':'urgent','basis':'contract','approval':'standing'," \
	"'template':'escalation'},"                                                  \
	"'acknowledgement':{'basis':'courtesy','approval':'standing','template':'ack'}"

static const struct crm_actor an = {"an", "an", NULL}, qm = {"qm", "qm", NULL};
static struct crm_notice_book *book;

static inline struct crm_doc *doc_of(const char *json)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_doc *d = NULL;
	struct crm_limits l;

	crm_limits_init(&l);
	crm_buf_addz(&text, json);
	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i] == '\'')
			text.data[i] = '"';
	}
	if (crm_doc_parse(text.data, text.len, &l, &d, &e) != 0)
		fail_msg("%s: %s", text.data, e.text);
	crm_buf_release(&text);
	return d;
}

static inline void know(const char *members)
{
	struct crm_shape *shape = crm_shape_new(crm_customer.flow.schema);
	struct crm_record *r = crm_take_record(members);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_view v;

	crm_view_of_record(shape, r, &a, &v);
	crm_notice_book_add(book, &crm_customer, &v, crm_take_at(NINE));
	crm_arena_release(&a);
	crm_record_free(r);
	crm_shape_free(shape);
}

static inline void standing(const char *list)
{
	struct crm_doc *d = doc_of(list);
	struct crm_err e = CRM_ERR_INIT;

	if (crm_notice_book_standing(book, d, "crm.json", &e) != 0)
		fail_msg("%s: %s", e.field, e.text);
	crm_doc_free(d);
}

static inline int setup(void **state)
{
	struct crm_doc *d = doc_of("{" CATEGORIES "}");
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	if (crm_notice_book_new(d, "categories.json", &book, &e) != 0)
		fail_msg("%s: %s", e.field, e.text);
	crm_doc_free(d);
	know("'id':'K-1','name':'VW'");
	know("'id':'D-1','name':'quality','sort':'department'");
	know("'id':'D-2','name':'sales','sort':'department'");
	know("'id':'K-2','name':'sales'");
	crm_take_book = book;
	crm_take_as = &an;
	return 0;
}

static inline int teardown(void **state)
{
	(void)state;
	crm_take_book = NULL;
	crm_take_as = &crm_take_actor;
	crm_notice_book_free(book);
	return 0;
}

/* Takes it; the record goes on as it is after, where it is taken. False: refused. out: findings,
 * with the changes before them where it is taken. */
static inline bool go(struct crm_buf *record, const char *step, const char *given, const char *args,
    const char *at, struct crm_buf *out)
{
	struct take t = {record->len > 0 ? crm_buf_str(record) : NULL, step, given, args, at, NULL};
	struct crm_record *after = NULL;
	struct crm_buf json = CRM_BUF_INIT;
	bool taken = false;

	crm_buf_clear(out);
	crm_take(&crm_notice, &t, &taken, &after, out);
	if (taken) {
		crm_record_drop_nulls(after);
		crm_record_canonical(after, &json);
		crm_buf_clear(record);
		for (size_t i = 1; i + 1 < json.len; i++)
			crm_buf_addc(record, json.data[i] == '"' ? '\'' : json.data[i]);
	}
	crm_record_free(after);
	crm_buf_release(&json);
	return taken;
}

static inline void must(const struct crm_actor *who, struct crm_buf *record, const char *step,
    const char *given, const char *at)
{
	struct crm_buf out = CRM_BUF_INIT;
	const bool amends = strcmp(step, "amend") == 0;

	crm_take_as = who;
	if (!go(record, step, given, amends ? "why=slip" : "", at, &out))
		fail_msg("%s: %s", step, crm_buf_str(&out));
	crm_take_as = &an;
	crm_buf_release(&out);
}

static inline void must_not(const struct crm_actor *who, struct crm_buf *record, const char *step,
    const char *given, const char *at, const char *want)
{
	struct crm_buf out = CRM_BUF_INIT;
	const bool amends = strcmp(step, "amend") == 0;

	crm_take_as = who;
	if (go(record, step, given, amends ? "why=slip" : "", at, &out))
		fail_msg("%s was taken: %s", step, crm_buf_str(record));
	assert_string_equal(crm_buf_str(&out), want);
	crm_take_as = &an;
	crm_buf_release(&out);
}

static inline bool says(const struct crm_buf *record, const char *part)
{
	return strstr(crm_buf_str(record), part) != NULL;
}

/* A draft by `an`, with the record's own number. */
static inline void begin(struct crm_buf *record, const char *members)
{
	crm_buf_clear(record);
	crm_buf_addf(record,
	    "'id':'C-1','state':'draft','author':'an','author_login':'an','drafted_at':'" EIGHT
	    "','content':'" HASH "',%s",
	    members);
}

/* In the outbox. */
static inline void queued(struct crm_buf *r)
{
	begin(r, "'category':'progress','customer':'K-1','basis':'courtesy','urgency':'normal'");
	must(&an, r, "queue", "message_id=<n1@x.example>", NINE);
}

static inline void check_try(
    const struct crm_buf *r, int64_t number, bool open, const char *channel, const char *status)
{
	struct crm_shape *shape = crm_shape_new(crm_notice.flow.schema);
	struct crm_record *record = crm_take_record(crm_buf_str(r));
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_notice_try last;
	struct crm_view v;

	crm_view_of_record(shape, record, &a, &v);
	crm_notice_last_try(&v, &a, &last);
	assert_int_equal(last.number, number);
	assert_int_equal(last.open, open);
	assert_string_equal(last.channel, channel);
	assert_string_equal(last.status, status);
	assert_int_equal(crm_notice_tries(&v, NULL), number);
	crm_arena_release(&a);
	crm_record_free(record);
	crm_shape_free(shape);
}

#endif
