/*
 * A customer in a test: the record of these members, with ' for ", and a view of it. To be included
 * after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_CUSTOMER_TAKE_H
#define CRM_TESTS_UNIT_CUSTOMER_TAKE_H

#include "lib/rules/customer/customer.h"
#include "tests/unit/take.h"

struct subject {
	struct crm_record *record;
	struct crm_shape *shape;
	struct crm_arena arena;
	struct crm_view view;
	struct crm_items it;
};

static inline void subject_new(struct subject *s, const char *members)
{
	*s = (struct subject){
	    .record = crm_take_record(members), .shape = crm_shape_new(crm_customer.flow.schema)};
	crm_view_of_record(s->shape, s->record, &s->arena, &s->view);
}

static inline void subject_free(struct subject *s)
{
	crm_record_free(s->record);
	crm_shape_free(s->shape);
	crm_arena_release(&s->arena);
}

#define AT "'at':'2026-11-20T09:00:00Z','by':'x',"
#define ANNA(more) "'contacts':{'anna':{" AT "'contact':'anna'" more "}}"
#define MAIL ",'email':'a@b.de'"
#define BOTH MAIL ",'phone':'1'"
#define PREFER(key, topic, who, channels) \
	"'" key "':{" AT "'topic':'" topic "','contact':'" who "','channels':'" channels "'}"

#define SAID(key, at, who, purpose, says)                                                \
	"'" key "':{'at':'2026-11-" at "T09:00:00Z','by':'x'" who ",'purpose':'" purpose \
	"','says':'" says "'}"
#define OF_ANNA ",'contact':'anna'"
#define OF_OTTO ",'contact':'otto'"

#endif
