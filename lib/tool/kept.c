#include "lib/tool/kept.h"

#include <string.h>
#include <unistd.h>

#include "lib/tool/private.h"

int crm_kept_init(struct crm_run *r, struct crm_kept *out)
{
	int dirfd = crm_run_dirfd(r);

	memset(out, 0, sizeof(*out));
	if (dirfd < 0)
		return -1;
	out->run = r;
	crm_spool_init(&out->spool, dirfd);
	return 0;
}

void crm_kept_release(struct crm_kept *k)
{
	if (k->run == NULL)
		return;
	(void)close(k->spool.dirfd);
	crm_spool_release(&k->spool);
	crm_buf_release(&k->text);
}

/* The length, then the text. */
int crm_kept_add(struct crm_kept *k, const struct crm_record *record)
{
	struct crm_err e = CRM_ERR_INIT;
	size_t len;

	crm_buf_clear(&k->text);
	crm_record_dump(record, &k->text);
	len = k->text.len;
	if (crm_spool_add(&k->spool, &len, sizeof(len), &e) < 0 ||
	    crm_spool_add(&k->spool, crm_buf_str(&k->text), len, &e) < 0)
		return crm_run_fail(k->run, &e);
	k->n++;
	return 0;
}

int crm_kept_write(struct crm_kept *k, struct crm_output *out)
{
	struct crm_err e = CRM_ERR_INIT;
	uint64_t at = 0;
	size_t i, len;

	for (i = 0; i < k->n; i++) {
		if (crm_spool_read(&k->spool, at, sizeof(len), &k->text, &e) < 0)
			break;
		memcpy(&len, crm_buf_str(&k->text), sizeof(len));
		at += sizeof(len);
		if (crm_spool_read(&k->spool, at, len, &k->text, &e) < 0 ||
		    crm_output_text(out, crm_buf_str(&k->text), len, &e) < 0)
			break;
		at += len;
	}
	return i < k->n ? crm_run_fail_output(k->run, &e) : 0;
}
