/* What the rules of the steps share. */
#include <inttypes.h>
#include <string.h>

#include "lib/rules/complaint/complaint_goods_private.h"

bool crm_goods_is_return(const struct crm_goods_item *it)
{
	return it->is->returned;
}

bool crm_goods_is_work(const struct crm_goods_item *it)
{
	return it->is->worked;
}

bool crm_goods_right(const struct crm_step_in *in, const struct crm_goods_item *it,
    crm_goods_fits *fits, struct crm_findings *f)
{
	if (it != NULL && fits(it))
		return true;
	crm_step_refuse(in, f, "wrong_disposition", "disposition", "is %s: '%s' is not for it",
	    it != NULL && it->is->word != NULL ? it->is->word : "unknown", in->step->name);
	return false;
}

static void describe(
    const struct crm_goods *g, const struct crm_goods_item *it, struct crm_buf *out)
{
	const char *lot = g->lots[it->lot].lot;

	crm_buf_addf(out, "%s%s (%s%s%s", out->len > 0 ? "; " : "", it->key,
	    it->is->word != NULL ? it->is->word : "", lot[0] != '\0' ? " of " : "", lot);
	if (it->quantity != CRM_GOODS_UNKNOWN)
		crm_buf_addf(out, ", %" PRId64, it->quantity);
	crm_buf_addc(out, ')');
}

/* One of exactly that key is meant, whatever else begins so. */
static bool is_meant(const struct crm_goods *g, const struct crm_goods_item *it, const char *named,
    crm_goods_fits *fits)
{
	if (named == NULL)
		return fits(it);
	if (crm_goods_item_of(g, named) != NULL)
		return strcmp(it->key, named) == 0;
	return strncmp(it->key, named, strlen(named)) == 0;
}

struct crm_goods_item *crm_goods_choose(const struct crm_step_in *in, const struct crm_goods *g,
    const char *named, const char *option, crm_goods_fits *fits, struct crm_findings *f)
{
	struct crm_buf list = CRM_BUF_INIT;
	struct crm_goods_item *found = NULL;
	size_t n = 0;

	for (size_t i = 0; i < g->nitems; i++) {
		if (!is_meant(g, &g->items[i], named, fits))
			continue;
		found = &g->items[i];
		describe(g, found, &list);
		n++;
	}
	if (n == 0 && named != NULL)
		crm_step_refuse(in, f, "no_such_item", option,
		    "there is none of the dispositions that begins with '%s'", named);
	else if (n == 0)
		crm_step_refuse(in, f, "no_such_item", option,
		    "'%s' needs a disposition that it is for; there is none", in->step->name);
	else if (n > 1)
		crm_step_refuse(in, f, "item_missing", option,
		    "which of the dispositions? --%s takes one of: %s", option, crm_buf_str(&list));
	crm_buf_release(&list);
	return n == 1 && crm_goods_right(in, found, fits, f) ? found : NULL;
}

static void set_cell(
    const struct crm_step_in *in, int member, const struct crm_cell *c, struct crm_changes *out)
{
	struct crm_buf path = CRM_BUF_INIT;

	crm_changes_set(
	    out, crm_goods_path(in->step->target->collection, in->key, member, &path), c);
	crm_buf_release(&path);
}

void crm_goods_set(const struct crm_step_in *in, int member, int64_t n, struct crm_changes *out)
{
	struct crm_cell c = crm_cell_int(n);

	set_cell(in, member, &c, out);
}

void crm_goods_set_text(
    const struct crm_step_in *in, int member, const char *text, struct crm_changes *out)
{
	struct crm_cell c = crm_cell_text(text);

	set_cell(in, member, &c, out);
}

void crm_goods_set_at(const struct crm_step_in *in, int member, struct crm_changes *out)
{
	struct crm_cell c = crm_cell_instant(in->at);

	set_cell(in, member, &c, out);
}

void crm_goods_item_view(const struct crm_step_in *in, struct crm_items *it)
{
	crm_items_init(it, in->after, in->step->target->collection);
	while (crm_items_next(it)) {
		if (strcmp(it->key, in->key) == 0)
			return;
	}
}

int64_t crm_goods_take(const struct crm_step_in *in, const struct crm_goods_taking *t,
    struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_field *collection =
	    &in->flow->schema->fields[in->step->target->collection];
	const char *name = collection->items->fields[t->member].name;
	const struct crm_change *c = crm_changes_find(in->given, name);
	bool given = c != NULL && c->cell.type != CRM_T_ABSENT;
	int64_t n = given && c->cell.type == CRM_T_INT ? c->cell.u.i : CRM_GOODS_UNKNOWN;
	struct crm_buf of = CRM_BUF_INIT;

	if (t->lot[0] != '\0')
		crm_buf_addf(&of, " of lot '%s'", t->lot);
	if (!given && t->left == CRM_GOODS_UNKNOWN)
		crm_step_refuse(in, f, "missing_field", name,
		    "'%s' needs it: nobody knows how many pieces%s are left", in->step->name,
		    crm_buf_str(&of));
	else if (!given && t->left == 0)
		crm_step_refuse(in, f, "nothing_left", name, "no pieces%s are left to be %s",
		    crm_buf_str(&of), t->what);
	else if (!given)
		crm_goods_set(in, t->member, n = t->left, out);
	else if (n == 0)
		crm_step_refuse(in, f, "bad_value", name, "'0' pieces, expected at least 1");
	else if (t->left != CRM_GOODS_UNKNOWN && n > t->left)
		crm_step_refuse(in, f, "quantity_exceeds", name,
		    "%" PRId64 " pieces%s cannot be %s: there are %" PRId64, n, crm_buf_str(&of),
		    t->what, t->left);
	crm_buf_release(&of);
	return n;
}
