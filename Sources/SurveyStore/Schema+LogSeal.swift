extension Schema {
    /// The checkpoints and the seals of months together, sealed with the key file (`LogSeal`).
    static let logSeal = """
        CREATE TABLE log_seal (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            seal BLOB NOT NULL CHECK (length(seal) = 16)
        ) STRICT;
        """
}
