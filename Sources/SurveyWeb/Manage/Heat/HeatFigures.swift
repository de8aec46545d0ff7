import Survey
import SurveyStore

/// The released figures of desk × procedure, with those of the desks and procedures that they stand between.
struct HeatFigures: Sendable {
    /// By desk and procedure.
    let cells: [TableRow: ReportRow]
    /// The desks of the scope that completed a dossier, by code.
    let desks: [Desk]
    /// What they completed, by field and name.
    let procedures: [Procedure]
    /// The desks' own rows.
    let deskRows: [TableRow: ReportRow]
    /// The procedures' own rows; empty where they lie outside the scope.
    let procedureRows: [TableRow: ReportRow]
    /// Everything together, or the scope's own row where it is one.
    let total: ReportRow?
    /// Whether figures of all desks lie outside the scope.
    let isLimited: Bool

    init(_ choice: OverviewChoice, scope: ManageScope, site: Site) async throws {
        let catalogue = scope.catalogue
        var cells: [TableRow: ReportRow] = [:]
        var desks: Set<Desk.ID> = []
        var procedures: Set<Procedure.ID> = []
        for row in try await site.store.deskProcedureFigures(in: choice.period, selection: choice.channel) {
            guard let subject = row.subject, case .deskAndProcedure(let desk, let procedure) = subject,
                scope.desks?.contains(desk) ?? true
            else { continue }
            cells[subject] = row
            desks.insert(desk)
            procedures.insert(procedure)
        }
        func rows(_ by: Grouping) async throws -> Report {
            try await site.figures(choice.request(by: by, period: choice.period))
        }
        func bySubject(_ report: Report) -> [TableRow: ReportRow] {
            Dictionary(
                report.rows.compactMap { row in row.subject.map { ($0, row) } }, uniquingKeysWith: { first, _ in first }
            )
        }
        self.cells = cells
        self.desks = desks.compactMap { catalogue.desks[$0] }.sorted { ($0.code, $0.id) < ($1.code, $1.id) }
        self.procedures = procedures.compactMap { catalogue.procedures[$0] }
            .sorted { ($0.field, $0.name, $0.id) < ($1.field, $1.name, $1.id) }
        let deskReport = try await rows(.desk)
        deskRows = bySubject(deskReport).filter { subject, _ in
            if case .desk(let id) = subject { desks.contains(id) } else { false }
        }
        isLimited = scope.isLimited
        if isLimited {
            procedureRows = [:]
            let texts = try site.renderer.texts("manage", .vietnamese)
            total = try await site.ownTotal(
                choice.with { $0.by = .desk }, scope: scope, report: deskReport, texts: texts)?.row
        } else {
            let report = try await rows(.procedure)
            procedureRows = bySubject(report)
            total = report.total
        }
    }

    /// Whether newer answers wait in some of its numbers.
    var mayWaitForMore: Bool {
        cells.values.mayWaitForMore || deskRows.values.mayWaitForMore || procedureRows.values.mayWaitForMore
    }

    /// How many cells are shown, of those that completed a dossier.
    var shown: (count: Int, of: Int) { (cells.values.count { $0.satisfaction != nil }, cells.count) }
}

extension OverviewChoice {
    /// The address of the heat table in this period.
    var heatPath: String {
        SiteURL.manageHeat.path([
            "period": period.description, "channel": channel == .all ? nil : channel.rawValue,
            "lang": language?.rawValue,
        ])
    }

    /// The address of one cell.
    func heatPath(_ desk: Desk, _ procedure: Procedure) -> String {
        SiteURL.manageHeatCell.path([
            "desk": desk.code, "since": desk.validity.from?.description, "procedure": procedure.code.key,
            "procedure_since": procedure.validity.from?.description, "period": period.description,
            "channel": channel == .all ? nil : channel.rawValue, "lang": language?.rawValue,
        ])
    }
}
