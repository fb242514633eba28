/*
 * lib/flow/step.h: the state machine, on a small kind of its own.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/rules/common.h"
#include "tests/unit/take.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

enum { NAME = CRM_C_COUNT, SIZE, SORT, BEGUN_AT, ENDED_AT, SEEN_AT, NFIELDS };

static const char *const words[] = {"new", "old", "gone", NULL};
static const char *const ended_words[] = {"done", "gone", NULL};
static const char *const gone_words[] = {"gone", NULL};
static const char *const sorts[] = {"a", "b", NULL};

static const struct crm_field fields[NFIELDS] = {
    CRM_COMMON_FIELDS(words),
    [NAME] = {"name", CRM_T_TEXT, NULL, NULL, NULL, 0, ""},
    [SIZE] = {"size", CRM_T_INT, NULL, NULL, NULL, 0, ""},
    [SORT] = {"sort", CRM_T_TEXT, sorts, NULL, NULL, 0, ""},
    [BEGUN_AT] = {"begun_at", CRM_T_INSTANT, NULL, NULL, NULL, CRM_F_STAMP, ""},
    [ENDED_AT] = {"ended_at", CRM_T_INSTANT, NULL, NULL, NULL, CRM_F_STAMP, ""},
    [SEEN_AT] = {"seen_at", CRM_T_INSTANT, NULL, NULL, NULL, CRM_F_STAMP, ""},
};
static const struct crm_schema schema = {"thing", fields, NFIELDS};
static const struct crm_states states = {words, ended_words, gone_words};

static const struct crm_step_field make_fields[] = {
    {NAME, true}, {SIZE, false}, {BEGUN_AT, false}, {0, false}};
static const struct crm_step_field end_fields[] = {{SORT, true}, {0, false}};

/* Refuses size 13, else says what it sees. */
static void rule(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_change *size = crm_changes_find(out, "size");

	if (size != NULL && size->cell.type == CRM_T_INT && size->cell.u.i == 13)
		crm_finding_add(f, CRM_ERROR, "unlucky", NULL, 0, in->id, "size", "13");
	if (in->before != NULL && in->results[0].verdict == CRM_VERDICT_LATE)
		crm_finding_add(f, CRM_WARNING, "seen_late", NULL, 0, in->id, "", "over %d s",
		    (int)(in->results[0].over_us / CRM_US_PER_SEC));
	assert_true((in->before == NULL) == (in->view == NULL));
}

static const struct crm_step steps[] = {
    {.name = "make",
        .to = "new",
        .stamp = BEGUN_AT,
        .fields = make_fields,
        .flags = CRM_STEP_RECORD,
        .rule = rule},
    {.name = "end", .from = "new", .to = "old", .stamp = ENDED_AT, .fields = end_fields},
    {.name = "see",
        .from = "new old gone",
        .stamp = SEEN_AT,
        .flags = CRM_STEP_AGAIN,
        .rule = rule},
    {.name = "look", .from = "new old", .stamp = SEEN_AT},
    {.name = "back", .from = "old", .to = "new", .flags = CRM_STEP_REJUDGE},
    CRM_STEP_NOTE("new old"),
    CRM_STEP_AMEND("new old"),
    CRM_STEP_DUPLICATE("new"),
    {.name = NULL},
};

static const struct crm_clock clocks[] = {
    {.name = "end", .from = BEGUN_AT, .to = ENDED_AT, .limit = "PT10M", .rule = ""},
    {.name = "twice",
        .from = BEGUN_AT,
        .to = ENDED_AT,
        .limit = "PT1H",
        .applies = "sort=b",
        .rule = ""},
    {.name = NULL},
};

static const struct crm_kind kind = {
    .name = "thing", .prefix = "T", .flow = {&schema, &states, steps}, .clocks = clocks};

#define NINE "2026-11-20T09:00:00Z"

static void run(const struct crm_expected *rows, size_t n)
{
	crm_take_all(&kind, rows, n);
}

static void by_state(void **state)
{
	static const struct crm_expected rows[] = {
	    {{NULL, "make", "name=x", "", NINE, NULL}, true,
	        "state=new\nname=x\nbegun_at=" NINE "\n"},
	    {{"'state':'new'", "make", "name=x", "", NINE, NULL}, false,
	        "error wrong_state id: exists already; 'make' makes a new record\n"},
	    /* nothing else is judged then, not even by the rule */
	    {{"'state':'new'", "make", "name=x;size=13", "", NINE, NULL}, false,
	        "error wrong_state id: exists already; 'make' makes a new record\n"},
	    {{NULL, "end", "sort=a", "", NINE, NULL}, false,
	        "error wrong_state state: is no record yet; 'end' needs new\n"},
	    {{"'state':'old'", "end", "sort=a", "", NINE, NULL}, false,
	        "error wrong_state state: is old; 'end' needs new\n"},
	    {{"'state':'gone'", "look", "", "", NINE, NULL}, false,
	        "error wrong_state state: is gone; 'look' needs new or old\n"},
	    {{"'state':'ne'", "see", "", "", NINE, NULL}, false,
	        "error wrong_state state: is ne; 'see' needs new, old or gone\n"},
	    {{"'state':''", "look", "", "", NINE, NULL}, false,
	        "error wrong_state state: is ; 'look' needs new or old\n"},
	    /* without a state it stands at the first one */
	    {{"'name':'x'", "look", "", "", NINE, NULL}, true, "seen_at=" NINE "\n"},
	    {{"'state':'old'", "back", "", "", NINE, NULL}, true, "state=new\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

static void stamps(void **state)
{
	static const struct crm_expected rows[] = {
	    /* a stamp is set once, unless the step may be taken again */
	    {{"'seen_at':'2026-11-19T09:00:00Z'", "look", "", "", NINE, NULL}, false,
	        "error already_done seen_at: 'seen_at' is 2026-11-19T09:00:00Z: already done; to "
	        "mend it use amend\n"},
	    {{"'seen_at':17", "look", "", "", NINE, NULL}, false,
	        "error already_done seen_at: 'seen_at' is set: already done; to mend it use "
	        "amend\n"},
	    {{"'seen_at':null", "look", "", "", NINE, NULL}, true, "seen_at=" NINE "\n"},
	    {{"'seen_at':'2026-11-19T09:00:00Z'", "see", "", "", NINE, NULL}, true,
	        "seen_at=" NINE "\n"},
	    /* a stamp that was given stands */
	    {{NULL, "make", "begun_at=2026-11-20T08:59:00Z;name=x", "", NINE, NULL}, true,
	        "state=new\nbegun_at=2026-11-20T08:59:00Z\nname=x\n"},
	    /* now or earlier, never later */
	    {{"'state':'new'", "look", "", "", NINE, NINE}, true, "seen_at=" NINE "\n"},
	    {{"'state':'new'", "look", "", "", "2026-11-20T09:00:00.000001Z", NINE}, false,
	        "error in_future at: '2026-11-20T09:00:00.000001Z' is later than now, " NINE "\n"},
	    {{NULL, "make", "begun_at=2026-11-20T09:00:01Z;name=x", "", NINE, NULL}, false,
	        "error in_future begun_at: '2026-11-20T09:00:01Z' is later than now\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

static void given(void **state)
{
	static const struct crm_expected rows[] = {
	    /* all that is wrong is said at once, the rule's too */
	    {{NULL, "make", "size=13;sort=c", "", "2026-11-20T09:01:00Z", NINE}, false,
	        "error in_future at: '2026-11-20T09:01:00Z' is later than now, " NINE "\n"
	        "error bad_value sort: 'c' cannot be read, expected one of: a, b\n"
	        "error missing_field name: 'make' needs it\n"
	        "error unlucky size: 13\n"},
	    {{NULL, "make", "name=", "", NINE, NULL}, false,
	        "error missing_field name: 'make' needs it\n"},
	    {{"'state':'new','sort':'a'", "end", "", "", NINE, NULL}, false,
	        "error missing_field sort: 'end' needs it\n"},
	    {{"'state':'new'", "end", "sort=a;name=y", "", NINE, NULL}, false,
	        "error not_settable name: is no field of this step\n"},
	    {{"'state':'new'", "end", "sort=a;verdicts.end.verdict=met", "", NINE, NULL}, false,
	        "error not_settable verdicts.end.verdict: is written by the tools only\n"},
	    /* a whole record: unknown fields are carried, ours are not */
	    {{NULL, "make", "name=x;colour=red;box.side=2;sort=b;size=", "", NINE, NULL}, true,
	        "state=new\nname=x\ncolour=red\nbox.side=2\nsort=b\nbegun_at=" NINE "\n"},
	    {{NULL, "make", "kind=thing;id=C-1;state=new;name=x", "", NINE, NULL}, true,
	        "state=new\nname=x\nbegun_at=" NINE "\n"},
	    {{NULL, "make", "kind=other;id=C-2;state=old;late_entry=x;at=y;name=x", "", NINE, NULL},
	        false,
	        "error not_settable kind: is written by the tools only\n"
	        "error not_settable id: is written by the tools only\n"
	        "error not_settable state: is written by the tools only\n"
	        "error not_settable late_entry: is written by the tools only\n"
	        "error not_settable at: is a reserved name\n"},
	    /* the stamp of a step to another state is that step's alone */
	    {{NULL, "make", "name=x;ended_at=2026-11-20T08:00:00Z", "", NINE, NULL}, false,
	        "error not_settable ended_at: is set by the step 'end'\n"},
	    {{NULL, "make", "name=x;ended_at=;seen_at=2026-11-20T08:00:00Z", "", NINE, NULL}, true,
	        "state=new\nname=x\nseen_at=2026-11-20T08:00:00Z\nbegun_at=" NINE "\n"},
	    {{NULL, "make", "name=x;a..b=1;.c=1;d.=1", "", NINE, NULL}, false,
	        "error not_settable a..b: an empty name\nerror not_settable .c: an empty name\n"
	        "error not_settable d.: an empty name\n"},
	    /* options that are no fields */
	    {{"'state':'new'", "note", "", "", NINE, NULL}, false,
	        "error missing_field text: 'note' needs --text\n"},
	    {{"'state':'new'", "note", "", "text=", NINE, NULL}, false,
	        "error missing_field text: 'note' needs --text\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

/* More than 15 minutes after it says it happened. */
static void late_entries(void **state)
{
	static const struct crm_expected rows[] = {
	    {{NULL, "make", "name=x", "", NINE, "2026-11-20T09:15:00Z"}, true,
	        "state=new\nname=x\nbegun_at=" NINE "\n"},
	    {{NULL, "make", "name=x", "", NINE, "2026-11-20T09:15:00.001Z"}, true,
	        "state=new\nname=x\nbegun_at=" NINE "\n"
	        "late_entry.begun_at.rec=2026-11-20T09:15:00.001Z\nlate_entry.begun_at.by=cs01\n"},
	    /* given */
	    {{NULL, "make", "name=x;begun_at=2026-11-20T08:00:00Z", "", NINE, NULL}, true,
	        "state=new\nname=x\nbegun_at=2026-11-20T08:00:00Z\n"
	        "late_entry.begun_at.rec=" NINE "\nlate_entry.begun_at.by=cs01\n"},
	    /* no clock's stamp: nobody is judged by it */
	    {{"'state':'new'", "see", "", "", NINE, "2026-11-20T19:00:00Z"}, true,
	        "seen_at=" NINE "\n"},
	    /* the entry goes with its stamp */
	    {{"'begun_at':'2026-11-20T08:59:00Z','late_entry':{'ended_at':{'by':'x'}}", "end",
	         "sort=a", "", NINE, NULL},
	        true,
	        "state=old\nsort=a\nended_at=" NINE "\nlate_entry.ended_at=\n"
	        "verdicts.end.verdict=met\nverdicts.end.limit=PT10M\n"
	        "verdicts.end.due_at=2026-11-20T09:09:00Z\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

#define BEGUN "'begun_at':'2026-11-20T09:00:00Z'"
#define ENDED ",'ended_at':'2026-11-20T09:05:00Z'"
#define FROZEN "verdicts.end.verdict=met\nverdicts.end.limit=PT10M\n"

static void frozen(void **state)
{
	static const struct crm_expected rows[] = {
	    /* an end freezes the clocks that apply */
	    {{BEGUN, "end", "sort=a", "", "2026-11-20T09:10:00Z", NULL}, true,
	        "state=old\nsort=a\nended_at=2026-11-20T09:10:00Z\n" FROZEN
	        "verdicts.end.due_at=2026-11-20T09:10:00Z\n"},
	    {{BEGUN, "end", "sort=b", "", "2026-11-20T09:10:01Z", NULL}, true,
	        "state=old\nsort=b\nended_at=2026-11-20T09:10:01Z\n"
	        "verdicts.end.verdict=late\nverdicts.end.limit=PT10M\n"
	        "verdicts.end.due_at=2026-11-20T09:10:00Z\n"
	        "verdicts.twice.verdict=met\nverdicts.twice.limit=PT1H\n"
	        "verdicts.twice.due_at=2026-11-20T10:00:00Z\n"},
	    /* no start: nothing to freeze */
	    {{"'state':'new'", "end", "sort=a", "", NINE, NULL}, true,
	        "state=old\nsort=a\nended_at=" NINE "\n"},
	    /* an end before the start: taken, and said once for the pair */
	    {{BEGUN, "end", "sort=b", "", "2026-11-20T08:50:00Z", NINE}, true,
	        "state=old\nsort=b\nended_at=2026-11-20T08:50:00Z\n"
	        "warning end_before_start ended_at: is earlier than 'begun_at'\n"},
	    /* a step that touches no stamp leaves verdicts alone */
	    {{BEGUN ENDED ",'verdicts':{'end':{'verdict':'late'}}", "look", "", "", NINE, NULL},
	        true, "seen_at=" NINE "\n"},
	    /* unless all are derived anew; a clock that does not apply loses its */
	    {{"'state':'old'," BEGUN ENDED
	      ",'verdicts':{'end':{'verdict':'late'},'twice':{'verdict':'late'}}",
	         "back", "", "", NINE, NULL},
	        true,
	        "state=new\n" FROZEN "verdicts.end.due_at=2026-11-20T09:10:00Z\n"
	        "verdicts.twice=\n"},
	    /* a start that is set after its end */
	    {{"'state':'old'" ENDED, "amend", "begun_at=2026-11-20T09:00:00Z", "why=found",
	         "2026-11-20T09:10:00Z", NULL},
	        true,
	        "begun_at=2026-11-20T09:00:00Z\namendments.KEY.at=2026-11-20T09:10:00Z\n"
	        "amendments.KEY.by=cs01\namendments.KEY.why=found\n"
	        "amendments.KEY.fields=begun_at\n" FROZEN
	        "verdicts.end.due_at=2026-11-20T09:10:00Z\n"},
	    /* an imported verdict is the customer's word */
	    {{BEGUN ",'verdicts':{'end':{'verdict':'late','imported':true}}", "end", "sort=b", "",
	         "2026-11-20T09:01:00Z", NULL},
	        true, "state=old\nsort=b\nended_at=2026-11-20T09:01:00Z\n"},
	    /* a rule sees the clocks at the time of the step */
	    {{BEGUN, "see", "", "", "2026-11-20T09:10:07Z", "2026-11-20T10:00:00Z"}, true,
	        "seen_at=2026-11-20T09:10:07Z\nwarning seen_late : over 7 s\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

/* The same step again at another place in the chain has another key. */
static void keys(void **state)
{
	struct crm_step_in in = {.step = &steps[0],
	    .id = "C-1",
	    .actor = &crm_take_actor,
	    .salt = "1",
	    .at = crm_take_at(NINE)};
	static const struct crm_actor second = {"cs02", "cs01", NULL};
	struct crm_step_in other;
	char first[13], key[13];

	(void)state;
	crm_step_key(&in, "text", first);
	assert_int_equal(strlen(first), 12);
	assert_int_equal(strspn(first, "0123456789abcdef"), 12);
	crm_step_key(&in, "text", key);
	assert_string_equal(key, first);
	crm_step_key(&in, "tex", key);
	assert_string_not_equal(key, first);
	for (int i = 0; i < 5; i++) {
		other = in;
		if (i == 0)
			other.salt = "2";
		else if (i == 1)
			other.actor = &second;
		else if (i == 2)
			other.id = "C-11";
		else if (i == 3)
			other.step = &steps[1];
		else
			other.at.us++;
		crm_step_key(&other, "text", key);
		assert_string_not_equal(key, first);
	}
}

static void looking_up(void **state)
{
	struct crm_changes args = CRM_CHANGES_INIT;
	struct crm_step_in in = {.step = &steps[0]};
	struct crm_cell number = crm_cell_int(3);
	static const struct {
		const char *state;
		bool ended, gone;
	} stages[] = {{"gone", true, true}, {"done", true, false}, {"old", false, false},
	    {"gon", false, false}, {NULL, false, false}};
	static const struct crm_states no_states = {words, NULL, NULL};

	(void)state;
	assert_ptr_equal(crm_flow_first(&kind.flow), &steps[0]);
	assert_ptr_equal(crm_flow_setter(&kind.flow, ENDED_AT), &steps[1]);
	assert_null(crm_flow_setter(&kind.flow, BEGUN_AT));
	assert_null(crm_flow_setter(&kind.flow, SEEN_AT));
	assert_null(crm_flow_setter(&kind.flow, 0));
	for (size_t i = 0; i < COUNT(stages); i++) {
		struct crm_cell c = crm_cell_text(stages[i].state);

		assert_int_equal(crm_state_ended(&states, &c), stages[i].ended);
		assert_int_equal(crm_state_gone(&states, &c), stages[i].gone);
		assert_false(crm_state_gone(&no_states, &c));
	}
	assert_null(crm_step_arg(&in, "why"));
	in.args = &args;
	crm_changes_text(&args, "why", "because");
	crm_changes_text(&args, "empty", "");
	crm_changes_set(&args, "number", &number);
	assert_string_equal(crm_step_arg(&in, "why"), "because");
	assert_null(crm_step_arg(&in, "empty"));
	assert_null(crm_step_arg(&in, "number"));
	assert_null(crm_step_arg(&in, "of"));
	crm_changes_release(&args);
}

/* The status that a refused step ends with. */
static void statuses(void **state)
{
	static const char *const bad[] = {
	    "bad_value", "in_future", "missing_field", "not_settable", "not_amendable"};
	static const char *const no[] = {"wrong_state", "already_done", "missing_step", ""};

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(crm_step_status(bad[i]), CRM_BADINPUT);
	for (size_t i = 0; i < COUNT(no); i++)
		assert_int_equal(crm_step_status(no[i]), CRM_NO);
	assert_int_equal(crm_step_status("no_authority"), CRM_NOPERM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(by_state),
	    cmocka_unit_test(stamps),
	    cmocka_unit_test(given),
	    cmocka_unit_test(late_entries),
	    cmocka_unit_test(frozen),
	    cmocka_unit_test(keys),
	    cmocka_unit_test(looking_up),
	    cmocka_unit_test(statuses),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
