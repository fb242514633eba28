/* How the addressee was reached when it was approved, and is now. */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/hash.h"
#include "lib/rules/notice/notice_parties.h"
#include "lib/rules/notice/notice_private.h"

#define HEX 16

static void hash(const char *id, const char *name, const char *value, char hex[65])
{
	struct crm_buf b = CRM_BUF_INIT;

	crm_buf_addf(&b, "%zu:%s%s\n%s", strlen(id), id, name, value);
	crm_sha256_hex(crm_buf_str(&b), b.len, hex);
	hex[HEX] = '\0';
	crm_buf_release(&b);
}

void crm_notice_reached(
    const struct crm_view *v, const struct crm_notice_book *b, struct crm_buf *out)
{
	const struct crm_parties *all = crm_notice_book_parties(b);
	const char *values[CRM_REACHED_COUNT];
	struct crm_arena a = CRM_ARENA_INIT;
	const char *id = crm_view_text(v, CRM_C_ID, &a);
	bool internal;

	crm_parties_reached(all, crm_parties_find(all, crm_view_cell(v, CRM_W_CUSTOMER), &internal),
	    crm_view_text(v, CRM_W_CONTACT, &a), values);
	for (int i = 0; i < CRM_REACHED_COUNT; i++) {
		char hex[65];

		hash(id, crm_reached_names[i], values[i], hex);
		crm_buf_addf(out, "%s%s:%s", i > 0 ? " " : "", crm_reached_names[i], hex);
	}
	crm_arena_release(&a);
}

/* Has it this word? */
static bool has(const char *list, const char *word, size_t len)
{
	for (const char *w = list; *w != '\0'; w += strspn(w, " ")) {
		const size_t n = strcspn(w, " ");

		if (n == len && memcmp(w, word, len) == 0)
			return true;
		w += n;
	}
	return false;
}

bool crm_notice_moved(
    const struct crm_view *v, const struct crm_notice_book *b, struct crm_buf *changed)
{
	struct crm_buf now = CRM_BUF_INIT;
	struct crm_arena a = CRM_ARENA_INIT;
	const char *was;
	bool moved = false;

	if (b == NULL || !crm_parties_any(crm_notice_book_parties(b)))
		return false;
	was = crm_view_text(v, CRM_W_APPROVED_TO, &a);
	crm_notice_reached(v, b, &now);
	for (const char *w = crm_buf_str(&now); *w != '\0'; w += strspn(w, " ")) {
		const size_t len = strcspn(w, " ");

		if (!has(was, w, len)) {
			if (changed != NULL)
				crm_buf_addf(
				    changed, "%s%.*s", moved ? "," : "", (int)strcspn(w, ":"), w);
			moved = true;
		}
		w += len;
	}
	crm_buf_release(&now);
	crm_arena_release(&a);
	return moved;
}
