/* On-time delivery: the figures, and the rules that they name. */
#include "lib/rules/order/figures/order_figures.h"

#include <string.h>

#include "lib/base/buf.h"
#include "lib/flow/common.h"
#include "lib/rules/order/order.h"

/* ---- what is asked for ---- */

static const char *const due_words[] = {
    [CRM_DUE_PROMISED] = "promised",
    [CRM_DUE_REQUESTED] = "requested",
    [CRM_DUE_CURRENT] = "current",
    [CRM_DUE_AGREED] = "agreed",
};

int crm_order_due_read(const char *word, enum crm_order_due *out)
{
	for (int i = 0; i <= CRM_DUE_AGREED; i++) {
		if (strcmp(due_words[i], word) == 0) {
			*out = (enum crm_order_due)i;
			return 0;
		}
	}
	return -1;
}

#define MOST_DAYS 9999

/* "-3d"; the text after it, or NULL. */
static const char *read_days(const char *s, int32_t *out)
{
	bool minus = *s == '-';
	int32_t n = 0;
	const char *at;

	s += minus || *s == '+' ? 1 : 0;
	for (at = s; *at >= '0' && *at <= '9' && n <= MOST_DAYS; at++)
		n = n * 10 + (*at - '0');
	if (at == s || *at != 'd' || n > MOST_DAYS)
		return NULL;
	*out = minus ? -n : n;
	return at + 1;
}

int crm_order_window_read(const char *text, struct crm_order_delivery *out)
{
	int32_t first = 0, last = 0;
	const char *rest = read_days(text, &first);

	if (rest == NULL || strncmp(rest, "..", 2) != 0)
		return -1;
	rest = read_days(rest + 2, &last);
	if (rest == NULL || *rest != '\0' || first > last)
		return -1;
	out->begins = true;
	out->first = first;
	out->last = last;
	return 0;
}

/* ---- how it came out ---- */

static const struct crm_order_outcome *came_out(const struct crm_figures_day *day)
{
	return day->facts;
}

static int known(const struct crm_order_outcome *o)
{
	if (o->bad)
		return CRM_X_BAD;
	if (!o->dated)
		return CRM_X_UNDATED;
	return o->missing ? CRM_X_MISSING : 0;
}

static int known_due(const struct crm_order_outcome *o)
{
	int why = known(o);

	return why == 0 && !o->done && !o->late ? CRM_X_RUNNING : why;
}

static int says(int why, bool yes)
{
	if (why != 0)
		return why;
	return yes ? CRM_SAYS_YES : CRM_SAYS_NO;
}

static int on_time_due(const struct crm_view *v, const struct crm_figures_day *day)
{
	const struct crm_order_outcome *o = came_out(day);

	(void)v;
	return says(known_due(o), o->on_time);
}

static int on_time_all(const struct crm_view *v, const struct crm_figures_day *day)
{
	const struct crm_order_outcome *o = came_out(day);

	(void)v;
	return says(known(o), o->on_time);
}

static int otif(const struct crm_view *v, const struct crm_figures_day *day)
{
	const struct crm_order_outcome *o = came_out(day);
	int why = known_due(o);

	(void)v;
	return says(why == 0 && o->pieces < 0 ? CRM_X_BLANK : why, o->on_time && o->full);
}

static int late(const struct crm_view *v, const struct crm_figures_day *day)
{
	const struct crm_order_outcome *o = came_out(day);

	(void)v;
	return says(known_due(o), o->late);
}

static int open_overdue(const struct crm_view *v, const struct crm_figures_day *day)
{
	const struct crm_order_outcome *o = came_out(day);

	(void)v;
	return says(known_due(o), o->open_late);
}

static int early(const struct crm_view *v, const struct crm_figures_day *day)
{
	const struct crm_order_outcome *o = came_out(day);

	(void)v;
	return says(known_due(o), o->early);
}

static int add_pieces(const struct crm_order_outcome *o, int why, int64_t *num, int64_t *den)
{
	*num = o->pieces_on_time;
	*den = o->pieces;
	return why == 0 && o->pieces < 0 ? CRM_X_BLANK : why;
}

static int pieces_due(
    const struct crm_view *v, const struct crm_figures_day *day, int64_t *num, int64_t *den)
{
	(void)v;
	return add_pieces(came_out(day), known_due(came_out(day)), num, den);
}

static int pieces_all(
    const struct crm_view *v, const struct crm_figures_day *day, int64_t *num, int64_t *den)
{
	(void)v;
	return add_pieces(came_out(day), known(came_out(day)), num, den);
}

/* ---- days ---- */

static int days(const struct crm_order_outcome *o, bool counts, int64_t *us)
{
	int why = known(o);

	*us = o->us;
	return why == 0 && !counts ? CRM_X_NOT_APPLYING : why;
}

static int days_late(const struct crm_view *v, const struct crm_figures_day *day, int64_t *us)
{
	const struct crm_order_outcome *o = came_out(day);

	(void)v;
	return days(o, o->late && o->done, us);
}

static int days_open(const struct crm_view *v, const struct crm_figures_day *day, int64_t *us)
{
	const struct crm_order_outcome *o = came_out(day);

	(void)v;
	return days(o, o->open_late, us);
}

static int days_early(const struct crm_view *v, const struct crm_figures_day *day, int64_t *us)
{
	const struct crm_order_outcome *o = came_out(day);
	int why = days(o, o->early, us);

	(void)v;
	*us = -*us;
	return why;
}

/* ---- the table ---- */

static const int read_fields[] = {CRM_C_STATE, CRM_O_CUSTOMER, CRM_O_PART, CRM_O_CHANGE_LEVEL,
    CRM_O_PRODUCT, CRM_O_QUANTITY, CRM_O_UNDER, CRM_O_OVER, CRM_O_PRICE, CRM_O_LINES,
    CRM_O_REQUESTED, CRM_O_PROMISED, CRM_O_PROMISED_NOW, CRM_O_PROMISES, CRM_O_DUE_TIME,
    CRM_O_DELIVERIES, CRM_O_SHIPPED_AT, CRM_O_DELIVERED_AT, CRM_O_DELIVERED, 0};
static const char *const cancelled[] = {"cancelled", "refused", NULL};

static struct crm_cell due_day(const struct crm_view *v, const struct crm_figures_day *day)
{
	const struct crm_order_outcome *o = came_out(day);

	(void)v;
	if (o->dated)
		return crm_cell_date(o->due);
	return crm_cell_absent();
}

struct looking {
	crm_figures_look_fn *fn;
	void *ctx;
};

static void give(
    void *ctx, const struct crm_view *v, const char *line, const struct crm_order_outcome *o)
{
	const struct looking *l = ctx;

	l->fn(l->ctx, v, line, o);
}

static void look(
    const struct crm_view *v, const struct crm_figures_day *day, crm_figures_look_fn *fn, void *ctx)
{
	struct looking l = {fn, ctx};

	crm_order_outcomes(v, day->ask, day->clocks, day->now, give, &l);
}

static const struct crm_figures_share shares[] = {
    {.name = "on_time_due",
        .rule = "orders delivered in time / due until now; open past its day is late",
        .judge_at = on_time_due},
    {.name = "on_time_all",
        .rule = "orders delivered in time / all that have the day, due or not",
        .judge_at = on_time_all},
    {.name = "otif",
        .rule = "orders in time and in full, within under and over, in good condition / due until "
                "now; blank: no quantity",
        .judge_at = otif},
    {.name = "on_time_due_lines",
        .rule = "lines delivered in time / due until now",
        .judge_at = on_time_due,
        .parts = true},
    {.name = "on_time_all_lines",
        .rule = "lines delivered in time / all that have the day, due or not",
        .judge_at = on_time_all,
        .parts = true},
    {.name = "otif_lines",
        .rule = "lines in time and in full / due until now; blank: no quantity",
        .judge_at = otif,
        .parts = true},
    {.name = "on_time_due_pieces",
        .rule = "pieces delivered in time / ordered in lines due until now; excluded: lines",
        .measure = pieces_due,
        .parts = true},
    {.name = "on_time_all_pieces",
        .rule = "pieces delivered in time / ordered in lines that have the day; excluded: lines",
        .measure = pieces_all,
        .parts = true},
    {.name = "late",
        .rule = "orders delivered late, or open past their day; denominator: due until now",
        .judge_at = late,
        .how_many = true},
    {.name = "open_overdue",
        .rule = "of the late those that are open; denominator: due until now",
        .judge_at = open_overdue,
        .how_many = true},
    {.name = "early",
        .rule = "orders delivered before their day; denominator: due until now",
        .judge_at = early,
        .how_many = true},
};
#define SHARES (sizeof(shares) / sizeof(shares[0]))

static const struct crm_figures_stay stays[] = {
    {"late", "days after the due day, of orders delivered late", NULL, days_late},
    {"open_overdue", "days until now after the due day, of orders that are open", NULL, days_open},
    {"early", "days before the due day, of orders delivered early", NULL, days_early},
};
#define STAYS (sizeof(stays) / sizeof(stays[0]))

static void describe(const struct crm_order_delivery *ask, struct crm_buf *out)
{
	static const char *const due[] = {
	    [CRM_DUE_PROMISED] = "the first promise",
	    [CRM_DUE_REQUESTED] = "the day that the customer wants",
	    [CRM_DUE_CURRENT] = "the promise as it stands",
	    [CRM_DUE_AGREED] =
	        "the first promise, moved only by promises with cause customer that were made on "
	        "or before the day then due",
	};

	crm_buf_addf(out, "; due: %s", due[ask->due]);
	crm_buf_addf(out, "; delivered: the %s on which it %s",
	    ask->exact ? "instant" : "calendar day", ask->shipped ? "left us" : "arrived");
	if (ask->exact)
		crm_buf_addz(
		    out, ", against due_time or the end of the due day on the customer's clock");
	if (ask->begins)
		crm_buf_addf(out, "; in time: %dd..%dd", (int)ask->first, (int)ask->last);
	else
		crm_buf_addz(out, "; in time: equal or early");
	crm_buf_addz(out, "; year, month, day, period: of the due day");
}

static const char *with(struct crm_arena *a, const char *rule, const char *choices)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	crm_buf_addf(&b, "%s%s", rule, choices);
	text = crm_arena_strdup(a, crm_buf_str(&b));
	crm_buf_release(&b);
	return text;
}

const struct crm_figures_kind *crm_order_delivery_figures(
    const struct crm_order_delivery *ask, struct crm_arena *a)
{
	struct crm_figures_share *own = crm_arena_alloc(a, (SHARES + 1) * sizeof(*own));
	struct crm_figures_stay *lasting = crm_arena_alloc(a, (STAYS + 1) * sizeof(*lasting));
	struct crm_figures_kind *k = crm_arena_alloc(a, sizeof(*k));
	struct crm_buf choices = CRM_BUF_INIT;

	describe(ask, &choices);
	for (size_t i = 0; i < SHARES; i++) {
		own[i] = shares[i];
		own[i].always = true;
		own[i].rule = with(a, shares[i].rule, crm_buf_str(&choices));
	}
	own[SHARES] = (struct crm_figures_share){.name = NULL};
	for (size_t i = 0; i < STAYS; i++) {
		lasting[i] = stays[i];
		lasting[i].rule = with(a, stays[i].rule, crm_buf_str(&choices));
	}
	lasting[STAYS] = (struct crm_figures_stay){.word = NULL};
	crm_buf_release(&choices);
	*k = (struct crm_figures_kind){
	    .kind = &crm_order,
	    .months = true,
	    .dated = due_day,
	    .fields = read_fields,
	    .look = look,
	    .cancelled = cancelled,
	    .stays = lasting,
	    .shares = own,
	};
	return k;
}
