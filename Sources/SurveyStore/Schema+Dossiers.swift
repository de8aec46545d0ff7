extension Schema {
    /// `state` 3: the link has expired. Rated dossiers and others are then the same.
    static let closedDossiers = """
        CREATE TABLE dossier_with_end (
            id INTEGER PRIMARY KEY CHECK (id >= 0 AND id < 1 << 60),
            desk_id INTEGER NOT NULL REFERENCES desk (id),
            procedure_id INTEGER NOT NULL REFERENCES procedure (id),
            commune_id INTEGER NOT NULL REFERENCES unit (id),
            completed_on INTEGER NOT NULL,
            received_via TEXT NOT NULL CHECK (received_via IN ('direct', 'online', 'post')),
            timeliness TEXT NOT NULL CHECK (timeliness IN ('early', 'on_time', 'late')),
            is_digitised INTEGER NOT NULL CHECK (is_digitised IN (0, 1)),
            is_issued INTEGER NOT NULL DEFAULT 0 CHECK (is_issued IN (0, 1)),
            state INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2, 3))
        ) STRICT;
        INSERT INTO dossier_with_end
        SELECT id, desk_id, procedure_id, commune_id, completed_on, received_via, timeliness, is_digitised, is_issued,
            state FROM dossier ORDER BY id;
        DROP TABLE dossier;
        ALTER TABLE dossier_with_end RENAME TO dossier;
        CREATE INDEX dossier_by_day ON dossier (completed_on);
        """
}
