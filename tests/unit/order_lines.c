/*
 * lib/rules/order/order.h: lines of an order, the days on which they are due, and their pieces.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/rules/order/order.h"
#include "tests/unit/take.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

struct seen {
	struct crm_shape *shape;
	struct crm_record *record;
	struct crm_arena arena;
	struct crm_view view;
};

static struct seen see(const char *members)
{
	struct seen s = {
	    crm_shape_new(crm_order.flow.schema), crm_take_record(members), CRM_ARENA_INIT, {NULL}};

	crm_view_of_record(s.shape, s.record, &s.arena, &s.view);
	return s;
}

static void unsee(struct seen *s)
{
	crm_arena_release(&s->arena);
	crm_record_free(s->record);
	crm_shape_free(s->shape);
}

static void add_cell(struct crm_buf *b, const char *name, const struct crm_cell *c)
{
	if (c->type == CRM_T_ABSENT)
		return;
	crm_buf_addf(b, " %s=", name);
	crm_cell_print(c, b);
}

struct shown {
	const struct crm_view *v;
	struct crm_buf *out;
};

static void show_line(void *ctx, const struct crm_order_line *l)
{
	struct shown *s = ctx;
	struct crm_cell due = crm_order_due(s->v, l);

	crm_buf_addf(s->out, "[%s]", l->line);
	add_cell(s->out, "part", l->part);
	add_cell(s->out, "level", l->change_level);
	add_cell(s->out, "product", l->product);
	add_cell(s->out, "n", l->quantity);
	add_cell(s->out, "price", l->price);
	add_cell(s->out, "due", &due);
}

static void lines(void **state)
{
	static const struct {
		const char *members, *want;
	} rows[] = {
	    {"'part':'A','quantity':5,'price':'1.5','change_level':'c','product':'p'",
	        "[] part=A level=c product=p n=5 price=1.5"},
	    {"'customer':'K-1'", "[]"},
	    {"'part':'A','lines':{}", "[] part=A"},
	    {"'part':'A','lines':{'10':null}", "[] part=A"},
	    /* what a line does not say the order says */
	    {"'part':'A','price':'1','change_level':'c','product':'p','lines':{'10':{'part':'B'},"
	     "'20':{'price':'2','change_level':'d','product':'q','quantity':3}}",
	        "[10] part=B level=c product=p price=1[20] part=A level=d product=q n=3 price=2"},
	    /* but that is no value of it that cannot be read */
	    {"'price':'1','lines':{'10':{'price':'x'}}", "[10] price=x"},
	    /* the order's quantity is that of all lines */
	    {"'quantity':9,'lines':{'10':{'part':'A'}}", "[10] part=A n=9"},
	    {"'quantity':9,'lines':{'10':{'quantity':4},'20':{}}", "[10] n=4[20]"},
	    /* days: promised now, promised, requested */
	    {"'requested':'2026-12-01'", "[] due=2026-12-01"},
	    {"'requested':'2026-12-01','promised':'2026-12-05'", "[] due=2026-12-05"},
	    {"'promised':'2026-12-05','promised_now':'2026-12-03'", "[] due=2026-12-03"},
	    {"'requested':'2026-12-01','promised':'soon'", "[] due=2026-12-01"},
	    {"'requested':'2026-12-01','lines':{'10':{'requested':'2026-11-30'},'20':{}}",
	        "[10] due=2026-11-30[20] due=2026-12-01"},
	    /* a promise of the order is more than the wish of a line */
	    {"'promised':'2026-12-05','lines':{'10':{'requested':'2026-11-30'}}",
	        "[10] due=2026-12-05"},
	    {"'promised':'2026-12-05','promised_now':'2026-12-09','lines':{'10':{}}",
	        "[10] due=2026-12-09"},
	    /* what moved the order's has not moved a line's own */
	    {"'promised':'2026-12-05','promised_now':'2026-12-09','lines':{'10':{'promised':"
	     "'2026-12-07'},'20':{'promised':'2026-12-07','promised_now':'2026-12-08'}}",
	        "[10] due=2026-12-07[20] due=2026-12-08"},
	};
	struct crm_buf have = CRM_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct seen s = see(rows[i].members);

		crm_buf_clear(&have);
		crm_order_lines(&s.view, show_line, &(struct shown){&s.view, &have});
		if (strcmp(crm_buf_str(&have), rows[i].want) != 0)
			fail_msg("%s: %s\nexpected %s", rows[i].members, crm_buf_str(&have),
			    rows[i].want);
		unsee(&s);
	}
	crm_buf_release(&have);
}

static void one_line(void **state)
{
	static const char two[] = "'part':'A','price':'1','requested':'2026-12-01',"
	                          "'customer_part':'kp','lines':{'10':{'part':'B','by':'ma'},"
	                          "'2':{'customer_part':'k2','price':'2'}}";
	static const struct {
		const char *members, *key, *want; /* NULL: there is none */
	} rows[] = {
	    {"'part':'A','customer_part':'k'", NULL, " part=A customer_part=k"},
	    {"'part':'A'", "", " part=A"},
	    {"'part':'A'", "10", NULL},
	    {two, "10", " by=ma line=10 part=B customer_part=kp price=1 requested=2026-12-01"},
	    {two, "2", " line=2 part=A customer_part=k2 price=2 requested=2026-12-01"},
	    {two, "1", NULL},
	    {two, "", NULL},
	    {two, NULL, NULL},
	    {"'lines':{'7':{'part':'B'}}", NULL, " line=7 part=B"},
	    {"'lines':{'7':{'part':'B'},'8':null}", "", " line=7 part=B"},
	    {"'lines':{'7':{'part':'B'}}", "8", NULL},
	};
	struct crm_buf have = CRM_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct seen s = see(rows[i].members);
		struct crm_arena a = CRM_ARENA_INIT;
		struct crm_cell out[CRM_LINE_COUNT];
		bool found = crm_order_line_of(&s.view, rows[i].key, &a, out);

		unsee(&s); /* cells are copies */
		crm_buf_clear(&have);
		for (int m = 0; found && m < CRM_LINE_COUNT; m++)
			add_cell(&have, crm_order_line_items.fields[m].name, &out[m]);
		if (found != (rows[i].want != NULL) ||
		    (found && strcmp(crm_buf_str(&have), rows[i].want) != 0))
			fail_msg("row %zu: %s", i, crm_buf_str(&have));
		crm_arena_release(&a);
	}
	crm_buf_release(&have);
}

static void show_pieces(void *ctx, const struct crm_order_line *l)
{
	struct shown *s = ctx;
	struct crm_order_pieces p;

	crm_order_pieces(s->v, l, &p);
	crm_buf_addf(s->out, "[%s]", l->line);
	if (p.ordered >= 0)
		crm_buf_addf(s->out, " %lld %lld-%lld", (long long)p.ordered, (long long)p.least,
		    (long long)p.most);
	else
		assert_true(p.least == INT64_MAX && p.most == INT64_MAX);
	crm_buf_addf(s->out, " left %lld arrived %lld", (long long)p.left, (long long)p.arrived);
}

struct pieces {
	const char *members, *want;
};

static void check_pieces(const struct pieces *rows, size_t n)
{
	struct crm_buf have = CRM_BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		struct seen s = see(rows[i].members);

		crm_buf_clear(&have);
		crm_order_lines(&s.view, show_pieces, &(struct shown){&s.view, &have});
		if (strcmp(crm_buf_str(&have), rows[i].want) != 0)
			fail_msg(
			    "%s:%s\nexpected%s", rows[i].members, crm_buf_str(&have), rows[i].want);
		unsee(&s);
	}
	crm_buf_release(&have);
}

/* The least is rounded up, the most down, in exact decimals. */
static void bounds(void **state)
{
#define NONE " left 0 arrived 0"
	static const struct pieces rows[] = {
	    {"'customer':'K-1'", "[]" NONE},
	    {"'quantity':'many'", "[]" NONE},
	    {"'quantity':0", "[] 0 0-0" NONE},
	    {"'quantity':100", "[] 100 100-100" NONE},
	    {"'quantity':100,'under':'5','over':'10'", "[] 100 95-110" NONE},
	    {"'quantity':100,'under':'5.1','over':'5.1'", "[] 100 95-105" NONE},
	    {"'quantity':100,'under':'4.9','over':'4.9'", "[] 100 96-104" NONE},
	    {"'quantity':100,'under':'5.000','over':'5.0'", "[] 100 95-105" NONE},
	    {"'quantity':100,'under':'0.000000000000001'", "[] 100 100-100" NONE},
	    {"'quantity':1000,'under':'0.1','over':'0.1'", "[] 1000 999-1001" NONE},
	    {"'quantity':999,'under':'0.1','over':'0.1'", "[] 999 999-999" NONE},
	    {"'quantity':3,'under':'33.3','over':'33.3'", "[] 3 3-3" NONE},
	    {"'quantity':3,'under':'33.4','over':'33.4'", "[] 3 2-4" NONE},
	    /* 0.07 per cent of 10000: as a binary fraction 6.999... */
	    {"'quantity':10000,'under':'0.07','over':'0.07'", "[] 10000 9993-10007" NONE},
	    {"'quantity':10,'under':'100','over':'100'", "[] 10 0-20" NONE},
	    {"'quantity':10,'under':'101'", "[] 10 0-10" NONE},
	    /* no per cent at all */
	    {"'quantity':10,'under':'-5','over':'-5'", "[] 10 10-10" NONE},
	    {"'quantity':10,'under':'a few','over':'5%'", "[] 10 10-10" NONE},
	    {"'quantity':9007199254740991,'over':'100'",
	        "[] 9007199254740991 9007199254740991-18014398509481982" NONE},
	    {"'quantity':9007199254740991,'over':'999999999999999999'",
	        "[] 9007199254740991 9007199254740991-9223372036854775807" NONE},
	    {"'under':'10','lines':{'1':{'quantity':10},'2':{'quantity':20},'3':{}}",
	        "[1] 10 9-10" NONE "[2] 20 18-20" NONE "[3]" NONE},
	};

	(void)state;
	check_pieces(rows, COUNT(rows));
}

#define AT(field) "'" field "':'2026-12-01T09:00:00Z'"
#define ORDER "'quantity':100,'deliveries':"
#define TWO "'lines':{'1':{'quantity':10},'2':{'quantity':20}}"

static void deliveries(void **state)
{
	static const struct pieces rows[] = {
	    {ORDER "{'N1.L1':{'quantity':60}}", "[] 100 100-100 left 60 arrived 0"},
	    {ORDER "{'N1.L1':{'quantity':60},'N2.L1':{'quantity':45}}",
	        "[] 100 100-100 left 105 arrived 0"},
	    /* what the customer has confirmed has arrived; all of it where only the day is said */
	    {ORDER "{'N1.L1':{'quantity':60,'arrived':59},'N2.L1':{'quantity':40}}",
	        "[] 100 100-100 left 100 arrived 59"},
	    {ORDER "{'N1.L1':{'quantity':60,'arrived':59," AT("arrived_at") "},'N2.L1':{"
	                                                                    "'quantity':40," AT(
	                                                                        "arrived_at") "}}",
	        "[] 100 100-100 left 100 arrived 99"},
	    {ORDER "{'N1.L1':{'quantity':60,'arrived':0," AT("arrived_at") "}}",
	        "[] 100 100-100 left 60 arrived 0"},
	    {ORDER "{'N1.L1':{'quantity':60},'N2.L1':null}", "[] 100 100-100 left 60 arrived 0"},
	    {ORDER "{'N1.L1':{'lot':'L1'}}", "[] 100 100-100" NONE},
	    /* an order without lines is one, whatever a delivery calls it */
	    {ORDER "{'N1.L1':{'line':'10','quantity':60}}", "[] 100 100-100 left 60 arrived 0"},
	    /* by line; one that names none is the only line's, of several nobody's */
	    {TWO ",'deliveries':{'N.L':{'line':'1','quantity':4,'arrived':3},'N.M':{'line':'2',"
	         "'quantity':5},'N.N':{'line':'1','quantity':1,'arrived':1}}",
	        "[1] 10 10-10 left 5 arrived 4[2] 20 20-20 left 5 arrived 0"},
	    {TWO ",'deliveries':{'N.L':{'quantity':4}}", "[1] 10 10-10" NONE "[2] 20 20-20" NONE},
	    {TWO ",'deliveries':{'N.L':{'line':'3','quantity':4}}",
	        "[1] 10 10-10" NONE "[2] 20 20-20" NONE},
	    {"'lines':{'1':{'quantity':10}},'deliveries':{'N.L':{'quantity':4}}",
	        "[1] 10 10-10 left 4 arrived 0"},
	    {"'lines':{'1':{'quantity':10}},'deliveries':{'N.L':{'line':'2','quantity':4}}",
	        "[1] 10 10-10" NONE},
	    /* no quantity is said: counted all the same */
	    {"'deliveries':{'N.L':{'quantity':4,'arrived':4}}", "[] left 4 arrived 4"},
	};

	(void)state;
	check_pieces(rows, COUNT(rows));
}

/* What an import says of the whole, where there are no single deliveries. */
static void imported(void **state)
{
	static const struct pieces rows[] = {
	    {"'quantity':100," AT("delivered_at"), "[] 100 100-100 left 100 arrived 100"},
	    {"'quantity':100,'state':'delivered'", "[] 100 100-100 left 100 arrived 100"},
	    {"'quantity':100,'delivered':97," AT("delivered_at"),
	        "[] 100 100-100 left 97 arrived 97"},
	    {"'quantity':100,'delivered':0," AT("delivered_at"), "[] 100 100-100" NONE},
	    {"'quantity':100,'delivered':103," AT("delivered_at"),
	        "[] 100 100-100 left 103 arrived 103"},
	    {"'delivered':97," AT("delivered_at"), "[] left 97 arrived 97"},
	    {AT("delivered_at"), "[]" NONE},
	    /* pieces without a day, and a state that says nothing of it */
	    {"'quantity':100,'delivered':97", "[] 100 100-100" NONE},
	    {"'quantity':100,'state':'production'", "[] 100 100-100" NONE},
	    {"'quantity':100,'state':'filed'", "[] 100 100-100" NONE},
	    /* on the way */
	    {"'quantity':100," AT("shipped_at"), "[] 100 100-100 left 100 arrived 0"},
	    {"'quantity':100,'state':'shipped'", "[] 100 100-100 left 100 arrived 0"},
	    /* single deliveries are believed more */
	    {"'quantity':100," AT("delivered_at") ",'deliveries':{'N.L':{'quantity':60}}",
	        "[] 100 100-100 left 60 arrived 0"},
	    {TWO "," AT("delivered_at") ",'deliveries':{'N.L':{'line':'1','quantity':6}}",
	        "[1] 10 10-10 left 6 arrived 0[2] 20 20-20" NONE},
	    /* of several lines: all, or in their order, the last with what is over */
	    {TWO "," AT("delivered_at"),
	        "[1] 10 10-10 left 10 arrived 10[2] 20 20-20 left 20 arrived 20"},
	    {TWO ",'delivered':14," AT("delivered_at"),
	        "[1] 10 10-10 left 10 arrived 10[2] 20 20-20 left 4 arrived 4"},
	    {TWO ",'delivered':9," AT("delivered_at"),
	        "[1] 10 10-10 left 9 arrived 9[2] 20 20-20" NONE},
	    {TWO ",'delivered':33," AT("delivered_at"),
	        "[1] 10 10-10 left 10 arrived 10[2] 20 20-20 left 23 arrived 23"},
	};

	(void)state;
	check_pieces(rows, COUNT(rows));
}

/* "LINE lost N" of each line, and what has left of all */
static void show_lost(void *ctx, const struct crm_order_line *l)
{
	struct shown *s = ctx;

	crm_buf_addf(s->out, "[%s] lost %lld", l->line, (long long)crm_order_lost(s->v, l));
}

static void lost(void **state)
{
	static const struct pieces rows[] = {
	    {ORDER "{'a':{'quantity':60,'arrived':50},'b':{'quantity':40}}", "[] lost 10 of 100"},
	    {ORDER "{'a':{'line':'7','quantity':60,'arrived':60}}", "[] lost 0 of 60"},
	    /* one that names no line is the only one's, of several nobody's: but it has left */
	    {"'lines':{'1':{'quantity':10}},'deliveries':{'a':{'quantity':4,'arrived':1}}",
	        "[1] lost 3 of 4"},
	    {TWO ",'deliveries':{'a':{'quantity':4,'arrived':1},'b':{'line':'1','quantity':9},"
	         "'c':{'line':'2','quantity':9}}",
	        "[1] lost 0[2] lost 0 of 22"},
	    {TWO ",'deliveries':{'a':{'line':'2','quantity':4,'arrived':1}}",
	        "[1] lost 0[2] lost 3 of 4"},
	    {TWO "," AT("shipped_at"), "[1] lost 0[2] lost 0 of 30"},
	    {TWO, "[1] lost 0[2] lost 0 of 0"},
	};
	struct crm_buf have = CRM_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct seen s = see(rows[i].members);

		crm_buf_clear(&have);
		crm_order_lines(&s.view, show_lost, &(struct shown){&s.view, &have});
		crm_buf_addf(&have, " of %lld", (long long)crm_order_left(&s.view));
		if (strcmp(crm_buf_str(&have), rows[i].want) != 0)
			fail_msg("%s: %s\nexpected %s", rows[i].members, crm_buf_str(&have),
			    rows[i].want);
		unsee(&s);
	}
	crm_buf_release(&have);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines),
	    cmocka_unit_test(one_line),
	    cmocka_unit_test(bounds),
	    cmocka_unit_test(deliveries),
	    cmocka_unit_test(imported),
	    cmocka_unit_test(lost),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
