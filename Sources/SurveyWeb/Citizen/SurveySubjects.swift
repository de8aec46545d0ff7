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

    /// What a survey says that it is about.
    func subject(of dossier: Dossier) throws -> SurveySubject {
        let catalogue = try store.catalogue(of: dossier)
        return SurveySubject(
            procedure: catalogue.procedures[dossier.procedureID]?.name ?? "",
            desk: catalogue.desks[dossier.deskID]?.name ?? "", completedOn: dossier.completedOn)
    }
}
