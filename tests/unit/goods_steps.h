/*
 * Takes the steps about goods in a test (tests/unit/take.h); keys that are
 * hashes are shown as "#". To be included after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_GOODS_STEPS_H
#define CRM_TESTS_UNIT_GOODS_STEPS_H

#include "lib/rules/complaint/complaint.h"
#include "tests/unit/take.h"

#define TEN "2026-11-20T10:00:00Z"

struct row {
	const char *before, *step, *given, *args;
	bool taken;
	const char *want; /* "#" stands for the key of the item that is made */
};

/* The key is a hash: twelve digits after "COLLECTION.". */
static inline void hide_key(struct crm_buf *text, const char *collection)
{
	size_t len = strlen(collection);

	for (size_t i = 0; i + len + 12 < text->len; i++) {
		if ((i == 0 || text->data[i - 1] == '\n') &&
		    strncmp(text->data + i, collection, len) == 0 &&
		    strspn(text->data + i + len, "0123456789abcdef") == 12) {
			text->data[i + len] = '#';
			memmove(text->data + i + len + 1, text->data + i + len + 12,
			    text->len - i - len - 12);
			crm_buf_cut(text, text->len - 11);
		}
	}
}

static inline void take_all(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct take t = {
		    rows[i].before, rows[i].step, rows[i].given, rows[i].args, TEN, TEN};
		struct crm_buf have = CRM_BUF_INIT;
		bool taken = false;

		crm_take(&crm_complaint, &t, &taken, NULL, &have);
		hide_key(&have, "dispositions.");
		hide_key(&have, "receipts.");
		hide_key(&have, "inspections.");
		hide_key(&have, "signatures.");
		hide_key(&have, "makeups.");
		hide_key(&have, "deliveries.");
		hide_key(&have, "readacross.");
		if (taken != rows[i].taken || strcmp(crm_buf_str(&have), rows[i].want) != 0)
			fail_msg("%s %s on %s was %s:\n%s\nexpected:\n%s", t.step, t.given,
			    t.before, taken ? "taken" : "refused", crm_buf_str(&have),
			    rows[i].want);
		crm_buf_release(&have);
	}
}

#define LOT "'lot':'L1','quantity':20"
#define DISP(key, word, n) "'" key "':{'lot':'L1','disposition':'" word "','quantity':" n "}"
#define MADE(c) c ".#.at=" TEN "\n" c ".#.by=cs01\n"

#define PLAN ",'instruction':'WI-1','risk_review':'RR-1'"
#define TEAM ",'flow':'F-1','leader':'qe02','briefed_at':'2026-11-20T09:00:00Z'"
#define WORK(word, more) \
	LOT ",'dispositions':{'w':{'lot':'L1','disposition':'" word "','quantity':20" more "}}"

#define FIRST(by, n, good, bad)                                                                \
	",'inspections':{'i1':{'by':'" by "','disposition':'w','inspected':" n ",'good':" good \
	",'bad':" bad "}}"

#endif
