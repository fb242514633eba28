/*
 * Signatures of departments (lib/rules/order/review/review.h, crm_order_signatures): whose turn it is, what
 * they judged, what voids them, and that a copy has none.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/base/map.h"
#include "lib/rules/order/review/review.h"
#include "tests/unit/order_take.h"

/* sales, then engineering and finance, then the planning of contracts */
#define DUTIES                                                                          \
	"'duties':[{'department':'sales','stage':1,'fields':['place']},"                \
	"{'department':'engineering','stage':2,'fields':['change_level','technical']}," \
	"{'department':'finance','stage':2,'fields':['price','payment']},"              \
	"{'department':'planning','stage':3,'fields':['requested'],'for':['contract']}]"
#define ORDER "'id':'C-1','customer':'VW','part':'P1','quantity':10,'price':'12.50','place':'WOB'"

struct order {
	struct crm_record *r;
	struct crm_order_book *b;
};

static void begin(struct order *o, const char *members, const char *procedure)
{
	o->r = crm_take_record(members);
	o->b = book_of(procedure);
	crm_take_book = o->b;
}

static void end(struct order *o)
{
	crm_take_book = NULL;
	crm_record_free(o->r);
	crm_order_book_free(o->b);
}

/* Takes the step over what the record is now; codes: of what is found, with commas. */
static void step(struct order *o, const char *name, const char *given, const char *args,
    bool want_taken, const char *codes)
{
	struct crm_buf json = CRM_BUF_INIT, out = CRM_BUF_INIT, have = CRM_BUF_INIT;
	struct crm_record *after = NULL;
	struct take t = {NULL, name, given, args, TEN, NULL};
	bool taken = false;

	crm_record_canonical(o->r, &json);
	/* its members, without the braces */
	json.data[json.len - 1] = '\0';
	t.before = json.data + 1;
	crm_take(&crm_order, &t, &taken, &after, &out);
	for (const char *line = crm_buf_str(&out); *line != '\0'; line = strchr(line, '\n') + 1) {
		const char *code = strchr(line, ' ');

		if (strncmp(line, "error ", 6) == 0 || strncmp(line, "warning ", 8) == 0)
			crm_buf_addf(&have, "%s%.*s", have.len > 0 ? "," : "",
			    (int)strcspn(code + 1, " "), code + 1);
	}
	if (taken != want_taken || strcmp(crm_buf_str(&have), codes) != 0)
		fail_msg("%s %s was %s: %s\n%s", name, given, taken ? "taken" : "refused",
		    crm_buf_str(&have), crm_buf_str(&out));
	crm_record_free(taken ? o->r : after);
	if (taken)
		o->r = after;
	crm_buf_release(&json);
	crm_buf_release(&out);
	crm_buf_release(&have);
}

static void show(void *ctx, const struct crm_signed *s)
{
	crm_buf_addf(ctx, "%s%s=%s%s%s%s%s", ((struct crm_buf *)ctx)->len > 0 ? " " : "",
	    s->department, s->verdict, s->turn ? "" : "(waits)", s->asked ? "" : "(unasked)",
	    s->changed[0] != '\0' ? ":" : "", s->changed);
}

static void signatures_are(const struct order *o, const char *want)
{
	struct crm_shape *shape = crm_shape_new(crm_order.flow.schema);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_buf have = CRM_BUF_INIT;
	struct crm_view v;

	crm_view_of_record(shape, o->r, &a, &v);
	crm_order_signatures(&v, o->b, show, &have);
	assert_string_equal(crm_buf_str(&have), want);
	crm_buf_release(&have);
	crm_arena_release(&a);
	crm_shape_free(shape);
}

static void set(struct order *o, const char *field, const char *value)
{
	struct crm_changes c = CRM_CHANGES_INIT;
	const char *list[] = {field, "=", value};
	struct crm_buf text = CRM_BUF_INIT;

	for (size_t i = 0; i < 3; i++)
		crm_buf_addz(&text, list[i]);
	crm_take_list(&c, crm_buf_str(&text), crm_order.flow.schema);
	crm_record_apply(o->r, &c);
	crm_changes_release(&c);
	crm_buf_release(&text);
}

static void sign(struct order *o, const char *department, bool taken, const char *codes)
{
	struct crm_buf given = CRM_BUF_INIT;

	crm_buf_addf(&given, "department=%s", department);
	step(o, "sign", crm_buf_str(&given), "", taken, codes);
	crm_buf_release(&given);
}

/* ---- rules ---- */

/* Stages one after the other, within a stage in any order; a void one holds up those after it. */
static void sequence(void **state)
{
	struct order o;

	(void)state;
	begin(&o, ORDER, DUTIES);
	signatures_are(&o,
	    "sales=missing engineering=missing(waits) finance=missing(waits) "
	    "planning=missing(waits)");
	sign(&o, "finance", false, "not_your_turn");
	sign(&o, "planning", false, "not_your_turn");
	sign(&o, "sales", true, "");
	sign(&o, "finance", true, "");
	sign(&o, "planning", false, "not_your_turn");
	sign(&o, "engineering", true, "");
	signatures_are(&o, "sales=signed engineering=signed finance=signed planning=missing");
	step(&o, "amend", "place=EMD", "why=x", true, "void_signature");
	signatures_are(&o,
	    "sales=void:place engineering=signed(waits) finance=signed(waits) "
	    "planning=missing(waits)");
	sign(&o, "planning", false, "not_your_turn");
	sign(&o, "sales", true, "");
	sign(&o, "planning", true, "");
	end(&o);
}

/* A value that is edited after it was checked asks for the check again, whoever edits it: just for
 * those who judged it, and also where nothing was said before. */
static void voids(void **state)
{
	static const struct {
		const char *field, *value, *want;
	} rows[] = {
	    {"price", "12.51",
	        "sales=signed engineering=signed finance=void:price planning=missing(waits)"},
	    {"price", "12.5", "sales=signed engineering=signed finance=signed planning=missing"},
	    {"price", "",
	        "sales=signed engineering=signed finance=void:price planning=missing(waits)"},
	    {"payment", "30 days",
	        "sales=signed engineering=signed finance=void:payment planning=missing(waits)"},
	    {"technical", "T",
	        "sales=signed engineering=void:technical finance=signed "
	        "planning=missing(waits)"},
	    {"quantity", "11", "sales=signed engineering=signed finance=signed planning=missing"},
	    {"id", "C-2",
	        "sales=void engineering=void(waits) finance=void(waits) "
	        "planning=missing(waits)"},
	    /* a line's price is a price */
	    {"lines.10.price", "12.50",
	        "sales=signed engineering=void:change_level finance=void:price "
	        "planning=missing(waits)"},
	};
	struct order o;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		begin(&o, ORDER, DUTIES);
		sign(&o, "sales", true, "");
		sign(&o, "engineering", true, "");
		sign(&o, "finance", true, "");
		set(&o, rows[i].field, rows[i].value);
		signatures_are(&o, rows[i].want);
		end(&o);
	}
}

/* A signature that was moved to another department, or whose seal is gone, judged nothing. */
static void tampered(void **state)
{
	struct order o;

	(void)state;
	begin(&o, ORDER, DUTIES);
	sign(&o, "sales", true, "");
	set(&o, "signatures.sales.department", "finance");
	signatures_are(&o,
	    "sales=missing engineering=missing(waits) finance=void(waits) "
	    "planning=missing(waits)");
	set(&o, "signatures.sales.department", "sales");
	signatures_are(
	    &o, "sales=signed engineering=missing finance=missing planning=missing(waits)");
	set(&o, "signatures.sales.seal", "");
	signatures_are(&o,
	    "sales=void engineering=missing(waits) finance=missing(waits) "
	    "planning=missing(waits)");
	end(&o);
}

/* More is asked of a department than it has judged; another one has no duty any more. */
static void other_table(void **state)
{
	struct order o;

	(void)state;
	begin(&o, ORDER, DUTIES);
	sign(&o, "sales", true, "");
	sign(&o, "finance", true, "");
	crm_order_book_free(o.b);
	o.b = book_of("'duties':[{'department':'sales','fields':['place','terms']},"
	              "{'department':'quality','fields':['standard']}]");
	signatures_are(&o, "sales=void:terms quality=missing finance=void(unasked)");
	end(&o);
}

static void points_are(const struct order *o, size_t n)
{
	struct crm_map *keys = crm_map_new();

	assert_true(crm_record_keys(o->r, "points", keys));
	assert_int_equal(crm_map_count(keys), n);
	crm_map_free(keys);
}

/* A refusal stays until the department says else, whatever changes; a condition becomes a point, once. */
static void verdicts(void **state)
{
	struct order o;

	(void)state;
	begin(&o, ORDER, DUTIES);
	sign(&o, "sales", true, "");
	step(&o, "sign", "department=finance;verdict=refused", "", false, "missing_field");
	step(&o, "sign", "department=finance;verdict=refused;text=no funds", "", true, "");
	set(&o, "price", "13");
	signatures_are(
	    &o, "sales=signed engineering=missing finance=refused planning=missing(waits)");
	step(&o, "sign", "department=finance;verdict=condition", "", false, "missing_field");
	step(&o, "sign", "department=finance;verdict=condition;text=deposit", "before=soon", false,
	    "bad_value");
	step(&o, "sign", "department=finance;verdict=condition;text=deposit", "due=tomorrow", false,
	    "bad_value");
	step(&o, "sign", "department=finance", "due=2026-12-01", false, "bad_value");
	step(&o, "sign", "department=finance;verdict=condition;text=deposit",
	    "before=deliver;due=2026-12-01", true, "");
	step(&o, "sign", "department=finance;verdict=condition;text=deposit", "", true, "");
	points_are(&o, 1);
	step(&o, "sign", "department=finance;verdict=condition;text=and a guarantee", "", true, "");
	points_are(&o, 2);
	signatures_are(
	    &o, "sales=signed engineering=missing finance=condition planning=missing(waits)");
	sign(&o, "finance", true, "");
	assert_null(crm_record_text(o.r, "signatures.finance.text"));
	sign(&o, "kitchen", false, "bad_value");
	end(&o);
}

static void note_condition(void *ctx, const struct crm_lack *l)
{
	bool *told = ctx;

	*told = *told || strcmp(l->code, "condition") == 0;
}

static void condition_is_told(const struct order *o, bool want)
{
	struct crm_shape *shape = crm_shape_new(crm_order.flow.schema);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_view v;
	bool told = false;

	crm_view_of_record(shape, o->r, &a, &v);
	crm_order_lacks(&v, o->b, CRM_BEFORE_START, crm_take_at(TEN), note_condition, &told);
	assert_int_equal(told, want);
	crm_arena_release(&a);
	crm_shape_free(shape);
}

/* A condition is told until its point is cleared, and again where it is signed again. */
static void conditions(void **state)
{
	struct order o;

	(void)state;
	begin(&o, ORDER, DUTIES);
	step(&o, "sign", "department=sales;verdict=condition;text=deposit", "", true, "");
	condition_is_told(&o, true);
	step(&o, "point", "text=deposit", "", true, "");
	step(&o, "clear", "answer=paid", "", false, "item_missing");
	step(&o, "clear", "answer=paid", "item=a", false, "no_such_item");
	end(&o);
	begin(&o, ORDER, DUTIES);
	step(&o, "sign", "department=sales;verdict=condition;text=deposit", "", true, "");
	step(&o, "clear", "answer=paid", "", true, "");
	condition_is_told(&o, false);
	step(&o, "sign", "department=sales;verdict=condition;text=guarantee", "", true, "");
	condition_is_told(&o, true);
	/* the only open one is meant */
	step(&o, "clear", "answer=there", "", true, "");
	condition_is_told(&o, false);
	step(&o, "clear", "answer=again", "", false, "item_missing");
	end(&o);
}

/* The final authority is another person than who took the order in. */
static void author(void **state)
{
	static const char *const manager[] = {"general_manager", NULL};
	static const struct crm_person all[] = {
	    {"li", "Li Wei", NULL, manager, NULL},
	    {"gm", NULL, NULL, manager, NULL},
	    {"zhao", NULL, NULL, NULL, NULL},
	};
	static const struct crm_people people = {all, COUNT(all)};
	static const struct {
		struct crm_actor as;
		const char *author, *login;
		const char *codes;
	} rows[] = {
	    /* nobody has a role: names count */
	    {{"gm", "pc", NULL}, "li", "pc", ""},
	    {{"li", "pc", NULL}, "li", "pc", "no_authority"},
	    {{"pc", "pc", NULL}, "li", "pc", "no_authority"},
	    /* with roles the login counts too, and a person's two names */
	    {{"gm", "gm", &people}, "li", "li", ""},
	    {{"gm", "li", &people}, "li", "li", "no_authority"},
	    {{"li", "li", &people}, "Li Wei", "zhao", "no_authority"},
	    {{"gm", "zhao", &people}, "li", "zhao", "no_authority"},
	    {{"zhao", "zhao", &people}, "li", "li", "no_authority"},
	    /* an import says nothing of it */
	    {{"li", "li", &people}, "", "", ""},
	};
	struct order o;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		begin(&o, ORDER ",'previous':'O-0'",
		    "'authority':{'contract':['general_manager'],"
		    "'repeat':['general_manager']}");
		book_add(o.b, &crm_order,
		    "'id':'O-0','state':'filed','customer':'VW','part':'P1','price':'12.50'", NINE);
		set(&o, "author", rows[i].author);
		set(&o, "author_login", rows[i].login);
		crm_take_as = &rows[i].as;
		step(&o, "approve", "", "", rows[i].codes[0] == '\0', rows[i].codes);
		crm_take_as = &crm_take_actor;
		end(&o);
	}
}

/* Members of the department sign, nobody else. */
static void members(void **state)
{
	static const char *const sales[] = {"sales", NULL};
	static const struct crm_person all[] = {
	    {"li", NULL, sales, NULL, NULL}, {"zhao", NULL, NULL, NULL, NULL}};
	static const struct crm_people people = {all, COUNT(all)};
	static const struct crm_actor li = {"li", "li", &people}, zhao = {"zhao", "zhao", &people},
	                              clerk = {"li", "zhao", &people};
	struct order o;

	(void)state;
	begin(&o, ORDER, DUTIES);
	crm_take_as = &zhao;
	sign(&o, "sales", false, "no_authority");
	crm_take_as = &clerk;
	sign(&o, "sales", true, "");
	assert_string_equal(crm_record_text(o.r, "signatures.sales.by"), "li");
	assert_string_equal(crm_record_text(o.r, "signatures.sales.login"), "zhao");
	crm_take_as = &li;
	sign(&o, "finance", false, "no_authority");
	crm_take_as = &crm_take_actor;
	end(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sequence),
	    cmocka_unit_test(voids),
	    cmocka_unit_test(tampered),
	    cmocka_unit_test(other_table),
	    cmocka_unit_test(verdicts),
	    cmocka_unit_test(conditions),
	    cmocka_unit_test(author),
	    cmocka_unit_test(members),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
