public import Survey

extension Store {
    /// Published figures of administrative units with all desks below them, in today's boundaries, by unit.
    ///
    /// Dossiers are told as they are; answers as the unit's own row of the closed list was released, or not at all.
    public func unitFigures(
        _ units: [AdministrativeUnit], in period: Period, selection: AnswerSelection = .all
    ) async throws -> [AdministrativeUnit.ID: ReportRow] {
        let months = period.months
        let report = try await report(
            ReportRequest(
                by: .desk, from: months?.lowerBound, to: months?.upperBound, boundaries: .now,
                channels: selection.channels))
        let figures = try await figuresToShow()
        var table = TableRequest(rows: .unit, period: period, selection: selection)
        table.scale = try scale(of: table, in: figures)
        let catalogue = try catalogue()
        let today = today
        var found: [AdministrativeUnit.ID: ReportRow] = [:]
        for unit in units {
            let desks = catalogue.desksToday(of: unit.id, on: today)
            var counts = ReportCounts()
            for row in report.rows {
                if case .desk(let id)? = row.subject, desks.contains(id) { counts += row.counts }
            }
            var row = ReportRow(
                code: unit.code, name: unit.name, validFrom: unit.validity.from, counts: counts, subject: .unit(unit.id)
            )
            row.scale = table.scale
            row.show(figures.told(.unit(unit.id), in: table))
            found[unit.id] = row
        }
        return found
    }

    /// What goes with a unit's figures of a period, from published figures alone.
    public func evidence(_ unit: AdministrativeUnit, in period: Period) async throws -> Evidence {
        let catalogue = try catalogue()
        let desks = catalogue.desksToday(of: unit.id, on: today)
        let months = period.months
        // The numbers of dossiers by procedure are no answers; the answers in this report are not looked at.
        let dossiers = try await report(
            ReportRequest(by: .procedure, from: months?.lowerBound, to: months?.upperBound, desks: desks))
        let figures = try await figuresToShow()
        let scale = try scale(of: TableRequest(rows: .unit, period: period), in: figures)
        let threshold = try settings().smallCell
        func table(_ rows: TableRequest.Rows) -> TableRequest {
            TableRequest(rows: rows, period: period, scale: scale)
        }
        let counts = figures.told(.unit(unit.id), in: table(.unit))?.counts ?? AnswerCounts()
        var places: [Evidence.Place] = []
        for desk in desks.sorted() {
            for procedure in catalogue.procedures.keys.sorted() {
                guard let cell = figures.told(.deskAndProcedure(desk, procedure), in: table(.deskAndProcedure)),
                    let count = SatisfiedCount(
                        satisfied: cell.counts.satisfied, of: cell.counts.answers, scale: scale)
                else { continue }
                places.append(Evidence.Place(deskID: desk, procedureID: procedure, count: count))
            }
        }
        let lateness = dossiers.rows.compactMap { row -> Evidence.Lateness? in
            guard case .procedure(let id)? = row.subject, row.counts.late > 0 else { return nil }
            return Evidence.Lateness(procedureID: id, late: row.counts.late, completed: row.counts.completed)
        }
        return Evidence(
            reasons: FollowUpRule.reasons(counts).filter { $0.count >= threshold }.map {
                Evidence.Reason(reason: $0.reason, scale: scale, count: $0.count)
            },
            places: places.sorted { ($0.share, $1.count.n) < ($1.share, $0.count.n) },
            lateness: lateness.sorted { $0.late > $1.late },
            late: dossiers.total.counts.late, completed: dossiers.total.counts.completed)
    }
}

extension Evidence.Place {
    fileprivate var share: Double { count.n > 0 ? Double(count.satisfied) / Double(count.n) : 0 }
}
