/* JSON text to value and back: the calls of jansson's decoder and encoder. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/data/record.h"
#include "lib/data/record_private.h"

#define NAME_SHOWN 64

void crm_record_setup(void)
{
	json_set_alloc_funcs(crm_malloc, free);
}

/* The name that ends at the quote before `end`; jansson tells of a duplicate
 * only where it is. */
static void add_name_before(const char *text, size_t end, struct crm_buf *out)
{
	size_t last = end, first;

	while (last > 0 && text[last - 1] != '"')
		last--;
	if (last < 2)
		return;
	last--; /* the closing quote */
	for (first = last; first > 0; first--) {
		size_t slashes = 0;

		if (text[first - 1] != '"')
			continue;
		while (slashes + 1 < first && text[first - 2 - slashes] == '\\')
			slashes++;
		if (slashes % 2 == 0)
			break;
	}
	if (last - first > NAME_SHOWN) {
		size_t n = crm_utf8_invalid(text + first, NAME_SHOWN);

		crm_utf8_visible(out, text + first, n, false);
		crm_buf_addz(out, "...");
		return;
	}
	crm_utf8_visible(out, text + first, last - first, false);
}

/* jansson's words, without the quotation of the text near by. */
static void add_reason(const json_error_t *j, struct crm_buf *out)
{
	static const struct {
		const char *jansson, *ours;
	} words[] = {
	    {"end of file expected", "more text after the value"},
	    {"\\u0000 is not allowed without JSON_ALLOW_NUL", "\\u0000 is not allowed"},
	    {"NUL byte in object key not supported", "\\u0000 is not allowed"},
	    {"premature end of input", "ends too early"},
	    {"unexpected newline", "string without its closing quote"},
	    {"'}' expected", "'}' or ',' expected"},
	    {"']' expected", "']' or ',' expected"},
	    {"string or '}' expected", "name in quotes or '}' expected"},
	};
	const char *near = strstr(j->text, " near ");
	size_t len = near != NULL ? (size_t)(near - j->text) : strlen(j->text);

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strlen(words[i].jansson) == len &&
		    strncmp(words[i].jansson, j->text, len) == 0) {
			crm_buf_addz(out, words[i].ours);
			return;
		}
	}
	crm_utf8_visible(out, j->text, len, false);
}

static int explain(
    const char *text, size_t len, const json_error_t *j, size_t *fault, struct crm_err *e)
{
	size_t at = j->position > 0 ? (size_t)j->position : 0;
	struct crm_buf place = CRM_BUF_INIT, reason = CRM_BUF_INIT;

	if (at > len)
		at = len;
	/* jansson counts what it has read: the fault is the last of it, or a
	 * byte that it has put back */
	if (at > 0 && strncmp(j->text, "control", 7) != 0 &&
	    strncmp(j->text, "unexpected", 10) != 0)
		*fault = at - 1;
	else
		*fault = at;
	crm_json_place(text, len, *fault, &place);
	if (json_error_code(j) == json_error_duplicate_key) {
		add_name_before(text, at, &reason);
		crm_err_set(e, CRM_BADINPUT, "duplicate key '%s' at %s", crm_buf_str(&reason),
		    crm_buf_str(&place));
	} else {
		add_reason(j, &reason);
		crm_err_set(e, CRM_BADINPUT, "not valid JSON at %s: %s", crm_buf_str(&place),
		    crm_buf_str(&reason));
	}
	crm_buf_release(&place);
	crm_buf_release(&reason);
	return -1;
}

static size_t skip_blanks(const char *text, size_t len)
{
	size_t i = 0;

	while (i < len && (text[i] == ' ' || text[i] == '\t' || text[i] == '\n' || text[i] == '\r'))
		i++;
	return i;
}

/* What json_scan.c has let pass. */
static json_t *load(const char *text, size_t len, size_t *at, struct crm_err *e)
{
	json_error_t j;
	size_t none;
	json_t *v;

	if (skip_blanks(text, len) == len) {
		crm_err_set(e, CRM_BADINPUT, "empty, a JSON value expected");
		return NULL;
	}
	v = json_loadb(text, len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &j);
	if (v == NULL)
		explain(text, len, &j, at != NULL ? at : &none, e);
	return v;
}

json_t *crm_json_parse(
    const char *text, size_t len, const struct crm_limits *l, size_t *at, struct crm_err *e)
{
	if (crm_json_scan(text, len, l, at, e) != 0)
		return NULL;
	return load(text, len, at, e);
}

int crm_json_check(const char *text, size_t len, const struct crm_limits *l, struct crm_err *e)
{
	json_t *v = crm_json_parse(text, len, l, NULL, e);

	if (v == NULL)
		return -1;
	json_decref(v);
	return 0;
}

int crm_record_parse(const char *text, size_t len, const struct crm_limits *l,
    struct crm_record **out, struct crm_err *e)
{
	size_t i;
	struct crm_record *r;
	json_t *v;

	if (crm_json_scan(text, len, l, NULL, e) != 0)
		return -1;
	i = skip_blanks(text, len);
	if (i < len && text[i] != '{')
		return crm_err_set(e, CRM_BADINPUT, "not a JSON object");
	v = load(text, len, NULL, e);
	if (v == NULL)
		return -1;
	r = crm_malloc(sizeof(*r));
	r->root = v;
	*out = r;
	return 0;
}

static int append(const char *data, size_t len, void *out)
{
	crm_buf_add(out, data, len);
	return 0;
}

void crm_json_write(const json_t *v, size_t flags, struct crm_buf *out)
{
	if (json_dump_callback(v, append, out, flags | JSON_ENCODE_ANY) != 0)
		crm_fatal("a value that cannot be written as JSON");
}

void crm_record_dump(const struct crm_record *r, struct crm_buf *out)
{
	crm_json_write(r->root, JSON_COMPACT, out);
}

void crm_record_canonical(const struct crm_record *r, struct crm_buf *out)
{
	crm_json_write(r->root, JSON_COMPACT | JSON_SORT_KEYS, out);
}

json_t *crm_json_text(const char *text, size_t len)
{
	struct crm_buf b = CRM_BUF_INIT;
	json_t *v;

	while (len > 0) {
		size_t ok = crm_utf8_invalid(text, len);

		crm_buf_add(&b, text, ok);
		if (ok == len)
			break;
		crm_buf_addz(&b, "\xef\xbf\xbd");
		text += ok + 1;
		len -= ok + 1;
	}
	v = json_stringn(crm_buf_str(&b), b.len);
	crm_buf_release(&b);
	if (v == NULL)
		crm_fatal("a text that cannot be JSON");
	return v;
}
