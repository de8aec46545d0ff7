import GRDB

/// The tables, as migrations. One that has shipped is never edited; a change is a new one.
enum Schema {
    /// Marks the file as ours: `HaiL` in ASCII, SQLite's `application_id`.
    static let applicationID: Int32 = 0x4861_694C

    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 first schema") { db in
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: catalogue)
            try db.execute(sql: dossiers)
            try db.execute(sql: answers)
            try db.execute(sql: tallies)
            try db.execute(sql: trust)
            try db.execute(sql: people)
        }
        migrator.registerMigration("2 index points entered by hand") { db in try db.execute(sql: agencyEntries) }
        migrator.registerMigration("3 follow-up") { try $0.execute(sql: followUp) }
        migrator.registerMigration("4 answers without a slip") { db in try db.execute(sql: unissuedAnswers) }
        migrator.registerMigration("5 comments in steps") { db in try db.execute(sql: commentReach) }
        migrator.registerMigration("6 signals in steps") { db in try db.execute(sql: shownSignals) }
        migrator.registerMigration("7 plan") { try $0.execute(sql: plan) }
        migrator.registerMigration("8 digest") { try $0.execute(sql: digest) }
        migrator.registerMigration("9 seal of the log") { try $0.execute(sql: logSeal) }
        migrator.registerMigration("10 scope of API keys") { try $0.execute(sql: apiKeyScope) }
        migrator.registerMigration("11 moved due days") { try $0.execute(sql: movedDueDays) }
        migrator.registerMigration("12 scale of a comment") { try $0.execute(sql: commentScale) }
        migrator.registerMigration("13 closed dossiers") { try $0.execute(sql: closedDossiers) }
        migrator.registerMigration("14 seals of rows") { try $0.execute(sql: rowSeals) }
        // What `seal_total` holds has more in it; an earlier version, which cannot read that, must not write.
        migrator.registerMigration("15 sums of dossiers") { _ in }
        return migrator
    }()

    /// A desk's signals as they were when its month was last shown: never of an answer more than its figures.
    private static let shownSignals = """
        CREATE TABLE shown_signal (
            name TEXT PRIMARY KEY,
            content BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    /// How closely a comment may be placed (`CommentReach`): it comes out together with the figures it belongs to.
    /// Comments from before are out already.
    private static let commentReach = """
        ALTER TABLE comment ADD COLUMN reach INTEGER NOT NULL DEFAULT 0 CHECK (reach BETWEEN 0 AND 5);
        UPDATE comment SET reach = 5;
        """

    /// Answers to dossiers for which no slip, QR or link was made here: links may be made elsewhere with the key alone.
    ///
    /// Apart from `dossier_tally.issued`, whose numbers everybody may see: with them it would tell how many answers are
    /// hidden at a desk that prints no slips.
    private static let unissuedAnswers = """
        CREATE TABLE unissued_answer_tally (
            month INTEGER NOT NULL,
            desk_id INTEGER NOT NULL REFERENCES desk (id),
            commune_id INTEGER NOT NULL REFERENCES unit (id),
            procedure_id INTEGER NOT NULL REFERENCES procedure (id),
            answers INTEGER NOT NULL,
            PRIMARY KEY (month, desk_id, commune_id, procedure_id)
        ) STRICT, WITHOUT ROWID;
        """

    /// Days are counted from 1970-01-01, months are year × 12 + month − 1. A missing `valid_from` is `Day.beginning`.
    private static let catalogue = """
        CREATE TABLE setting (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE key_fingerprint (
            fingerprint BLOB PRIMARY KEY CHECK (length(fingerprint) = 16)
        ) STRICT, WITHOUT ROWID;

        -- Moves with every change of the catalogue, a setting or the tallies, so that a running service notices it.
        CREATE TABLE revision (
            name TEXT PRIMARY KEY,
            number INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        INSERT INTO revision VALUES ('catalogue', 1), ('setting', 1), ('tally', 1), ('shown', 1);

        CREATE TABLE unit (
            id INTEGER PRIMARY KEY,
            code TEXT NOT NULL CHECK (code <> ''),
            name TEXT NOT NULL CHECK (name <> ''),
            level TEXT NOT NULL CHECK (level IN ('province', 'district', 'commune')),
            parent_code TEXT,
            valid_from INTEGER NOT NULL,
            valid_to INTEGER CHECK (valid_to > valid_from),
            successor_code TEXT CHECK (successor_code IS NULL OR valid_to IS NOT NULL),
            UNIQUE (code, valid_from)
        ) STRICT;

        CREATE TABLE desk (
            id INTEGER PRIMARY KEY,
            code TEXT NOT NULL CHECK (code <> ''),
            name TEXT NOT NULL CHECK (name <> ''),
            unit_code TEXT NOT NULL,
            valid_from INTEGER NOT NULL,
            valid_to INTEGER CHECK (valid_to > valid_from),
            UNIQUE (code, valid_from)
        ) STRICT;

        CREATE TABLE procedure (
            id INTEGER PRIMARY KEY,
            code TEXT NOT NULL,
            key TEXT NOT NULL CHECK (length(key) = 8),
            name TEXT NOT NULL CHECK (name <> ''),
            field TEXT NOT NULL,
            level TEXT NOT NULL CHECK (level IN ('province', 'district', 'commune')),
            valid_from INTEGER NOT NULL,
            valid_to INTEGER CHECK (valid_to > valid_from),
            UNIQUE (key, valid_from)
        ) STRICT;

        CREATE TABLE situation (
            unit_id INTEGER NOT NULL REFERENCES unit (id),
            month INTEGER NOT NULL,
            received_direct INTEGER NOT NULL CHECK (received_direct >= 0),
            received_online INTEGER NOT NULL CHECK (received_online >= 0),
            received_post INTEGER NOT NULL CHECK (received_post >= 0),
            carried_over INTEGER NOT NULL CHECK (carried_over >= 0),
            pending_in_time INTEGER NOT NULL CHECK (pending_in_time >= 0),
            pending_late INTEGER NOT NULL CHECK (pending_late >= 0),
            awaiting_supplement INTEGER NOT NULL CHECK (awaiting_supplement >= 0),
            ineligible INTEGER NOT NULL CHECK (ineligible >= 0),
            PRIMARY KEY (unit_id, month)
        ) STRICT, WITHOUT ROWID;
        """

    /// A dossier is known by its 60-bit id alone; its code and its citizen are nowhere.
    ///
    /// `state` is 0 open, 1 rated, 2 void. The step from open to rated takes no room, so SQLite writes it in place and
    /// the place tells nothing of when.
    private static let dossiers = """
        CREATE TABLE dossier (
            id INTEGER PRIMARY KEY CHECK (id >= 0 AND id < 1 << 60),
            desk_id INTEGER NOT NULL REFERENCES desk (id),
            procedure_id INTEGER NOT NULL REFERENCES procedure (id),
            commune_id INTEGER NOT NULL REFERENCES unit (id),
            completed_on INTEGER NOT NULL,
            received_via TEXT NOT NULL CHECK (received_via IN ('direct', 'online', 'post')),
            timeliness TEXT NOT NULL CHECK (timeliness IN ('early', 'on_time', 'late')),
            is_digitised INTEGER NOT NULL CHECK (is_digitised IN (0, 1)),
            is_issued INTEGER NOT NULL DEFAULT 0 CHECK (is_issued IN (0, 1)),
            state INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2))
        ) STRICT;
        CREATE INDEX dossier_by_day ON dossier (completed_on);

        -- What retention leaves of a dossier, so that a repeated import still changes nothing.
        CREATE TABLE dissolved_dossier (
            id INTEGER PRIMARY KEY
        ) STRICT;
        """

    /// An answer's key is random; no row has a time, a token, a dossier or an order.
    private static let answers = """
        CREATE TABLE questionnaire (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            levels TEXT NOT NULL,
            satisfied_levels TEXT NOT NULL
        ) STRICT;

        CREATE TABLE answer (
            key INTEGER PRIMARY KEY,
            month INTEGER NOT NULL,
            desk_id INTEGER NOT NULL REFERENCES desk (id),
            commune_id INTEGER NOT NULL REFERENCES unit (id),
            procedure_id INTEGER NOT NULL REFERENCES procedure (id),
            channel TEXT NOT NULL CHECK (channel IN ('own', 'code', 'kiosk', 'assisted')),
            questionnaire_id INTEGER NOT NULL REFERENCES questionnaire (id),
            choices TEXT NOT NULL,
            marks INTEGER NOT NULL CHECK (marks >= 0 AND marks < 64),
            seal BLOB NOT NULL CHECK (length(seal) = 16)
        ) STRICT;

        -- Comments stand apart from the answers they came with.
        CREATE TABLE comment (
            key INTEGER PRIMARY KEY,
            month INTEGER NOT NULL,
            desk_id INTEGER NOT NULL REFERENCES desk (id),
            commune_id INTEGER NOT NULL REFERENCES unit (id),
            procedure_id INTEGER NOT NULL REFERENCES procedure (id),
            text TEXT NOT NULL,
            is_hidden INTEGER NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1))
        ) STRICT;
        CREATE INDEX comment_by_month ON comment (month);
        """

    private static let tallies = """
        CREATE TABLE answer_tally (
            month INTEGER NOT NULL,
            desk_id INTEGER NOT NULL REFERENCES desk (id),
            commune_id INTEGER NOT NULL REFERENCES unit (id),
            procedure_id INTEGER NOT NULL REFERENCES procedure (id),
            channel TEXT NOT NULL,
            questionnaire_id INTEGER NOT NULL REFERENCES questionnaire (id),
            question TEXT NOT NULL,
            value TEXT NOT NULL,
            count INTEGER NOT NULL CHECK (count > 0),
            PRIMARY KEY (month, desk_id, commune_id, procedure_id, channel, questionnaire_id, question, value)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE dossier_tally (
            month INTEGER NOT NULL,
            desk_id INTEGER NOT NULL REFERENCES desk (id),
            commune_id INTEGER NOT NULL REFERENCES unit (id),
            procedure_id INTEGER NOT NULL REFERENCES procedure (id),
            completed INTEGER NOT NULL CHECK (completed >= 0),
            early INTEGER NOT NULL CHECK (early >= 0),
            on_time INTEGER NOT NULL CHECK (on_time >= 0),
            late INTEGER NOT NULL CHECK (late >= 0),
            direct INTEGER NOT NULL CHECK (direct >= 0),
            online INTEGER NOT NULL CHECK (online >= 0),
            post INTEGER NOT NULL CHECK (post >= 0),
            digitised INTEGER NOT NULL CHECK (digitised >= 0),
            issued INTEGER NOT NULL CHECK (issued >= 0),
            voided INTEGER NOT NULL CHECK (voided >= 0),
            PRIMARY KEY (month, desk_id, commune_id, procedure_id),
            CHECK (completed = early + on_time + late AND completed = direct + online + post)
        ) STRICT, WITHOUT ROWID;

        -- Answers by what marks them as doubtful, per desk; `marks` as in `answer`.
        CREATE TABLE signal_tally (
            month INTEGER NOT NULL,
            desk_id INTEGER NOT NULL REFERENCES desk (id),
            channel TEXT NOT NULL,
            marks INTEGER NOT NULL,
            questionnaire_id INTEGER NOT NULL REFERENCES questionnaire (id),
            overall TEXT NOT NULL,
            count INTEGER NOT NULL CHECK (count > 0),
            PRIMARY KEY (month, desk_id, channel, marks, questionnaire_id, overall)
        ) STRICT, WITHOUT ROWID;

        -- On which kinds of day slips are handed out: by weekday (1 Monday … 7 Sunday) and timeliness.
        CREATE TABLE issue_tally (
            month INTEGER NOT NULL,
            desk_id INTEGER NOT NULL REFERENCES desk (id),
            weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
            timeliness TEXT NOT NULL CHECK (timeliness IN ('early', 'on_time', 'late')),
            completed INTEGER NOT NULL CHECK (completed >= 0),
            issued INTEGER NOT NULL CHECK (issued >= 0),
            PRIMARY KEY (month, desk_id, weekday, timeliness)
        ) STRICT, WITHOUT ROWID;
        """

    /// The Merkle log's leaves stand by day and, inside a day, in hash order; they cannot be joined to an answer.
    private static let trust = """
        CREATE TABLE leaf (
            day INTEGER NOT NULL,
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            PRIMARY KEY (day, hash)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE checkpoint (
            day INTEGER PRIMARY KEY,
            count INTEGER NOT NULL CHECK (count >= 0),
            root BLOB NOT NULL CHECK (length(root) = 32)
        ) STRICT;

        CREATE TABLE month_seal (
            month INTEGER PRIMARY KEY,
            count INTEGER NOT NULL CHECK (count >= 0),
            root BLOB NOT NULL CHECK (length(root) = 32)
        ) STRICT;

        -- The figures of answers that were shown last, by cell; nothing here that the public pages did not show.
        CREATE TABLE shown_cell (
            name TEXT PRIMARY KEY,
            content BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE audit (
            sequence INTEGER PRIMARY KEY,
            moment INTEGER NOT NULL,
            actor TEXT NOT NULL,
            action TEXT NOT NULL,
            subject TEXT NOT NULL,
            details TEXT NOT NULL,
            hash BLOB NOT NULL CHECK (length(hash) = 32)
        ) STRICT;

        -- The end of the audit trail, sealed with the key file, so that it cannot be cut off.
        CREATE TABLE audit_end (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            count INTEGER NOT NULL CHECK (count >= 0),
            head BLOB NOT NULL CHECK (length(head) = 32),
            seal BLOB NOT NULL CHECK (length(seal) = 16)
        ) STRICT;
        """

    private static let people = """
        CREATE TABLE account (
            name TEXT PRIMARY KEY CHECK (name <> ''),
            role TEXT NOT NULL CHECK (role IN ('admin', 'manager', 'officer')),
            salt BLOB NOT NULL,
            password BLOB NOT NULL,
            is_disabled INTEGER NOT NULL DEFAULT 0 CHECK (is_disabled IN (0, 1))
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE account_scope (
            account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
            kind TEXT NOT NULL CHECK (kind IN ('unit', 'desk')),
            code TEXT NOT NULL,
            PRIMARY KEY (account, kind, code)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE session (
            hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
            account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
            expires INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE api_key (
            name TEXT PRIMARY KEY CHECK (name <> ''),
            hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
            scopes TEXT NOT NULL,
            last_used_on INTEGER,
            is_revoked INTEGER NOT NULL DEFAULT 0 CHECK (is_revoked IN (0, 1))
        ) STRICT, WITHOUT ROWID;
        """

    /// Points of the agency score's indices that a person entered. A correction is a new row; the newest holds.
    private static let agencyEntries = """
        CREATE TABLE agency_entry (
            id INTEGER PRIMARY KEY,
            unit_id INTEGER NOT NULL REFERENCES unit (id),
            period TEXT NOT NULL,
            agency_index INTEGER NOT NULL CHECK (agency_index BETWEEN 1 AND 9),
            kind TEXT NOT NULL CHECK (kind IN ('own', 'verified')),
            points REAL NOT NULL CHECK (points BETWEEN 0 AND 2),
            note TEXT NOT NULL,
            entered_by TEXT NOT NULL,
            entered_on INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX agency_entry_by_unit ON agency_entry (unit_id, period);
        """
}
