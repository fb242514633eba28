#include "lib/rules/notice/notice.h"

#include <stdarg.h>
#include <string.h>

#include "lib/rules/field_rows.h"
#include "lib/rules/notice/notice_private.h"

static const char *const states[] = {"draft", "approved", "queued", "sent", "delivered", "failed",
    "withdrawn", "void", "duplicate", NULL};
static const char *const ended[] = {"sent", "delivered", "withdrawn", "void", "duplicate", NULL};
static const char *const gone[] = {"void", "duplicate", NULL};
static const char *const urgencies[] = {"normal", "urgent", "emergency", NULL};
static const char *const bases[] = {"contract", "courtesy", "survey", "marketing", NULL};
static const char *const outcomes[] = {"sending", "handed", "sent", "deferred", "failed", NULL};

#define TYPED(name, type, flags, doc)                    \
	{                                                \
		name, type, NULL, NULL, NULL, flags, doc \
	}

static const struct crm_field attach_fields[CRM_ATTACH_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_ATTACH_NAME] = CRM_TEXT("file", CRM_F_FILE, "file"),
    [CRM_ATTACH_SHA256] = CRM_TEXT("sha256", 0, "hash of its content"),
    [CRM_ATTACH_BYTES] = CRM_COUNT("bytes", "its size"),
    [CRM_ATTACH_LOGIN] = CRM_TEXT("login", 0, "who was logged in"),
};
static const struct crm_field edit_fields[CRM_EDIT_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_EDIT_LOGIN] = CRM_TEXT("login", 0, "who was logged in"),
    [CRM_EDIT_CONTENT] = CRM_TEXT("content", 0, "hash of the content from here on"),
};
static const struct crm_field try_fields[CRM_TRY_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_TRY_NUMBER] = CRM_COUNT("number", "which attempt: 1, 2 ..."),
    [CRM_TRY_CHANNEL] = CRM_TEXT("channel", 0, "channel"),
    [CRM_TRY_STATUS] =
        CRM_WORDS("status", outcomes, "sending: begun; handed: to a person; else what came of it"),
    [CRM_TRY_CODE] = CRM_TEXT("code", 0, "what the channel answered: its code"),
    [CRM_TRY_DETAIL] = CRM_TEXT("detail", CRM_F_PERSONAL, "its words"),
    [CRM_TRY_PROVIDER] = CRM_TEXT("provider_id", 0, "the channel's own number for it"),
    [CRM_TRY_MESSAGE_ID] = CRM_TEXT("message_id", 0, "number of the message that it was given"),
    [CRM_TRY_MESSAGE_SHA256] = CRM_TEXT("message_sha256", 0, "hash of its line in the outbox"),
};
static const struct crm_field paid_fields[CRM_PAID_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_PAID_CHANNEL] = CRM_TEXT("channel", 0, "channel"),
    [CRM_PAID_AMOUNT] = TYPED("amount", CRM_T_DEC, CRM_F_INTERNAL, "what was paid"),
    [CRM_PAID_CURRENCY] = CRM_TEXT("currency", 0, "its currency"),
    [CRM_PAID_MESSAGES] = CRM_COUNT("messages", "for how many messages, of a long SMS its parts"),
};

static const struct crm_schema attachments = {"attachment", attach_fields, CRM_ATTACH_COUNT};
static const struct crm_schema edits = {"edit", edit_fields, CRM_EDIT_COUNT};
static const struct crm_schema attempts = {"attempt", try_fields, CRM_TRY_COUNT};
static const struct crm_schema costs = {"cost", paid_fields, CRM_PAID_COUNT};

static const struct crm_field fields[CRM_W_COUNT] = {
    CRM_COMMON_FIELDS(states),
    [CRM_W_CATEGORY] = CRM_TEXT("category", CRM_F_BRIEF | CRM_F_FIXED, "category of the table"),
    [CRM_W_URGENCY] = {"urgency", CRM_T_TEXT, urgencies, NULL, NULL, CRM_F_BRIEF,
        "how soon; none: as its category"},
    [CRM_W_BASIS] = {"basis", CRM_T_TEXT, bases, NULL, NULL, CRM_F_FIXED, "by what it may be sent"},
    [CRM_W_TEMPLATE] = CRM_TEXT("template", CRM_F_FIXED, "template that it was made by"),
    [CRM_W_TEMPLATE_SHA256] = CRM_TEXT("template_sha256", CRM_F_FIXED, "hash of that template"),
    [CRM_W_LANGUAGE] = CRM_TEXT("language", 0, "language of its text"),
    [CRM_W_CUSTOMER] = {"customer", CRM_T_TEXT, NULL, "customer", NULL,
        CRM_F_BRIEF | CRM_F_PARTY | CRM_F_FIXED,
        "customer, or department of our own, that is told"},
    [CRM_W_CONTACT] =
        CRM_TEXT("contact", CRM_F_BRIEF | CRM_F_FIXED, "contact; none: the customer itself"),
    [CRM_W_ABOUT] = CRM_TEXT("about", CRM_F_BRIEF, "record that it is about"),
    [CRM_W_ABOUT_KIND] = CRM_TEXT("about_kind", 0, "kind of that record"),
    [CRM_W_OCCASION] = CRM_TEXT("occasion", 0, "on which occasion: one notice for each"),
    [CRM_W_PART] = CRM_TEXT("part", 0, "part number"),
    [CRM_W_LOT] = CRM_TEXT("lot", 0, "lot"),
    [CRM_W_OWNER] = CRM_TEXT("owner", CRM_F_OWNER, "who of us is answerable for it"),
    [CRM_W_AUTHOR] = CRM_TEXT("author", CRM_F_OWN, "who made it"),
    [CRM_W_AUTHOR_LOGIN] = CRM_TEXT("author_login", CRM_F_OWN, "who was logged in"),
    [CRM_W_SUBJECT] = CRM_TEXT("subject", CRM_F_PERSONAL, "subject"),
    [CRM_W_CONTENT] = CRM_TEXT(
        "content", CRM_F_FIXED | CRM_F_STEPS, "hash of its text, which is a file of messages/"),
    [CRM_W_ATTACHMENTS] = CRM_KEYED("attachments", &attachments, "attached files, by name"),
    [CRM_W_TITLE] = CRM_TEXT("title", 0, "of a change: what it is called"),
    [CRM_W_OLD] = CRM_TEXT("old_value", 0, "what it was"),
    [CRM_W_NEW] = CRM_TEXT("new_value", 0, "what it will be"),
    [CRM_W_SCOPE] = CRM_TEXT("scope", 0, "what it touches: parts, plants, orders"),
    [CRM_W_OUR_CONTACT] = CRM_TEXT("our_contact", 0, "who of us answers questions"),
    [CRM_W_EFFECTIVE] = CRM_TYPED("effective", CRM_T_DATE, "day from which it holds"),
    [CRM_W_TELL_BY] = CRM_TYPED("tell_by", CRM_T_DATE, "last day on which it is told in time"),
    [CRM_W_EXPIRES_AT] = CRM_TYPED("expires_at", CRM_T_INSTANT, "after that it is stale"),
    [CRM_W_REASON] = CRM_TEXT("reason", 0, "why: of a change, of an emergency"),
    [CRM_W_COUNTERMEASURE] = CRM_TEXT("countermeasure", 0, "what is done about it"),
    [CRM_W_PAPER] = CRM_TEXT("paper", 0, "why by letter or fax: by which law or contract"),
    [CRM_W_LATE_WHY] = CRM_TEXT("late_why", 0, "why a change is told after its day"),
    [CRM_W_GIVEN] = CRM_TEXT("given", CRM_F_FIXED, "what options gave for it, by name"),
    [CRM_W_SAID_SHA256] = CRM_TEXT("said_sha256", CRM_F_FIXED, "hash of what these said"),
    [CRM_W_DRAFTED_AT] = CRM_STAMP("drafted_at", "when it was made"),
    [CRM_W_EDITED_AT] = CRM_STAMP("edited_at", "when its text was changed the last time"),
    [CRM_W_EDITS] = CRM_HASHED("edits", &edits, "who changed its text"),
    [CRM_W_APPROVED_AT] = CRM_STAMP("approved_at", "when it was approved"),
    [CRM_W_APPROVED_BY] = CRM_TEXT("approved_by", CRM_F_OWN, "by whom"),
    [CRM_W_APPROVED_FIELDS] = CRM_TEXT("approved_fields", CRM_F_OWN, "what was, by field"),
    [CRM_W_APPROVED_SEAL] = CRM_TEXT("approved_seal", CRM_F_OWN, "hash of what was"),
    [CRM_W_APPROVED_TO] = CRM_TEXT("approved_to", CRM_F_OWN | CRM_F_PERSONAL,
        "for whom: hashes of name and addresses as they were"),
    [CRM_W_STANDING] = CRM_TEXT("standing", CRM_F_FIXED, "standing approval that it went by"),
    [CRM_W_HELD_UNTIL] = CRM_TYPED("held_until", CRM_T_INSTANT, "until when it is held"),
    [CRM_W_HELD_WHY] = CRM_TEXT("held_why", 0, "why it is held; none: it is not"),
    [CRM_W_QUEUED_AT] = CRM_STAMP("queued_at", "when it went into the outbox, the last time"),
    [CRM_W_MESSAGE_ID] =
        CRM_TEXT("message_id", CRM_F_FIXED, "number of the message that was tried last"),
    [CRM_W_MESSAGE_SHA256] =
        CRM_TEXT("message_sha256", CRM_F_FIXED, "hash of its line in the outbox"),
    [CRM_W_CHANNEL] = CRM_TEXT("channel", CRM_F_OWN | CRM_F_BRIEF, "channel that was tried last"),
    [CRM_W_ATTEMPTS] = CRM_HASHED("attempts", &attempts, "attempts and what came of them"),
    [CRM_W_SENT_AT] = CRM_STAMP("sent_at", "when a channel took it, the last time"),
    [CRM_W_DELIVERED_AT] = CRM_STAMP("delivered_at", "when it was known to have arrived"),
    [CRM_W_DELIVERED_HOW] = CRM_TEXT("delivered_how", CRM_F_PERSONAL, "how that is known"),
    [CRM_W_FAILED_AT] = CRM_STAMP("failed_at", "when it was given up"),
    [CRM_W_FAILED_WHY] = CRM_TEXT("failed_why", CRM_F_PERSONAL, "why"),
    [CRM_W_COSTS] = CRM_HASHED("costs", &costs, "what it cost"),
    [CRM_W_WITHDRAWN_AT] = CRM_STAMP("withdrawn_at", "when it was withdrawn"),
    [CRM_W_WITHDRAWN_WHY] = CRM_TEXT("withdrawn_why", 0, "why"),
    [CRM_W_ESCALATED_AT] =
        CRM_STAMP("escalated_at", "when it was said that it does not leave in time"),
    [CRM_W_ESCALATED_TO] = CRM_TEXT(
        "escalated_to", CRM_F_FIXED | CRM_F_PERSONAL, "whom to call about it, in this order"),
    [CRM_W_ESCALATED_WHY] = CRM_TEXT("escalated_why", CRM_F_FIXED, "how far its clock was"),
    [CRM_W_SUMMED_UP_AT] = CRM_STAMP("summed_up_at", "when the emergency was summed up"),
    [CRM_W_SUMMARY] = CRM_TEXT("summary", 0, "what happened, and what was learned"),
};

static const struct crm_schema schema = {"notice", fields, CRM_W_COUNT};
static const struct crm_states notice_states = {states, ended, gone};

/* In time, where there is a day; at once, where it cannot wait. */
static const struct crm_clock clocks[] = {
    {.name = "tell",
        .from = CRM_W_DRAFTED_AT,
        .to = CRM_W_SENT_AT,
        .before = CRM_W_TELL_BY,
        .limit = "P0D",
        .rule = "N1, C2",
        .flags = CRM_CLOCK_NEVER},
    {.name = "alert",
        .from = CRM_W_DRAFTED_AT,
        .to = CRM_W_SENT_AT,
        .limit = "PT1H",
        .applies = "urgency=urgent,emergency",
        .rule = "N1, C2",
        .flags = CRM_CLOCK_NEVER},
    {.name = NULL},
};

const struct crm_kind crm_notice = {
    .name = "notice",
    .prefix = "N",
    .flow = {&schema, &notice_states, crm_notice_steps},
    .clocks = clocks,
    .check = crm_notice_check,
    .todo = &crm_notice_todo,
    .files = CRM_NOTICE_FILES,
    .book = &crm_notice_books,
    .import = crm_notice_import,
    .receive = crm_notice_receive,
};

const char *crm_notice_name(int field)
{
	return fields[field].name;
}

void crm_notice_refuse(const struct crm_step_in *in, struct crm_findings *f, const char *code,
    int field, const char *fmt, ...)
{
	struct crm_buf text = CRM_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	crm_buf_addv(&text, fmt, ap);
	va_end(ap);
	crm_step_refuse(in, f, code, crm_notice_name(field), "%s", crm_buf_str(&text));
	crm_buf_release(&text);
}

bool crm_notice_refused(const struct crm_step_in *in, const struct crm_findings *f)
{
	for (size_t i = 0; i < crm_findings_count(f); i++) {
		const struct crm_finding *x = crm_finding_at(f, i);

		if (x->severity == CRM_ERROR && strcmp(x->subject, in->id) == 0)
			return true;
	}
	return false;
}

bool crm_notice_is_hash(const struct crm_cell *c)
{
	if (c->type != CRM_T_TEXT || c->len != 64)
		return false;
	for (size_t i = 0; i < c->len; i++) {
		if (strchr("0123456789abcdef", c->text[i]) == NULL)
			return false;
	}
	return true;
}

bool crm_notice_held(const struct crm_view *v, struct crm_instant now)
{
	const struct crm_cell *until = crm_view_cell(v, CRM_W_HELD_UNTIL);

	return crm_view_has(v, CRM_W_HELD_WHY) &&
	    (until->type != CRM_T_INSTANT || now.us < until->u.at.us);
}

bool crm_notice_expired(const struct crm_view *v, struct crm_instant now)
{
	const struct crm_cell *at = crm_view_cell(v, CRM_W_EXPIRES_AT);

	return at->type == CRM_T_INSTANT && now.us > at->u.at.us;
}

/* ---- attempts ---- */

static int64_t number_of(const struct crm_view *item)
{
	const struct crm_cell *c = crm_view_cell(item, CRM_TRY_NUMBER);

	return c->type == CRM_T_INT ? c->u.i : 0;
}

/* Of one number: begun, handed to a person, put off, over. */
static int rank_of(const struct crm_view *item)
{
	static const char *const ranks[] = {"sending", "handed", "deferred"};
	const struct crm_cell *status = crm_view_cell(item, CRM_TRY_STATUS);
	int i = 0;

	while (i < 3 && !crm_cell_eq(status, ranks[i]))
		i++;
	return i;
}

/* Is it on a person's work list? The last one that was begun was handed over, and since then it was
 * put off at most. Was it begun at all? */
static void look_back(const struct crm_view *v, struct crm_notice_try *last)
{
	int64_t begun = 0, handed = 0;
	struct crm_items it;

	last->said = true;
	crm_items_init(&it, v, CRM_W_ATTEMPTS);
	while (crm_items_next(&it)) {
		int64_t number = number_of(&it.view);
		int rank = rank_of(&it.view);

		if (rank == 0 && number > begun)
			begun = number;
		if (rank == 0 && number == last->number)
			last->said = false;
		if (rank == 1 && number > handed &&
		    crm_cell_eq(crm_view_cell(&it.view, CRM_TRY_CHANNEL), last->channel))
			handed = number;
	}
	crm_items_release(&it);
	last->handed = handed > 0 && handed >= begun &&
	    (strcmp(last->status, "handed") == 0 || strcmp(last->status, "deferred") == 0);
}

struct wanted {
	const char *channel; /* NULL: any */
	const char *message; /* how its message_id begins; NULL: any */
	bool now;            /* it is the one that the notice has */
};

static bool is_message(const struct crm_view *v, const struct wanted *w, int64_t number)
{
	bool is = w->now, known = false;
	struct crm_items it;

	if (w->message == NULL)
		return true;
	crm_items_init(&it, v, CRM_W_ATTEMPTS);
	while (!known && crm_items_next(&it)) {
		const struct crm_cell *id = crm_view_cell(&it.view, CRM_TRY_MESSAGE_ID);
		const size_t len = strlen(w->message);

		if (number_of(&it.view) != number || id->type != CRM_T_TEXT)
			continue;
		known = true;
		is = id->len >= len && memcmp(id->text, w->message, len) == 0;
	}
	crm_items_release(&it);
	return is;
}

static void last_try(const struct crm_view *v, const struct wanted *w, struct crm_arena *a,
    struct crm_notice_try *out)
{
	struct crm_items it;
	int best = -1;

	*out = (struct crm_notice_try){
	    .at = crm_cell_absent(), .channel = "", .status = "", .code = ""};
	crm_items_init(&it, v, CRM_W_ATTEMPTS);
	while (crm_items_next(&it)) {
		int64_t number = number_of(&it.view);
		int rank = rank_of(&it.view);
		const struct crm_cell *at = crm_view_cell(&it.view, 0);

		if (w->channel != NULL &&
		    !crm_cell_eq(crm_view_cell(&it.view, CRM_TRY_CHANNEL), w->channel))
			continue;
		if (number < out->number || (number == out->number && rank <= best) ||
		    !is_message(v, w, number))
			continue;
		best = rank;
		out->number = number;
		out->open = rank == 0;
		out->at =
		    at->type == CRM_T_INSTANT ? crm_cell_instant(at->u.at) : crm_cell_absent();
		out->channel = crm_view_text(&it.view, CRM_TRY_CHANNEL, a);
		out->status = crm_view_text(&it.view, CRM_TRY_STATUS, a);
		out->code = crm_view_text(&it.view, CRM_TRY_CODE, a);
	}
	crm_items_release(&it);
	if (out->number > 0)
		look_back(v, out);
}

void crm_notice_last_try_of(const struct crm_view *v, const char *channel, const char *message,
    bool now, struct crm_arena *a, struct crm_notice_try *out)
{
	const struct wanted w = {channel, message, now};

	last_try(v, &w, a, out);
}

void crm_notice_last_try_by(
    const struct crm_view *v, const char *channel, struct crm_arena *a, struct crm_notice_try *out)
{
	const struct wanted w = {channel, NULL, false};

	last_try(v, &w, a, out);
}

void crm_notice_last_try(const struct crm_view *v, struct crm_arena *a, struct crm_notice_try *out)
{
	crm_notice_last_try_by(v, NULL, a, out);
}

int64_t crm_notice_tries(const struct crm_view *v, const char *channel)
{
	struct crm_items it;
	int64_t last = 0, n = 0;

	/* an outcome that nobody announced is an attempt too: numbers count, not items */
	for (bool more = true; more;) {
		int64_t next = 0;
		bool ours = false;

		crm_items_init(&it, v, CRM_W_ATTEMPTS);
		while (crm_items_next(&it)) {
			int64_t number = number_of(&it.view);

			if (number <= last || (next != 0 && number > next))
				continue;
			next = number;
			ours = channel == NULL ||
			    crm_cell_eq(crm_view_cell(&it.view, CRM_TRY_CHANNEL), channel);
		}
		crm_items_release(&it);
		more = next != 0;
		n += more && ours ? 1 : 0;
		last = next;
	}
	return n;
}
