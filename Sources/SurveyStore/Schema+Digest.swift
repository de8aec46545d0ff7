extension Schema {
    /// Which digests have gone where.
    static let digest = """
        CREATE TABLE digest_delivery (
            period TEXT NOT NULL,
            way TEXT NOT NULL CHECK (way IN ('folder', 'webhook')),
            moment INTEGER NOT NULL,
            PRIMARY KEY (period, way)
        ) STRICT, WITHOUT ROWID;
        """
}
