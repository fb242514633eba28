#include "lib/io/store/linescan.h"

#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/data/limits.h"
#include "lib/data/record.h"

struct cursor {
	const char *p, *end;
	size_t depth; /* limit */
	const char *why;
};

static int refuse(struct cursor *c, const char *why)
{
	c->why = why;
	return -1;
}

static void skip_blank(struct cursor *c)
{
	while (c->p < c->end && (*c->p == ' ' || *c->p == '\t' || *c->p == '\r'))
		c->p++;
}

static bool is_digit(char ch)
{
	return ch >= '0' && ch <= '9';
}

static bool is_hex(char ch)
{
	return is_digit(ch) || (ch >= 'a' && ch <= 'f') || (ch >= 'A' && ch <= 'F');
}

/* c->p is behind the backslash. */
static int pass_escape(struct cursor *c)
{
	size_t i;

	if (c->p == c->end)
		return refuse(c, "string does not end");
	if (*c->p == 'u') {
		if (c->end - c->p < 5)
			return refuse(c, "bad escape in a string");
		for (i = 1; i <= 4; i++)
			if (!is_hex(c->p[i]))
				return refuse(c, "bad escape in a string");
		c->p += 5;
		return 0;
	}
	if (strchr("\"\\/bfnrt", *c->p) == NULL || *c->p == '\0')
		return refuse(c, "bad escape in a string");
	c->p++;
	return 0;
}

static int pass_string(struct cursor *c)
{
	c->p++;
	while (c->p < c->end) {
		unsigned char ch = (unsigned char)*c->p;

		if (ch == '"') {
			c->p++;
			return 0;
		}
		if (ch < 0x20)
			return refuse(c, "control character in a string");
		c->p++;
		if (ch == '\\' && pass_escape(c) != 0)
			return -1;
	}
	return refuse(c, "string does not end");
}

static int pass_digits(struct cursor *c)
{
	const char *start = c->p;

	while (c->p < c->end && is_digit(*c->p))
		c->p++;
	return c->p > start ? 0 : refuse(c, "not a JSON value");
}

static int pass_number(struct cursor *c)
{
	if (*c->p == '-')
		c->p++;
	if (c->p < c->end && *c->p == '0')
		c->p++;
	else if (pass_digits(c) != 0)
		return -1;
	if (c->p < c->end && *c->p == '.') {
		c->p++;
		if (pass_digits(c) != 0)
			return -1;
	}
	if (c->p < c->end && (*c->p == 'e' || *c->p == 'E')) {
		c->p++;
		if (c->p < c->end && (*c->p == '+' || *c->p == '-'))
			c->p++;
		return pass_digits(c);
	}
	return 0;
}

static int pass_word(struct cursor *c, const char *word, size_t n)
{
	if ((size_t)(c->end - c->p) < n || memcmp(c->p, word, n) != 0)
		return refuse(c, "not a JSON value");
	c->p += n;
	return 0;
}

static int pass_scalar(struct cursor *c)
{
	switch (*c->p) {
	case '"':
		return pass_string(c);
	case 't':
		return pass_word(c, "true", 4);
	case 'f':
		return pass_word(c, "false", 5);
	case 'n':
		return pass_word(c, "null", 4);
	default:
		return pass_number(c);
	}
}

/* A name and its colon, up to the value. */
static int pass_name(struct cursor *c)
{
	skip_blank(c);
	if (c->p == c->end || *c->p != '"')
		return refuse(c, "member name expected");
	if (pass_string(c) != 0)
		return -1;
	skip_blank(c);
	if (c->p == c->end || *c->p != ':')
		return refuse(c, "':' expected");
	c->p++;
	return 0;
}

/*
 * After a value within nesting: closes what ends here; 1 when the outermost
 * has ended, 0 when another value follows, -1.
 */
static int after_value(struct cursor *c, const bool *object, size_t *depth)
{
	for (;;) {
		if (*depth == 0)
			return 1;
		skip_blank(c);
		if (c->p == c->end)
			return refuse(c, "line ends within a value");
		if (*c->p == ',') {
			c->p++;
			if (object[*depth - 1])
				return pass_name(c);
			return 0;
		}
		if (*c->p != (object[*depth - 1] ? '}' : ']'))
			return refuse(c, "',' or end expected");
		c->p++;
		(*depth)--;
	}
}

/* One value of any kind; `above` levels are open around it. */
static int pass_value(struct cursor *c, size_t above)
{
	bool object[CRM_DEPTH_MAX];
	size_t depth = 0;
	int r;

	for (;;) {
		skip_blank(c);
		if (c->p == c->end)
			return refuse(c, "value expected");
		if (*c->p != '{' && *c->p != '[') {
			if (pass_scalar(c) != 0)
				return -1;
		} else {
			if (above + depth >= c->depth || depth >= (size_t)CRM_DEPTH_MAX)
				return refuse(c, "nested too deep");
			object[depth] = *c->p++ == '{';
			skip_blank(c);
			if (c->p < c->end && *c->p == (object[depth] ? '}' : ']')) {
				c->p++;
			} else {
				depth++;
				if (object[depth - 1] && pass_name(c) != 0)
					return -1;
				continue;
			}
		}
		r = after_value(c, object, &depth);
		if (r != 0)
			return r < 0 ? -1 : 0;
	}
}

static const struct {
	const char *name;
	size_t len;
} members[CRM_M_COUNT] = {
    [CRM_M_ID] = {"id", 2},
    [CRM_M_NEW] = {"new", 3},
    [CRM_M_STEP] = {"step", 4},
    [CRM_M_AT] = {"at", 2},
    [CRM_M_REC] = {"rec", 3},
    [CRM_M_OP] = {"op", 2},
    [CRM_M_PREV] = {"prev", 4},
    [CRM_M_TX] = {"tx", 2},
    [CRM_M_EPOCH] = {"epoch", 5},
    [CRM_M_SETTLES] = {"settles", 7},
    [CRM_M_STATE] = {"state", 5},
};

/* The member that a name stands for, or CRM_M_COUNT. name has no quotes. */
static size_t member_of(const char *name, size_t len)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_span whole = {name - 1, len + 2};
	size_t i;

	if (memchr(name, '\\', len) != NULL && crm_span_text(whole, &text) == 0) {
		name = crm_buf_str(&text);
		len = text.len;
	}
	for (i = 0; i < CRM_M_COUNT; i++)
		if (members[i].len == len && memcmp(members[i].name, name, len) == 0)
			break;
	crm_buf_release(&text);
	return i;
}

static int pass_member(struct cursor *c, struct crm_scan *out)
{
	const char *name;
	size_t len, m;

	skip_blank(c);
	name = c->p + 1;
	if (c->p == c->end || *c->p != '"')
		return refuse(c, "member name expected");
	if (pass_string(c) != 0)
		return -1;
	len = (size_t)(c->p - 1 - name);
	skip_blank(c);
	if (c->p == c->end || *c->p != ':')
		return refuse(c, "':' expected");
	c->p++;
	skip_blank(c);
	m = len <= 64 ? member_of(name, len) : CRM_M_COUNT;
	name = c->p;
	if (pass_value(c, 1) != 0)
		return -1;
	if (m == CRM_M_COUNT)
		return 0;
	if (out->v[m].p != NULL)
		return refuse(c, "the same member twice");
	out->v[m].p = name;
	out->v[m].n = (size_t)(c->p - name);
	return 0;
}

static int scan(struct cursor *c, struct crm_scan *out)
{
	skip_blank(c);
	if (c->p == c->end || *c->p != '{')
		return refuse(c, "not a JSON object");
	c->p++;
	skip_blank(c);
	if (c->p < c->end && *c->p == '}') {
		c->p++;
	} else {
		for (;;) {
			if (pass_member(c, out) != 0)
				return -1;
			skip_blank(c);
			if (c->p == c->end)
				return refuse(c, "line ends within an object");
			if (*c->p == '}')
				break;
			if (*c->p != ',')
				return refuse(c, "',' or '}' expected");
			c->p++;
		}
		c->p++;
	}
	skip_blank(c);
	return c->p == c->end ? 0 : refuse(c, "text after the object");
}

int crm_linescan(const char *text, size_t len, size_t depth, struct crm_scan *out)
{
	struct cursor c = {text, text + len, depth, NULL};

	memset(out, 0, sizeof(*out));
	if (memchr(text, '\0', len) != NULL) {
		out->why = "NUL byte";
		return -1;
	}
	if (scan(&c, out) != 0) {
		out->why = c.why;
		return -1;
	}
	if (crm_utf8_invalid(text, len) != len) {
		out->why = "not UTF-8";
		return -1;
	}
	return 0;
}
