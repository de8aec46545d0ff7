public import Survey

extension Store {
    /// What of a report may leave the server: the one way out for pages, files, the API and `report --publish`.
    ///
    /// Hides cells under the setting's threshold, and one more where a hidden cell could be found by subtraction.
    public func publish(_ report: Report) async throws -> Report {
        let least = try settings().smallCell
        var report = report
        for index in report.rows.indices where report.rows[index].counts.answers < least {
            report.rows[index].isSuppressed = true
        }
        let hidden = report.rows.filter { $0.isSuppressed && $0.counts.answers > 0 }
        let shown = report.rows.indices.filter { !report.rows[$0].isSuppressed }
        if hidden.count == 1,
            let smallest = shown.min(by: { report.rows[$0].counts.answers < report.rows[$1].counts.answers })
        {
            report.rows[smallest].isSuppressed = true
        }
        if report.total.counts.answers < least || hidden.count == 1 && shown.isEmpty {
            report.total.isSuppressed = true
        }
        return report
    }
}
