/* What several commands print. */
#include <errno.h>
#include <unistd.h>

#include "cmd/crm-store/store.h"
#include "lib/base/buf.h"
#include "lib/base/file.h"

void store_print(struct crm_run *r, const struct crm_buf *text)
{
	struct crm_err e = CRM_ERR_INIT;

	if (text->len == 0 || crm_write_all(STDOUT_FILENO, crm_buf_str(text), text->len) == 0 ||
	    errno == EPIPE)
		return;
	(void)crm_err_errno(&e, CRM_IOERR, "cannot write", "stdout");
	(void)crm_run_fail(r, &e);
}

int store_findings_opts(struct crm_run *r)
{
	enum crm_format format;

	if (crm_args_has(r->args, "fields") || crm_args_has(r->args, "mask"))
		return crm_run_usage(r, "findings are given whole: no -F, no --mask");
	return crm_run_format(r, &format);
}

void store_findings(struct crm_run *r, const struct crm_findings *f)
{
	struct crm_writer_opts o = {.terminal = r->out_terminal};
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;

	if (crm_args_has(r->args, "output") || crm_args_has(r->args, "excel")) {
		o.excel = crm_args_has(r->args, "excel");
		if (crm_run_format(r, &o.format) == 0 &&
		    crm_findings_write(STDOUT_FILENO, f, &o, &e) < 0)
			(void)crm_run_fail(r, &e);
		return;
	}
	for (size_t i = 0; i < crm_findings_count(f); i++) {
		crm_finding_line(crm_finding_at(f, i), &text);
		crm_buf_addc(&text, '\n');
	}
	store_print(r, &text);
	crm_buf_release(&text);
}

void store_found(struct crm_run *r, const struct crm_findings *f, int rc, enum crm_severity bad)
{
	if (rc == 0 || crm_findings_count(f) > 0)
		store_findings(r, f);
	if (rc == 0 && crm_findings_worse(f, bad) > 0)
		crm_run_worse(r, CRM_NO);
}

int store_operands(struct crm_run *r, size_t least, size_t most)
{
	size_t n = crm_args_operands(r->args);

	if (n < least)
		return crm_run_usage(r, "operand missing");
	if (most > 0 && n > most)
		return crm_run_usage(r, "too many operands: '%s'", crm_args_operand(r->args, most));
	return 0;
}
