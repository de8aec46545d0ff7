public import Survey

extension Store {
    /// What of a report may leave the server: the one way out for pages, files, the API and `report --publish`.
    ///
    /// Dossiers are told as they are; answers as the small-cell rule released them, or not at all.
    ///
    /// - Throws: `SurveyError` (`invalid`) for a report that is not on the closed list of tables.
    public func publish(_ report: Report) async throws -> Report {
        guard let table = TableRequest(report.request, scale: report.levels.joined(separator: ",")) else {
            throw SurveyError(
                .invalid,
                vi: "chỉ công bố theo tháng, quý, năm (lịch) hoặc toàn bộ thời gian, với các kênh đã quy định",
                en:
                    "figures are published for calendar months, quarters, years or all time, and fixed choices of channels"
            )
        }
        let figures = try await figuresToShow()
        var report = report
        for index in report.rows.indices { publish(&report.rows[index], in: table, from: figures) }
        publish(&report.total, in: table, from: figures)
        report.total.counts.issued = max(report.total.counts.issued, report.rows.reduce(0) { $0 + $1.counts.issued })
        return report
    }

    private func publish(_ row: inout ReportRow, in table: TableRequest, from figures: ReleasedFigures) {
        row.show(row.subject.flatMap { figures.told($0, in: table) })
    }
}
