#include "lib/data/finding.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/hash.h"
#include "lib/base/map.h"
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
	c->skipped = false;
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

	c->skipped = true;
	c->reason = keep(f, reason);
}

/* Room for one more in the open case. */
static struct crm_finding *add(struct crm_findings *f, enum crm_severity severity)
{
	struct crm_case *c = open_case(f);

	crm_grow(&f->items, &f->cap, f->n + 1, sizeof(*f->items));
	f->worse[severity]++;
	c->n++;
	return &f->items[f->n++];
}

void crm_finding_add(struct crm_findings *f, enum crm_severity severity, const char *code,
    const char *source, long line, const char *subject, const char *field, const char *fmt, ...)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_finding *x = add(f, severity);
	va_list ap;

	va_start(ap, fmt);
	crm_buf_addv(&text, fmt, ap);
	va_end(ap);
	x->code = keep(f, code);
	x->severity = severity;
	x->source = keep(f, source);
	x->line = line;
	x->column = 0;
	x->subject = keep(f, subject);
	x->field = keep(f, field);
	x->text = keep(f, crm_buf_str(&text));
	x->fingerprint = "";
	crm_buf_release(&text);
}

void crm_case_copy(
    struct crm_findings *to, const struct crm_findings *from, const struct crm_case *c)
{
	crm_case_open(to, c->name);
	if (c->skipped)
		crm_case_skip(to, c->reason);
	for (size_t i = 0; i < c->n; i++) {
		const struct crm_finding *x = &from->items[c->first + i];
		struct crm_finding *y = add(to, x->severity);

		*y = *x;
		y->code = keep(to, x->code);
		y->source = keep(to, x->source);
		y->subject = keep(to, x->subject);
		y->field = keep(to, x->field);
		y->text = keep(to, x->text);
		y->fingerprint = keep(to, x->fingerprint);
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

enum crm_outcome crm_case_outcome(
    const struct crm_findings *f, const struct crm_case *c, enum crm_severity fails)
{
	for (size_t i = 0; i < c->n; i++)
		if (f->items[c->first + i].severity >= fails)
			return CRM_FAILED;
	return c->skipped ? CRM_SKIPPED : CRM_PASSED;
}

const char *const crm_severity_words[] = {"note", "warning", "error", NULL};

const char *crm_severity_name(enum crm_severity s)
{
	return (size_t)s <= CRM_ERROR ? crm_severity_words[s] : "unknown";
}

int crm_severity_find(const char *name)
{
	for (int i = 0; i <= CRM_ERROR; i++)
		if (strcmp(crm_severity_words[i], name) == 0)
			return i;
	return -1;
}

const char *crm_finding_path(const struct crm_finding *f)
{
	const char *path = f->source;

	while (path[0] == '.' && path[1] == '/') {
		path += 2;
		path += strspn(path, "/");
	}
	return path;
}

void crm_findings_fingerprint(struct crm_findings *f, struct crm_map *seen)
{
	struct crm_buf key = CRM_BUF_INIT;
	char hex[65];

	for (size_t i = 0; i < f->n; i++) {
		struct crm_finding *x = &f->items[i];
		const char *const parts[] = {x->code, crm_finding_path(x), x->subject, x->field};
		size_t before;

		crm_buf_clear(&key);
		for (size_t k = 0; k < sizeof(parts) / sizeof(parts[0]); k++)
			crm_buf_add(&key, parts[k], strlen(parts[k]) + 1);
		before = (*crm_map_value(seen, crm_map_put(seen, key.data, key.len, NULL)))++;
		crm_buf_addi(&key, (int64_t)before);
		crm_sha256_hex(key.data, key.len, hex);
		x->fingerprint = keep(f, hex);
	}
	crm_buf_release(&key);
}

size_t crm_findings_keep(
    struct crm_findings *f, bool (*wanted)(const struct crm_finding *x, void *arg), void *arg)
{
	size_t n = 0, before = f->n;

	for (size_t i = 0; i < f->ncases; i++) {
		struct crm_case *c = &f->cases[i];
		size_t first = c->first, end = c->first + c->n;

		c->first = n;
		for (size_t k = first; k < end; k++) {
			struct crm_finding x = f->items[k];

			if (wanted(&x, arg))
				f->items[n++] = x;
			else
				f->worse[x.severity]--;
		}
		c->n = n - c->first;
	}
	f->n = n;
	return before - n;
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
