import Foundation
import Hummingbird
import Survey
import SurveyQR

/// Everything under `/api/v1`, for other systems.
struct APIRoutes: Sendable {
    let site: Site

    func add(to router: Router<WebContext>) {
        let group = router.group().add(middleware: APIProblems())
        let access = APIAccess(store: site.store)
        DossierRoutes(site: site, access: access).add(to: group)
        CatalogueRoutes(site: site, access: access).add(to: group)
        ReportRoutes(site: site, access: access).add(to: group)
        SlipRoutes(site: site, access: access).add(to: group)
        let description = site.apiDescription
        group.get(SiteURL.apiDescription.pattern) { request, _ in
            try request.checkAccepts(APIAnswer.json)
            try APIQuery(request).check()
            return APIAnswer().response(description, unlessKnownTo: request)
        }
    }

    /// The OpenAPI document beside the templates.
    ///
    /// - Throws: `SurveyError` with the file's name when it is missing or no JSON.
    static func description(in folder: URL) throws -> Data {
        let file = folder.appending(path: "openapi.json")
        guard let data = try? Data(contentsOf: file), (try? JSONSerialization.jsonObject(with: data)) != nil else {
            throw SurveyError(
                .unavailable, vi: "thiếu tệp \(file.path), hoặc tệp không phải JSON",
                en: "the file \(file.path) is missing or no JSON")
        }
        return data
    }
}
