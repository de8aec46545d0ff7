import Foundation
import Survey

/// A file that a command reads, or standard input when its name is `-`.
struct InputFile {
    let name: String
    private let handle: FileHandle

    /// What is read at once, in bytes.
    static let chunk = 65_536

    /// - Throws: `SurveyError` (`unavailable`) when there is no such file, or it cannot be read.
    init(_ name: String) throws {
        self.name = name
        if name == "-" {
            handle = .standardInput
            return
        }
        if name.allSatisfy(\.isWhitespace) {
            throw SurveyError(.unavailable, vi: "tên tệp để trống", en: "the file's name is empty")
        }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: name, isDirectory: &isFolder) else {
            throw SurveyError(.unavailable, vi: "không có tệp \(name)", en: "there is no file \(name)")
        }
        guard !isFolder.boolValue, let handle = FileHandle(forReadingAtPath: name) else {
            throw SurveyError(.unavailable, vi: "không đọc được tệp \(name)", en: "cannot read the file \(name)")
        }
        self.handle = handle
    }

    /// The next bytes, none at the end.
    ///
    /// - Throws: `SurveyError` (`unavailable`) when it cannot be read, as a standard input that is closed.
    func next() throws -> Data { try read { try handle.read(upToCount: InputFile.chunk) } }

    /// All that is left.
    func rest() throws -> Data { try read { try handle.readToEnd() } }

    private func read(_ body: () throws -> Data?) throws -> Data {
        do { return try body() ?? Data() } catch {
            if name == "-" {
                throw SurveyError(.unavailable, vi: "không đọc được đầu vào chuẩn", en: "cannot read standard input")
            }
            throw SurveyError(.unavailable, vi: "không đọc được tệp \(name)", en: "cannot read the file \(name)")
        }
    }
}
