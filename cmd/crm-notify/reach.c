/* What crm.json says of a customer, and how it is reached. */
#include <string.h>

#include "cmd/crm-notify/notify.h"

#define LEAD_MOST 3650

static const struct crm_record *settings_of(const struct crm_run *r)
{
	return crm_store_settings(r->store)->all;
}

/* By id, else by name: absent where it is not said. */
static void setting(
    const struct crm_run *r, const struct notify_whom *of, const char *path, struct crm_cell *out)
{
	const char *const by[] = {of->id, of->name};

	*out = crm_cell_absent();
	for (size_t i = 0; i < 2 && out->type == CRM_T_ABSENT; i++) {
		struct crm_buf full = CRM_BUF_INIT;

		crm_buf_addf(&full, "customers.%s.%s", by[i], path);
		if (by[i][0] != '\0')
			crm_record_cell(settings_of(r), crm_buf_str(&full), NULL, NULL, out);
		crm_buf_release(&full);
	}
}

static const char *said(const struct crm_run *r, const struct notify_whom *of, const char *member)
{
	struct crm_cell cell;

	setting(r, of, member, &cell);
	return cell.type == CRM_T_TEXT ? cell.text : NULL;
}

int notify_lead(const struct crm_run *r, const struct notify_whom *of, const char *category)
{
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_cell own;

	crm_buf_addf(&path, "lead.%s", category);
	setting(r, of, crm_buf_str(&path), &own);
	crm_buf_release(&path);
	return own.type == CRM_T_INT && own.u.i >= 0 && own.u.i <= LEAD_MOST ? (int)own.u.i : -1;
}

void notify_reach(const struct crm_run *r, const struct notify_whom *of,
    const struct crm_category *topic, struct crm_arena *arena, struct crm_reach *out)
{
	const struct crm_reach_said settings = {said(r, of, "language"), said(r, of, "zone"),
	    said(r, of, "calendar"), said(r, of, "quiet"), said(r, of, "channels")};
	const struct crm_reach_said ours = {
	    .language = crm_record_text(settings_of(r), "company.language"),
	    .zone = crm_record_text(settings_of(r), "zone"),
	    .calendar = crm_record_text(settings_of(r), "calendar"),
	    .channels = CRM_REACH_CHANNELS};
	const struct crm_reach_ask ask = {.customer = of->customer,
	    .contact = of->contact,
	    .key = of->key,
	    .topic = topic != NULL ? topic->name : NULL,
	    .topic_channels = topic != NULL ? topic->channels : NULL,
	    .settings = &settings,
	    .ours = &ours};

	crm_reach(&ask, arena, out);
}

void notify_reach_of(const struct crm_run *r, const struct notify_addressee *a,
    const struct crm_category *topic, struct crm_arena *arena, struct crm_reach *out)
{
	const struct notify_customer *c = a->customer;
	struct notify_whom of = {c->id, c->name, &c->view, NULL, a->contact};
	struct crm_items it;

	if (a->contact == NULL) {
		notify_reach(r, &of, topic, arena, out);
		return;
	}
	if (crm_customer_contact(&c->view, a->contact, &it))
		of.contact = &it.view;
	notify_reach(r, &of, topic, arena, out);
	crm_items_release(&it);
}
