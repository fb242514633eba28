/*
 * lib/io/reader.h: real files with known answers.
 */
#include <fcntl.h>
#include <stdio.h>

#include "lib/base/file.h"
#include "lib/base/map.h"
#include "lib/time/pattern.h"
#include "tests/unit/reader_util.h"

/* The JSON answer has "" where the CSV cell is empty; our record has nothing there. */
static void same_record(const struct crm_record *got, const struct crm_record *want)
{
	struct crm_map *names = crm_map_new();

	assert_true(crm_record_keys(want, "", names));
	for (size_t i = 0; i < crm_map_count(names); i++) {
		const char *name = crm_map_key(names, i, NULL);
		const char *text = crm_record_text(got, name);

		assert_string_equal(text != NULL ? text : "", crm_record_text(want, name));
	}
	for (size_t i = 0; crm_record_member(got, i) != NULL; i++) {
		const char *name = crm_record_member(got, i);

		assert_int_not_equal(crm_map_find(names, name, strlen(name)), CRM_MAP_NONE);
	}
	crm_map_free(names);
}

/* The copy of the files *_crlf.csv has lost its CRs on the way: they come back. */
static void load_csv(const char *path, struct crm_buf *out)
{
	struct crm_buf file = CRM_BUF_INIT;
	size_t len = strlen(path);
	bool crlf = len > 9 && strcmp(path + len - 9, "_crlf.csv") == 0;

	assert_int_equal(crm_file_read(AT_FDCWD, path, 65536, &file, NULL), 0);
	crlf = crlf && memchr(file.data, '\r', file.len) == NULL;
	for (size_t i = 0; i < file.len; i++) {
		if (crlf && file.data[i] == '\n')
			crm_buf_addc(out, '\r');
		crm_buf_addc(out, file.data[i]);
	}
	crm_buf_release(&file);
}

/* csvs/NAME.csv gives what json/NAME.json says. */
static void spectrum_file(const char *name)
{
	const struct crm_reader_opts o = {.limits = &limits};
	struct crm_buf path = CRM_BUF_INIT, text = CRM_BUF_INIT;
	struct crm_reader *csv_r, *json_r;
	struct crm_record *got, *want;
	struct crm_err e = CRM_ERR_INIT;
	char rest_of[320];

	(void)snprintf(rest_of, sizeof(rest_of), "csv/csv-spectrum/csvs/%s.csv", name);
	assert_true(shared_path(rest_of, &path));
	load_csv(crm_buf_str(&path), &text);
	assert_int_equal(open_memory("x.csv", text.data, text.len, &o, &csv_r, &e), 0);
	(void)snprintf(rest_of, sizeof(rest_of), "csv/csv-spectrum/json/%s.json", name);
	assert_true(shared_path(rest_of, &path));
	assert_int_equal(crm_reader_open(crm_buf_str(&path), &o, NULL, &json_r, &e), 0);
	while (crm_reader_record(json_r, &want, &e) == CRM_READ_OK) {
		assert_int_equal(crm_reader_record(csv_r, &got, &e), CRM_READ_OK);
		same_record(got, want);
		crm_record_free(got);
		crm_record_free(want);
	}
	assert_int_equal(e.code, 0);
	assert_int_equal(crm_reader_record(csv_r, &got, &e), CRM_READ_END);
	crm_reader_free(csv_r);
	crm_reader_free(json_r);
	crm_buf_release(&text);
	crm_buf_release(&path);
}

static void csv_spectrum(void **state)
{
	static const char *const names[] = {"comma_in_quotes", "empty", "empty_crlf",
	    "escaped_quotes", "json", "newlines", "newlines_crlf", "quotes_and_newlines", "simple",
	    "simple_crlf", "utf8"};
	struct crm_buf path = CRM_BUF_INIT;
	bool there = shared_path("csv/csv-spectrum/csvs", &path);

	(void)state;
	crm_buf_release(&path);
	if (!there)
		skip();
	crm_shape_free(shape);
	shape = crm_shape_new(NULL); /* any column will do */
	for (size_t i = 0; i < COUNT(names); i++)
		spectrum_file(names[i]);
}

/* On time: delivered on or before the scheduled date. */
static void deliveries(void **state)
{
	const struct crm_reader_opts o = {.limits = &limits};
	struct crm_shape *own = crm_shape_new(NULL);
	int delivered = crm_shape_field(own, "Delivered to Client Date");
	int scheduled = crm_shape_field(own, "Scheduled Delivery Date");
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_reader *r;
	struct crm_view v;
	struct crm_err e = CRM_ERR_INIT;
	long rows = 0, on_time = 0;

	(void)state;
	if (!shared_path("deliveries/scms.csv", &path)) {
		crm_buf_release(&path);
		crm_shape_free(own);
		skip();
	}
	assert_int_equal(crm_reader_open(crm_buf_str(&path), &o, own, &r, &e), 0);
	while (crm_reader_view(r, &v, &e) == CRM_READ_OK) {
		const struct crm_cell *a = crm_view_cell(&v, delivered);
		const struct crm_cell *b = crm_view_cell(&v, scheduled);
		struct crm_pattern_time was, due;

		assert_int_equal(crm_pattern_parse("D-MMM-YY", a->text, a->len, &was), 0);
		assert_int_equal(crm_pattern_parse("D-MMM-YY", b->text, b->len, &due), 0);
		on_time += was.days <= due.days;
		rows++;
		assert_int_equal(v.line, rows + 1);
	}
	assert_int_equal(e.code, 0);
	assert_int_equal(rows, 10324);
	assert_int_equal(on_time, 9138);
	crm_reader_free(r);
	crm_shape_free(own);
	crm_buf_release(&path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(csv_spectrum),
	    cmocka_unit_test(deliveries),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
