extension Schema {
    /// Targets by criterion and unit, and the tasks of the remediation plan.
    static let plan = """
        CREATE TABLE target (
            criterion TEXT NOT NULL
                CHECK (criterion IN ('satisfaction', 'response', 'coverage', 'timeliness', 'digitised')),
            unit_id INTEGER NOT NULL REFERENCES unit (id),
            permille INTEGER NOT NULL CHECK (permille BETWEEN 1 AND 1000),
            set_by TEXT NOT NULL,
            set_on INTEGER NOT NULL,
            PRIMARY KEY (criterion, unit_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE task (
            id INTEGER PRIMARY KEY,
            criterion TEXT NOT NULL
                CHECK (criterion IN ('satisfaction', 'response', 'coverage', 'timeliness', 'digitised')),
            unit_id INTEGER NOT NULL REFERENCES unit (id),
            what TEXT NOT NULL CHECK (what <> ''),
            owner_role TEXT NOT NULL CHECK (owner_role <> ''),
            due_on INTEGER NOT NULL,
            permille INTEGER CHECK (permille BETWEEN 1 AND 1000),
            assigned_on INTEGER NOT NULL CHECK (assigned_on <= due_on),
            state TEXT NOT NULL CHECK (state IN ('assigned', 'done', 'dropped')),
            done_on INTEGER CHECK ((done_on IS NOT NULL) = (state = 'done'))
        ) STRICT;

        CREATE TABLE task_step (
            task_id INTEGER NOT NULL REFERENCES task (id),
            number INTEGER NOT NULL CHECK (number > 0),
            state TEXT NOT NULL CHECK (state IN ('assigned', 'done', 'dropped')),
            note TEXT NOT NULL,
            actor TEXT NOT NULL,
            moment INTEGER NOT NULL,
            PRIMARY KEY (task_id, number)
        ) STRICT, WITHOUT ROWID;
        """
}
