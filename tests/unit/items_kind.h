/*
 * A small kind with collections, for tests of steps on items. To be included
 * after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_ITEMS_KIND_H
#define CRM_TESTS_UNIT_ITEMS_KIND_H

#include "lib/rules/common.h"
#include "lib/rules/field_rows.h"
#include "tests/unit/take.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define NINE "2026-11-20T09:00:00Z"
#define TEN "2026-11-20T10:00:00Z"

enum {
	SORT = CRM_C_COUNT,
	DEEP,
	LOTS,
	MOVES,
	PAPERS,
	BEGUN_AT,
	SORTED_AT,
	TOLD_AT,
	PASSED_AT,
	NFIELDS
};
enum { LOT = 2, QUANTITY, LOT_SORT, LOT_SIDE, NLOT };
enum { WHERE = 2, WHO, PIECES, NMOVE };
enum { PAPER = 2, SHA256, BYTES, NPAPER };

static const char *const words[] = {"new", "told", "gone", NULL};
static const char *const sorts[] = {"a", "b", NULL};
static const char *const places[] = {"here", "there", NULL};

static const struct crm_field lot_fields[NLOT] = {
    CRM_ITEM_FIELDS,
    [LOT] = CRM_TEXT("lot", 0, ""),
    [QUANTITY] = CRM_COUNT("quantity", ""),
    [LOT_SORT] = CRM_TEXT("sort", 0, ""), /* the record has one as well */
    [LOT_SIDE] = CRM_TEXT("side", 0, ""),
};
static const struct crm_field move_fields[NMOVE] = {
    CRM_ITEM_FIELDS,
    [WHERE] = CRM_WORDS("where", places, ""),
    [WHO] = CRM_TEXT("who", CRM_F_PERSONAL, ""),
    [PIECES] = CRM_COUNT("pieces", ""),
};
static const struct crm_field paper_fields[NPAPER] = {
    CRM_ITEM_FIELDS,
    [PAPER] = CRM_TEXT("paper", CRM_F_FILE, ""),
    [SHA256] = CRM_TEXT("sha256", CRM_F_OWN, ""),
    [BYTES] = CRM_COUNT("bytes", ""),
};
static const struct crm_schema lots = {"lot", lot_fields, NLOT};
static const struct crm_schema moves = {"move", move_fields, NMOVE};
static const struct crm_schema papers = {"paper", paper_fields, NPAPER};

static const struct crm_field fields[NFIELDS] = {
    CRM_COMMON_FIELDS(words),
    [SORT] = CRM_WORDS("sort", sorts, ""),
    [DEEP] = CRM_TYPED("deep", CRM_T_BOOL, ""),
    [LOTS] = CRM_KEYED("lots", &lots, ""),
    [MOVES] = CRM_HASHED("moves", &moves, ""),
    [PAPERS] = CRM_HASHED("papers", &papers, ""),
    [BEGUN_AT] = CRM_STAMP("begun_at", ""),
    [SORTED_AT] = CRM_STAMP("sorted_at", ""),
    [TOLD_AT] = CRM_STAMP("told_at", ""),
    [PASSED_AT] = CRM_STAMP("passed_at", ""),
};
static const struct crm_schema schema = {"thing", fields, NFIELDS};
static const struct crm_states states = {words, NULL, NULL};

static const struct crm_step_target by_lot = {LOTS, CRM_ITEM_KEYED, LOT, 0};
static const struct crm_step_target by_lot_sort = {LOTS, CRM_ITEM_KEYED, LOT, LOT_SORT};
static const struct crm_step_target by_lot_side = {LOTS, CRM_ITEM_KEYED, LOT, LOT_SIDE};
static const struct crm_step_target new_move = {MOVES, CRM_ITEM_NEW, 0, 0};
static const struct crm_step_target old_move = {MOVES, CRM_ITEM_OLD, 0, 0};
static const struct crm_step_target open_move = {MOVES, CRM_ITEM_OLD, PIECES, WHO};
static const struct crm_step_target new_paper = {PAPERS, CRM_ITEM_NEW, 0, 0};

static const struct crm_step_field lot_given[] = {{LOT, true}, {QUANTITY, false}, {0, false}};
static const struct crm_step_field sort_given[] = {
    {LOT, true}, {QUANTITY, true}, {LOT_SORT, false}, {0, false}};
static const struct crm_step_field side_given[] = {
    {LOT, true}, {QUANTITY, true}, {LOT_SIDE, false}, {0, false}};
static const struct crm_step_field move_given[] = {{WHERE, true}, {WHO, false}, {0, false}};
static const struct crm_step_field count_given[] = {{PIECES, true}, {0, false}};
static const struct crm_step_field paper_given[] = {{PAPER, true}, {0, false}};

static int64_t pieces(const struct crm_view *v)
{
	struct crm_items it;
	int64_t n = 0;

	crm_items_init(&it, v, LOTS);
	while (crm_items_next(&it)) {
		const struct crm_cell *c = crm_view_cell(&it.view, QUANTITY);

		n += c->type == CRM_T_INT ? c->u.i : 0;
	}
	crm_items_release(&it);
	return n;
}

/* Sorted once ten pieces are there: as the record will be. */
static void rule_sort(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	assert_non_null(in->key);
	crm_finding_add(f, CRM_NOTE, "pieces", NULL, 0, in->id, in->key, "%d, then %d",
	    (int)pieces(in->view), (int)pieces(in->after));
	if (pieces(in->after) >= 10)
		crm_step_reach(in, out);
}

/* Told, but where it is deep that is not the end. */
static void rule_tell(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_cell *deep = crm_view_cell(in->after, DEEP);
	const struct crm_cell at = crm_cell_instant(in->at);

	(void)f;
	if (deep->type == CRM_T_BOOL && deep->u.b)
		crm_changes_set(out, "told_at", &at);
	else
		crm_step_reach(in, out);
}

static void rule_begin(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)out;
	assert_null(in->view);
	assert_null(in->key);
	assert_true(crm_cell_eq(crm_view_cell(in->after, CRM_C_STATE), "new"));
	crm_finding_add(f, CRM_NOTE, "begins", NULL, 0, in->id, "", "%s",
	    crm_view_cell(in->after, BEGUN_AT)->type == CRM_T_INSTANT ? "stamped" : "bare");
}

static const struct crm_step steps[] = {
    {.name = "begin", .to = "new", .stamp = BEGUN_AT, .flags = CRM_STEP_RECORD, .rule = rule_begin},
    {.name = "sort",
        .from = "new",
        .stamp = SORTED_AT,
        .fields = lot_given,
        .flags = CRM_STEP_BY_RULE | CRM_STEP_AGAIN,
        .rule = rule_sort,
        .target = &by_lot},
    {.name = "sort-once",
        .from = "new",
        .stamp = SORTED_AT,
        .fields = lot_given,
        .flags = CRM_STEP_BY_RULE,
        .rule = rule_sort,
        .target = &by_lot},
    {.name = "part", .from = "new", .fields = sort_given, .target = &by_lot_sort},
    {.name = "look", .from = "new", .fields = side_given, .target = &by_lot_side},
    {.name = "move",
        .from = "new",
        .fields = move_given,
        .target = &new_move,
        .applies = "sort=,a"},
    {.name = "count", .from = "new", .fields = count_given, .target = &old_move},
    {.name = "settle", .from = "new", .fields = count_given, .target = &open_move},
    {.name = "file", .from = "new", .fields = paper_given, .target = &new_paper},
    {.name = "tell",
        .from = "new",
        .to = "told",
        .stamp = TOLD_AT,
        .flags = CRM_STEP_BY_RULE,
        .rule = rule_tell},
    {.name = "pass",
        .from = "new",
        .to = "told",
        .stamp = PASSED_AT,
        .applies = "sort=b or deep=true"},
    CRM_STEP_AMEND("new told"),
    {.name = NULL},
};

static const struct crm_kind kind = {
    .name = "thing", .prefix = "T", .flow = {&schema, &states, steps}};

#endif
