/*
 * What a channel may be called: a-z, 0-9 and - within, at most CRM_CHANNEL_NAME_MAX. It is part of a
 * program's name (channel-NAME), of settings, preferences and categories.
 */
#ifndef CRM_BASE_CHANNEL_NAME_H
#define CRM_BASE_CHANNEL_NAME_H

#include <stdbool.h>
#include <stddef.h>

#define CRM_CHANNEL_NAME_MAX 32

bool crm_channel_name_ok(const char *name, size_t len);

#endif
