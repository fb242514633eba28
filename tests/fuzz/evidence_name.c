/*
 * Any bytes as the name of a file in a dossier: one that is taken has no way out of the directory, one
 * that is not is never asked for; both ways to open it say the same.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/io/dossier/evidence_private.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static int asked;

static int by_call(int dir, const char *path, bool to_read)
{
	asked++;
	return crm_evidence_way_openat2(dir, path, to_read);
}

static bool starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

static bool ends(const char *s, const char *with)
{
	size_t len = strlen(s), end = strlen(with);

	return len >= end && strcmp(s + len - end, with) == 0;
}

/* In other words than the module's own. */
static bool has_way_out(const char *s)
{
	return s[0] == '/' || strcmp(s, "..") == 0 || starts(s, "../") || ends(s, "/..") ||
	    strstr(s, "/../") != NULL;
}

static bool is_odd(const char *s)
{
	size_t len = strlen(s);

	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)s[i] < 0x20 || s[i] == 0x7f)
			return true;
	}
	return len == 0 || len > 4095 || crm_utf8_invalid(s, len) < len || ends(s, "/") ||
	    strstr(s, "//") != NULL || ends(s, " ") || strstr(s, " /") != NULL || ends(s, ".") ||
	    strstr(s, "./") != NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *name = crm_strndup((const char *)data, size);
	int dir = open("/usr", O_RDONLY | O_DIRECTORY | O_CLOEXEC), fd;
	struct crm_file_facts one, other;

	must(dir >= 0);
	asked = 0;
	fd = crm_evidence_open_by(by_call, dir, name, false, &one);
	must((fd != -1) == (one.state == CRM_FILE_GOOD));
	if (fd != -1)
		close(fd);
	if (crm_evidence_name_ok(name)) {
		must(!has_way_out(name) && !is_odd(name));
		must(asked > 0 && one.state != CRM_FILE_UNASKED);
		fd = crm_evidence_open_by(crm_evidence_way_parts, dir, name, false, &other);
		must(other.state == one.state && other.bytes == one.bytes);
		if (fd != -1)
			close(fd);
	} else {
		must(asked == 0 && one.state == CRM_FILE_BAD_NAME);
	}
	close(dir);
	free(name);
	return 0;
}
