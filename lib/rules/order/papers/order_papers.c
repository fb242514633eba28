/* How values are put into the papers of orders, and what several papers have. */
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/rules/order/papers/order_papers_private.h"

#define WIDE 60 /* columns of a text that needs a row of its own */

/* ---- words ---- */

const char *crm_order_paper_word(
    const struct crm_order_paper *p, const char *list, const char *word)
{
	const char *text = p->word != NULL ? p->word(p->ctx, list, word) : NULL;

	return text != NULL ? text : word;
}

void crm_order_paper_words(
    const struct crm_order_paper *p, const char *list, const char *words, struct crm_buf *out)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	size_t told = 0;

	while (*(words += strspn(words, ", ")) != '\0') {
		size_t n = strcspn(words, ",");

		crm_buf_addf(out, "%s%s", told++ > 0 ? ", " : "",
		    crm_order_paper_word(p, list, crm_arena_strndup(&arena, words, n)));
		words += n;
	}
	crm_arena_release(&arena);
}

static void put_beside(
    const struct crm_order_paper *p, struct crm_doc *o, const char *name, const char *text)
{
	struct crm_buf beside = CRM_BUF_INIT;

	if (p->word != NULL) {
		crm_buf_addf(&beside, "%s_text", name);
		crm_doc_text(o, crm_buf_str(&beside), text);
	}
	crm_buf_release(&beside);
}

void crm_order_paper_put_some(struct crm_doc *o, const char *name, const char *text)
{
	if (text[0] != '\0')
		crm_doc_text(o, name, text);
}

void crm_order_paper_put_word(const struct crm_order_paper *p, struct crm_doc *o, const char *name,
    const char *list, const char *word)
{
	crm_doc_text(o, name, word);
	put_beside(p, o, name, crm_order_paper_word(p, list, word));
}

void crm_order_paper_put_words(const struct crm_order_paper *p, struct crm_doc *o, const char *name,
    const char *list, const char *words)
{
	struct crm_buf text = CRM_BUF_INIT;

	if (words[0] != '\0') {
		crm_order_paper_words(p, list, words, &text);
		crm_doc_text(o, name, words);
		put_beside(p, o, name, crm_buf_str(&text));
	}
	crm_buf_release(&text);
}

void crm_order_paper_put_bool(
    const struct crm_order_paper *p, struct crm_doc *o, const char *name, bool b)
{
	crm_doc_bool(o, name, b);
	put_beside(p, o, name, crm_order_paper_word(p, "bool", b ? "true" : "false"));
}

void crm_order_paper_put_shown(const struct crm_order_paper *p, struct crm_doc *o, const char *list)
{
	struct crm_buf name = CRM_BUF_INIT;

	/* a template cannot ask whether a list has any */
	if (p->word != NULL) {
		crm_buf_addf(&name, "%s_shown", list);
		crm_doc_bool(o, crm_buf_str(&name), crm_doc_count(crm_doc_list(o, list)) > 0);
	}
	crm_buf_release(&name);
}

/* ---- values ---- */

static void add_instant(const struct crm_order_paper *p, struct crm_instant t, struct crm_buf *out)
{
	char text[CRM_INSTANT_MAX];
	size_t n;

	t.off = crm_zone_offset(p->zone, t.us);
	n = crm_instant_format(t, text);
	if (p->word != NULL) {
		text[10] = ' ';
		n = strlen("2026-11-20 09:00");
	}
	crm_buf_add(out, text, n);
}

static bool is_hidden(const struct crm_order_paper *p, const struct crm_field *f)
{
	return p->mask != NULL && (f->flags & (CRM_F_PERSONAL | CRM_F_INTERNAL)) != 0;
}

static bool is_list_of_words(const struct crm_field *f)
{
	return strcmp(f->name, "particular") == 0 || strcmp(f->name, "samples") == 0;
}

static void add_text(const struct crm_order_paper *p, const struct crm_field *f,
    const struct crm_cell *c, struct crm_buf *out)
{
	struct crm_buf text = CRM_BUF_INIT;

	crm_cell_print(c, &text);
	if (f->words != NULL)
		crm_buf_addz(out, crm_order_paper_word(p, f->name, crm_buf_str(&text)));
	else if (is_list_of_words(f))
		crm_order_paper_words(p, f->name, crm_buf_str(&text), out);
	else
		crm_buf_add(out, crm_buf_str(&text), text.len);
	crm_buf_release(&text);
}

void crm_order_paper_text(const struct crm_order_paper *p, const struct crm_field *f,
    const struct crm_cell *c, struct crm_buf *out)
{
	if (c->type == CRM_T_ABSENT)
		return;
	if (is_hidden(p, f))
		crm_buf_addz(out, p->mask);
	else if (c->type == CRM_T_INSTANT)
		add_instant(p, c->u.at, out);
	else if (c->type == CRM_T_BOOL)
		crm_buf_addz(out, crm_order_paper_word(p, "bool", c->u.b ? "true" : "false"));
	else
		add_text(p, f, c, out);
}

void crm_order_paper_put(const struct crm_order_paper *p, struct crm_doc *o, const char *name,
    const struct crm_field *f, const struct crm_cell *c)
{
	struct crm_buf text = CRM_BUF_INIT;

	if (c->type == CRM_T_BOOL && !is_hidden(p, f)) {
		crm_order_paper_put_bool(p, o, name, c->u.b);
	} else if (c->type == CRM_T_TEXT && f->words != NULL) {
		crm_cell_print(c, &text);
		crm_order_paper_put_word(p, o, name, f->name, crm_buf_str(&text));
	} else if (c->type == CRM_T_INSTANT || is_hidden(p, f)) {
		crm_order_paper_text(p, f, c, &text);
		if (text.len > 0)
			crm_doc_text(o, name, crm_buf_str(&text));
	} else {
		crm_doc_cell(o, name, c);
	}
	crm_buf_release(&text);
}

void crm_order_paper_put_blank(const struct crm_order_paper *p, struct crm_doc *o, const char *name)
{
	if (p->word != NULL && crm_doc_member(o, name, strlen(name)) == NULL)
		crm_doc_text(o, name, "");
}

void crm_order_paper_put_fields(const struct crm_order_paper *p, struct crm_doc *o,
    const struct crm_view *v, const int *fields, size_t n)
{
	const struct crm_schema *s = crm_shape_schema(v->shape);

	for (size_t i = 0; i < n; i++)
		crm_order_paper_put(p, o, s->fields[fields[i]].name, &s->fields[fields[i]],
		    crm_view_cell(v, fields[i]));
}

void crm_order_paper_put_items(const struct crm_order_paper *p, struct crm_doc *o, int collection,
    const int *members, size_t n)
{
	const char *name = crm_order_name(collection);
	struct crm_doc *list = crm_doc_list(o, name);
	struct crm_items it;

	crm_items_init(&it, p->view, collection);
	while (crm_items_next(&it))
		crm_order_paper_put_fields(p, crm_doc_item(list), &it.view, members, n);
	crm_items_release(&it);
	crm_order_paper_put_shown(p, o, name);
}

/* ---- what is said ---- */

/* "10: P1; 20: P2", where a line has a word of its own. */
static bool add_lines(const struct crm_order_paper *p, int field, struct crm_buf *out)
{
	const struct crm_schema *s = &crm_order_line_items;
	const char *name = crm_order_name(field);
	int member = crm_schema_find(s, name, strlen(name));
	struct crm_items it;
	bool own = false;
	size_t n = 0;

	if (member < 0)
		return false;
	crm_items_init(&it, p->view, CRM_O_LINES);
	while (crm_items_next(&it)) {
		const struct crm_cell *c = crm_view_cell(&it.view, member);

		own = own || c->type != CRM_T_ABSENT;
		if (c->type == CRM_T_ABSENT && field != CRM_O_QUANTITY)
			c = crm_view_cell(p->view, field);
		crm_buf_addf(out, "%s%s: ", n++ > 0 ? "; " : "", it.key);
		crm_order_paper_text(p, &s->fields[member], c, out);
	}
	crm_items_release(&it);
	if (!own)
		crm_buf_clear(out);
	return own;
}

struct crm_doc *crm_order_paper_put_said(
    const struct crm_order_paper *p, struct crm_doc *list, int field)
{
	const struct crm_field *f = &crm_order_schema.fields[field];
	struct crm_doc *o = crm_doc_item(list);
	struct crm_buf text = CRM_BUF_INIT;

	crm_doc_text(o, "field", f->name);
	if (p->word != NULL)
		crm_doc_text(o, "label", crm_order_paper_word(p, "field", f->name));
	if (!add_lines(p, field, &text))
		crm_order_paper_text(p, f, crm_view_cell(p->view, field), &text);
	if (p->word != NULL || text.len > 0)
		crm_doc_text(o, "value", crm_buf_str(&text));
	if (p->word != NULL)
		crm_doc_bool(o, "wide", crm_utf8_width(crm_buf_str(&text), text.len) > WIDE);
	crm_buf_release(&text);
	return o;
}

/* ---- the head ---- */

struct lines {
	const struct crm_order_paper *p;
	struct crm_doc *list;
	bool prices;
};

/* What the line's own item says, else the order. */
static void put_customer_part(
    const struct crm_order_paper *p, struct crm_doc *o, const struct crm_order_line *l)
{
	const struct crm_cell *c = crm_view_cell(p->view, CRM_O_CUSTOMER_PART);
	struct crm_items it;

	crm_items_init(&it, p->view, CRM_O_LINES);
	while (crm_items_next(&it)) {
		if (strcmp(it.key, l->line) == 0 && crm_view_has(&it.view, CRM_LINE_CUSTOMER_PART))
			c = crm_view_cell(&it.view, CRM_LINE_CUSTOMER_PART);
		if (strcmp(it.key, l->line) == 0)
			break;
	}
	crm_doc_cell(o, "customer_part", c);
	crm_items_release(&it);
}

static void put_line(void *ctx, const struct crm_order_line *l)
{
	const struct lines *x = ctx;
	const struct crm_field *fields = crm_order_schema.fields;
	const struct crm_cell due = crm_order_due(x->p->view, l);
	struct crm_doc *o = crm_doc_item(x->list);

	crm_order_paper_put_some(o, "line", l->line);
	crm_doc_cell(o, "part", l->part);
	put_customer_part(x->p, o, l);
	crm_doc_cell(o, "change_level", l->change_level);
	crm_doc_cell(o, "product", l->product);
	crm_doc_cell(o, "quantity", l->quantity);
	if (x->prices)
		crm_order_paper_put(x->p, o, "price", &fields[CRM_O_PRICE], l->price);
	crm_doc_cell(o, "requested", l->requested);
	crm_doc_cell(o, "promised", l->promised);
	crm_doc_cell(o, "due", &due);
}

void crm_order_paper_as_of(const struct crm_order_paper *p, struct crm_doc *out)
{
	struct crm_buf text = CRM_BUF_INIT;

	add_instant(p, p->now, &text);
	crm_doc_text(out, "as_of", crm_buf_str(&text));
	crm_buf_release(&text);
}

void crm_order_paper_put_head(const struct crm_order_paper *p, struct crm_doc *out, bool prices)
{
	static const int fields[] = {CRM_C_STATE, CRM_O_CUSTOMER, CRM_O_CUSTOMER_ORDER, CRM_O_FORM,
	    CRM_O_ORDERED, CRM_O_OPENED_AT, CRM_O_QUOTE, CRM_O_FRAME, CRM_O_PREVIOUS, CRM_O_OWNER,
	    CRM_O_AUTHOR, CRM_O_UNDER, CRM_O_OVER, CRM_O_REQUESTED, CRM_O_PROMISED,
	    CRM_O_PROMISED_NOW, CRM_O_MEETING, CRM_O_MAJOR, CRM_O_CONFIRMED_AT, CRM_O_CONFIRMATION,
	    CRM_O_RELEASED_AT, CRM_O_STARTED_AT};
	struct lines x = {p, NULL, prices};
	struct crm_doc *order;

	crm_doc_cell(out, "id", crm_view_cell(p->view, CRM_C_ID));
	crm_order_paper_as_of(p, out);
	order = crm_doc_object(out, "order");
	crm_order_paper_put_fields(p, order, p->view, fields, CRM_COUNT_OF(fields));
	if (prices)
		crm_doc_cell(order, "currency", crm_view_cell(p->view, CRM_O_CURRENCY));
	x.list = crm_doc_list(out, "lines");
	crm_order_lines(p->view, put_line, &x);
}

/* ---- days ---- */

int32_t crm_order_paper_day(const struct crm_order_paper *p, const struct crm_cell *c)
{
	int32_t day = INT32_MIN;
	int64_t us;

	if (c->type == CRM_T_DATE)
		return c->u.date;
	if (c->type == CRM_T_INSTANT)
		crm_zone_local(p->zone, c->u.at.us, &day, &us);
	return day;
}

int32_t crm_order_paper_today(const struct crm_order_paper *p)
{
	const struct crm_cell now = crm_cell_instant(p->now);

	return crm_order_paper_day(p, &now);
}
