/*
 * lib/flow/approval.h: a signature holds for what it judged, on the record on which it was made.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/hash.h"
#include "lib/flow/approval.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

enum { PART, QUANTITY, PRICE, WANTED, RUSH, NOTE, LINES, SHEET, FIELDS };

#define ROW(name, type, items)                       \
	{                                            \
		name, type, NULL, NULL, items, 0, "" \
	}
static const struct crm_field line_fields[] = {
    ROW("part", CRM_T_TEXT, NULL),
    ROW("price", CRM_T_DEC, NULL),
    ROW("text", CRM_T_TEXT, NULL),
};
static const struct crm_schema lines = {"line", line_fields, COUNT(line_fields)};
static const struct crm_field fields[FIELDS] = {
    [PART] = ROW("part", CRM_T_TEXT, NULL),
    [QUANTITY] = ROW("quantity", CRM_T_INT, NULL),
    [PRICE] = ROW("price", CRM_T_DEC, NULL),
    [WANTED] = ROW("wanted", CRM_T_DATE, NULL),
    [RUSH] = ROW("rush", CRM_T_BOOL, NULL),
    [NOTE] = ROW("note", CRM_T_TEXT, NULL),
    [LINES] = ROW("lines", CRM_T_NESTED, &lines),
    [SHEET] = ROW("sheet", CRM_T_NESTED, NULL),
};
static const struct crm_schema schema = {"thing", fields, FIELDS};

static const int judged[] = {PART, QUANTITY, PRICE, WANTED, RUSH, SHEET};
static const struct crm_sealed what = {judged, COUNT(judged), LINES};

struct seen {
	struct crm_shape *shape;
	struct crm_record *record;
	struct crm_arena arena;
	struct crm_view view;
};

static struct crm_record *parse(const char *members)
{
	struct crm_buf json = CRM_BUF_INIT;
	struct crm_record *r = NULL;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_limits l;

	crm_limits_init(&l);
	crm_buf_addf(&json, "{%s}", members);
	for (size_t i = 0; i < json.len; i++) {
		if (json.data[i] == '\'')
			json.data[i] = '"';
	}
	if (crm_record_parse(json.data, json.len, &l, &r, &e) != 0)
		fail_msg("%s: %s", json.data, e.text);
	crm_buf_release(&json);
	return r;
}

static struct seen see(const char *members)
{
	struct seen s = {crm_shape_new(&schema), parse(members), CRM_ARENA_INIT, {NULL}};

	crm_view_of_record(s.shape, s.record, &s.arena, &s.view);
	return s;
}

static void unsee(struct seen *s)
{
	crm_arena_release(&s->arena);
	crm_record_free(s->record);
	crm_shape_free(s->shape);
}

struct sealed {
	struct crm_buf fields;
	char seal[CRM_SEAL_MAX];
};

static struct sealed seal(const char *members, const struct crm_sealed *of)
{
	struct sealed out = {.fields = CRM_BUF_INIT};
	struct seen s = see(members);

	crm_seal_make(&s.view, "O-1", "finance", of, &out.fields, out.seal);
	unsee(&s);
	return out;
}

static const char *const words[] = {
    [CRM_SEALED_NONE] = "none",
    [CRM_SEALED_HOLDS] = "holds",
    [CRM_SEALED_CHANGED] = "changed",
    [CRM_SEALED_FOREIGN] = "foreign",
};

/* "holds", "changed price,part" ... */
static void state_of(const struct sealed *of, const char *id, const char *scope,
    const struct crm_sealed *today, const char *members, struct crm_buf *out)
{
	struct crm_cell f = crm_cell_some(crm_buf_str(&of->fields)), s = crm_cell_some(of->seal);
	struct seen now = see(members);
	struct crm_buf changed = CRM_BUF_INIT;
	enum crm_seal state;

	crm_buf_addz(&changed, "from before");
	state = crm_seal_state(&now.view, id, scope, today, &f, &s, &changed);
	assert_int_equal(crm_seal_state(&now.view, id, scope, today, &f, &s, NULL), state);
	crm_buf_clear(out);
	crm_buf_addz(out, words[state]);
	if (changed.len > 0)
		crm_buf_addf(out, " %s", crm_buf_str(&changed));
	crm_buf_release(&changed);
	unsee(&now);
}

#define BASE "'part':'A','quantity':100,'price':'12.50','wanted':'2026-12-01','note':'x'"
#define TWO "'lines':{'10':{'part':'B','price':'1.00'},'20':{'part':'C','price':'2'}}"

static void values(void **unused)
{
	static const struct {
		const char *then, *now, *want;
	} rows[] = {
	    {BASE, BASE, "holds"},
	    /* what was not judged may change, and the order of members is nothing */
	    {BASE, "'quantity':100,'note':'y','wanted':'2026-12-01','price':'12.50','part':'A'",
	        "holds"},
	    /* each that was judged */
	    {"'part':'A'", "'part':'B'", "changed part"},
	    {"'part':'A'", "'part':'a'", "changed part"},
	    {"'part':'A'", "'part':'A '", "changed part"},
	    {"'quantity':100", "'quantity':101", "changed quantity"},
	    {"'price':'12.50'", "'price':'12.51'", "changed price"},
	    {"'price':'12.50'", "'price':'-12.50'", "changed price"},
	    {"'wanted':'2026-12-01'", "'wanted':'2026-12-02'", "changed wanted"},
	    {"'rush':true", "'rush':false", "changed rush"},
	    {"'part':'A','price':'1'", "'part':'B','price':'2'", "changed part,price"},
	    /* emptied, set for the first time; absent, null and empty are one */
	    {"'part':'A'", "'quantity':null", "changed part"},
	    {"'quantity':1", "'part':''", "changed quantity"},
	    {"'note':'x'", "'price':'0'", "changed price"},
	    {"'note':'x'", "'rush':false", "changed rush"},
	    {"'note':'x'", "'part':'','quantity':null", "holds"},
	    /* a text that moves from one field to the next, or a cut that moves */
	    {"'part':'12','quantity':3", "'part':'1','quantity':23", "changed part,quantity"},
	    {"'part':'5'", "'quantity':5", "changed part,quantity"},
	    /* one value, written otherwise: as the record has it, as an export has it */
	    {"'price':'12.50'", "'price':'12.5'", "holds"},
	    {"'price':'12.00'", "'price':12", "holds"},
	    {"'price':'0.0'", "'price':'-0'", "holds"},
	    {"'price':'10'", "'price':'1'", "changed price"},
	    {"'price':'1.05'", "'price':'1.5'", "changed price"},
	    {"'quantity':100", "'quantity':'100'", "holds"},
	    /* what cannot be read counts as it is written */
	    {"'price':'12,50'", "'price':'12,50'", "holds"},
	    {"'price':'12,50'", "'price':'12.50'", "changed price"},
	    /* nested: whatever the order of its members; null members are none */
	    {"'sheet':{'a':{'x':1,'y':2},'b':3}", "'sheet':{'b':3,'a':{'y':2,'x':1}}", "holds"},
	    {"'sheet':{'a':1}", "'sheet':{'a':1,'b':null}", "holds"},
	    {"'sheet':{'a':1}", "'sheet':{'a':2}", "changed sheet"},
	    {"'sheet':{}", "'note':'x'", "holds"},
	    {"'sheet':[]", "'note':'x'", "holds"},
	    {"'sheet':['a','b']", "'sheet':['b','a']", "changed sheet"},
	};
	struct crm_buf have = CRM_BUF_INIT;

	(void)unused;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct sealed s = seal(rows[i].then, &what);

		state_of(&s, "O-1", "finance", &what, rows[i].now, &have);
		if (strcmp(crm_buf_str(&have), rows[i].want) != 0)
			fail_msg("%s, then %s: %s, expected %s", rows[i].then, rows[i].now,
			    crm_buf_str(&have), rows[i].want);
		crm_buf_release(&s.fields);
	}
	crm_buf_release(&have);
}

/* Members of the items' names count with the field. */
static void items(void **unused)
{
	static const struct {
		const char *now, *want;
	} rows[] = {
	    {TWO, "holds"},
	    {"'lines':{'20':{'price':'2.0','part':'C'},'10':{'part':'B','price':'1'}}", "holds"},
	    /* what nobody judged: text */
	    {"'lines':{'10':{'part':'B','price':'1.00','text':'t'},'20':{'part':'C','price':'2'}}",
	        "holds"},
	    /* the price of a line, or the two exchanged */
	    {"'lines':{'10':{'part':'B','price':'1.01'},'20':{'part':'C','price':'2'}}",
	        "changed price"},
	    {"'lines':{'10':{'part':'B','price':'2'},'20':{'part':'C','price':'1.00'}}",
	        "changed price"},
	    {"'lines':{'20':{'part':'B','price':'1.00'},'10':{'part':'C','price':'2'}}",
	        "changed part,price"},
	    {"'lines':{'10':{'part':'B'},'20':{'part':'C','price':'2'}}", "changed price"},
	    /* a line less, more, another, under another key; one without price takes the order's */
	    {"'lines':{'10':{'part':'B','price':'1.00'}}", "changed part,price"},
	    {"'lines':{'10':{'part':'B','price':'1.00'},'20':null}", "changed part,price"},
	    {"'lines':{'10':{'part':'B','price':'1.00'},'20':{'part':'C','price':'2'},'30':{}}",
	        "changed part,price"},
	    {"'lines':{'10':{'part':'B','price':'1.00'},'21':{'part':'C','price':'2'}}",
	        "changed part,price"},
	    {"'note':'x'", "changed part,price"},
	    /* from the lines to the top */
	    {TWO ",'price':'1.00'", "changed price"},
	    {"'part':'B','price':'1.00','lines':{'20':{'part':'C','price':'2'}}",
	        "changed part,price"},
	};
	static const struct crm_sealed top = {judged, COUNT(judged), 0};
	struct sealed s = seal(TWO, &what), plain = seal(TWO, &top);
	struct crm_buf have = CRM_BUF_INIT;

	(void)unused;
	for (size_t i = 0; i < COUNT(rows); i++) {
		state_of(&s, "O-1", "finance", &what, rows[i].now, &have);
		if (strcmp(crm_buf_str(&have), rows[i].want) != 0)
			fail_msg(
			    "%s: %s, expected %s", rows[i].now, crm_buf_str(&have), rows[i].want);
	}
	/* of who judges no items they are free */
	state_of(&plain, "O-1", "finance", &top, "'note':'x'", &have);
	assert_string_equal(crm_buf_str(&have), "holds");
	crm_buf_release(&have);
	crm_buf_release(&plain.fields);
	crm_buf_release(&s.fields);
}

/* A copy carries no signature, nor does another department, nor who writes his own text. */
static void whose(void **unused)
{
	struct sealed s = seal(BASE, &what), other = seal("'part':'B'", &what);
	struct crm_buf have = CRM_BUF_INIT;
	char *colon;

	(void)unused;
	state_of(&s, "O-2", "finance", &what, BASE, &have);
	assert_string_equal(crm_buf_str(&have), "foreign");
	state_of(&s, "O-2", "finance", &what, "'part':'Z'", &have);
	assert_string_equal(crm_buf_str(&have), "foreign");
	state_of(&s, "O-1", "sales", &what, BASE, &have);
	assert_string_equal(crm_buf_str(&have), "foreign");
	/* id and scope do not run into one another */
	state_of(&s, "O-1f", "inance", &what, BASE, &have);
	assert_string_equal(crm_buf_str(&have), "foreign");
	/* the seal of other values, the hash of another price */
	strcpy(other.seal, s.seal);
	state_of(&other, "O-1", "finance", &what, "'part':'B'", &have);
	assert_string_equal(crm_buf_str(&have), "foreign");
	colon = strchr(s.fields.data, ':');
	colon[1] = colon[1] == '0' ? '1' : '0';
	state_of(&s, "O-1", "finance", &what, BASE, &have);
	assert_string_equal(crm_buf_str(&have), "foreign");
	crm_buf_release(&have);
	crm_buf_release(&other.fields);
	crm_buf_release(&s.fields);
}

/* The duty table of today asks for more, or for less. */
static void duties(void **unused)
{
	static const int more[] = {PART, PRICE, NOTE}, less[] = {PRICE}, twice[] = {PRICE, PRICE};
	static const int first[] = {PART, PRICE};
	static const struct crm_sealed then = {first, 2, LINES};
	const struct {
		struct crm_sealed today;
		const char *want;
	} rows[] = {
	    {{more, 3, LINES}, "changed note"},
	    {{less, 1, LINES}, "holds"},
	    {{twice, 2, LINES}, "holds"},
	    {{NULL, 0, LINES}, "holds"},
	    /* of an order without lines it is one whether they are judged */
	    {{first, 2, 0}, "holds"},
	};
	struct sealed s = seal(BASE, &then), none = seal(BASE, &(struct crm_sealed){NULL, 0, 0});
	struct sealed doubled = seal(BASE, &(struct crm_sealed){twice, 2, LINES});
	struct crm_buf have = CRM_BUF_INIT;

	(void)unused;
	for (size_t i = 0; i < COUNT(rows); i++) {
		state_of(&s, "O-1", "finance", &rows[i].today, BASE, &have);
		if (strcmp(crm_buf_str(&have), rows[i].want) != 0)
			fail_msg("row %zu: %s, expected %s", i, crm_buf_str(&have), rows[i].want);
	}
	/* nothing was judged: bound to the record all the same */
	assert_int_equal(none.fields.len, 0);
	state_of(&none, "O-1", "finance", &(struct crm_sealed){NULL, 0, 0}, BASE, &have);
	assert_string_equal(crm_buf_str(&have), "holds");
	state_of(&none, "O-2", "finance", &(struct crm_sealed){NULL, 0, 0}, BASE, &have);
	assert_string_equal(crm_buf_str(&have), "foreign");
	state_of(&none, "O-1", "finance", &then, BASE, &have);
	assert_string_equal(crm_buf_str(&have), "changed part,price");
	/* named twice, judged once */
	assert_null(strchr(crm_buf_str(&doubled.fields), ' '));
	crm_buf_release(&have);
	crm_buf_release(&doubled.fields);
	crm_buf_release(&none.fields);
	crm_buf_release(&s.fields);
}

#define HEX32 "00112233445566778899aabbccddeeff"
#define HEX64 HEX32 HEX32

static void unreadable(void **unused)
{
	static const struct {
		const char *fields, *seal, *want;
	} rows[] = {
	    {NULL, NULL, "none"},
	    {"part:" HEX32, NULL, "none"},
	    {"part:" HEX32, "ab", "none"},
	    {"part:" HEX32, HEX32 HEX32 "0", "none"},
	    {"part:" HEX32, "Z0112233445566778899aabbccddeeff" HEX32, "none"},
	    {"part:" HEX32, "A0112233445566778899aabbccddeeff" HEX32, "none"},
	    {"part", HEX64, "none"},
	    {":" HEX32, HEX64, "none"},
	    {"part:0011", HEX64, "none"},
	    {"part:x0112233445566778899aabbccddeeff", HEX64, "none"},
	    {"part:" HEX32 " ", HEX64, "none"},
	    {"part:" HEX32 ",price:" HEX32, HEX64, "none"},
	    {"part:" HEX32 " price", HEX64, "none"},
	    /* these can be read */
	    {"part:" HEX32 " price:" HEX32, HEX64, "foreign"},
	    {"part:" HEX32, HEX64, "foreign"},
	    {NULL, HEX64, "foreign"},
	};
	struct seen s = see(BASE);

	(void)unused;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_cell f = crm_cell_text(rows[i].fields);
		struct crm_cell h = crm_cell_text(rows[i].seal);
		enum crm_seal state =
		    crm_seal_state(&s.view, "O-1", "finance", &what, &f, &h, NULL);

		if (strcmp(words[state], rows[i].want) != 0)
			fail_msg("row %zu: %s, expected %s", i, words[state], rows[i].want);
	}
	unsee(&s);
}

/* Stored seals are read by later versions: what is hashed stays as it is. */
static void stays(void **unused)
{
	static const int some[] = {PART, PRICE};
	struct sealed s =
	    seal("'part':'A','price':'12.50'," TWO, &(struct crm_sealed){some, 2, LINES});
	struct crm_buf before = CRM_BUF_INIT;
	struct seen now = see(BASE);
	char hex[CRM_SEAL_MAX];

	(void)unused;
	crm_sha256_hex("5:price4:12.52:101:12:201:2", 27, hex);
	hex[32] = '\0';
	assert_non_null(strstr(crm_buf_str(&s.fields), hex));
	/* appended to what is there */
	crm_buf_addz(&before, "before ");
	crm_seal_make(&now.view, "O-1", "finance", &what, &before, hex);
	assert_int_equal(strncmp(crm_buf_str(&before), "before part:", 12), 0);
	unsee(&now);
	crm_buf_release(&before);
	crm_buf_release(&s.fields);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(values),
	    cmocka_unit_test(items),
	    cmocka_unit_test(whose),
	    cmocka_unit_test(duties),
	    cmocka_unit_test(unreadable),
	    cmocka_unit_test(stays),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
