/// A completed dossier as it is registered: its code, and particulars that the catalogue knows on that day.
public struct Registration: Sendable, Hashable {
    public let code: DossierCode
    public let dossier: Dossier

    public init(code: DossierCode, dossier: Dossier) {
        self.code = code
        self.dossier = dossier
    }
}

/// The fields of a registration as they were written, in CSV, JSON or a form.
public struct RegistrationFields: Sendable, Hashable {
    /// The columns of a dossier file, in the contract's order.
    public static let names = [
        "dossier_code", "desk_code", "procedure_code", "commune_code", "completed_on", "received_via", "timeliness",
        "digitised",
    ]

    public var dossierCode: String
    public var deskCode: String
    public var procedureCode: String
    /// Empty: the desk's unit.
    public var communeCode: String
    public var completedOn: String
    public var receivedVia: String
    public var timeliness: String
    /// `0` or `1`.
    public var digitised: String

    public init(
        dossierCode: String, deskCode: String, procedureCode: String, communeCode: String, completedOn: String,
        receivedVia: String, timeliness: String, digitised: String
    ) {
        self.dossierCode = dossierCode
        self.deskCode = deskCode
        self.procedureCode = procedureCode
        self.communeCode = communeCode
        self.completedOn = completedOn
        self.receivedVia = receivedVia
        self.timeliness = timeliness
        self.digitised = digitised
    }
}

extension Registration {
    /// Checks the fields against the catalogue and the calendar, and adds every problem of the row.
    ///
    /// - Parameter row: the line or index that problems name.
    /// - Returns: nil when there was a problem.
    public init?(
        _ fields: RegistrationFields, row: Int, catalogue: Catalogue, today: Day, problems: inout InputProblems
    ) {
        let before = problems.count
        func problem(_ field: String, _ value: String, _ vi: String, _ en: String) {
            problems.add(row: row, field: field, value: value, vi: vi, en: en)
        }

        var code: DossierCode?
        do { code = try DossierCode(fields.dossierCode) } catch let error as SurveyError {
            problem("dossier_code", fields.dossierCode, error.message.vi, error.message.en)
        } catch {}

        let day = Day(fields.completedOn)
        if day == nil {
            problem("completed_on", fields.completedOn, "không phải ngày dạng YYYY-MM-DD", "not a day as YYYY-MM-DD")
        } else if let day, day > today {
            problem("completed_on", fields.completedOn, "ngày ở tương lai", "in the future")
        }

        let via = ReceivedVia(rawValue: fields.receivedVia)
        if via == nil {
            problem(
                "received_via", fields.receivedVia, "phải là direct, online hoặc post", "must be direct, online or post"
            )
        }
        let timeliness = Timeliness(rawValue: fields.timeliness)
        if timeliness == nil {
            problem(
                "timeliness", fields.timeliness, "phải là early, on_time hoặc late", "must be early, on_time or late")
        }
        if fields.digitised != "0", fields.digitised != "1" {
            problem("digitised", fields.digitised, "phải là 0 hoặc 1", "must be 0 or 1")
        }

        let desk = Registration.find(
            fields.deskCode, "desk_code", among: catalogue.desks(code: fields.deskCode), on: day, validity: \.validity,
            problem)
        let procedureKey = (try? ProcedureCode(fields.procedureCode))?.key
        let procedure: Procedure? =
            if let procedureKey {
                Registration.find(
                    fields.procedureCode, "procedure_code", among: catalogue.procedures(key: procedureKey), on: day,
                    validity: \.validity, problem)
            } else {
                nil
            }
        if procedureKey == nil {
            problem(
                "procedure_code", fields.procedureCode, "mã thủ tục không đúng dạng, ví dụ đúng: 1.001193",
                "not a procedure code, which looks like 1.001193")
        }

        var commune: AdministrativeUnit?
        if !fields.communeCode.isEmpty {
            commune = Registration.find(
                fields.communeCode, "commune_code", among: catalogue.units(code: fields.communeCode), on: day,
                validity: \.validity, problem)
        } else if let desk, let day {
            commune = catalogue.unit(of: desk, on: day)
            if commune == nil {
                problem(
                    "commune_code", "", "để trống, mà đơn vị \(desk.unitCode) của quầy không tồn tại vào ngày đó",
                    "empty, and the desk's unit \(desk.unitCode) does not exist on that day")
            }
        }

        guard problems.count == before, let code, let day, let via, let timeliness, let desk, let procedure, let commune
        else { return nil }
        self.init(
            code: code,
            dossier: Dossier(
                deskID: desk.id, procedureID: procedure.id, communeID: commune.id, completedOn: day, receivedVia: via,
                timeliness: timeliness, isDigitised: fields.digitised == "1"))
    }

    /// The one of the candidates that holds on the day, or a problem: unknown, or known but not on that day.
    private static func find<T>(
        _ value: String, _ field: String, among candidates: [T], on day: Day?, validity: KeyPath<T, Validity>,
        _ problem: (String, String, String, String) -> Void
    ) -> T? {
        if candidates.isEmpty {
            problem(field, value, "không có trong danh mục", "not in the catalogue")
            return nil
        }
        guard let day else { return nil }
        let found = candidates.first { $0[keyPath: validity].contains(day) }
        if found == nil {
            problem(field, value, "không còn hoặc chưa có hiệu lực vào ngày \(day)", "not valid on \(day)")
        }
        return found
    }
}
