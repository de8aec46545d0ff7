import Foundation
import NIOCore
import Survey
import SurveyQR
import SurveyStore

/// Makes digests from published figures, and from nothing else of answers.
struct DigestMaker: Sendable {
    let site: Site

    /// A digest in Vietnamese and one in English.
    func make(_ period: DigestPeriod) async throws -> [Digest] {
        var digests: [Digest] = []
        for language in Language.own {
            let page = try await page(period, language)
            let html = String(buffer: try site.renderer.render(page))
            digests.append(
                Digest(period: period, language: language, title: page.title, html: html, text: page.text))
        }
        return digests
    }

    private func page(_ period: DigestPeriod, _ language: Language) async throws -> DigestPage {
        let texts = try site.renderer.texts("manage", language)
        let settings = try site.store.settings()
        let units = try site.unitsWithDesks()
        let figures = try await site.store.unitFigures(units, in: .month(period.month))
        let isWeek = if case .week = period { true } else { false }
        let kind = isWeek ? "week" : "month"
        let month = period.month.written(language)
        let title = texts.filled("digestTitle.\(kind)", ["period": period.written(language), "month": month])
        let link = site.links.text + SiteURL.manage.path
        return DigestPage(
            lang: language.rawValue, style: site.renderer.digestStyle, title: title, office: settings.officeName,
            example: settings.isExample ? try site.renderer.texts("citizen", language)["example"] : nil, t: texts.table,
            about: texts.filled(
                "digestAbout.\(kind)",
                [
                    "month": month, "day": site.store.today.written(language),
                    "least": "\(settings.smallCell)",
                ]),
            total: try await total(period.month, texts),
            happened: isWeek ? try await happened(period, texts) : nil,
            rows: units.compactMap { unit in figures[unit.id].flatMap { row($0, texts) } },
            followUp: try await followUp(texts), plan: try await plan(units, period, texts), link: link)
    }

    private func row(_ row: ReportRow, _ texts: Texts) -> DigestPage.Row? {
        guard row.hasFigures else { return nil }
        let cells = FigureRow(row, texts: texts)
        return DigestPage.Row(
            name: row.name, answers: cells.answers, hidden: cells.hidden, completed: cells.completed,
            coverage: cells.coverage)
    }

    private func total(_ month: Month, _ texts: Texts) async throws -> [String] {
        func figures(_ month: Month) async throws -> ReportRow {
            try await site.figures(ReportRequest(by: .none, from: month, to: month)).total
        }
        let row = try await figures(month)
        let cells = FigureRow(row, texts: texts)
        var sentences = [
            texts.filled(
                "digestDossiers",
                ["completed": cells.completed, "issued": cells.issued, "coverage": cells.coverage])
        ]
        if let answers = cells.answers {
            sentences.append(
                texts.filled(
                    "digestSatisfied",
                    [
                        "share": answers.share, "interval": answers.interval, "count": answers.count,
                        "rate": answers.responseRate,
                    ]))
        } else {
            sentences.append(texts["digestHidden"])
        }
        sentences.append(
            FigureCharts(texts: texts).change(
                from: try await figures(month - 1), to: row, period: .month(month - 1),
                minimum: try site.store.settings().smallCell))
        return sentences
    }

    /// What happened in a week to items of follow-up and tasks of the plan. How many answers came is not told by week: it
    /// would be a step of its own between those that the small-cell rule lets figures make.
    private func happened(_ period: DigestPeriod, _ texts: Texts) async throws -> String {
        let days = period.firstDay...period.lastDay
        let items = try await site.store.followUps()
        let tasks = try await site.store.tasks()
        func closed(_ item: FollowUpItem) -> Bool {
            item.state == .closed
                && item.steps.last { $0.state == .closed }.map { days.contains(Day(unixTime: Double($0.moment))) }
                    ?? false
        }
        return texts.filled(
            "digestWeek",
            [
                "opened": "\(items.count { days.contains($0.openedOn) })", "closed": "\(items.count(where: closed))",
                "assigned": "\(tasks.count { days.contains($0.assignedOn) })",
                "done": "\(tasks.count { $0.doneOn.map(days.contains) ?? false })",
            ])
    }

    private func followUp(_ texts: Texts) async throws -> [String] {
        let words = try FollowUpWords(site, texts.language)
        let pending = try await site.store.followUps().filter(\.state.isPending)
        let overdue = pending.filter { $0.isOverdue(on: site.store.today) }
        return [texts.filled("followUpCount", ["count": "\(pending.count)", "overdue": "\(overdue.count)"])]
            + overdue.map { item in
                let row = words.row(item)
                return texts.filled(
                    "digestOverdue",
                    ["what": words.title(item), "where": row.desk, "due": row.due])
            }
    }

    private func plan(_ units: [AdministrativeUnit], _ period: DigestPeriod, _ texts: Texts) async throws -> [String] {
        let numbers = NumberStyle(language: texts.language)
        let tasks = try await site.store.tasks().filter { $0.state == .assigned }
        let overdue = tasks.filter { $0.isOverdue(on: site.store.today) }
        var sentences = [texts.filled("digestTasks", ["count": "\(tasks.count)", "overdue": "\(overdue.count)"])]
        sentences += overdue.map { task in
            texts.filled(
                "digestOverdue",
                [
                    "what": task.draft.what, "where": task.draft.ownerRole,
                    "due": task.draft.dueOn.written(texts.language),
                ])
        }
        // What falls below its target is told once a month.
        guard case .month(let month) = period else { return sentences }
        sentences += try await site.checkedTargets(units, in: .month(month)).filter(\.isProposed).map { checked in
            texts.filled(
                "digestBelow",
                [
                    "unit": checked.unit.name, "criterion": checked.target.criterion.name[texts.language],
                    "share": checked.check.interval.map { numbers.percent($0.share) } ?? "–",
                    "target": numbers.percent(checked.target.share),
                ])
        }
        return sentences
    }
}
