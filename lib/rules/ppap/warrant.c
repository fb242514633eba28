/*
 * The warrant's boxes, each by itself and those that call for one another (psw_fields;
 * AIAG PPAP 4th edition, 2.2.18). A value that cannot be read at all was told as bad_value.
 */
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/rules/ppap/warrant_private.h"

static bool bad(const struct crm_node *top, int box)
{
	return crm_node_cell(top, box)->type == CRM_T_BAD;
}

const struct crm_cell *crm_ppap_signed(const struct crm_node *top)
{
	return crm_node_cell(top, CRM_W_SIGNATURE_DATE);
}

bool crm_warrant_has(const struct crm_node *top, int box)
{
	const struct crm_cell *c = crm_node_cell(top, box);
	struct crm_texts list = crm_node_list(top, box);

	for (size_t i = 0; i < list.n; i++) {
		if (!crm_utf8_all_blank(list.items[i], strlen(list.items[i])))
			return true;
	}
	if (!crm_cell_is(c) || c->type == CRM_T_NESTED)
		return false;
	return c->text == NULL || !crm_utf8_all_blank(c->text, c->len);
}

bool crm_warrant_says(const struct crm_node *top, int box)
{
	static const char *const nothing[] = {"n/a", "na", "n.a.", "none", "-"};
	const char *text = crm_node_text(top, box);
	size_t len = strlen(text);

	if (!crm_warrant_has(top, box))
		return false;
	crm_utf8_trim(&text, &len);
	for (size_t i = 0; i < sizeof(nothing) / sizeof(nothing[0]); i++) {
		if (crm_ascii_same(text, len, nothing[i], strlen(nothing[i])))
			return false;
	}
	return true;
}

bool crm_warrant_number(const struct crm_node *n, int field, struct crm_dec *out)
{
	const struct crm_cell *c = crm_node_cell(n, field);

	if (c->type == CRM_T_DEC) {
		*out = c->u.dec;
		return true;
	}
	if (c->type != CRM_T_INT)
		return false;
	*out = (struct crm_dec){c->u.i, 0};
	return true;
}

/* ---- empty boxes ---- */

bool crm_warrant_required(const struct crm_ppap_book *book, const struct crm_node *top, int box)
{
	static const int counted[] = {CRM_W_WEIGHT, CRM_W_POLYMERIC, CRM_W_PARTS, CRM_W_HOURS};
	const struct crm_ppap_box *b = crm_ppap_box_at((size_t)(box - CRM_P_WARRANT));

	if (!crm_ppap_book_levels(book))
		return b->cover;
	for (size_t i = 0; i < sizeof(counted) / sizeof(counted[0]); i++) {
		if (box == counted[i] && crm_node_true(top, CRM_P_TRAIT_BULK))
			return false;
	}
	return b->required;
}

/* Does the form take n/a for an answer? */
static bool na_answers(const struct crm_node *top, int box)
{
	const char *const *words = top->schema->fields[box].words;

	for (; words != NULL && *words != NULL; words++) {
		if (strcmp(*words, "n/a") == 0)
			return true;
	}
	return box == CRM_W_PURCHASE_ORDER;
}

/* Where an empty box is told: at the first box that there is; 0: there is none. */
static long first_line(const struct crm_node *top)
{
	long line = 0;

	for (int box = CRM_P_WARRANT; box < CRM_P_COUNT; box++) {
		if (!crm_warrant_has(top, box) && !bad(top, box))
			continue;
		if (line == 0 || crm_node_line(top, box) < line)
			line = crm_node_line(top, box);
	}
	return line;
}

bool crm_warrant_any(const struct crm_node *top)
{
	return first_line(top) > 0;
}

/* False: there is no box at all. */
static bool judge_missing(struct crm_ppap_judge *j, int at)
{
	const struct crm_node *top = j->p->top;
	long line = first_line(top);

	if (line == 0) {
		crm_ppap_find(j, at, "box_missing", NULL, top->line, "warrant",
		    "no box of the warrant is filled");
		return false;
	}
	for (int box = CRM_P_WARRANT; box < CRM_P_COUNT; box++) {
		const struct crm_ppap_box *b = crm_ppap_box_at((size_t)(box - CRM_P_WARRANT));

		bool has = crm_warrant_has(top, box);

		if (!crm_warrant_required(j->book, top, box) || bad(top, box) ||
		    crm_warrant_says(top, box) || (has && na_answers(top, box)))
			continue;
		crm_ppap_find(j, at, "box_missing", NULL, has ? crm_node_line(top, box) : line,
		    top->schema->fields[box].name, "%s: %s, %s", has ? "says nothing" : "empty",
		    b->label, b->rule);
	}
	return true;
}

/* ---- values ---- */

/* ^[0-9]+\.[0-9]{4}$ and above 0 */
static bool weight_good(const char *s)
{
	size_t whole = strspn(s, "0123456789");

	return whole > 0 && s[whole] == '.' && strspn(s + whole + 1, "0123456789") == 4 &&
	    s[whole + 5] == '\0' && strpbrk(s, "123456789") != NULL;
}

static bool above_zero(const struct crm_node *top, int box)
{
	struct crm_dec d;

	return crm_warrant_number(top, box, &d) && d.coef > 0;
}

static bool email_good(const char *s)
{
	const char *at = strchr(s, '@');

	return at != NULL && at > s && at[1] != '\0';
}

static bool level_good(const struct crm_node *top)
{
	const struct crm_cell *c = crm_node_cell(top, CRM_W_LEVEL);

	return c->type == CRM_T_INT && crm_ppap_level_ok(c->u.i);
}

static void refuse(struct crm_ppap_judge *j, int at, int box, const char *expected)
{
	const char *text = crm_node_text(j->p->top, box);

	crm_ppap_find_field(j, at, "box_value", j->p->top, box, "'%.*s': %s expected",
	    crm_utf8_shown(text, strlen(text)), text, expected);
}

static void judge_values(struct crm_ppap_judge *j, int at)
{
	const struct crm_node *top = j->p->top;

	if (crm_warrant_says(top, CRM_W_WEIGHT) && !weight_good(crm_node_text(top, CRM_W_WEIGHT)))
		refuse(j, at, CRM_W_WEIGHT, "kilograms with four decimals like 0.1230, above 0");
	if (crm_ppap_book_levels(j->book) && crm_warrant_has(top, CRM_W_LEVEL) && !level_good(top))
		refuse(j, at, CRM_W_LEVEL, "a level from 1 to 5");
	if (crm_warrant_has(top, CRM_W_PARTS) && !above_zero(top, CRM_W_PARTS))
		refuse(j, at, CRM_W_PARTS, "a count of parts above 0");
	if (crm_warrant_has(top, CRM_W_HOURS) && !above_zero(top, CRM_W_HOURS))
		refuse(j, at, CRM_W_HOURS, "hours above 0");
	if (crm_warrant_says(top, CRM_W_EMAIL) && !email_good(crm_node_text(top, CRM_W_EMAIL)))
		refuse(j, at, CRM_W_EMAIL, "an address like name@example.com");
}

static void judge_dates(struct crm_ppap_judge *j, int at)
{
	static const int signatures[] = {CRM_W_SIGNATURE_DATE, CRM_W_CUSTOMER_DATE};
	const struct crm_node *top = j->p->top;
	const struct crm_cell *change = crm_node_cell(top, CRM_W_CHANGE_DATE);
	const struct crm_cell *ours = crm_node_cell(top, CRM_W_SIGNATURE_DATE);

	for (size_t i = 0; i < sizeof(signatures) / sizeof(signatures[0]); i++) {
		const struct crm_cell *c = crm_node_cell(top, signatures[i]);

		if (c->type == CRM_T_DATE && c->u.date > j->today)
			refuse(j, at, signatures[i], "a day not after today");
	}
	if (change->type == CRM_T_DATE && ours->type == CRM_T_DATE && change->u.date > ours->u.date)
		crm_ppap_find_field(j, at, "box_value", top, CRM_W_CHANGE_DATE,
		    "'%s': a day not after the signature of %s expected",
		    crm_node_text(top, CRM_W_CHANGE_DATE),
		    crm_node_text(top, CRM_W_SIGNATURE_DATE));
}

/* ---- boxes that another calls for ---- */

static const struct {
	int asks;         /* where this box says something, */
	const char *word; /* or just this (or has it in its list), */
	int box;          /* this one is needed; several rows about one box stand together */
	bool na;          /* n/a will do */
} conditions[] = {
    {CRM_W_ADDITIONAL, NULL, CRM_W_ADDITIONAL_DATE, false},
    {CRM_W_AID, NULL, CRM_W_AID_LEVEL, true},
    {CRM_W_AID, NULL, CRM_W_AID_DATE, false},
    {CRM_W_AID_LEVEL, NULL, CRM_W_AID, false},
    {CRM_W_AID_DATE, NULL, CRM_W_AID, false},
    {CRM_W_SUBSTANCES, "yes", CRM_W_REPORTED_BY, false},
    {CRM_W_REASONS, "other", CRM_W_REASON_OTHER, false},
    {CRM_W_MEETS, "no", CRM_W_EXPLANATION, false},
};

static bool asks(const struct crm_node *top, int box, const char *word)
{
	if (word == NULL)
		return crm_warrant_says(top, box);
	return crm_texts_have(crm_node_list(top, box), word) ||
	    strcmp(crm_node_text(top, box), word) == 0;
}

static void judge_conditions(struct crm_ppap_judge *j, int at)
{
	const struct crm_node *top = j->p->top;
	int told = -1;

	for (size_t i = 0; i < sizeof(conditions) / sizeof(conditions[0]); i++) {
		int box = conditions[i].box, by = conditions[i].asks;
		const char *word = conditions[i].word;
		bool there =
		    conditions[i].na ? crm_warrant_has(top, box) : crm_warrant_says(top, box);

		if (there || bad(top, box) || box == told || !asks(top, by, word))
			continue;
		told = box;
		crm_ppap_find(j, at, "box_condition", NULL, crm_node_line(top, by),
		    top->schema->fields[box].name, "%s, and %s %s %s",
		    crm_warrant_has(top, box) ? "says nothing" : "empty",
		    crm_ppap_box_at((size_t)(by - CRM_P_WARRANT))->key,
		    by == CRM_W_REASONS ? "has" : "is", word != NULL ? word : "filled");
	}
}

/* Empty until the customer has decided, and then filled; its own number need not be. */
static void judge_customer(struct crm_ppap_judge *j, int at)
{
	const struct crm_node *top = j->p->top;
	bool verdict = crm_ppap_verdict(j);

	if (bad(top, CRM_P_STATUS))
		return;
	for (int box = CRM_W_DISPOSITION; box <= CRM_W_TRACKING; box++) {
		bool has = crm_warrant_has(top, box) || bad(top, box);

		if (!verdict && has)
			crm_ppap_find_field(j, at, "customer_box", top, box,
			    "filled, and the dossier is %s: it is the customer's",
			    crm_ppap_status(j));
		if (verdict && box != CRM_W_TRACKING && !bad(top, box) &&
		    !crm_warrant_says(top, box))
			crm_ppap_find(j, at, "box_condition", NULL,
			    crm_node_line(top, CRM_P_STATUS), top->schema->fields[box].name,
			    "%s, and status is %s", has ? "says nothing" : "empty",
			    crm_ppap_status(j));
	}
}

static void judge_signed(struct crm_ppap_judge *j, int at)
{
	if (strcmp(crm_ppap_status(j), "preparing") != 0 && j->states[at].evidence == 0)
		crm_ppap_find(j, at, "warrant_unsigned", NULL, crm_ppap_line(j, at), "evidence",
		    "no file, and the dossier is %s: attach the signed form", crm_ppap_status(j));
}

void crm_ppap_judge_warrant(struct crm_ppap_judge *j)
{
	int at = crm_ppap_state_of(j, CRM_ROLE_WARRANT);

	if (at < 0 || !crm_ppap_counts(j, CRM_ROLE_WARRANT))
		return;
	judge_signed(j, at);
	if (!judge_missing(j, at))
		return;
	judge_values(j, at);
	judge_dates(j, at);
	judge_conditions(j, at);
	judge_customer(j, at);
	crm_warrant_cross(j, at);
	crm_warrant_streams(j, at);
}
