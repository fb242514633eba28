#include "lib/rules/notice/notice_parties.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/rules/customer/customer.h"
#include "lib/rules/customer/reach.h"

const char *const crm_reached_names[CRM_REACHED_COUNT] = {
    "name", "email", "phone", "mobile", "fax", "im", "key", "address"};

struct reached {
	const char *contact, *key; /* its own name, and the item's; "" of the customer itself */
	const char *values[CRM_REACHED_COUNT];
};
struct party {
	struct crm_party p;
	struct reached *v; /* the customer itself first */
	size_t n;
};
struct crm_parties {
	struct party *v;
	size_t n, cap;
	struct crm_map *ids, *names; /* their values are places */
	bool *outside;               /* by name: one that is called so is no department */
	size_t outside_cap;
	struct crm_arena arena;
};

struct crm_parties *crm_parties_new(void)
{
	struct crm_parties *p = crm_calloc(1, sizeof(*p));

	p->ids = crm_map_new();
	p->names = crm_map_new();
	return p;
}

void crm_parties_free(struct crm_parties *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->n; i++)
		free(p->v[i].v);
	free(p->v);
	free(p->outside);
	crm_map_free(p->ids);
	crm_map_free(p->names);
	crm_arena_release(&p->arena);
	free(p);
}

/* ---- adding ---- */

static void read_reached(struct reached *r, const struct crm_view *customer,
    const struct crm_items *it, struct crm_arena *a)
{
	static const int members[CRM_REACHED_ADDRESS] = {CRM_CONTACT_NAME, CRM_CONTACT_EMAIL,
	    CRM_CONTACT_PHONE, CRM_CONTACT_MOBILE, CRM_CONTACT_FAX, CRM_CONTACT_IM,
	    CRM_CONTACT_KEY};
	const struct crm_view *contact = it != NULL ? &it->view : NULL;
	const char *letter = crm_reach_address(customer, contact, "letter", a);

	r->contact = it != NULL ? crm_contact_key(it, a) : "";
	r->key = it != NULL ? crm_arena_strdup(a, it->key) : "";
	for (size_t i = 0; i < CRM_REACHED_ADDRESS; i++)
		r->values[i] = contact != NULL ? crm_view_text(contact, members[i], a) : "";
	if (contact == NULL)
		r->values[CRM_REACHED_NAME] = crm_view_text(customer, CRM_U_NAME, a);
	r->values[CRM_REACHED_ADDRESS] = letter != NULL ? letter : "";
}

static void read_all(struct party *party, const struct crm_view *v, struct crm_arena *a)
{
	struct crm_items it;
	size_t cap = 0;

	crm_grow(&party->v, &cap, 1, sizeof(*party->v));
	read_reached(&party->v[party->n++], v, NULL, a);
	crm_items_init(&it, v, CRM_U_CONTACTS);
	while (crm_items_next(&it)) {
		crm_grow(&party->v, &cap, party->n + 1, sizeof(*party->v));
		read_reached(&party->v[party->n++], v, &it, a);
	}
	crm_items_release(&it);
}

/* Was it made as what it is? One that was turned into a department is none. */
static bool turned(const struct crm_view *v)
{
	struct crm_items it;
	bool found = false;

	crm_items_init(&it, v, CRM_C_AMENDMENTS);
	while (!found && crm_items_next(&it))
		found = crm_words_has(crm_view_cell(&it.view, CRM_A_FIELDS), "sort");
	crm_items_release(&it);
	return found;
}

static void add_name(struct crm_parties *p, const struct crm_party *party)
{
	bool added;
	size_t i;

	if (party->name[0] == '\0')
		return;
	i = crm_map_put(p->names, party->name, strlen(party->name), &added);
	crm_grow(&p->outside, &p->outside_cap, i + 1, sizeof(*p->outside));
	if (added) {
		*crm_map_value(p->names, i) = p->n;
		p->outside[i] = false;
	}
	p->outside[i] = p->outside[i] || !party->internal;
}

void crm_parties_add(struct crm_parties *p, const struct crm_view *customer)
{
	struct party *party;
	bool added;
	size_t i;

	if (crm_state_gone(crm_customer.flow.states, crm_view_cell(customer, CRM_C_STATE)))
		return;
	crm_grow(&p->v, &p->cap, p->n + 1, sizeof(*p->v));
	party = &p->v[p->n];
	*party = (struct party){0};
	party->p = (struct crm_party){.id = crm_view_text(customer, CRM_C_ID, &p->arena),
	    .name = crm_view_text(customer, CRM_U_NAME, &p->arena),
	    .internal = crm_cell_eq(crm_view_cell(customer, CRM_U_SORT), "department") &&
	        !turned(customer)};
	read_all(party, customer, &p->arena);
	i = crm_map_put(p->ids, party->p.id, strlen(party->p.id), &added);
	if (added)
		*crm_map_value(p->ids, i) = p->n;
	add_name(p, &party->p);
	p->n++;
}

/* ---- finding ---- */

bool crm_parties_any(const struct crm_parties *p)
{
	return p->n > 0;
}

const struct crm_party *crm_parties_find(
    const struct crm_parties *p, const struct crm_cell *customer, bool *internal)
{
	size_t id, name;
	const struct crm_party *found;

	*internal = false;
	if (customer->type != CRM_T_TEXT)
		return NULL;
	id = crm_map_find(p->ids, customer->text, customer->len);
	name = crm_map_find(p->names, customer->text, customer->len);
	if (id == CRM_MAP_NONE && name == CRM_MAP_NONE)
		return NULL;
	found = id != CRM_MAP_NONE ? &p->v[*crm_map_value(p->ids, id)].p
	                           : &p->v[*crm_map_value(p->names, name)].p;
	*internal = found->internal && (name == CRM_MAP_NONE || !p->outside[name]);
	return found;
}

void crm_parties_reached(const struct crm_parties *p, const struct crm_party *of,
    const char *contact, const char *out[CRM_REACHED_COUNT])
{
	const struct reached *found = NULL;
	size_t i = CRM_MAP_NONE;
	const struct party *party;

	for (size_t k = 0; k < CRM_REACHED_COUNT; k++)
		out[k] = "";
	if (of != NULL)
		i = crm_map_find(p->ids, of->id, strlen(of->id));
	if (i == CRM_MAP_NONE)
		return;
	party = &p->v[*crm_map_value(p->ids, i)];
	for (size_t k = 0; found == NULL && k < party->n; k++)
		if (strcmp(party->v[k].contact, contact) == 0)
			found = &party->v[k];
	for (size_t k = 0; found == NULL && k < party->n; k++)
		if (strcmp(party->v[k].key, contact) == 0)
			found = &party->v[k];
	if (found != NULL)
		memcpy(out, found->values, sizeof(found->values));
}
