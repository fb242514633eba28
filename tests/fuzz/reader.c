/*
 * Any bytes as records: what is read dumps to JSON that reads back the same, and views come in step
 * with records. The first byte chooses format, encoding and options.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/io/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct crm_field item_fields[] = {
    {.name = "due_at", .type = CRM_T_INSTANT},
};
static const struct crm_schema items = {"clock", item_fields, 1};
static const struct crm_field fields[] = {
    {.name = "id", .type = CRM_T_TEXT},
    {.name = "quantity", .type = CRM_T_INT},
    {.name = "price", .type = CRM_T_DEC},
    {.name = "urgent", .type = CRM_T_BOOL},
    {.name = "clocks", .type = CRM_T_NESTED, .items = &items},
};
static const struct crm_schema schema = {"complaint", fields, 5};

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_record(const struct crm_record *r)
{
	struct crm_buf text = CRM_BUF_INIT, again = CRM_BUF_INIT;
	struct crm_record *back;
	struct crm_limits l;

	crm_limits_init(&l);
	crm_record_dump(r, &text);
	must(memchr(crm_buf_str(&text), '\n', text.len) == NULL);
	must(crm_record_parse(crm_buf_str(&text), text.len, &l, &back, NULL) == 0);
	crm_record_dump(back, &again);
	must(text.len == again.len && memcmp(text.data, again.data, text.len) == 0);
	crm_record_free(back);
	crm_buf_release(&text);
	crm_buf_release(&again);
}

static void check_view(const struct crm_view *v)
{
	for (size_t i = 0; i < v->n; i++) {
		struct crm_items it;

		crm_items_init(&it, v, (int)i);
		while (crm_items_next(&it))
			must(it.key != NULL);
		crm_items_release(&it);
	}
}

static struct crm_reader *open_bytes(
    const uint8_t *data, size_t size, const struct crm_limits *l, const struct crm_shape *shape)
{
	static const enum crm_format formats[] = {
	    CRM_FMT_AUTO, CRM_FMT_JSONL, CRM_FMT_JSON, CRM_FMT_CSV};
	struct crm_reader_opts o = {.format = formats[*data & 3], .limits = l};
	struct crm_reader *r = NULL;
	struct crm_source *src;

	o.encoding = (*data & 12) == 8 ? "gb18030" : (*data & 12) == 12 ? "iso-2022-jp" : NULL;
	o.excel = (*data & 0xc0) == 0x80;
	o.piped_records = (*data & 0xc0) == 0x40;
	o.as_of = (*data & 0xc0) == 0xc0 ? "2026-11-20T09:00:00Z" : NULL;
	must(crm_source_memory("fuzz", data + 1, size - 1, o.encoding, l, &src, NULL) == 0);
	if (crm_reader_of_source(src, &o, shape, &r, NULL) == -1)
		return NULL;
	return r;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct crm_shape *shape;
	struct crm_limits l;
	struct crm_reader *records, *views;
	struct crm_record *record;
	struct crm_view view;
	enum crm_read rc;

	if (size == 0)
		return 0;
	crm_limits_init(&l);
	l.line = 512;
	l.record = 2048;
	shape = crm_shape_new(&schema);
	crm_shape_field(shape, "note");
	crm_shape_field(shape, "a.b");
	records = open_bytes(data, size, &l, shape);
	views = open_bytes(data, size, &l, shape);
	must((records == NULL) == (views == NULL));
	while (records != NULL) {
		rc = crm_reader_record(records, &record, NULL);
		must(crm_reader_view(views, &view, NULL) == rc);
		if (rc == CRM_READ_END || rc == CRM_READ_FAIL)
			break;
		must(crm_reader_line(records) == crm_reader_line(views));
		if (rc != CRM_READ_OK)
			continue;
		check_record(record);
		check_view(&view);
		crm_record_free(record);
	}
	crm_reader_free(records);
	crm_reader_free(views);
	crm_shape_free(shape);
	return 0;
}
