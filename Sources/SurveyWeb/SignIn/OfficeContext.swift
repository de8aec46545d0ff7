import Hummingbird
import NIOCore
import Survey
import SurveyStore

/// A request of somebody who is signed in and may be here: its initialiser refuses everybody else, so that handlers need
/// not check again.
protocol OfficeContext: ChildRequestContext where ParentContext == WebContext {
    /// The request's context without an account.
    var web: WebContext { get }
    var signedIn: SignedIn { get }
}

extension OfficeContext {
    var account: Account { signedIn.account }

    /// The account of a request, when its role is one of these.
    ///
    /// - Throws: `SurveyError`: `unauthorized` without an account, `forbidden` for another role.
    static func signedIn(_ context: WebContext, as roles: Set<Account.Role>) throws -> SignedIn {
        guard let signedIn = context.signedIn else {
            throw SurveyError(.unauthorized, vi: "cần đăng nhập", en: "a sign-in is needed")
        }
        guard roles.contains(signedIn.account.role) else {
            throw SurveyError(
                .forbidden, vi: "tài khoản \(signedIn.account.name) không được mở trang này",
                en: "the account \(signedIn.account.name) may not open this page")
        }
        return signedIn
    }

    /// The fields of a form that one of our pages made for this session.
    ///
    /// - Throws: `SurveyError` (`forbidden`) for a form without the session's token; what `FormFields.read` throws.
    func form(_ request: Request, limit: Int = 65_536, within time: TimeAmount) async throws -> FormFields {
        let fields = try await FormFields.read(request, web, limit: limit, within: time)
        try check(csrf: fields["csrf"])
        return fields
    }

    /// - Throws: `SurveyError` (`forbidden`) when it is not the session's.
    func check(csrf: String?) throws {
        guard signedIn.csrf.matches(csrf) else { throw SurveyError.foreignForm }
    }
}

extension SurveyError {
    static var foreignForm: SurveyError {
        SurveyError(
            .forbidden, vi: "biểu mẫu đã cũ hoặc không phải của trang này; hãy mở lại trang rồi thử lại",
            en: "the form is old or not of this site; open the page again and try once more")
    }
}

/// A request of an officer, or of an admin.
struct StaffContext: OfficeContext {
    var coreContext: CoreRequestContextStorage
    let web: WebContext
    let signedIn: SignedIn

    init(context: WebContext) throws {
        signedIn = try StaffContext.signedIn(context, as: [.officer, .admin])
        coreContext = context.coreContext
        web = context
    }
}

/// A request of a manager, or of an admin.
struct ManageContext: OfficeContext {
    var coreContext: CoreRequestContextStorage
    let web: WebContext
    let signedIn: SignedIn

    init(context: WebContext) throws {
        signedIn = try ManageContext.signedIn(context, as: [.manager, .admin])
        coreContext = context.coreContext
        web = context
    }
}

extension Router<WebContext> {
    /// Routes for those who are signed in; others are sent to the sign-in page.
    func office<Office: OfficeContext>(_ context: Office.Type, _ site: Site) -> RouterGroup<Office> {
        group().add(middleware: RememberLanguage(site: site)).add(middleware: RequireSignIn(site: site))
            .group(context: context)
    }
}
