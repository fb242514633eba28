/* work: what waits for a person, a row each. */
#include "cmd/crm-notify/work.h"

#include <string.h>

const struct crm_opt notify_work_opts[] = {
    {"channel", 0, CRM_OPT_TEXT, "NAME", "of that channel only", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

enum {
	ID,
	CHANNEL,
	WHAT,
	URGENCY,
	DUE,
	DUE_BY,
	FROM,
	LOCAL,
	CUSTOMER,
	CONTACT,
	NAME,
	TO,
	LANGUAGE,
	SUBJECT,
	WHY,
	ATTACHMENTS,
	TRIES,
	COLUMNS
};

static const struct crm_column columns[COLUMNS] = {
    [ID] = {.name = "id"},
    [CHANNEL] = {.name = "channel"},
    [WHAT] = {.name = "what"},
    [URGENCY] = {.name = "urgency"},
    [DUE] = {.name = "due", .optional = true},
    [DUE_BY] = {.name = "due_by", .optional = true},
    [FROM] = {.name = "from", .optional = true},
    [LOCAL] = {.name = "local"},
    [CUSTOMER] = {.name = "customer"},
    [CONTACT] = {.name = "contact", .optional = true},
    [NAME] = {.name = "name", .optional = true},
    [TO] = {.name = "to", .optional = true},
    [LANGUAGE] = {.name = "language", .optional = true},
    [SUBJECT] = {.name = "subject", .optional = true},
    [WHY] = {.name = "why", .optional = true},
    [ATTACHMENTS] = {.name = "attachments", .optional = true},
    [TRIES] = {.name = "tries", .right = true},
};

static const char *attachments_of(struct work_row *row)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_items it;
	const char *text;

	crm_items_init(&it, &row->it.view, CRM_W_ATTACHMENTS);
	while (crm_items_next(&it))
		crm_buf_addf(&b, "%s%s", b.len > 0 ? ", " : "",
		    crm_view_text(&it.view, CRM_ATTACH_NAME, &row->it.arena));
	crm_items_release(&it);
	text = crm_arena_strdup(&row->it.arena, crm_buf_str(&b));
	crm_buf_release(&b);
	return text;
}

static struct crm_cell at(struct crm_instant t)
{
	return t.us != 0 ? crm_cell_instant(t) : crm_cell_absent();
}

/* --mask hides people: who it is, and what says so. */
static struct crm_cell personal(const struct crm_run *r, const char *text)
{
	const bool hide = crm_args_has(r->args, "mask") && text[0] != '\0';

	return crm_cell_some(hide ? "***" : text);
}

static void show(struct crm_run *r, struct work_row *row, struct crm_output *out)
{
	struct crm_arena *a = &row->it.arena;
	const struct crm_view *v = &row->it.view;
	struct crm_cell c[COLUMNS];

	c[ID] = crm_cell_text(row->it.id);
	c[CHANNEL] = crm_cell_text(row->channel);
	c[WHAT] = crm_cell_text(work_name(row->what));
	c[URGENCY] = crm_cell_text(crm_urgency_name(row->urgency));
	c[DUE] = at(row->due);
	c[DUE_BY] = crm_cell_some(row->due_by);
	c[FROM] = at(row->from);
	c[LOCAL] = crm_cell_instant(row->local);
	c[CUSTOMER] = *crm_view_cell(v, CRM_W_CUSTOMER);
	c[CONTACT] = *crm_view_cell(v, CRM_W_CONTACT);
	c[NAME] = personal(r,
	    row->it.has_contact ? crm_view_text(&row->it.contact.view, CRM_CONTACT_NAME, a)
	                        : crm_view_text(&row->it.of, CRM_U_NAME, a));
	c[TO] = personal(r, row->to);
	c[LANGUAGE] = *crm_view_cell(v, CRM_W_LANGUAGE);
	c[SUBJECT] = personal(r, crm_view_text(v, CRM_W_SUBJECT, a));
	c[WHY] = crm_cell_some(row->why);
	c[ATTACHMENTS] = crm_cell_some(attachments_of(row));
	c[TRIES] = crm_cell_int(row->tries);
	crm_output_row(out, c);
}

void notify_work(struct crm_run *r)
{
	struct crm_output *out = NULL;
	struct work_list w;

	if (work_open(r, &w) == 0 &&
	    crm_output_new(r, CRM_OUT_ROWS, columns, COLUMNS, false, &out) == 0) {
		for (size_t i = 0; i < w.n; i++)
			show(r, w.v[i], out);
		crm_output_end(r, out);
		for (size_t i = 0; i < crm_map_count(w.ids); i++) {
			const char *id = crm_map_key(w.ids, i, NULL);

			if (!work_has(&w, id))
				crm_run_say(r, "%s: nothing of it waits for a person", id);
		}
	}
	work_release(&w);
}
