/* The environment and the user database: the one file that reads them. */
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

#include "lib/base/mem.h"
#include "lib/tool/private.h"

#define PASSWD_MOST ((size_t)1 << 20)

const char *crm_env_text(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && value[0] != '\0' ? value : NULL;
}

/* A user without a name (a bare container) is known by the number. */
char *crm_env_login(void)
{
	char *login = NULL, *buf = NULL, number[32];
	struct passwd entry, *found = NULL;
	size_t size = 1024;
	int error;

	do {
		size *= 2;
		buf = crm_realloc(buf, size, 1);
		error = getpwuid_r(getuid(), &entry, buf, size, &found);
	} while (error == ERANGE && size < PASSWD_MOST);
	if (error == 0 && found != NULL && found->pw_name[0] != '\0') {
		login = crm_strdup(found->pw_name);
	} else {
		(void)snprintf(number, sizeof(number), "%lu", (unsigned long)getuid());
		login = crm_strdup(number);
	}
	free(buf);
	return login;
}
