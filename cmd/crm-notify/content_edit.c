/* preview: what is sent, as it is frozen. edit: another text. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <fcntl.h>

#include "cmd/crm-notify/notify.h"
#include "lib/base/file.h"
#include "lib/base/utf8.h"
#include "lib/tool/letters.h"
#include "lib/tool/printed.h"
#include "lib/tool/steps.h"
#include "lib/tool/steps_one.h"

#define TEXT_MOST ((size_t)1 << 18)

const struct crm_opt notify_preview_opts[] = {
    {"medium", 0, CRM_OPT_TEXT, "WORD", "text (default), html, sms, im, print", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

const struct crm_opt notify_edit_opts[] = {
    {"subject", 0, CRM_OPT_TEXT, "TEXT", "its subject", false},
    {"text", 0, CRM_OPT_TEXT, "FILE", "its text; media that are not given anew go", false},
    {"html", 0, CRM_OPT_TEXT, "FILE", "the text as HTML", false},
    {"sms", 0, CRM_OPT_TEXT, "FILE", "as a short message", false},
    {"im", 0, CRM_OPT_TEXT, "FILE", "as an instant message", false},
    {"print", 0, CRM_OPT_TEXT, "FILE", "as a letter", false},
    {"title", 0, CRM_OPT_TEXT, "TEXT", "of a change: what it is called", false},
    {"old-value", 0, CRM_OPT_TEXT, "TEXT", "what it was", false},
    {"new-value", 0, CRM_OPT_TEXT, "TEXT", "what it will be", false},
    {"scope", 0, CRM_OPT_TEXT, "TEXT", "what it touches", false},
    {"our-contact", 0, CRM_OPT_TEXT, "TEXT", "who of us answers questions", false},
    {"effective", 0, CRM_OPT_TEXT, "DATE", "day from which it holds", false},
    {"reason", 0, CRM_OPT_TEXT, "TEXT", "why", false},
    {"countermeasure", 0, CRM_OPT_TEXT, "TEXT", "what is done about it", false},
    {"late-why", 0, CRM_OPT_TEXT, "TEXT", "why a change is told after its day", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

static const char *const media[] = {"text", "html", "sms", "im", "print", NULL};

/* The content's hash by the notice's id; the caller frees it. NULL after a message. */
static char *content_of(struct crm_run *r, const char *id)
{
	struct crm_findings *notes = crm_findings_new();
	struct crm_journal *j = NULL;
	struct crm_fold fold = {0};
	struct crm_err e = CRM_ERR_INIT;
	const char *text = NULL;
	char *out = NULL;

	if (crm_journal_open(r->store, crm_notice.name, notes, &j, &e) == 0 &&
	    crm_journal_fold(j, id, r->as_of, &fold, &e) == 0) {
		text = crm_record_text(
		    fold.record, crm_notice.flow.schema->fields[CRM_W_CONTENT].name);
		if (text == NULL || strlen(text) != 64 || strspn(text, "0123456789abcdef") != 64)
			(void)crm_err_at(&e, CRM_NOINPUT, id, 0, "content", "it has no text");
		else
			out = crm_strdup(text);
	}
	if (out == NULL)
		(void)crm_run_fail(r, &e);
	crm_record_free(fold.record);
	crm_journal_free(j);
	crm_run_notes(r, notes);
	crm_findings_free(notes);
	return out;
}

static const char *member(const struct crm_doc *d, const char *name)
{
	return crm_doc_string(crm_doc_member(d, name, strlen(name)));
}

static const char *one_id(struct crm_run *r)
{
	if (crm_args_operands(r->args) == 1)
		return crm_args_operand(r->args, 0);
	(void)crm_run_usage(r, "one ID expected");
	return NULL;
}

/* ---- preview ---- */

static void show(struct crm_run *r, const char *id, const struct crm_doc *d, const char *medium)
{
	const char *text = member(d, medium), *subject = member(d, "subject");
	struct crm_buf out = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;

	if (text == NULL) {
		crm_err_at(&e, CRM_NOINPUT, id, 0, NULL, "it has no text for %s", medium);
		(void)crm_run_fail(r, &e);
		return;
	}
	if (strcmp(medium, "text") == 0)
		crm_buf_addf(&out, "Subject: %s\n\n", subject != NULL ? subject : "");
	crm_buf_addz(&out, text);
	if (out.len > 0 && out.data[out.len - 1] != '\n')
		crm_buf_addc(&out, '\n');
	crm_run_write(r, &out, false);
	crm_buf_release(&out);
}

void notify_preview(struct crm_run *r)
{
	const char *medium = crm_args_text(r->args, "medium"), *id = one_id(r);
	struct crm_doc *d = NULL;
	char *hash = NULL;
	size_t i = 0;

	if (id == NULL)
		return;
	if (medium == NULL)
		medium = media[0];
	while (media[i] != NULL && strcmp(media[i], medium) != 0)
		i++;
	if (media[i] == NULL) {
		(void)crm_run_usage(
		    r, "--medium: '%s' is none of text, html, sms, im, print", medium);
		return;
	}
	if (crm_run_store(r) == 0)
		hash = content_of(r, id);
	if (hash != NULL && notify_content_read(r, hash, &d) == 0)
		show(r, id, d, medium);
	crm_doc_free(d);
	free(hash);
}

/* ---- edit ---- */

/* The file that an option names; NULL: none is, or after a message (*bad). */
static char *read_file(struct crm_run *r, const char *option, bool *bad)
{
	const char *path = crm_args_text(r->args, option);
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;

	if (path == NULL)
		return NULL;
	if (crm_file_read(AT_FDCWD, strcmp(path, "-") == 0 ? "/dev/stdin" : path, TEXT_MOST, &text,
	        &e) == 0 &&
	    (crm_utf8_all_blank(crm_buf_str(&text), text.len) ||
	        strlen(crm_buf_str(&text)) != text.len ||
	        crm_utf8_invalid(crm_buf_str(&text), text.len) != text.len))
		(void)crm_err_at(&e, CRM_BADINPUT, path, 0, NULL, "no text in UTF-8");
	if (e.code == 0)
		return crm_buf_take(&text);
	*bad = true;
	(void)crm_run_fail(r, &e);
	crm_buf_release(&text);
	return NULL;
}

static int judge_subject(struct crm_run *r, const char *subject)
{
	struct crm_err e = CRM_ERR_INIT;
	size_t len = strlen(subject);
	uint32_t cp = 0;

	if (crm_utf8_all_blank(subject, len))
		crm_err_at(&e, CRM_BADINPUT, "--subject", 0, NULL, "it is empty");
	for (size_t at = 0, n; e.code == 0 && at < len; at += n) {
		n = crm_utf8_decode(subject + at, len - at, &cp);
		if (n == 0 || !crm_utf8_plain(cp)) {
			crm_err_at(&e, CRM_BADINPUT, "--subject", 0, NULL,
			    "U+%04X in it, one line of text expected",
			    n == 0 ? 0xFFFDU : (unsigned)cp);
			n = 1;
		}
	}
	return e.code == 0 ? 0 : crm_run_fail(r, &e);
}

/* What says something else than the new text or subject goes, unless it is given anew. */
static int change(struct crm_run *r, struct crm_doc *d)
{
	const char *subject = crm_args_text(r->args, "subject"), *was = member(d, "subject");
	char *old = crm_strdup(was != NULL ? was : "");
	bool bad = false, whole = crm_args_has(r->args, "text");

	if (subject != NULL && judge_subject(r, subject) != 0)
		bad = true;
	for (size_t i = 0; !bad && media[i] != NULL; i++) {
		char *text = read_file(r, media[i], &bad);
		const char *there = member(d, media[i]);

		if (text != NULL) {
			crm_doc_text(d, media[i], text);
		} else if (!bad && i > 0 && there != NULL &&
		    (whole || (subject != NULL && strstr(there, old) != NULL))) {
			crm_run_warn(r, "%s is left out: it says what was before; --%s FILE",
			    media[i], media[i]);
			(void)crm_doc_remove(d, media[i]);
		}
		free(text);
	}
	if (!bad && subject != NULL)
		crm_doc_text(d, "subject", subject);
	free(old);
	return bad ? -1 : 0;
}

static int keep(struct crm_run *r, const struct crm_content *c)
{
	struct crm_err e = CRM_ERR_INIT;
	int dir, ret;

	if (crm_args_has(r->args, "dry-run"))
		return 0;
	dir = notify_messages_open(r, true);
	if (dir < 0)
		return -1;
	ret = notify_message_put(r, dir, c->sha256, crm_buf_str(&c->json), c->json.len);
	if (ret == 0 && crm_fsync_dir(dir, &e) != 0)
		ret = crm_run_fail(r, &e);
	(void)close(dir);
	return ret;
}

static void take(struct crm_run *r, const char *id, const struct crm_content *c)
{
	static const int fields[] = {CRM_W_TITLE, CRM_W_OLD, CRM_W_NEW, CRM_W_SCOPE,
	    CRM_W_OUR_CONTACT, CRM_W_EFFECTIVE, CRM_W_REASON, CRM_W_COUNTERMEASURE, CRM_W_LATE_WHY};
	static const char *const names[] = {"title", "old-value", "new-value", "scope",
	    "our-contact", "effective", "reason", "countermeasure", "late-why"};
	struct crm_one_text texts[sizeof(fields) / sizeof(fields[0]) + 3];
	size_t n = 0;

	texts[n++] = (struct crm_one_text){CRM_STEP_ID, id};
	if (c->doc != NULL)
		texts[n++] = (struct crm_one_text){"content", c->sha256};
	if (c->doc != NULL && c->subject != NULL)
		texts[n++] = (struct crm_one_text){"subject", c->subject};
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		const char *text = crm_args_text(r->args, names[i]);

		if (text != NULL)
			texts[n++] = (struct crm_one_text){
			    crm_notice.flow.schema->fields[fields[i]].name, text};
	}
	crm_steps_run_by(r, crm_flow_step(&crm_notice.flow, "edit"), texts, n);
}

static bool is_text_asked(const struct crm_run *r)
{
	bool asked = crm_args_has(r->args, "subject");

	for (size_t i = 0; media[i] != NULL; i++)
		asked = asked || crm_args_has(r->args, media[i]);
	return asked;
}

/* Another text; what it said before is only warned of. */
static int write_anew(struct crm_run *r, const char *hash, const char *id, struct crm_content *c)
{
	struct crm_letters *letters = NULL;
	struct crm_buf said = CRM_BUF_INIT;
	int ret = notify_content_read(r, hash, &c->doc);

	if (ret == 0) {
		crm_doc_json(c->doc, false, &said);
		ret = change(r, c->doc);
	}
	if (ret == 0)
		ret = crm_letters_open(r, &letters);
	if (ret == 0) {
		crm_content_seal(c);
		ret = notify_claims(r, letters, c, crm_buf_str(&said), id);
	}
	if (ret == 0)
		ret = keep(r, c);
	crm_letters_free(letters);
	crm_buf_release(&said);
	return ret;
}

void notify_edit(struct crm_run *r)
{
	const char *id = one_id(r);
	struct crm_content c = {0};
	char *hash = NULL;
	int ret = -1;

	if (id == NULL || crm_run_store(r) != 0)
		return;
	if (!is_text_asked(r)) {
		take(r, id, &c);
		return;
	}
	hash = content_of(r, id);
	if (hash != NULL)
		ret = write_anew(r, hash, id, &c);
	if (ret == 0)
		take(r, id, &c);
	crm_content_release(&c);
	free(hash);
}
