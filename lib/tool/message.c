/* Messages on stderr, and the exit status. */
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/data/record.h"
#include "lib/tool/private.h"

/* What a message says, for a line of text (`text` then holds all of it) or for JSON. */
struct message {
	const char *severity; /* NULL: information */
	int status;           /* 0: none */
	const struct crm_finding *finding;
	const struct crm_err *err;
	const char *text;
};

/* A message that cannot be written has nobody to be told to. */
static void flush_to(struct crm_run *r, const struct crm_buf *b)
{
	if (r->hold)
		crm_buf_add(&r->held, crm_buf_str(b), b->len);
	else
		(void)crm_write_all(STDERR_FILENO, crm_buf_str(b), b->len);
}

void crm_run_hold(struct crm_run *r)
{
	r->hold = true;
}

void crm_run_unhold(struct crm_run *r)
{
	r->hold = false;
	if (r->held.len > 0)
		flush_to(r, &r->held);
	crm_buf_clear(&r->held);
}

static void add_text(struct crm_record *o, const char *name, const char *text)
{
	if (text != NULL && text[0] != '\0')
		crm_record_set_text(o, name, text);
}

static void add_count(struct crm_record *o, const char *name, long n)
{
	struct crm_cell c = crm_cell_int(n);

	if (n != 0)
		crm_record_set(o, name, &c);
}

/* Without what a terminal must not see, whoever shows it. */
static void emit_json(struct crm_run *r, const struct message *m)
{
	const struct crm_finding *f = m->finding;
	const struct crm_err *e = m->err;
	struct crm_record *o = crm_record_new();
	struct crm_buf json = CRM_BUF_INIT, line = CRM_BUF_INIT;

	add_text(o, "tool", r->tool->name);
	add_text(o, "severity", m->severity != NULL ? m->severity : "note");
	add_count(o, "status", m->status);
	add_text(o, "code", f != NULL ? f->code : NULL);
	add_text(o, "source", f != NULL ? f->source : e != NULL ? e->source : NULL);
	add_count(o, "line", f != NULL ? f->line : e != NULL ? e->line : 0);
	add_count(o, "column", f != NULL ? f->column : 0);
	add_text(o, "subject", f != NULL ? f->subject : NULL);
	add_text(o, "field", f != NULL ? f->field : e != NULL ? e->field : NULL);
	add_text(o, "text", f != NULL ? f->text : e != NULL ? e->text : m->text);
	crm_record_dump(o, &json);
	crm_utf8_visible_json(&line, crm_buf_str(&json), json.len);
	crm_buf_release(&json);
	crm_buf_addc(&line, '\n');
	flush_to(r, &line);
	crm_buf_release(&line);
	crm_record_free(o);
}

/* Without a finding's code, which is for programs (--errors=json). */
static void emit_text(struct crm_run *r, const struct message *m)
{
	struct crm_buf plain = CRM_BUF_INIT, line = CRM_BUF_INIT;

	if (m->severity != NULL && strcmp(m->severity, "error") != 0)
		crm_buf_addf(&plain, "%s: ", m->severity);
	if (m->finding != NULL)
		crm_finding_format(m->finding, &plain);
	else if (m->err != NULL)
		crm_err_format(m->err, &plain);
	else
		crm_buf_addz(&plain, m->text);
	crm_buf_addf(&line, "%s: ", r->tool->name);
	crm_utf8_visible(&line, crm_buf_str(&plain), plain.len, false);
	crm_buf_addc(&line, '\n');
	flush_to(r, &line);
	crm_buf_release(&plain);
	crm_buf_release(&line);
}

static void emit(struct crm_run *r, const struct message *m)
{
	if (r->json_errors)
		emit_json(r, m);
	else
		emit_text(r, m);
}

void crm_run_worse(struct crm_run *r, int status)
{
	r->status = crm_status_worse(r->status, status);
}

int crm_run_fail(struct crm_run *r, const struct crm_err *e)
{
	const struct message m = {"error", e->code, NULL, e, NULL};

	if (e->code == 0)
		crm_fatal("a failure without an error");
	emit(r, &m);
	crm_run_worse(r, e->code);
	return -1;
}

int crm_run_fail_output(struct crm_run *r, const struct crm_err *e)
{
	struct crm_err all = CRM_ERR_INIT;

	crm_err_at(&all, e->code, e->source, e->line, e->field, "%s%s", e->text,
	    r->committed ? "; what was done is committed" : "");
	return crm_run_fail(r, &all);
}

void crm_run_findings(struct crm_run *r, const struct crm_findings *f, int status)
{
	struct message m = {NULL, 0, NULL, NULL, NULL};
	size_t i;

	for (i = 0; i < crm_findings_count(f); i++) {
		m.finding = crm_finding_at(f, i);
		m.severity = crm_severity_name(m.finding->severity);
		m.status = m.finding->severity == CRM_ERROR ? status : 0;
		emit(r, &m);
	}
	if (crm_findings_worse(f, CRM_ERROR) > 0)
		crm_run_worse(r, status);
}

void crm_run_notes(struct crm_run *r, const struct crm_findings *notes)
{
	struct message m = {NULL, 0, NULL, NULL, NULL};
	size_t i;
	bool bad;

	for (i = 0; i < crm_findings_count(notes); i++) {
		m.finding = crm_finding_at(notes, i);
		bad = strcmp(m.finding->code, "bad_line") == 0;
		m.severity = bad || m.finding->severity != CRM_ERROR
		    ? crm_severity_name(m.finding->severity)
		    : crm_severity_name(CRM_WARNING);
		m.status = bad ? CRM_BADINPUT : 0;
		emit(r, &m);
		if (bad)
			crm_run_worse(r, CRM_BADINPUT);
	}
}

static void say(struct crm_run *r, const char *severity, int status, const char *fmt, va_list ap)
    __attribute__((format(printf, 4, 0)));

static void say(struct crm_run *r, const char *severity, int status, const char *fmt, va_list ap)
{
	struct message m = {severity, status, NULL, NULL, NULL};
	struct crm_buf text = CRM_BUF_INIT;

	crm_buf_addv(&text, fmt, ap);
	m.text = crm_buf_str(&text);
	emit(r, &m);
	crm_buf_release(&text);
}

void crm_run_say(struct crm_run *r, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(r, NULL, 0, fmt, ap);
	va_end(ap);
}

void crm_run_warn(struct crm_run *r, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(r, "warning", 0, fmt, ap);
	va_end(ap);
}

int crm_run_usage(struct crm_run *r, const char *fmt, ...)
{
	struct crm_buf usage = CRM_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	say(r, "error", CRM_USAGE, fmt, ap);
	va_end(ap);
	crm_run_worse(r, CRM_USAGE);
	if (r->json_errors)
		return -1;
	crm_buf_addz(&usage, "usage: ");
	if (r->command != NULL) {
		crm_help_synopsis(r->tool, r->command, &usage);
	} else {
		crm_help_name(r->tool, &usage);
		crm_buf_addz(&usage, " [common options] COMMAND ... (");
		crm_help_name(r->tool, &usage);
		crm_buf_addz(&usage, " -h lists them)");
	}
	crm_buf_addc(&usage, '\n');
	flush_to(r, &usage);
	crm_buf_release(&usage);
	return -1;
}
