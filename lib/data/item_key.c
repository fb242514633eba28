#include "lib/data/item_key.h"

#include <stdbool.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/hash.h"

void crm_item_hash(const char *text, size_t len, char out[CRM_ITEM_HASH_MAX])
{
	char hex[65];

	crm_sha256_hex(text, len, hex);
	memcpy(out, hex, CRM_ITEM_HASH_MAX - 1);
	out[CRM_ITEM_HASH_MAX - 1] = '\0';
}

static bool is_plain(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	    c == '_' || c == '-';
}

/* It would be taken for the hash of another text. */
static bool is_hash(const char *text, size_t len)
{
	size_t hex = 0;

	while (hex < len && text[hex] != '\0' && strchr("0123456789abcdef", text[hex]) != NULL)
		hex++;
	return len == CRM_ITEM_HASH_MAX - 1 && hex == len;
}

void crm_item_key(const char *text, size_t len, char out[CRM_ITEM_KEY_MAX])
{
	size_t plain = 0;

	while (plain < len && is_plain(text[plain]))
		plain++;
	if (len > 0 && plain == len && len < CRM_ITEM_KEY_MAX && !is_hash(text, len)) {
		memcpy(out, text, len);
		out[len] = '\0';
	} else {
		crm_item_hash(text, len, out);
	}
}

void crm_item_key_two(const char *text, const char *also, char out[CRM_ITEM_KEY_MAX])
{
	struct crm_buf both = CRM_BUF_INIT;

	crm_buf_add(&both, text, strlen(text) + 1);
	crm_buf_addz(&both, also);
	crm_item_hash(both.data, both.len, out);
	crm_buf_release(&both);
}
