#include "lib/flow/common.h"

#include "lib/base/buf.h"

static const char *const verdict_words[] = {"met", "late", NULL};

static const struct crm_field verdict_fields[CRM_V_COUNT] = {
    [CRM_V_VERDICT] = {"verdict", CRM_T_TEXT, verdict_words, NULL, NULL, 0, "was the limit met"},
    [CRM_V_LIMIT] = {"limit", CRM_T_DURATION, NULL, NULL, NULL, 0, "limit that it was judged by"},
    [CRM_V_DUE_AT] = {"due_at", CRM_T_INSTANT, NULL, NULL, NULL, 0, "when it was due"},
    [CRM_V_IMPORTED] = {"imported", CRM_T_BOOL, NULL, NULL, NULL, 0,
        "came by import: counts as it is"},
    [CRM_V_CALENDAR] = {"calendar", CRM_T_TEXT, NULL, NULL, NULL, 0, "calendar that it counted by"},
    [CRM_V_PLAIN] = {"plain", CRM_T_TEXT, verdict_words, NULL, NULL, 0,
        "what it would be without pauses, where that differs"},
};

static const struct crm_field late_entry_fields[] = {
    [CRM_L_REC] = {"rec", CRM_T_INSTANT, NULL, NULL, NULL, 0, "when the stamp was written"},
    [CRM_L_BY] = {"by", CRM_T_TEXT, NULL, NULL, NULL, 0, "who wrote it"},
};

static const char *const on_words[] = {"customer", "supplier", "us", NULL};

static const struct crm_field pause_fields[CRM_PAUSE_COUNT] = {
    [CRM_PAUSE_AT] = {"at", CRM_T_INSTANT, NULL, NULL, NULL, 0, "when it began"},
    [CRM_PAUSE_BY] = {"by", CRM_T_TEXT, NULL, NULL, NULL, 0, "who began it"},
    [CRM_PAUSE_UNTIL] = {"until", CRM_T_INSTANT, NULL, NULL, NULL, 0, "when it ended"},
    [CRM_PAUSE_WHY] = {"why", CRM_T_TEXT, NULL, NULL, NULL, 0, "the reason"},
    [CRM_PAUSE_ON] = {"on", CRM_T_TEXT, on_words, NULL, NULL, 0, "who is waited for"},
    [CRM_PAUSE_REF] = {"ref", CRM_T_TEXT, NULL, NULL, NULL, 0,
        "the customer's reference, where it is the customer"},
    [CRM_PAUSE_ENDED_BY] = {"ended_by", CRM_T_TEXT, NULL, NULL, NULL, 0, "who ended it"},
};

const struct crm_schema crm_schema_pauses = {"pause", pause_fields, CRM_PAUSE_COUNT};
const struct crm_schema crm_schema_verdicts = {"verdict", verdict_fields, CRM_V_COUNT};
const struct crm_schema crm_schema_late_entry = {
    "late entry", late_entry_fields, sizeof(late_entry_fields) / sizeof(late_entry_fields[0])};

const char *crm_item_path(
    const struct crm_schema *s, int collection, const char *key, int member, struct crm_buf *out)
{
	const struct crm_field *f = &s->fields[collection];

	crm_buf_clear(out);
	crm_buf_addf(out, "%s.%s", f->name, key);
	if (member >= 0)
		crm_buf_addf(out, ".%s", f->items->fields[member].name);
	return crm_buf_str(out);
}
