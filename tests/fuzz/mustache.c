/*
 * Templates: up to a line "====" the template, up to the next one its data as JSON, then a partial
 * that every {{>name}} finds. What compiles must compile and render the same again, a failure
 * leaves the output as it was, and what strict mode lets pass is what plain mode gives.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/data/doc.h"
#include "lib/io/template/mustache.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define SEPARATOR "\n====\n"
#define MOST 100000

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct part {
	const char *s;
	size_t len;
};

static void must(bool holds)
{
	if (!holds)
		abort();
}

/* Cuts the first part off. */
static struct part cut(struct part *rest)
{
	const size_t n = strlen(SEPARATOR);
	struct part first = *rest;

	for (size_t i = 0; i + n <= rest->len; i++) {
		if (memcmp(rest->s + i, SEPARATOR, n) != 0)
			continue;
		first.len = i;
		rest->s += i + n;
		rest->len -= i + n;
		return first;
	}
	rest->s += rest->len;
	rest->len = 0;
	return first;
}

static struct crm_template *compile(struct part p)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_template *t = NULL;

	if (crm_template_new(p.s, p.len, "t", &t, &e) == 0) {
		must(t != NULL && e.code == 0);
		return t;
	}
	must(t == NULL && e.code == CRM_BADINPUT && e.line > 0 && e.text[0] != '\0');
	return NULL;
}

static const struct crm_template *partial(void *ctx, const char *name)
{
	must(name[0] != '\0');
	return ctx;
}

/* out is cleared. */
static int render(const struct crm_template *t, struct crm_template *p, const struct crm_doc *d,
    bool strict, struct crm_buf *out)
{
	const struct crm_template_opts o = {
	    .partial = partial,
	    .ctx = p,
	    .strict = strict,
	    .most = MOST,
	};
	struct crm_err e = CRM_ERR_INIT;
	int rc;

	crm_buf_clear(out);
	crm_buf_addz(out, ".");
	rc = crm_template_render(t, d, &o, out, &e);
	if (rc != 0)
		must(e.code == CRM_BADINPUT && e.text[0] != '\0' && out->len == 1);
	must(out->data[0] == '.' && out->len <= MOST);
	return rc;
}

static void render_all(const struct part *text, struct crm_template *p, const struct crm_doc *d)
{
	struct crm_template *t = compile(*text), *again = compile(*text);
	struct crm_buf out[3] = {CRM_BUF_INIT, CRM_BUF_INIT, CRM_BUF_INIT};
	int rc;

	must((t == NULL) == (again == NULL));
	if (t != NULL) {
		struct crm_map *names = crm_map_new();

		rc = render(t, p, d, false, &out[0]);
		must(render(again, p, d, false, &out[1]) == rc);
		must(out[0].len == out[1].len && memcmp(out[0].data, out[1].data, out[0].len) == 0);
		if (render(t, p, d, true, &out[2]) == 0)
			must(rc == 0 && out[0].len == out[2].len &&
			    memcmp(out[0].data, out[2].data, out[0].len) == 0);
		crm_template_names(t, names);
		crm_template_partials(t, names);
		for (size_t i = 0; i < crm_map_count(names); i++)
			must(
			    crm_map_key(names, i, NULL)[0] != '\0' && *crm_map_value(names, i) > 0);
		crm_map_free(names);
	}
	for (size_t i = 0; i < COUNT(out); i++)
		crm_buf_release(&out[i]);
	crm_template_free(t);
	crm_template_free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct part rest = {(const char *)data, size};
	struct part text = cut(&rest), json = cut(&rest);
	struct crm_template *p = compile(rest);
	struct crm_doc *d = NULL;
	struct crm_limits l;

	crm_limits_init(&l);
	if (crm_doc_parse(json.s, json.len, &l, &d, NULL) != 0)
		d = crm_doc_new();
	render_all(&text, p, d);
	crm_doc_free(d);
	crm_template_free(p);
	return 0;
}
