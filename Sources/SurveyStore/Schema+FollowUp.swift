extension Schema {
    /// Reasons for dissatisfaction that units follow up. A month stands in `follow_up_month` once it was looked at, with
    /// items or without; the numbers are those that were published when it closed.
    static let followUp = """
        CREATE TABLE follow_up_month (
            month INTEGER PRIMARY KEY,
            opened_on INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE follow_up (
            id INTEGER PRIMARY KEY,
            month INTEGER NOT NULL REFERENCES follow_up_month (month),
            desk_id INTEGER NOT NULL REFERENCES desk (id),
            scale TEXT NOT NULL,
            reason TEXT NOT NULL CHECK (reason <> ''),
            count INTEGER NOT NULL CHECK (count > 1),
            opened_on INTEGER NOT NULL,
            due_on INTEGER NOT NULL CHECK (due_on > opened_on),
            state TEXT NOT NULL CHECK (state IN ('open', 'in_hand', 'answered', 'closed')),
            UNIQUE (month, desk_id, scale, reason)
        ) STRICT;

        CREATE TABLE follow_up_step (
            item_id INTEGER NOT NULL REFERENCES follow_up (id),
            number INTEGER NOT NULL CHECK (number > 0),
            state TEXT NOT NULL CHECK (state IN ('open', 'in_hand', 'answered', 'closed')),
            note TEXT NOT NULL,
            actor TEXT NOT NULL,
            moment INTEGER NOT NULL,
            PRIMARY KEY (item_id, number)
        ) STRICT, WITHOUT ROWID;
        """

    /// A step that moves the due day has the new one; its state is that of the step before.
    static let movedDueDays = "ALTER TABLE follow_up_step ADD COLUMN due_on INTEGER"
}
