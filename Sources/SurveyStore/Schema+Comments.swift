extension Schema {
    /// A comment has of its answer's cell what it is shown by, and no more: the month, the desk and the scale.
    ///
    /// Where a desk's month has answers on several scales, nothing tells which a comment from before came with: it then
    /// waits for the scale with the fewest answers.
    static let commentScale = """
        CREATE TABLE comment_with_scale (
            key INTEGER PRIMARY KEY,
            month INTEGER NOT NULL,
            desk_id INTEGER NOT NULL REFERENCES desk (id),
            scale TEXT NOT NULL,
            text TEXT NOT NULL,
            is_hidden INTEGER NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1)),
            reach INTEGER NOT NULL DEFAULT 0 CHECK (reach BETWEEN 0 AND 5)
        ) STRICT;
        INSERT INTO comment_with_scale
        SELECT key, month, desk_id, ifnull((
            SELECT levels FROM answer_tally JOIN questionnaire ON questionnaire.id = questionnaire_id
            WHERE answer_tally.month = comment.month AND answer_tally.desk_id = comment.desk_id AND question = 'overall'
            GROUP BY levels ORDER BY sum(count), levels LIMIT 1
        ), '3,2,1'), text, is_hidden, reach FROM comment ORDER BY key;
        DROP TABLE comment;
        ALTER TABLE comment_with_scale RENAME TO comment;
        CREATE INDEX comment_by_month ON comment (month);
        """
}
