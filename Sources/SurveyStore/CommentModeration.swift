import GRDB
public import Survey

/// What a manager does to a comment.
public enum CommentModeration: Sendable, Hashable {
    case hide
    /// Takes back a ``hide``.
    case show
    /// Replaces every occurrence of a phrase by ``Comment/mark``; this cannot be taken back.
    case mask(String)
}

extension Store {
    /// Moderates a comment that may be shown in a row, and says so in the audit trail: the unit, the month and who, but
    /// neither the text nor which comment it was.
    ///
    /// - Parameters:
    ///   - id: of a comment in the row: the caller has checked that the row is in the manager's scope.
    /// - Throws: `SurveyError`: `notFound` when the row has no such comment; `invalid` when the phrase is not in it.
    public func moderate(
        _ id: ShownComment.ID, _ act: CommentModeration, in row: TableRow, of month: Month, by actor: String
    ) async throws {
        let comments = try await comments(in: month)
        guard let comment = comments.comments(of: row)?.first(where: { $0.id == id }) else {
            throw SurveyError(
                .notFound, vi: "không có ý kiến này trong phạm vi đang xem", en: "there is no such comment here")
        }
        let catalogue = try catalogue()
        let code = Store.code(row, catalogue)
        let masked = try Store.masked(comment.text, by: act)
        try await write { [trail] db in
            switch act {
            case .hide, .show:
                let isHidden = act == .hide
                try db.execute(
                    sql: "UPDATE comment SET is_hidden = ? WHERE key = ? AND is_hidden <> ?",
                    arguments: [isHidden, id, isHidden])
            case .mask:
                // Only the text that the manager saw: another may have masked meanwhile.
                try db.execute(
                    sql: "UPDATE comment SET text = ? WHERE key = ? AND text = ?",
                    arguments: [masked, id, comment.text])
            }
            // Twice the same is one act.
            guard db.changesCount > 0 else { return }
            try trail.append(.comment(act.action, unit: code, month: month), by: actor, to: db)
        }
        // The page has moved cells, and had the former text.
        writer.note(LogTraces(log: true, pages: true))
    }

    /// The row as the trail names it; empty for everything.
    private static func code(_ row: TableRow, _ catalogue: Catalogue) -> String {
        switch row {
        case .unit(let id): catalogue.units[id]?.code ?? ""
        case .desk(let id): catalogue.desks[id]?.code ?? ""
        case .total, .level, .commune, .procedure, .deskAndProcedure: ""
        }
    }

    private static func masked(_ text: String, by act: CommentModeration) throws -> String {
        guard case .mask(let phrase) = act else { return text }
        guard let masked = Comment(stored: text)?.masking(phrase) else {
            throw SurveyError(
                .invalid, vi: "ý kiến không có đoạn “\(phrase.prefix(60))”",
                en: "the comment has no “\(phrase.prefix(60))” in it")
        }
        return masked.text
    }
}

extension CommentModeration {
    fileprivate var action: AuditAct.Action {
        switch self {
        case .hide: .commentHide
        case .show: .commentShow
        case .mask: .commentMask
        }
    }
}
