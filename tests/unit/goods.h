/*
 * What is pending of the goods of a record in a test: codes and fields of the
 * findings, and the pieces of one lot. To be included after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_GOODS_H
#define CRM_TESTS_UNIT_GOODS_H

#include "lib/rules/complaint/complaint.h"
#include "lib/rules/complaint/complaint_goods.h"
#include "tests/unit/take.h"

struct settled {
	const char *record;
	const char *lot; /* whose pending pieces are asked for */
	int64_t pending;
	const char *codes; /* "CODE FIELD\n" of crm_goods_judge() */
};

static inline void list_codes(const struct crm_findings *f, struct crm_buf *out)
{
	for (size_t i = 0; i < crm_findings_count(f); i++)
		crm_buf_addf(
		    out, "%s %s\n", crm_finding_at(f, i)->code, crm_finding_at(f, i)->field);
}

typedef void judge(const struct crm_view *v, struct crm_findings *f);

/* Of the first lot of that name. */
static inline int64_t pending_of(const struct crm_view *v, const char *lot)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *name, *part;
	int64_t pending = 0;
	bool found = false;

	for (size_t i = 0; !found && (name = crm_goods_lot(v, i, &part, &a)) != NULL; i++) {
		found = strcmp(name, lot) == 0;
		if (found)
			pending = crm_goods_judge_lot(v, i, NULL);
	}
	crm_arena_release(&a);
	return pending;
}

static inline int64_t codes_of(
    const char *members, const char *lot, judge *judged, struct crm_buf *out)
{
	struct crm_shape *shape = crm_shape_new(crm_complaint.flow.schema);
	struct crm_record *r = crm_take_record(members);
	struct crm_findings *f = crm_findings_new();
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_view v;
	int64_t pending;

	crm_view_of_record(shape, r, &a, &v);
	judged(&v, f);
	list_codes(f, out);
	pending = pending_of(&v, lot);
	crm_record_free(r);
	crm_findings_free(f);
	crm_shape_free(shape);
	crm_arena_release(&a);
	return pending;
}

static inline void settle(const struct settled *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct crm_buf have = CRM_BUF_INIT;
		int64_t pending = codes_of(rows[i].record, rows[i].lot, crm_goods_judge, &have);

		if (strcmp(crm_buf_str(&have), rows[i].codes) != 0 || pending != rows[i].pending)
			fail_msg("%s\nhas\n%s%lld pending, expected\n%s%lld", rows[i].record,
			    crm_buf_str(&have), (long long)pending, rows[i].codes,
			    (long long)rows[i].pending);
		crm_buf_release(&have);
	}
}

#define LOT "'lot':'L1','quantity':20"
#define DISP(key, word, n) "'" key "':{'lot':'L1','disposition':'" word "','quantity':" n "}"
#define DISPS(items) ",'dispositions':{" items "}"
#define DONE_SCRAP(key, n) \
	"'" key "':{'lot':'L1','disposition':'scrap','quantity':" n ",'scrapped':" n "}"

#define RELAYED ",'relayed_at':'2026-11-20T09:00:00Z'"
#define PLAN ",'instruction':'WI-1','risk_review':'RR-1'"
#define TEAM ",'flow':'F-1','leader':'qe02','briefed_at':'2026-11-20T09:00:00Z'"
#define WORK(word, more) \
	LOT ",'dispositions':{'w':{'lot':'L1','disposition':'" word "','quantity':20" more "}"
#define INSP(key, by, n, good, bad)                                                               \
	"'" key "':{'by':'" by "','disposition':'w','inspected':" n ",'good':" good ",'bad':" bad \
	"}"
#define RECHECK(key, by, n, good, bad)                                                            \
	"'" key "':{'by':'" by "','disposition':'w','inspected':" n ",'good':" good ",'bad':" bad \
	",'recheck':true}"
#define SIGN(key, of, by) "'" key "':{'by':'" by "','login':'" by "','inspection':'" of "'}"
#define INSPS(items) ",'inspections':{" items "}"
#define SIGNS(items) ",'signatures':{" items "}"
#define ALL_SIGNED SIGNS(SIGN("s", "i", "boss") "," SIGN("t", "j", "boss"))
#define NO_BAD INSPS(INSP("i", "A", "20", "20", "0") "," RECHECK("j", "B", "5", "5", "0"))

#endif
