#include "lib/data/finding.h"

#include <stdarg.h>
#include <stdlib.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"

struct crm_findings {
	struct crm_finding *items;
	size_t n, cap;
	struct crm_case *cases;
	size_t ncases, cases_cap;
	size_t worse[CRM_ERROR + 1]; /* by severity, exactly */
	struct crm_arena arena;
};

struct crm_findings *crm_findings_new(void)
{
	return crm_calloc(1, sizeof(struct crm_findings));
}

void crm_findings_free(struct crm_findings *f)
{
	if (f == NULL)
		return;
	crm_arena_release(&f->arena);
	free(f->items);
	free(f->cases);
	free(f);
}

static const char *keep(struct crm_findings *f, const char *s)
{
	return s == NULL || s[0] == '\0' ? "" : crm_arena_strdup(&f->arena, s);
}

void crm_case_open(struct crm_findings *f, const char *name)
{
	struct crm_case *c;

	crm_grow(&f->cases, &f->cases_cap, f->ncases + 1, sizeof(*f->cases));
	c = &f->cases[f->ncases++];
	c->name = keep(f, name);
	c->outcome = CRM_PASSED;
	c->reason = "";
	c->first = f->n;
	c->n = 0;
}

static struct crm_case *open_case(struct crm_findings *f)
{
	if (f->ncases == 0)
		crm_case_open(f, "");
	return &f->cases[f->ncases - 1];
}

void crm_case_skip(struct crm_findings *f, const char *reason)
{
	struct crm_case *c = open_case(f);

	if (c->outcome == CRM_FAILED)
		return;
	c->outcome = CRM_SKIPPED;
	c->reason = keep(f, reason);
}

void crm_finding_add(struct crm_findings *f, enum crm_severity severity, const char *code,
    const char *source, long line, const char *subject, const char *field, const char *fmt, ...)
{
	struct crm_case *c = open_case(f);
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_finding *x;
	va_list ap;

	va_start(ap, fmt);
	crm_buf_addv(&text, fmt, ap);
	va_end(ap);
	crm_grow(&f->items, &f->cap, f->n + 1, sizeof(*f->items));
	x = &f->items[f->n++];
	x->code = keep(f, code);
	x->severity = severity;
	x->source = keep(f, source);
	x->line = line;
	x->column = 0;
	x->subject = keep(f, subject);
	x->field = keep(f, field);
	x->text = keep(f, crm_buf_str(&text));
	crm_buf_release(&text);
	f->worse[severity]++;
	c->n++;
	if (severity != CRM_NOTE) {
		c->outcome = CRM_FAILED;
		c->reason = "";
	}
}

size_t crm_findings_count(const struct crm_findings *f)
{
	return f->n;
}

size_t crm_findings_worse(const struct crm_findings *f, enum crm_severity s)
{
	size_t n = 0;

	for (int i = (int)s; i <= CRM_ERROR; i++)
		n += f->worse[i];
	return n;
}

const struct crm_finding *crm_finding_at(const struct crm_findings *f, size_t i)
{
	return i < f->n ? &f->items[i] : NULL;
}

size_t crm_cases_count(const struct crm_findings *f)
{
	return f->ncases;
}

const struct crm_case *crm_case_at(const struct crm_findings *f, size_t i)
{
	return i < f->ncases ? &f->cases[i] : NULL;
}

const char *crm_severity_name(enum crm_severity s)
{
	switch (s) {
	case CRM_NOTE:
		return "note";
	case CRM_WARNING:
		return "warning";
	case CRM_ERROR:
		return "error";
	}
	return "unknown";
}

void crm_finding_format(const struct crm_finding *f, struct crm_buf *out)
{
	if (f->source[0] != '\0')
		crm_buf_addz(out, f->source);
	if (f->line > 0)
		crm_buf_addf(out, "%s%ld", f->source[0] != '\0' ? ":" : "line ", f->line);
	if (f->source[0] != '\0' || f->line > 0)
		crm_buf_addz(out, ": ");
	if (f->subject[0] != '\0')
		crm_buf_addf(out, "%s: ", f->subject);
	if (f->field[0] != '\0')
		crm_buf_addf(out, "field '%s': ", f->field);
	crm_buf_addz(out, f->text);
}
