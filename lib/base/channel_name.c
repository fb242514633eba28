#include "lib/base/channel_name.h"

#include <string.h>

bool crm_channel_name_ok(const char *name, size_t len)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";

	if (len == 0 || len > CRM_CHANNEL_NAME_MAX || name[0] == '-' || name[len - 1] == '-')
		return false;
	for (size_t i = 0; i < len; i++)
		if (memchr(letters, name[i], sizeof(letters) - 1) == NULL)
			return false;
	return true;
}
