import ArgumentParser
import Foundation
import Survey
import SurveyQR

/// The address under which citizens reach the service.
struct PublicURLOptions: ParsableArguments {
    @Option(
        name: .customLong("public-url"),
        help: ArgumentHelp(
            "Địa chỉ công khai. / Public address (HAILONG_PUBLIC_URL; mặc định/default: http://127.0.0.1:8080).",
            valueName: "url"))
    var option: String?

    /// - Parameter standard: the address where none is named.
    /// - Throws: `ValidationError` for what is no such address, wherever it came from.
    func address(else standard: String = "http://127.0.0.1:8080") throws -> PublicAddress {
        let environment = ProcessInfo.processInfo.environment
        let text = option ?? environment["HAILONG_PUBLIC_URL"].nonEmpty ?? standard
        do {
            return try PublicAddress(text)
        } catch let error as SurveyError {
            throw ValidationError("--public-url \(text): \(error.message[Language(environment: environment)])")
        }
    }

    func validate() throws { _ = try address() }
}
