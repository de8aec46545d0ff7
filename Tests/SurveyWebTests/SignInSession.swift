import HTTPTypes
import HummingbirdTesting
import NIOCore
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

/// A browser that is signed in: what it sends along, and what its forms carry.
struct SignInSession {
    let headers: HTTPFields
    let csrf: String
}

extension TestSite {
    /// Adds an account and starts a session for it, past the form, which has tests of its own.
    func signedIn(
        _ role: Account.Role, _ name: String = "an", units: [String] = [], desks: [String] = []
    ) async throws -> SignInSession {
        if try await store.account(named: name) == nil {
            try await store.addAccount(
                name, role: role, password: "long enough", units: units, desks: desks, by: "test")
        }
        let account = try #require(try await store.account(named: name))
        let session = try await store.startSession(account)
        return SignInSession(
            headers: [.cookie: "\(Cookies.session)=\(session)"],
            csrf: FormToken(cookie: session, keyRing: store.keyRing).text)
    }
}
