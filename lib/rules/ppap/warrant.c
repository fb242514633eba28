/*
 * The warrant's boxes, each by itself and those that call for one another (psw_fields;
 * AIAG PPAP 4th edition, 2.2.18). A value that cannot be read at all was told as bad_value.
 */
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/rules/ppap/warrant_private.h"

#define SHOWN 60 /* bytes of a value that a message repeats */

int crm_warrant_shown(const char *text)
{
	size_t n = strlen(text);

	if (n > SHOWN) {
		n = SHOWN;
		while (n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80)
			n--;
	}
	return (int)n;
}

static bool bad(const struct crm_node *top, int box)
{
	return crm_node_cell(top, box)->type == CRM_T_BAD;
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

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool crm_warrant_same(const char *a, size_t na, const char *b, size_t nb)
{
	if (na != nb)
		return false;
	for (size_t i = 0; i < na; i++) {
		if (lower(a[i]) != lower(b[i]))
			return false;
	}
	return true;
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
		if (crm_warrant_same(text, len, nothing[i], strlen(nothing[i])))
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

		if (!b->required || crm_warrant_has(top, box) || bad(top, box))
			continue;
		if (box == CRM_W_LEVEL && !crm_ppap_book_levels(j->book))
			continue;
		crm_ppap_find(j, at, "box_missing", NULL, line, top->schema->fields[box].name,
		    "empty: %s, %s", b->label, b->rule);
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

	return c->type == CRM_T_INT && c->u.i >= 1 && c->u.i <= CRM_PPAP_LEVELS;
}

static void refuse(struct crm_ppap_judge *j, int at, int box, const char *expected)
{
	const char *text = crm_node_text(j->p->top, box);

	crm_ppap_find_field(j, at, "box_value", j->p->top, box, "'%.*s': %s expected",
	    crm_warrant_shown(text), text, expected);
}

static void judge_values(struct crm_ppap_judge *j, int at)
{
	const struct crm_node *top = j->p->top;

	if (crm_warrant_has(top, CRM_W_WEIGHT) && !weight_good(crm_node_text(top, CRM_W_WEIGHT)))
		refuse(j, at, CRM_W_WEIGHT, "kilograms with four decimals like 0.1230, above 0");
	if (crm_ppap_book_levels(j->book) && crm_warrant_has(top, CRM_W_LEVEL) && !level_good(top))
		refuse(j, at, CRM_W_LEVEL, "a level from 1 to 5");
	if (crm_warrant_has(top, CRM_W_PARTS) && !above_zero(top, CRM_W_PARTS))
		refuse(j, at, CRM_W_PARTS, "a count of parts above 0");
	if (crm_warrant_has(top, CRM_W_HOURS) && !above_zero(top, CRM_W_HOURS))
		refuse(j, at, CRM_W_HOURS, "hours above 0");
	if (crm_warrant_has(top, CRM_W_EMAIL) && !email_good(crm_node_text(top, CRM_W_EMAIL)))
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
    {CRM_W_DISPOSITION, NULL, CRM_W_CUSTOMER_SIGNATURE, false},
    {CRM_W_DISPOSITION, NULL, CRM_W_CUSTOMER_DATE, false},
    {CRM_W_DISPOSITION, NULL, CRM_W_CUSTOMER_NAME, false},
};

static bool asks(const struct crm_node *top, int box, const char *word)
{
	if (word == NULL)
		return crm_warrant_says(top, box);
	return crm_texts_have(crm_node_list(top, box), word) ||
	    strcmp(crm_node_text(top, box), word) == 0;
}

static void judge_conditions(struct crm_ppap_judge *j, int at, bool verdict)
{
	const struct crm_node *top = j->p->top;
	int told = -1;

	for (size_t i = 0; i < sizeof(conditions) / sizeof(conditions[0]); i++) {
		int box = conditions[i].box, by = conditions[i].asks;
		const char *word = conditions[i].word;
		bool there =
		    conditions[i].na ? crm_warrant_has(top, box) : crm_warrant_says(top, box);

		if (there || bad(top, box) || box == told || !asks(top, by, word) ||
		    (by == CRM_W_DISPOSITION && !verdict))
			continue;
		told = box;
		crm_ppap_find(j, at, "box_condition", NULL, crm_node_line(top, by),
		    top->schema->fields[box].name, "%s, and %s %s %s",
		    crm_warrant_has(top, box) ? "says nothing" : "empty",
		    crm_ppap_box_at((size_t)(by - CRM_P_WARRANT))->key,
		    by == CRM_W_REASONS ? "has" : "is", word != NULL ? word : "filled");
	}
}

static void judge_customer(struct crm_ppap_judge *j, int at, const char *status)
{
	const struct crm_node *top = j->p->top;

	for (int box = CRM_W_DISPOSITION; box <= CRM_W_TRACKING; box++) {
		if (crm_warrant_has(top, box) || bad(top, box))
			crm_ppap_find_field(j, at, "customer_box", top, box,
			    "filled, and the dossier is %s: it is the customer's", status);
	}
}

void crm_ppap_judge_warrant(struct crm_ppap_judge *j)
{
	int at = crm_ppap_state_of(j, CRM_ROLE_WARRANT);
	const char *status = crm_node_text(j->p->top, CRM_P_STATUS);
	bool before =
	    *status == '\0' || strcmp(status, "preparing") == 0 || strcmp(status, "submitted") == 0;

	if (at < 0 || !crm_ppap_counts(j, CRM_ROLE_WARRANT) || !judge_missing(j, at))
		return;
	judge_values(j, at);
	judge_dates(j, at);
	judge_conditions(j, at, !before);
	if (before && !bad(j->p->top, CRM_P_STATUS))
		judge_customer(j, at, *status != '\0' ? status : "preparing");
	crm_warrant_cross(j, at);
	crm_warrant_streams(j, at);
}
