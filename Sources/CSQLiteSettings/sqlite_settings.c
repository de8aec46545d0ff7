#include "sqlite_settings.h"

int sqlite_settings_own_triggers_only(sqlite3 *connection) {
    if (sqlite3_libversion_number() < 3035000) return -1;
    int trigger = sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)0);
    int view = sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0, (int *)0);
    return trigger == SQLITE_OK && view == SQLITE_OK ? 0 : -1;
}
