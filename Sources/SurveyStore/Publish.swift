public import Survey

extension Store {
    /// What of a report may leave the server: the one way out for pages, files, the API and `report --publish`.
    ///
    /// Dossiers are told as they are; answers as the small-cell rule released them, or not at all.
    ///
    /// - Throws: `SurveyError` (`invalid`) for a report that is not on the closed list of tables.
    public func publish(_ report: Report) async throws -> Report {
        guard var table = TableRequest(report.request) else {
            throw SurveyError(
                .invalid,
                vi: "chỉ công bố theo tháng, quý, năm (lịch) hoặc toàn bộ thời gian, với các kênh đã quy định",
                en:
                    "figures are published for calendar months, quarters, years or all time, and fixed choices of channels"
            )
        }
        let figures = try await figuresToShow()
        table.scale = try scale(of: table, in: figures)
        var report = report
        // The levels of a report are those of the tallies, which count what is not shown.
        report.levels = table.scale.split(separator: ",").map(String.init)
        for index in report.rows.indices { publish(&report.rows[index], in: table, from: figures) }
        publish(&report.total, in: table, from: figures)
        report.total.counts.issued = max(report.total.counts.issued, report.rows.reduce(0) { $0 + $1.counts.issued })
        return report
    }

    /// The scale that a table is about: what is shown decides or, where nothing is, the questionnaire that was asked then.
    func scale(of table: TableRequest, in figures: ReleasedFigures) throws -> String {
        if let scale = figures.scale(of: table) { return scale }
        let day = min(table.period.months?.upperBound.lastDay ?? today, today)
        return try levels(ofQuestionnaire: try settings().questionnaires.name(on: day)) ?? "3,2,1"
    }

    private func publish(_ row: inout ReportRow, in table: TableRequest, from figures: ReleasedFigures) {
        row.scale = table.scale
        row.show(row.subject.flatMap { figures.told($0, in: table) })
    }
}
