import ArgumentParser
import Foundation
import NIOCore
import Survey
import SurveyStore

/// Why a command failed, in lines that a person may read: never a stack trace, never SQL.
struct Failure: Error {
    let lines: [Localized]

    init(_ lines: [Localized]) { self.lines = lines }

    init(vi: String, en: String) { lines = [Localized(vi: vi, en: en)] }

    /// - Returns: nil for what the argument parser throws, which it shows itself.
    init?(_ error: any Error) {
        switch error {
        case let error as SurveyError:
            lines = [error.message]
        case let error as InputProblems:
            lines = Failure.lines(error, file: "")
        case let error as RegistrationConflicts:
            lines = Failure.lines(error.problems, file: "")
        case let error as CocoaError:
            lines = [Failure.line(error)]
        case let error as IOError:
            let reason = String(cString: strerror(error.errnoCode))
            lines = [Localized(vi: "không dùng được mạng: \(reason)", en: "network failure: \(reason)")]
        case is ValidationError, is CleanExit, is ExitCode:
            return nil
        default:
            if let error = SurveyError(database: error) {
                lines = [error.message]
            } else if Hailong.exitCode(for: error) != .failure {
                return nil
            } else {
                // The type says what kind of failure it was, and nothing of what was worked on.
                let kind = String(describing: type(of: error))
                lines = [Localized(vi: "có lỗi không lường trước (\(kind))", en: "unexpected failure (\(kind))")]
            }
        }
    }

    /// Names every problem by its place: `FILE:LINE: COLUMN: "VALUE": reason`, and then how many more there are.
    static func lines(_ problems: InputProblems, file: String) -> [Localized] {
        var lines = problems.first.map { problem in
            var place = problem.row > 0 ? "\(file):\(problem.row): " : "\(file): "
            if !problem.field.isEmpty { place += "\(problem.field): \"\(Failure.shown(problem.value))\": " }
            return Localized(vi: place + problem.reason.vi, en: place + problem.reason.en)
        }
        let rest = problems.count - problems.first.count
        if rest > 0 {
            lines.append(Localized(vi: "… và \(rest) lỗi nữa", en: "… and \(counted(rest, "more problem"))"))
        }
        return lines
    }

    /// A value as a terminal may show it: short, and without what would steer the terminal.
    static func shown(_ value: String) -> String {
        let text = value.count > 100 ? value.prefix(100) + "…" : value
        return CatalogueText.hasControl(text) ? String(text.map { CatalogueText.hasControl("\($0)") ? "�" : $0 }) : text
    }

    private static func line(_ error: CocoaError) -> Localized {
        let path = error.filePath ?? ""
        switch error.code {
        case .fileNoSuchFile, .fileReadNoSuchFile:
            return Localized(vi: "không có tệp \(path)", en: "there is no file \(path)")
        case .fileReadNoPermission, .fileWriteNoPermission:
            return Localized(vi: "không có quyền với tệp \(path)", en: "no permission for the file \(path)")
        case .fileWriteOutOfSpace:
            return Localized(vi: "đĩa đã đầy", en: "the disk is full")
        case .fileWriteVolumeReadOnly:
            return Localized(vi: "đĩa chỉ cho đọc: \(path)", en: "the disk is read-only: \(path)")
        default:
            return Localized(
                vi: "lỗi tệp \(path) (mã \(error.code.rawValue))",
                en: "file error \(path) (code \(error.code.rawValue))")
        }
    }

    func show(on console: Console) {
        for line in lines { console.message(line) }
    }
}
