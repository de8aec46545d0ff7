public import ArgumentParser
public import Survey
public import SurveyQR
public import SurveyStore

// The domain's own values as arguments; a value that is none is wrong usage.

extension ImportKind: ExpressibleByArgument {}
extension ExportKind: ExpressibleByArgument {}
extension Grouping: ExpressibleByArgument {}
extension Boundaries: ExpressibleByArgument {}
extension Channel: ExpressibleByArgument {}
extension Account.Role: ExpressibleByArgument {}
extension APIKey.Scope: ExpressibleByArgument {}

extension Month: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension Network: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension SlipFormat: ExpressibleByArgument {}
extension Paper: ExpressibleByArgument {}

extension DossierCode {
    /// - Throws: `Failure` that names the value, so that its line can be found in a script's output.
    init(argument text: String) throws {
        do { try self.init(text) } catch let error as SurveyError {
            throw Failure(
                vi: "“\(Failure.shown(text))”: \(error.message.vi)", en: "“\(Failure.shown(text))”: \(error.message.en)"
            )
        }
    }
}
