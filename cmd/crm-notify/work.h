/*
 * What waits for a person: the messages that a channel has put on the work list (status handed), and
 * those of which nobody knows whether they left. They lie in outbox/hold/ until it is said what came
 * of them, or the notice is over.
 *
 *   work_list.c     reads the list: what is to be done, by when, from when
 *   work.c          the command `work`: rows
 *   sheets.c        the command `print`: options, languages, output
 *   sheets_fill.c   what stands on the sheets of one message
 *   sheets_page.c   a whole page of HTML among others
 *
 * Reading only.
 */
#ifndef CMD_CRM_NOTIFY_WORK_H
#define CMD_CRM_NOTIFY_WORK_H

#include "cmd/crm-notify/plan.h"
#include "lib/flow/clock.h"

enum work_what {
	WORK_DO,    /* nobody has tried it yet */
	WORK_AGAIN, /* somebody has, and nobody was there: deferred */
	WORK_HELD,  /* not now: a person holds the notice */
	WORK_GONE,  /* not any more: it is stale, or its reason has gone; `send` takes it off */
	WORK_VOID,  /* not this: approval or text are not what they were */
	WORK_DOUBT  /* find out whether it left */
};
const char *work_name(enum work_what what); /* do again held gone void doubt */

struct work_row {
	struct notify_item it; /* with its plan */
	const char *channel, *to, *message_id;
	enum work_what what;
	const char *why; /* it is not to be done; else, of a letter or fax, why on paper; "" */
	enum crm_urgency urgency;
	struct crm_instant due;  /* us 0: none */
	const char *due_by;      /* "half_clock", "expires_at", "tell_by", or the name of a clock */
	struct crm_instant from; /* us 0: at once */
	struct crm_instant local; /* now, with their offset */
	int64_t tries;            /* that a person has made on this channel */
};

struct work_list {
	struct crm_run *run;
	struct notify_post post;
	struct crm_map *ids; /* that are named; none: all */
	bool named;
	struct work_row **v; /* urgent ones first, then by due */
	size_t n, cap;
	struct crm_clock_result *results;
	struct crm_findings *notes;
};

/* Of the operands, and --channel. 0, or -1 after a message; released either way. */
int work_open(struct crm_run *r, struct work_list *out);
void work_release(struct work_list *w);
/* Has that notice a row? */
bool work_has(const struct work_list *w, const char *id);
bool work_paper(const char *channel); /* letter, fax */

/* ---- a page among others (sheets_page.c) ---- */

/*
 * Appends what stands in the page's <body>, and its head's styles so that they hold below `scope`
 * (a selector) alone: html and body are scope itself, @page is left out.
 */
void sheet_page_split(
    const char *html, const char *scope, struct crm_buf *style, struct crm_buf *body);

/* ---- one sheet (sheets_fill.c) ---- */

struct sheet_ask {
	struct crm_run *run;
	const struct work_list *list;
	const struct work_row *row;
	const char *language;                                               /* of the sheet */
	const char *(*word)(void *ctx, const char *list, const char *word); /* NULL: data */
	void *ctx;
	const char *scope; /* of its page, "#p1"; NULL: the page stays whole (member `print`) */
};
void sheet_fill(const struct sheet_ask *ask, struct crm_doc *o);

/* ---- the commands ---- */

/* clang-format off */
#define NOTIFY_WORK_COMMANDS                                                                         \
	{"work", "[ID|-]...", "what waits for a person: calls, faxes, letters, meetings",             \
	    notify_work_opts, CRM_CMD_INPUT | CRM_CMD_OUTPUT, notify_work},                          \
	{"print", "[ID|-]...", "call sheets, faxes, letters and agendas of the work list",            \
	    notify_print_opts, CRM_CMD_INPUT, notify_print}
/* clang-format on */

extern const struct crm_opt notify_work_opts[], notify_print_opts[];
void notify_work(struct crm_run *r);
void notify_print(struct crm_run *r);

#endif
