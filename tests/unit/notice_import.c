/*
 * What an import brings of notices: a draft of who imported it. Where another store has approved,
 * queued or sent it is not ours to build on; what has left here stays as it left.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/notice_take.h"

#define PLAIN                                                                                        \
	"'category':'delay','customer':'K-1','basis':'contract','urgency':'urgent','content':'" HASH \
	"'"
#define APPROVED                                                                  \
	"'approved_at':'" NINE                                                    \
	"','approved_by':'qm','approved_fields':'content:x','approved_seal':'s'," \
	"'approved_to':'t','standing':'esc'"
#define EDIT "'at':'" TEN "','by':'imp','content':'" HASH "','login':'root'"

/* What is left of it, canonical with ' for ", the key of the edit as KEY. */
static void receive(const char *before, const char *said, struct crm_buf *out, struct crm_buf *told)
{
	struct crm_record *was = before != NULL ? crm_take_record(before) : NULL;
	struct crm_record *row = crm_take_record(said);
	const struct crm_received in = {was, "N-1", "imp", "root", crm_take_at(TEN)};
	char *key;

	crm_buf_clear(out);
	crm_buf_clear(told);
	crm_notice.receive(&in, row, told);
	crm_record_canonical(row, out);
	for (size_t i = 0; i < out->len; i++)
		if (out->data[i] == '"')
			out->data[i] = '\'';
	key = strstr(out->data, "'edits':{'");
	if (key != NULL)
		memcpy(key + strlen("'edits':{'"), "KEYKEYKEYKEY", 12);
	crm_record_free(was);
	crm_record_free(row);
}

static const struct {
	const char *before, *said, *want, *told;
} rows[] = {
    /* made: a draft, whatever it says that it was */
    {NULL, PLAIN,
        "{'basis':'contract','category':'delay','content':'" HASH
        "','customer':'K-1','edits':{'KEYKEYKEYKEY':{" EDIT
        "}},'given':'import','state':'draft','urgency':'urgent'}",
        ""},
    {NULL, "'state':'approved','category':'delay'," APPROVED,
        "{'category':'delay','edits':{'KEYKEYKEYKEY':{'at':'" TEN
        "','by':'imp','login':'root'}},'given':'import','state':'draft'}",
        "only steps of this store say it: state 'approved', approved_at, approved_by, "
        "approved_fields, approved_seal, approved_to, standing"},
    {NULL,
        "'state':'queued','queued_at':'" NINE "','attempts':{'a':{'number':1}},'given':'text',"
        "'message_sha256':'" HASH "'",
        "{'edits':{'KEYKEYKEYKEY':{'at':'" TEN
        "','by':'imp','login':'root'}},'given':'text,import','state':'draft'}",
        "only steps of this store say it: state 'queued', queued_at, message_sha256, attempts"},
    {NULL, "'state':'failed','failed_why':'x'",
        "{'edits':{'KEYKEYKEYKEY':{'at':'" TEN
        "','by':'imp','login':'root'}},'given':'import','state':'draft'}",
        "only steps of this store say it: state 'failed', failed_why"},
    /* what is over there is over, but for its approval */
    {NULL, "'state':'sent','sent_at':'" NINE "','approved_by':'qm'",
        "{'edits':{'KEYKEYKEYKEY':{'at':'" TEN
        "','by':'imp','login':'root'}},'given':'import','sent_at':'" NINE "','state':'sent'}",
        "only steps of this store say it: approved_by"},
    /* there already: what says the same changes nothing and is not told */
    {"'state':'approved'," PLAIN "," APPROVED, "'state':'approved'," PLAIN "," APPROVED,
        "{'basis':'contract','category':'delay','content':'" HASH
        "','customer':'K-1','urgency':'urgent'}",
        ""},
    {"'state':'draft'," PLAIN, "'state':'approved'," PLAIN "," APPROVED,
        "{'basis':'contract','category':'delay','content':'" HASH
        "','customer':'K-1','urgency':'urgent'}",
        "only steps of this store say it: state 'approved', approved_at, approved_by, "
        "approved_fields, approved_seal, approved_to, standing"},
    /* nor does it take an approval, a writer or an edit away */
    {"'state':'approved','author':'an','edited_at':'" NINE "'," APPROVED,
        "'approved_at':null,'author':'qm','edited_at':null,'given':null,'owner':'x'",
        "{'owner':'x'}", "only steps of this store say it: author"},
    /* who changes what is approved has written it */
    {"'state':'draft','given':'text'," PLAIN, "'subject':'x'",
        "{'edits':{'KEYKEYKEYKEY':{'at':'" TEN
        "','by':'imp','login':'root'}},'given':'text,import','subject':'x'}",
        ""},
    {"'state':'draft','given':'import'," PLAIN, "'subject':'x'",
        "{'edits':{'KEYKEYKEYKEY':{'at':'" TEN
        "','by':'imp','login':'root'}},'given':'import','subject':'x'}",
        ""},
};

static void received(void **state)
{
	struct crm_buf out = CRM_BUF_INIT, told = CRM_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		receive(rows[i].before, rows[i].said, &out, &told);
		if (strcmp(crm_buf_str(&out), rows[i].want) != 0 ||
		    strcmp(crm_buf_str(&told), rows[i].told) != 0)
			fail_msg("row %zu: %s\n%s", i, crm_buf_str(&out), crm_buf_str(&told));
	}
	crm_buf_release(&out);
	crm_buf_release(&told);
}

/* By a standing approval it does not leave; who imported it does not approve it. */
static void drafts(void **state)
{
	struct crm_buf r = CRM_BUF_INIT, told = CRM_BUF_INIT;

	(void)state;
	receive(NULL,
	    "'id':'C-1','author':'an','drafted_at':'" EIGHT "','state':'approved'," PLAIN
	    "," APPROVED,
	    &r, &told);
	/* its braces are not the members' */
	crm_buf_cut(&r, r.len - 1);
	memmove(r.data, r.data + 1, r.len);
	crm_buf_cut(&r, r.len - 1);
	must_not(
	    &an, &r, "queue", "", TEN, "error unapproved approved_at: nobody has approved it\n");
	must_not(&(const struct crm_actor){"imp", "root", NULL}, &r, "approve", "", TEN,
	    "error no_authority edits: 'imp' has changed it: another person approves it, by another "
	    "login where roles are given\n");
	must(&qm, &r, "approve", "", TEN);
	must(&an, &r, "queue", "", TEN);
	crm_buf_release(&r);
	crm_buf_release(&told);
}

/* What is in the outbox is fixed; before it, it may change, and the approval is void by that. */
static void fixed(void **state)
{
	static const struct {
		const char *state, *is;
		size_t refused;
	} t[] = {
	    {"draft", "'subject':'x'", 0},
	    {"approved", "'subject':'x'", 0},
	    {"queued", "'subject':'x'", 1},
	    {"failed", "'subject':'x','customer':'K-2'", 2},
	    {"sent", "'attachments':{'a':{'file':'b.pdf'}}", 1},
	    {"queued", "'owner':'x'", 0},
	    {"queued", "'subject':'s'", 0},
	};
	struct crm_shape *shape = crm_shape_new(crm_notice.flow.schema);

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct crm_buf members = CRM_BUF_INIT;
		struct crm_findings *f = crm_findings_new();
		struct crm_arena a = CRM_ARENA_INIT;
		struct crm_record *was, *is, *row;
		struct crm_view before, after;

		crm_buf_addf(&members,
		    "'id':'N-1','state':'%s','subject':'s','customer':'K-1','attachments':"
		    "{'a':{'file':'a.pdf'}}",
		    t[i].state);
		was = crm_take_record(crm_buf_str(&members));
		is = crm_record_copy(was);
		row = crm_take_record(t[i].is);
		crm_record_merge(is, row);
		crm_view_of_record(shape, was, &a, &before);
		crm_view_of_record(shape, is, &a, &after);
		crm_notice.import(&before, &after, f);
		assert_int_equal(crm_findings_worse(f, CRM_ERROR), t[i].refused);
		crm_notice.import(NULL, &after, f);
		assert_int_equal(crm_findings_count(f), t[i].refused);
		crm_record_free(was);
		crm_record_free(is);
		crm_record_free(row);
		crm_arena_release(&a);
		crm_findings_free(f);
		crm_buf_release(&members);
	}
	crm_shape_free(shape);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(received),
	    cmocka_unit_test_setup_teardown(drafts, setup, teardown),
	    cmocka_unit_test(fixed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
