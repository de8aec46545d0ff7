import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Survey
import SurveyQR
import SurveyStore

/// Many dossiers at once, from the office's own file.
struct BatchPage: Page {
    static let template = "staff-batch"

    struct Problem: Sendable {
        let line: Int
        let field: String
        let value: String
        let reason: String
    }

    /// A dossier of the file, and what will become of it.
    struct Row: Sendable {
        let line: Int
        let code: String
        let desk: String
        let procedure: String
        let day: String
        let status: String
    }

    let frame: OfficeFrame
    let t: [String: String]
    let action: String
    let csrf: String
    /// The header of a file, in parts that a line may break between.
    let columns: [String]
    let fileError: String?
    /// How much is wrong, and in how many rows; nil when nothing is.
    let problemsHeading: String?
    let problems: [Problem]
    /// What will be registered; nil when there is nothing to confirm.
    let summary: String?
    /// What of it is repeated, and what gets no slip.
    let remarks: [String]
    let rows: [Row]
    let confirmAction: String
    let key: String
}

/// Uploads a CSV, shows what it would do, and gives one PDF or the file with links back.
struct BatchRoutes: Sendable {
    let staff: StaffDesk
    private var site: Site { staff.site }

    /// In bytes: 10,000 rows with room to spare.
    private static let limit = 4 << 20

    init(staff: StaffDesk) { self.staff = staff }

    func add(to group: RouterGroup<StaffContext>) {
        group.get(SiteURL.staffBatch.pattern) { request, context in try page(request, context) }
        group.post(SiteURL.staffBatch.pattern, use: upload)
        group.post(SiteURL.staffBatchConfirm.pattern, use: confirm)
    }

    @Sendable private func upload(_ request: Request, _ context: StaffContext) async throws -> Response {
        let body = try await context.web.body(of: request, limit: Self.limit, within: site.formTime)
        guard
            let uploaded = UploadedFile(
                Data(body.readableBytesView), contentType: request.headers[.contentType] ?? "")
        else { throw HTTPError(.unsupportedMediaType) }
        try context.check(csrf: uploaded.fields["csrf"])
        let desks = try staff.desks(context)
        do {
            var file = try DossierFile(uploaded.bytes, desks: desks, today: site.store.today)
            try file.compare(with: site.store, desks: desks)
            guard file.problems.isEmpty else {
                return try page(request, context, problems: file.problems, status: .unprocessableContent)
            }
            let key = site.batches.keep(
                .init(
                    account: context.account.name, registrations: file.registrations, lines: file.lines,
                    file: uploaded.bytes),
                at: site.store.now())
            return try page(request, context, file: file, key: key)
        } catch let error as SurveyError {
            return try page(
                request, context, error: error.message[request.language], status: .unprocessableContent)
        }
    }

    @Sendable private func confirm(_ request: Request, _ context: StaffContext) async throws -> Response {
        let fields = try await context.form(request, within: site.formTime)
        let texts = try staff.texts(request)
        guard
            let batch = site.batches.batch(
                fields["key"] ?? "", of: context.account.name, at: site.store.now())
        else { return try page(request, context, error: texts["batchOver"], status: .gone) }
        let outcomes: [RegistrationOutcome]
        do {
            outcomes = try await site.store.register(batch.registrations, rows: batch.lines)
        } catch let conflicts as RegistrationConflicts {
            return try page(request, context, problems: conflicts.problems, status: .conflict)
        }
        let isLinks = fields["as"] == "links"
        // Slips that are void or expired lead nowhere: they are neither printed nor sent, and do not count as issued.
        let slips = try outcomes.compactMap { outcome in
            try staff.usable(outcome.token, context).map { (code: outcome.code, slip: $0) }
        }
        if slips.isEmpty, !isLinks { return try page(request, context, notice: texts["batchNoSlip"]) }
        let bytes = isLinks ? try links(batch, slips) : try pdf(slips.map(\.slip))
        try await site.store.markIssued(slips.map(\.slip.token.id))
        for (_, slip) in slips {
            site.slipsToday.note(
                isLinks ? .linked : .issued, slip.dossier.procedureID, at: slip.dossier.deskID, now: site.store.now())
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: isLinks ? "text/csv; charset=utf-8" : SlipFormat.pdf.mediaType, .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"\(isLinks ? "lien-ket.csv" : "phieu.pdf")\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// Sheets of A4.
    private func pdf(_ slips: [FoundSlip]) throws -> Data {
        try SlipRenderer().pdf(try slips.map { try site.slip($0.token, $0.dossier) }, paper: .a4)
    }

    /// The office's own file with a column of links behind, byte for byte as it was before that; empty where there is none.
    private func links(_ batch: PendingBatches.Batch, _ slips: [(code: DossierCode, slip: FoundSlip)]) throws -> Data {
        // Not computed anew: a dossier that is known under an older secret keeps that one's link.
        let tokens = Dictionary(slips.map { ($0.code, $0.slip.token) }, uniquingKeysWith: { first, _ in first })
        return try CSVWithColumn(batch.file).appending("link", from: "dossier_code") { code in
            tokens[try DossierCode(code)].map { SurveyLink(base: site.links, token: $0).text } ?? ""
        }
    }

    private func page(
        _ request: Request, _ context: StaffContext, file: DossierFile? = nil, key: String = "",
        problems: InputProblems? = nil, notice: String? = nil, error: String? = nil,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let texts = try staff.texts(request)
        let summary = file.map { file in
            func count(_ status: DossierFile.Status) -> String { String(file.statuses.count { $0 == status }) }
            return texts.filled(
                "batchSummary", ["new": count(.new), "known": count(.known), "changed": count(.changed)])
        }
        let heading = problems.map { problems in
            let rows = Set(problems.first.map(\.row)).count
            return texts.filled("batchProblems", ["count": String(problems.count), "rows": String(rows)])
        }
        let columns = ImportKind.dossiers.requiredColumns
        let page = BatchPage(
            frame: try staff.frame(request, context, texts, title: "batchTitle", current: .staffBatch, notice: notice),
            t: texts.table,
            action: SiteURL.staffBatch.path, csrf: context.signedIn.csrf.text,
            columns: columns.dropLast().map { $0 + "," } + columns.suffix(1), fileError: error,
            problemsHeading: heading,
            problems: (problems?.first ?? []).sorted { $0.row < $1.row }.map {
                .init(line: $0.row, field: $0.field, value: $0.value, reason: $0.reason[request.language])
            },
            summary: summary, remarks: file.map { remarks($0, texts) } ?? [],
            rows: try file.map { try rows($0, texts) } ?? [],
            confirmAction: SiteURL.staffBatchConfirm.path, key: key)
        return try staff.respond(page, status)
    }

    private func remarks(_ file: DossierFile, _ texts: Texts) -> [String] {
        let void = file.statuses.count { $0 == .void }
        let expired = zip(file.statuses, file.areExpired).count { $0 != .void && $1 }
        return [("batchRepeated", file.repeats.count), ("batchExpired", expired), ("batchVoid", void)].filter { $1 > 0 }
            .map { texts.filled($0, ["count": String($1)]) }
    }

    /// All of them, since what is confirmed is what was seen; a repeated row stands where the file has it.
    private func rows(_ file: DossierFile, _ texts: Texts) throws -> [BatchPage.Row] {
        let catalogue = try site.store.catalogue()
        let words = Dictionary(
            uniqueKeysWithValues: DossierFile.Status.allCases.map { ($0, texts["batch.\($0.rawValue)"]) })
        let expired = texts["batch.expired"]
        let rows = file.lines.indices.map { index in
            let dossier = file.registrations[index].dossier
            let status = file.statuses[index]
            let word = words[status] ?? ""
            return BatchPage.Row(
                line: file.lines[index], code: file.registrations[index].code.text,
                desk: catalogue.desks[dossier.deskID]?.code ?? "",
                procedure: catalogue.procedures[dossier.procedureID]?.name ?? "",
                day: dossier.completedOn.written(texts.language),
                status: file.areExpired[index] && status != .void ? "\(word) – \(expired)" : word)
        }
        guard !file.repeats.isEmpty else { return rows }
        let byLine = Dictionary(rows.map { ($0.line, $0) }, uniquingKeysWith: { first, _ in first })
        let repeats = file.repeats.compactMap { again in
            byLine[again.first].map {
                BatchPage.Row(
                    line: again.line, code: $0.code, desk: $0.desk, procedure: $0.procedure, day: $0.day,
                    status: texts.filled("batch.repeated", ["line": String(again.first)]))
            }
        }
        return (rows + repeats).sorted { $0.line < $1.line }
    }
}
