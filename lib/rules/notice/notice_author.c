/* Who may approve it: nobody who has written any of it. */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/rules/customer/customer.h"
#include "lib/rules/notice/notice_private.h"

#define OTHER "another person approves it, by another login where roles are given"

/* A part of it: who wrote it, by which login. */
struct part {
	const char *by, *login; /* "": nobody knows */
	int field;
	const char *did;
};

struct judging {
	const struct crm_step_in *in;
	struct crm_findings *f;
	bool refused, warned;
};

/* No person is told from another by names that anybody may give. */
static bool without_roles(const struct crm_actor *a)
{
	return a->people == NULL || a->people->n == 0;
}

static void judge_part(struct judging *j, const struct part *p)
{
	const struct crm_actor *a = j->in->actor;
	const char *by = p->by[0] != '\0' ? p->by : p->login;
	const bool same = crm_people_same(a->people, a->by, by);

	if (j->refused)
		return;
	if (crm_actor_wrote(a, p->by) || (!without_roles(a) && crm_actor_wrote(a, p->login))) {
		if (same)
			crm_notice_refuse(j->in, j->f, "no_authority", p->field,
			    "'%s' has %s it: " OTHER, by, p->did);
		else
			crm_notice_refuse(j->in, j->f, "no_authority", p->field,
			    "'%s' has %s it; '%s' is the same login: " OTHER, by, p->did, a->by);
		j->refused = true;
	} else if (!j->warned && without_roles(a) && a->login != NULL &&
	    strcmp(a->login, p->login) == 0) {
		crm_finding_add(j->f, CRM_WARNING, "same_login", NULL, 0, j->in->id,
		    crm_notice_name(p->field),
		    "'%s' has %s it; '%s' is the same login, '%s': 'roles' in crm.json tells "
		    "persons apart",
		    by, p->did, a->by, a->login);
		j->warned = true;
	}
}

/* Of an amendment: does it mend anything that is approved? */
static bool mends(const struct crm_view *item)
{
	struct crm_words w = crm_words_of(crm_view_cell(item, CRM_A_FIELDS));
	struct crm_arena a = CRM_ARENA_INIT;
	bool does = false;

	while (!does && crm_words_next(&w))
		does = crm_notice_is_sealed(crm_arena_strndup(&a, w.word, w.len));
	crm_arena_release(&a);
	return does;
}

bool crm_notice_amended(const struct crm_view *v)
{
	struct crm_items it;
	bool does = false;

	crm_items_init(&it, v, CRM_C_AMENDMENTS);
	while (!does && crm_items_next(&it))
		does = mends(&it.view);
	crm_items_release(&it);
	return does;
}

/* login: its member of the items; 0: they have none, of those amendments count that mend what is
 * approved. */
static void judge_items(struct judging *j, int collection, int login, int field, const char *did)
{
	struct crm_items it;

	crm_items_init(&it, j->in->view, collection);
	while (crm_items_next(&it)) {
		struct crm_arena a = CRM_ARENA_INIT;
		const struct part p = {.by = crm_view_text(&it.view, 1, &a),
		    .login = login != 0 ? crm_view_text(&it.view, login, &a) : "",
		    .field = field,
		    .did = did};

		if (login != 0 || mends(&it.view))
			judge_part(j, &p);
		crm_arena_release(&a);
	}
	crm_items_release(&it);
}

void crm_notice_judge_author(const struct crm_step_in *in, struct crm_findings *f)
{
	struct judging j = {in, f, false, false};
	struct crm_arena a = CRM_ARENA_INIT;
	const struct part made = {.by = crm_view_text(in->view, CRM_W_AUTHOR, &a),
	    .login = crm_view_text(in->view, CRM_W_AUTHOR_LOGIN, &a),
	    .field = CRM_W_AUTHOR,
	    .did = "made"};

	judge_part(&j, &made);
	judge_items(&j, CRM_W_EDITS, CRM_EDIT_LOGIN, CRM_W_EDITS, "changed");
	judge_items(&j, CRM_C_AMENDMENTS, 0, CRM_W_EDITS, "changed");
	judge_items(&j, CRM_W_ATTACHMENTS, CRM_ATTACH_LOGIN, CRM_W_ATTACHMENTS, "attached to");
	crm_arena_release(&a);
}
