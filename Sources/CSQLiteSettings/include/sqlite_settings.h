#ifndef SQLITE_SETTINGS_H
#define SQLITE_SETTINGS_H

#include <sqlite3.h>

// Settings of a connection that SQLite takes through a variadic function, which Swift cannot call.

/// Lets no trigger and no view of the file itself run on this connection; temporary ones, which only the connection has, do.
///
/// Returns 0. Before SQLite 3.35 it would stop the temporary ones as well, so nothing changes there and it returns -1.
int sqlite_settings_own_triggers_only(sqlite3 *connection);

#endif
