/* Where the installed data lie: calendars, profiles, templates. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/mem.h"
#include "lib/tool/private.h"

#define PATH_MOST ((size_t)1 << 16)

/* Beside the program: where it was installed, or the tree that it was built in. */
static const char *const beside[] = {"../share/crm", "../../lib/share"};

static char *join(const char *program, const char *to)
{
	const char *slash = strrchr(program, '/');
	struct crm_buf path = CRM_BUF_INIT;

	crm_buf_add(&path, program, (size_t)(slash + 1 - program));
	crm_buf_addz(&path, to);
	return crm_buf_take(&path);
}

char *crm_share_find(const char *named, const char *program)
{
	struct stat st;
	size_t i;

	if (named != NULL)
		return crm_strdup(named);
	for (i = 0; program != NULL && strchr(program, '/') != NULL &&
	     i < sizeof(beside) / sizeof(beside[0]);
	     i++) {
		char *path = join(program, beside[i]);

		if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
			return path;
		free(path);
	}
	return crm_strdup(CRM_DATADIR);
}

/* The program's own path; NULL where there is no /proc. */
static char *linked(void)
{
	struct crm_buf path = CRM_BUF_INIT;
	size_t room = 256;
	ssize_t n;

	do {
		room *= 2;
		crm_buf_reserve(&path, room);
		n = readlink("/proc/self/exe", path.data, room);
	} while (n == (ssize_t)room && room < PATH_MOST);
	if (n <= 0 || n == (ssize_t)room) {
		crm_buf_release(&path);
		return NULL;
	}
	path.len = (size_t)n;
	path.data[n] = '\0';
	return crm_buf_take(&path);
}

const char *crm_share_dir(struct crm_run *r)
{
	char *program;

	if (r->share == NULL) {
		program = linked();
		r->share = crm_share_find(
		    crm_env_text("CRM_SHARE"), program != NULL ? program : r->program);
		free(program);
	}
	return r->share;
}
