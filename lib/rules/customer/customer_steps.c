/* The steps of a customer: its data, its contacts, what they want and what they agreed to. */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/rules/customer/customer_private.h"

#define LIVE "active"
#define KEPT LIVE " ended"

static const struct crm_step_field add_fields[] = {
    {CRM_U_NAME, true},
    {CRM_U_SORT, false},
    {CRM_U_SUPPLIER_CODE, false},
    {CRM_U_CLASS, false},
    {CRM_U_OWNER, false},
    {CRM_U_LANGUAGE, false},
    {CRM_U_ZONE, false},
    {CRM_U_CALENDAR, false},
    {CRM_U_QUIET, false},
    {CRM_U_CHANNELS, false},
    {CRM_U_STREET, false},
    {CRM_U_POSTAL_CODE, false},
    {CRM_U_CITY, false},
    {CRM_U_COUNTRY, false},
    {0, false},
};
static const struct crm_step_field contact_fields[] = {
    {CRM_CONTACT_CONTACT, true},
    {CRM_CONTACT_NAME, false},
    {CRM_CONTACT_SALUTATION, false},
    {CRM_CONTACT_ROLE, false},
    {CRM_CONTACT_DEPARTMENT, false},
    {CRM_CONTACT_EMAIL, false},
    {CRM_CONTACT_PHONE, false},
    {CRM_CONTACT_MOBILE, false},
    {CRM_CONTACT_FAX, false},
    {CRM_CONTACT_IM, false},
    {CRM_CONTACT_ADDRESS, false},
    {CRM_CONTACT_CHANNELS, false},
    {CRM_CONTACT_LANGUAGE, false},
    {CRM_CONTACT_ZONE, false},
    {CRM_CONTACT_CALENDAR, false},
    {CRM_CONTACT_QUIET, false},
    {CRM_CONTACT_LISTS, false},
    {CRM_CONTACT_KEY, false},
    {0, false},
};
static const struct crm_step_field who_fields[] = {{CRM_CONTACT_CONTACT, true}, {0, false}};
static const struct crm_step_field prefer_fields[] = {
    {CRM_PREFER_TOPIC, true},
    {CRM_PREFER_CONTACT, true},
    {CRM_PREFER_CHANNELS, true},
    {0, false},
};
static const struct crm_step_field consent_fields[] = {
    {CRM_CONSENT_PURPOSE, true},
    {CRM_CONSENT_SAYS, true},
    {CRM_CONSENT_HOW, true},
    {CRM_CONSENT_CONTACT, false},
    {CRM_CONSENT_TEXT, false},
    {0, false},
};
static const struct crm_step_field end_fields[] = {{CRM_U_ENDED_WHY, true}, {0, false}};

static const struct crm_opt contact_opts[] = {
    {"clear", 0, CRM_OPT_TEXT, "NAME,...", "what is not so any more: email,fax", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

static const struct crm_step_target of_contacts = {
    CRM_U_CONTACTS, CRM_ITEM_KEYED, CRM_CONTACT_CONTACT, 0};
static const struct crm_step_target of_preferences = {
    CRM_U_PREFERENCES, CRM_ITEM_KEYED, CRM_PREFER_TOPIC, CRM_PREFER_CONTACT};
static const struct crm_step_target of_consents = {CRM_U_CONSENTS, CRM_ITEM_NEW, 0, 0};

/* ---- what was given ---- */

/* What the step was given for the member `contact`; "" for nothing. */
static const char *contact_of(const struct crm_step_in *in, struct crm_arena *a)
{
	const struct crm_change *c = crm_changes_find(in->given, "contact");

	if (c == NULL || c->cell.type != CRM_T_TEXT)
		return "";
	return crm_arena_strndup(a, c->cell.text, c->cell.len);
}

/* Of a contact's member it says whose. */
static void refuse_value(const struct crm_step_in *in, const struct crm_change *c,
    const char *expected, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *contact = in->step->target == &of_contacts ? contact_of(in, &a) : "";
	struct crm_buf text = CRM_BUF_INIT;

	if (contact[0] != '\0' && strcmp(c->path, "contact") != 0)
		crm_buf_addf(&text, "of contact '%s': ", contact);
	crm_buf_addf(&text, "'%.*s' cannot be read, expected %s",
	    crm_utf8_shown(c->cell.text, c->cell.len), c->cell.text, expected);
	crm_step_refuse(in, f, "bad_value", c->path, "%s", crm_buf_str(&text));
	crm_buf_release(&text);
	crm_arena_release(&a);
}

static void judge_given(const struct crm_step_in *in, struct crm_findings *f)
{
	bool prefers = in->step->target == &of_preferences;

	for (size_t i = 0; i < in->given->n; i++) {
		const struct crm_change *c = &in->given->items[i];
		const char *expected = prefers && strcmp(c->path, "channels") == 0
		    ? crm_customer_expected_preference(&c->cell)
		    : crm_customer_expected(c->path, &c->cell);

		/* the last one of a name counts */
		if (expected != NULL && crm_changes_find(in->given, c->path) == c)
			refuse_value(in, c, expected, f);
	}
}

static void rule_add(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)out;
	judge_given(in, f);
}

/* When something happened is no data to be kept up to date. */
static void judge_stamps(const struct crm_step_in *in, struct crm_findings *f)
{
	for (size_t i = 0; i < in->given->n; i++) {
		const char *path = in->given->items[i].path;
		const struct crm_field *def = crm_schema_path(in->flow->schema, path);

		if (def != NULL && (def->flags & CRM_F_STAMP) != 0)
			crm_step_refuse(
			    in, f, "not_settable", path, "is mended by 'amend', with the reason");
	}
}

/* What is ours and what is a customer's is never made the other: approvals rest on it. */
static void judge_sort(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_change *c = crm_changes_find(in->given, crm_customer_name(CRM_U_SORT));

	if (c != NULL && in->view != NULL &&
	    !crm_customer_same_sort(crm_view_cell(in->view, CRM_U_SORT), &c->cell))
		crm_step_refuse(in, f, "not_settable", c->path, "%s", CRM_SORT_STAYS);
}

static void rule_set(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_change *name = crm_changes_find(in->given, crm_customer_name(CRM_U_NAME));

	(void)out;
	judge_given(in, f);
	judge_stamps(in, f);
	judge_sort(in, f);
	if (in->given->n == 0)
		crm_step_refuse(in, f, "missing_field", "", "'set' needs at least one FIELD=VALUE");
	if (name != NULL && name->cell.type == CRM_T_ABSENT)
		crm_step_refuse(
		    in, f, "missing_field", name->path, "cannot be deleted: 'add' needs it");
}

static void rule_amend(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	crm_rule_amend(in, out, f);
	judge_given(in, f);
	judge_sort(in, f);
}

/* ---- contacts ---- */

enum who { NOBODY, LEFT, THERE };

/* The contact that the step names. */
static enum who find_contact(const struct crm_step_in *in, const char *contact)
{
	struct crm_items it;
	enum who who = NOBODY;

	if (crm_customer_contact(in->view, contact, &it))
		who = crm_view_has(&it.view, CRM_CONTACT_LEFT_AT) ? LEFT : THERE;
	crm_items_release(&it);
	return who;
}

/* --clear: members that are deleted. */
static void clear(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_schema *s = in->flow->schema->fields[CRM_U_CONTACTS].items;
	const struct crm_cell list = crm_cell_text(crm_step_arg(in, "clear"));
	struct crm_words w = crm_words_of(&list);
	struct crm_buf path = CRM_BUF_INIT;

	while (crm_words_next(&w)) {
		int member = crm_schema_find(s, w.word, w.len);

		if (member < CRM_CONTACT_NAME || member == CRM_CONTACT_LEFT_AT)
			crm_step_refuse(in, f, "bad_value", "clear",
			    "'%.*s' is nothing that a contact could be without", (int)w.len,
			    w.word);
		else if (crm_changes_find(in->given, s->fields[member].name) != NULL)
			crm_step_refuse(in, f, "bad_value", "clear", "'%.*s' is given as well",
			    (int)w.len, w.word);
		else if (in->key != NULL)
			crm_changes_delete(out,
			    crm_item_path(
			        in->flow->schema, CRM_U_CONTACTS, in->key, member, &path));
	}
	crm_buf_release(&path);
}

static void rule_contact(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *contact = contact_of(in, &a);

	judge_given(in, f);
	clear(in, out, f);
	if (strcmp(contact, CRM_CONTACT_ALL) == 0)
		crm_step_refuse(
		    in, f, "bad_value", "contact", "'all' is no contact: it stands for everybody");
	else if (find_contact(in, contact) == LEFT)
		crm_step_refuse(in, f, "has_left", "contact",
		    "'%s' has left; 'back' says that it is there again", contact);
	crm_arena_release(&a);
}

static void rule_gone(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_cell at = crm_cell_instant(in->at);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_buf path = CRM_BUF_INIT;
	const char *contact = contact_of(in, &a);
	enum who who = find_contact(in, contact);

	if (who == NOBODY)
		crm_step_refuse(in, f, "no_such_item", "contact", "there is no '%s'", contact);
	else if (who == LEFT)
		crm_step_refuse(in, f, "already_done", "contact", "'%s' has left already", contact);
	else if (in->key != NULL)
		crm_changes_set(out,
		    crm_item_path(
		        in->flow->schema, CRM_U_CONTACTS, in->key, CRM_CONTACT_LEFT_AT, &path),
		    &at);
	crm_buf_release(&path);
	crm_arena_release(&a);
}

static void rule_back(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_buf path = CRM_BUF_INIT;
	const char *contact = contact_of(in, &a);
	enum who who = find_contact(in, contact);

	if (who == NOBODY)
		crm_step_refuse(in, f, "no_such_item", "contact", "there is no '%s'", contact);
	else if (who == THERE)
		crm_step_refuse(in, f, "already_done", "contact", "'%s' has not left", contact);
	else if (in->key != NULL)
		crm_changes_delete(out,
		    crm_item_path(
		        in->flow->schema, CRM_U_CONTACTS, in->key, CRM_CONTACT_LEFT_AT, &path));
	crm_buf_release(&path);
	crm_arena_release(&a);
}

/* ---- what they want, and agreed to ---- */

static void judge_contact(const struct crm_step_in *in, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *contact = contact_of(in, &a);

	if (contact[0] != '\0' && strcmp(contact, CRM_CONTACT_ALL) != 0 &&
	    find_contact(in, contact) == NOBODY)
		crm_step_refuse(in, f, "no_such_item", "contact", "there is no '%s'", contact);
	crm_arena_release(&a);
}

static void rule_prefer(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)out;
	judge_given(in, f);
	judge_contact(in, f);
}

static void rule_consent(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_change *says = crm_changes_find(in->given, "says");
	const struct crm_change *text = crm_changes_find(in->given, "text");

	(void)out;
	judge_given(in, f);
	judge_contact(in, f);
	if (says != NULL && crm_cell_eq(&says->cell, "given") &&
	    (text == NULL || !crm_cell_is(&text->cell)))
		crm_step_refuse(in, f, "missing_field", "text",
		    "consent is given to a text: which version of it");
}

static void rule_reopen(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)in;
	(void)f;
	crm_changes_delete(out, crm_customer_name(CRM_U_ENDED_AT));
	crm_changes_delete(out, crm_customer_name(CRM_U_ENDED_WHY));
}

const struct crm_step crm_customer_steps[] = {
    {.name = "add",
        .to = "active",
        .stamp = CRM_U_ADDED_AT,
        .fields = add_fields,
        .flags = CRM_STEP_RECORD,
        .rule = rule_add,
        .summary = "makes the record of a customer, or of a department of our own"},
    {.name = "set",
        .from = KEPT,
        .flags = CRM_STEP_ASSIGN | CRM_STEP_AGAIN,
        .rule = rule_set,
        .summary = "keeps its data up to date; no reason is asked for"},
    {.name = "contact",
        .from = LIVE,
        .fields = contact_fields,
        .opts = contact_opts,
        .flags = CRM_STEP_AGAIN,
        .rule = rule_contact,
        .summary = "a contact: a new one, or what has changed of one",
        .target = &of_contacts},
    {.name = "gone",
        .from = KEPT,
        .fields = who_fields,
        .flags = CRM_STEP_AGAIN,
        .rule = rule_gone,
        .summary = "a contact has left: nothing goes to it any more",
        .target = &of_contacts},
    {.name = "back",
        .from = LIVE,
        .fields = who_fields,
        .flags = CRM_STEP_AGAIN,
        .rule = rule_back,
        .summary = "a contact that had left is there again",
        .target = &of_contacts},
    {.name = "prefer",
        .from = LIVE,
        .fields = prefer_fields,
        .flags = CRM_STEP_AGAIN,
        .rule = rule_prefer,
        .summary = "by which channels a topic is to be told, or off",
        .target = &of_preferences},
    {.name = "consent",
        .from = KEPT,
        .fields = consent_fields,
        .flags = CRM_STEP_AGAIN,
        .rule = rule_consent,
        .summary = "consent given or withdrawn; the latest counts",
        .target = &of_consents},
    {.name = "end",
        .from = LIVE,
        .to = "ended",
        .stamp = CRM_U_ENDED_AT,
        .fields = end_fields,
        .summary = "it is no customer any more: nothing goes to it"},
    {.name = "reopen",
        .from = "ended",
        .to = "active",
        .flags = CRM_STEP_AGAIN,
        .rule = rule_reopen,
        .summary = "it is a customer again"},
    CRM_STEP_NOTE(KEPT " void duplicate"),
    {.name = "amend",
        .from = KEPT,
        .opts = crm_why_opts,
        .flags = CRM_STEP_ASSIGN | CRM_STEP_REJUDGE | CRM_STEP_AGAIN,
        .rule = rule_amend,
        .summary = "mends what was wrong, with the reason"},
    CRM_STEP_VOID(KEPT),
    CRM_STEP_DUPLICATE(KEPT),
    {.name = NULL},
};
