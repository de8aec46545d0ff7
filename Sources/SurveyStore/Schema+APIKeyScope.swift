extension Schema {
    /// The units and desks that a key is for; none: everything.
    static let apiKeyScope = """
        CREATE TABLE api_key_scope (
            api_key TEXT NOT NULL REFERENCES api_key (name) ON DELETE CASCADE,
            kind TEXT NOT NULL CHECK (kind IN ('unit', 'desk')),
            code TEXT NOT NULL,
            PRIMARY KEY (api_key, kind, code)
        ) STRICT, WITHOUT ROWID;
        """
}
