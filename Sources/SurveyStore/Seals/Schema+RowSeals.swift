extension Schema {
    /// A seal for each row of the tables that nothing else speaks for (`SealedTable`), and one over all of them.
    static let rowSeals = """
        CREATE TABLE row_seal (
            sealed INTEGER NOT NULL CHECK (sealed >= 0),
            name TEXT NOT NULL,
            seal BLOB NOT NULL CHECK (length(seal) = 16),
            PRIMARY KEY (sealed, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE seal_total (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            content BLOB NOT NULL
        ) STRICT;
        """
}
