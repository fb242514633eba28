/*
 * crm-store init --sample: a small supplier over a year. The company, its
 * customers and what happened to them are data, lib/share/sample:
 *
 *   settings.json      becomes crm.json
 *   texts.json         {"languages":{LANG:{NAME:TEXT}}, "customers":{ID:{NAME:TEXT}},
 *                      "defects":{NAME:{LANG:{NAME:TEXT}}}}
 *   stories/NAME.json  {NAME:{"kind":KIND,"steps":[STEP...]}}
 *   records/NAME.json  {"with":{NAME:TEXT},"records":[RECORD...]}
 *
 * A STEP is {"at":WHEN,"do":STEP,"by":TEXT,"give":{MEMBER:TEXT}} and may have
 * "as", the name under which later steps of the record find the item it made.
 * A RECORD names its "story"; "day", so many working days before today, and
 * "time", or "ago", an elapsed time; "with", its own words; and may have
 * "name", under which other records find its id; "until", a step (by "as" or
 * "do") after whose time none is taken; "drop", a list of such that are not;
 * "move", {STEP:WHEN};
 * "also", steps besides. What would be later than now has not happened yet.
 *
 * WHEN counts from the record's receipt: "45m", "3h", "1h20m" elapsed, "5d"
 * the fifth working day after it at the same time of day, "5d10:30" at that
 * time. In texts {NAME} is a word of the record, else of its file, its
 * customer, its defect in the customer's language, or of that language. A
 * member that is "{?NAME}" alone is left out where there is no such word.
 * A member that begins with @ is the item or record of that name, one with =
 * the date ("=8d", "=now-3d") or with a time of day the instant of a WHEN.
 */
#ifndef CRM_CMD_SAMPLE_H
#define CRM_CMD_SAMPLE_H

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/data/doc.h"
#include "lib/time/calendar.h"
#include "lib/tool/run.h"

struct sample_docs {
	struct crm_doc **items;
	size_t n, cap;
};

struct sample {
	struct crm_run *run;
	struct crm_buf path; /* of the file in hand, for messages */
	struct crm_doc *settings, *texts;
	struct sample_docs stories, records;
	struct crm_calendar *calendar;
	const struct crm_zone *zone;
	int64_t now_us;
	int32_t today;
	struct crm_map *names; /* of items and records -> number in ids */
	char **ids;
	size_t cap;
};

/* One record that comes into being. */
struct sample_tale {
	size_t number;
	const struct crm_kind *kind;
	const struct crm_doc *file, *entry, *story;
	const char *story_name;
	int64_t from_us; /* the receipt */
	int32_t day;     /* its local day */
	char id[65];     /* "": not yet */
};

/* A member of a document by a name without end; NULL allowed. */
const struct crm_doc *sample_member(const struct crm_doc *d, const char *name);
const char *sample_string(const struct crm_doc *d, const char *name); /* or NULL */

/* ---- sample_read.c ---- */

/* Reads all of the data. 0, or -1 after a message. */
int sample_read(struct sample *s);
void sample_release(struct sample *s);

/* ---- sample_when.c: false where it is no such text ---- */

/* The receipt, by "day" and "time" or "ago". */
bool sample_receipt(const struct sample *s, struct sample_tale *t);
bool sample_when(
    const struct sample *s, const struct sample_tale *t, const char *when, int64_t *us);
/* "8d", "now-3d", "5d10:30": a date, or an instant, as text. */
bool sample_date(
    const struct sample *s, const struct sample_tale *t, const char *when, struct crm_buf *out);

/* ---- sample_text.c ---- */

/* Appends the text of a member, all put in. 0; 1: it is left out; -1: a word,
 * name or date is not known. */
int sample_text(
    const struct sample *s, const struct sample_tale *t, const char *text, struct crm_buf *out);
/* The item of that record (scope: its id), or the record (""), is called so. */
void sample_name(struct sample *s, const char *scope, const char *name, const char *id);

/* ---- sample_play.c ---- */

/* Takes all steps in the open store. 0, or -1 after a message. */
int sample_play(struct sample *s);

#endif
