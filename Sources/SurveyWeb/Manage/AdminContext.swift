import Hummingbird
import SurveyStore

/// A request of an admin.
struct AdminContext: OfficeContext {
    var coreContext: CoreRequestContextStorage
    let web: WebContext
    let signedIn: SignedIn

    init(context: WebContext) throws {
        signedIn = try AdminContext.signedIn(context, as: [.admin])
        coreContext = context.coreContext
        web = context
    }
}
