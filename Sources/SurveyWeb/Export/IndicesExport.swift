import Hummingbird
import Survey
import SurveySheets
import SurveyStore

extension Site {
    /// The agency sheet of the chosen agency, or the sheet of all agencies within the scope.
    func exportIndices(
        _ choice: IndicesChoice, isAll: Bool, as format: ExportFormat, texts: Texts
    ) async throws -> Response {
        let result = try await IndicesResult(choice, site: self)
        let office = try officeName(texts.language)
        let least = try store.settings().smallCell
        let levels = levelNames(result.levels, texts)
        let period = choice.period.written(texts.language)
        if let agency = result.agency, !isAll {
            let form = FormSheet.agency(
                agency.result, levels: levels, period: period, office: office, least: least, language: texts.language)
            return try await export(
                form, as: format, name: "agency-\(agency.unit.code)-\(choice.period)", language: texts.language)
        }
        let total =
            choice.scope.isLimited
            ? nil
            : try await figures(
                ReportRequest(
                    by: .none, from: choice.period.months?.lowerBound, to: choice.period.months?.upperBound)
            ).total
        let form = FormSheet.province(
            result.agencies.map(\.result), total: total, levels: levels, period: period, office: office, least: least,
            language: texts.language)
        return try await export(form, as: format, name: "agencies-\(choice.period)", language: texts.language)
    }
}
