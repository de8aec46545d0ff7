import Survey
import SurveyStore

extension Site {
    /// The questionnaire that dossiers of a day are asked, so that the answers of a month are comparable.
    func questionnaire(on day: Day, _ settings: Settings) throws -> Questionnaire {
        let name = settings.questionnaires.name(on: day)
        guard let questionnaire = questionnaires[name] else {
            throw SurveyError(.unavailable, vi: "thiếu bộ câu hỏi \(name)", en: "the questionnaire \(name) is missing")
        }
        return questionnaire
    }

    /// What a survey says that it is about; long names are cut, so that the page stays small on a slow line.
    func subject(of dossier: Dossier) throws -> SurveySubject {
        let catalogue = try store.catalogue()
        return SurveySubject(
            procedure: shortened(catalogue.procedures[dossier.procedureID]?.name ?? "", to: 200),
            desk: shortened(catalogue.desks[dossier.deskID]?.name ?? "", to: 100), completedOn: dossier.completedOn)
    }

    private func shortened(_ name: String, to length: Int) -> String {
        name.count <= length ? name : name.prefix(length - 1) + "…"
    }
}
