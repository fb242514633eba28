#include "lib/rules/order/order_rule.h"

#include <stdarg.h>
#include <string.h>

#include "lib/base/buf.h"

void crm_order_set_member(const struct crm_step_in *in, int collection, const char *key, int member,
    const struct crm_cell *cell, struct crm_changes *out)
{
	struct crm_buf path = CRM_BUF_INIT;

	crm_changes_set(out, crm_item_path(in->flow->schema, collection, key, member, &path), cell);
	crm_buf_release(&path);
}

void crm_order_set_text(const struct crm_step_in *in, int collection, const char *key, int member,
    const char *text, struct crm_changes *out)
{
	const struct crm_cell cell = crm_cell_text(text);

	if (text != NULL)
		crm_order_set_member(in, collection, key, member, &cell, out);
}

bool crm_order_item_of(const struct crm_step_in *in, const struct crm_view *v, struct crm_items *it)
{
	crm_items_init(it, v, in->step->target->collection);
	while (crm_items_next(it)) {
		if (strcmp(it->key, in->key) == 0)
			return true;
	}
	return false;
}

static const char *member_name(const struct crm_step_in *in, int member)
{
	return in->flow->schema->fields[in->step->target->collection].items->fields[member].name;
}

const struct crm_cell *crm_order_given(const struct crm_step_in *in, int member)
{
	return crm_changes_cell(in->given, member_name(in, member));
}

void crm_order_put(
    const struct crm_step_in *in, int member, const struct crm_cell *cell, struct crm_changes *out)
{
	crm_order_set_member(in, in->step->target->collection, in->key, member, cell, out);
}

void crm_order_did(const struct crm_step_in *in, int at, int by, struct crm_changes *out)
{
	struct crm_cell when = crm_cell_instant(in->at), who = crm_cell_text(in->actor->by);

	crm_order_put(in, at, &when, out);
	if (by != 0)
		crm_order_put(in, by, &who, out);
}

void crm_order_refuse_member(const struct crm_step_in *in, struct crm_findings *f, const char *code,
    int member, const char *fmt, ...)
{
	struct crm_buf text = CRM_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	crm_buf_addv(&text, fmt, ap);
	va_end(ap);
	crm_step_refuse(in, f, code, member_name(in, member), "%s", crm_buf_str(&text));
	crm_buf_release(&text);
}

void crm_order_member_order(
    const struct crm_step_in *in, const struct crm_view *item, int member, struct crm_findings *f)
{
	const struct crm_cell *c = crm_view_cell(item, member);
	char text[CRM_INSTANT_MAX];

	if (c->type != CRM_T_INSTANT || in->at.us >= c->u.at.us)
		return;
	crm_instant_format(c->u.at, text);
	crm_step_refuse(
	    in, f, "wrong_order", "at", "is earlier than '%s', %s", member_name(in, member), text);
}

void crm_order_need(const struct crm_step_in *in, const char *const *words, const char *what,
    struct crm_findings *f)
{
	struct crm_err e = CRM_ERR_INIT;

	if (crm_people_duty(in->actor->people, in->actor->by, words, what, &e) != 0)
		crm_step_refuse(in, f, "no_authority", "by", "%s", e.text);
}
