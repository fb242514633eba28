/* Lines that an order is taken in with, as one: of a whole record, of a copy. */
#include <string.h>

#include "lib/rules/order/review/order_review_private.h"

static void refuse(const struct crm_step_in *in, const char *key, int member, const char *code,
    const char *text, struct crm_findings *f)
{
	struct crm_buf path = CRM_BUF_INIT;

	crm_step_refuse(in, f, code,
	    crm_item_path(in->flow->schema, CRM_O_LINES, key, member, &path), "%s", text);
	crm_buf_release(&path);
}

static void judge_cell(
    const struct crm_step_in *in, const struct crm_items *it, int member, struct crm_findings *f)
{
	const struct crm_cell *c = crm_view_cell(&it->view, member);
	char expected[CRM_EXPECTED_MAX];
	struct crm_buf text = CRM_BUF_INIT;

	if (c->type == CRM_T_BAD) {
		crm_field_expected(&crm_order_line_items.fields[member], expected);
		crm_buf_addf(&text, "cannot be read; expected %s", expected);
		refuse(in, it->key, member, "bad_value", crm_buf_str(&text), f);
	} else if (member == CRM_LINE_PRICE && c->type == CRM_T_DEC && c->u.dec.coef < 0) {
		refuse(in, it->key, member, "bad_value", "is below 0", f);
	} else if ((member == CRM_LINE_PROMISED || member == CRM_LINE_PROMISED_NOW) &&
	    crm_cell_is(c)) {
		refuse(in, it->key, member, "not_settable", "is set by the steps of a promise", f);
	} else if (member == CRM_LINE_PRICE_REVIEWED && crm_cell_is(c)) {
		refuse(in, it->key, member, "not_settable", "is set by the step 'approve'", f);
	}
	crm_buf_release(&text);
}

/* The key is what the step `line` would make of the line's name. */
static void judge_key(const struct crm_step_in *in, const struct crm_items *it,
    struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_cell *line = crm_view_cell(&it->view, CRM_LINE_LINE);
	const struct crm_cell name = crm_cell_text(it->key);
	char key[CRM_ITEM_KEY_MAX];

	if (crm_cell_is(line))
		crm_item_key(line->text, line->len, key);
	else
		crm_item_key(it->key, strlen(it->key), key);
	if (strcmp(key, it->key) != 0)
		refuse(in, it->key, CRM_LINE_LINE, "bad_value",
		    "is not the line that its key says; expected letters, digits, '-', '_'", f);
	else if (!crm_cell_is(line))
		crm_order_set_member(in, CRM_O_LINES, it->key, CRM_LINE_LINE, &name, out);
}

void crm_order_judge_lines(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const char *name = crm_order_name(CRM_O_LINES);
	const struct crm_change *given = crm_changes_find(in->given, name);
	const struct crm_cell at = crm_cell_instant(in->at);
	struct crm_items it;

	if (given == NULL || given->cell.type != CRM_T_NESTED)
		return;
	if (given->cell.text[strspn(given->cell.text, " \t\r\n")] != '{') {
		crm_step_refuse(in, f, "bad_value", name,
		    "expected an object of lines, like {\"10\":{\"part\":\"4711\",\"quantity\":5}}");
		return;
	}
	crm_items_init(&it, in->after, CRM_O_LINES);
	while (crm_items_next(&it)) {
		judge_key(in, &it, out, f);
		for (int i = CRM_LINE_PART; i < CRM_LINE_COUNT; i++)
			judge_cell(in, &it, i, f);
		crm_order_set_member(in, CRM_O_LINES, it.key, 0, &at, out);
		crm_order_set_text(in, CRM_O_LINES, it.key, 1, in->actor->by, out);
	}
	crm_items_release(&it);
}
